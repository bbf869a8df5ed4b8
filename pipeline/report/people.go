package report

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// A person is what speaker.tmpl shows of one speaker.
type person struct {
	ID, Name, Type, Anchor string
	Said                   split
	Articles, Groups       int
	Outlets                []tally
	Quotes                 []*record.Quote // the first few: those in the worst groups, then the longest
	MoreOutlets            int

	all []*record.Quote
	ix  *index
}

// A tally is a name and how often it occurs.
type tally struct {
	Name  string
	Count int
}

const (
	quotesPerPerson  = 6
	outletsPerPerson = 12
)

// quotes is “5”, or “5 + 2 reported without marks”.
func (p *person) quotes() string {
	if p.Said.Indirect == 0 {
		return count(p.Said.Marked)
	}
	return count(p.Said.Marked) + " + " + count(p.Said.Indirect) + " " + reported
}

// Rows is how many quotes there are of the speaker, in marks or without.
func (p *person) Rows() int { return len(p.all) }

// Verdict is that of q's group, "" if it has none.
func (p *person) Verdict(q *record.Quote) string {
	if c := p.ix.cluster(string(q.Cluster)); c != nil {
		return c.Verdict
	}
	return ""
}

// renderSpeakers returns a part for each speaker, those with the most quotes
// first, and how many did not fit.
func renderSpeakers(ix *index) (html string, more int, err error) {
	var all, one bytes.Buffer
	list := people(ix)
	for i, p := range list {
		p.fill()
		one.Reset()
		if err := speakerHTML.Execute(&one, p); err != nil {
			return "", 0, fmt.Errorf("speaker %s: %w", p.ID, err)
		}
		if all.Len()+one.Len() > maxSpeakers {
			return all.String(), len(list) - i, nil
		}
		all.Write(one.Bytes())
	}
	return all.String(), 0, nil
}

func people(ix *index) []*person {
	found := map[string]*person{}
	var list []*person
	for i := range ix.r.Quotes {
		q := &ix.r.Quotes[i]
		if q.Speaker == nil {
			continue
		}
		p := found[q.Speaker.ID]
		if p == nil {
			p = &person{ID: q.Speaker.ID, Name: q.Speaker.Name, Type: q.Speaker.Type, Anchor: anchor("s", q.Speaker.ID), ix: ix}
			found[p.ID] = p
			list = append(list, p)
		}
		p.all = append(p.all, q)
		p.Said.add(q)
	}
	slices.SortFunc(list, func(a, b *person) int {
		return cmp.Or(cmp.Compare(b.Said.Marked, a.Said.Marked), cmp.Compare(b.Said.Indirect, a.Said.Indirect), cmp.Compare(a.ID, b.ID))
	})
	return list
}

// fill counts a speaker's quotes and picks those to show.
func (p *person) fill() {
	articles, groups, outlets := map[string]bool{}, map[string]bool{}, map[string]int{}
	for _, q := range p.all {
		articles[q.Article] = true
		outlets[q.Outlet]++
		if q.Cluster != "" {
			groups[string(q.Cluster)] = true
		}
	}
	p.Articles, p.Groups = len(articles), len(groups)
	for name, n := range outlets {
		p.Outlets = append(p.Outlets, tally{name, n})
	}
	slices.SortFunc(p.Outlets, func(a, b tally) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Name, b.Name))
	})
	p.Outlets, p.MoreOutlets = first(p.Outlets, outletsPerPerson)
	p.Quotes, _ = first(p.telling(), quotesPerPerson)
}

// telling orders a speaker's quotes by what they tell: the worst group first,
// one quote a group, then the longest, and last what stands in no marks.
func (p *person) telling() []*record.Quote {
	weight := func(q *record.Quote) int {
		if i, ok := p.ix.clusters[string(q.Cluster)]; ok {
			return 2 + p.ix.ranks[i]
		}
		if indirect(q) {
			return 0
		}
		return 1
	}
	list := slices.Clone(p.all)
	slices.SortStableFunc(list, func(a, b *record.Quote) int {
		return cmp.Or(cmp.Compare(weight(b), weight(a)), cmp.Compare(len(b.Text), len(a.Text)))
	})
	seen := map[record.Null]bool{}
	return slices.DeleteFunc(list, func(q *record.Quote) bool {
		again := q.Cluster != "" && seen[q.Cluster]
		seen[q.Cluster] = true
		return again
	})
}
