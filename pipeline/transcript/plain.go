package transcript

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A header is a label: it begins at byte at of the text, and the words begin at
// byte from.
type header struct {
	at, from int
	label    string
	sure     bool // set in capitals at the beginning of a line
}

// parsePlain finds the turns of a text that has them, each to the next label;
// what stands before the first is nobody's. A label in small letters counts
// where it comes twice, or where the text begins with it; one inside a line,
// where it comes twice.
func parsePlain(text string) []Turn {
	var found []header
	count := map[string]int{}
	at := 0
	upper, letters := countLetters(text)
	shout := 10*upper > 7*letters && letters > 100 // all of it in capitals: a label must come twice
	for line := range strings.Lines(text) {
		body := strings.TrimRight(line, "\r\n")
		rest := 0
		if label, n, ok := cutLabel(body); ok {
			found = append(found, header{at, at + n, label, isCapitals(label) && !shout})
			rest = n
		}
		found = inline(found, body, rest, at)
		at += len(line)
	}
	for _, h := range found {
		count[h.label]++
	}
	var turns []Turn
	add := func(from, to int, speaker string) {
		body := text[from:to]
		from += len(body) - len(strings.TrimLeftFunc(body, unicode.IsSpace))
		to = from + len(strings.TrimSpace(text[from:to]))
		if from < to {
			turns = append(turns, Turn{from, to, speaker})
		}
	}
	start, speaker := 0, ""
	opening := len(text) - len(strings.TrimLeftFunc(text, unicode.IsSpace)) // once: a file may begin with a megabyte of spaces
	for _, h := range found {
		if !h.sure && count[h.label] < 2 && h.at > opening {
			continue
		}
		add(start, h.at, speaker)
		start, speaker = h.from, speakerOf(h.label)
	}
	add(start, len(text), speaker)
	return turns
}

// inline appends the labels in capitals that stand inside a line, behind the end
// of a sentence: some archives have a whole interview in one paragraph.
func inline(found []header, line string, from, at int) []header {
	for i := from; ; {
		n := strings.Index(line[i:], ": ")
		if n < 0 {
			return found
		}
		colon := i + n
		i = colon + 2
		begin := capitals(line, from, colon)
		if colon-begin < 3 || !endsSentence(line[from:begin]) {
			continue
		}
		found = append(found, header{at + begin, at + colon + 1, line[begin:colon], false})
	}
}

// capitals gives where the words in capitals begin that end at byte colon.
func capitals(line string, from, colon int) int {
	begin := colon
	for i := colon; i > from && colon-i < maxLabel; {
		r, n := utf8.DecodeLastRuneInString(line[from:i])
		switch i -= n; {
		case unicode.IsUpper(r):
			begin = i
		case strings.ContainsRune(" .'’-", r):
		default:
			return begin
		}
		if strings.ContainsRune(".", r) && i+2 < len(line) && line[i+1] == ' ' && colon-i > 5 && begin == i+2 {
			return begin // the full stop of the sentence before
		}
	}
	return begin
}

// endsSentence reports whether what stands before a label ends a sentence, or
// breaks off.
func endsSentence(s string) bool {
	s = strings.TrimRight(s, " ")
	return s != "" && strings.ContainsRune(`.?!")]-`, rune(s[len(s)-1])) || strings.HasSuffix(s, "”") || strings.HasSuffix(s, "—") || strings.HasSuffix(s, "…")
}
