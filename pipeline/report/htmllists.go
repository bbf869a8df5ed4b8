package report

import (
	"slices"
	"strings"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// lists fills what stands at the end of the page.
func (p *page) lists(ix *index) {
	r := ix.r
	var flags []record.Flag
	flags, p.MoreFlags = first(r.Flags, maxListed)
	for _, f := range flags {
		p.Flags = append(p.Flags, flagged{f, ix.article(f.Article).Outlet})
	}
	p.Withheld, p.MoreWithheld = ix.withheld, ix.counts.Withheld-len(ix.withheld)
	p.LeftOut = r.whatWasLeftOut()
	for _, x := range p.LeftOut {
		p.SumLeftOut += x.Count
	}
	p.Rejected, p.MoreRejected = first(r.Rejected, maxListed)
	p.Revisions, p.MoreRevisions = ix.revisions, ix.revised-len(ix.revisions)
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
	return weighed{keepQuote(q), strings.Clone(likeliest.Speaker.Name), likeliest.Confidence, len(q.Alternatives) - 1}
}
