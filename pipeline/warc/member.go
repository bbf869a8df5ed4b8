package warc

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/gzip"
)

const (
	// bombFloor is what a member may give, in bytes, before Options.MaxRatio asks.
	bombFloor = 64 << 20
	// rawHold is how much of a member is kept as it lies in the file, to be
	// looked at again if it fails: a decoder that runs on past damage finds
	// nonsense long before.
	rawHold = 1 << 20
	// After damage the file is read again from the byte after it. Members made
	// to lie within each other would make that quadratic, so that it is done
	// for againFloor bytes, and as many again as the file has had.
	againFloor = 64 << 20
)

// A bombError is a member that unpacks to more times its size than it may.
type bombError int

func (ratio bombError) Error() string {
	return fmt.Sprintf("unpacks to more than %d times its size", int(ratio))
}

// A member reads one gzip member from a window without passing over it.
type member struct {
	raw   *window
	start int64 // where in the file it begins
	at    int   // bytes of raw read, of those still held
	taken int64 // bytes read in all
	given int64 // bytes unpacked
	ratio int64 // Options.MaxRatio
	again int64 // bytes that were read or unpacked for nothing, of all members
	gzip  *gzip.Reader
}

// Read gives what the member unpacks to.
func (m *member) Read(p []byte) (int, error) {
	n, err := m.gzip.Read(p)
	m.given += int64(n)
	if m.given > bombFloor && m.given/m.ratio > m.taken {
		return n, bombError(m.ratio)
	}
	return n, err
}

// packedBytes gives the bytes of a member to its decoder, one by one where it
// asks so, and never more than it needs: the next member begins there.
type packedBytes struct{ *member }

func (b packedBytes) unread() ([]byte, error) {
	if b.at > 2*rawHold {
		b.raw.skip(b.at - rawHold)
		b.at = rawHold
	}
	if data := b.raw.fill(b.at + 1); len(data) > b.at {
		return data[b.at:], nil
	}
	return nil, b.raw.err
}

func (b packedBytes) Read(p []byte) (int, error) {
	data, err := b.unread()
	n := copy(p, data)
	b.at += n
	b.taken += int64(n)
	if len(p) == 0 || n > 0 {
		err = nil
	}
	return n, err
}

func (b packedBytes) ReadByte() (byte, error) {
	data, err := b.unread()
	if err != nil {
		return 0, err
	}
	b.at++
	b.taken++
	return data[0], nil
}

// open goes on to the next member, or to the file itself if it is plain.
func (r *Reader) open() error {
	if !r.begun {
		r.begun = true
		r.packed = isPacked(r.raw.fill(readSize))
		if !r.packed && len(r.raw.fill(1)) > 0 {
			r.un = &r.raw
			return nil
		}
	}
	for {
		data := r.raw.fill(minMember)
		if len(data) == 0 || !r.packed {
			return r.raw.err
		}
		if isMember(data) {
			break
		}
		wasLost := r.lost
		d := r.damage("", "no gzip member begins here")
		r.seekMember(1)
		if !wasLost {
			return d
		}
	}
	return r.openMember()
}

func (r *Reader) openMember() error {
	m := &r.member
	*m = member{raw: &r.raw, start: r.raw.off, ratio: int64(r.opts.MaxRatio), again: m.again, gzip: m.gzip}
	var err error
	if m.gzip == nil {
		m.gzip, err = gzip.NewReader(packedBytes{m})
	} else {
		err = m.gzip.Reset(packedBytes{m})
	}
	r.un, r.told = &r.inside, false
	r.inside.restart(m)
	if err != nil {
		r.inside.err = err
		return nil
	}
	m.gzip.Multistream(false)
	return nil
}

// close ends a member. After one that was sound, or whose checksum alone was
// not, the next begins where it ended; else it may begin anywhere after it.
func (r *Reader) close() {
	if !r.packed {
		r.un = nil
		return
	}
	m := &r.member
	err := r.inside.err
	r.un = nil
	if ends := errors.Is(err, io.EOF) || errors.Is(err, gzip.ErrChecksum); ends {
		if data := r.raw.fill(m.at + minMember); err == io.EOF || len(data) == m.at || isMember(data[m.at:]) {
			r.raw.skip(m.at)
			return
		}
	}
	from := 1
	if m.again += m.taken + m.given; m.again > againFloor+2*r.raw.off {
		from = max(m.at, 1)
	}
	r.seekMember(from)
}

const minMember = 10 // bytes of a header

var gzipMark = []byte{0x1f, 0x8b, 8}

// isMember reports whether a gzip member begins here (RFC 1952, 2.3).
func isMember(b []byte) bool {
	return len(b) >= minMember && bytes.HasPrefix(b, gzipMark) && b[3]&0xe0 == 0
}

// isPacked reports whether a file that begins so is gzip. Its first member may
// have lost its first bytes.
func isPacked(head []byte) bool {
	if isMember(head) {
		return true
	}
	line, _, _ := bytes.Cut(bytes.TrimLeft(head, "\r\n"), []byte("\n"))
	return !begins(bytes.TrimSuffix(line, []byte("\r"))) && memberIn(head) < len(head)
}

// memberIn gives where a member begins in b, which is len(b) if none does.
// Five bytes of its header are held to what writers put there, so that chance
// finds one in a terabyte.
func memberIn(b []byte) int {
	for at := 0; ; at++ {
		i := bytes.Index(b[at:], gzipMark)
		if i < 0 {
			return len(b)
		}
		if at += i; isMember(b[at:]) && usual(b[at+8], b[at+9]) {
			return at
		}
	}
}

// seekMember passes over from bytes and all up to where a member begins.
func (r *Reader) seekMember(from int) {
	r.raw.skip(from)
	for {
		data := r.raw.fill(readSize)
		at := memberIn(data)
		if at == len(data) && len(data) >= readSize {
			at -= minMember - 1 // one may begin there
		}
		r.raw.skip(at)
		if at <= len(data)-minMember || len(data) < readSize {
			return
		}
	}
}

// usual reports whether the two bytes that say how hard, and on what system, a
// member was packed are of those that are met: zlib writes 19 on macOS.
func usual(effort, system byte) bool {
	return (effort == 0 || effort == 2 || effort == 4) && (system <= 19 || system == 255)
}

// failure gives the reason of an error in unpacking; "" at the end.
func failure(err error) string {
	var bomb bombError
	switch {
	case err == nil, err == io.EOF:
		return ""
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "gzip member is cut short"
	case errors.Is(err, gzip.ErrChecksum):
		return "gzip checksum is wrong"
	case errors.As(err, &bomb):
		return "gzip member " + bomb.Error()
	}
	return "gzip member is broken: " + err.Error()
}
