package report

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/verbatim-news/verbatim/pipeline/pump"
)

// Write sorts r, counts it, and writes every file of the contract into dir, and
// more with them. It makes dir if need be. A run cut short leaves the files of the run before
// it, and never half a file. One killed while they are put in place leaves no
// run.json: such a folder is of two runs, and the same run again mends it.
func Write(dir string, r *Report, more ...File) error {
	r.Sort()
	ix, err := newIndex(r)
	if err != nil {
		return fmt.Errorf("going over the rows: %w", err)
	}
	r.index, r.Run.Counts = ix, ix.counts
	r.Run.Flags = r.Flags
	outdated := []string{"run.json"}
	if !r.Run.Verify {
		outdated = append(outdated, "verified.jsonl") // of another run
	}
	files := ix.files(more...)
	return replace(dir, files, r.Workers, r.told(len(files)), outdated...)
}

// files are those of a run, in the order in which they are put in place: more
// first, for from what was read of the articles all others can be made again,
// and last run.json, which says that the rest is there.
func (ix *index) files(more ...File) []File {
	r := ix.r
	return slices.Concat(more, r.heldFiles(), []File{
		{"articles.jsonl", ix.writeArticles},
		{"quotes.jsonl", ix.writeQuotes},
		{"clusters.jsonl", ix.writeClusters},
		{"rejected.jsonl", r.writeRejected},
		{"quotes.csv", ix.writeCSV},
		{"report.md", ix.writeMarkdown},
		{"report.html", ix.writeHTML},
		{"run.json", r.Run.write},
	})
}

// Writes reports whether a run, or one that verifies, writes a file of this name,
// beside those that its caller has more.
func Writes(name string) bool {
	ix := &index{r: &Report{Run: Run{Verify: true}}}
	return slices.ContainsFunc(ix.files(), func(f File) bool { return f.Name == name })
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
func WriteFiles(dir string, files []File) error { return replace(dir, files, nil, func(int64) {}) }

// replace is WriteFiles that writes files side by side, tells the bytes of each
// that is written, and removes the outdated before the first gets its name.
func replace(dir string, files []File, workers pump.Runner, told func(bytes int64), outdated ...string) (err error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return fmt.Errorf("writing to %s: %w", dir, err)
	}
	passing := make([]string, len(files))
	for i, f := range files {
		if info, err := os.Lstat(filepath.Join(dir, f.Name)); err == nil && info.IsDir() {
			return fmt.Errorf("writing %s: there is a folder of that name in %s", f.Name, dir)
		}
		passing[i] = filepath.Join(dir, "."+f.Name+".partial")
	}
	defer func() {
		for _, p := range passing {
			os.Remove(p) // only those that no rename took away
		}
	}()
	if err := writeAll(files, passing, workers, told); err != nil {
		return err
	}
	for _, name := range outdated {
		if err := os.Remove(filepath.Join(dir, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("removing the earlier %s: %w", name, err)
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

// writeAll writes each file to its path. The last is begun first: pages, which
// take the longest, stand behind what they are made of.
func writeAll(files []File, paths []string, workers pump.Runner, told func(bytes int64)) error {
	type written struct {
		bytes int64
		err   error
	}
	last := len(files) - 1
	return pump.Parts(context.Background(), workers, len(files), func(k int) (w written) {
		f := files[last-k]
		if w.bytes, w.err = writeFile(paths[last-k], f.Write); w.err != nil {
			w.err = fmt.Errorf("writing %s: %w", f.Name, w.err)
		}
		return w
	}, func(w written) error {
		if w.err == nil {
			told(w.bytes)
		}
		return w.err
	})
}

// writeFile creates path afresh and gives its length. A file that a killed run
// left under the name is removed first and O_EXCL insisted on, so that a link
// somebody put there is never written through.
func writeFile(path string, write func(io.Writer) error) (n int64, err error) {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return 0, err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	w := bufio.NewWriterSize(f, 1<<18)
	c := &counter{w: w}
	if err := write(c); err != nil {
		return c.n, err
	}
	if err := w.Flush(); err != nil {
		return c.n, err
	}
	return c.n, f.Sync() // after a power cut a name may stand for nothing if what it names was not on the disk
}
