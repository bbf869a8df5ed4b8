package pipeline

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"
)

// This file keeps two runs from writing to one folder.

// lockFile, below Options.Dir, is held by the run that writes there. The system
// lets go of it when the process ends, however it does; a file that stays is nothing.
const lockFile = ".lock"

// Lock holds Dir, which it makes if need be, for one run: two at once would take
// each other's files for what a killed one has left. The error says that another
// run holds it. Release lets go of it, and of Dir where it was made for this and is
// empty still.
func (o *Options) Lock() (release func(), err error) {
	if o.Dir == "" {
		return func() {}, nil
	}
	_, err = os.Stat(o.Dir)
	made := errors.Is(err, fs.ErrNotExist)
	if err := os.MkdirAll(o.Dir, 0o777); err != nil {
		return nil, err
	}
	path := filepath.Join(o.Dir, lockFile)
	lock := flock.New(path)
	held, err := lock.TryLock()
	switch {
	case errors.Is(err, errors.ErrUnsupported): // some shared folders know no locks
	case err != nil:
		return nil, fmt.Errorf("holding %s: %w", o.Dir, err)
	case !held || !stands(lock, path):
		_ = lock.Close()
		return nil, fmt.Errorf("another run writes to %s; wait for its end, or name another folder", o.Dir)
	}
	return func() { // whatever of it fails does no harm
		stays := os.Remove(path) // before it is let go, where the system allows it
		_ = lock.Close()
		if stays != nil {
			_ = os.Remove(path)
		}
		if made {
			_ = os.Remove(o.Dir)
		}
	}, nil
}

// stands reports whether a file that is held has its name still: whoever held it
// before removes it.
func stands(lock *flock.Flock, path string) bool {
	held, err := lock.Stat()
	named, errNamed := os.Stat(path)
	return err == nil && errNamed == nil && os.SameFile(held, named)
}
