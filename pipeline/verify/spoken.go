package verify

import (
	"slices"
	"strings"
	"unicode"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// A speech is what of a stretch of a transcript was spoken.
type speech struct {
	spans []record.Span // bytes of the transcript's text, in order
	holes []int         // where the transcript lacks or doubts words: (INAUDIBLE), (ph)
}

// before are the holes up to a byte.
func (s speech) before(at int) []int {
	return slices.DeleteFunc(s.holes, func(h int) bool { return h > at })
}

// maxDirection bounds a stage direction, in bytes: [through translator].
const maxDirection = 60

// spoken cuts stage directions out of text[from:to]: “(APPLAUSE)”, “[laughter]”,
// “[...]”. Words in round brackets that are neither in capitals nor known as a
// direction stay: “(the Second Amendment people)” was said under one's breath.
func spoken(text string, from, to int) speech {
	var s speech
	for at := from; at < to; {
		i := strings.IndexAny(text[at:to], "([")
		if i < 0 {
			break
		}
		open := at + i
		n := direction(text[open:min(to, open+maxDirection)])
		if n == 0 {
			at = open + 1
			continue
		}
		s.add(text, from, open)
		if uncertain(text[open+1 : open+n-1]) {
			s.holes = append(s.holes, open)
		}
		from, at = open+n, open+n
	}
	s.add(text, from, to)
	return s
}

func (s *speech) add(text string, from, to int) {
	body := text[from:to]
	from += len(body) - len(strings.TrimLeftFunc(body, unicode.IsSpace))
	if to = from + len(strings.TrimRightFunc(text[from:to], unicode.IsSpace)); from < to {
		s.spans = append(s.spans, record.Span{Start: from, End: to})
	}
}

// direction gives the length of the stage direction that s begins with; 0 if it
// begins with none.
func direction(s string) int {
	closing := byte(')')
	if s[0] == '[' {
		closing = ']'
	}
	end := strings.IndexByte(s, closing)
	if end < 0 || strings.ContainsAny(s[:end], "\n") {
		return 0
	}
	inner := s[1:end]
	if s[0] == '[' || strings.ToUpper(inner) == inner {
		return end + 1
	}
	first, _, _ := strings.Cut(strings.ToLower(strings.Trim(inner, " .\\")), " ")
	switch first {
	case "applause", "laughter", "laughs", "laughing", "cheers", "cheering", "boos", "booing", "crosstalk", "cross-talk", "inaudible", "unintelligible",
		"indiscernible", "ph", "phonetic", "sic", "music", "pause", "break", "crowd", "audience", "off-mike", "off-mic", "bleep", "bleeped", "expletive", "chanting", "speaking", "through", "begin", "end":
		return end + 1
	}
	return 0
}

// uncertain reports whether a direction says that words are missing or guessed.
func uncertain(inner string) bool {
	inner = strings.ToLower(inner)
	for _, s := range []string{"inaud", "inaub", "unintel", "indiscern", "crosstalk", "cross-talk", "overtalk", "audio gap", "gap", "off-mi", "break in", "technical", "bleep", "expletive", "censored", "..."} {
		if strings.Contains(inner, s) {
			return true
		}
	}
	return inner == "ph" || inner == "phonetic" || inner == "?" || inner == "…"
}
