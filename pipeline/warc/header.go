package warc

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

const (
	warcMark   = "WARC/"
	maxVersion = len("WARC/1.10\r\n")
)

// versionOf gives the version that a line names, "WARC/1.0"; "" if it is no
// line of that kind.
func versionOf(line []byte) string {
	if len(line) < len("WARC/1.0") || len(line) > len("WARC/1.10") {
		return ""
	}
	s := string(line)
	number, ok := strings.CutPrefix(s, warcMark)
	major, minor, dot := strings.Cut(number, ".")
	if !ok || !dot || len(major) != 1 || !isDigits(major) || !isDigits(minor) {
		return ""
	}
	return s
}

// head reads what stands before a block. Where it makes no sense the head says
// as much of the record as was found.
func (r *Reader) head() (head, string) {
	line, next, ok := r.un.line(0, r.opts.MaxHeader)
	if !ok {
		return head{}, r.noLine("no record begins here")
	}
	if version := versionOf(line); version != "" {
		return r.warcHead(version, next)
	}
	if s := string(line); arcLike(s) {
		h, reason := arcHead(s)
		h.size = next
		return h, reason
	}
	return head{}, "no record begins here"
}

// noLine gives the reason why there is no further line, or else reason.
func (r *Reader) noLine(reason string) string {
	if failed := failure(r.un.err); failed != "" && r.un == &r.inside {
		return failed
	}
	return reason
}

func (r *Reader) warcHead(version string, at int) (head, string) {
	h := head{Record: Record{Version: version}}
	var reason string
	h.Header, h.size, reason = r.fields(at)
	f := h.Header.Get
	h.ID = bare(f("WARC-Record-ID"))
	h.Type = strings.ToLower(f("WARC-Type"))
	h.URI = bare(f("WARC-Target-URI"))
	h.Date = warcDate(f("WARC-Date"))
	h.ContentType = f("Content-Type")
	if reason != "" {
		return h, reason
	}
	if version[len(warcMark)] > '1' {
		return h, version + " is not known"
	}
	for _, name := range []string{"WARC-Record-ID", "WARC-Type", "Content-Length"} {
		if f(name) == "" {
			return h, "has no " + name
		}
	}
	h.length, reason = lengthOf(f("Content-Length"))
	return h, reason
}

// fields reads the lines from byte at of what is unread to the empty one, and
// gives where the block begins.
func (r *Reader) fields(at int) (fields Header, size int, reason string) {
	for n := 0; ; n++ {
		line, next, ok := r.un.line(at, r.opts.MaxHeader)
		switch {
		case !ok && len(r.un.fill(r.opts.MaxHeader)) >= r.opts.MaxHeader:
			return fields, 0, fmt.Sprintf("header longer than %d bytes", r.opts.MaxHeader)
		case !ok:
			return fields, 0, r.noLine("header is cut short")
		case len(line) == 0:
			return fields, next, ""
		case n == r.opts.MaxLines:
			return fields, 0, fmt.Sprintf("header of more than %d lines", r.opts.MaxLines)
		case !fields.add(string(line)):
			return fields, 0, fmt.Sprintf("header line makes no sense: %.80q", line)
		}
		at = next
	}
}

// add adds a line. One that begins with a space goes on with the last.
func (h *Header) add(line string) bool {
	if folded := line[0] == ' ' || line[0] == '\t'; folded {
		if len(*h) == 0 {
			return false
		}
		last := &(*h)[len(*h)-1]
		last.Value = strings.TrimSpace(last.Value + " " + strings.TrimSpace(line))
		return true
	}
	name, value, ok := strings.Cut(line, ":")
	if name = strings.TrimRight(name, " \t"); !ok || name == "" || strings.ContainsFunc(name, notToken) {
		return false
	}
	*h = append(*h, Field{Name: name, Value: strings.TrimSpace(value)})
	return true
}

// notToken reports whether a rune cannot stand in the name of a field.
func notToken(c rune) bool { return c <= ' ' || c >= 0x7f }

// Get gives the first field of a name, whatever its case; "" if there is none.
func (h Header) Get(name string) string {
	for _, f := range h {
		if strings.EqualFold(f.Name, name) {
			return f.Value
		}
	}
	return ""
}

// bare cuts the angle brackets off an id, or off a target URI, where writers
// to the letter of WARC/1.0 put them (wget).
func bare(s string) string {
	if len(s) > 1 && s[0] == '<' && s[len(s)-1] == '>' {
		return s[1 : len(s)-1]
	}
	return s
}

func lengthOf(s string) (int64, string) {
	n, err := strconv.ParseInt(s, 10, 62)
	if err != nil || !isDigits(s) {
		return 0, fmt.Sprintf("its length is no number: %.40q", s)
	}
	return n, ""
}

func isDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// dateForms are W3C's profile of ISO 8601, of which WARC/1.0 allows seconds
// and WARC/1.1 all.
var dateForms = []string{time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02", "2006-01", "2006"}

func warcDate(s string) time.Time {
	for _, form := range dateForms {
		if t, err := time.Parse(form, s); err == nil {
			return t.UTC()
		}
	}
	return time.Time{}
}
