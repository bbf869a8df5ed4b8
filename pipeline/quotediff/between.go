package quotediff

import (
	"slices"

	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/variant"
)

// skipped finds the sentences of the base that an article passes over between
// two quotes which only its reporting clause parts: “A,” she said. “C.” of “A.
// B. C.” A reader takes C for what followed A. Where more stands between, the
// reporter came back to the speech, and nothing is said; within a sentence it is
// the alignment's to tell. The differences are by the quote whose words come
// after.
func skipped(quotes []record.Quote, c variant.Cluster, compared map[int]*comparison, mates map[int][]record.Span) map[int][]record.Difference {
	const clause = 60 // bytes: “,” Ms. Whitfield, the mayor, told reporters. “
	base := &quotes[c.Base]
	pieces := slices.DeleteFunc(slices.Clone(c.Members), func(m int) bool {
		q := &quotes[m]
		return len(mates[m]) == 0 || q.Article == base.Article || slices.Contains(c.Bridged, m) || q.Kind != record.KindDirect || q.Within != ""
	})
	slices.Sort(pieces)
	out := map[int][]record.Difference{}
	for i := 1; i < len(pieces); i++ {
		m, n := pieces[i-1], pieces[i]
		p, q := &quotes[m], &quotes[n]
		if p.Article != q.Article || n != m+1 || q.Start < p.End || q.Start-p.End > clause || p.Cue == nil || p.Cue.Start < p.End || p.Cue.End > q.Start {
			continue
		}
		x := compared[n]
		from, to := mates[m][len(mates[m])-1].End, mates[n][0].Start
		u := within(&x.a, record.Span{Start: from, End: to})
		const fewest = 4 // words
		if from >= to || u.len() < fewest || !sentenceEnds(&x.a, u.i) || !sentenceEnds(&x.a, u.j) {
			continue
		}
		out[n] = append(out[n], record.Difference{Type: "omission", Severity: 2, Note: "between two quotes",
			Base: x.a.locate(x.a.span(u.i, u.j)), Other: x.b.locate(record.Span{})})
	}
	return out
}
