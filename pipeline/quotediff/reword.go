package quotediff

import (
	"slices"
	"strings"

	"github.com/verbatim-news/verbatim/pipeline/variant"
)

// paraphrase reports whether a region is a rewording as a whole: content both
// dropped and added, or swapped with more dropped or added beside it. What is
// neither is read word by word.
func (c *comparison) paraphrase(dropped, added []run, swapped []variant.Pair) bool {
	gone, come, other := c.content(&c.a, dropped), c.content(&c.b, added), 0
	for _, p := range swapped {
		if t, _, _ := c.swapType(p); t == "substitution" || t == "inflection" || t == "function-word" {
			other++ // “that” for “the Earth”
		}
	}
	return gone > 0 && come > 0 || other > 0 && gone+come > 0
}

// content counts the words of runs that are neither grammar nor title nor filler.
func (c *comparison) content(s *side, runs []run) int {
	n := 0
	for _, r := range runs {
		for i := r.i; i < r.j; i++ {
			if c.isContent(&s.words[i]) {
				n++
			}
		}
	}
	return n
}

func (c *comparison) isContent(w *variant.Word) bool {
	return !w.Has(variant.Function|variant.Negator|variant.Title) && c.lex.classes[w.Key]&(filler|intensifier|modal|quantifier|hedge) == 0
}

// paraphrased reports a reworded stretch: first what it does to polarity and
// numbers, which no rewording excuses, else a substitution as a whole.
func (c *comparison) paraphrased(r *region, dropped, added []run) {
	ra, rb := c.span(r)
	wa, wb := c.a.words[r.a0:r.a1], c.b.words[r.b0:r.b1]
	if c.negators(wa)%2 != c.negators(wb)%2 {
		c.add("negation", 4, "", ra, rb)
		if c.plain(wa) == 1 && c.plain(wb) == 1 && c.synonymsAmong(wa, wb) {
			return // “failed to mend it”, “mended it”
		}
	}
	if x, y := numbers(wa), numbers(wb); len(x) > 0 && len(y) > 0 && !slices.Equal(x, y) {
		c.add("number-value", 4, "", ra, rb)
		return
	}
	severity, note := 3, ""
	x, y := c.content(&c.a, []run{{r.a0, r.a1}}), c.content(&c.b, []run{{r.b0, r.b1}})
	switch {
	case c.turnsRound(r): // “into the old harbour”, “out of a port”
	case max(x, y) <= 3 && c.synonymsAmong(wa, wb):
		severity, note = 2, "synonym"
	case min(x, y) == 0 && max(x, y) == 1: // a pronoun, or “do”, for the word itself
		severity = 2
	}
	c.add("substitution", severity, note, ra, rb)
}

func (c *comparison) synonymsAmong(x, y []variant.Word) bool {
	for i := range x {
		for j := range y {
			if c.isContent(&x[i]) && c.isContent(&y[j]) && (c.lex.synonymous(x[i].Key, y[j].Key) || c.lex.sameStem(x[i].Key, y[j].Key)) {
				return true
			}
		}
	}
	return false
}

// negators counts the words that turn a clause round, those of “no doubt” and
// “not only” left out.
func (c *comparison) negators(words []variant.Word) int {
	n := 0
	for i := 0; i < len(words); {
		k, used := c.lex.at(words[i:])
		if k&affirming == 0 {
			if k&implicit != 0 {
				n++
			} else if used = 1; words[i].Has(variant.Negator) {
				n++
			}
		}
		i += used
	}
	return n
}

// numbers lists the keys of words that are numbers, sorted; “one” is none here.
func numbers(words []variant.Word) []string {
	var out []string
	for i := range words {
		if words[i].Has(variant.Number) && !words[i].Has(variant.Function) {
			out = append(out, words[i].Key)
		}
	}
	slices.Sort(out)
	return out
}

// phrase reports a region that is a phrase and another for it, with or without a
// word beside them that both have: “can”, “are able to”; “have got to”, “have
// to”. Two of another strength change the claim: “have to”, “may”.
func (c *comparison) phrase(r *region) bool {
	for _, wide := range [][2]int{{0, 0}, {0, 1}, {1, 0}, {1, 1}} {
		a0, a1, b0, b1 := r.a0-wide[0], r.a1+wide[1], r.b0-wide[0], r.b1+wide[1]
		if a0 < 0 || b0 < 0 || a1 > len(c.a.words) || b1 > len(c.b.words) || a0 == a1 || b0 == b1 {
			continue
		}
		x, y := keys(c.a.words[a0:a1]), keys(c.b.words[b0:b1])
		p, modalX := c.lex.strength[x]
		q, modalY := c.lex.strength[y]
		switch {
		case c.lex.equal[[2]string{x, y}]:
			c.add("substitution", 2, "synonym", c.a.span(a0, a1), c.b.span(b0, b1))
			return true
		case modalX && modalY && p != q && strings.Contains(x+y, " "):
			c.add("modality", 3, "", c.a.span(a0, a1), c.b.span(b0, b1))
			return true
		}
	}
	return false
}
