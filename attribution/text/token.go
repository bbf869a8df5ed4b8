package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"
)

// A rawToken is a token of one stretch before it is tagged; its offsets count
// from the stretch's start.
type rawToken struct {
	start, end int
	kind       tokenKind
}

type tokenKind uint8

const (
	wordToken  tokenKind = iota // begins with a letter or digit, or is a clitic
	markToken                   // anything else
	linkToken                   // a link, an e-mail address, a @handle
	smileToken                  // an emoticon
)

// A splitter cuts stretches into tokens in the manner of the Penn Treebank,
// starting from Unicode's word boundaries (UAX #29), which keep O’Malley, 3.5
// and 1,200 whole.
type splitter struct {
	text  string // a stretch
	words *words.Iterator[string]
	out   []rawToken
	stop  int // offset of the dot that ends the sentence, or -1
	known int // where the UAX #29 word found last ends
}

func newSplitter() splitter { return splitter{words: words.FromString("")} }

// lastStop is the offset of the full stop that ends the sentence, closing marks
// after it allowed, or -1.
func lastStop(text string) int {
	text = strings.TrimRightFunc(text, isClosing)
	if strings.HasSuffix(text, ".") {
		return len(text) - 1
	}
	return -1
}

// cut appends the tokens of a stretch, which is valid UTF-8 and holds no white
// space, to out. Every byte belongs to exactly one of them. stop is the offset of
// the dot that ends the sentence, or -1.
func (s *splitter) cut(out []rawToken, text string, stop int) []rawToken {
	s.text, s.out, s.stop, s.known = text, out, stop, 0
	if isEmoticon(text) {
		s.emit(0, len(text), smileToken)
		return s.out
	}
	at := strings.Contains(text, "@")
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		end := i
		switch {
		case r == '@' || r == '#':
			end = s.tagged(i)
		case isWordRune(r):
			if end = s.link(i, at); end == i {
				end = s.word(i)
			}
		case isApostrophe(r):
			end = s.clitic(i)
		}
		if end == i { // a mark
			end = i + markLen(text[i:], r, n, s.segment)
			s.emit(i, end, markToken)
		}
		i = end
	}
	return s.out
}

func (s *splitter) emit(start, end int, kind tokenKind) {
	s.out = append(s.out, rawToken{start, end, kind})
}

// segment is the length of the first word of text by UAX #29.
func (s *splitter) segment(text string) int {
	s.words.SetText(text)
	s.words.Next()
	return s.words.End()
}

// markLen is the length of the mark that text begins with: ” and “ and runs
// of dots or hyphens are one token; an emoji with all its modifiers too.
func markLen(text string, r rune, n int, segment func(string) int) int {
	switch r {
	case '.', '-', '…':
		return len(text) - len(strings.TrimLeft(text, string(r)))
	case '\'', '`':
		if len(text) > 1 && text[1] == text[0] {
			return 2
		}
		return 1
	}
	if r < utf8.RuneSelf || unicode.IsPunct(r) {
		return n
	}
	return segment(text)
}

// word emits the word at i, and its clitics, and returns the end of both.
func (s *splitter) word(i int) int {
	end := i
	for {
		end += s.piece(end)
		if next := s.joined(end); next > end {
			end = next
			continue
		}
		break
	}
	end = s.dotted(i, end)
	s.clitics(i, end)
	return end
}

// piece is the length of the UAX #29 word at i, cut at a colon between letters
// (TRUMP:We), for which Swedish has a use and English none. What stands after
// the colon is known to be a word: asking again would be quadratic on a:a:a:a.
func (s *splitter) piece(i int) int {
	if i >= s.known {
		s.known = i + s.segment(s.text[i:])
	}
	if j := strings.IndexByte(s.text[i:s.known], ':'); j > 0 {
		return j
	}
	return s.known - i
}

