package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/verbatim-news/verbatim/pipeline"
)

// readEarlier reads what the run in dir has kept; nothing where no dir is named.
func readEarlier(ctx context.Context, stages pipeline.Stages, dir string, o pipeline.Options) (*pipeline.Earlier, error) {
	if dir == "" {
		return &pipeline.Earlier{}, nil
	}
	path := filepath.Join(dir, pipeline.EarlierFile)
	f, err := os.Open(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, usagef("--add %s: there is no %s to join articles to; run over everything, with --out %s", dir, pipeline.EarlierFile, dir)
	case err != nil:
		return nil, err
	}
	defer f.Close()
	earlier, err := stages.ReadEarlier(ctx, f, o)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", path, err)
	}
	return earlier, nil
}

// A spool is a temporary file: what a run keeps is written before the quotes are
// grouped, and goes to its folder with all the rest. Where the system lets an
// open file be removed it is at once, so that a killed run leaves nothing.
type spool struct {
	*os.File
	named bool // still
}

func newSpool() (spool, error) {
	f, err := os.CreateTemp("", "verbatim-keep-*")
	if err != nil {
		return spool{}, fmt.Errorf("%w; TMPDIR names the folder of temporary files", err)
	}
	return spool{f, os.Remove(f.Name()) != nil}, nil
}

func (s spool) Write(b []byte) (int, error) {
	n, err := s.File.Write(b)
	if err != nil {
		err = fmt.Errorf("%w; TMPDIR names the folder of temporary files", err)
	}
	return n, err
}

func (s spool) copyTo(w io.Writer) error {
	if _, err := s.Seek(0, io.SeekStart); err != nil {
		return err
	}
	_, err := io.Copy(w, s.File)
	return err
}

func (s spool) remove() {
	s.Close()
	if s.named {
		os.Remove(s.Name())
	}
}
