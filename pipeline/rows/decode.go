package rows

import (
	"errors"
	"fmt"

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
