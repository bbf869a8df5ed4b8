package report

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

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

	ix      *index
	weights []int        // of Quotes, see pick
	article string       // the last
	groups  map[int]bool // by place in ix.groups
	outlets tallies
}

// A census says how many quotes each speaker has, by id.
type census map[string]*split

func (c census) add(q *record.Quote) {
	n := c[q.Speaker.ID]
	if n == nil {
		n = new(split)
		c[strings.Clone(q.Speaker.ID)] = n
	}
	n.add(q)
}

// A ranking is a speaker with the number of his quotes.
type ranking struct {
	id string
	split
}

// byQuotes puts those with the most quotes first.
func byQuotes(a, b ranking) int {
	return cmp.Or(cmp.Compare(b.Marked, a.Marked), cmp.Compare(b.Indirect, a.Indirect), cmp.Compare(a.id, b.id))
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
func (p *person) Rows() int { return p.Said.Marked + p.Said.Indirect }

// Verdict is that of q's group, "" if it has none.
func (p *person) Verdict(q *record.Quote) string { return p.ix.groups.verdict(q.Cluster) }

// renderSpeakers returns a part for each speaker, those with the most quotes
// first, and how many did not fit.
func renderSpeakers(ix *index) (html string, more int, err error) {
	var all, one bytes.Buffer
	for i, p := range ix.people {
		one.Reset()
		if err := speakerHTML.Execute(&one, p); err != nil {
			return "", 0, fmt.Errorf("speaker %s: %w", p.ID, err)
		}
		if all.Len()+one.Len() > maxSpeakers {
			return all.String(), ix.counts.Speakers - i, nil
		}
		all.Write(one.Bytes())
	}
	return all.String(), ix.counts.Speakers - len(ix.people), nil
}

// see takes in a quote of the speaker; they come in the order of their rows.
func (p *person) see(q *record.Quote) {
	if p.Rows() == 0 {
		p.Name, p.Type, p.Anchor = strings.Clone(q.Speaker.Name), strings.Clone(q.Speaker.Type), anchor("s", p.ID)
		p.groups, p.outlets = map[int]bool{}, tallies{}
	}
	p.Said.add(q)
	if p.article != q.Article || p.Articles == 0 {
		p.article = strings.Clone(q.Article)
		p.Articles++
	}
	p.outlets.add(q.Outlet)
	weight := 1
	if g, ok := p.ix.groups.find(string(q.Cluster)); ok {
		p.groups[g] = true
		weight = 2 + p.ix.groups.rank(g)
	} else if indirect(q) {
		weight = 0
	}
	p.pick(q, weight)
}

// pick keeps the quotes that tell the most: those of the worst groups first, one
// a group, then the longest, and last what stands in no marks; of equals the
// first.
func (p *person) pick(q *record.Quote, weight int) {
	tells := func(i int) int {
		return cmp.Or(cmp.Compare(weight, p.weights[i]), cmp.Compare(len(q.Text), len(p.Quotes[i].Text)))
	}
	if n := len(p.Quotes); n == quotesPerPerson && tells(n-1) <= 0 {
		return
	}
	if twin := slices.IndexFunc(p.Quotes, func(o *record.Quote) bool { return q.Cluster != "" && o.Cluster == q.Cluster }); twin >= 0 {
		if tells(twin) <= 0 {
			return
		}
		p.Quotes, p.weights = slices.Delete(p.Quotes, twin, twin+1), slices.Delete(p.weights, twin, twin+1)
	}
	at := len(p.Quotes)
	for at > 0 && tells(at-1) > 0 {
		at--
	}
	p.Quotes, p.weights = slices.Insert(p.Quotes, at, keepQuote(q)), slices.Insert(p.weights, at, weight)
	if len(p.Quotes) > quotesPerPerson {
		p.Quotes, p.weights = p.Quotes[:quotesPerPerson], p.weights[:quotesPerPerson]
	}
}

// settle counts what see has seen.
func (p *person) settle() {
	p.Groups = len(p.groups)
	for name, n := range p.outlets {
		p.Outlets = append(p.Outlets, tally{name, *n})
	}
	slices.SortFunc(p.Outlets, func(a, b tally) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Name, b.Name))
	})
	p.Outlets, p.MoreOutlets = first(p.Outlets, outletsPerPerson)
	p.groups, p.outlets = nil, nil
}
