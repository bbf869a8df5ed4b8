package rows

import "github.com/verbatim-news/verbatim/pipeline/record"

// A Part is some of the quotes of an article, for whoever wants no more of it.
type Part struct {
	Indexes []int // of the quotes, as whoever wrote them counts; in order
	Extract *Extract
}

// Of gives the part of e that has the quotes with the given places in it, and
// those around them, numbered from first on.
func (e *Extract) Of(places []int, first int) Part {
	a := &e.Article
	p := Part{Extract: &Extract{Article: record.Article{ID: a.ID, Outlet: a.Outlet, Date: a.Date}}}
	for _, i := range places {
		p.Indexes = append(p.Indexes, first+i)
		p.Extract.Quotes = append(p.Extract.Quotes, e.Quotes[i])
		p.Extract.Contexts = append(p.Extract.Contexts, e.Contexts[i])
	}
	return p
}

// Append appends p, for Writer.Aside.
func (p Part) Append(dst []byte) ([]byte, error) {
	dst = appendString(dst, p.Extract.Article.ID)
	dst = appendInt(dst, len(p.Indexes))
	last := 0
	for _, i := range p.Indexes {
		dst = appendInt(dst, i-last)
		last = i
	}
	return AppendExtract(dst, p.Extract)
}

// ParsePart reads what Append appends. Its strings are pieces of s.
func ParsePart(s string) (p Part, err error) {
	d := decoder{in: s}
	r := Row{ID: d.string()}
	p.Indexes = make([]int, d.count(1))
	last := 0
	for i := range p.Indexes {
		last += d.int()
		p.Indexes[i] = last
	}
	if d.err != nil {
		return p, d.err
	}
	r.Body = d.in
	if p.Extract, err = r.Extract(); err == nil && len(p.Extract.Quotes) != len(p.Indexes) {
		err = errBroken
	}
	return p, err
}
