package text

import "unicode"

// isSpace is unicode.IsSpace and the invisible marks that content systems
// leave between words: zero-width space, direction marks, word joiner, BOM.
func isSpace(r rune) bool {
	switch r {
	case '\u200b', '\u200e', '\u200f', '\u2060', '\ufeff':
		return true
	}
	return unicode.IsSpace(r)
}
