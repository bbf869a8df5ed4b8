package rows

import (
	"slices"
	"strings"
	"unicode"
)

// MaxID bounds an article's id, in bytes.
const MaxID = 1024

// Size is about what a row takes, in bytes.
func (r *Row) Size() int {
	n := len(r.ID) + len(r.SHA256) + len(r.Body)
	for i := range r.Origins {
		n += len(r.Origins[i].Source) + len(r.Origins[i].Place) + 2*len(Digest{}) + 4
	}
	return n + 8
}

// maxOrigins is how many origins a row has as Pieces cuts it.
const maxOrigins = 4096

// Pieces gives r as several rows, of which only the first has the body, where it
// has more origins than a row is to have: an article may stand in a dump a million
// times over. They are in the order of a file.
func (r *Row) Pieces() []Row {
	if len(r.Origins) <= maxOrigins {
		return []Row{*r}
	}
	first := *r
	first.Origins = r.Origins[:maxOrigins]
	list := []Row{first}
	rest := slices.Clone(r.Origins[maxOrigins:])
	slices.SortFunc(rest, func(a, b Origin) int { return a.compare(&b) })
	for some := range slices.Chunk(rest, maxOrigins) {
		list = append(list, Row{ID: r.ID, SHA256: r.SHA256, Origins: some})
	}
	return list
}

// append appends r as it stands in a block: its length, then all of it.
func (r *Row) append(dst []byte, scratch *[]byte) []byte {
	b := appendString((*scratch)[:0], r.ID)
	b = appendString(b, r.SHA256)
	b = appendInt(b, len(r.Origins))
	for i := range r.Origins {
		o := &r.Origins[i]
		b = appendString(appendString(b, o.Source), o.Place)
		b = append(append(b, o.Rank[:]...), o.Key[:]...)
	}
	*scratch = b
	dst = appendInt(dst, len(b)+len(r.Body))
	return append(append(dst, b...), r.Body...)
}

const hexSHA256 = 64

// parseRow reads what append writes behind the length, and checks all of it but
// the body.
func parseRow(s string) (r Row, err error) {
	in := decoder{in: s}
	r.ID, r.SHA256 = in.string(), in.string()
	r.Origins = make([]Origin, in.count(2+2*len(Digest{})))
	for i := range r.Origins {
		r.Origins[i] = Origin{in.string(), in.string(), in.digest(), in.digest()}
	}
	r.Body = in.in
	if in.err == nil && (r.ID == "" || len(r.ID) > MaxID || strings.ContainsFunc(r.ID, unicode.IsControl) || !isHex(r.SHA256)) {
		in.fail()
	}
	return r, in.err
}

func isHex(s string) bool {
	if len(s) != hexSHA256 && s != "" {
		return false
	}
	for i := range len(s) {
		if c := s[i]; (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}
