package score

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/verbatim-news/verbatim/attribution/text"
)

// edge is what does not count at the ends of a span when two are compared:
// whether the comma stands inside the marks is the printer's business.
const edge = " \t\n\r\u00a0\u200b\ufeff\"“”„«»'‘’`,.;:!?()[]—–-…"

// isWord is what \w means to Python: the reference scorer counts in its words.
func isWord(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r) }

func blank(s string) bool { return strings.TrimSpace(s) == "" }

// A set holds words by the byte offset at which they start.
type set map[int]struct{}

func (s set) has(w int) bool { _, ok := s[w]; return ok }

func (s set) addAll(t set) {
	for w := range t {
		s[w] = struct{}{}
	}
}

func (s set) removeAll(t set) {
	for w := range t {
		delete(s, w)
	}
}

// common counts the words that are in both.
func (s set) common(t set) int {
	if len(t) < len(s) {
		s, t = t, s
	}
	n := 0
	for w := range s {
		if t.has(w) {
			n++
		}
	}
	return n
}

// mostly reports whether at least half of s lies in t.
func (s set) mostly(t set) bool { return s.common(t)*2 >= len(s) }

// A page is an article's text with its words numbered.
type page struct {
	text   string
	starts []int // of every word, in bytes
}

func newPage(s string) *page {
	p := &page{text: s}
	for w := range p.each(text.Span{End: len(s)}) {
		p.starts = append(p.starts, w.Start)
	}
	return p
}

// clamp brings offsets from outside into the text and down to the beginning of
// the rune that they fall in.
func (p *page) clamp(start, end int) text.Span {
	at := func(i int) int {
		i = min(max(i, 0), len(p.text))
		for i > 0 && i < len(p.text) && !utf8.RuneStart(p.text[i]) {
			i--
		}
		return i
	}
	return text.Span{Start: at(start), End: at(end)}
}

// each yields the words in s; one that s cuts into counts from where s begins.
func (p *page) each(s text.Span) func(yield func(text.Span) bool) {
	return func(yield func(text.Span) bool) {
		from := -1
		for i, r := range p.text[s.Start:max(s.Start, s.End)] {
			switch i += s.Start; {
			case isWord(r) && from < 0:
				from = i
			case !isWord(r) && from >= 0:
				if !yield(text.Span{Start: from, End: i}) {
					return
				}
				from = -1
			}
		}
		if from >= 0 {
			yield(text.Span{Start: from, End: s.End})
		}
	}
}

func (p *page) words(spans ...text.Span) set {
	ws := set{}
	for _, s := range spans {
		for w := range p.each(s) {
			ws[w.Start] = struct{}{}
		}
	}
	return ws
}

// rank is the number of the word that holds offset w, counted from 0.
func (p *page) rank(w int) int {
	i, exact := slices.BinarySearch(p.starts, w)
	if !exact {
		i--
	}
	return i
}

// lower is the whole word that starts at w, in lower case; "" if none does.
func (p *page) lower(w int) string {
	if _, ok := slices.BinarySearch(p.starts, w); !ok {
		return ""
	}
	rest := p.text[w:]
	if i := strings.IndexFunc(rest, func(r rune) bool { return !isWord(r) }); i >= 0 {
		rest = rest[:i]
	}
	return strings.ToLower(rest)
}

// trim takes marks and edge punctuation off both ends.
func (p *page) trim(s text.Span) text.Span {
	if s.Empty() {
		return s
	}
	body := p.text[s.Start:s.End]
	left := strings.TrimLeft(body, edge)
	s.Start = s.End - len(left)
	s.End = s.Start + len(strings.TrimRight(left, edge))
	return s
}
