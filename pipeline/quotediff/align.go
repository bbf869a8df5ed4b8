package quotediff

import (
	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/variant"
)

// An Op says what becomes of words of the base.
type Op uint8

const (
	Keep Op = iota // both have them, in whatever form: We’re, we are
	Drop           // the base alone
	Add            // the other alone
	Swap           // others instead
)

// An Edit is one step from the base to the other wording: whole words, each
// with the punctuation and space that follow it (the first also with what comes
// before), as ranges of bytes of the two texts. The edits of a pair tile both
// texts, in order.
type Edit struct {
	Op   Op
	A, B record.Range
}

// Align gives the edits that turn a into b, word by word: one edit for each
// word kept, dropped or added, and for each swap.
func Align(a, b string) []Edit {
	c := newComparison(side{text: a}, side{text: b})
	edits := make([]Edit, 0, len(c.steps)+1)
	endA, endB := 0, 0
	for _, s := range c.steps {
		e := Edit{Op: s.op()}
		e.A.Start, e.B.Start = endA, endB
		if s.a1 > s.a0 {
			_, endA = c.a.gapSpan(s.a1)
		}
		if s.b1 > s.b0 {
			_, endB = c.b.gapSpan(s.b1)
		}
		e.A.End, e.B.End = endA, endB
		edits = append(edits, e)
	}
	if len(edits) == 0 && a+b != "" {
		edits = append(edits, Edit{Op: Swap})
	}
	if n := len(edits); n > 0 { // a text without words, or a last edit that has none on one side
		edits[n-1].A.End, edits[n-1].B.End = len(a), len(b)
	}
	for i := range edits {
		e := &edits[i]
		e.A.Text, e.B.Text = a[e.A.Start:e.A.End], b[e.B.Start:e.B.End]
	}
	return edits
}

// A step is the smallest piece of an alignment that cuts no printed word:
// words[a0:a1] of the base against words[b0:b1] of the other, pairs[p0:p1].
type step struct {
	a0, a1, b0, b1, p0, p1 int
	keep                   bool // every word has its equal
}

func (s step) op() Op {
	switch {
	case s.keep:
		return Keep
	case s.b0 == s.b1:
		return Drop
	case s.a0 == s.a1:
		return Add
	}
	return Swap
}

// buildSteps joins pairs whose words are parts of one printed word: “can’t”
// (can, not) against “can” is one swap, not a word kept and half a word lost.
func (c *comparison) buildSteps() []step {
	var out []step
	i, j := 0, 0
	for n, p := range c.pairs {
		s := step{a0: i, a1: i, b0: j, b1: j, p0: n, p1: n + 1, keep: c.equal(p)}
		if p.A >= 0 {
			i++
			s.a1 = i
		}
		if p.B >= 0 {
			j++
			s.b1 = j
		}
		fromA, fromB := tokenStart(c.a.words, s.a0, s.a1), tokenStart(c.b.words, s.b0, s.b1)
		k := len(out)
		for k > 0 && (out[k-1].a1 > fromA || out[k-1].b1 > fromB) {
			k--
		}
		for _, o := range out[k:] {
			s.keep = s.keep && o.keep
		}
		if k < len(out) {
			s.a0, s.b0, s.p0 = out[k].a0, out[k].b0, out[k].p0
			out = out[:k]
		}
		out = append(out, s)
	}
	return out
}

// tokenStart is the first word of the printed word that words[i:j] begins in.
func tokenStart(words []variant.Word, i, j int) int {
	for i < j && i > 0 && words[i].Start == words[i-1].Start {
		i--
	}
	return i
}

func (c *comparison) equal(p variant.Pair) bool {
	return p.A >= 0 && p.B >= 0 && c.a.words[p.A].ID == c.b.words[p.B].ID
}
