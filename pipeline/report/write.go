package report

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Write sorts r, counts it, and writes every file of the contract into dir,
// which it makes if need be. A run cut short leaves the files of the run before
// it, never a mixture and never half a file.
func Write(dir string, r *Report) error {
	r.Sort()
	r.Run.Counts = r.Count()
	r.Run.Flags = r.Flags
	return WriteFiles(dir, append(r.heldFiles(), []File{
		{"articles.jsonl", r.writeArticles},
		{"quotes.jsonl", r.writeQuotes},
		{"clusters.jsonl", r.writeClusters},
		{"rejected.jsonl", r.writeRejected},
		{"quotes.csv", r.writeCSV},
		{"report.md", r.writeMarkdown},
		{"report.html", r.writeHTML},
		{"run.json", r.Run.write},
	}...))
}

// WriteRun writes run.json again: only when Write is done does a caller know
// what writing cost.
func WriteRun(dir string, run Run) error {
	return WriteFiles(dir, []File{{"run.json", run.write}})
}

// A File is one of several that belong together: its name in their folder, and
// what writes it.
type File struct {
	Name  string
	Write func(io.Writer) error
}

// WriteFiles writes files into dir, which it makes if need be: first all of
// them under passing names, then each under its own. Where one fails, what
// stood there before stands there still.
func WriteFiles(dir string, files []File) (err error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return fmt.Errorf("writing to %s: %w", dir, err)
	}
	var passing []string
	defer func() {
		for _, p := range passing {
			os.Remove(p) // only those that no rename took away
		}
	}()
	for _, f := range files {
		p := filepath.Join(dir, "."+f.Name+".partial")
		passing = append(passing, p)
		if err := writeFile(p, f.Write); err != nil {
			return fmt.Errorf("writing %s: %w", f.Name, err)
		}
	}
	for i, f := range files {
		if err := os.Rename(passing[i], filepath.Join(dir, f.Name)); err != nil {
			return fmt.Errorf("writing %s: %w", f.Name, err)
		}
	}
	passing = nil
	return nil
}

// writeFile creates path afresh. A file that a killed run left under the name
// is removed first and O_EXCL insisted on, so that a link somebody put there
// is never written through.
func writeFile(path string, write func(io.Writer) error) (err error) {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	w := bufio.NewWriterSize(f, 1<<18)
	if err := write(w); err != nil {
		return err
	}
	return w.Flush()
}
