package warc

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
)

// errSegment is the end of a gzip member, or of a plain file.
var errSegment = errors.New("segment ends")

// A head is what stands before a record's block.
type head struct {
	Record
	size int  // bytes, with the empty line after it
	arc  bool // of ARC, where one line feed ends a record
}

// An overlong is a record too long to hold: where its block ends, if what it
// declares is so.
type overlong struct {
	id  string
	end int64
}

// record reads one record, or reports damage and passes over it.
func (r *Reader) record() (*Record, error) {
	r.un.skip(r.spent)
	r.spent = 0
	if r.over != nil {
		if d := r.passOver(); d != nil {
			return nil, d
		}
	}
	r.un.skipBlank()
	if len(r.un.fill(1)) == 0 {
		return nil, r.end()
	}
	h, reason := r.head()
	if reason != "" {
		d := r.damage(h.ID, reason)
		r.seekRecord(max(1, h.size))
		return nil, d
	}
	return r.block(h)
}

// end ends a segment; one that failed is damage, unless that has been said.
func (r *Reader) end() error {
	if reason := failure(r.un.err); reason != "" && !r.told && r.un == &r.inside {
		return r.damage("", reason)
	}
	return errSegment
}

// block reads what follows a head. A record is sound if its block ends where
// its length says: the standard's two line ends follow, or any that lead to a
// record or to the end. Not all writers keep to two.
func (r *Reader) block(h head) (*Record, error) {
	if h.length > int64(r.opts.MaxRecord) {
		return r.overlong(h)
	}
	end := h.size + int(h.length)
	if reason := r.follows(end, h.arc); reason != "" {
		if end = r.httpEnd(h); end == 0 || r.follows(end, h.arc) != "" {
			d := r.damage(h.ID, reason)
			r.seekRecord(h.size)
			return nil, d
		}
	}
	block := r.un.fill(end)[h.size:end]
	rec := h.Record
	rec.Offset, rec.Within = r.place()
	rec.opts = r.opts
	reason := rec.wrongDigest(block)
	if reason == "" {
		reason = rec.unfold(block, h.arc)
	}
	if reason != "" {
		// The block ends where it should, so that nothing else lies in it.
		d := r.damage(h.ID, reason)
		r.spent = end
		return nil, d
	}
	r.spent = end
	r.lost = false
	return &rec, nil
}

const maxGap = 64 // bytes of line ends after a block

// follows says what is wrong after byte end of what is unread.
func (r *Reader) follows(end int, arc bool) string {
	data := r.un.fill(end + 4)
	if len(data) < end {
		if reason := failure(r.un.err); reason != "" {
			return reason
		}
		return fmt.Sprintf("is cut short: %d bytes of %d", len(data), end)
	}
	if !arc && bytes.HasPrefix(data[end:], []byte("\r\n\r\n")) && r.un.err == nil {
		return ""
	}
	n := end
	for n < len(data) && n < end+maxGap && isBreak(data[n]) {
		if n++; n == len(data) {
			data = r.un.fill(n + 1)
		}
	}
	if len(r.un.fill(n+1)) <= n {
		return failure(r.un.err)
	}
	if line, _, ok := r.un.line(n, n+r.opts.MaxHeader); ok && begins(line) {
		return ""
	}
	if !arc && bytes.HasPrefix(r.un.fill(end + 4)[end:], []byte("\r\n\r\n")) {
		return ""
	}
	return "its length is wrong: no record follows"
}

// httpEnd says where a block would end by the Content-Length of the response in
// it, 0 if that says nothing: another witness for a record whose own length is
// wrong, after an editor changed its line ends, say.
func (r *Reader) httpEnd(h head) int {
	data := r.un.fill(h.size + r.opts.MaxHeader)[h.size:]
	if !h.arc && !isHTTPType(h.ContentType) || h.Type == TypeRevisit || h.Type == TypeRequest {
		return 0
	}
	probe := Record{opts: r.opts}
	body, reason := probe.response(data[:min(len(data), r.opts.MaxHeader)])
	if reason != "" {
		return 0
	}
	head := min(len(data), r.opts.MaxHeader) - len(body)
	n, reason := lengthOf(probe.HTTP.Header.Get("Content-Length"))
	if reason != "" || n > int64(r.opts.MaxRecord) {
		return 0
	}
	return h.size + head + int(n)
}

// overlong gives a record without its block, whose HTTP header may still say
// that nobody wants it: a film is no damage.
func (r *Reader) overlong(h head) (*Record, error) {
	data := r.un.fill(h.size + r.opts.MaxHeader)
	rec := h.Record
	rec.Offset, rec.Within = r.place()
	rec.opts = r.opts
	rec.unfold(data[h.size:min(len(data), h.size+r.opts.MaxHeader)], h.arc)
	rec.payload, rec.overlong = nil, true
	r.over = &overlong{id: h.ID, end: r.un.off + int64(h.size) + h.length}
	r.spent = h.size
	r.lost = false
	return &rec, nil
}

// passOver looks for the record after an overlong one. A length of many
// gigabytes is not believed but held to what is there: were it wrong, all that
// follows would be lost.
func (r *Reader) passOver() *Damage {
	o := *r.over
	r.over = nil
	offset, within := r.place()
	r.seekRecord(0)
	at := r.un.off
	if at >= o.end && at <= o.end+maxGap {
		return nil
	}
	d := r.damage(o.id, fmt.Sprintf("its length is wrong: it ends %d bytes from where it should", at-o.end))
	d.Offset, d.Within = offset, within
	return d
}

// seekRecord passes over from bytes and all up to where a record begins. The
// mark of WARC may stand anywhere before a line's end, since what is missing
// of a file may have ended the line before it.
func (r *Reader) seekRecord(from int) {
	r.un.skip(from)
	for {
		line, next, ok := r.un.line(0, readSize)
		switch {
		case !ok:
			data := r.un.fill(readSize)
			if len(data) < readSize {
				r.un.skip(len(data))
				return
			}
			r.un.skip(len(data) - maxVersion)
			continue
		case begins(line):
			return
		}
		if i := bytes.LastIndex(line, []byte(warcMark)); i >= 0 && begins(line[i:]) {
			r.un.skip(i)
			return
		}
		r.un.skip(next)
	}
}

// begins reports whether a line is the first of a record.
func begins(line []byte) bool {
	return versionOf(line) != "" || arcLike(string(line))
}

// Media gives the media type of what the record holds, in lower case and
// without parameters: that of the HTTP response if it is one.
func (rec *Record) Media() string {
	media, _, _ := strings.Cut(rec.PayloadType(), ";")
	return strings.ToLower(strings.TrimSpace(media))
}

// PayloadType gives the content type that Media is part of, as it is written.
func (rec *Record) PayloadType() string {
	if rec.HTTP != nil {
		return rec.HTTP.Header.Get("Content-Type")
	}
	return rec.ContentType
}
