package pipeline

import (
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/verbatim-news/verbatim/attribution/text"
	"github.com/verbatim-news/verbatim/pipeline/record"
)

// maxContext bounds a context, in bytes: about two screens of a phone. A desk
// reads the sentence around a quote; whoever wants more opens the article.
const maxContext = 1500

// maxLead is how much of a long sentence is kept, in bytes, before the quote.
const maxLead = 300

// contextOf returns the sentences that hold the quote, and those of its
// mention and cue (empty spans are passed over) as long as all fit in
// maxContext bytes: a mention may stand paragraphs away. It cuts no rune.
func contextOf(doc *text.Document, quote text.Span, evidence ...text.Span) record.Context {
	around := sentencesOf(doc, quote)
	for _, s := range evidence {
		if s.Empty() {
			continue
		}
		own := sentencesOf(doc, s)
		wider := text.Span{Start: min(around.Start, own.Start), End: max(around.End, own.End)}
		if wider.Len() <= maxContext {
			around = wider
		}
	}
	if around.Len() > maxContext {
		around.Start = runeStart(doc.Body, max(around.Start, quote.Start-maxLead))
		around.End = runeStart(doc.Body, min(around.End, around.Start+maxContext))
	}
	return record.Context{Start: around.Start, Text: strings.Clone(doc.Text(around))}
}

// sentencesOf returns the outer bounds of the sentences that s touches, or s
// itself where it touches none.
func sentencesOf(doc *text.Document, s text.Span) text.Span {
	all := doc.Sentences
	first := sort.Search(len(all), func(i int) bool { return all[i].End > s.Start })
	for i := first; i < len(all) && all[i].Start < s.End; i++ {
		s = text.Span{Start: min(s.Start, all[i].Start), End: max(s.End, all[i].End)}
	}
	return s
}

// runeStart returns the start of the rune that at points into.
func runeStart(body string, at int) int {
	for at > 0 && at < len(body) && !utf8.RuneStart(body[at]) {
		at--
	}
	return at
}
