package quotediff

import (
	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/variant"
)

// words compares the two wordings: words kept in another form, changed
// stretches, and the marks between words that both have. mates are the ranges
// of the base's text that other quotes of the same article print.
func (c *comparison) words(mates []record.Span) {
	regions := c.regions()
	c.orders(regions)
	c.balance(regions)
	next := 0
	for i := 0; i < len(c.steps); i++ {
		if next < len(regions) && regions[next].s0 == i {
			c.region(&regions[next], mates)
			i = regions[next].s1 - 1
			next++
			continue
		}
		c.kept(c.steps[i])
		if i > 0 && c.steps[i-1].keep {
			c.marks(c.steps[i].a0, c.steps[i].b0)
		}
	}
	if len(c.steps) > 0 && c.steps[len(c.steps)-1].keep {
		c.lastMark()
	}
}

// A region is a run of steps that keep nothing, between words kept or at an
// end: words[a0:a1] of the base became words[b0:b1] of the other.
type region struct {
	s0, s1         int // steps
	a0, a1, b0, b1 int
	pairs          []variant.Pair // without those whose words are equal
	first, last    bool           // at the beginning, at the end of the alignment
	moved          bool           // accounted for already: a change of order, a negator in another place
}

func (c *comparison) regions() []region {
	var out []region
	for i := 0; i < len(c.steps); i++ {
		if c.steps[i].keep {
			continue
		}
		j := i
		for j < len(c.steps) && !c.steps[j].keep {
			j++
		}
		f, l := c.steps[i], c.steps[j-1]
		r := region{s0: i, s1: j, a0: f.a0, a1: l.a1, b0: f.b0, b1: l.b1, first: i == 0, last: j == len(c.steps)}
		for _, p := range c.pairs[f.p0:l.p1] {
			if !c.equal(p) {
				r.pairs = append(r.pairs, p)
			}
		}
		out = append(out, r)
		i = j - 1
	}
	return out
}

// region reports one changed stretch.
func (c *comparison) region(r *region, mates []record.Span) {
	if r.moved {
		return
	}
	if r.first && r.last {
		c.add("substitution", 3, "no word in common", c.a.span(r.a0, r.a1), c.b.span(r.b0, r.b1))
		return
	}
	c.pairUp(r)
	c.rematch(r)
	if c.sameScope(r) {
		return
	}
	if (r.first || r.last) && !c.held {
		c.cutEnds(r, mates)
	}
	if len(r.pairs) == 0 {
		return
	}
	if c.bracket(r) || c.joined(r) || c.phrase(r) || c.opposedPhrase(r) || c.converted(r) {
		return
	}
	c.sic(r)
	dropped, added, swapped := c.sort(r)
	switch {
	case c.balanced(r), c.pronominal(r, dropped, added):
	case c.paraphrase(dropped, added, swapped):
		c.paraphrased(r, dropped, added)
	default:
		for _, p := range swapped {
			c.swap(p)
		}
		for _, run := range dropped {
			c.lost(&c.a, run, r)
		}
		for _, run := range added {
			c.lost(&c.b, run, r)
		}
	}
}

// pairUp pairs as many words dropped as added, one by one, where each has a
// form of itself, or a word that does the same work, opposite: “I will”, “he
// would”. The alignment finds two gaps cheaper than two swaps.
func (c *comparison) pairUp(r *region) {
	n := r.a1 - r.a0
	if n == 0 || n > 4 || n != r.b1-r.b0 || len(r.pairs) != 2*n {
		return
	}
	pairs := make([]variant.Pair, n)
	for k := range pairs {
		pairs[k] = variant.Pair{A: r.a0 + k, B: r.b0 + k}
		if kind, _, _ := c.swapType(pairs[k]); kind == "substitution" || kind == "entity" || kind == "negation" {
			return
		}
	}
	r.pairs = pairs
}

// A run is words[i:j] of one side with nothing opposite.
type run struct{ i, j int }

func (u run) len() int { return u.j - u.i }

// sort parts a region's pairs into runs that one side alone has, and swaps.
func (c *comparison) sort(r *region) (dropped, added []run, swapped []variant.Pair) {
	extend := func(runs []run, i int) []run {
		if n := len(runs); n > 0 && runs[n-1].j == i {
			runs[n-1].j++
			return runs
		}
		return append(runs, run{i, i + 1})
	}
	for _, p := range r.pairs {
		switch {
		case p.B < 0:
			dropped = extend(dropped, p.A)
		case p.A < 0:
			added = extend(added, p.B)
		default:
			swapped = append(swapped, p)
		}
	}
	return dropped, added, swapped
}

// span is the range of a region's remaining pairs on either side.
func (c *comparison) span(r *region) (a, b record.Span) {
	a0, a1, b0, b1 := -1, -1, -1, -1
	for _, p := range r.pairs {
		if p.A >= 0 {
			if a0 < 0 {
				a0 = p.A
			}
			a1 = p.A + 1
		}
		if p.B >= 0 {
			if b0 < 0 {
				b0 = p.B
			}
			b1 = p.B + 1
		}
	}
	if a0 < 0 {
		a0, a1 = r.a0, r.a0
	}
	if b0 < 0 {
		b0, b1 = r.b0, r.b0
	}
	return c.a.span(a0, a1), c.b.span(b0, b1)
}
