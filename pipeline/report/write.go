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
// which it makes if need be. Each file is written under a passing name and
// renamed once all of them are whole, so that a run cut short leaves the files
// of the run before it, never a mixture and never half a file.
func Write(dir string, r *Report) error {
	r.Sort()
	r.Run.Counts = r.Count()
	r.Run.Flags = r.Flags
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return fmt.Errorf("writing the report: %w", err)
	}
	return writeFiles(dir, []file{
		{"articles.jsonl", r.writeArticles},
		{"quotes.jsonl", r.writeQuotes},
		{"clusters.jsonl", r.writeClusters},
		{"rejected.jsonl", r.writeRejected},
		{"quotes.csv", r.writeCSV},
		{"report.md", r.writeMarkdown},
		{"report.html", r.writeHTML},
		{"run.json", r.Run.write},
	})
}

// WriteRun writes run.json again: only when Write is done does a caller know
// what writing cost.
func WriteRun(dir string, run Run) error {
	return writeFiles(dir, []file{{"run.json", run.write}})
}

type file struct {
	name  string
	write func(io.Writer) error
}

func writeFiles(dir string, files []file) (err error) {
	var passing []string
	defer func() {
		for _, p := range passing {
			os.Remove(p) // only those that no rename took away
		}
	}()
	for _, f := range files {
		p := filepath.Join(dir, "."+f.name+".partial")
		passing = append(passing, p)
		if err := writeFile(p, f.write); err != nil {
			return fmt.Errorf("writing %s: %w", f.name, err)
		}
	}
	for i, f := range files {
		if err := os.Rename(passing[i], filepath.Join(dir, f.name)); err != nil {
			return fmt.Errorf("writing %s: %w", f.name, err)
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
