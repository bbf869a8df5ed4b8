package rows

// This file writes quotes.

import (
	"strconv"
	"strings"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// Of a quote, what there is.
const (
	hasSpeaker = 1 << iota
	hasMention
	hasCue
	hasClause
	hasWithin
	isPlain // its text is that of its one segment
)

// quote writes the i-th quote: 1. what there is of it; 2. what it is and where;
// 3. who said it; 4. the stretch around it.
func (e *encoder) quote(i int) {
	q, a := &e.e.Quotes[i], &e.e.Article
	number, ok := strings.CutPrefix(q.ID, a.ID+"#")
	if !ok || q.Article != a.ID || q.Outlet != a.Outlet || q.Date != a.Date || q.Cluster != "" || len(q.Segments) == 0 {
		e.fail("quote %d is not its own", i+1)
		return
	}
	plain := len(q.Segments) == 1 && stands(e.stretches, q.Segments[0].Start, q.Text)
	e.string(number)
	e.dst = append(e.dst, has(q, plain))
	e.word(classes, q.Class)
	e.word(kinds, string(q.Kind))
	e.segments(q, plain)
	e.string(string(q.Rule))
	if q.Within != "" {
		e.int(e.outer(q))
	}
	e.source(q)
	c := &e.e.Contexts[i]
	e.int(c.Start)
	e.piece(c.Start, c.Text)
}

// has says what there is of q.
func has(q *record.Quote, plain bool) (bits byte) {
	for _, part := range [...]struct {
		bit   byte
		there bool
	}{{hasSpeaker, q.Speaker != nil}, {hasMention, q.Mention != nil}, {hasCue, q.Cue != nil},
		{hasClause, q.Clause != nil}, {hasWithin, q.Within != ""}, {isPlain, plain}} {
		if part.there {
			bits |= part.bit
		}
	}
	return bits
}

// source writes who said q, on what evidence, and who else was weighed.
func (e *encoder) source(q *record.Quote) {
	if q.Speaker != nil {
		e.speaker(q.Speaker)
	}
	e.span(q.Mention)
	e.span(q.Cue)
	if q.Clause != nil {
		e.int(q.Clause.Start)
		e.int(q.Clause.End - q.Clause.Start)
	}
	e.int(len(q.Via))
	for _, v := range q.Via {
		e.string(v)
	}
	e.int(len(q.Alternatives))
	for k := range q.Alternatives {
		e.alternative(&q.Alternatives[k])
	}
}

func (e *encoder) segments(q *record.Quote, plain bool) {
	e.int(len(q.Segments))
	for _, s := range q.Segments {
		e.int(s.Start)
		e.int(s.End - s.Start)
	}
	if q.Start != q.Segments[0].Start || q.End != q.Segments[len(q.Segments)-1].End {
		e.fail("the segments of quote %s are not the whole of it", q.ID)
	}
	if !plain {
		e.string(q.Text)
	}
}

// outer is the index of the quote that q stands within: ids are numbered, but
// some of an article's quotes may have been left out.
func (e *encoder) outer(q *record.Quote) int {
	n, err := strconv.Atoi(string(q.Within[min(len(q.Article)+1, len(q.Within)):]))
	if err == nil && n >= 1 && n <= len(e.e.Quotes) && e.e.Quotes[n-1].ID == string(q.Within) {
		return n - 1
	}
	if e.ids == nil {
		e.ids = make(map[string]int, len(e.e.Quotes))
		for i := range e.e.Quotes {
			e.ids[e.e.Quotes[i].ID] = i
		}
	}
	i, ok := e.ids[string(q.Within)]
	if !ok {
		e.fail("quote %s stands within %.100q, which is not there", q.ID, q.Within)
	}
	return i
}

func (e *encoder) speaker(s *record.Speaker) {
	e.int(e.speakers[who{s.ID, s.Name, s.Type}])
	e.dst = appendShare(e.dst, s.Confidence)
}

func (e *encoder) alternative(a *record.Alternative) {
	e.speaker(&a.Speaker)
	e.dst = appendShare(e.dst, a.Confidence)
	e.string(a.Rule)
	if a.Mention == nil {
		e.dst = append(e.dst, 0)
		return
	}
	e.dst = append(e.dst, 1)
	e.span(a.Mention)
}

// span writes a range, nothing where there is none.
func (e *encoder) span(r *record.Range) {
	if r == nil {
		return
	}
	if r.End-r.Start != len(r.Text) {
		e.fail("a range of %d bytes with %d of text", r.End-r.Start, len(r.Text))
	}
	e.int(r.Start)
	e.piece(r.Start, r.Text)
}

// piece writes a piece of the article from start on: its length alone, doubled,
// where it is kept, or else the piece, with the lowest bit set.
func (e *encoder) piece(start int, text string) {
	if stands(e.stretches, start, text) {
		e.int(2 * len(text))
		return
	}
	e.int(2*len(text) + 1)
	e.dst = append(e.dst, text...)
}
