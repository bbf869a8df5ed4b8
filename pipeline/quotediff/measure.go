package quotediff

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/variant"
)

// A unit is what a word of measure counts, and how much of its kind it is.
type unit struct {
	kind   string // "length"
	factor float64
}

// addMeasures reads measures.txt.
func (l *lexicon) addMeasures() {
	section, n := "", 0
	variant.Lines(files, "tables/measures.txt", func(line string) {
		n++
		words := strings.Fields(line)
		switch {
		case line[0] == '[':
			section = strings.Trim(line, "[]")
		case section == "magnitude":
			for _, w := range words {
				l.magnitude[w] = n
			}
		default:
			factor, err := strconv.ParseFloat(words[1], 64)
			if err != nil {
				panic("tables/measures.txt: " + line) // compiled in
			}
			for _, w := range words[2:] {
				l.units[variant.Loose(w)] = unit{words[0], factor}
			}
		}
	})
}

// measure types a swap of one unit, or one rough number, for another: “five
// miles” and “five kilometres” are as far apart as two numbers. A unit that
// nothing counts (“next week”, “next month”) is a word like others.
func (c *comparison) measure(p variant.Pair) (kind string, severity int, note string) {
	x, y := &c.a.words[p.A], &c.b.words[p.B]
	if m, n := c.lex.magnitude[x.Key], c.lex.magnitude[y.Key]; m != 0 && n != 0 {
		if m == n {
			return "substitution", 2, "synonym"
		}
		return "number-value", 4, ""
	}
	u, v := c.lex.units[x.Key], c.lex.units[y.Key]
	switch {
	case x.Key == "once" && strings.HasSuffix(y.Key, " times"), y.Key == "once" && strings.HasSuffix(x.Key, " times"):
		return "number-value", 4, ""
	case halfDay(x.Key) && halfDay(y.Key) && counted(&c.a, p.A) && counted(&c.b, p.B):
		return "number-value", 4, "unit"
	case u.kind == "" || v.kind == "":
		return "", 0, ""
	case u == v && !c.lex.sameStem(x.Key, y.Key):
		return "number-form", 0, ""
	case u != v && counted(&c.a, p.A) && counted(&c.b, p.B):
		return "number-value", 4, "unit"
	}
	return "", 0, ""
}

func halfDay(key string) bool { return key == "a.m" || key == "p.m" || key == "am" || key == "pm" }

// counted reports whether a number, or an article that stands for one, is right
// before word i: “five miles”, “a mile”.
func counted(s *side, i int) bool {
	if i == 0 {
		return false
	}
	w := &s.words[i-1]
	return w.Has(variant.Number) || w.Key == "a"
}

// converted reports a region that says one measure in two units: “60 miles”,
// “97 kilometres”. Whoever converts rounds, so a fiftieth may be lost.
func (c *comparison) converted(r *region) bool {
	const rounding = 0.02
	if r.a1-r.a0 != 2 || r.b1-r.b0 != 2 {
		return false
	}
	m, u := c.quantity(c.a.words[r.a0:r.a1])
	n, v := c.quantity(c.b.words[r.b0:r.b1])
	if u.kind == "" || u.kind != v.kind || u == v || math.Abs(m*u.factor-n*v.factor) > rounding*m*u.factor {
		return false
	}
	c.add("number-form", 1, "converted", c.a.span(r.a0, r.a1), c.b.span(r.b0, r.b1))
	return true
}

// quantity reads a number and its unit; the unit is zero if they are none.
func (c *comparison) quantity(words []variant.Word) (float64, unit) {
	n, err := strconv.ParseFloat(strings.TrimPrefix(words[0].Key, "#"), 64)
	if err != nil || !words[0].Has(variant.Number) {
		return 0, unit{}
	}
	return n, c.lex.units[words[1].Key]
}

// ranged types words lost beside a number that belong to its value: “10 to 15”
// cut to “15”, “hundreds of thousands” to “thousands”; of “10-15” for “10 to
// 15” it says that the form alone differs.
func (c *comparison) ranged(s *side, u run, ra, rb record.Span) (kind string, severity int, note string) {
	words := s.words[u.i:u.j]
	number := func(i int) bool {
		return i >= 0 && i < len(s.words) && s.words[i].Has(variant.Number) && !s.words[i].Has(variant.Function)
	}
	to := slices.IndexFunc(words, func(w variant.Word) bool { return w.Key == "to" })
	switch n := len(words); {
	case n == 1 && to == 0 && number(u.i-1) && number(u.j) && c.dashed(s, ra, rb):
		return "number-form", 0, "range"
	case n == 2 && to == 0 && number(u.i-1) && number(u.i+1), n == 2 && to == 1 && number(u.i) && number(u.j):
		return "number-value", 4, "range"
	case n == 2 && words[1].Key == "of" && u.j < len(s.words) && c.lex.magnitude[s.words[u.j].Key] != 0 && (c.lex.magnitude[words[0].Key] != 0 || words[0].Key == "tens"):
		return "number-value", 4, ""
	}
	return "", 0, ""
}

// dashed reports whether the side that lacks the “to” of a range has a dash in
// its place.
func (c *comparison) dashed(s *side, ra, rb record.Span) bool {
	at, text := rb, c.b.text
	if s == &c.b {
		at, text = ra, c.a.text
	}
	rest := strings.TrimLeft(text[at.End:], " ")
	return strings.HasPrefix(rest, "-") || strings.HasPrefix(rest, "–")
}
