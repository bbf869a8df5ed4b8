package report

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/verbatim-news/verbatim/pipeline/pump"
	"github.com/verbatim-news/verbatim/pipeline/record"
)

// A groupPage is what group.tmpl shows: a group, cut to what can be read.
type groupPage struct {
	*group
	Anchor, Headline          string
	Wordings                  []wordingPage
	Table                     *wordTable // nil where there is nothing to lay side by side
	Printed                   []printedPage
	Open                      bool
	Cited                     string
	MoreWordings, MoreChanges int
	MorePrinted, MoreStyle    int
	Again                     []again
	MoreAgain                 int
}

type wordingPage struct {
	wording
	Pieces []piecePage
}

type piecePage struct {
	piece
	Short bool // stacked over the base’s words instead of beside them
}

type printedPage struct {
	printing
	Title, Link string
	Runs        []Stretch
	Same        []printedPage // of the same source in the same words: one story in many papers
}

// A gallery is groups rendered for a page, by severity and reach.
type gallery struct {
	ix     *index
	pieces [][]byte // by place in index.top; nil where not rendered
}

// renderGroups returns the groups by severity and reach, as many as fit in
// budget together with the rows they bring to the data block, and the ids of
// those shown. Where some do not fit, those that lead to others are rendered
// again: what is left out must not be led to.
func renderGroups(ix *index, bands []bar, budget int) (string, map[string]bool, error) {
	s := &gallery{ix: ix, pieces: make([][]byte, len(ix.top))}
	n, shown, err := s.render(bands, budget, nil)
	if err == nil && len(shown) < ix.counts.Clusters {
		for i, c := range ix.top {
			if len(c.Repeats) > 0 {
				s.pieces[i] = nil
			}
		}
		n, shown, err = s.render(bands, budget, shown)
	}
	if err != nil {
		return "", nil, err
	}
	return s.html(bands, n), shown, nil
}

// A rendered group is one of index.top.
type rendered struct {
	at   int
	html []byte
	err  error
}

// render renders the groups that are not, with links to those of linked, nil for
// all, until the budget is spent; it returns how many fit in it, and their ids.
func (s *gallery) render(bands []bar, budget int, linked map[string]bool) (int, map[string]bool, error) {
	ix, shown := s.ix, map[string]bool{}
	err := pump.Parts(context.Background(), ix.r.Workers, len(ix.top), func(i int) rendered {
		if s.pieces[i] != nil {
			return rendered{i, s.pieces[i], nil}
		}
		var b bytes.Buffer
		err := groupHTML.Execute(&b, newGroupPage(ix, newGroup(ix, ix.top[i]), linked))
		return rendered{i, bytes.Clone(b.Bytes()), err} // without the room that it grew by
	}, func(x rendered) error {
		c := ix.top[x.at]
		if x.err != nil {
			return fmt.Errorf("group %s: %w", c.ID, x.err)
		}
		if budget -= len(s.band(bands, x.at)) + len(x.html) + ix.rowsCost(c); budget < 0 {
			return errEnough
		}
		s.pieces[x.at], shown[c.ID] = x.html, true
		return nil
	})
	if errors.Is(err, errEnough) {
		err = nil
	}
	return len(shown), shown, err
}

// band is the heading above a group of index.top; "" where the one before it is
// of the same verdict.
func (s *gallery) band(bands []bar, i int) string {
	verdict := s.ix.top[i].Verdict
	j := slices.IndexFunc(bands, func(b bar) bool { return b.Verdict == verdict })
	if j < 0 || i > 0 && s.ix.top[i-1].Verdict == verdict {
		return ""
	}
	var b strings.Builder
	if err := groupHTML.ExecuteTemplate(&b, "band", bands[j]); err != nil {
		panic(err) // of a template that is compiled in, and of numbers
	}
	return b.String()
}

// html joins the first n groups.
func (s *gallery) html(bands []bar, n int) string {
	size := 0
	for _, piece := range s.pieces[:n] {
		size += len(piece)
	}
	var all strings.Builder
	all.Grow(size + 1<<10*len(bands))
	for i, piece := range s.pieces[:n] {
		all.WriteString(s.band(bands, i))
		all.Write(piece)
	}
	return all.String()
}

// rowsCost estimates what the quotes of c weigh in the data block.
func (ix *index) rowsCost(c *record.Cluster) int {
	const frame = 200 // the row’s other fields
	cost := 0
	for _, m := range c.Members {
		if e := ix.quotes[m.Quote]; e != nil {
			cost += frame + len(e.quote.Text) + min(len(e.context.Text), 2*maxRun)
		}
	}
	return cost
}

func newGroupPage(ix *index, g *group, linked map[string]bool) *groupPage {
	p := &groupPage{group: g, Anchor: anchor("g", g.ID), Open: len(g.Printings) <= 3, Cited: count(len(g.Printings))}
	if g.Base != nil {
		p.Headline = opening(g.Base.Text, 110)
	}
	for _, w := range g.Wordings[:min(len(g.Wordings), maxWordings)] {
		wp := wordingPage{wording: w}
		for _, x := range w.Pieces {
			wp.Pieces = append(wp.Pieces, piecePage{x, stacks(x)})
		}
		p.Wordings = append(p.Wordings, wp)
	}
	p.addPrinted(ix)
	p.Table = newTable(g, g.byMember)
	p.Again, p.MoreAgain = ix.again(g.Cluster, linked)
	p.MoreWordings = len(g.Wordings) - len(p.Wordings)
	g.Changes, p.MoreChanges = first(g.Changes, maxChanges)
	g.Style, p.MoreStyle = first(g.Style, maxChanges)
	return p
}

// addPrinted lists the printings; those that print one source’s words after
// another outlet did stand in a line below it.
func (p *groupPage) addPrinted(ix *index) {
	type story struct{ source, letter, words string }
	at := map[story]int{}
	shown, below := 0, 0
	for _, x := range p.Printings {
		s := story{x.Source, x.Letter, fold(x.Quote.Text)}
		i, ok := at[s]
		switch {
		case ok && p.Printed[i].Quote.Outlet != x.Quote.Outlet && below < maxCopies:
			p.Printed[i].Same = append(p.Printed[i].Same, newPrintedPage(ix, x))
			below++
		case shown < maxPrintings:
			if !ok {
				at[s] = len(p.Printed)
			}
			p.Printed = append(p.Printed, newPrintedPage(ix, x))
			shown++
		}
	}
	p.MorePrinted = len(p.Printings) - shown - below
}

// stacks reports whether a piece is short enough to stand above the words it
// replaces and the name of the difference; a long one runs on in the line.
func stacks(p piece) bool {
	names := 0
	for _, t := range p.Tags {
		names += len(t.Name())
	}
	return len(p.Text) <= 40 && len(p.Was) <= 40 && names <= 32
}

func newPrintedPage(ix *index, x printing) printedPage {
	e := ix.quotes[x.Quote.ID]
	a := e.article
	p := printedPage{printing: x, Title: clip(string(a.Title), 300)}
	if u := string(a.URL); strings.HasPrefix(u, "https://") || strings.HasPrefix(u, "http://") {
		p.Link = clip(u, 2000)
	}
	p.Runs = runs(x.Quote, e.context)
	return p
}

// runLabel is what a screen reader says before marked words.
func runLabel(kind string) string {
	switch {
	case strings.Contains(kind, "m"):
		return "speaker"
	case strings.Contains(kind, "c"):
		return "cue"
	case kind == "q":
		return "quote"
	}
	return ""
}
