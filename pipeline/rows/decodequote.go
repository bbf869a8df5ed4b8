package rows

// This file reads quotes.

import (
	"strings"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

func (d *decoding) quotes() {
	var n sizes
	for i := range n {
		n[i] = d.int()
	}
	for i := range n {
		if n[i] > len(d.in)/least[i] {
			d.fail()
			return
		}
	}
	d.e.Quotes, d.e.Contexts = make([]record.Quote, n[ofQuotes]), make([]record.Context, n[ofQuotes])
	d.spans, d.ranges, d.speakers = make([]record.Span, n[ofSpans]), make([]record.Range, n[ofRanges]), make([]record.Speaker, n[ofSpeakers])
	d.via, d.alternatives = make([]string, n[ofVia]), make([]record.Alternative, n[ofAlternatives])
	within := make([]int32, n[ofQuotes]) // the index of the outer quote, from 1 on
	for i := range d.e.Quotes {
		d.quote(i, &within[i])
	}
	if len(d.spans)+len(d.ranges)+len(d.speakers)+len(d.via)+len(d.alternatives) > 0 || d.e.Article.Quotes > n[ofQuotes] {
		d.fail()
	}
	if d.err == nil {
		d.number(within)
	}
}

// number makes the ids, all of one string.
func (d *decoding) number(within []int32) {
	var all strings.Builder
	size := 0
	for i := range d.e.Quotes {
		size += len(d.e.Article.ID) + 1 + len(d.e.Quotes[i].ID)
	}
	all.Grow(size)
	for i := range d.e.Quotes {
		q, from := &d.e.Quotes[i], all.Len()
		all.WriteString(d.e.Article.ID)
		all.WriteByte('#')
		all.WriteString(q.ID)
		q.ID = all.String()[from:]
	}
	for i, outer := range within {
		if outer > 0 {
			d.e.Quotes[i].Within = record.Null(d.e.Quotes[outer-1].ID)
		}
	}
}

// deal cuts the first n off a slice.
func deal[T any](d *decoding, from *[]T, n int) []T {
	if n > len(*from) {
		d.fail()
		return nil
	}
	out := (*from)[:n:n]
	*from = (*from)[n:]
	return out
}

// quote reads the i-th quote, and the number of the one that it stands within.
func (d *decoding) quote(i int, within *int32) {
	q, a := &d.e.Quotes[i], &d.e.Article
	number := d.string()
	if len(number) < 1 || len(number) > 20 {
		d.fail()
	}
	has := d.byte()
	*q = record.Quote{ID: number, Article: a.ID, Outlet: a.Outlet, Date: a.Date, Class: d.word(classes), Kind: record.Null(d.word(kinds))}
	d.segments(q, has&isPlain != 0)
	q.Rule = d.null()
	if has&hasWithin != 0 {
		*within = int32(d.int() + 1)
		if int(*within) > len(d.e.Quotes) {
			d.fail()
		}
	}
	d.source(q, has)
	c := &d.e.Contexts[i]
	c.Start = d.int()
	c.Text = d.piece(c.Start)
}

// source reads who said q, on what evidence, and who else was weighed.
func (d *decoding) source(q *record.Quote, has byte) {
	if has&hasSpeaker != 0 {
		if s := deal(d, &d.speakers, 1); s != nil {
			s[0], q.Speaker = d.speaker(), &s[0]
		}
	}
	if has&hasMention != 0 {
		q.Mention = d.where()
	}
	if has&hasCue != 0 {
		q.Cue = d.where()
	}
	if has&hasClause != 0 {
		if s := deal(d, &d.spans, 1); s != nil {
			s[0], q.Clause = d.span(), &s[0]
		}
	}
	q.Via = deal(d, &d.via, d.int())
	for k := range q.Via {
		q.Via[k] = d.string()
	}
	q.Alternatives = deal(d, &d.alternatives, d.int())
	for k := range q.Alternatives {
		q.Alternatives[k] = d.alternative()
	}
}

func (d *decoding) segments(q *record.Quote, plain bool) {
	q.Segments = deal(d, &d.spans, d.int())
	if len(q.Segments) == 0 {
		d.fail()
		return
	}
	size, at := -1, 0
	for k := range q.Segments {
		s := d.span()
		if s.Start < at {
			d.fail()
		}
		q.Segments[k] = s
		size, at = size+1+s.End-s.Start, s.End
	}
	q.Start, q.End = q.Segments[0].Start, at
	if plain {
		q.Text = d.kept(q.Start, size)
	} else {
		q.Text = d.string()
	}
	if len(q.Text) != size {
		d.fail()
	}
}

func (d *decoding) speaker() record.Speaker {
	n := d.int()
	if n >= len(d.people) {
		d.fail()
		return record.Speaker{}
	}
	s := d.people[n]
	s.Confidence = d.share()
	return s
}

func (d *decoding) alternative() record.Alternative {
	a := record.Alternative{Speaker: d.speaker(), Confidence: d.share(), Rule: d.string()}
	switch d.byte() {
	case 0:
	case 1:
		a.Mention = d.where()
	default:
		d.fail()
	}
	return a
}

func (d *decoding) where() *record.Range {
	r := deal(d, &d.ranges, 1)
	if r == nil {
		return nil
	}
	r[0].Start = d.int()
	r[0].Text = d.piece(r[0].Start)
	r[0].End = r[0].Start + len(r[0].Text)
	return &r[0]
}

func (d *decoding) piece(start int) string {
	n := d.int()
	if n&1 == 1 {
		return d.take(n / 2)
	}
	return d.kept(start, n/2)
}

func (d *decoding) kept(start, n int) string {
	s, ok := at(d.stretches, start, n)
	if !ok {
		d.fail()
	}
	return s
}
