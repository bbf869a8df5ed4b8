package corpus

import (
	"archive/zip"
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// readZip reads a zip, of which archive/zip tells the entries by the directory at
// its end, so that it is opened anew.
func readZip(_ *bufio.Reader, s *session) error {
	if s.stdin {
		s.refuse("", "a zip has its directory at its end: it must be a file, and not standard input")
		return nil
	}
	if s.pack != plain {
		s.refuse("", "a zip packed again: it must be unpacked to be read")
		return nil
	}
	disk, err := os.Open(s.path)
	if err != nil {
		s.refuse("", cannotRead(err))
		return nil
	}
	defer disk.Close()
	c := newContainer(s)
	z, err := openZip(disk, s.size)
	if err != nil {
		s.refuse("", zipReason(err))
		return nil
	}
	files := c.list(z)
	for i, f := range files {
		if err := s.ctx.Err(); err != nil {
			return err
		}
		c.entries = f.number
		if i > 0 && f.start < files[i-1].end {
			files[i].end = max(f.end, files[i-1].end)
			c.refuseEntry(f.name, "entry overlaps another")
			continue
		}
		if err := c.readZipped(f); err != nil {
			return err
		}
		s.told(f.end)
		if c.meter.spent() {
			s.refuse(c.place(), bombError(s.gate.MaxRatio).Error()+"; what comes after is not read")
			return nil
		}
	}
	if len(z.File) == 0 {
		s.refuse("", "archive holds no entry")
	}
	return nil
}

// A zipped is an entry to be read, with the bytes of the archive that it lies in.
type zipped struct {
	*zip.File
	name       string
	number     int
	start, end int64
}

// list gives the entries that hold articles in the order in which they lie in the
// archive, and holds the sidecars. The rest is refused or counted.
func (c *container) list(z *zip.Reader) []zipped {
	var files []zipped
	for i, f := range z.File {
		if c.entries = i + 1; c.entries > maxEntries {
			c.refuse(c.place(), fmt.Sprintf("archive has more than %d entries; the others are not read", maxEntries))
			break
		}
		mode := f.Mode()
		name, kind := c.judge(zipName(f), mode.IsRegular(), mode.IsDir())
		if kind == entrySkip {
			continue
		}
		e := zipped{File: f, name: name, number: c.entries}
		if reason := e.locate(c.size); reason != "" {
			c.refuseEntry(name, reason)
			continue
		}
		if kind == entryArticle {
			files = append(files, e)
			continue
		}
		if in, err := f.Open(); err == nil {
			c.hold(name, entryReader{in})
			in.Close()
		}
	}
	slices.SortFunc(files, func(a, b zipped) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end), cmp.Compare(a.number, b.number))
	})
	return files
}

// locate finds where an entry lies in an archive of so many bytes, or the reason why
// it cannot be read.
func (e *zipped) locate(size int64) (reason string) {
	start, err := e.DataOffset()
	switch {
	case err != nil:
		return zipReason(err)
	case e.Flags&1 != 0:
		return "entry is encrypted"
	case e.Method != zip.Store && e.Method != zip.Deflate:
		return fmt.Sprintf("entry is packed by method %d, and only 0 and 8 are read", e.Method)
	case e.CompressedSize64 > uint64(max(0, size-start)):
		return "entry reaches beyond the end of the archive"
	}
	e.start, e.end = start, start+int64(e.CompressedSize64)
	return ""
}

func (c *container) readZipped(f zipped) error {
	in, err := f.Open()
	if err != nil {
		c.refuseEntry(f.name, zipReason(err))
		return nil
	}
	defer in.Close()
	return c.read(f.name, entryReader{in})
}

// zipName gives the name of an entry, which old programs write in the code page of
// the first PCs.
func zipName(f *zip.File) string {
	if utf8.ValidString(f.Name) {
		return f.Name
	}
	name, err := charmap.CodePage437.NewDecoder().String(f.Name)
	if err != nil {
		return strings.ToValidUTF8(f.Name, "\uFFFD")
	}
	return name
}

// maxDirectory bounds the directory of a zip, in bytes: a million entries. What is
// held of an entry is some four times as much.
const maxDirectory = 128 << 20

var errDirectory = errors.New(longerThan("directory of the archive", maxDirectory))

// openZip reads the directory of a zip.
func openZip(disk io.ReaderAt, size int64) (*zip.Reader, error) {
	bounded := &directoryReader{in: disk, left: maxDirectory}
	z, err := zip.NewReader(bounded, size)
	bounded.left = -1
	if errors.Is(err, zip.ErrInsecurePath) {
		err = nil // judge refuses such entries one by one
	}
	return z, err
}

// A directoryReader gives no more than left bytes; less than 0 is any number.
type directoryReader struct {
	in   io.ReaderAt
	left int64
}

func (r *directoryReader) ReadAt(p []byte, at int64) (int, error) {
	n, err := r.in.ReadAt(p, at)
	if r.left >= 0 {
		if r.left -= int64(n); r.left < 0 {
			return 0, errDirectory
		}
	}
	return n, err
}

// zipReason gives the reason of an error of archive/zip.
func zipReason(err error) string {
	switch {
	case errors.Is(err, errDirectory):
		return errDirectory.Error()
	case errors.Is(err, zip.ErrFormat), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return "archive is truncated, or no zip"
	}
	return unreadable(archiveError{err})
}
