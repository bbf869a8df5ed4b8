package report

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// How much of one group a page shows. A speech that two hundred papers print
// is read by its wordings and its worst differences; the rows hold the rest.
const (
	maxWordings  = 16
	maxPrintings = 40
	maxCopies    = 80 // of one source’s words, a line each
	maxChanges   = 40
)

// A group is a cluster as a desk reads it: who is said to have uttered it, the
// distinct wordings with the outlets behind each, and what differs.
type group struct {
	*record.Cluster
	Rank      int // 0 to 4: the worst severity; 5: conflicting
	Base      *record.Quote
	Speakers  []attributed
	Wordings  []wording // the base first, then the worst
	Printings []printing
	Leads     []change // what to ring up about: the worst differences, up to three
	Changes   []change // the others of severity 2 and above, the worst first
	Style     []change // those of severity 0 and 1
	Dates     string   // "3 to 6 May 2025"
	Shared    []shared // sources that several outlets print
	Edits     []edit   // between versions of one article
	Tree      *branch  // nil with one wording
	MoreTree  int
	byMember  map[string][]*record.Difference
}

// An attributed is one of the speakers that a group is given to.
type attributed struct {
	Speaker record.Speaker
	Side    side
}

// A printing is one quote of a group.
type printing struct {
	Quote  *record.Quote
	Source string // whose words its article prints
	Letter string // of its wording
}

// A shared is a source whose words several outlets print.
type shared struct {
	Source  string
	Outlets int
}

// A wording is what one or more outlets print in the same words.
type wording struct {
	Letter   string // A is the base
	Quote    *record.Quote
	Side     side
	Severity int
	Pieces   []piece
	Speaker  string // where not the group's own
}

var severities = [...]string{"none", "style", "notable", "material", "critical"}

// rank is the worst severity, or 5 for a conflict, which goes before all.
func rank(c *record.Cluster) int {
	if c.Verdict == record.VerdictConflicting {
		return 5
	}
	w := 0
	for i := range c.Differences {
		w = max(w, severity(&c.Differences[i]))
	}
	return w
}

// severity keeps to the scale whatever a row says.
func severity(d *record.Difference) int { return min(max(d.Severity, 0), 4) }

// newGroup reads c for a page. Members that no row of quotes.jsonl holds are
// left out.
func newGroup(ix *index, c *record.Cluster) *group {
	g := &group{Cluster: c, Rank: rank(c), Base: ix.quote(c.Base)}
	for _, m := range c.Members {
		if q := ix.quote(m.Quote); q != nil {
			g.Printings = append(g.Printings, printing{Quote: q, Source: cmp.Or(m.Source, m.Outlet)})
		}
	}
	slices.SortFunc(g.Printings, earlier)
	if g.Base == nil && len(g.Printings) > 0 {
		g.Base = g.Printings[0].Quote
	}
	byMember := map[string][]*record.Difference{}
	for i := range c.Differences {
		d := &c.Differences[i]
		byMember[d.Other.Quote] = append(byMember[d.Other.Quote], d)
	}
	g.byMember = byMember
	g.addWordings(byMember)
	g.addSpeakers()
	g.addChanges()
	g.Dates = span(g.Printings)
	g.addShared()
	g.Edits = g.edits(ix)
	g.Tree, g.MoreTree = g.descent(ix)
	return g
}

// addShared lists the sources that several outlets print, the widest first.
func (g *group) addShared() {
	outlets := map[string]map[string]bool{}
	for _, p := range g.Printings {
		if outlets[p.Source] == nil {
			outlets[p.Source] = map[string]bool{}
		}
		outlets[p.Source][p.Quote.Outlet] = true
	}
	for s, o := range outlets {
		if len(o) > 1 {
			g.Shared = append(g.Shared, shared{s, len(o)})
		}
	}
	slices.SortFunc(g.Shared, func(a, b shared) int {
		return cmp.Or(cmp.Compare(b.Outlets, a.Outlets), cmp.Compare(a.Source, b.Source))
	})
	g.Shared, _ = first(g.Shared, 3)
}

