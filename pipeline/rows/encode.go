package rows

import (
	"fmt"

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
