// Package train makes the models of attribution from gold: articles in which
// people marked every quote and the words that name its source.
package train

import (
	"strings"
	"unicode"

	"github.com/verbatim-news/verbatim/attribution"
	"github.com/verbatim-news/verbatim/attribution/model"
	"github.com/verbatim-news/verbatim/attribution/quote"
	"github.com/verbatim-news/verbatim/attribution/text"
	"github.com/verbatim-news/verbatim/pipeline/score"
)

// An Example is one marked span with what people say of it.
type Example struct {
	Article string
	Sources []text.Span
	X       []model.Vector
	Right   []bool                 // index is the candidate's; all false where nobody, or nobody proposed, is its source
	Speech  bool                   // people took it for somebody's words
	Gold    *score.GoldAttribution // what they say of it; nil if nothing
}

// Examples labels the cases of one article. A span that no gold span covers by
// half, or that stands in single marks, which the gold leaves out, is skipped.
func Examples(a *attribution.Attributor, doc *text.Document, quotes []quote.Quote, gold *score.Gold) []Example {
	of := map[string]*score.GoldAttribution{}
	for i := range gold.Attributions {
		of[gold.Attributions[i].ID] = &gold.Attributions[i]
	}
	var out []Example
	for _, k := range a.Cases(doc, quotes) {
		span := best(gold.Spans, quotes[k.Quote].Segments)
		if span == nil || span.Mark == "single" {
			continue
		}
		e := Example{Article: doc.ID, Sources: k.Sources, X: k.X, Right: make([]bool, len(k.X)), Speech: span.Covered}
		if att := of[span.Attribution]; att != nil && span.Covered {
			e.Gold = att
			for i, s := range k.Sources {
				e.Right[i] = names(doc.Body, s, att.Source)
			}
		}
		out = append(out, e)
	}
	return out
}

// best finds the gold span that the segments cover most of, by more than half.
func best(spans []score.GoldSpan, segments []text.Span) *score.GoldSpan {
	var found *score.GoldSpan
	most := 0.5
	for i := range spans {
		g := &spans[i]
		for _, s := range segments {
			if share := float64(min(s.End, g.End)-max(s.Start, g.Start)) / float64(max(1, g.End-g.Start)); share > most {
				found, most = g, share
			}
		}
	}
	return found
}

// light words of a source prove nothing by themselves.
var light = map[string]bool{"the": true, "a": true, "an": true, "of": true, "and": true, "for": true, "in": true, "at": true, "to": true, "by": true, "with": true, "on": true, "from": true, "s": true}

// names reports whether a candidate shares a word that counts with the source
// that people marked; where that has only light words, any will do.
func names(body string, s text.Span, source [][2]int) bool {
	for _, g := range source {
		from, to := max(s.Start, g[0]), min(s.End, g[1])
		if from >= to {
			continue
		}
		all, shared := heavy(body[g[0]:g[1]]), heavy(body[from:to])
		if shared > 0 || all == 0 {
			return true
		}
	}
	return false
}

// heavy counts the words that are not light.
func heavy(s string) int {
	n := 0
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if !light[strings.ToLower(w)] {
			n++
		}
	}
	return n
}
