package report

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/verbatim-news/verbatim/pipeline/quotediff"
	"github.com/verbatim-news/verbatim/pipeline/record"
)

// A change is one difference, told once for all who print it. Differences of
// severity 0 are told once a type.
type change struct {
	Type, Note  string
	Severity    int
	Places      int
	Base, Other excerpt
	Letters     string // of the wordings that have it
	BaseSide    side
	OtherSide   side
	first       *record.Difference
	members     map[string]bool
}

// Minority is the side with fewer independent sources, and its words: the
// wording with most to explain. Where both have as many it is the one whose
// paper departs from the story it prints; and if there is none, the other than
// the base's.
func (c *change) Minority() side {
	if c.baseIsMinority() {
		return c.BaseSide
	}
	return c.OtherSide
}

// Majority is the other side.
func (c *change) Majority() side {
	if c.baseIsMinority() {
		return c.OtherSide
	}
	return c.BaseSide
}

// MinorityText is what the minority prints.
func (c *change) MinorityText() excerpt {
	if c.baseIsMinority() {
		return c.Base
	}
	return c.Other
}

// MajorityText is what the majority prints.
func (c *change) MajorityText() excerpt {
	if c.baseIsMinority() {
		return c.Other
	}
	return c.Base
}

// Even reports whether neither side is the minority.
func (c *change) Even() bool { return c.balance() == 0 }

func (c *change) baseIsMinority() bool { return c.balance() < 0 }

func (c *change) balance() int {
	b, o := c.BaseSide, c.OtherSide
	if n := cmp.Compare(b.Sources, o.Sources); n != 0 || b.Only == "" || b.Only != o.Only {
		return n
	}
	return cmp.Compare(len(b.Outlets), len(o.Outlets))
}

// Against counts the two sides: “1 source against 5”; of one source’s own
// outlets, how many print either.
func (c *change) Against() string {
	few, many := c.Minority(), c.Majority()
	switch {
	case many.Sources == 0:
		return plural(few.Sources, "source")
	case few.Only != "" && few.Only == many.Only && slices.Equal(few.Outlets, many.Outlets):
		return "both by " + shorten(few.Outlets[0], 60)
	case few.Only != "" && few.Only == many.Only:
		return plural(len(few.Outlets), "outlet") + " against " + count(len(many.Outlets)) + ", all from " + shorten(few.Only, 60)
	}
	if c.Even() {
		return plural(few.Sources, "source") + " each"
	}
	return plural(few.Sources, "source") + " against " + count(many.Sources)
}

// Name is the difference's type in words, with its note: "alias, base is broader".
func (c *change) Name() string { return tag{c.Type, c.Note, c.Severity}.Name() }

// Level is the word for the severity.
func (c *change) Level() string { return severities[c.Severity] }

// addChanges tells each difference once and finds who stands on either side.
func (g *group) addChanges() {
	at := map[string]int{}
	for i := range g.Differences {
		d := &g.Differences[i]
		if d.Type == "identical" || d.Type == "unsupported" || d.Type == "edited" {
			continue
		}
		key := d.Type
		if severity(d) > 0 {
			key += "\x00" + strconv.Itoa(d.Base.Start) + "\x00" + strconv.Itoa(d.Base.End) + "\x00" + string(d.Note) + "\x00" + d.Other.Text
		}
		j, ok := at[key]
		if !ok {
			j, at[key] = len(g.Changes), len(g.Changes)
			g.Changes = append(g.Changes, change{Type: d.Type, Note: string(d.Note), Severity: severity(d),
				first: d, members: map[string]bool{}})
		}
		g.Changes[j].Places++
		g.Changes[j].members[d.Other.Quote] = true
	}
	slices.SortStableFunc(g.Changes, func(a, b change) int {
		return cmp.Or(cmp.Compare(b.Severity, a.Severity), cmp.Compare(a.first.Base.Start, b.first.Base.Start))
	})
	g.Changes = joined(g.Changes)
	if style := slices.IndexFunc(g.Changes, func(c change) bool { return c.Severity < 2 }); style >= 0 {
		g.Changes, g.Style = g.Changes[:style], g.Changes[style:]
	}
	for _, list := range [][]change{g.Changes, g.Style} {
		for i := range min(len(list), maxChanges) {
			g.takeSides(&list[i])
		}
	}
	g.lead()
}

