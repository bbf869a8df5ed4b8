package quotediff

import (
	"slices"
	"strings"

	"github.com/verbatim-news/verbatim/pipeline/variant"
)

// closed types a swap of closed-class words that does more than style: tense,
// opposites, and, or, and whose the words are; kind is "" if it is none of them.
func (c *comparison) closed(p variant.Pair) (kind string, severity int, note string) {
	x, y := &c.a.words[p.A], &c.b.words[p.B]
	k, l := x.Key, y.Key
	if k == "'s" || l == "'s" { // “he’s”, “he was”; has and is are one with it already
		k, l = strings.Replace(k, "'s", "is", 1), strings.Replace(l, "'s", "is", 1)
	}
	pair, back := [2]string{k, l}, [2]string{l, k}
	shifted := c.lex.tense[pair] || c.lex.tense[back]
	switch {
	case c.b.partial && (c.lex.person[pair] || c.lex.tense[pair]), c.a.partial && (c.lex.person[back] || c.lex.tense[back]):
		// “I will”, she said that “she would”: how a piece is fitted into the
		// reporter's sentence, but not what stands there as a whole utterance.
		return "person-tense", 1, ""
	case c.lex.opposites[pair]:
		if c.sameParticle(p) {
			return "function-word", 1, ""
		}
		return "substitution", 3, "opposite"
	case pair == [2]string{"and", "or"} || pair == [2]string{"or", "and"}:
		if c.negated(&c.a, p.A) && c.negated(&c.b, p.B) {
			return "function-word", 1, "" // “not any rules or orders”, “not any rules and orders”
		}
		return "substitution", 3, "and, or"
	case pair == [2]string{"if", "when"} || pair == [2]string{"when", "if"}:
		return "modality", 2, "condition"
	case (pair == [2]string{"by", "to"} || pair == [2]string{"to", "by"}) && numbered(&c.a, p.A+1) && numbered(&c.b, p.B+1):
		return "substitution", 3, "by, to" // it rose by 5 percent, to 5 percent
	case c.estimates(p):
		return "modality", 3, ""
	case shifted && (c.lex.classes[x.Key]|c.lex.classes[y.Key])&modal == 0: // will, would: a modality in full marks
		return "person-tense", 2, ""
	}
	return person(c.lex.persons[x.Key], c.lex.persons[y.Key])
}

// estimates reports “over” or “under” a number for “nearly” and its like, or the
// reverse.
func (c *comparison) estimates(p variant.Pair) bool {
	x, y := &c.a.words[p.A], &c.b.words[p.B]
	if !numbered(&c.a, p.A+1) || !numbered(&c.b, p.B+1) {
		return false
	}
	bound := func(w *variant.Word) bool {
		return w.Key == "over" || w.Key == "under" || w.Key == "above" || w.Key == "below"
	}
	return bound(x) && c.lex.classes[y.Key]&quantifier != 0 || bound(y) && c.lex.classes[x.Key]&quantifier != 0
}

func numbered(s *side, i int) bool { return i < len(s.words) && s.words[i].Has(variant.Number) }

// person types one person's pronoun for another's, each given by its nominative.
// It is no entity: whom a pronoun means, the sentence before tells.
func person(x, y string) (kind string, severity int, note string) {
	if x == y || x == "" || y == "" {
		return "", 0, ""
	}
	switch min(x, y) + " " + max(x, y) {
	case "he i", "i she", "i they":
		return "person-tense", 2, ""
	case "i we", "he they", "she they": // the one may be among the other, or be called so
		return "substitution", 2, "person"
	}
	return "substitution", 3, "person"
}

// negated reports whether a negator stands before word i in its sentence.
func (c *comparison) negated(s *side, i int) bool {
	const near = 12 // words, so that a page without full stops costs no more
	for k := i - 1; k >= max(0, i-near) && !sentenceEnds(s, k+1); k-- {
		if s.words[k].Has(variant.Negator) {
			return true
		}
	}
	return false
}

// opposed reports whether the swap of two words is a substitution of one
// closed-class word for another.
func (c *comparison) opposed(p variant.Pair) bool {
	kind, _, _ := c.closed(p)
	return kind == "substitution"
}

// rematch pairs opposites that stand in one region of grammar alone but not
// opposite each other: of “from the camp” and “to camp”, the alignment pairs
// “the” with “to”. Beside words of content, the “I” of “I can tell you” answers
// no “you”.
func (c *comparison) rematch(r *region) {
	const longest = 6 // words of a side: further apart they need not answer each other
	if r.a1-r.a0 > longest || r.b1-r.b0 > longest || slices.ContainsFunc(slices.Concat(c.a.words[r.a0:r.a1], c.b.words[r.b0:r.b1]),
		func(w variant.Word) bool { return c.isContent(&w) }) {
		return
	}
	for i := r.a0; i < r.a1; i++ {
		for j := r.b0; j < r.b1; j++ {
			if p := (variant.Pair{A: i, B: j}); c.opposed(p) {
				c.repair(r, p)
			}
		}
	}
}

// repair puts p in the place of the pairs that its words are in, unless one of
// them is rather paired with content or with an opposite of its own.
func (c *comparison) repair(r *region, p variant.Pair) {
	m := slices.IndexFunc(r.pairs, func(o variant.Pair) bool { return o.A == p.A })
	n := slices.IndexFunc(r.pairs, func(o variant.Pair) bool { return o.B == p.B })
	if m < 0 || n < 0 || m == n {
		return
	}
	for _, o := range []variant.Pair{r.pairs[m], r.pairs[n]} {
		if o.A >= 0 && o.B >= 0 && (c.opposed(o) || !c.a.words[o.A].Has(variant.Function) || !c.b.words[o.B].Has(variant.Function)) {
			return
		}
	}
	rest := variant.Pair{A: r.pairs[n].A, B: r.pairs[m].B}
	r.pairs[m], r.pairs[n] = p, rest
	if rest.A < 0 && rest.B < 0 {
		r.pairs = slices.Delete(r.pairs, n, n+1)
	}
}

// opposedPhrase reports a region that is a phrase and its opposite: “into”,
// “out of”.
func (c *comparison) opposedPhrase(r *region) bool {
	if !c.lex.opposites[[2]string{keys(c.a.words[r.a0:r.a1]), keys(c.b.words[r.b0:r.b1])}] {
		return false
	}
	if r.a1-r.a0 == 1 && r.b1-r.b0 == 1 {
		return false // a swap of words, which closed looks at with the verb before it
	}
	c.add("substitution", 3, "opposite", c.a.span(r.a0, r.a1), c.b.span(r.b0, r.b1))
	return true
}

// sameParticle reports whether two opposite particles mean one with the verb
// that both follow: “fill in the form”, “fill it out”.
func (c *comparison) sameParticle(p variant.Pair) bool {
	const near = 4 // words: “fill the whole form out”
	verb := func(s *side, i int) []string {
		for k := i - 1; k >= max(0, i-near) && !sentenceEnds(s, k+1); k-- {
			if ps := c.lex.particles[c.lex.stem(s.words[k].Key)]; ps != nil {
				return ps
			}
		}
		return nil
	}
	x, y := verb(&c.a, p.A), verb(&c.b, p.B)
	return slices.Contains(x, c.a.words[p.A].Key) && slices.Contains(y, c.b.words[p.B].Key) && slices.Equal(x, y)
}
