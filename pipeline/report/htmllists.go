package report

import (
	"slices"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// lists fills what stands at the end of the page.
func (p *page) lists(ix *index) {
	r := ix.r
	for i := range r.Quotes {
		if q := &r.Quotes[i]; withheld(q) {
			p.Withheld = append(p.Withheld, newWeighed(q))
		}
	}
	for _, f := range r.Flags {
		p.Flags = append(p.Flags, flagged{f, ix.article(f.Article).Outlet})
	}
	p.Rejected = slices.Clone(r.Rejected)
	p.Withheld, p.MoreWithheld = first(p.Withheld, maxListed)
	p.Rejected, p.MoreRejected = first(p.Rejected, maxListed)
	p.Revisions, p.MoreRevisions = first(revisions(ix), maxListed)
	p.Flags, p.MoreFlags = first(p.Flags, maxListed)
}

func first[T any](s []T, n int) ([]T, int) {
	if len(s) <= n {
		return s, 0
	}
	return s[:n], len(s) - n
}

// A flagged is a mark without its partner and where it was printed.
type flagged struct {
	record.Flag
	Outlet string
}

// A weighed is a quote whose speaker was not sure enough to name.
type weighed struct {
	Quote  *record.Quote
	Who    string
	Sure   float64
	Others int
}

func newWeighed(q *record.Quote) weighed {
	likeliest := slices.MaxFunc(q.Alternatives, func(a, b record.Alternative) int {
		switch {
		case a.Confidence < b.Confidence:
			return -1
		case a.Confidence > b.Confidence:
			return 1
		}
		return 0
	})
	return weighed{q, likeliest.Speaker.Name, likeliest.Confidence, len(q.Alternatives) - 1}
}
