package verify

import (
	"strings"
	"unicode"
)

// maxEvents is how many words of an event count: a name of ten words must not
// outdo a date.
const maxEvents = 3

// event counts the words of a transcript's title, or else of its name, that the
// article has around the quote: “in Monday's debate”, “told Fox News”. The
// speaker's own name stands in both and says nothing.
func (x *query) event(t int) int {
	if len(x.around) == 0 {
		return 0
	}
	if n, ok := x.events[t]; ok {
		return n
	}
	tr := &x.ix.Transcripts[t]
	title := tr.Title
	if title == "" {
		title = tr.ID[strings.LastIndexByte(tr.ID, '/')+1:]
	}
	n := 0
	for w := range eventWords(title) {
		if x.around[w] {
			n++
		}
	}
	x.events[t] = min(n, maxEvents)
	return x.events[t]
}

// eventWords are the words of a title that may name an event: of four letters
// or more, and no word that every title has.
func eventWords(s string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) }) {
		switch {
		case len(w) < 4:
		case w == "with", w == "spoken", w == "written", w == "transcript", w == "full", w == "from", w == "that", w == "this":
		default:
			out[w] = true
		}
	}
	return out
}

// aroundOf are the words around a quote, without its speaker's name.
func aroundOf(near string, speaker string) map[string]bool {
	words := eventWords(near)
	for w := range eventWords(speaker) {
		delete(words, w)
	}
	return words
}
