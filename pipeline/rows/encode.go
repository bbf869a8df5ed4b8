package rows

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// The words of fixed lists. A word that is added goes to the end of its list.
var (
	classes      = code{record.ClassQuote, record.ClassScare, record.ClassTitle, record.ClassName, record.ClassFurniture}
	kinds        = code{"", record.KindDirect, record.KindMixed, record.KindIndirect}
	speakerTypes = code{record.TypePerson, record.TypePersons, record.TypeOrganisation, record.TypeDocument, record.TypeAnonymous}
	flagKinds    = code{"unclosed", "stray"}
)

// What a body is, its first byte.
const (
	bodyFailure = 'f'
	bodyExtract = 'x'
)

// AppendFailure appends the body of an article on which a stage failed.
func AppendFailure(dst []byte, f Failure) []byte {
	return appendString(appendString(append(dst, bodyFailure), f.Stage), f.Reason)
}

// Of a quote, what there is.
const (
	hasSpeaker = 1 << iota
	hasMention
	hasCue
	hasClause
	hasWithin
	isPlain // its text is that of its one segment
)

// An encoder knows what of an article has been written, to which the rest points.
type encoder struct {
	dst       []byte
	e         *Extract
	stretches []stretch
	speakers  map[who]int
	ids       map[string]int // made where it is wanted
	err       error
}

// who is a speaker without the confidence, which differs from quote to quote.
type who struct{ id, name, typ string }

// AppendExtract appends the body of an article. Its text is written once: the
// contexts of neighbouring quotes overlap, and quotes, mentions and cues stand in
// them. The error says what of e is no extract: ids or ranges that do not belong
// together.
func AppendExtract(dst []byte, e *Extract) ([]byte, error) {
	enc := &encoder{dst: append(dst, bodyExtract), e: e, speakers: map[who]int{}}
	if len(e.Contexts) != len(e.Quotes) {
		enc.fail("%d contexts of %d quotes", len(e.Contexts), len(e.Quotes))
		return dst, enc.err
	}
	enc.article()
	enc.sketch()
	enc.text()
	enc.flags()
	enc.people()
	enc.sizes()
	for i := range e.Quotes {
		enc.quote(i)
	}
	if enc.err != nil {
		return dst, fmt.Errorf("article %.100q: %w", e.Article.ID, enc.err)
	}
	return enc.dst, nil
}

func (e *encoder) fail(format string, args ...any) {
	if e.err == nil {
		e.err = fmt.Errorf(format, args...)
	}
}

func (e *encoder) int(n int) {
	if n < 0 || n > maxNumber {
		e.fail("%d is out of range", n)
	}
	e.dst = appendInt(e.dst, n)
}

func (e *encoder) string(s string) { e.dst = appendString(e.dst, s) }

func (e *encoder) word(c code, w string) {
	n := c.of(w)
	if n == 0 {
		e.fail("%q is not one of %v", w, []string(c))
	}
	e.dst = append(e.dst, n)
}

func (e *encoder) article() {
	a := &e.e.Article
	for _, s := range []record.Null{record.Null(a.Outlet), a.Title, a.Date, a.Author, a.URL, a.Lang, a.Credit} {
		e.string(string(s))
	}
	e.int(a.Words)
	e.int(a.Quotes)
	e.int(len(a.Repairs))
	for _, r := range a.Repairs {
		e.string(r)
	}
}

func (e *encoder) sketch() {
	s := e.e.Sketch
	if s == nil {
		e.dst = append(e.dst, 0)
		return
	}
	e.dst = append(e.dst, 1)
	e.int(s.Shingles)
	e.dst = s.Bins.Append(e.dst)
}

func (e *encoder) flags() {
	e.int(len(e.e.Flags))
	for _, f := range e.e.Flags {
		if f.Article != e.e.Article.ID {
			e.fail("a flag of article %.100q", f.Article)
		}
		e.int(f.Start)
		e.int(f.End - f.Start)
		e.word(flagKinds, f.Kind)
	}
}

// people writes the speakers, each once: one is quoted and weighed many times.
func (e *encoder) people() {
	var list []who
	note := func(s *record.Speaker) {
		w := who{s.ID, s.Name, s.Type}
		if _, ok := e.speakers[w]; !ok {
			e.speakers[w] = len(list)
			list = append(list, w)
		}
	}
	for i := range e.e.Quotes {
		q := &e.e.Quotes[i]
		if q.Speaker != nil {
			note(q.Speaker)
		}
		for k := range q.Alternatives {
			note(&q.Alternatives[k].Speaker)
		}
	}
	e.int(len(list))
	for _, w := range list {
		e.string(w.id)
		e.string(w.name)
		e.word(speakerTypes, w.typ)
	}
}

// sizes says how much of everything follows, so that decoding makes room once.
func (e *encoder) sizes() {
	var n sizes
	for i := range e.e.Quotes {
		n.add(&e.e.Quotes[i])
	}
	for _, size := range n {
		e.int(size)
	}
}

// sizes are how many quotes, spans, ranges, speakers, names and alternatives an
// article has.
type sizes [6]int

const (
	ofQuotes = iota
	ofSpans
	ofRanges
	ofSpeakers
	ofVia
	ofAlternatives
)

func (n *sizes) add(q *record.Quote) {
	n[ofQuotes]++
	n[ofSpans] += len(q.Segments)
	n[ofVia] += len(q.Via)
	n[ofAlternatives] += len(q.Alternatives)
	for _, r := range []*record.Range{q.Mention, q.Cue} {
		if r != nil {
			n[ofRanges]++
		}
	}
	for k := range q.Alternatives {
		if q.Alternatives[k].Mention != nil {
			n[ofRanges]++
		}
	}
	if q.Clause != nil {
		n[ofSpans]++
	}
	if q.Speaker != nil {
		n[ofSpeakers]++
	}
}

func (e *encoder) quote(i int) {
	q := &e.e.Quotes[i]
	a := &e.e.Article
	number, ok := strings.CutPrefix(q.ID, a.ID+"#")
	if !ok || q.Article != a.ID || q.Outlet != a.Outlet || q.Date != a.Date || q.Cluster != "" || len(q.Segments) == 0 {
		e.fail("quote %d is not its own", i+1)
		return
	}
	e.string(number)
	plain := len(q.Segments) == 1 && stands(e.stretches, q.Segments[0].Start, q.Text)
	has := byte(0)
	for _, part := range [...]struct {
		bit   byte
		there bool
	}{{hasSpeaker, q.Speaker != nil}, {hasMention, q.Mention != nil}, {hasCue, q.Cue != nil},
		{hasClause, q.Clause != nil}, {hasWithin, q.Within != ""}, {isPlain, plain}} {
		if part.there {
			has |= part.bit
		}
	}
	e.dst = append(e.dst, has)
	e.word(classes, q.Class)
	e.word(kinds, string(q.Kind))
	e.segments(q, plain)
	e.string(string(q.Rule))
	if q.Within != "" {
		e.int(e.outer(q))
	}
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
	c := &e.e.Contexts[i]
	e.int(c.Start)
	e.piece(c.Start, c.Text)
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
