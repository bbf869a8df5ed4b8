package quotediff

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/variant"
)

// cutEnds reports words at an end of the alignment that one side alone has:
// the other side is cut there. Where both have words of their own, a side whose
// words are sentences of their own goes on (or begins) elsewhere, and so does
// one that stands before an ellipsis; else the outermost long piece is a cut and
// what remains is read as words changed inside. What was reported leaves the
// region's pairs.
func (c *comparison) cutEnds(r *region, mates []record.Span) {
	u, v := run{r.a0, r.a1}, run{r.b0, r.b1}
	atA, atB := r.a0, r.b0 // the gaps between the words kept and the region
	if r.first {
		atA, atB = r.a1, r.b1
	}
	ownA, ownB := ellipsis(c.a.gap(atA)), ellipsis(c.b.gap(atB))
	if !ownA && !ownB {
		ownA, ownB = sentenceEnds(&c.a, atA), sentenceEnds(&c.b, atB)
	}
	switch {
	case edited(c.a.words[r.a0:r.a1]) || edited(c.b.words[r.b0:r.b1]):
		c.cutEdited(r, mates)
		return
	case u.len() == 0:
		c.truncated(&c.a, &c.b, v, r.first, mates)
	case v.len() == 0:
		c.truncated(&c.b, &c.a, u, r.first, mates)
	case ownA || ownB:
		c.elsewhere(&c.a, &c.b, u, ownA, r, mates)
		c.elsewhere(&c.b, &c.a, v, ownB, r, mates)
	default:
		c.cutOuter(r, mates)
		return
	}
	r.pairs = nil
}

// elsewhere reports the words of one side of a region at an end, with other
// words opposite: cut from the other if they stand apart from the words kept,
// else lost.
func (c *comparison) elsewhere(full, cut *side, u run, apart bool, r *region, mates []record.Span) {
	if apart {
		c.truncated(cut, full, u, r.first, mates)
	} else {
		c.lost(full, u, r)
	}
}

// cutOuter reports the outermost piece of a region at an end that one side
// alone has, if it is longer than a few words.
func (c *comparison) cutOuter(r *region, mates []record.Span) {
	c.longestOutside(r)
	at := func(i int) variant.Pair {
		if r.first {
			return r.pairs[i]
		}
		return r.pairs[len(r.pairs)-1-i]
	}
	n := 0
	for n < len(r.pairs) && sameSides(at(n), at(0)) {
		n++
	}
	if n == 0 {
		return
	}
	outer, rest := r.pairs[:n], r.pairs[n:]
	if !r.first {
		outer, rest = r.pairs[len(r.pairs)-n:], r.pairs[:len(r.pairs)-n]
	}
	cut, full, u := &c.b, &c.a, run{outer[0].A, outer[n-1].A + 1}
	if outer[0].A < 0 {
		cut, full, u = &c.a, &c.b, run{outer[0].B, outer[n-1].B + 1}
	}
	if n <= 3 {
		return // a word or two beside others: reworded, not cut
	}
	r.pairs = rest
	c.truncated(cut, full, u, r.first, mates)
}

// cutEdited leaves an editor's words at an end to bracket, once a long piece
// opposite, which no two words in brackets stand for, is reported as cut.
func (c *comparison) cutEdited(r *region, mates []record.Span) {
	u, v := run{r.a0, r.a1}, run{r.b0, r.b1}
	switch {
	case edited(c.b.words[r.b0:r.b1]) && u.len() > 2*v.len()+2:
		c.truncated(&c.b, &c.a, u, r.first, mates)
		r.pairs = slices.DeleteFunc(r.pairs, func(p variant.Pair) bool { return p.B < 0 })
	case edited(c.a.words[r.a0:r.a1]) && v.len() > 2*u.len()+2:
		c.truncated(&c.a, &c.b, v, r.first, mates)
		r.pairs = slices.DeleteFunc(r.pairs, func(p variant.Pair) bool { return p.A < 0 })
	}
}

// edited reports whether words, one at least, all stand in an editor's brackets.
func edited(words []variant.Word) bool {
	for i := range words {
		if !words[i].Has(variant.Bracketed) {
			return false
		}
	}
	return len(words) > 0
}

// longestOutside puts, of words dropped and words added side by side, the
// longer piece at the outside: the alignment may order them either way.
func (c *comparison) longestOutside(r *region) {
	dropped, added, swapped := c.sort(r)
	if len(swapped) > 0 || len(dropped) != 1 || len(added) != 1 {
		return
	}
	onA := func(p variant.Pair) bool { return p.A >= 0 }
	outsideA := (dropped[0].len() >= added[0].len()) == r.first
	slices.SortStableFunc(r.pairs, func(p, q variant.Pair) int {
		if onA(p) == onA(q) {
			return 0
		}
		if onA(p) == outsideA {
			return -1
		}
		return 1
	})
}

