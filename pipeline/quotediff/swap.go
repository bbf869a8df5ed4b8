package quotediff

import (
	"strings"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"

	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/variant"
)

// swap reports one word printed for another.
func (c *comparison) swap(p variant.Pair) {
	kind, severity, note := c.swapType(p)
	ra, rb := c.whole(c.a.span(p.A, p.A+1), c.b.span(p.B, p.B+1))
	c.add(kind, severity, note, ra, rb)
}

// whole widens ranges that take part in a printed word with parts on both
// sides: what stands opposite “can’t” is “can”, and opposite “he’s” “he is”.
func (c *comparison) whole(a, b record.Span) (record.Span, record.Span) {
	for _, s := range c.steps {
		if s.keep || s.a0 == s.a1 || s.b0 == s.b1 || s.p1-s.p0 < 2 {
			continue
		}
		if x, y := c.a.span(s.a0, s.a1), c.b.span(s.b0, s.b1); overlap(x, a) || overlap(y, b) {
			return join(x, a), join(y, b)
		}
	}
	return a, b
}

func overlap(x, y record.Span) bool { return x.Start < y.End && y.Start < x.End }

// join spans both ranges; an empty one counts for nothing.
func join(x, y record.Span) record.Span {
	if y.Start == y.End {
		return x
	}
	return record.Span{Start: min(x.Start, y.Start), End: max(x.End, y.End)}
}

// swapType says what it is to print word p.B of the other for word p.A of the
// base. The order of the cases is the precedence of the types.
func (c *comparison) swapType(p variant.Pair) (kind string, severity int, note string) {
	x, y := &c.a.words[p.A], &c.b.words[p.B]
	both := x.Kind & y.Kind
	switch {
	case variant.Clitic(x, y): // he’s, he is
		return "contraction", 1, ""
	case variant.Related(x, y) != variant.Unrelated:
		return alias(variant.Related(x, y))
	case (x.Kind|y.Kind)&variant.Masked != 0 && variant.Unmasks(x.Key, y.Key): // f-----g
		return "repair", 1, "mask"
	case both&variant.Number != 0:
		if both&variant.Function != 0 {
			return "function-word", 1, ""
		}
		return "number-value", 4, ""
	case both&variant.Negator != 0: // never for not: the polarity stays
		return "substitution", 2, "synonym"
	case (x.Kind|y.Kind)&variant.Negator != 0 || c.lex.turned(x.Key, y.Key): // lawful, unlawful
		return "negation", 4, ""
	}
	if kind, severity, note = c.measure(p); kind != "" {
		return kind, severity, note
	}
	if kind, severity, note = c.grammar(p); kind != "" {
		return kind, severity, note
	}
	return c.replaced(p)
}

// alias types another name, r saying how the other's stands to the base's. The
// note describes the base, as the contract's example does: the base's United
// States military is broader than the other's U.S. Army.
func alias(r variant.Relation) (string, int, string) {
	switch r {
	case variant.Wider:
		return "alias", 2, "narrower"
	case variant.Narrower:
		return "alias", 2, "broader"
	}
	return "alias", 1, "another name"
}

// turned reports whether one word is the other with a negating prefix, or has
// “-less” for “-ful”: lawful, unlawful; harmful, harmless. What only looks so
// (form, inform) is in a table.
func (l *lexicon) turned(x, y string) bool {
	if len(x) > len(y) {
		x, y = y, x
	}
	if stem, ok := strings.CutSuffix(y, "less"); ok && len(stem) > 2 && x == stem+"ful" {
		return true
	}
	if len(x) < 4 || !strings.HasSuffix(y, x) || l.unturned[y] {
		return false
	}
	switch strings.TrimSuffix(y[:len(y)-len(x)], "-") {
	case "un", "in", "im", "il", "ir", "dis", "non", "anti":
		return true
	}
	return false
}

