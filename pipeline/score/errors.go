package score

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/verbatim-news/verbatim/attribution/text"
	"github.com/verbatim-news/verbatim/pipeline/record"
)

// around is how many bytes of context an error shows on either side of what it
// is about: a paragraph or two of news.
const around = 1000

// goldErrors says what is wrong about a gold quote: nothing, or one thing.
func goldErrors(m *matching, g *goldQuote, r *rowQuote, v verdict) []Error {
	kind := ""
	switch {
	case r == nil:
		kind = Missed
	case !v.ok() && v.silent:
		kind = Declined
	case !v.ok():
		kind = WrongMention
	case !v.named():
		kind = WrongName
	default:
		return nil
	}
	e := newError(m, kind, g.span)
	e.SourceType = g.sourceType()
	seen := []text.Span{g.span}
	if len(g.source) > 0 {
		whole := text.Span{Start: g.source[0].Start, End: g.source[len(g.source)-1].End}
		e.Want = Answer{m.page.cut(whole), g.att.Speaker}
		seen = append(seen, whole)
	}
	if r != nil {
		e.answer(r)
		if r.Mention != nil {
			seen = append(seen, m.page.clamp(r.Mention.Start, r.Mention.End))
		}
	}
	e.Context = m.page.context(seen)
	return []Error{e}
}

func extraError(m *matching, r *rowQuote) Error {
	span := text.Span{Start: r.segments[0].Start, End: r.segments[len(r.segments)-1].End}
	e := newError(m, Extra, span)
	e.answer(r)
	e.Context = m.page.context([]text.Span{span})
	return e
}

func newError(m *matching, kind string, s text.Span) Error {
	e := Error{Kind: kind, Article: m.art.ID, Outlet: m.art.Outlet, Start: s.Start, End: s.End, Segments: []record.Span{}, Weighed: []string{}}
	if r := m.page.cut(s); r != nil {
		e.Text = r.Text
	}
	return e
}

func (e *Error) answer(r *rowQuote) {
	e.Quote, e.Rule = r.ID, ruleName(r.Quote)
	for _, s := range r.segments {
		e.Segments = append(e.Segments, record.Span(s))
	}
	e.Got.Mention = r.Mention
	if r.Speaker != nil {
		e.Got.Name, e.Confidence = r.Speaker.Name, r.Speaker.Confidence
	}
	for _, x := range r.Alternatives {
		a := Answer{x.Mention, x.Speaker.Name}
		e.Weighed = append(e.Weighed, fmt.Sprintf("%s, %.2f", a.words(""), x.Confidence))
	}
}

// cut is the text of a span; nil if pieces stand out of order and leave none.
func (p *page) cut(s text.Span) *record.Range {
	if s.Empty() {
		return nil
	}
	return &record.Range{Start: s.Start, End: s.End, Text: p.text[s.Start:s.End]}
}

// context is the text about spans, the first of which is the quote: whole
// lines that hold them, but no further than around from the quote.
func (p *page) context(spans []text.Span) record.Context {
	start, end := spans[0].Start, spans[0].End
	low, high := max(start-around, 0), min(end+around, len(p.text))
	for _, s := range spans[1:] {
		start, end = min(start, s.Start), max(end, s.End)
	}
	start = max(low, strings.LastIndexByte(p.text[:start], '\n')+1)
	if i := strings.IndexByte(p.text[end:], '\n'); i >= 0 {
		end += i
	} else {
		end = len(p.text)
	}
	end = min(end, high)
	if start == low && start > 0 { // not in the middle of a word
		start += max(0, strings.IndexAny(p.text[start:spans[0].Start], " \n"))
	}
	for start > 0 && !utf8.RuneStart(p.text[start]) {
		start--
	}
	for end < len(p.text) && !utf8.RuneStart(p.text[end]) {
		end++
	}
	return record.Context{Start: start, Text: p.text[start:end]}
}
