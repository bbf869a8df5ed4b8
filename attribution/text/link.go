package text

import (
	"strings"
	"unicode/utf8"
)

// tagged emits a @handle or #tag at i and returns its end, or i.
func (s *splitter) tagged(i int) int {
	end := i + 1
	for end < len(s.text) {
		r, n := utf8.DecodeRuneInString(s.text[end:])
		if !isWordRune(r) && r != '_' {
			break
		}
		end += n
	}
	if end == i+1 {
		return i
	}
	kind := linkToken
	if s.text[i] == '#' {
		kind = wordToken
	}
	s.emit(i, end, kind)
	return end
}

// link emits a URL, an e-mail address or a host at i and returns its end, or i.
func (s *splitter) link(i int, at bool) int {
	rest := s.text[i:]
	if hasPrefixFold(rest, "http://") || hasPrefixFold(rest, "https://") || hasPrefixFold(rest, "www.") {
		return s.url(i)
	}
	n := 0
	if at {
		n = addressLen(rest)
	}
	if n == 0 {
		n = s.piece(i)
		switch {
		case !isHost(rest[:n]):
			return i
		case strings.HasPrefix(rest[n:], "/"):
			return s.url(i)
		}
	}
	s.emit(i, i+n, linkToken)
	return i + n
}

// maxLocal bounds the part of an e-mail address before the @ (RFC 5321), and
// so the time lost on what turns out to be none.
const maxLocal = 64

// addressLen is the length of the e-mail address that text begins with, or 0.
func addressLen(text string) int {
	n := 0
	for n < len(text) && n <= maxLocal && (isDigit(text[n]) || isLetter(text[n]) || strings.IndexByte("._%+-", text[n]) >= 0) {
		n++
	}
	if n == len(text) || text[n] != '@' {
		return 0
	}
	host := text[n+1:]
	if i := strings.IndexFunc(host, func(r rune) bool { return !isWordRune(r) && r != '.' && r != '-' }); i >= 0 {
		host = host[:i]
	}
	host = strings.TrimRight(host, ".-")
	if !strings.Contains(host, ".") {
		return 0
	}
	return n + 1 + len(host)
}

// isHost reports whether w looks like news.example: it ends in a dot and two or
// more small letters. Where a space was forgotten (left.then) that is wrong, but
// prose has it the same, and such a word belongs to no name.
func isHost(w string) bool {
	dot := strings.LastIndexByte(w, '.')
	return dot > 0 && len(w)-dot > 2 && strings.Trim(w[dot+1:], "abcdefghijklmnopqrstuvwxyz") == ""
}

// url emits the URL at i: all that follows but quotation marks, angle brackets
// and the punctuation of the sentence around it.
func (s *splitter) url(i int) int {
	rest := s.text[i:]
	if j := strings.IndexAny(rest, "<>\"“”«»‘’"); j >= 0 {
		rest = rest[:j]
	}
	rest = strings.TrimRight(rest, ".,;:!?)]}'…—–")
	s.emit(i, i+len(rest), linkToken)
	return i + len(rest)
}

// isEmoticon reports whether a stretch is eyes, perhaps a nose, and a mouth.
func isEmoticon(s string) bool {
	if len(s) < 2 || len(s) > 3 || strings.IndexByte(":;=", s[0]) < 0 {
		return false
	}
	if len(s) == 3 && strings.IndexByte("-o^", s[1]) < 0 {
		return false
	}
	return strings.IndexByte(")(DPp|/", s[len(s)-1]) >= 0
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}
