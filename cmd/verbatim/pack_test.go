package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"os"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// pack is "pack zip|tar|tgz ARCHIVE FILE...": it makes an archive of files, of which
// NAME=FILE goes by another name in it.
func pack(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 3 {
		ts.Fatalf("usage: pack zip|tar|tgz ARCHIVE FILE...")
	}
	var b bytes.Buffer
	z, t := zip.NewWriter(&b), tar.NewWriter(&b)
	for _, arg := range args[2:] {
		name, file, ok := strings.Cut(arg, "=")
		if !ok {
			file = name
		}
		content := []byte(ts.ReadFile(file))
		if args[0] == "zip" {
			w, err := z.Create(name)
			ts.Check(err)
			_, err = w.Write(content)
			ts.Check(err)
			continue
		}
		ts.Check(t.WriteHeader(&tar.Header{Name: name, Mode: 0o644, Size: int64(len(content))}))
		_, err := t.Write(content)
		ts.Check(err)
	}
	if args[0] == "zip" {
		ts.Check(z.Close())
	} else {
		ts.Check(t.Close())
	}
	out := b.Bytes()
	if args[0] == "tgz" {
		var packed bytes.Buffer
		g := gzip.NewWriter(&packed)
		_, err := g.Write(out)
		ts.Check(err)
		ts.Check(g.Close())
		out = packed.Bytes()
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), out, 0o644))
}
