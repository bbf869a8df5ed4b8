package report

import (
	"cmp"
	"strings"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// An index is what the pages and the summary are made of: every figure, and the
// rows that they show, by id. It is gathered in passes over the rows of a report
// and holds no more than pages of their size can show, but for a name and two
// numbers a speaker, and 22 bytes a group.
type index struct {
	r      *Report
	rows   Rows
	counts Counts
	figures
	types  types
	groups ledger
	top    []*record.Cluster // the groups that may be shown, as a desk takes them up

	quotes    map[string]*entry
	articles  map[string]*record.Article
	days      map[string]dates // of the groups that those of top repeat
	agreement *agreement
	people    []*person // those with the most quotes
	held      heldIndex
	withheld  []weighed // the first maxListed
	revisions []revision
	revised   int // articles that were published again, those of revisions included
}

// What one takes at least, in bytes: a group of report.html, with that for each of
// its members, and of report.md; a speaker; a quote held against the record. What
// could not fit in a page is not kept.
const (
	leastGroup   = 900
	leastMember  = 200
	leastInMD    = 90
	leastSpeaker = 240
	leastHeld    = 500
)

// newIndex goes over the rows of r: the groups, to choose those to show; the
// articles and the quotes, for the figures and to choose speakers; and once more
// the quotes, for those that belong to what was chosen.
func newIndex(r *Report) (*index, error) {
	ix := &index{r: r, rows: r.rows(), counts: r.Run.Counts, quotes: map[string]*entry{}, articles: map[string]*record.Article{}, days: map[string]dates{}}
	var err error
	if ix.held, err = newHeldIndex(r); err != nil {
		return nil, err
	}
	outlets, err := ix.chooseGroups()
	if err != nil {
		return nil, err
	}
	if err := ix.seeArticles(); err != nil {
		return nil, err
	}
	speakers, err := ix.seeQuotes()
	if err != nil {
		return nil, err
	}
	return ix, ix.collect(speakers, outlets)
}

// order sorts groups as a desk takes them up: the worst, then the widest, then by
// id.
func order(a, b ranked) int {
	return cmp.Or(cmp.Compare(b.rank, a.rank), cmp.Compare(b.Outlets, a.Outlets),
		cmp.Compare(b.IndependentSources, a.IndependentSources), cmp.Compare(a.ID, b.ID))
}

// A ranked group is one with its worst severity.
type ranked struct {
	*record.Cluster
	rank int
}

// chooseGroups goes over the groups: verdicts, kinds of difference, and the
// groups to show. It returns in how many groups each outlet stands.
func (ix *index) chooseGroups() (tallies, error) {
	chosen := shortlist[ranked]{order: order, budget: maxGroups, least: maxMarkdown / leastInMD,
		cost: func(c ranked) int { return leastGroup + leastMember*len(c.Members) }}
	outlets, in := tallies{}, map[string]bool{}
	ix.counts.Verdicts = zeroed(verdicts)
	ix.counts.Clusters = 0
	err := ix.rows.Clusters(func(c *record.Cluster) error {
		x := ranked{c, rank(c)}
		ix.counts.Clusters++
		ix.counts.Verdicts[c.Verdict]++
		ix.types.add(c)
		ix.groups.add(c, x.rank)
		clear(in)
		for _, m := range c.Members {
			in[m.Outlet] = true
		}
		for outlet := range in {
			outlets.add(outlet)
		}
		if chosen.wants(x) {
			if ix.r.Rows != nil {
				x.Cluster = keepCluster(c)
			}
			chosen.add(x)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	repeated := map[string]bool{}
	for _, c := range chosen.list() {
		ix.top = append(ix.top, c.Cluster)
		for _, id := range c.Repeats {
			repeated[id] = true
		}
	}
	return outlets, ix.dateGroups(repeated)
}

// dateGroups finds on which days the groups of the given ids were printed.
func (ix *index) dateGroups(ids map[string]bool) error {
	if len(ids) == 0 {
		return nil
	}
	return ix.rows.Clusters(func(c *record.Cluster) error {
		if ids[c.ID] && len(c.Members) > 0 {
			var d dates
			for _, m := range c.Members {
				d.add(string(m.Date))
			}
			ix.days[c.ID] = d
		}
		return nil
	})
}

// Tallies count names. They are pointed at, since a map that is assigned to takes
// the new string for its key, and with it what the string is a piece of.
type tallies map[string]*int

func (t tallies) add(name string) {
	n := t[name]
	if n == nil {
		n = new(int)
		t[strings.Clone(name)] = n
	}
	*n++
}

// quote returns nil for an id that no row has.
func (ix *index) quote(id string) *record.Quote {
	if e := ix.quotes[id]; e != nil {
		return e.quote
	}
	return nil
}

// article returns an empty row for an id that no row has, so that a page can
// still be written.
func (ix *index) article(id string) *record.Article {
	if a := ix.articles[id]; a != nil {
		return a
	}
	return &record.Article{ID: id}
}
