package rundiff

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"

	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/report"
)

// A Kind says what changed.
type Kind string

// The kinds, in the order in which Compare lists them.
const (
	Setting          Kind = "setting"           // what made the runs: ID is its name
	ArticleNew       Kind = "article-new"       // ID is the article's
	ArticleGone      Kind = "article-gone"      //
	ArticleChanged   Kind = "article-changed"   // another text: Was and Is are SHA-256
	Rejected         Kind = "rejected"          // ID is source and place, Text the reason
	RejectedNoMore   Kind = "rejected-no-more"  //
	QuoteNew         Kind = "quote-new"         // ID is the quote's, Text its words
	QuoteGone        Kind = "quote-gone"        //
	Speaker          Kind = "speaker"           // of a quote: Was and Is are ids of speakers, "" for nobody
	ClusterNew       Kind = "cluster-new"       // ID is the cluster's, Is its verdict, With the cluster that had most of its members
	ClusterGone      Kind = "cluster-gone"      // Was is its verdict, With the cluster that has most of its members now
	Verdict          Kind = "verdict"           // of a cluster: Was and Is
	MemberNew        Kind = "member-new"        // of a cluster that was there: Text is the quote's id
	MemberGone       Kind = "member-gone"       //
	DifferenceGained Kind = "difference-gained" // of a cluster
	DifferenceLost   Kind = "difference-lost"   //
)

var kinds = []Kind{Setting, ArticleNew, ArticleGone, ArticleChanged, Rejected, RejectedNoMore, QuoteNew, QuoteGone,
	Speaker, Verdict, ClusterNew, ClusterGone, MemberNew, MemberGone, DifferenceGained, DifferenceLost}

// A Change is one thing that the later run has otherwise than the earlier. ID is
// the later run's where that has the thing; WasID is the earlier's.
type Change struct {
	Kind       Kind               `json:"change"`
	ID         string             `json:"id"`
	WasID      record.Null        `json:"was_id"`
	Was        record.Null        `json:"was"`
	Is         record.Null        `json:"is"`
	With       record.Null        `json:"with"`
	Text       record.Null        `json:"text"`
	Difference *record.Difference `json:"difference"`
}

// Compare lists what changed from an earlier run to a later one, by kind and id.
// Of two runs over the same articles it is empty.
//
// Quotes of an article are held against each other by their place, or where the
// article's text has changed by their words. The id of a cluster changes when a
// fuller rendering arrives, so clusters are matched by the quotes they share, the
// most first, each with one other at most.
func Compare(earlier, later *Run) []Change {
	c := &comparison{a: newView(earlier, later), b: newView(later, earlier)}
	c.settings(&earlier.Made, &later.Made)
	c.articles(earlier.Articles, later.Articles)
	c.rejected(earlier.Rejected, later.Rejected)
	c.quotes()
	c.clusters()
	slices.SortStableFunc(c.found, func(x, y Change) int {
		return cmp.Or(cmp.Compare(slices.Index(kinds, x.Kind), slices.Index(kinds, y.Kind)), cmp.Compare(x.ID, y.ID), cmp.Compare(x.WasID, y.WasID))
	})
	return c.found
}

type comparison struct {
	a, b  *view
	found []Change
}

func (c *comparison) add(x Change) { c.found = append(c.found, x) }

// settings tells what made the runs, where that differs: it explains the rest.
func (c *comparison) settings(a, b *report.Run) {
	differ := func(name, was, is string) {
		if was != is {
			c.add(Change{Kind: Setting, ID: name, Was: record.Null(was), Is: record.Null(is)})
		}
	}
	differ("version", a.Version, b.Version)
	differ("lexicon", string(a.Lexicon), string(b.Lexicon))
	differ("model", string(a.Model), string(b.Model))
	names := maps.Clone(a.Options)
	if names == nil {
		names = map[string]any{}
	}
	maps.Copy(names, b.Options)
	for _, name := range slices.Sorted(maps.Keys(names)) {
		if name != "workers" && name != "add" { // which change no row
			differ(name, told(a.Options[name]), told(b.Options[name]))
		}
	}
}

func told(v any) string {
	b, err := json.Marshal(v)
	if v == nil || err != nil {
		return ""
	}
	return string(b)
}

func (c *comparison) articles(a, b []record.Article) {
	sums := func(list []record.Article) map[string]string {
		m := make(map[string]string, len(list))
		for i := range list {
			m[list[i].ID] = list[i].SHA256
		}
		return m
	}
	was, is := sums(a), sums(b)
	for _, id := range slices.Sorted(maps.Keys(is)) {
		sum, ok := was[id]
		switch {
		case !ok:
			c.add(Change{Kind: ArticleNew, ID: id})
		case sum != is[id]:
			c.add(Change{Kind: ArticleChanged, ID: id, Was: record.Null(sum), Is: record.Null(is[id])})
		}
	}
	for _, id := range slices.Sorted(maps.Keys(was)) {
		if _, ok := is[id]; !ok {
			c.add(Change{Kind: ArticleGone, ID: id})
		}
	}
}

func (c *comparison) rejected(a, b []record.Rejection) {
	only := func(kind Kind, here, there []record.Rejection) {
		known := map[record.Rejection]bool{}
		for _, r := range there {
			known[r] = true
		}
		for _, r := range here {
			if !known[r] {
				id := r.Source
				if r.Place != "" {
					id += ", " + r.Place
				}
				c.add(Change{Kind: kind, ID: id, Text: record.Null(r.Reason)})
			}
		}
	}
	only(Rejected, b, a)
	only(RejectedNoMore, a, b)
}

func (c *comparison) quotes() {
	for _, k := range c.b.keys {
		q := c.b.quotes[k]
		old, ok := c.a.quotes[k]
		switch {
		case !ok:
			c.add(Change{Kind: QuoteNew, ID: q.ID, Text: record.Null(q.Text), Is: record.Null(speakerOf(q))})
		case speakerOf(old) != speakerOf(q):
			c.add(Change{Kind: Speaker, ID: q.ID, WasID: record.Null(old.ID), Was: record.Null(speakerOf(old)), Is: record.Null(speakerOf(q)), Text: record.Null(q.Text)})
		}
	}
	for _, k := range c.a.keys {
		if _, ok := c.b.quotes[k]; !ok {
			q := c.a.quotes[k]
			c.add(Change{Kind: QuoteGone, ID: q.ID, WasID: record.Null(q.ID), Text: record.Null(q.Text), Was: record.Null(speakerOf(q))})
		}
	}
}

func speakerOf(q *record.Quote) string {
	if q.Speaker == nil {
		return ""
	}
	return q.Speaker.ID
}
