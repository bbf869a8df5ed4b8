package rows

import (
	"errors"
	"fmt"
	"strings"

	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/syndicate"
)

// A decoding is one extract while it is read. What of one kind all quotes have
// lies in one slice, from which each quote is dealt its own.
type decoding struct {
	decoder
	e         *Extract
	stretches []stretch
	people    []record.Speaker

	spans        []record.Span
	ranges       []record.Range
	speakers     []record.Speaker
	via          []string
	alternatives []record.Alternative
}

// Failed gives the failure that the body of a row is.
func (r *Row) Failed() (f Failure, ok bool, err error) {
	if r.Body == "" || r.Body[0] != bodyFailure {
		return f, false, nil
	}
	d := decoder{in: r.Body[1:]}
	f = Failure{d.string(), d.string()}
	return f, true, d.end()
}

// Extract decodes the extract that the body of a row is. Its strings are pieces
// of Body, so that to hold on to one is to hold on to the article's text. All is
// checked that later stages take for granted: whoever reads a range finds it in
// its text. What it allocates is bounded by a multiple of the body's size.
func (r *Row) Extract() (*Extract, error) {
	d, err := r.begin()
	if err != nil {
		return nil, err
	}
	d.text()
	d.flags()
	d.names()
	d.quotes()
	if err := d.end(); err != nil {
		return nil, fmt.Errorf("article %.100q: %w", r.ID, err)
	}
	return d.e, nil
}

// Outline is Extract without text, quotes and flags: article and sketch alone.
func (r *Row) Outline() (*Extract, error) {
	d, err := r.begin()
	if err != nil {
		return nil, err
	}
	if d.err != nil {
		return nil, fmt.Errorf("article %.100q: %w", r.ID, d.err)
	}
	return d.e, nil
}

var errNoExtract = errors.New("has no extract")

func (r *Row) begin() (*decoding, error) {
	if r.Body == "" || r.Body[0] != bodyExtract {
		return nil, fmt.Errorf("article %.100q: %w", r.ID, errNoExtract)
	}
	d := &decoding{decoder: decoder{in: r.Body[1:]}, e: &Extract{}}
	d.article(r)
	d.sketch()
	return d, nil
}

// end reports the error there was, or that something is left.
func (d *decoder) end() error {
	if d.err == nil && d.in != "" {
		d.fail()
	}
	return d.err
}

func (d *decoding) article(r *Row) {
	d.e.Article = record.Article{ID: r.ID, SHA256: r.SHA256,
		Outlet: d.string(), Title: d.null(), Date: d.null(), Author: d.null(), URL: d.null(), Lang: d.null(), Credit: d.null(),
		Words: d.int(), Quotes: d.int()}
	if n := d.count(1); n > 0 {
		d.e.Article.Repairs = make([]string, n)
	}
	for i := range d.e.Article.Repairs {
		d.e.Article.Repairs[i] = d.string()
	}
}

func (d *decoding) null() record.Null { return record.Null(d.string()) }

func (d *decoding) sketch() {
	switch d.byte() {
	case 0:
	case 1:
		s := &syndicate.Sketch{Shingles: d.int()}
		if s.Bins = syndicate.ParseBins(d.take(syndicate.BinBytes)); s.Bins == nil {
			d.fail()
		}
		d.e.Sketch = s
	default:
		d.fail()
	}
}

func (d *decoding) text() {
	switch d.byte() {
	case 0:
	case 1:
		t := d.string()
		d.e.Article.Text = &t
		d.stretches = []stretch{{0, t}}
		return
	default:
		d.fail()
	}
	d.stretches = make([]stretch, d.count(2))
	end := -1
	for i := range d.stretches {
		s := stretch{d.int(), d.string()}
		if s.start <= end || s.text == "" {
			d.fail()
			return
		}
		d.stretches[i], end = s, s.end()
	}
}

func (d *decoding) flags() {
	if n := d.count(3); n > 0 {
		d.e.Flags = make([]record.Flag, n)
	}
	for i := range d.e.Flags {
		s := d.span()
		d.e.Flags[i] = record.Flag{Article: d.e.Article.ID, Start: s.Start, End: s.End, Kind: d.word(flagKinds)}
	}
}

func (d *decoding) span() record.Span {
	start := d.int()
	return record.Span{Start: start, End: start + d.int()}
}

func (d *decoding) names() {
	d.people = make([]record.Speaker, d.count(3))
	for i := range d.people {
		d.people[i] = record.Speaker{ID: d.string(), Name: d.string(), Type: d.word(speakerTypes)}
	}
}

// least are the bytes that one of each of sizes takes.
var least = sizes{ofQuotes: 12, ofSpans: 2, ofRanges: 2, ofSpeakers: 2, ofVia: 1, ofAlternatives: 5}

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
	c := &d.e.Contexts[i]
	c.Start = d.int()
	c.Text = d.piece(c.Start)
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
