package quotediff

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/variant"
)

// cutEnds reports words at an end of the alignment that one side alone has:
// the other side is cut there. What was reported leaves the region's pairs.
func (c *comparison) cutEnds(r *region, mates []record.Span) {
	for range 2 { // one side may be cut and then, nearer the kept words, the other
		n := 0
		if r.first {
			for n < len(r.pairs) && sameSides(r.pairs[n], r.pairs[0]) {
				n++
			}
		} else {
			for n < len(r.pairs) && sameSides(r.pairs[len(r.pairs)-1-n], r.pairs[len(r.pairs)-1]) {
				n++
			}
		}
		if n == 0 {
			return
		}
		outer := r.pairs[:n]
		rest := r.pairs[n:]
		if !r.first {
			outer, rest = r.pairs[len(r.pairs)-n:], r.pairs[:len(r.pairs)-n]
		}
		cut, full := &c.b, &c.a
		u := run{outer[0].A, outer[n-1].A + 1}
		if outer[0].A < 0 {
			cut, full = &c.a, &c.b
			u = run{outer[0].B, outer[n-1].B + 1}
		}
		if len(rest) > 0 && !c.sentenceCut(full, u, r.first) && n <= 3 {
			return // a word or two beside others: reworded, not cut
		}
		r.pairs = rest
		c.truncated(cut, full, u, r.first, mates)
	}
}

// sameSides reports whether a pair lacks a word on the side where p does.
func sameSides(q, p variant.Pair) bool {
	return p.A < 0 && q.A < 0 || p.B < 0 && q.B < 0
}

// sentenceCut reports whether what remains of full without the run begins, or
// ends, with a sentence.
func (c *comparison) sentenceCut(full *side, u run, start bool) bool {
	if start {
		return sentenceEnds(full, u.j)
	}
	return sentenceEnds(full, u.i)
}

// truncated types a cut: full[u] is lost at the start or end of cut.
func (c *comparison) truncated(cut, full *side, u run, start bool, mates []record.Span) {
	ra, rb := full.span(u.i, u.j), cut.span(0, 0)
	if !start {
		rb = cut.span(len(cut.words), len(cut.words))
	}
	if cut == &c.a {
		ra, rb = rb, ra
	}
	kind, severity, note := c.cutType(cut, full, u, start)
	if full == &c.a && c.printedByMate(u, start, mates) {
		kind, severity, note = "split", 0, ""
	}
	c.add(kind, severity, note, ra, rb)
}

// printedByMate reports whether the lost words next to those kept stand in
// another quote of the same article: the utterance was split, not cut.
func (c *comparison) printedByMate(u run, start bool, mates []record.Span) bool {
	const lead = 2 // an “and” may be lost between two halves
	for k := range min(lead, u.j-u.i) {
		w := &c.a.words[u.i+k]
		if start {
			w = &c.a.words[u.j-1-k]
		}
		for _, m := range mates {
			if m.Start <= w.Start && w.End <= m.End {
				return true
			}
		}
	}
	return false
}

func (c *comparison) cutType(cut, full *side, u run, start bool) (kind string, severity int, note string) {
	border := u.i
	if start {
		border = u.j
	}
	clause := c.lostClause(full, u, start)
	sum := c.sum(clause)
	switch {
	case ellipsis(full.gap(border)):
		return "truncation", 1, "at an ellipsis"
	case sentenceEnds(full, border):
		return "truncation", 1, "at a sentence"
	case marked(cut, start):
		return "truncation", 1, "partial"
	case c.governs(clause, start):
		return "truncation", 3, "unmarked; a condition, exception or negation is lost"
	case sum.fillers > 0 && sum.fillers == len(clause):
		return "disfluency", 1, ""
	case len(clause) <= 2 && sum.content+sum.scopes+sum.stances+sum.intensifiers+sum.titles == 0:
		return "function-word", 1, ""
	case start && c.leadIn(clause):
		return "truncation", 1, "lead-in"
	}
	return "truncation", 2, "unmarked"
}

// lostClause is the part of the lost words that belongs to the sentence of
// those kept.
func (c *comparison) lostClause(full *side, u run, start bool) []variant.Word {
	i, j := u.i, u.j
	if start {
		for k := j - 1; k > i; k-- {
			if sentenceEnds(full, k) {
				i = k
				break
			}
		}
	} else {
		for k := i + 1; k < j; k++ {
			if sentenceEnds(full, k) {
				j = k
				break
			}
		}
	}
	return full.words[i:j]
}

// marked reports whether a reader can see the cut: an ellipsis or bracket at
// it, a small letter where a sentence would have a capital, or a place inside
// the reporter's own sentence.
func marked(cut *side, start bool) bool {
	edge := cut.gap(0)
	if !start {
		edge = cut.gap(len(cut.words))
	}
	if ellipsis(edge) || strings.ContainsAny(edge, "[]–—-") {
		return true
	}
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(cut.text, " \t\n'‘’\"“”([.…"))
	return cut.partial || unicode.IsLower(first)
}

// governs reports whether lost words bound what is kept: “if …,” before it,
// “but …”, “unless …” after it.
func (c *comparison) governs(clause []variant.Word, start bool) bool {
	if len(clause) == 0 {
		return false
	}
	k, _ := c.lex.at(clause)
	if start {
		last := &clause[len(clause)-1]
		return k&condition != 0 || last.Has(variant.Negator)
	}
	return k&exception != 0 || clause[0].Has(variant.Negator)
}

// leadIn reports whether a clause only leads in: “Number one,”, “To be clear,”.
func (c *comparison) leadIn(clause []variant.Word) bool {
	for len(clause) > 0 {
		k, n := c.lex.at(clause)
		if k&(leadIn|filler|aside) == 0 {
			return false
		}
		clause = clause[n:]
	}
	return true
}
