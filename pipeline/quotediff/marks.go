package quotediff

import (
	"slices"
	"strings"
	"unicode"

	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/variant"
)

// marks compares what stands before word i of the base and word j of the other,
// both of which, and both words before, are kept.
func (c *comparison) marks(i, j int) {
	if i == 0 || j == 0 || c.a.words[i-1].End > c.a.words[i].Start || c.b.words[j-1].End > c.b.words[j].Start {
		return // inside one printed word
	}
	a, b := c.a.gap(i), c.b.gap(j)
	if a == b {
		return
	}
	ra, rb := trimmed(&c.a, i), trimmed(&c.b, j)
	x, y := variant.Strict(strings.TrimSpace(a)), variant.Strict(strings.TrimSpace(b))
	switch {
	case x == y:
		if strings.TrimSpace(a) != strings.TrimSpace(b) {
			c.add("typography", 0, "", ra, rb)
		}
	case dashes(x) && dashes(y):
		c.add("typography", 0, "", ra, rb)
	case x == "-" && y == "" || x == "" && y == "-": // tax-filing, tax filing
		c.add("spelling", 0, "hyphen", ra, rb)
	case ellipsis(x) != ellipsis(y):
		c.add("ellipsis", 1, "", ra, rb)
	case strings.ContainsAny(x+y, "[]") && unbracketed(x) == unbracketed(y):
		c.add("bracket", 1, "", ra, rb)
	case possessive(&c.a, i) != possessive(&c.b, j) && outer(x) == outer(y): // mayors’, mayors
		c.add("spelling", 1, "apostrophe", ra, rb)
	case inner(x) != inner(y) && outer(x) == outer(y):
		c.add("emphasis", 1, "marks", ra, rb)
	case strings.Contains(x, "?") != strings.Contains(y, "?"):
		c.add("punctuation", 2, "question", ra, rb)
	default:
		c.add("punctuation", 1, "", ra, rb)
	}
}

// lastMark compares how two renderings end whose last words are the same. A
// comma for a full stop is the reporter's sentence going on, no difference.
func (c *comparison) lastMark() {
	a, b := c.a.gap(len(c.a.words)), c.b.gap(len(c.b.words))
	for _, mark := range []struct {
		sign     string
		severity int
	}{{"?", 2}, {"!", 1}} {
		if strings.Contains(a, mark.sign) != strings.Contains(b, mark.sign) {
			c.add("punctuation", mark.severity, "", trimmed(&c.a, len(c.a.words)), trimmed(&c.b, len(c.b.words)))
			return
		}
	}
}

// possessive reports whether the gap before word i begins with the apostrophe of
// “the mayors’ boats”: right after an s, and with no mark before it to close.
func possessive(s *side, i int) bool {
	from, _ := s.gapSpan(i)
	rest := s.text[from:]
	if !strings.HasSuffix(s.text[:from], "s") || !strings.HasPrefix(rest, "’") && !strings.HasPrefix(rest, "'") {
		return false
	}
	before := s.text[:from]
	return !strings.ContainsRune(before, '‘') && !strings.Contains(before, " '") && !strings.HasPrefix(before, "'")
}

// trimmed is the range of the gap before word i without the space at its edges.
func trimmed(s *side, i int) record.Span {
	from, to := s.gapSpan(i)
	gap := s.text[from:to]
	left := strings.TrimLeftFunc(gap, unicode.IsSpace)
	from += len(gap) - len(left)
	return record.Span{Start: from, End: from + len(strings.TrimRightFunc(left, unicode.IsSpace))}
}

func dashes(s string) bool { return s != "" && strings.Trim(s, "- ") == "" }

func unbracketed(s string) string { return strings.Trim(s, "[] ") }

const quotes = `'"`

// inner keeps a gap's quotation marks, outer all else.
func inner(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(quotes, r) {
			return r
		}
		return -1
	}, s)
}

func outer(s string) string {
	return strings.Trim(strings.NewReplacer(`'`, "", `"`, "").Replace(s), " ")
}

// bracket reports an editor's words: “[the president]” for “he”.
func (c *comparison) bracket(r *region) bool {
	plain := &c.a
	if !edited(c.b.words[r.b0:r.b1]) {
		plain = &c.b
		if !edited(c.a.words[r.a0:r.a1]) {
			return false
		}
	}
	severity, note := 1, ""
	for _, p := range r.pairs {
		i := p.A
		if plain == &c.b {
			i = p.B
		}
		if i < 0 {
			continue
		}
		if w := &plain.words[i]; pronoun(w.Key) {
			note = "pronoun"
		} else if !w.Has(variant.Function) {
			severity = 2
		}
	}
	ra, rb := c.span(r)
	c.add("bracket", severity, note, ra, rb)
	return true
}

// sic reports an editor's “[sic]” beside other words of a region, and takes it
// out of its pairs.
func (c *comparison) sic(r *region) {
	n := len(r.pairs)
	r.pairs = slices.DeleteFunc(r.pairs, func(p variant.Pair) bool {
		s, i := &c.a, p.A
		if p.A < 0 {
			s, i = &c.b, p.B
		}
		if p.A >= 0 && p.B >= 0 || s.words[i].Key != "sic" || !s.words[i].Has(variant.Bracketed) {
			return false
		}
		ra, rb := c.opposite(s, run{i, i + 1}, r)
		c.add("bracket", 1, "", ra, rb)
		return true
	})
	if m := len(r.pairs); m == 2 && m < n && r.pairs[0].B < 0 && r.pairs[1].A < 0 { // Desite [sic], Despite
		r.pairs = []variant.Pair{{A: r.pairs[0].A, B: r.pairs[1].B}}
	}
}

func pronoun(key string) bool {
	switch key {
	case "he", "she", "it", "they", "him", "her", "them", "his", "its", "their", "this", "that", "these", "those", "i", "we", "you", "us", "me", "my", "our", "your", "there", "who", "one":
		return true
	}
	return false
}
