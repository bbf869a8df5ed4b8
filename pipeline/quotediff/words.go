package quotediff

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/variant"
)

// words compares the two wordings: words kept in another form, changed
// stretches, and the marks between words that both have. mates are the ranges
// of the base's text that other quotes of the same article print.
func (c *comparison) words(mates []record.Span) {
	regions := c.regions()
	c.orders(regions)
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
	moved          bool           // accounted for as a change of order
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

// kept reports the form that a kept word has in the other rendering.
func (c *comparison) kept(s step) {
	ra, rb := c.a.span(s.a0, s.a1), c.b.span(s.b0, s.b1)
	a, b := c.a.text[ra.Start:ra.End], c.b.text[rb.Start:rb.End]
	if a == b {
		return
	}
	kind := c.a.words[s.a0].Kind | c.b.words[s.b0].Kind
	for i := s.a0; i < s.a1; i++ {
		kind |= c.a.words[i].Kind | c.b.words[s.b0+i-s.a0].Kind
	}
	foldA, foldB := variant.Strict(a), variant.Strict(b)
	switch {
	case foldA == foldB, strings.TrimSuffix(foldA, ".") == strings.TrimSuffix(foldB, "."):
		c.add("typography", 0, "", ra, rb)
	case strings.EqualFold(foldA, foldB):
		c.addCase(a, b, ra, rb)
	case kind&variant.Number != 0:
		c.add("number-form", 0, "", ra, rb)
	case strings.EqualFold(foldA, "ain't") || strings.EqualFold(foldB, "ain't"):
		c.add("repair", 1, "grammar", ra, rb)
	case kind&variant.Short != 0:
		c.add("contraction", 1, "", ra, rb)
	case strings.Contains(c.a.words[s.a0].Key, " ") || kind&variant.Title != 0 || len(foldA)*2 < len(foldB) || len(foldB)*2 < len(foldA):
		c.add("alias", 0, "abbreviation", ra, rb)
	default:
		c.add("spelling", 0, "", ra, rb)
	}
}

// addCase tells a capital from words set in capitals: “a TOTAL disaster”.
func (c *comparison) addCase(a, b string, ra, rb record.Span) {
	if shout := func(s string) bool { return utf8.RuneCountInString(s) > 3 && s == strings.ToUpper(s) }; shout(a) != shout(b) {
		c.add("emphasis", 1, "capitals", ra, rb)
		return
	}
	c.add("case", 0, "", ra, rb)
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
	if r.first || r.last {
		c.cutEnds(r, mates)
	}
	if len(r.pairs) == 0 {
		return
	}
	if c.bracket(r) || c.joined(r) {
		return
	}
	dropped, added, swapped := c.sort(r)
	switch {
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
	}
	if x, y := numbers(wa), numbers(wb); len(x) > 0 && len(y) > 0 && !slices.Equal(x, y) {
		c.add("number-value", 4, "", ra, rb)
		return
	}
	severity, note := 3, ""
	x, y := c.content(&c.a, []run{{r.a0, r.a1}}), c.content(&c.b, []run{{r.b0, r.b1}})
	switch {
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
			used = 1
			if words[i].Has(variant.Negator) {
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

// joined reports words that differ in a space or hyphen alone (world view,
// worldview), or stand for their initials (House Bill, HB). Others may stand
// beside them: those are lost words.
func (c *comparison) joined(r *region) bool {
	if r.a1-r.a0 == 1 {
		if kind, note, n := fused(&c.a, r.a0, c.b.words[r.b0:r.b1]); n > 0 {
			c.add(kind, 0, note, c.a.span(r.a0, r.a1), c.b.span(r.b0, r.b0+n))
			c.lost(&c.b, run{r.b0 + n, r.b1}, r)
			return true
		}
	}
	if r.b1-r.b0 == 1 {
		if kind, note, n := fused(&c.b, r.b0, c.a.words[r.a0:r.a1]); n > 0 {
			c.add(kind, 0, note, c.a.span(r.a0, r.a0+n), c.b.span(r.b0, r.b1))
			c.lost(&c.a, run{r.a0 + n, r.a1}, r)
			return true
		}
	}
	return false
}

// fused gives how many of words, two at least, are word i of a side in another
// form, and what form; 0 if none are. A number is no compound.
func fused(s *side, i int, words []variant.Word) (kind, note string, n int) {
	key, initials := s.words[i].Key, ""
	capitals := s.surface(i) == strings.ToUpper(key)
	for n = range words {
		if len(numbers(words[n:n+1])) > 0 {
			break
		}
		initials += words[n].Key[:1]
		switch {
		case n == 0:
		case strings.NewReplacer(" ", "", "'", "").Replace(keys(words[:n+1])) == key:
			return "spelling", "compound", n + 1
		case capitals && initials == key:
			return "alias", "abbreviation", n + 1
		}
	}
	return "", "", 0
}

// orders pairs regions that lost and gained the same words: “bread and peace”
// against “peace and bread”.
func (c *comparison) orders(regions []region) {
	for i := range regions {
		for j := i + 1; j < len(regions) && j <= i+4; j++ {
			x, y := &regions[i], &regions[j]
			if x.moved || y.moved || (x.first || y.last) && x.a1-x.a0+x.b1-x.b0 > 6 {
				continue
			}
			switch {
			case x.b0 == x.b1 && y.a0 == y.a1 && sameWords(c.a.words[x.a0:x.a1], c.b.words[y.b0:y.b1]):
			case x.a0 == x.a1 && y.b0 == y.b1 && sameWords(c.a.words[y.a0:y.a1], c.b.words[x.b0:x.b1]):
			default:
				continue
			}
			x.moved, y.moved = true, true
			severity := 2
			if x.a1-x.a0+x.b1-x.b0 > 4 {
				severity = 3 // a clause, not a word in a list
			}
			c.add("order", severity, "", c.a.span(min(x.a0, y.a0), max(x.a1, y.a1)), c.b.span(min(x.b0, y.b0), max(x.b1, y.b1)))
		}
	}
}

func sameWords(x, y []variant.Word) bool {
	if len(x) != len(y) || len(x) == 0 {
		return false
	}
	a, b := strings.Fields(keys(x)), strings.Fields(keys(y))
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b) && !(len(x) == 1 && x[0].Has(variant.Function))
}
