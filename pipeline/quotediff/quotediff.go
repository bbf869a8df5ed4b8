// Package quotediff says how the renderings of one utterance differ: which
// words, of what type, how much it
// matters, and where it stands in either article.
//
// Words are aligned before punctuation: two renderings are first read as words
// (see variant.Read), these are aligned, and what stands between words that
// both have is compared afterwards. A difference that a rule can mistake is
// given the lesser severity: a flag costs a reader a minute, a false charge
// costs trust.
//
// Beside the words, the sentences around two quotes are compared, where they are
// known: how the words were reported, where they were said, and what stands next
// to them. What a reporter says outside the marks is never charged as a cut.
package quotediff

import (
	"cmp"
	"slices"
	"strings"

	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/variant"
)

// Compare lists the differences of other from base, in the order of the base.
// Ranges are bytes of the articles that the quotes stand in; one that would
// reach over the reporter's words between two segments is cut to the segment
// that holds most of it. Nothing different is an empty list. Where the two name
// speakers who are not one, that is the first difference. A note “broader” or
// “narrower” says what the base's name is beside the other's: broader where the
// base has United States military and the other U.S. Army.
func Compare(base, other *record.Quote) []record.Difference {
	c := newComparison(sideOf(base), sideOf(other))
	c.words(nil)
	return append(attribution(base, other, variant.DefaultOptions().MinConfidence), c.differences()...)
}

// CompareText lists the differences of two bare wordings; ranges are bytes of
// the wordings and the sides' Quote is empty.
func CompareText(a, b string) []record.Difference {
	c := newComparison(side{text: a}, side{text: b})
	c.words(nil)
	return c.differences()
}

// A side is one of the two texts compared.
type side struct {
	text    string
	words   []variant.Word
	quote   *record.Quote // nil for a bare wording
	partial bool          // a piece of the reporter's own sentence
}

func sideOf(q *record.Quote) side {
	return side{text: q.Text, quote: q, partial: q.Kind == record.KindMixed}
}

// A comparison is one run of Compare.
type comparison struct {
	lex   *lexicon
	a, b  side
	pairs []variant.Pair
	steps []step
	found []finding
	held  bool // the base is the record, which nobody cut: see Against
}

// A finding is a difference whose ranges still count in the texts.
type finding struct {
	kind     string
	severity int
	note     string
	a, b     record.Span
}

func newComparison(a, b side) *comparison { return newComparisonWithin(a, b, groupCells) }

// newComparisonWithin aligns in so many cells at a time (variant.AlignWithin).
func newComparisonWithin(a, b side, cells int) *comparison {
	if a.words == nil {
		a.words = variant.Read(a.text)
	}
	b.words = variant.Read(b.text)
	c := &comparison{lex: tables(), a: a, b: b, pairs: variant.AlignWithin(a.words, b.words, cells)}
	c.steps = c.buildSteps()
	return c
}

func (c *comparison) add(kind string, severity int, note string, a, b record.Span) {
	c.found = append(c.found, finding{kind, severity, note, a, b})
}

// differences are the findings, in the order of the base, located.
func (c *comparison) differences() []record.Difference {
	slices.SortStableFunc(c.found, func(x, y finding) int {
		return cmp.Or(cmp.Compare(x.a.Start, y.a.Start), cmp.Compare(x.b.Start, y.b.Start))
	})
	out := make([]record.Difference, 0, len(c.found))
	for _, f := range c.joinAliases() {
		out = append(out, record.Difference{
			Type: f.kind, Severity: f.severity, Note: record.Null(f.note), Base: c.a.locate(f.a), Other: c.b.locate(f.b),
		})
	}
	return out
}

// joinAliases makes one of aliases that stand side by side: U.S. for United
// States and Army for military are one name for another.
func (c *comparison) joinAliases() []finding {
	var out []finding
	for _, f := range c.found {
		n := len(out) - 1
		if n < 0 || f.kind != "alias" || out[n].kind != "alias" || !touch(c.a.text, out[n].a, f.a) || !touch(c.b.text, out[n].b, f.b) {
			out = append(out, f)
			continue
		}
		if p := &out[n]; f.severity > p.severity {
			p.severity, p.note = f.severity, f.note
		}
		out[n].a.End, out[n].b.End = f.a.End, f.b.End
	}
	return out
}

func touch(text string, x, y record.Span) bool {
	return x.End <= y.Start && strings.TrimSpace(text[x.End:y.Start]) == ""
}
