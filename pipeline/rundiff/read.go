// Package rundiff says what changed between two runs: which articles and
// utterances are new or gone, whose verdict moved, which differences were gained
// and lost, who is given another speaker.
package rundiff

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/report"
)

// A Run is what a run wrote, as far as a comparison looks at it.
type Run struct {
	Made     report.Run
	Articles []record.Article
	Quotes   []record.Quote
	Clusters []record.Cluster
	Rejected []record.Rejection
}

// maxLine bounds a row, in bytes; run.json and a group that ten thousand papers
// print take a few megabytes.
const maxLine = 64 << 20

// IsRun reports whether a run wrote to dir: whether it holds a run.json.
func IsRun(dir string) bool {
	info, err := os.Stat(filepath.Join(dir, "run.json"))
	return err == nil && info.Mode().IsRegular()
}

// Read reads the folder that a run wrote. An error names the file, and the line
// where one is at fault.
func Read(dir string) (*Run, error) {
	r := &Run{}
	if err := readFile(dir, "run.json", func(in io.Reader) error {
		b, err := io.ReadAll(io.LimitReader(in, maxLine+1))
		if err == nil && len(b) > maxLine {
			err = fmt.Errorf("longer than %d bytes", maxLine)
		}
		if err == nil {
			err = json.Unmarshal(b, &r.Made)
		}
		if err == nil && (r.Made.Format < 1 || r.Made.Format > record.FormatVersion) {
			err = fmt.Errorf("of format %d, and this program reads 1 to %d; run again with this program", r.Made.Format, record.FormatVersion)
		}
		return err
	}); err != nil {
		return nil, err
	}
	for _, f := range []struct {
		name string
		read func(io.Reader) error
	}{
		{"articles.jsonl", rows(&r.Articles)},
		{"quotes.jsonl", rows(&r.Quotes)},
		{"clusters.jsonl", rows(&r.Clusters)},
		{"rejected.jsonl", rows(&r.Rejected)},
	} {
		if err := readFile(dir, f.name, f.read); err != nil {
			return nil, err
		}
	}
	return r, nil
}

func readFile(dir, name string, read func(io.Reader) error) error {
	path := filepath.Join(dir, name)
	f, err := os.Open(path)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("%s is not there, and a run writes it: run again", path)
		}
		return err
	}
	defer f.Close()
	if err := read(f); err != nil {
		return fmt.Errorf("reading %s: %w", path, err)
	}
	return nil
}

// rows reads a row a line.
func rows[T any](into *[]T) func(io.Reader) error {
	return func(in io.Reader) error {
		lines := bufio.NewScanner(in)
		lines.Buffer(make([]byte, 0, 1<<16), maxLine)
		n := 1
		for ; lines.Scan(); n++ {
			var v T
			if err := json.Unmarshal(lines.Bytes(), &v); err != nil {
				return fmt.Errorf("line %d: %w", n, err)
			}
			*into = append(*into, v)
		}
		if err := lines.Err(); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
		return nil
	}
}
