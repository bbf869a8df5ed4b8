package report

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

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

// renderGroups returns the groups by severity and reach, as many as fit in
// budget together with the rows they bring to the data block, and the ids of
// those shown. Where some do not fit, all are rendered again: those that are
// left out must not be led to.
func renderGroups(ix *index, bands []bar, budget int) (string, map[string]bool, error) {
	groups, shown, err := renderLinked(ix, bands, budget, nil)
	if err == nil && len(shown) < ix.counts.Clusters {
		return renderLinked(ix, bands, budget, shown)
	}
	return groups, shown, err
}

// renderLinked renders the groups with links to those of linked, nil for all.
func renderLinked(ix *index, bands []bar, budget int, linked map[string]bool) (string, map[string]bool, error) {
	var all, one bytes.Buffer
	shown := map[string]bool{}
	verdict := ""
	for _, c := range ix.top {
		one.Reset()
		if j := slices.IndexFunc(bands, func(b bar) bool { return b.Verdict == c.Verdict }); j >= 0 && c.Verdict != verdict {
			if err := groupHTML.ExecuteTemplate(&one, "band", bands[j]); err != nil {
				return "", nil, err
			}
			verdict = c.Verdict
		}
		if err := groupHTML.Execute(&one, newGroupPage(ix, newGroup(ix, c), linked)); err != nil {
			return "", nil, fmt.Errorf("group %s: %w", c.ID, err)
		}
		if budget -= one.Len() + ix.rowsCost(c); budget < 0 {
			break
		}
		all.Write(one.Bytes())
		shown[c.ID] = true
	}
	return all.String(), shown, nil
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
