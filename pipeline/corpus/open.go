package corpus

import (
	"io"
	"time"
)

// Unpack gives the bytes of a file that is packed as the last ending of its
// name says (.gz, .zst, .bz2), and the name without that ending; what is not
// packed comes back as it is. It bounds the window and the ratio of an archive
// as it does for articles; how much is read is the caller's to bound.
func Unpack(in io.Reader, name string) (out io.ReadCloser, stem string, err error) {
	stem, p := packingOf(name)
	if out, err = unpack(in, p); err != nil {
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
