package pipeline

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/verbatim-news/verbatim/attribution"
	"github.com/verbatim-news/verbatim/attribution/model"
	"github.com/verbatim-news/verbatim/attribution/quote"
	"github.com/verbatim-news/verbatim/attribution/speaker"
	"github.com/verbatim-news/verbatim/attribution/text"
	"github.com/verbatim-news/verbatim/pipeline/corpus"
	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/rows"
	"github.com/verbatim-news/verbatim/pipeline/syndicate"
)

// An Extract is all that a run finds in one article. No string of it points
// into the body: one that did would keep the whole article in memory.
type Extract struct {
	rows.Extract
	Reasons [][]model.Reason // index is the quote's; what weighed most, where the attributor explains itself. Not kept
}

// findings is what the stages found in one article; quotes and attributions
// share their index.
type findings struct {
	doc          *text.Document
	quotes       []quote.Quote
	strays       []quote.Stray
	attributions []attribution.Attribution
	reported     []attribution.Reported // where the run asks for speech without marks
	clauses      []text.Span            // index is the quote's; nil unless it does
}

// extract keeps of an article and its findings what the report needs. A speaker
// whose confidence is below operating is withheld and joins the alternatives.
func (f *findings) extract(it corpus.Item, operating float64) Extract {
	im := f.doc.Imprint
	quotes, contexts, reasons := f.rows(operating)
	e := Extract{Extract: rows.Extract{
		Article: record.Article{
			ID: im.ID, Outlet: im.Outlet, Title: record.Null(im.Title), Date: day(im),
			Author: record.Null(im.Author), URL: record.Null(im.URL), Lang: record.Null(im.Lang),
			Words: words(it.Article.Body), Quotes: len(quotes), SHA256: it.SHA256, Repairs: it.Repairs,
			Credit: record.Null(syndicate.Credit(&f.doc.Article)),
		},
		Quotes: quotes, Contexts: contexts, Flags: f.flags(),
		Sketch: syndicate.New(f.doc.Body, f.marked()),
	}, Reasons: reasons}
	if len(it.Repairs) > 0 || it.Extracted {
		e.Article.Text = &it.Article.Body // the offsets count in it, and nobody else has it
	}
	return e
}

func (f *findings) rows(operating float64) ([]record.Quote, []record.Context, [][]model.Reason) {
	order := f.reading()
	ids := make([]string, len(f.quotes))
	for n, i := range order {
		ids[i] = f.doc.ID + "#" + strconv.Itoa(n+1)
	}
	rows := make([]record.Quote, len(order))
	contexts := make([]record.Context, len(order))
	reasons := make([][]model.Reason, len(order))
	for n, i := range order {
		q, att := &f.quotes[i], &f.attributions[i]
		row := f.row(q, att.Class)
		row.ID = ids[i]
		if q.Within >= 0 {
			row.Within = record.Null(ids[q.Within])
		}
		if att.Class == quote.Speech {
			f.ascribe(&row, att, operating)
		}
		if f.clauses != nil && !f.clauses[i].Empty() {
			row.Clause = &record.Span{Start: f.clauses[i].Start, End: f.clauses[i].End}
		}
		rows[n] = row
		contexts[n] = contextOf(f.doc, q.Span(), att.Cue, att.Source)
		reasons[n] = att.Reasons
	}
	for n := range f.reported {
		r := &f.reported[n]
		rows = append(rows, f.indirect(n, r, operating))
		contexts = append(contexts, contextOf(f.doc, r.Clause, r.Cue, r.Source))
		reasons = append(reasons, nil)
	}
	return rows, contexts, reasons
}

// marked lists the spans inside quotation marks, of every class, by start.
func (f *findings) marked() []text.Span {
	var spans []text.Span
	for i := range f.quotes {
		spans = append(spans, f.quotes[i].Segments...)
	}
	slices.SortFunc(spans, func(a, b text.Span) int { return cmp.Compare(a.Start, b.Start) })
	return spans
}

// indirect is the row of the n-th stretch of reported speech without marks.
func (f *findings) indirect(n int, r *attribution.Reported, operating float64) record.Quote {
	clause := record.Span(r.Clause)
	row := record.Quote{
		ID: f.doc.ID + "#i" + strconv.Itoa(n+1), Article: f.doc.ID, Outlet: f.doc.Outlet, Date: day(f.doc.Imprint),
		Start: clause.Start, End: clause.End, Text: strings.Clone(f.doc.Text(r.Clause)), Segments: []record.Span{clause}, Clause: &clause,
		Class: record.ClassQuote, Kind: record.KindIndirect, Via: []string{}, Alternatives: []record.Alternative{},
	}
	f.ascribe(&row, &attribution.Attribution{Source: r.Source, Cue: r.Cue, Speaker: r.Speaker, Rule: r.Rule, Confidence: r.Confidence}, operating)
	return row
}

