package report

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// How much of one group a page shows. A speech that two hundred papers print
// is read by its wordings and its worst differences; the rows hold the rest.
const (
	maxWordings  = 16
	maxPrintings = 40
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
}

// An attributed is one of the speakers that a group is given to.
type attributed struct {
	Speaker record.Speaker
	Side    side
}

// A printing is one quote of a group.
type printing struct {
	Quote       *record.Quote
	Independent bool
	Letter      string // of its wording
}

// A side is all who print one wording.
type side struct {
	Outlets []string // the earliest first
	Sources int      // independent articles
	First   printing
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

// An excerpt is the words of one side of a difference, between the words that
// stand around them there, their spaces included.
type excerpt struct{ Before, Words, After string }

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
// wording with most to explain. Between equals it is the one that departs.
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
	return cmp.Or(cmp.Compare(b.Sources, o.Sources), cmp.Compare(len(b.Outlets), len(o.Outlets)))
}

// Name is the difference's type in words, with its note: "alias, broader".
func (c *change) Name() string { return tag{c.Type, c.Note, c.Severity}.Name() }

// Level is the word for the severity.
func (c *change) Level() string { return severities[c.Severity] }

var severities = [...]string{"none", "style", "notable", "material", "critical"}

// order returns indexes of the clusters as a desk takes them up: the worst,
// then the widest, then by id.
func (ix *index) order() []int {
	list := make([]int, len(ix.r.Clusters))
	for i := range list {
		list[i] = i
	}
	slices.SortFunc(list, func(i, j int) int {
		a, b := &ix.r.Clusters[i], &ix.r.Clusters[j]
		return cmp.Or(cmp.Compare(ix.ranks[j], ix.ranks[i]), cmp.Compare(b.Outlets, a.Outlets),
			cmp.Compare(b.IndependentSources, a.IndependentSources), cmp.Compare(a.ID, b.ID))
	})
	return list
}

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
			g.Printings = append(g.Printings, printing{Quote: q, Independent: m.Independent})
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
	g.addWordings(byMember)
	g.addSpeakers()
	g.addChanges()
	g.Dates = span(g.Printings)
	return g
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

// addChanges tells each difference once and finds who stands on either side.
func (g *group) addChanges() {
	at := map[string]int{}
	for i := range g.Differences {
		d := &g.Differences[i]
		if d.Type == "identical" {
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

// takeSides finds who prints the base's words at the place of c, and who the
// other's. Who prints neither, having cut the place or changed it in another
// way, stands on no side.
func (g *group) takeSides(c *change) {
	elsewhere := map[string]bool{}
	for i := range g.Differences {
		if d := &g.Differences[i]; touches(d, c.first) {
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

func speakerName(s side) string {
	if q := s.First.Quote; q != nil && q.Speaker != nil {
		return q.Speaker.Name
	}
	return ""
}

// touches reports whether two differences concern one place of the base.
func touches(d, e *record.Difference) bool {
	if d.Base.Start == d.Base.End || e.Base.Start == e.Base.End {
		return d.Base.Start <= e.Base.End && e.Base.Start <= d.Base.End
	}
	return d.Base.Start < e.Base.End && e.Base.Start < d.Base.End
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

// newSide counts ps, which are sorted by date.
func newSide(ps []printing) side {
	var s side
	if len(ps) == 0 {
		return s
	}
	s.First = ps[0]
	outlets, articles := map[string]bool{}, map[string]bool{}
	for _, p := range ps {
		if !outlets[p.Quote.Outlet] {
			outlets[p.Quote.Outlet] = true
			s.Outlets = append(s.Outlets, p.Quote.Outlet)
		}
		if p.Independent && !articles[p.Quote.Article] {
			articles[p.Quote.Article] = true
			s.Sources++
		}
	}
	return s
}

// fold keeps letters and digits, in lower case, a space between words.
func fold(s string) string {
	var b strings.Builder
	gap := false
	for _, c := range s {
		switch {
		case unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.IsMark(c):
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			gap = false
			b.WriteRune(unicode.ToLower(c))
		case c == '\'' || c == '’': // we’re is one word, and not “we re”
		default:
			gap = true
		}
	}
	return b.String()
}

// column counts A, B, ... Z, AA, AB as a spreadsheet does.
func column(i int) string {
	s := ""
	for i++; i > 0; i = (i - 1) / 26 {
		s = string(rune('A'+(i-1)%26)) + s
	}
	return s
}

// outletNames lists up to four outlets and counts the rest.
func outletNames(s side) string {
	const most = 4
	if len(s.Outlets) <= most {
		return strings.Join(s.Outlets, ", ")
	}
	return strings.Join(s.Outlets[:most-1], ", ") + " and " + plural(len(s.Outlets)-most+1, "more outlet")
}

// sources says how many of a side’s articles stand on their own feet.
func sources(s side) string {
	if s.Sources == 0 {
		return "copies only"
	}
	return unbroken(count(s.Sources) + " independent")
}

// since names the first to print a side’s wording and the day, "" if unknown.
func since(s side) string {
	if s.First.Quote == nil || s.First.Quote.Date == "" {
		return ""
	}
	d := unbroken(day(string(s.First.Quote.Date)))
	if len(s.Outlets) > 1 {
		return "first " + s.First.Quote.Outlet + ", " + d
	}
	return d
}
