package text

import (
	"strings"
	"unicode/utf8"
)

// A stretch is what stands between white space: a word, most often, with the
// marks about it.
type stretch struct {
	Span
	hash   uint32
	traits traits
	entry  int32  // in the memory, if that is of the age; -1 for one too long for it
	age    uint32 // of the memory when entry was found
}

// traits are what the division into sentences asks of a stretch.
type traits uint8

const (
	endsMaybe traits = 1 << iota // holds one of .?!…
	worded                       // holds a letter or digit
)

func traitsOf(text string) (t traits) {
	if strings.ContainsAny(text, ".?!…") {
		t |= endsMaybe
	}
	if strings.ContainsFunc(text, isWordRune) {
		t |= worded
	}
	return t
}

// What a byte may be the first of.
const (
	inStretch = iota
	inSpace
	inBreak // of a line
	inDoubt // the first of several bytes that may be either
)

var bytesOf = func() (of [256]uint8) {
	for _, c := range " \t\v\f" {
		of[c] = inSpace
	}
	of['\n'], of['\r'] = inBreak, inBreak
	for _, r := range "\u0085\u1680\u2000\u3000\ufeff" {
		of[string(r)[0]] = inDoubt
	}
	return of
}()

// scan returns the stretches of the line that begins at body[at:], and where the
// next begins. A line ends at LF, CR, CRLF or one of Unicode's own separators.
// Each byte is looked at once, for what it is and for the hash.
func scan(line []stretch, body string, at int) ([]stretch, int) {
	start, h := -1, uint32(hashSeed)
	for i := at; i < len(body); {
		c, n := body[i], 1
		class := bytesOf[c]
		if class == inDoubt {
			class, n = classOf(body[i:])
		}
		if class == inStretch {
			if start < 0 {
				start, h = i, hashSeed
			}
			for end := i + n; i < end; i++ {
				h = (h ^ uint32(body[i])) * hashStep
			}
			continue
		}
		if start >= 0 {
			line = append(line, stretch{Span: Span{start, i}, hash: h})
			start = -1
		}
		i += n
		if class == inBreak {
			return line, i
		}
	}
	if start >= 0 {
		line = append(line, stretch{Span: Span{start, len(body)}, hash: h})
	}
	return line, len(body)
}

// classOf is the class of the character that text begins with, and its length.
func classOf(text string) (class uint8, n int) {
	r, n := utf8.DecodeRuneInString(text)
	switch {
	case r == '\u2028' || r == '\u2029':
		return inBreak, n
	case isSpace(r):
		return inSpace, n
	}
	return inStretch, n
}
