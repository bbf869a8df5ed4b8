package rows

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// A File is a Reader of a file on disk.
type File struct {
	*Reader
	disk *os.File
}

// OpenFile opens a file of rows.
func OpenFile(path string) (*File, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	r, err := NewReader(bufio.NewReaderSize(f, 64<<10))
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return &File{r, f}, nil
}

// Close closes the file.
func (f *File) Close() error { return f.disk.Close() }

// Next is the Reader's; an error names the file.
func (f *File) Next() (Row, bool, error) {
	r, ok, err := f.Reader.Next()
	if err != nil {
		err = fmt.Errorf("%s: %w", f.disk.Name(), err)
	}
	return r, ok, err
}

// WriteFile writes a file of rows, in a folder that it makes if need be. It has
// its name only when it is whole; with sync only when it would outlive a failure
// of power. What was written by half is removed.
func WriteFile(path string, sync bool, head []byte, write func(*Writer) error) (err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return err
	}
	passing := path + ".partial"
	if err := os.Remove(passing); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	f, err := os.OpenFile(passing, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			os.Remove(passing)
		}
	}()
	err = fill(f, sync, head, write)
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	return os.Rename(passing, path)
}

func fill(f *os.File, sync bool, head []byte, write func(*Writer) error) error {
	buffered := bufio.NewWriterSize(f, 1<<20)
	w, err := NewWriter(buffered, head)
	if err != nil {
		return err
	}
	if err := write(w); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	if err := buffered.Flush(); err != nil || !sync {
		return err
	}
	return f.Sync()
}
