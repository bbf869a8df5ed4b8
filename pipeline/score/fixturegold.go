package score

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/verbatim-news/verbatim/attribution/text"
	"github.com/verbatim-news/verbatim/pipeline/record"
)

// fixtureGold is fixtures in the form of gold, so that Quotes scores them too.
// Nested spans are left out, as gold does.
func fixtureGold(arts []FixtureArticle) ([]GoldArticle, error) {
	out := make([]GoldArticle, len(arts))
	for i := range arts {
		a := &arts[i]
		out[i] = GoldArticle{ID: a.ID, Outlet: a.Outlet, Text: a.Body, Gold: &Gold{}}
		if !a.Date.IsZero() {
			out[i].Date = a.Date.Format(time.DateOnly)
		}
		for j := range a.Want {
			q := &a.Want[j]
			if q.Depth > 0 {
				continue
			}
			if err := a.addGold(out[i].Gold, q); err != nil {
				return nil, fmt.Errorf("%s: line %d: %w", a.File, q.Line, err)
			}
		}
	}
	return out, nil
}

func (art *FixtureArticle) addGold(g *Gold, q *FixtureQuote) error {
	id := fmt.Sprint(q.Line)
	for _, s := range q.Segments {
		g.Spans = append(g.Spans, GoldSpan{
			Start: s.Start, End: s.End, Mark: markBefore(art.Body[:s.Start]), Words: len(strings.Fields(art.Body[s.Start:s.End])),
			Covered: q.Class == record.ClassQuote, Attribution: id,
		})
	}
	if q.Class != record.ClassQuote {
		return nil
	}
	att := GoldAttribution{ID: id, Kind: q.Kind, SourceType: sourceType(q.Mention), Speaker: q.Speaker, SpeakerType: q.Type}
	for _, s := range q.Segments {
		att.Content = append(att.Content, [2]int{s.Start, s.End})
	}
	if q.Mention != "" {
		source, err := art.source(q)
		if err != nil {
			return err
		}
		att.Source = [][2]int{{source.Start, source.End}}
	}
	g.Attributions = append(g.Attributions, att)
	return nil
}

// source finds the mention that a fixture gives by its words alone: the one
// nearest to the cue, which is the one nearest to the quote. The words of other
// quotes are passed over: who speaks is not named in them, as a rule.
func (art *FixtureArticle) source(q *FixtureQuote) (text.Span, error) {
	at := []text.Span{{Start: q.Segments[0].Start, End: q.Segments[len(q.Segments)-1].End}}
	if q.Cue != "" {
		if cue, ok := art.nearest(q.Cue, q.Segments); ok {
			at = []text.Span{cue}
		}
	}
	source, ok := art.nearest(q.Mention, at)
	if !ok {
		return source, fmt.Errorf("the article does not hold the mention %q outside of quotes", q.Mention)
	}
	return source, nil
}

// nearest finds the place of s, as whole words outside the quotes, that is
// nearest to any of spans.
func (art *FixtureArticle) nearest(s string, spans []text.Span) (text.Span, bool) {
	var found text.Span
	best := -1
	for from := 0; ; {
		i := strings.Index(art.Body[from:], s)
		if i < 0 {
			return found, best >= 0
		}
		at := text.Span{Start: from + i, End: from + i + len(s)}
		_, size := utf8.DecodeRuneInString(s)
		from = at.Start + size
		if !art.stands(at) {
			continue
		}
		for _, near := range spans {
			if d := art.distance(at, near); best < 0 || d < best {
				found, best = at, d
			}
		}
	}
}

// distance is the bytes between two spans; whatever stands in the paragraph is
// nearer than what does not.
func (art *FixtureArticle) distance(s, t text.Span) int {
	from, to := min(s.End, t.End), max(s.Start, t.Start)
	if from >= to {
		return 0
	}
	return to - from + len(art.Body)*strings.Count(art.Body[from:to], "\n")
}

// stands reports whether s is whole words of the reporter's own.
func (art *FixtureArticle) stands(s text.Span) bool {
	before, _ := utf8.DecodeLastRuneInString(art.Body[:s.Start])
	after, _ := utf8.DecodeRuneInString(art.Body[s.End:])
	if isWord(before) || isWord(after) {
		return false
	}
	for _, q := range art.Want {
		for _, seg := range q.Segments {
			if q.Class == record.ClassQuote && seg.Overlaps(s) {
				return false
			}
		}
	}
	return true
}

var pronouns = strings.Fields("he she they it i we his her their its my our")

// sourceType sorts a mention as the annotators of gold do: “the Graz Opera” is a
// name, “the Mexican president” and “a letter to Ms Ruiz” are not.
func sourceType(mention string) string {
	words := strings.Fields(mention)
	upper := func(i int) bool {
		r, _ := utf8.DecodeRuneInString(words[i])
		return unicode.IsUpper(r)
	}
	switch {
	case len(words) == 0:
		return "missing"
	case len(words) == 1 && slices.Contains(pronouns, strings.ToLower(mention)):
		return "pronoun"
	}
	switch strings.ToLower(words[0]) {
	case "a", "an":
		return "nominal"
	case "the":
		if len(words) < 2 || !upper(1) || !upper(len(words)-1) {
			return "nominal"
		}
		return "name"
	}
	if !upper(0) {
		return "nominal"
	}
	return "name"
}

// markBefore names the quotation mark that before ends in. Gold leaves single
// marks out, under the name of "single"; here they are annotated like others.
func markBefore(before string) string {
	if spaced := strings.TrimRightFunc(before, unicode.IsSpace); strings.HasSuffix(spaced, "«") {
		before = spaced
	}
	switch r, _ := utf8.DecodeLastRuneInString(before); {
	case strings.HasSuffix(before, "''"), strings.HasSuffix(before, "``"):
		return "twosingle"
	case r == '"':
		return "straight"
	case r == '\'' || r == '‘' || r == '`':
		return "british"
	case r == '«' || r == '»' || r == '‹' || r == '›':
		return "guillemets"
	}
	return "curly"
}