// earlier orders by date, the undated last, then by id.
func earlier(a, b printing) int {
	ad, bd := a.Quote.Date, b.Quote.Date
	if (ad == "") != (bd == "") {
		return cmp.Compare(bd, ad)
	}
	return cmp.Or(cmp.Compare(ad, bd), cmp.Compare(a.Quote.ID, b.Quote.ID))
}

// addWordings joins the printings that differ in typography and case alone.
func (g *group) addWordings(byMember map[string][]*record.Difference) {
	if g.Base == nil {
		return
	}
	found := map[string][]printing{}
	var keys []string
	for _, p := range g.Printings {
		key := wordingKey(p.Quote, byMember[p.Quote.ID])
		if found[key] == nil {
			keys = append(keys, key)
		}
		found[key] = append(found[key], p)
	}
	baseKey := wordingKey(g.Base, byMember[g.Base.ID])
	for _, key := range keys {
		ps := found[key]
		w := wording{Quote: ps[0].Quote, Side: newSide(ps), Severity: 0}
		if key == baseKey {
			w.Quote = g.Base
		} else {
			w.Pieces = align(g.Base, w.Quote, byMember[w.Quote.ID])
		}
		for _, d := range byMember[w.Quote.ID] {
			w.Severity = max(w.Severity, severity(d))
		}
		if s := w.Quote.Speaker; s != nil && (g.Speaker == nil || s.ID != g.Speaker.ID) {
			w.Speaker = s.Name
		}
		g.Wordings = append(g.Wordings, w)
	}
	slices.SortStableFunc(g.Wordings, func(a, b wording) int {
		if isA, isB := a.Quote == g.Base, b.Quote == g.Base; isA != isB {
			return map[bool]int{true: -1, false: 1}[isA]
		}
		return cmp.Or(cmp.Compare(b.Severity, a.Severity), cmp.Compare(b.Side.Sources, a.Side.Sources))
	})
	g.letter(found, byMember)
}

// letter names the wordings A, B, C ... and tells each printing its letter.
func (g *group) letter(found map[string][]printing, byMember map[string][]*record.Difference) {
	letters, shown := map[string]string{}, map[string]string{}
	for i := range g.Wordings {
		w := &g.Wordings[i]
		w.Letter = column(i)
		for _, p := range found[wordingKey(w.Quote, byMember[w.Quote.ID])] {
			letters[p.Quote.ID] = w.Letter
			if i < maxWordings {
				shown[p.Quote.ID] = w.Letter
			}
		}
	}
	for i := range g.Printings {
		g.Printings[i].Letter = letters[g.Printings[i].Quote.ID]
	}
	g.Wordings[0].Pieces = underline(g.Base, g.Differences, shown)
}

// wordingKey is the same for two quotes that a reader would call the same
// words, departing from the base in the same ways.
func wordingKey(q *record.Quote, ds []*record.Difference) string {
	var b strings.Builder
	b.WriteString(fold(q.Text))
	for _, d := range ds {
		if severity(d) > 0 {
			b.WriteString("\x00" + d.Type + "\x00" + strconv.Itoa(d.Base.Start) + "\x00" + fold(d.Other.Text))
		}
	}
	return b.String()
}

// addSpeakers lists whom the group is given to, by independent sources.
func (g *group) addSpeakers() {
	found := map[string][]printing{}
	for _, p := range g.Printings {
		if s := p.Quote.Speaker; s != nil {
			found[s.ID] = append(found[s.ID], p)
		}
	}
	for _, ps := range found {
		g.Speakers = append(g.Speakers, attributed{*ps[0].Quote.Speaker, newSide(ps)})
	}
	slices.SortFunc(g.Speakers, func(a, b attributed) int {
		return cmp.Or(cmp.Compare(b.Side.Sources, a.Side.Sources), cmp.Compare(a.Speaker.ID, b.Speaker.ID))
	})
}
