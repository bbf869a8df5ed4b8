package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A form is a token as the models are shown it. They were trained on the Penn
// Treebank and on news in ASCII, so they know neither curly marks nor accents:
// of “No,” said José they are fed “ No , ” said Jose. The body is not touched.
//
// The road not taken is to feed " for every mark, which prose's own tokeniser
// leaves whole. The tagger never saw one, calls it NN, JJ or VB, and errs
// on its neighbours: over 84 articles 184 of 76,576 words change their tag when
// fed “ and ”, mostly the first of a quotation (“My, “How, “Let), for the better.
type form struct {
	text string // never empty
	kind formKind
}

type formKind uint8

const (
	wordForm  formKind = iota
	linkForm           // a link, an address, a @handle: NN, as prose has it
	smileForm          // an emoticon: SYM
	edgeForm           // no token: what the tagger sees beyond a sentence
)

// form is what the models are shown of a token of a stretch.
func (t rawToken) form(stretch string) form {
	return feed(stretch[t.start:t.end], t.kind, opens(stretch, t.start, t.end))
}

// feed returns the form of a token. opens tells on which side of a quotation a
// straight mark stands, which its bytes do not.
func feed(text string, kind tokenKind, opens bool) form {
	switch kind {
	case linkToken:
		return form{"@", linkForm}
	case smileToken:
		return form{":-)", smileForm}
	case markToken:
		return form{feedMark(text, opens), wordForm}
	}
	return form{feedWord(text), wordForm}
}

func feedMark(text string, opens bool) string {
	r, _ := utf8.DecodeRuneInString(text)
	switch r {
	case '“', '„', '«', '‟', '❝':
		return "``"
	case '”', '»', '❞':
		return "''"
	case '‘', '‚', '‹', '‛':
		return "`"
	case '’', '›':
		return "'"
	case '"', '″', '＂':
		if opens {
			return "``"
		}
		return "''"
	case '\'':
		switch {
		case opens && len(text) == 2:
			return "``"
		case opens:
			return "`"
		}
	case '(', '[', '{':
		return "("
	case ')', ']', '}':
		return ")"
	case '…':
		return "..."
	case '.':
		if len(text) > 1 {
			return "..."
		}
	case '€', '£', '¥':
		return "$"
	case '-', '‐', '‑', '‒', '–', '—', '―', '*', '•', '·', '|':
		return "--" // : is the tag of dashes, and fits bullets
	}
	return text
}

// feedWord folds what the models never saw: curly apostrophes, typographic
// hyphens, accents (José is never found, Jose is), the # of a tag, and what
// prose would take for a link: the end of 10.25 and of here.Next.
func feedWord(text string) string {
	if text == "0" {
		return "1" // prose has 0 for a trace of syntax, -NONE-
	}
	text = strings.TrimPrefix(text, "#")
	if !isASCII(text) {
		text = fold(text)
	}
	dot := strings.IndexByte(text, '.')
	if dot > 0 && dot+2 < len(text) && !isDottedLetters(strings.TrimSuffix(text, ".")) && !isUpper(text[dot-1]) {
		return text[:dot]
	}
	return text
}

// fold brings a word down to ASCII as far as that can be done letter by letter.
func fold(text string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(text) {
		if i := strings.IndexRune("’ʼ‐‑øØłŁđĐı", r); i >= 0 {
			r = rune("''--oOlLdDi"[utf8.RuneCountInString("’ʼ‐‑øØłŁđĐı"[:i])])
		}
		if !unicode.Is(unicode.Mn, r) && !unicode.Is(unicode.Cf, r) {
			b.WriteRune(r)
		}
	}
	if b.Len() == 0 {
		return "x"
	}
	return b.String()
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isUpper(c byte) bool { return 'A' <= c && c <= 'Z' }

// appendLower appends word in lower case to b.
func appendLower(b []byte, word string) []byte {
	for i := range len(word) {
		c := word[i]
		switch {
		case c >= utf8.RuneSelf:
			return append(b[:len(b)-i], strings.ToLower(word)...)
		case 'A' <= c && c <= 'Z':
			c += 'a' - 'A'
		}
		b = append(b, c)
	}
	return b
}