// reading returns the indices of the quotes by start, the outer before the
// nested, as the contract numbers them.
func (f *findings) reading() []int {
	order := make([]int, len(f.quotes))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		s, t := f.quotes[a].Span(), f.quotes[b].Span()
		return cmp.Or(cmp.Compare(s.Start, t.Start), cmp.Compare(t.End, s.End))
	})
	return order
}

// row is the part of a quote's row that says where it stands and what it is: the
// class is the attribution's, which has read the sentence around it.
func (f *findings) row(q *quote.Quote, class quote.Class) record.Quote {
	bounds := q.Span()
	row := record.Quote{
		Article: f.doc.ID, Outlet: f.doc.Outlet, Date: day(f.doc.Imprint),
		Start: bounds.Start, End: bounds.End,
		Segments: make([]record.Span, len(q.Segments)),
		Class:    classes[class],
		Via:      []string{}, Alternatives: []record.Alternative{},
	}
	if class == quote.Speech {
		row.Kind = record.Null(kinds[q.Kind])
	}
	words := make([]string, len(q.Segments))
	for i, s := range q.Segments {
		row.Segments[i] = record.Span(s)
		words[i] = f.doc.Text(s)
	}
	row.Text = strings.Clone(strings.Join(words, " ")) // Join returns a lone segment as it is: a piece of the body
	return row
}

// ascribe fills in who said it, on what evidence.
func (f *findings) ascribe(row *record.Quote, att *attribution.Attribution, operating float64) {
	known := att.Speaker.Name != ""
	if known && att.Confidence >= operating {
		who := f.speaker(att.Speaker, att.Confidence)
		row.Speaker = &who
		row.Mention, row.Cue = f.rangeOf(att.Source), f.rangeOf(att.Cue)
		row.Rule = record.Null(att.Rule)
	} else if known {
		row.Alternatives = append(row.Alternatives, f.alternative(attribution.Alternative{
			Source: att.Source, Speaker: att.Speaker, Rule: att.Rule, Confidence: att.Confidence}))
	}
	for _, v := range att.Via {
		if row.Speaker == nil || v.ID != row.Speaker.ID {
			row.Via = append(row.Via, strings.Clone(v.ID))
		}
	}
	for _, a := range att.Alternatives {
		row.Alternatives = append(row.Alternatives, f.alternative(a))
	}
}

func (f *findings) alternative(a attribution.Alternative) record.Alternative {
	return record.Alternative{
		Speaker: f.speaker(a.Speaker, a.Confidence), Mention: f.rangeOf(a.Source),
		Rule: a.Rule, Confidence: thousandths(a.Confidence),
	}
}

func (f *findings) speaker(s speaker.Speaker, confidence float64) record.Speaker {
	return record.Speaker{
		ID: strings.Clone(s.ID), Name: strings.Clone(s.Name),
		Type: speakerTypes[s.Type], Confidence: thousandths(confidence),
	}
}

// rangeOf is nil for the empty span, which stands for "none".
func (f *findings) rangeOf(s text.Span) *record.Range {
	if s.Empty() {
		return nil
	}
	return &record.Range{Start: s.Start, End: s.End, Text: strings.Clone(f.doc.Text(s))}
}

// flags lists the marks that could be read in more than one way, by start.
func (f *findings) flags() []record.Flag {
	var flags []record.Flag
	for i := range f.quotes {
		if q := &f.quotes[i]; q.Unclosed {
			s := q.Span()
			flags = append(flags, record.Flag{Article: f.doc.ID, Start: s.Start, End: s.End, Kind: "unclosed"})
		}
	}
	for _, s := range f.strays {
		flags = append(flags, record.Flag{Article: f.doc.ID, Start: s.At.Start, End: s.At.End, Kind: "stray"})
	}
	slices.SortFunc(flags, func(a, b record.Flag) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
	})
	return flags
}

var classes = [...]string{
	quote.Speech:    record.ClassQuote,
	quote.Scare:     record.ClassScare,
	quote.Title:     record.ClassTitle,
	quote.Name:      record.ClassName,
	quote.Furniture: record.ClassFurniture,
}

var kinds = [...]string{
	quote.None:   "",
	quote.Direct: record.KindDirect,
	quote.Mixed:  record.KindMixed,
}

var speakerTypes = [...]string{
	speaker.Person:       record.TypePerson,
	speaker.Persons:      record.TypePersons,
	speaker.Organisation: record.TypeOrganisation,
	speaker.Document:     record.TypeDocument,
	speaker.Anonymous:    record.TypeAnonymous,
}

// thousandths rounds a confidence to the three decimals that the rows carry.
func thousandths(x float64) float64 { return math.Round(x*1000) / 1000 }

// day is the article's date as YYYY-MM-DD, or "" where nobody says.
func day(im text.Imprint) record.Null {
	if im.Date.IsZero() {
		return ""
	}
	return record.Null(im.Date.Format("2006-01-02"))
}

// words counts the runs between white space that hold a letter or a digit.
// Tokens would count “won’t” twice and every comma once.
func words(s string) int {
	n, inside := 0, false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			inside = false
		case !inside && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			n++
			inside = true
		}
	}
	return n
}
