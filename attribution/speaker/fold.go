package speaker

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold makes two spellings of a name comparable: lower case, accents off,
// apostrophes and stops dropped, other punctuation and runs of space to one
// blank: "Peña  Nieto" and "Pena Nieto", "O’Malley" and "O'Malley" fold alike.
func Fold(s string) string {
	if isPlain(s) {
		return s
	}
	var buf [64]byte // most names are shorter: one allocation, of the right size
	if b, ok := foldASCII(buf[:0], s); ok {
		return string(b)
	}
	b, space := buf[:0], false
	for _, r := range norm.NFD.String(strings.ToValidUTF8(s, " ")) { // beside invalid bytes it leaves letters whole
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || r == '&':
			if space && len(b) > 0 {
				b = append(b, ' ')
			}
			space = false
			b = utf8.AppendRune(b, foldRune(unicode.ToLower(r)))
		case unicode.Is(unicode.Mn, r), r == '.', r == '\'', r == '’', r == '‘':
		default:
			space = true
		}
	}
	return string(b)
}

// foldASCII appends s folded to b, if it is of ASCII alone as nearly all names are.
func foldASCII(b []byte, s string) ([]byte, bool) {
	space := false
	for i := range len(s) {
		switch c := s[i]; {
		case c >= utf8.RuneSelf:
			return b, false
		case 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '&' || 'A' <= c && c <= 'Z':
			if space && len(b) > 0 {
				b = append(b, ' ')
			}
			space = false
			if 'A' <= c && c <= 'Z' {
				c |= 0x20
			}
			b = append(b, c)
		case c == '.' || c == '\'':
		default:
			space = true
		}
	}
	return b, true
}

// isPlain reports whether Fold would leave s as it is.
func isPlain(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

// foldRune maps the letters that have no decomposition.
func foldRune(r rune) rune {
	switch r {
	case 'ł':
		return 'l'
	case 'ø':
		return 'o'
	case 'đ':
		return 'd'
	case 'ı':
		return 'i'
	}
	return r
}

// Slug makes an id of a name: "Claudia Sheinbaum" is "claudia-sheinbaum".
func Slug(name string) string {
	f := Fold(name)
	f = strings.Map(func(r rune) rune {
		if r == ' ' {
			return '-'
		}
		if r == '&' {
			return 'n'
		}
		return r
	}, f)
	if f == "" {
		return "unnamed"
	}
	return f
}

var suffixes = map[string]bool{"jr": true, "sr": true, "ii": true, "iii": true, "iv": true}

// nameWords splits a name into folded words without initials and suffixes, so
// that its first is the given name and its last the surname.
func nameWords(name string) []string {
	all := strings.Fields(Fold(strings.ReplaceAll(name, "-", "")))
	n, out := len(all), all[:0]
	for i, w := range all {
		if suffixes[w] || i > 0 && len(w) == 1 && i < n-1 {
			continue
		}
		out = append(out, w)
	}
	return out
}
