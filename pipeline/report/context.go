package report

import (
	"cmp"
	"slices"
	"strings"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// A Mark says what a range of an article is, by one letter: q the quote, m who
// is named, c the cue.
type Mark struct {
	Start, End int // bytes of the article
	Kind       string
}

// A Stretch is a piece of an article with the letters of the marks that hold it;
// Kind is "" in the reporter’s own words.
type Stretch struct {
	Kind string
	Text string
}

// described is the speaker of q for a reader. Of somebody without a name the
// row has two descriptions, what it is filed under and what stands in the
// sentence (“aide”, “the aide to Ms Díaz”); the fuller one says more.
func described(q *record.Quote) string {
	if q.Speaker == nil {
		return ""
	}
	if q.Speaker.Type == record.TypeAnonymous && q.Mention != nil && len(fold(q.Mention.Text)) >= len(fold(q.Speaker.Name)) {
		return strings.Join(strings.Fields(clip(q.Mention.Text, 300)), " ")
	}
	return q.Speaker.Name
}

// maxRun bounds what a page shows of one stretch of text, in bytes.
const maxRun = 3000

// Cut cuts a context where marks begin and end. Marks may overlap; those that
// the context does not hold whole are left out. The letters of a stretch stand in the
// order of the marks.
func Cut(c record.Context, marks []Mark) []Stretch {
	var held []Mark
	cuts := []int{0, len(c.Text)}
	for _, m := range marks {
		m.Start, m.End = m.Start-c.Start, m.End-c.Start
		if 0 <= m.Start && m.Start < m.End && m.End <= len(c.Text) {
			held = append(held, m)
			cuts = append(cuts, m.Start, m.End)
		}
	}
	slices.SortFunc(cuts, cmp.Compare[int])
	cuts = slices.Compact(cuts)
	var out []Stretch
	for i := 1; i < len(cuts); i++ {
		r := Stretch{Text: clip(c.Text[cuts[i-1]:cuts[i]], maxRun)}
		for _, m := range held {
			if m.Start <= cuts[i-1] && cuts[i] <= m.End && !strings.Contains(r.Kind, m.Kind) {
				r.Kind += m.Kind
			}
		}
		out = append(out, r)
	}
	return out
}

// Marks are the quote, mention and cue of a row. They may overlap: the mention
// of a nested quote stands inside the outer one.
func Marks(q *record.Quote) []Mark {
	var marks []Mark
	for _, s := range q.Segments {
		marks = append(marks, Mark{s.Start, s.End, "q"})
	}
	if q.Mention != nil {
		marks = append(marks, Mark{q.Mention.Start, q.Mention.End, "m"})
	}
	if q.Cue != nil {
		marks = append(marks, Mark{q.Cue.Start, q.Cue.End, "c"})
	}
	return marks
}

// runs is the context of q with its marks. Where the context does not hold the
// quote, the quote alone is shown.
func runs(q *record.Quote, c record.Context) []Stretch {
	if q.Start < c.Start || q.End > c.Start+len(c.Text) {
		return []Stretch{{"q", clip(q.Text, maxRun)}}
	}
	return Cut(c, Marks(q))
}
