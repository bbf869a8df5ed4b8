// Package warc reads web archives as they come, one record at a time: WARC/1.0
// and 1.1 (ISO 28500:2009 and :2017), WARC/0.x, which differs in nothing that
// is read here, and ARC/1.x, which went before it (archive.org, 1996). A file
// may be plain, or gzip with a member for each record, as Annex D of the
// standard asks, or gzip as a whole.
//
// Archives are old, large and seldom whole. What is damaged is an error that
// names its place, and the reader goes on with the next sound record: at the
// next gzip member, or the next line that begins a record. Everything declared
// by a file is bounded, and so is the work: bytes are read again only after
// damage, and no more than a fixed multiple of the file.
package warc

import (
	"fmt"
	"io"
	"time"
)

// Defaults of Options.
const (
	DefaultMaxHeader = 64 << 10 // bytes; no writer known comes near a tenth
	DefaultMaxLines  = 1000
	DefaultMaxRecord = 16 << 20 // bytes; pages of news have a fifth of a megabyte
	DefaultMaxBody   = 16 << 20 // bytes
	DefaultMaxRatio  = 1000     // deflate can do no more than 1032
)

// Options bound what a record may cost. A zero is the default.
type Options struct {
	Name      string // of the file, for errors
	MaxHeader int    // bytes of a record's header, and again of its HTTP header
	MaxLines  int    // lines of either
	MaxRecord int    // bytes of a block, as it stands in the record; what is longer has no Body
	MaxBody   int    // bytes of a body, decoded
	MaxRatio  int    // how many times its size a gzip member may unpack to, once it has given 64 MB
}

// Types of records (ISO 28500, 5.5). Those of ARC are given as the nearest.
const (
	TypeWarcinfo     = "warcinfo" // ARC: the version block, filedesc://
	TypeResponse     = "response" // ARC: a block that begins with an HTTP status
	TypeResource     = "resource" // ARC: any other
	TypeRequest      = "request"
	TypeMetadata     = "metadata"
	TypeRevisit      = "revisit" // seen before: it has no body of its own
	TypeConversion   = "conversion"
	TypeContinuation = "continuation"
)

// A Record is one sound record. Its block is good until Next is called again,
// unless it is detached.
type Record struct {
	Version string // "WARC/1.1", "ARC/1"
	Type    string // lower case; one of the above, or what the file says
	// ID is WARC-Record-ID without its angle brackets. ARC has none; there it
	// is the date and the URI as archives write them in addresses:
	// 20140216050221/http://example.com/
	ID          string
	URI         string    // WARC-Target-URI; "" if there is none
	Date        time.Time // of the capture, UTC; zero if nobody can read it
	ContentType string    // of the block: "application/http; msgtype=response"
	Header      Header    // all fields; empty in ARC
	HTTP        *Response // of a response or revisit over HTTP; else nil

	// Offset is where in the file the record begins, or where the gzip member
	// does that it stands in; Within, how far into what that member unpacks to.
	Offset, Within int64

	payload  []byte // what follows the HTTP header, or the block
	length   int64  // of the block, as declared
	overlong bool   // there is no block
	opts     *Options
}

// A Response is what a server answered, before its body.
type Response struct {
	Status int
	Header Header
}

// Header holds fields in their order.
type Header []Field

// A Field is one line of a header, folded lines joined by a space.
type Field struct{ Name, Value string }

// Damage is what is wrong at one place of a file. The reader goes on after it.
type Damage struct {
	File           string
	Offset, Within int64  // as in Record
	ID             string // of the record; "" where it is not known
	Reason         string
}

// Error gives the damage in one line: file, byte, record and reason.
func (d *Damage) Error() string {
	at := fmt.Sprintf("%s: byte %d", d.File, d.Offset)
	if d.Within > 0 {
		at += fmt.Sprintf(" (unpacked: %d)", d.Within)
	}
	if d.ID != "" {
		at += ": record " + d.ID
	}
	return at + ": " + d.Reason
}

// A Reader gives the records of one file. It is not for several goroutines.
type Reader struct {
	opts   *Options
	raw    window  // the file
	member member  // of a gzip file: the one being read
	inside window  // what that unpacks to
	un     *window // where records are read: raw or inside; nil between members

	begun  bool
	packed bool
	spent  int       // bytes of un that the record last given takes
	over   *overlong // the record last given, if its block was too long to hold
	told   bool      // damage was reported in this member
	lost   bool      // damage was reported, and nothing sound found since
}

// NewReader gives a reader of in, which need not be able to seek.
func NewReader(in io.Reader, opts Options) *Reader {
	for _, o := range []struct {
		value *int
		usual int
	}{
		{&opts.MaxHeader, DefaultMaxHeader}, {&opts.MaxLines, DefaultMaxLines},
		{&opts.MaxRecord, DefaultMaxRecord}, {&opts.MaxBody, DefaultMaxBody},
		{&opts.MaxRatio, DefaultMaxRatio},
	} {
		if *o.value <= 0 {
			*o.value = o.usual
		}
	}
	return &Reader{opts: &opts, raw: window{in: in}}
}

// Next gives the next sound record. A *Damage is what stands before it, and
// Next may be called again; every other error is final: io.EOF at the end of
// the file, or what reading it gave.
func (r *Reader) Next() (*Record, error) {
	for {
		if r.un == nil {
			if err := r.open(); err != nil {
				return nil, err
			}
		}
		rec, err := r.record()
		if failed := r.raw.failed(); failed != nil && err != nil {
			return nil, failed // not what it led to
		}
		if err != errSegment {
			return rec, err
		}
		r.close()
	}
}

// damage says what is wrong where records are read now.
func (r *Reader) damage(id, reason string) *Damage {
	r.told, r.lost = true, true
	d := &Damage{File: r.opts.Name, ID: id, Reason: reason}
	d.Offset, d.Within = r.place()
	return d
}

// place is where the next unread byte stands.
func (r *Reader) place() (offset, within int64) {
	if r.un == &r.inside {
		return r.member.start, r.un.off
	}
	return r.raw.off, 0
}
