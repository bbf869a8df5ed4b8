package report

import (
	"strings"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// seeArticles goes over the articles: figures, those that were published again,
// and those in which a mark is flagged that a page lists.
func (ix *index) seeArticles() error {
	flagged := map[string]bool{}
	for _, f := range ix.r.Flags[:min(len(ix.r.Flags), maxListed)] {
		flagged[f.Article] = true
	}
	c := &ix.counts
	c.Articles, c.Words, c.Copies = 0, 0, 0
	c.Rejected, c.Flags = len(ix.r.Rejected), len(ix.r.Flags)
	outlets := tallies{}
	err := ix.rows.Articles(func(a *record.Article) error {
		c.Articles++
		c.Words += a.Words
		outlets.add(a.Outlet)
		ix.dates.add(string(a.Date))
		if a.CopyOf != "" {
			c.Copies++
		}
		if a.VersionOf != "" {
			if ix.revised++; ix.revised <= maxListed {
				ix.revisions = append(ix.revisions, revision{Later: ix.keepArticle(a)})
			}
		}
		if flagged[a.ID] {
			ix.keepArticle(a)
		}
		return nil
	})
	c.Outlets = len(outlets)
	return err
}

// keepArticle has an article at hand for the pages.
func (ix *index) keepArticle(a *record.Article) *record.Article {
	if k := ix.articles[a.ID]; k != nil {
		return k
	}
	k := keepArticle(a)
	ix.articles[k.ID] = k
	return k
}

// seeQuotes goes over the quotes: figures, quotes whose speaker is not named, and
// how many each speaker has.
func (ix *index) seeQuotes() (*shortlist[ranking], error) {
	c := &ix.counts
	c.Quotes, c.Indirect, c.Attributed, c.Withheld, c.Classes = 0, 0, 0, 0, zeroed(classes)
	said := census{}
	err := ix.rows.Quotes(func(q *record.Quote, _ *record.Context) error {
		c.Quotes++
		c.Classes[q.Class]++
		if indirect(q) {
			c.Indirect++
		}
		switch {
		case q.Speaker != nil:
			c.Attributed++
			ix.attributed.add(q)
			said.add(q)
		case withheld(q):
			if c.Withheld++; c.Withheld <= maxListed {
				ix.withheld = append(ix.withheld, newWeighed(q))
			}
			ix.unnamed.add(q)
		}
		return nil
	})
	c.Speakers = len(said)
	return ix.chooseSpeakers(said), err
}

// chooseSpeakers counts the speakers, and ranks those with the most quotes.
func (ix *index) chooseSpeakers(said census) *shortlist[ranking] {
	list := &shortlist[ranking]{order: byQuotes, cost: func(ranking) int { return leastSpeaker }, budget: maxSpeakers}
	for id, n := range said {
		if n.Marked > 0 {
			ix.speakers.Marked++
		}
		if n.Indirect > 0 {
			ix.speakers.Indirect++
		}
		if x := (ranking{id, *n}); list.wants(x) {
			list.add(x)
		}
	}
	return list
}

// collect goes over the quotes again: those of the groups, speakers and articles
// chosen, those held against the record that a page has room for, and what
// outlets print alike.
func (ix *index) collect(speakers *shortlist[ranking], outlets tallies) error {
	wanted := ix.wanted()
	people := map[string]*person{}
	for _, s := range speakers.list() {
		p := &person{ID: s.id, ix: ix}
		people[s.id] = p
		ix.people = append(ix.people, p)
	}
	versions := ix.versions()
	ix.agreement = newAgreement(outlets)
	comparing := newComparing(ix.agreement, &ix.groups, maxCompared)
	at := 0
	err := printed(ix.rows, func(q *record.Quote, c *record.Context, a *record.Article) error {
		if whole, ok := wanted[q.ID]; ok {
			ix.keep(q, c, a, at, whole)
		}
		at++
		if q.Speaker != nil {
			if p := people[q.Speaker.ID]; p != nil {
				p.see(q)
			}
		}
		if quotes, ok := versions[q.Article]; ok && q.Class == record.ClassQuote && q.Within == "" && !indirect(q) {
			versions[q.Article] = append(quotes, keepQuote(q))
		}
		comparing.see(q)
		return nil
	})
	for err == nil && comparing.settle() {
		err = ix.rows.Quotes(func(q *record.Quote, _ *record.Context) error { comparing.see(q); return nil })
	}
	if err != nil {
		return err
	}
	for _, p := range ix.people {
		p.settle()
	}
	return ix.settleRevisions(versions)
}

// wanted are the quotes that pages show for the sake of a group or of the record;
// true where also the text around them is wanted.
func (ix *index) wanted() map[string]bool {
	ids := map[string]bool{}
	for _, h := range ix.held.worst {
		ids[h.Quote] = false
	}
	for _, c := range ix.top {
		ids[c.Base] = true
		for _, m := range c.Members {
			ids[m.Quote] = true
		}
	}
	return ids
}

func (ix *index) keep(q *record.Quote, c *record.Context, a *record.Article, at int, whole bool) {
	e := &entry{at: at, quote: keepQuote(q), article: ix.keepArticle(a)}
	if whole {
		e.context = record.Context{Start: c.Start, Text: strings.Clone(c.Text)}
	}
	ix.quotes[e.quote.ID] = e
}
