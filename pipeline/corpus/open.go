package corpus

import (
	"errors"
	"io"
	"os"
	"time"
)

// Unpack gives the bytes of a file that is packed as the last ending of its
// name says (.gz, .zst, .bz2), and the name without that ending; what is not
// packed comes back as it is. It bounds the window and the ratio of an archive
// as it does for articles; how much is read is the caller's to bound.
func Unpack(in io.Reader, name string) (out io.ReadCloser, stem string, err error) {
	stem, p := packingOf(name)
	if out, err = unpack(in, p, DefaultMaxRatio); err != nil {
		err = archiveError{err}
	}
	return out, stem, err
}

// Unreadable is the reason, for a row of rejected.jsonl, of an error that
// reading a file gave: a truncated archive, a disk that fails.
func Unreadable(err error) string { return unreadable(err) }

// BinaryKind says what a text is instead, such as "PDF"; "" if it may be text.
func BinaryKind(s string) string { return binaryKind(s) }

// ParseDate gives the day that s names, as UTC midnight; "" is no date, and ok
// is false for what nobody can read.
func ParseDate(s string) (day time.Time, ok bool) { return parseDate(s) }

var (
	errGrew   = errors.New("file grew while it was read")
	errShrank = errors.New("file was cut short while it was read")
)

// A steady file ends where it ended when it was opened. One that others write
// to would give half an article, or never end: what was there is read, and
// whoever meets the end is told of it.
type steady struct {
	*os.File
	left int64
}

func (f *steady) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	if f.left == 0 {
		if n, err := f.File.Read(p[:1]); n == 0 {
			return 0, err
		}
		return 0, errGrew
	}
	n, err := f.File.Read(p[:min(int64(len(p)), f.left)])
	f.left -= int64(n)
	if err == io.EOF && f.left > 0 {
		err = errShrank
	}
	return n, err
}
