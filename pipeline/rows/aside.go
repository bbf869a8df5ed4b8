package rows

import (
	"errors"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// An Aside is what became of an input that gave no row: either what was passed
// over of a source in silence, or a rejection.
type Aside struct {
	Passed   *Passed
	Rejected *record.Rejection
}

// Passed is what was passed over of a source: articles that a filter left out,
// and records of an archive that hold none; both 0: the file was skipped.
type Passed struct {
	Source            string
	Articles, Records int
}

const (
	asidePassed   = 'p'
	asideRejected = 'r'
)

// Append appends a as Writer.Aside takes it.
func (a Aside) Append(dst []byte) []byte {
	if p := a.Passed; p != nil {
		dst = appendString(append(dst, asidePassed), p.Source)
		return appendInt(appendInt(dst, p.Articles), p.Records)
	}
	r := a.Rejected
	dst = append(dst, asideRejected)
	for _, s := range []string{r.Source, r.Place, r.Stage, r.Reason} {
		dst = appendString(dst, s)
	}
	return dst
}

// ParseAside reads what Append appends.
func ParseAside(s string) (Aside, error) {
	d := decoder{in: s}
	switch d.byte() {
	case asidePassed:
		a := Aside{Passed: &Passed{d.string(), d.int(), d.int()}}
		return a, d.end()
	case asideRejected:
		a := Aside{Rejected: &record.Rejection{Source: d.string(), Place: d.string(), Stage: d.string(), Reason: d.string()}}
		return a, d.end()
	}
	return Aside{}, errors.Join(errBroken, d.err)
}