// grammar types the swaps that are not of one content word for another; kind is
// "" if it is one.
func (c *comparison) grammar(p variant.Pair) (kind string, severity int, note string) {
	x, y := &c.a.words[p.A], &c.b.words[p.B]
	if kind, severity, note = c.closed(p); kind != "" {
		return kind, severity, note
	}
	const scope = modal | quantifier
	cx, cy := c.lex.classes[x.Key], c.lex.classes[y.Key]
	switch {
	case c.lex.sameStem(x.Key, y.Key):
		return "inflection", 1, ""
	case cx&scope != 0 && cy&scope != 0:
		if c.lex.strength[x.Key] == c.lex.strength[y.Key] {
			return "function-word", 1, ""
		}
		return "modality", 3, ""
	case x.Kind&y.Kind&variant.Function != 0:
		return "function-word", 1, ""
	case demonym(x, y):
		return "inflection", 1, ""
	case variant.Near(x.Key, y.Key):
		if skeleton(x.Key) == skeleton(y.Key) {
			return "spelling", 1, "slip"
		}
		return "substitution", 2, "one letter" // planes, plants: a slip, or another word
	}
	return "", 0, ""
}

// demonym reports a place and its adjective or people: Mexico, Mexican. Nigeria
// is no adjective of Niger.
func demonym(x, y *variant.Word) bool {
	a, b := x.Key, y.Key
	if !x.Has(variant.Name) || !y.Has(variant.Name) {
		return false
	}
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	a, b = a[n:], b[n:]
	if len(a) > len(b) {
		a, b = b, a
	}
	switch strings.TrimSuffix(b, "s") {
	case "n", "an", "ian", "ese", "i", "ish":
		return n >= 4 && len(a) <= 1
	}
	return false
}

// skeleton is a word without its vowels, doubled letters once: what slips of
// the pen leave.
func skeleton(s string) string {
	var b strings.Builder
	last := rune(0)
	for _, r := range s {
		if r != last && !strings.ContainsRune("aeiou", r) {
			b.WriteRune(r)
		}
		last = r
	}
	return b.String()
}

// replaced types one content word, or name, for another.
func (c *comparison) replaced(p variant.Pair) (kind string, severity int, note string) {
	x, y := &c.a.words[p.A], &c.b.words[p.B]
	capital := func(w *variant.Word) bool { return w.Has(variant.Name) }
	switch {
	case capital(x) && capital(y) && len(x.Key) != len(y.Key) && min(len(x.Key), len(y.Key)) == 1 && x.Key[0] == y.Key[0]:
		return "alias", 0, "abbreviation" // Trump U, Trump University
	case capital(x) && capital(y) && swapped(x.Key, y.Key):
		return "spelling", 1, "slip" // LBGT, LGBT
	case (x.Has(variant.Title) && capital(y) || y.Has(variant.Title) && capital(x)) && c.sameSurname(p):
		return "alias", 1, "another name" // Secretary Clinton, Hillary Clinton
	case capital(x) && capital(y):
		return "entity", 4, ""
	case c.lex.synonymous(x.Key, y.Key):
		return "substitution", 2, "synonym"
	case (x.Kind|y.Kind)&variant.Function != 0: // “that” for “the Earth”
		return "substitution", 2, ""
	}
	return "substitution", 3, ""
}

// sameSurname reports whether one name follows both words of a swap.
func (c *comparison) sameSurname(p variant.Pair) bool {
	i, j := p.A+1, p.B+1
	return i < len(c.a.words) && j < len(c.b.words) && c.a.words[i].Has(variant.Name) && c.a.words[i].ID == c.b.words[j].ID
}

// swapped reports two words of the same letters, two of which that stand side by
// side are in the other order.
func swapped(x, y string) bool {
	if len(x) != len(y) || len(x) < 4 {
		return false
	}
	i := 0
	for i < len(x) && x[i] == y[i] {
		i++
	}
	return i+1 < len(x) && x[i] == y[i+1] && x[i+1] == y[i] && x[i+2:] == y[i+2:]
}

// stem is the lemma of an irregular form, else the Snowball stem.
func (l *lexicon) stem(key string) string {
	if s := l.lemma[key]; s != "" {
		return s
	}
	if len(key) > 40 {
		return key // no English word, and the stemmer need not see it
	}
	env := snowballstem.NewEnv(key)
	english.Stem(env)
	return env.Current()
}

// sameStem reports whether two keys are forms of one word.
func (l *lexicon) sameStem(a, b string) bool { return l.stem(a) == l.stem(b) }
