package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// paragraphs returns the lines of body that are not blank, trimmed. A line
// ends at LF, CR, CRLF or one of Unicode's own separators.
func paragraphs(body string) []Span {
	var spans []Span
	for start := 0; start < len(body); {
		end := len(body)
		if i := strings.IndexAny(body[start:], "\n\r\u2028\u2029"); i >= 0 {
			end = start + i
		}
		if s := trim(body, Span{start, end}); !s.Empty() {
			spans = append(spans, s)
		}
		_, n := utf8.DecodeRuneInString(body[end:])
		start = end + n
	}
	return spans
}

// trim takes the white space off both ends of a span.
func trim(body string, s Span) Span {
	text := strings.TrimRightFunc(body[s.Start:s.End], isSpace)
	s.End = s.Start + len(text)
	s.Start = s.End - len(strings.TrimLeftFunc(text, isSpace))
	return s
}

// isSpace is unicode.IsSpace and the invisible marks that content systems
// leave between words: zero-width space, direction marks, word joiner, BOM.
func isSpace(r rune) bool {
	switch r {
	case '\u200b', '\u200e', '\u200f', '\u2060', '\ufeff':
		return true
	}
	return unicode.IsSpace(r)
}
