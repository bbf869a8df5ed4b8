package corpus

import (
	"bufio"
	"io"
)

// A valueReader cuts a JSON document into the values in it without holding more
// than one, of at most max bytes. It says where a value ends and not whether it is
// valid, which whoever decodes it finds. encoding/json's Decoder has no bound, and
// reads every value three times.
type valueReader struct {
	in  *bufio.Reader
	max int
}

// A brokenJSON is why a document cannot be read on.
type brokenJSON struct{ reason string }

func (e brokenJSON) Error() string { return e.reason }

var (
	errCut   = brokenJSON{"bad JSON: it breaks off"}
	errComma = brokenJSON{"bad JSON: a comma, colon or bracket is missing or too many"}
)

// cutShort makes a brokenJSON of an error of the stream inside a value.
func cutShort(err error) error {
	if err == io.EOF {
		return errCut
	}
	return brokenJSON{unreadable(err)}
}

// peek gives the next byte that is no space, without reading it. The error is
// io.EOF at the end.
func (r *valueReader) peek() (byte, error) {
	for {
		c, err := r.in.ReadByte()
		if err != nil {
			return 0, err
		}
		switch c {
		case ' ', '\t', '\r', '\n', 0:
		case 0xef:
			if rest, _ := r.in.Peek(2); string(rest) == bom[1:] {
				r.in.Discard(2)
				continue
			}
			return c, r.in.UnreadByte()
		default:
			return c, r.in.UnreadByte()
		}
	}
}

// skip reads past a byte that must come next.
func (r *valueReader) skip(want byte) error {
	switch c, err := r.peek(); {
	case err != nil:
		return cutShort(err)
	case c != want:
		return errComma
	}
	r.in.ReadByte() // peek has left it there
	return nil
}

// next gives the next value, which is the caller’s; errLong for one that is too
// long, which has been passed over, and errCut for one that the end cuts short.
func (r *valueReader) next() ([]byte, error) {
	if _, err := r.peek(); err != nil {
		return nil, cutShort(err)
	}
	var buf []byte
	var v valueEnd
	long := false
	for {
		c, err := r.in.ReadByte()
		if err != nil {
			if err == io.EOF && v.bare && !long {
				return buf, nil // a number that ends the file
			}
			return nil, cutShort(err)
		}
		done, over := v.take(c)
		if over {
			r.in.UnreadByte() // just read
		} else if long = long || len(buf) >= r.max; !long {
			buf = append(buf, c)
		}
		if done || over {
			switch {
			case long:
				return nil, errLong
			case len(buf) == 0:
				return nil, errComma
			}
			return buf, nil
		}
	}
}

// list calls visit where each member of the list or object that comes next begins,
// for visit to read it. The error is visit's own or what is wrong with the list.
func (r *valueReader) list(open, end byte, visit func() error) error {
	if err := r.skip(open); err != nil {
		return err
	}
	for first := true; ; first = false {
		c, err := r.peek()
		if err != nil {
			return cutShort(err)
		}
		if c == end {
			return r.skip(end)
		}
		if !first {
			if err := r.skip(','); err != nil {
				return err
			}
		}
		if err := visit(); err != nil {
			return err
		}
	}
}

// A valueEnd tells where a value ends, byte by byte.
type valueEnd struct {
	depth           int
	quoted, escaped bool
	bare            bool // a number or a name, which the next mark ends
}

// take takes in a byte. done says that it ends the value; over, that the value
// ended before it.
func (v *valueEnd) take(c byte) (done, over bool) {
	switch {
	case v.escaped:
		v.escaped = false
	case v.quoted:
		v.escaped = c == '\\'
		if c == '"' {
			v.quoted = false
			return v.depth == 0, false
		}
	case c == '{' || c == '[':
		if v.bare {
			return false, true
		}
		v.depth++
	case c == '}' || c == ']':
		if v.depth == 0 {
			return false, true
		}
		v.depth--
		return v.depth == 0, false
	case v.depth > 0:
		v.quoted = c == '"'
	case c == ',' || c == ':' || c == ' ' || c == '\t' || c == '\r' || c == '\n':
		return false, true
	case c == '"':
		if v.bare {
			return false, true
		}
		v.quoted = true
	default:
		v.bare = true
	}
	return false, false
}