// joined returns where the word that has reached end goes on after a hyphen
// (long-time), a colon or slash between digits (10:30, 9/11) or an ampersand
// between letters (AT&T); or end itself.
func (s *splitter) joined(end int) int {
	r, n := utf8.DecodeRuneInString(s.text[end:])
	next, _ := utf8.DecodeRuneInString(s.text[min(end+n, len(s.text)):])
	last, _ := utf8.DecodeLastRuneInString(s.text[:end])
	switch r {
	case '-', '‐', '‑':
		if isWordRune(next) {
			return end + n
		}
	case ':', '/':
		if unicode.IsDigit(last) && unicode.IsDigit(next) {
			return end + n
		}
	case '&':
		if unicode.IsUpper(last) && unicode.IsUpper(next) {
			return end + n
		}
	case '.': // U.S.-led, W.-Lewis
		hyphen, m := utf8.DecodeRuneInString(s.text[min(end+n, len(s.text)):])
		after, _ := utf8.DecodeRuneInString(s.text[min(end+n+m, len(s.text)):])
		if (hyphen == '-' || hyphen == '‐') && isWordRune(after) && unicode.IsUpper(last) {
			return end + n + m
		}
	}
	return end
}

// dotted returns the end of the word text[i:end] with the full stop that belongs
// to it: U.S., J., Sen., a.m.
func (s *splitter) dotted(i, end int) int {
	if end == len(s.text) || s.text[end] != '.' || strings.HasPrefix(s.text[end:], "..") {
		return end
	}
	w := s.text[i:end]
	if j := strings.LastIndexByte(w, '-'); j >= 0 {
		w = w[j+1:]
	}
	switch {
	case isDottedLetters(w): // U.S, a.m
		return end + 1
	case len(w) == 1 && 'A' <= w[0] && w[0] <= 'Z', mayEndSentence[w]:
		// “Plan B.” and “in the Sun.” end sentences; “John B. Smith” does not.
		if end == s.stop {
			return end
		}
		return end + 1
	case abbreviations[w]:
		return end + 1
	}
	return end
}

// isDottedLetters reports whether w is single letters with dots between them.
func isDottedLetters(w string) bool {
	if len(w) < 3 || len(w)%2 == 0 {
		return false
	}
	for i := range len(w) {
		if i%2 == 0 && !isLetter(w[i]) || i%2 == 1 && w[i] != '.' {
			return false
		}
	}
	return true
}

// clitics emits text[i:end] as a word and the clitics at its end: wo n't, she
// 'd 've.
func (s *splitter) clitics(i, end int) {
	var cuts [4]int // deeper than English goes
	n, stem := 0, end
	for n < len(cuts) {
		m := cliticLen(s.text[i:stem])
		if m == 0 {
			break
		}
		stem -= m
		cuts[n] = stem
		n++
	}
	s.emit(i, stem, wordToken)
	for ; n > 0; n-- {
		next := end
		if n > 1 {
			next = cuts[n-2]
		}
		s.emit(cuts[n-1], next, wordToken)
	}
}

// cliticLen is the length of the clitic that ends w, 0 if there is none or it
// is all of w.
func cliticLen(w string) int {
	for _, c := range [...]string{"s", "d", "m", "t", "re", "ll", "ve"} {
		if len(w) < len(c) || !strings.EqualFold(w[len(w)-len(c):], c) {
			continue
		}
		stem := w[:len(w)-len(c)]
		r, n := utf8.DecodeLastRuneInString(stem)
		if !isApostrophe(r) {
			continue
		}
		if c == "t" { // n't
			if stem = stem[:len(stem)-n]; !strings.HasSuffix(stem, "n") && !strings.HasSuffix(stem, "N") {
				continue
			}
			n++
		}
		if m := n + len(c); m < len(w) {
			return m
		}
	}
	return 0
}

// clitic emits the clitic at i, cut off from its word by a mark or a dot
// (“Trump”’s, U.S.’s), and returns its end, or i.
func (s *splitter) clitic(i int) int {
	_, n := utf8.DecodeRuneInString(s.text[i:])
	end := i + n
	for end < len(s.text) && isLetter(s.text[end]) {
		end++
	}
	prefix := i == 0 && end < len(s.text) // ‘Re-elect her’ begins with none
	if prefix || end == i+n || cliticLen("x"+s.text[i:end]) != end-i {
		return i
	}
	s.emit(i, end, wordToken)
	return end
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func isApostrophe(r rune) bool { return r == '\'' || r == '’' || r == 'ʼ' }

// isClosing reports whether r is a mark or bracket that closes. A straight
// mark may open as well; where it matters, what stands around it tells.
func isClosing(r rune) bool { return strings.ContainsRune("”’»›\"')]}", r) }
