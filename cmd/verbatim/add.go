package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/verbatim-news/verbatim/pipeline"
)

// earlierRun checks that there is what --add names: the folder of a run, or
// nothing.
func earlierRun(dir string) (string, error) {
	if dir == "" {
		return "", nil
	}
	_, err := os.Stat(filepath.Join(dir, pipeline.KeptFile))
	if errors.Is(err, fs.ErrNotExist) {
		return "", usagef("--add %s: there is no %s to join articles to; run over everything, with --out %s", dir, pipeline.KeptFile, dir)
	}
	return dir, err
}
