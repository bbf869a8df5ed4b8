package corpus

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
)

// A rowReader cuts a table into its rows, each as it lies in the file. The grammar
// is that of RFC 4180, line breaks and doubled marks in quoted fields included; the
// separator is any byte.
//
// The road not taken is encoding/csv. It holds a field that nobody closes to the
// end of the file, says nothing more after a broken row, and leaves out the CR of a
// line break inside a field, in whose text offsets count. A mark is taken for an
// opening one only if the one that closes it stands before a separator or at a
// line's end: in tables that quote nothing many a field begins with speech, and
// “"No," he said” must not swallow the rows behind it.
type rowReader struct {
	in   *bufio.Reader
	max  int // bytes of a row
	sep  byte
	buf  []byte
	used int // bytes of buf that earlier rows were
	line int // at which the next row begins, from 1
	eof  bool
	err  error // that ended reading, but for io.EOF
}

func newRowReader(in *bufio.Reader, most int, sep byte) *rowReader {
	return &rowReader{in: in, max: most, sep: sep, line: 1}
}

var errUnclosed = errors.New("row never closed")

// next gives the next row that is not blank, good until the next call, and the line
// at which it begins. The error is io.EOF at the end; errLong for a row that is too
// long, which has been passed over; errUnclosed for one whose quoted field goes on
// for too long, behind which nothing can be told apart; or that of the stream.
func (r *rowReader) next() (row []byte, line int, err error) {
	for {
		b := r.buf[r.used:]
		end, quoted := rowEnd(b, r.sep, r.eof)
		line = r.line
		switch {
		case end > 0 && end <= r.max+2:
			r.used += end
			r.line += bytes.Count(b[:end], []byte{'\n'})
			if row = bytes.TrimRight(b[:end], "\r\n"); blankLine(row) {
				continue
			}
			return row, line, nil
		case end > 0:
			r.used += end
			r.line += bytes.Count(b[:end], []byte{'\n'})
			return nil, line, errLong
		case r.eof:
			return nil, line, io.EOF
		case r.err != nil:
			return nil, line, r.err
		case len(b) <= r.max+2:
			r.fill()
		case quoted && r.sep != '\t':
			return nil, line, errUnclosed
		default:
			return nil, line, r.skipLine()
		}
	}
}

// skipLine passes over a line that is too long.
func (r *rowReader) skipLine() error {
	b := r.buf[r.used:]
	if at := bytes.IndexByte(b, '\n'); at >= 0 {
		r.used += at + 1
		r.line++
		return errLong
	}
	r.buf, r.used = r.buf[:0], 0
	for {
		_, err := r.in.ReadSlice('\n')
		switch err {
		case bufio.ErrBufferFull:
			continue
		case nil:
		case io.EOF:
			r.eof = true
		default:
			r.err = err
		}
		r.line++
		return errLong
	}
}

// fill reads as much again as is held, so that what is looked at twice stays a part
// of what is read.
func (r *rowReader) fill() {
	n := copy(r.buf, r.buf[r.used:])
	r.buf, r.used = r.buf[:n], 0
	more := max(n, 64<<10)
	if cap(r.buf) < n+more || cap(r.buf) > 8*(n+more) {
		r.buf = append(make([]byte, 0, n+more), r.buf...)
	}
	got, err := io.ReadFull(r.in, r.buf[n:n+more])
	r.buf = r.buf[:n+got]
	switch err {
	case nil:
	case io.EOF, io.ErrUnexpectedEOF:
		r.eof = true
	default:
		r.err = err
	}
}

// fault says where reading stopped, and why.
func (r *rowReader) fault(err error) (place, reason string) {
	place = fmt.Sprintf("line %d", r.line)
	switch {
	case err == io.EOF:
		return "", "file holds no article"
	case errors.Is(err, errUnclosed):
		return place, longerThan("row", r.max) + ": a quoted field is not closed, and nothing after it is read"
	case errors.Is(err, errLong):
		return place, longerThan("row", r.max)
	}
	return place, unreadable(err)
}

// rowEnd gives the place behind the first row of b, its line break included; 0 if
// b does not hold all of it, and then whether a quoted field is open.
func rowEnd(b []byte, sep byte, eof bool) (end int, quoted bool) {
	for i := 0; ; {
		end, quoted, ok := fieldEnd(b, i, sep, eof)
		switch {
		case !ok:
			return 0, quoted
		case end == len(b):
			return end, false // of the file
		case b[end] == '\n':
			return end + 1, false
		case b[end] == '\r':
			return end + 2, false
		}
		i = end + 1
	}
}

// fieldEnd gives the place behind the field that begins at i: at a separator, a line
// break or the end. ok is false if b does not hold all of it.
func fieldEnd(b []byte, i int, sep byte, eof bool) (end int, quoted, ok bool) {
	if i < len(b) && b[i] == '"' {
		end, state := quotedEnd(b, i, sep, eof)
		if state != loose {
			return end, true, state == closed
		}
	}
	for end = i; end < len(b); end++ {
		switch c := b[end]; {
		case c == sep || c == '\n':
			return end, false, true
		case c == '\r' && end+1 < len(b) && b[end+1] == '\n':
			return end, false, true
		}
	}
	return end, false, eof && len(b) > 0
}

// What becomes of a field that begins with a mark.
type markState int

const (
	closed markState = iota // by a mark before a separator, a line break or the end
	open                    // b ends before that can be told
	loose                   // the mark is part of what the field says
)

func quotedEnd(b []byte, i int, sep byte, eof bool) (int, markState) {
	unknown := open
	if eof {
		unknown = loose
	}
	for i++; ; i += 2 { // behind a doubled mark
		at := bytes.IndexByte(b[i:], '"')
		if at < 0 {
			return 0, unknown
		}
		i += at
		after := b[i+1:]
		switch {
		case len(after) == 0 && eof:
			return i + 1, closed
		case len(after) == 0, len(after) == 1 && after[0] == '\r' && !eof:
			return 0, open
		case after[0] == '"':
		case after[0] == sep, after[0] == '\n', bytes.HasPrefix(after, []byte("\r\n")):
			return i + 1, closed
		default:
			return 0, loose
		}
	}
}

// cellsOf gives the fields of a row, and whether every mark that begins one quotes
// it. It stops behind one more than most.
func cellsOf(row []byte, sep byte, most int) (cells []string, clean bool) {
	clean = true
	for i := 0; len(cells) <= most; {
		end, quoted, _ := fieldEnd(row, i, sep, true)
		cell := string(row[i:end])
		switch {
		case quoted:
			cell = strings.ReplaceAll(cell[1:len(cell)-1], `""`, `"`)
		case strings.HasPrefix(cell, `"`):
			clean = false
		}
		cells = append(cells, cell)
		if end >= len(row) || row[end] != sep {
			break
		}
		i = end + 1
	}
	return cells, clean
}

// separatorOf gives what parts the columns in the first line of a table: the
// likeliest of those in use that stands there most often outside quoted names.
func separatorOf(head []byte) byte {
	counts := map[byte]int{}
	quoted := false
	for _, c := range head {
		if c == '"' {
			quoted = !quoted
		}
		if c == '\n' && !quoted {
			break
		}
		if !quoted {
			counts[c]++
		}
	}
	best := byte(',')
	for _, c := range []byte("\t;|") {
		if counts[c] > counts[best] {
			best = c
		}
	}
	return best
}