// sameSides reports whether a pair lacks a word on the side where p does.
func sameSides(q, p variant.Pair) bool {
	return p.A < 0 && q.A < 0 || p.B < 0 && q.B < 0
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
	c.cutMark(cut, full, u, start)
}

// cutMark reports a question that was cut to a statement, or the reverse: the
// sentence ends for both, with “?” for one alone.
func (c *comparison) cutMark(cut, full *side, u run, start bool) {
	last := len(cut.words)
	if start || !sentenceEnds(full, u.i) || strings.Contains(cut.gap(last), "?") == strings.Contains(full.gap(u.i), "?") {
		return
	}
	ra, rb := trimmed(full, u.i), trimmed(cut, last)
	if cut == &c.a {
		ra, rb = rb, ra
	}
	c.add("punctuation", 2, "question", ra, rb)
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
	case c.stammer(full, u):
		return "disfluency", 1, ""
	case start && fewer(full, u):
		return "negation", 4, "few, a few"
	case ellipsis(full.gap(border)):
		return "truncation", 1, "at an ellipsis"
	case sentenceEnds(full, border):
		return "truncation", 1, "at a sentence"
	case marked(cut, start):
		return "truncation", 1, "partial"
	case c.governs(full, clause, border, start):
		return "truncation", 3, "unmarked; a condition, exception or negation is lost"
	case start && sum.titles > 0 && (sum.content+sum.scopes == 0 || givenOnly(full, u)) && beside(full, u.j):
		return "alias", 1, "title"
	case start && sum.scopes > 0 && sum.content+sum.titles == 0 && len(clause) == u.len() && !c.subject(clause):
		return "modality", 3, ""
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

// givenOnly reports a title and a given name, “President Barack”, whose surname
// stays.
func givenOnly(s *side, u run) bool {
	return u.len() == 2 && s.words[u.i].Has(variant.Title) && s.words[u.i+1].Has(variant.Name) && s.gap(u.j) == " "
}

// subject reports whether lost words hold a sentence's own beginning, “This will
// be”, and not its scope alone.
func (c *comparison) subject(clause []variant.Word) bool {
	return slices.ContainsFunc(clause, func(w variant.Word) bool { return pronoun(w.Key) })
}

// governs reports whether lost words, up to the given border with those kept,
// bound what is kept: “if …,” before it, “but …”, “unless …” after it. What
// leads into another's words, “When he says, ‘…’”, bounds nothing of them, nor
// does a “though” at the end of its clause, or “not a clue” said again.
func (c *comparison) governs(full *side, clause []variant.Word, border int, start bool) bool {
	if len(clause) == 0 {
		return false
	}
	if start && c.lex.stands[clause[len(clause)-1].Key] != unheard && strings.ContainsAny(full.gap(border), "'\"‘“") {
		return false
	}
	if key := clause[0].Key; !start && (key == "though" && border+1 <= len(full.words) && strings.Contains(full.gap(border+1), ",") ||
		clause[0].Has(variant.Negator) && c.reinforces(full, border)) {
		return false
	}
	k, _ := c.lex.at(clause)
	first, last := &clause[0], &clause[len(clause)-1]
	switch {
	case k&affirming != 0:
		return false // “Not only …”
	case start:
		return k&condition != 0 || last.Has(variant.Negator) && last.Key != "no" // “No, we won’t”: an answer
	}
	return k&exception != 0 || first.Has(variant.Negator)
}

// reinforces reports whether the two words after the negator at word i follow one
// before it in its sentence: “doesn’t have a clue, not a clue”.
func (c *comparison) reinforces(s *side, i int) bool {
	const n, reach = 2, 12
	if i+1+n > len(s.words) || !c.negated(s, i) {
		return false
	}
	for k := i - n; k >= max(0, i-reach); k-- {
		if sameRun(s, k, i+1, n) {
			return true
		}
	}
	return false
}

// leadIn reports whether a clause only leads in: “Number one,”, “To put it
// bluntly,”, “With respect to that,”. A phrase of several words may govern a
// few more.
func (c *comparison) leadIn(clause []variant.Word) bool {
	k, n := c.lex.at(clause)
	if k&leadIn != 0 && n > 1 && len(clause) <= n+4 {
		return true
	}
	for len(clause) > 0 {
		if k, n = c.lex.at(clause); k&(leadIn|filler|aside) == 0 {
			return false
		}
		clause = clause[n:]
	}
	return true
}
