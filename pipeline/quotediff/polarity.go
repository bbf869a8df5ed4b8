package quotediff

import (
	"slices"
	"strings"

	"github.com/verbatim-news/verbatim/pipeline/variant"
)

// balance reports, as one rewording, regions between which a negator only
// changes its place and form: “never gets anyplace close”, “gets nowhere near”.
// English says “not … any” and “no” of one clause alike, and of two it does not
// (“did not say he knew anything”), so few words may stand between.
func (c *comparison) balance(regions []region) {
	for i := range regions {
		for j := i; j < min(i+2, len(regions)); j++ {
			x, y := &regions[i], &regions[j]
			if x.moved || y.moved || x.first && y.last {
				continue
			}
			if note := c.cancels(x, y); note != "" {
				x.moved, y.moved = true, true
				c.add("substitution", 2, note, c.a.span(x.a0, y.a1), c.b.span(x.b0, y.b1))
				break
			}
			if !c.sameNegation(x, y) {
				continue
			}
			x.moved, y.moved = true, true
			severity, note := c.reworded(x, y)
			c.add("substitution", severity, note, c.a.span(x.a0, y.a1), c.b.span(x.b0, y.b1))
			break
		}
	}
}

// sameNegation reports whether what stands from region x to region y is negated
// once on both sides, by “not … any” on one and by “no” on the other, and
// whether nothing else of weight changes in the two regions.
func (c *comparison) sameNegation(x, y *region) bool {
	const longest = 8 // words of a side
	a, b := c.a.words[x.a0:y.a1], c.b.words[x.b0:y.b1]
	if max(len(a), len(b)) > longest || !c.oneClause(&c.a, x.a0, y.a1) || !c.oneClause(&c.b, x.b0, y.b1) {
		return false
	}
	if c.negators(a) != 1 || c.negators(b) != 1 {
		return false
	}
	if n := c.anys(a) - c.anys(b); n != 1 && n != -1 && !c.ofTheObject(x, y) {
		return false
	}
	if x != y && !bindsAcross(c.a.words[x.a1:y.a0]) {
		return false
	}
	for _, r := range []*region{x, y} {
		if c.weighty(c.a.words[r.a0:r.a1]) || c.weighty(c.b.words[r.b0:r.b1]) || c.turnsRound(r) {
			return false
		}
	}
	return true
}

// ofTheObject reports the “no” of a verb's object, region y, for the “not” of the
// verb right before it: “want no war”, “do not want war”.
func (c *comparison) ofTheObject(x, y *region) bool {
	if x == y || y.a0-x.a1 != 1 {
		return false
	}
	p, q := keys(c.a.words[y.a0:y.a1]), keys(c.b.words[y.b0:y.b1])
	article := func(k string) bool { return k == "" || k == "a" || k == "an" }
	return p == "no" && article(q) || q == "no" && article(p)
}

// oneClause reports whether no mark stands between words i to j of a side.
func (c *comparison) oneClause(s *side, i, j int) bool {
	for k := i + 1; k < j; k++ {
		if strings.Trim(s.gap(k), " \u00a0-[]") != "" {
			return false
		}
	}
	return true
}

// anys counts words that stand for “no” and its like after a negator.
func (c *comparison) anys(words []variant.Word) (n int) {
	for i := range words {
		if c.lex.classes[words[i].Key]&anyWord != 0 {
			n++
		}
	}
	return n
}

// bindsAcross reports whether a negator before words kept on both sides has the
// same scope as one after them: no other clause begins in them.
func bindsAcross(kept []variant.Word) bool {
	const most = 2
	return len(kept) <= most && !slices.ContainsFunc(kept, func(w variant.Word) bool {
		switch w.Key {
		case "to", "that", "and", "or", "but", "if":
			return true
		}
		return w.Has(variant.Name) || pronoun(w.Key)
	})
}

// weighty reports words whose change is told by itself: numbers, names, and
// what bounds a claim.
func (c *comparison) weighty(words []variant.Word) bool {
	return slices.ContainsFunc(words, func(w variant.Word) bool {
		k := c.lex.classes[w.Key]
		return w.Has(variant.Name|variant.Bracketed) || w.Has(variant.Number) && !w.Has(variant.Function) ||
			k&anyWord == 0 && k&(modal|quantifier|hedge) != 0 && !w.Has(variant.Negator)
	})
}

// turnsRound reports a pair of opposites among a region's swaps.
func (c *comparison) turnsRound(r *region) bool {
	return slices.ContainsFunc(r.pairs, func(p variant.Pair) bool { return p.A >= 0 && p.B >= 0 && c.opposed(p) })
}

// reworded weighs what regions x and y change beside the negator: nothing, or a
// word for a near synonym, or more.
func (c *comparison) reworded(x, y *region) (severity int, note string) {
	rest := func(words []variant.Word) []variant.Word {
		return slices.DeleteFunc(words, func(w variant.Word) bool {
			return !c.isContent(&w) || c.lex.classes[w.Key]&anyWord != 0
		})
	}
	// y.a0 is x.a0 where the two are one region, whose words then count once
	a := rest(slices.Concat(c.a.words[x.a0:x.a1], c.a.words[max(x.a1, y.a0):y.a1]))
	b := rest(slices.Concat(c.b.words[x.b0:x.b1], c.b.words[max(x.b1, y.b0):y.b1]))
	if len(a)+len(b) == 0 || len(a) == 1 && len(b) == 1 && c.synonymsAmong(a, b) {
		return 2, "synonym"
	}
	return 3, ""
}
