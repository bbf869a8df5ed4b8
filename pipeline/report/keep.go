package report

import (
	"slices"
	"strings"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// An entry is a quote that a page shows.
type entry struct {
	at      int // its place among all quotes
	quote   *record.Quote
	context record.Context
	article *record.Article
}

// keepQuote copies what pages show of a row, which is all but who was weighed.
// Strings are copied too: those of a row are often a piece of all that was read
// of its article, and would keep the whole of it in memory.
func keepQuote(q *record.Quote) *record.Quote {
	k := *q
	for _, s := range []*string{&k.ID, &k.Article, &k.Outlet, &k.Text, &k.Class, (*string)(&k.Date), (*string)(&k.Kind),
		(*string)(&k.Within), (*string)(&k.Rule), (*string)(&k.Cluster)} {
		*s = strings.Clone(*s)
	}
	k.Segments, k.Alternatives = slices.Clone(q.Segments), nil
	k.Via = slices.Clone(q.Via)
	for i := range k.Via {
		k.Via[i] = strings.Clone(k.Via[i])
	}
	if s := q.Speaker; s != nil {
		k.Speaker = &record.Speaker{ID: strings.Clone(s.ID), Name: strings.Clone(s.Name), Type: strings.Clone(s.Type), Confidence: s.Confidence}
	}
	k.Mention, k.Cue = keepRange(q.Mention), keepRange(q.Cue)
	k.Clause = nil
	return &k
}

func keepRange(r *record.Range) *record.Range {
	if r == nil {
		return nil
	}
	return &record.Range{Start: r.Start, End: r.End, Text: strings.Clone(r.Text)}
}

// keepArticle copies what pages show of an article.
func keepArticle(a *record.Article) *record.Article {
	return &record.Article{ID: strings.Clone(a.ID), Outlet: strings.Clone(a.Outlet), Title: record.Null(strings.Clone(string(a.Title))),
		Date: record.Null(strings.Clone(string(a.Date))), URL: record.Null(strings.Clone(string(a.URL))), SHA256: strings.Clone(a.SHA256),
		VersionOf: record.Null(strings.Clone(string(a.VersionOf)))}
}

// keepCluster copies a row; its strings are nobody else's.
func keepCluster(c *record.Cluster) *record.Cluster {
	k := *c
	if c.Speaker != nil {
		speaker := *c.Speaker
		k.Speaker = &speaker
	}
	k.Members, k.Differences = slices.Clone(c.Members), slices.Clone(c.Differences)
	k.Occasion.To, k.Occasion.At = slices.Clone(c.Occasion.To), slices.Clone(c.Occasion.At)
	k.Repeats, k.Folds = slices.Clone(c.Repeats), slices.Clone(c.Folds)
	k.Wordings = slices.Clone(c.Wordings)
	for i := range k.Wordings {
		w := &k.Wordings[i]
		w.Members = slices.Clone(w.Members)
		if w.From != nil {
			from := *w.From
			w.From = &from
		}
	}
	k.Passage = nil
	return &k
}
