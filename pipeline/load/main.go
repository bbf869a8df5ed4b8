// Command load writes as many articles as it is asked for, to measure by how
// verbatim's cost grows: a dump of articles mixed anew, with ids and dates of
// their own. It is a tool for tests, and no part of the product.
//
//	go run ./pipeline/load -from dump.jsonl.gz -n 1000000 -out /tmp/load.jsonl.zst
//
// What it makes of the dump is said at Mixer. The same dump, number and seed give
// the same bytes.
package main

import (
	"bufio"
	"compress/gzip"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/klauspost/compress/zstd"
)

func main() {
	from := flag.String("from", "", "a dump of articles as JSON Lines: .jsonl, .jsonl.gz or .jsonl.zst")
	n := flag.Int("n", 1000, "how many articles to write")
	seed := flag.Uint64("seed", 1, "another seed gives another mixture")
	out := flag.String("out", "-", "where to: a file, packed if it ends in .zst; - is standard output")
	flag.Parse()
	if err := run(*from, *n, *seed, *out); err != nil {
		fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(1)
	}
}

func run(from string, n int, seed uint64, out string) (err error) {
	articles, err := open(from)
	if err != nil {
		return err
	}
	m, err := NewMixer(articles, seed)
	if err != nil {
		return fmt.Errorf("reading %s: %w", from, err)
	}
	if err := articles.Close(); err != nil {
		return err
	}
	to := os.Stdout
	if out != "-" {
		if to, err = os.Create(out); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, to.Close()) }()
	}
	w := bufio.NewWriterSize(to, 1<<20)
	if !strings.HasSuffix(out, ".zst") {
		return errors.Join(m.Write(w, n), w.Flush())
	}
	packed, err := zstd.NewWriter(w)
	if err != nil {
		return err
	}
	return errors.Join(m.Write(packed, n), packed.Close(), w.Flush())
}

// open gives the lines of a dump, unpacked.
func open(name string) (io.ReadCloser, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	in := bufio.NewReaderSize(f, 1<<20)
	switch {
	case strings.HasSuffix(name, ".gz"):
		return gzip.NewReader(in)
	case strings.HasSuffix(name, ".zst"):
		d, err := zstd.NewReader(in)
		if err != nil {
			return nil, err
		}
		return d.IOReadCloser(), nil
	}
	return f, nil
}