// joined makes one change of those that put the same in the place of the same
// words of the base, in other forms: “30 percent” and “30%” for “25 percent”.
func joined(changes []change) []change {
	type place struct {
		kind       string
		start, end int
	}
	kept := changes[:0]
	at := map[place][]int{} // indexes of kept
	for _, c := range changes {
		p := place{c.Type, c.first.Base.Start, c.first.Base.End}
		twin := -1
		if c.Severity >= 2 && inLine(c.first) && len(at[p]) < maxChanges {
			twin = slices.IndexFunc(at[p], func(i int) bool { return agree(kept[i].first.Other.Text, c.first.Other.Text) })
		}
		if twin < 0 {
			at[p] = append(at[p], len(kept))
			kept = append(kept, c)
			continue
		}
		one := &kept[at[p][twin]]
		one.Places += c.Places
		maps.Copy(one.members, c.members)
	}
	return kept
}

// agree reports whether two short texts say the same but for style.
func agree(a, b string) bool {
	const most = 200 // bytes; longer words differ in more than their form
	if len(a) > most || len(b) > most {
		return false
	}
	return quotediff.Verdict(quotediff.CompareText(a, b)) == record.VerdictConsistent
}

// lead takes the worst differences to the top. Where speakers differ, Speakers
// tells it better.
func (g *group) lead() {
	if len(g.Speakers) > 1 {
		g.Changes = slices.DeleteFunc(g.Changes, func(c change) bool { return c.Type == "attribution" })
	}
	n := 0
	for n < min(len(g.Changes), 3) && g.Changes[n].Severity == g.Changes[0].Severity {
		n++
	}
	g.Leads, g.Changes = g.Changes[:n], g.Changes[n:]
}

// takeSides finds who agrees with the base at the place of c, whatever the form
// (“25%” for its “25 percent”), and who with the other. Who prints neither,
// having cut the place or changed it in another way, stands on no side.
func (g *group) takeSides(c *change) {
	elsewhere := map[string]bool{}
	for i := range g.Differences {
		if d := &g.Differences[i]; touches(d, c.first) && (severity(d) >= 2 || cuts(d)) {
			elsewhere[d.Other.Quote] = true
		}
	}
	var base, other []printing
	var letters []string
	for _, p := range g.Printings {
		switch {
		case c.members[p.Quote.ID]:
			other = append(other, p)
			if !slices.Contains(letters, p.Letter) {
				letters = append(letters, p.Letter)
			}
		case !elsewhere[p.Quote.ID]:
			base = append(base, p)
		}
	}
	slices.Sort(letters)
	c.Letters = strings.Join(letters, " ")
	c.BaseSide, c.OtherSide = newSide(base), newSide(other)
	if c.Type == "attribution" { // its ranges are mentions: “she” against “the minister”
		c.Base.Words, c.Other.Words = speakerName(c.BaseSide), speakerName(c.OtherSide)
		return
	}
	c.Base, c.Other = newExcerpt(g.Base, c.first.Base), newExcerpt(c.OtherSide.First.Quote, c.first.Other)
}

// An excerpt is the words of one side of a difference, between the words that
// stand around them there, their spaces included.
type excerpt struct{ Before, Words, After string }

// newExcerpt reads the words of s, which may stand in another quote of the same
// wording than q; then there is nothing to show around them.
func newExcerpt(q *record.Quote, s record.Side) excerpt {
	e := excerpt{Words: strings.TrimSpace(s.Text)}
	if q == nil || !within(q, s) {
		return e
	}
	from, to := offset(q, s.Start), offset(q, s.End)
	e.Before, e.After = lastWords(q.Text[:from], 3), firstWords(q.Text[to:], 3)
	if e.Before != "" && (e.Words == "" || q.Text[from-1] == ' ' || strings.HasPrefix(s.Text, " ")) {
		e.Before += " "
	}
	letter, _ := utf8.DecodeRuneInString(e.After)
	if e.After != "" && (e.Words == "" && unicode.IsLetter(letter) || q.Text[to] == ' ' || strings.HasSuffix(s.Text, " ")) {
		e.After = " " + e.After
	}
	return e
}

// cuts reports whether d leaves words of the base out: what stands there is then
// not printed, however lawful the cut.
func cuts(d *record.Difference) bool {
	return (d.Type == "truncation" || d.Type == "ellipsis") && fold(d.Other.Text) == ""
}

// touches reports whether two differences concern one place of the base.
func touches(d, e *record.Difference) bool {
	if d.Base.Start == d.Base.End || e.Base.Start == e.Base.End {
		return d.Base.Start <= e.Base.End && e.Base.Start <= d.Base.End
	}
	return d.Base.Start < e.Base.End && e.Base.Start < d.Base.End
}
