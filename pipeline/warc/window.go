package warc

import (
	"bytes"
	"errors"
	"io"
)

// A window is the unread part of a stream, as far as it has been asked for.
// A reader that finds damage looks at it again, so that it need not seek.
type window struct {
	in   io.Reader
	buf  []byte
	r, w int   // unread: buf[r:w]
	off  int64 // of buf[r] in the stream
	err  error // what in gave last; final
}

const (
	readSize   = 64 << 10
	maxNothing = 100 // reads in a row without a byte, as package bufio has it
)

// fill gives the unread bytes, n at least unless the stream ends before; good
// until the next call. The buffer grows with what is there, not with n: a
// length that a file declares costs nothing.
func (w *window) fill(n int) []byte {
	for idle := 0; w.w-w.r < n && w.err == nil; {
		w.room()
		got, err := w.in.Read(w.buf[w.w:])
		w.w += got
		w.err = err
		if idle++; got > 0 {
			idle = 0
		} else if idle > maxNothing {
			w.err = io.ErrNoProgress
		}
	}
	return w.buf[w.r:w.w]
}

// room makes room for a read, by moving what is unread or by doubling.
func (w *window) room() {
	if len(w.buf)-w.w >= readSize/2 {
		return
	}
	to := w.buf
	if unread := w.w - w.r; len(w.buf)-unread < max(readSize, unread/2) {
		to = make([]byte, 2*max(readSize, unread))
	}
	w.w = copy(to, w.buf[w.r:w.w])
	w.buf, w.r = to, 0
}

// skip passes over n bytes, or all that there are.
func (w *window) skip(n int) {
	n = min(n, len(w.fill(n)))
	w.r += n
	w.off += int64(n)
}

// line gives the line that begins at byte at of what is unread, without its
// end, and where the next one begins; not ok if it does not end before byte
// limit, or before the stream does.
func (w *window) line(at, limit int) (line []byte, next int, ok bool) {
	for from, want := at, at+256; ; want *= 2 {
		data := w.fill(min(want, limit))
		data = data[:min(len(data), limit)]
		if from < len(data) {
			if i := bytes.IndexByte(data[from:], '\n'); i >= 0 {
				return bytes.TrimSuffix(data[at:from+i], []byte("\r")), from + i + 1, true
			}
			from = len(data)
		}
		if len(data) < min(want, limit) || want >= limit {
			return nil, 0, false
		}
	}
}

// skipBlank passes over the line ends between records.
func (w *window) skipBlank() {
	for {
		data := w.fill(1)
		n := 0
		for n < len(data) && isBreak(data[n]) {
			n++
		}
		w.skip(n)
		if n == 0 || n < len(data) {
			return
		}
	}
}

func isBreak(c byte) bool { return c == '\r' || c == '\n' }

// restart makes the window that of another stream, and keeps its buffer
// unless one large record made it large.
func (w *window) restart(in io.Reader) {
	if len(w.buf) > 64*readSize {
		w.buf = nil
	}
	*w = window{in: in, buf: w.buf}
}

// failed gives the error that reading gave, which is not the stream's end.
func (w *window) failed() error {
	if w.err == nil || errors.Is(w.err, io.EOF) {
		return nil
	}
	return w.err
}
