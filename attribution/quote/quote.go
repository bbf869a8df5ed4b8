// Package quote finds the spans of an article that stand in quotation marks
// and says what each is: somebody's words, a title, a nickname, a scare quote,
// or furniture of the page.
package quote

import "github.com/verbatim-news/verbatim/attribution/text"

// A Class says what a marked span is.
type Class uint8

const (
	Speech    Class = iota // somebody's words: “We won’t stop.”
	Scare                  // the writer's distance: a “temporary” tax
	Title                  // of a work: “The Art of the Deal”
	Name                   // a nickname or so-called name: the “War on Drugs”
	Furniture              // other stories' headlines, share bars, adverts
)

// A Kind says how a span, if it is speech, stands in the reporter's text.
type Kind uint8

const (
	None   Kind = iota // not told
	Direct             // a whole utterance: “We won’t stop,” she said.
	Mixed              // a piece of the reporter's own sentence: a plan she called “a mistake”
)

// A Quote is one marked span, or one utterance of several marked spans.
type Quote struct {
	Class    Class
	Kind     Kind
	Within   int         // index of the quote that this one is nested in; -1 if none
	Segments []text.Span // inside the marks, in order, never overlapping; several where a reporting clause or a paragraph breaks in
	Unclosed bool        // no closing mark was found: the end is a guess, at the end of the paragraph
}

// Span is the outer bounds of the quote's segments.
func (q *Quote) Span() text.Span {
	return text.Span{Start: q.Segments[0].Start, End: q.Segments[len(q.Segments)-1].End}
}

// A Stray is a quotation mark without its partner.
type Stray struct{ At text.Span }
