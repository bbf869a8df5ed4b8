package verify

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// A print is a quote without what its span holds of the article beside it, which
// its speaker must not be charged with: a label (“RAMOS: Secretary Clinton,
// ...”), and the reporter's words where the article closes the quote and the span
// goes on, as it does when a straight mark meets a curly one (“We heard it," he
// said. "They want to.”).
type print struct {
	*record.Quote
	joints []int         // bytes of its text at which the article opens another quote
	beside []record.Side // what was left off
}

func printed(q *record.Quote) print {
	kept, ends := ownWords(q.Text)
	if len(kept) == 0 {
		return print{Quote: q}
	}
	clean := *q
	clean.Segments = nil
	p := print{Quote: &clean}
	var parts []string
	size, last := 0, 0
	for k, s := range kept {
		if k > 0 && ends[k] {
			p.joints = append(p.joints, size)
		}
		p.leaveOff(q, last, s.Start)
		clean.Segments = append(clean.Segments, segments(q, s.Start, s.End)...)
		parts = append(parts, q.Text[s.Start:s.End])
		size += s.End - s.Start + 1
		last = s.End
	}
	p.leaveOff(q, last, len(q.Text))
	if len(p.beside) == 0 {
		return print{Quote: q}
	}
	clean.Text = strings.Join(parts, " ")
	clean.Start, clean.End = clean.Segments[0].Start, clean.Segments[len(clean.Segments)-1].End
	return p
}

// leaveOff notes bytes from to to of a quote, if there is a word in them.
func (p *print) leaveOff(q *record.Quote, from, to int) {
	gap := q.Text[from:to]
	first := strings.IndexFunc(gap, unicode.IsLetter)
	if first < 0 {
		return
	}
	last := strings.LastIndexFunc(gap, unicode.IsLetter)
	_, n := utf8.DecodeRuneInString(gap[last:])
	at := from + first
	for _, s := range segments(q, at, from+last+n) {
		p.beside = append(p.beside, record.Side{Quote: q.ID, Start: s.Start, End: s.End, Text: q.Text[at : at+s.End-s.Start]})
		at += s.End - s.Start + 1
	}
}

// segments gives where bytes from to to of a quote's text stand in its article.
func segments(q *record.Quote, from, to int) (out []record.Span) {
	at := 0
	for _, s := range q.Segments {
		n := s.End - s.Start
		if lo, hi := max(from, at), min(to, at+n); lo < hi {
			out = append(out, record.Span{Start: s.Start + lo - at, End: s.Start + hi - at})
		}
		at += n + 1
	}
	return out
}

var label = regexp.MustCompile(`^[\pZ\s]*\p{Lu}[\p{Lu}.'’\- ]+(?:\([^()]{1,30}\))?:\s`)

// ownWords gives the stretches of a quote's text that its speaker said; ends[k]
// says that a sentence ended before the reporter's words in front of stretch k.
func ownWords(text string) (kept []record.Span, ends []bool) {
	from, ended := 0, false
	if m := label.FindString(text); len(m) <= maxLabel {
		from = len(m)
	}
	add := func(to int) {
		s := text[from:to]
		from += len(s) - len(strings.TrimLeftFunc(s, unicode.IsSpace))
		if to = from + len(strings.TrimSpace(s)); from < to {
			kept, ends = append(kept, record.Span{Start: from, End: to}), append(ends, ended)
		}
	}
	inside, depth := true, 0
	for i, r := range text {
		if !strings.ContainsRune("\"“”", r) {
			continue
		}
		next := i + utf8.RuneLen(r)
		opens := r == '“' || r == '"' && opening(text, i)
		switch {
		case !inside && opens:
			ended = sentenceEnd(text[:i])
			from, inside = next, true
		case !inside:
		case opens:
			depth++
		case depth > 0:
			depth--
		case closes(text[:i]) && (next == len(text) || text[next] == ' ' || text[next] == '\n'):
			add(i)
			inside = false
		}
	}
	if inside {
		add(len(text))
	}
	return kept, ends
}

// maxLabel bounds a label, in bytes.
const maxLabel = 60

// opening reports whether a straight mark opens: nothing or space before it, and
// no space behind.
func opening(text string, i int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	after, _ := utf8.DecodeRuneInString(text[i+1:])
	return (i == 0 || unicode.IsSpace(before) || strings.ContainsRune("([—–-", before)) && i+1 < len(text) && !unicode.IsSpace(after)
}

// closes reports whether a mark behind s closes a quote: American and British
// print put a stop or comma before it. 6' 2" has none.
func closes(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".,?!…—–-", r)
}

// sentenceEnd reports whether the reporter's words end a sentence.
func sentenceEnd(s string) bool {
	s = strings.TrimRightFunc(s, unicode.IsSpace)
	return s != "" && strings.ContainsRune(".?!:", rune(s[len(s)-1]))
}
