package quotediff

import (
	"slices"
	"strings"

	"github.com/verbatim-news/verbatim/pipeline/variant"
)

// balanced reports, as one rewording, a region that is negated once on both
// sides, by other words: “refuses to condemn”, “doesn't condemn”; “none of us
// can”, “we can’t”. Its numbers, names and scopes must be the same.
func (c *comparison) balanced(r *region) bool {
	a, b := c.a.words[r.a0:r.a1], c.b.words[r.b0:r.b1]
	if c.negators(a) != 1 || c.negators(b) != 1 || !slices.Equal(numbers(a), numbers(b)) || !slices.Equal(names(a), names(b)) ||
		!slices.Equal(c.scopes(a), c.scopes(b)) || c.turnsRound(r) {
		return false
	}
	if !slices.ContainsFunc(r.pairs, func(p variant.Pair) bool {
		return (p.A >= 0 && c.a.words[p.A].Has(variant.Negator)) != (p.B >= 0 && c.b.words[p.B].Has(variant.Negator))
	}) {
		return false // never for not
	}
	severity, note := 2, "synonym"
	if c.plain(a)+c.plain(b) > 0 {
		severity, note = 3, ""
	}
	ra, rb := c.span(r)
	ra, rb = c.whole(ra, rb)
	c.add("substitution", severity, note, ra, rb)
	return true
}

// plain counts the words of content that are no part of “refuse to” and its like.
func (c *comparison) plain(words []variant.Word) (n int) {
	for i := 0; i < len(words); {
		k, used := c.lex.at(words[i:])
		if k&implicit == 0 {
			used = 1
			if c.isContent(&words[i]) {
				n++
			}
		}
		i += used
	}
	return n
}

// names lists the keys of words that are names, sorted.
func names(words []variant.Word) []string {
	var out []string
	for i := range words {
		if words[i].Has(variant.Name) {
			out = append(out, words[i].Key)
		}
	}
	slices.Sort(out)
	return out
}

// scopes lists the strengths of the modals and quantifiers among words, sorted,
// hedges with them; “none” is no scope beside its being a negator.
func (c *comparison) scopes(words []variant.Word) []string {
	var out []string
	for i := 0; i < len(words); {
		k, n := c.lex.at(words[i:])
		if k&(modal|quantifier|hedge) != 0 && !words[i].Has(variant.Negator) {
			key := keys(words[i : i+n])
			if s := c.lex.strength[key]; s != 0 {
				key = string(rune(s))
			}
			out = append(out, key)
		}
		i += n
	}
	slices.Sort(out)
	return out
}

// sameScope reports a region of grammar alone that bounds the claim alike on
// both sides: “The only road that …”, “There is only one road that …”.
func (c *comparison) sameScope(r *region) bool {
	a, b := c.a.words[r.a0:r.a1], c.b.words[r.b0:r.b1]
	x := c.scopes(a)
	if len(x) == 0 || !slices.Equal(x, c.scopes(b)) || c.content(&c.a, []run{{r.a0, r.a1}})+c.content(&c.b, []run{{r.b0, r.b1}}) > 0 ||
		c.negators(a)+c.negators(b) > 0 || c.turnsRound(r) || len(numbers(a))+len(numbers(b)) > 0 || r.a1-r.a0 == 1 && r.b1-r.b0 == 1 {
		return false
	}
	lone := func(onA bool) bool {
		return slices.ContainsFunc(r.pairs, func(p variant.Pair) bool {
			return onA && p.B < 0 && c.lex.classes[c.a.words[p.A].Key]&(modal|quantifier|hedge) != 0 ||
				!onA && p.A < 0 && c.lex.classes[c.b.words[p.B].Key]&(modal|quantifier|hedge) != 0
		})
	}
	if !lone(true) || !lone(false) {
		return false // nothing would be charged
	}
	for i := range a {
		for j := range b {
			if x, y := c.lex.persons[a[i].Key], c.lex.persons[b[j].Key]; x != "" && y != "" && x != y {
				return false
			}
		}
	}
	ra, rb := c.span(r)
	c.add("substitution", 2, "synonym", ra, rb)
	return true
}

// pronominal reports a pronoun of the third person for words of content, or they
// for it: “trust Donald Trump”, “trust him”. Whom it means, the sentence before
// tells.
func (c *comparison) pronominal(r *region, dropped, added []run) bool {
	const longest = 4
	if len(dropped) != 1 || len(added) != 1 || len(r.pairs) != dropped[0].len()+added[0].len() {
		return false
	}
	a, b := c.a.words[dropped[0].i:dropped[0].j], c.b.words[added[0].i:added[0].j]
	if third(b) {
		a, b = b, a
	}
	if !third(a) || len(b) > longest || third(b) || c.negators(b) > 0 || len(c.scopes(b)) > 0 ||
		!slices.ContainsFunc(b, func(w variant.Word) bool { return c.isContent(&w) }) {
		return false
	}
	ra, rb := c.span(r)
	c.add("substitution", 2, "pronoun", ra, rb)
	return true
}

func third(words []variant.Word) bool {
	if len(words) != 1 {
		return false
	}
	switch words[0].Key {
	case "he", "she", "it", "they", "him", "her", "them":
		return true
	}
	return false
}

// again reports a run that says once more, after “and” or a comma, what its
// sentence says elsewhere, as grammar lets it be left out: “if we don’t get tough
// and [we don’t get] smart”; “that has beaten [Ruiz] and can beat Ruiz”.
func again(s *side, u run) bool {
	n := u.len()
	if n == 1 && !s.words[u.i].Has(variant.Name) || n == 1 && s.words[u.i].Has(variant.Number) {
		return false
	}
	const reach = 25 // words
	before := max(0, u.i-1)
	joined := conjunction(s, before, u.i) // and not “they do not sell and they [do not] buy”
	for k := u.i - 1; joined && k >= max(0, u.i-reach) && !sentenceEnds(s, k+1); k-- {
		if k+n <= u.i && sameRun(s, k, u.i, n) {
			return true
		}
	}
	if n > 1 && !allNames(s.words[u.i:u.j]) {
		return false // the first of two is no repetition
	}
	joined = false
	for k := u.j; k < min(len(s.words), u.j+reach) && !sentenceEnds(s, k); k++ {
		joined = joined || s.words[k].Key == "and" || s.words[k].Key == "or"
		if joined && k+n <= len(s.words) && sameRun(s, k, u.i, n) {
			return true
		}
	}
	return false
}

// conjunction reports whether word i of a side is “and” or “or”, or a comma stands
// before word j.
func conjunction(s *side, i, j int) bool {
	key := s.words[i].Key
	return key == "and" || key == "or" || strings.Contains(s.gap(j), ",")
}

func allNames(words []variant.Word) bool {
	return !slices.ContainsFunc(words, func(w variant.Word) bool { return !w.Has(variant.Name | variant.Title) })
}

func sameRun(s *side, i, j, n int) bool {
	return slices.EqualFunc(s.words[i:i+n], s.words[j:j+n], func(a, b variant.Word) bool { return a.ID == b.ID })
}
