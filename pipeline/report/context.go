package report

import (
	"cmp"
	"slices"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// A run is a stretch of a quote's sentence with what it is.
type run struct {
	Kind string // letters: q in the quote, m in the mention, c in the cue; "" the reporter’s own words
	Text string
}

// maxRun bounds what a page shows of one stretch of text, in bytes.
const maxRun = 3000

// runs cuts the context of q where quote, mention and cue begin and end. They
// may overlap: the mention of a nested quote stands inside the outer one.
// Where the context does not hold the quote, the quote alone is shown.
func runs(q *record.Quote, c record.Context) []run {
	if q.Start < c.Start || q.End > c.Start+len(c.Text) {
		return []run{{"q", clip(q.Text, maxRun)}}
	}
	type span struct {
		from, to int
		kind     string
	}
	var spans []span
	add := func(from, to int, kind string) {
		from, to = from-c.Start, to-c.Start
		if 0 <= from && from < to && to <= len(c.Text) {
			spans = append(spans, span{from, to, kind})
		}
	}
	for _, s := range q.Segments {
		add(s.Start, s.End, "q")
	}
	if q.Mention != nil {
		add(q.Mention.Start, q.Mention.End, "m")
	}
	if q.Cue != nil {
		add(q.Cue.Start, q.Cue.End, "c")
	}
	cuts := []int{0, len(c.Text)}
	for _, s := range spans {
		cuts = append(cuts, s.from, s.to)
	}
	slices.SortFunc(cuts, cmp.Compare[int])
	cuts = slices.Compact(cuts)
	var out []run
	for i := 1; i < len(cuts); i++ {
		r := run{Text: clip(c.Text[cuts[i-1]:cuts[i]], maxRun)}
		for _, kind := range []string{"q", "m", "c"} {
			if slices.ContainsFunc(spans, func(s span) bool {
				return s.kind == kind && s.from <= cuts[i-1] && cuts[i] <= s.to
			}) {
				r.Kind += kind
			}
		}
		out = append(out, r)
	}
	return out
}
