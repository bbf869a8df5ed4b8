package warc

import (
	"bytes"
	"compress/flate"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// maxCodings is how many content codings may lie over each other: one does,
// two by mistake.
const maxCodings = 3

// Body gives what the record holds: of an HTTP response its body, without
// transfer and content codings, of any other the block, of a revisit nothing.
// The error is a *Damage; the record before it and those after are none the
// worse. The bytes are good for as long as the block is. Of a record that is
// detached, Body may be called on any goroutine.
func (rec *Record) Body() ([]byte, error) {
	if rec.overlong {
		return nil, rec.damage(fmt.Sprintf("block longer than %d bytes", rec.opts.MaxRecord))
	}
	body := rec.payload
	if rec.HTTP != nil {
		var reason string
		if body, reason = rec.decode(body); reason != "" {
			return nil, rec.damage(reason)
		}
	}
	if limit := rec.opts.MaxBody; len(body) > limit {
		return nil, rec.damage(tooLong(limit))
	}
	return body, nil
}

// Payload gives what Body decodes: what follows the HTTP header, or the block.
func (rec *Record) Payload() []byte { return rec.payload }

// Detach copies what the record holds out of the reader, so that it outlives
// the next call of Next.
func (rec *Record) Detach() { rec.payload = bytes.Clone(rec.payload) }

func tooLong(limit int) string { return fmt.Sprintf("body longer than %d bytes", limit) }

func (rec *Record) damage(reason string) *Damage {
	return &Damage{File: rec.opts.Name, Offset: rec.Offset, Within: rec.Within, ID: rec.ID, Reason: reason}
}

// decode takes the codings off a body. Many writers store what they have
// decoded under the header that came with it, so that a coding which does not
// show is none.
func (rec *Record) decode(body []byte) ([]byte, string) {
	for _, f := range rec.HTTP.Header {
		if !strings.EqualFold(f.Name, "Transfer-Encoding") || !strings.Contains(strings.ToLower(f.Value), "chunked") {
			continue
		}
		var reason string
		if body, reason = dechunk(body); reason != "" {
			return nil, reason
		}
		break
	}
	codings := codingsOf(rec.HTTP.Header)
	if len(codings) > maxCodings {
		return nil, fmt.Sprintf("body in more than %d codings", maxCodings)
	}
	if len(codings) == 0 {
		return body, ""
	}
	unpack := idle.Get().(*unpackers)
	defer unpack.rest()
	for i := len(codings) - 1; i >= 0 && len(body) > 0; i-- {
		limit := rec.opts.MaxBody
		out, err := unpack.one(codings[i], body, limit)
		if err == errBodyLong {
			return nil, tooLong(limit)
		}
		if err != nil {
			return nil, fmt.Sprintf("body is no whole %s: %v", codings[i], err)
		}
		body = out
	}
	return body, ""
}

// codingsOf gives the content codings in the order in which they were put on.
func codingsOf(h Header) []string {
	var codings []string
	for _, f := range h {
		if !strings.EqualFold(f.Name, "Content-Encoding") {
			continue
		}
		for c := range strings.SplitSeq(strings.ToLower(f.Value), ",") {
			if c = strings.TrimPrefix(strings.TrimSpace(c), "x-"); c != "" && c != "identity" {
				codings = append(codings, c)
			}
		}
	}
	return codings
}

// dechunk joins the chunks of a body (RFC 9112, 7.1). A body that does not
// begin with the size of one was stored without; one whose last chunk is
// missing was cut short, and half a page is none.
func dechunk(b []byte) ([]byte, string) {
	size, rest, ok := chunkSize(b)
	if !ok {
		return b, ""
	}
	var joined []byte
	for size > 0 {
		if size > len(rest) {
			return nil, "chunked body is cut short"
		}
		joined = append(joined, rest[:size]...)
		rest = bytes.TrimPrefix(bytes.TrimPrefix(rest[size:], []byte("\r")), []byte("\n"))
		if len(rest) == 0 {
			return nil, "chunked body is cut short"
		}
		if size, rest, ok = chunkSize(rest); !ok {
			return nil, fmt.Sprintf("chunked body is broken at byte %d", len(b)-len(rest))
		}
	}
	return joined, ""
}

const maxChunkLine = 4 << 10 // bytes; a size and extensions that nobody uses

// chunkSize reads the line before a chunk; where it is none, rest is b.
func chunkSize(b []byte) (size int, rest []byte, ok bool) {
	end := bytes.IndexByte(b[:min(len(b), maxChunkLine)], '\n')
	if end < 0 {
		return 0, b, false
	}
	digits, _, _ := strings.Cut(string(b[:end]), ";")
	n, err := strconv.ParseUint(strings.TrimSpace(digits), 16, 31)
	if err != nil {
		return 0, b, false
	}
	return int(n), b[end+1:], true
}

var errBodyLong = errors.New("body too long")

// unpackers are the decoders of content codings, kept from body to body: a
// new one of each costs more than most bodies.
type unpackers struct {
	in     bytes.Reader
	gzip   *gzip.Reader
	brotli *brotli.Reader
	zstd   *zstd.Decoder
}

// idle are those that are not at work.
var idle = sync.Pool{New: func() any { return new(unpackers) }}

// rest lets go of the last body.
func (u *unpackers) rest() {
	u.in.Reset(nil)
	idle.Put(u)
}

// one takes one coding off a body.
func (u *unpackers) one(coding string, body []byte, limit int) ([]byte, error) {
	u.in.Reset(body)
	switch coding {
	case "gzip":
		if !bytes.HasPrefix(body, gzipMark) {
			return body, nil
		}
		return u.gunzip(limit)
	case "deflate":
		return u.inflate(body, limit)
	case "br":
		if u.brotli == nil {
			u.brotli = brotli.NewReader(nil)
		}
		if err := u.brotli.Reset(&u.in); err != nil {
			return nil, err
		}
		return orText(body)(readBounded(u.brotli, limit))
	case "zstd":
		if !bytes.HasPrefix(body, []byte("\x28\xb5\x2f\xfd")) {
			return body, nil
		}
		return u.unzstd(limit)
	}
	return orText(body)(nil, errors.New("coding not known"))
}

// orText lets a body stand that could not be decoded, if it is a page as it
// is: neither brotli nor deflate has a mark to know it by.
func orText(body []byte) func([]byte, error) ([]byte, error) {
	return func(out []byte, err error) ([]byte, error) {
		if err != nil && err != errBodyLong && bytes.HasPrefix(bytes.TrimSpace(body), []byte("<")) {
			return body, nil
		}
		return out, err
	}
}

// gunzip reads the members of a body. What stands after them is left out, as
// browsers do: padding, mostly.
func (u *unpackers) gunzip(limit int) (out []byte, err error) {
	if u.gzip == nil {
		u.gzip, err = gzip.NewReader(&u.in)
	} else {
		err = u.gzip.Reset(&u.in)
	}
	for err == nil {
		u.gzip.Multistream(false)
		var part []byte
		if part, err = readBounded(u.gzip, limit-len(out)); err != nil {
			return nil, err
		}
		out = append(out, part...)
		if u.gzip.Reset(&u.in) != nil {
			return out, nil
		}
	}
	return nil, err
}

// inflate reads "deflate", which is zlib's form of it (RFC 9110), and to some
// servers deflate itself.
func (u *unpackers) inflate(body []byte, limit int) ([]byte, error) {
	if z, err := zlib.NewReader(&u.in); err == nil {
		return orText(body)(readBounded(z, limit))
	}
	u.in.Reset(body)
	return orText(body)(readBounded(flate.NewReader(&u.in), limit))
}

func (u *unpackers) unzstd(limit int) (_ []byte, err error) {
	if u.zstd == nil {
		// RFC 9659: a window of at most 8 MB in HTTP.
		u.zstd, err = zstd.NewReader(&u.in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(8<<20))
	} else {
		err = u.zstd.Reset(&u.in)
	}
	if err != nil {
		return nil, err
	}
	return readBounded(u.zstd, limit)
}

// readBounded reads all of in, and no more than limit bytes.
func readBounded(in io.Reader, limit int) ([]byte, error) {
	out, err := io.ReadAll(io.LimitReader(in, int64(limit)+1))
	if len(out) > limit {
		return nil, errBodyLong
	}
	return out, err
}
