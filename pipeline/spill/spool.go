package spill

import (
	"io"
	"os"
)

// A Spool is a sequence of bytes that is first written, then read anywhere: in
// memory while its disk has bytes left, in a file from then on.
type Spool struct {
	disk   *Disk
	chunks [][]byte // all of it, each chunkBytes but the last; where there is a file, none
	size   int64    // bytes written, those in open too
	file   *os.File
	open   []byte // what is not yet in the file
}

// chunkBytes is what is held or written at a time. One slice for all would be
// held twice when it grows.
const chunkBytes = 256 << 10

// NewSpool gives an empty one.
func NewSpool(d *Disk) *Spool { return &Spool{disk: d} }

// Len is the number of bytes.
func (s *Spool) Len() int64 { return s.size }

// Write appends b.
func (s *Spool) Write(b []byte) {
	if s.file == nil {
		s.disk.left -= int64(len(b))
		if s.disk.left >= 0 || s.disk.Err() != nil {
			s.hold(b)
			return
		}
		s.disk.left += int64(len(b)) + s.size
		if s.file = s.disk.create(); s.file == nil {
			return
		}
		chunks := s.chunks
		s.chunks, s.size = nil, 0
		for _, c := range chunks {
			s.append(c)
		}
	}
	s.append(b)
}

func (s *Spool) hold(b []byte) {
	s.size += int64(len(b))
	for len(b) > 0 {
		n := len(s.chunks)
		if n == 0 || len(s.chunks[n-1]) == chunkBytes {
			s.chunks = append(s.chunks, nil)
			if n++; n > 1 { // the first grows: most spools are small
				s.chunks[n-1] = make([]byte, 0, chunkBytes)
			}
		}
		last := &s.chunks[n-1]
		part := min(len(b), chunkBytes-len(*last))
		*last = append(*last, b[:part]...)
		b = b[part:]
	}
}

func (s *Spool) append(b []byte) {
	s.size += int64(len(b))
	if s.open = append(s.open, b...); len(s.open) >= chunkBytes {
		s.Seal()
	}
}

// Seal ends writing for a while: from here to the next Write, several goroutines
// may call View.
func (s *Spool) Seal() {
	if len(s.open) == 0 {
		return
	}
	_, err := s.file.WriteAt(s.open, s.size-int64(len(s.open)))
	s.disk.fail(err)
	s.open = s.open[:0]
}

// View gives the n bytes from off on, fewer at the end or where the disk has
// failed; they are in buf where they do not lie side by side in memory. What was
// written must not change any more.
func (s *Spool) View(off int64, n int, buf *[]byte) []byte {
	off = min(off, s.size)
	n = int(min(int64(n), s.size-off))
	if n == 0 {
		return nil
	}
	if s.file == nil {
		c, at := s.chunks[off/chunkBytes], int(off%chunkBytes)
		if at+n <= len(c) {
			return c[at : at+n]
		}
	}
	if cap(*buf) < n {
		*buf = make([]byte, n)
	}
	out := (*buf)[:n]
	if s.file == nil {
		for done := 0; done < n; {
			c := s.chunks[(off+int64(done))/chunkBytes]
			done += copy(out[done:], c[(off+int64(done))%chunkBytes:])
		}
		return out
	}
	s.Seal()
	got, err := s.file.ReadAt(out, off)
	if err != io.EOF {
		s.disk.fail(err)
	}
	return out[:got]
}

// Drop frees the spool's bytes.
func (s *Spool) Drop() {
	if s.file != nil {
		s.disk.fail(s.file.Truncate(0)) // it stays open until Close, but takes no room
	} else {
		s.disk.left += s.size
	}
	s.chunks, s.open, s.file, s.size = nil, nil, nil, 0
}
