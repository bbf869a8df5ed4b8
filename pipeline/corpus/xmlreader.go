package corpus

import (
	"bufio"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/charmap"
)

// maxXMLTag bounds a tag outside CDATA, in bytes: its attributes cost some fifty
// times their length.
const maxXMLTag = 256 << 10

var errLongTag = errors.New("tag too long")

// An xmlReader gives encoding/xml what it can read: valid UTF-8 without control
// characters, of which one would end the feed. A byte that is no UTF-8 is
// windows-1252, as in pages. It gives no more than most bytes between two calls
// of renew, since the parser holds a whole text however long it is.
type xmlReader struct {
	in    *bufio.Reader
	most  int
	given int
	tag   int // bytes since a tag began; 0: outside
	cdata bool
	tail  [9]byte // the last bytes given, to tell CDATA
	rest  []byte  // of a rune
	buf   [utf8.UTFMax]byte
}

func (r *xmlReader) renew() { r.given = 0 }

// Read is there for the sake of io.Reader: encoding/xml reads byte by byte.
func (r *xmlReader) Read(p []byte) (int, error) {
	for i := range p {
		c, err := r.ReadByte()
		if err != nil {
			return i, err
		}
		p[i] = c
	}
	return len(p), nil
}

func (r *xmlReader) ReadByte() (byte, error) {
	if len(r.rest) == 0 {
		if err := r.fill(); err != nil {
			return 0, err
		}
	}
	c := r.rest[0]
	r.rest = r.rest[1:]
	if r.given++; r.given > r.most {
		return 0, errLong
	}
	return c, r.follow(c)
}

// fill reads a rune.
func (r *xmlReader) fill() error {
	c, n, err := r.in.ReadRune()
	if err != nil {
		return err
	}
	switch {
	case c == utf8.RuneError && n == 1:
		if err := r.in.UnreadRune(); err != nil {
			return err
		}
		b, err := r.in.ReadByte()
		if err != nil {
			return err
		}
		c = charmap.Windows1252.DecodeByte(b)
	case c < ' ' && c != '\t' && c != '\n' && c != '\r', c == 0xFFFE, c == 0xFFFF:
		c = ' '
	case c == '\uFEFF':
		c = ' ' // files are joined with cat
	}
	r.rest = r.buf[:utf8.EncodeRune(r.buf[:], c)]
	return nil
}

// follow keeps count of the tag that is open.
func (r *xmlReader) follow(c byte) error {
	copy(r.tail[:], r.tail[1:])
	r.tail[8] = c
	switch {
	case r.cdata:
		r.cdata = string(r.tail[6:]) != "]]>"
	case string(r.tail[:]) == "<![CDATA[":
		r.cdata, r.tag = true, 0
	case c == '<':
		r.tag = 1
	case c == '>':
		r.tag = 0
	case r.tag > 0:
		if r.tag++; r.tag > maxXMLTag {
			return errLongTag
		}
	}
	return nil
}

// decoded is asked for the rest of a file whose declaration names an encoding.
// A text that is UTF-8 is read as such whatever its label says, and so is one
// whose label nobody knows; UTF-16 was decoded before.
func (r *xmlReader) decoded(label string, _ io.Reader) (io.Reader, error) {
	enc, name := charset.Lookup(label)
	head, _ := r.in.Peek(r.in.Size())
	if enc == nil || strings.HasPrefix(name, "utf-") || name == "replacement" || beyondASCII(head) && utf8.Valid(whole(head)) {
		return r, nil
	}
	r.in = bufio.NewReader(enc.NewDecoder().Reader(r.in))
	return r, nil
}

func beyondASCII(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return true
		}
	}
	return false
}

// whole cuts off a rune that the end of b cuts in two.
func whole(b []byte) []byte {
	for i := 1; i < utf8.UTFMax && i <= len(b); i++ {
		if at := len(b) - i; utf8.RuneStart(b[at]) {
			if !utf8.FullRune(b[at:]) {
				return b[:at]
			}
			break
		}
	}
	return b
}
