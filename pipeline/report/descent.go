package report

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// A branch is a wording in the tree of descent, with those that likely descend
// from it.
type branch struct {
	Letters  []string // of the wordings that it holds, A first
	Quote    *record.Quote
	Sources  int
	Sure     bool // the dates tell that Quote was the first
	New      []string
	MoreNew  int
	Children []*branch
}

// descent draws the tree of c's wordings, up to maxWordings of them, and how
// many are left out; nil where there is but one.
func (g *group) descent(ix *index) (*branch, int) {
	list := g.Cluster.Wordings
	if len(list) < 2 {
		return nil, 0
	}
	readings := map[string]map[string]string{} // by quote: what sets it off from the base
	for i := range g.Differences {
		d := &g.Differences[i]
		if severity(d) >= 2 && inLine(d) {
			of := readings[d.Other.Quote]
			if of == nil {
				of = map[string]string{}
				readings[d.Other.Quote] = of
			}
			key := fmt.Sprint(d.Type, d.Base.Start, d.Base.End, fold(d.Other.Text))
			of[key] = told(d)
		}
	}
	branches := make([]*branch, 0, min(len(list), maxWordings))
	for i, w := range list[:min(len(list), maxWordings)] {
		b := &branch{Quote: ix.quote(w.First), Sources: w.Sources}
		if b.Quote == nil {
			b.Quote = g.Base
		}
		b.Letters, b.Sure = g.lettersOf(w)
		branches = append(branches, b)
		if w.From == nil || *w.From < 0 || *w.From >= i {
			continue
		}
		parent := branches[*w.From]
		parent.Children = append(parent.Children, b)
		from := readings[list[*w.From].First]
		for j := range g.Differences { // in the order of the rows, not of the map
			d := &g.Differences[j]
			key := fmt.Sprint(d.Type, d.Base.Start, d.Base.End, fold(d.Other.Text))
			if text, ok := readings[w.First][key]; ok && d.Other.Quote == w.First && from[key] == "" {
				b.New = append(b.New, text)
			}
			if d.Other.Quote == list[*w.From].First && from[key] != "" && readings[w.First][key] == "" && d.Base.Text != "" {
				b.New = append(b.New, "“"+elide(d.Base.Text, 60)+"” as in A")
			}
		}
		b.New, b.MoreNew = first(b.New, 3)
	}
	return branches[0], len(list) - len(branches)
}

// told says what a rendering has in the place of the base's words.
func told(d *record.Difference) string {
	was, is := elide(strings.TrimSpace(d.Base.Text), 60), elide(strings.TrimSpace(d.Other.Text), 60)
	switch {
	case is == "":
		return "without “" + was + "”"
	case was == "":
		return "with “" + is + "”"
	}
	return "“" + is + "” for “" + was + "”"
}

// lettersOf gives the letters of a wording's printings, in their order, and
// whether dates tell which of them was the first.
func (g *group) lettersOf(w record.Wording) ([]string, bool) {
	in := map[string]bool{}
	for _, m := range w.Members {
		in[m] = true
	}
	var ps []printing
	has := map[string]bool{}
	for _, p := range g.Printings {
		if in[p.Quote.ID] {
			ps = append(ps, p)
			has[p.Letter] = true
		}
	}
	var letters []string
	for i := range g.Wordings {
		if l := g.Wordings[i].Letter; has[l] {
			letters = append(letters, l)
		}
	}
	return letters, newSide(ps).Sure
}

// Where says who printed a branch's wording first, or one of those who may have.
func (b *branch) Where() string {
	s := b.Quote.Outlet
	if b.Quote.Date != "" {
		s += ", " + unbroken(day(string(b.Quote.Date)))
	}
	if b.Sure {
		return "first " + s
	}
	return "among others " + s
}

// lines writes the tree as a nested list of Markdown.
func (b *branch) lines(depth int) string {
	s := strings.Repeat("  ", depth) + "-"
	for _, l := range b.Letters {
		s += " **" + l + "**"
	}
	s += " " + plural(b.Sources, "source") + ", " + md(b.Where())
	for i, n := range b.New {
		sep := "; "
		if i == 0 {
			sep = ": "
		}
		s += sep + md(n)
	}
	if b.MoreNew > 0 {
		s += "; " + strconv.Itoa(b.MoreNew) + " more"
	}
	s += "\n"
	for _, c := range b.Children {
		s += c.lines(depth + 1)
	}
	return s
}
