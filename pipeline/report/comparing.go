package report

import (
	"slices"
	"strings"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// maxCompared bounds what is in memory of the words that outlets print alike or
// not, in bytes. Where it does not do, groups are compared in several passes over
// the quotes.
const maxCompared = 64 << 20

// A comparing finds what the outlets of an agreement print of each group. Quotes
// come by article, so that no group is whole before the last of them.
type comparing struct {
	*agreement
	of       map[string]int // the place of an outlet
	groups   *ledger
	from, to int // the groups of this pass, by place; to is brought down where they are too many
	held     map[int]*[maxOutlets]fullest
	size     int
	most     int // bytes
}

// A fullest rendering is the longest that an outlet prints of a group, folded; of
// two as long the later.
type fullest struct {
	printed bool
	words   string
	date    record.Null
}

func newComparing(a *agreement, groups *ledger, most int) *comparing {
	c := &comparing{agreement: a, of: map[string]int{}, groups: groups, to: len(groups.ends), held: map[int]*[maxOutlets]fullest{}, most: most}
	for i, outlet := range a.Outlets {
		c.of[outlet] = i
	}
	return c
}

func (c *comparing) see(q *record.Quote) {
	outlet, chosen := c.of[q.Outlet]
	if !chosen || q.Cluster == "" {
		return
	}
	g, ok := c.groups.find(string(q.Cluster))
	if !ok || g < c.from || g >= c.to {
		return
	}
	row := c.held[g]
	if row == nil {
		row = &[maxOutlets]fullest{}
		c.held[g] = row
		c.size += maxOutlets * 40
	}
	words, f := fold(q.Text), &row[outlet]
	if f.printed && (len(words) < len(f.words) || len(words) == len(f.words) && before(q.Date, f.date)) {
		return
	}
	c.size += len(words) - len(f.words)
	*f = fullest{true, words, record.Null(strings.Clone(string(q.Date)))}
	if c.size > c.most && len(c.held) > 1 {
		c.halve()
	}
}

// before reports whether a is a day before b; the undated come last.
func before(a, b record.Null) bool { return a != "" && (b == "" || a < b) }

// halve leaves the upper half of the groups to a later pass.
func (c *comparing) halve() {
	places := make([]int, 0, len(c.held))
	for g := range c.held {
		places = append(places, g)
	}
	slices.Sort(places)
	c.to = places[len(places)/2]
	for _, g := range places[len(places)/2:] {
		for _, f := range c.held[g] {
			c.size -= len(f.words)
		}
		c.size -= maxOutlets * 40
		delete(c.held, g)
	}
}

// settle enters the groups of this pass, and reports whether another is needed.
func (c *comparing) settle() bool {
	for _, row := range c.held {
		c.add(*row)
	}
	clear(c.held)
	c.size, c.from, c.to = 0, c.to, len(c.groups.ends)
	return c.from < c.to
}
