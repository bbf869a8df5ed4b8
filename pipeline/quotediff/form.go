package quotediff

import (
	"strings"
	"unicode/utf8"

	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/variant"
)

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
		c.addCase(s, ra, rb)
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

// addCase tells a capital from words set in capitals: “a TOTAL disaster”. Of
// few letters only grammar is so set, “NOT”, for others may be initials; and
// “Nato” is a name in another style.
func (c *comparison) addCase(s step, ra, rb record.Span) {
	a, b := c.a.text[ra.Start:ra.End], c.b.text[rb.Start:rb.End]
	w := &c.a.words[s.a0]
	few := 3
	if w.Has(variant.Function|variant.Negator) || c.lex.classes[w.Key] != 0 {
		few = 1
	}
	shout := func(s string) bool { return utf8.RuneCountInString(s) > few && s == strings.ToUpper(s) }
	calm := func(side *side, i int, s string) bool {
		return s == strings.ToLower(s) || side.words[i].Has(variant.Opening)
	}
	if shout(a) && calm(&c.b, s.b0, b) || shout(b) && calm(&c.a, s.a0, a) {
		c.add("emphasis", 1, "capitals", ra, rb)
		return
	}
	c.add("case", 0, "", ra, rb)
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
