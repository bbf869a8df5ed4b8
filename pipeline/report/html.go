package report

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// What report.html may weigh, in bytes. Groups take what they need of the
// whole, the worst and widest first; the rows to search get what is left.
const (
	maxPage     = 20_000_000
	maxGroups   = 14_000_000 // with the rows that their evidence is copied from
	maxSpeakers = 1_500_000
	maxListed   = 400       // rows of each list at the end
	headroom    = 3_000_000 // the frame, the lists and the picture
)

var (
	//go:embed assets/page.css
	css string
	//go:embed assets/page.js
	js string
	//go:embed assets/page.tmpl
	pageTemplate string
	//go:embed assets/group.tmpl
	groupTemplate string
	//go:embed assets/speaker.tmpl
	speakerTemplate string

	pageHTML    = parse("page", pageTemplate)
	groupHTML   = parse("group", groupTemplate)
	speakerHTML = parse("speaker", speakerTemplate)
)

func parse(name, text string) *template.Template {
	return template.Must(template.New(name).Funcs(template.FuncMap{
		"anchor": anchor, "href": href, "clip": clip, "elide": elide, "opening": opening, "count": count, "plural": plural, "percent": percent,
		"day": func(d record.Null) string { return unbroken(day(string(d))) }, "outlets": outletNames, "sources": sources, "since": since,
		"join": func(s []string) string { return strings.Join(s, ", ") },
	}).Parse(text))
}

// A page is what page.tmpl shows.
type page struct {
	CSP                      string
	CSS                      template.CSS
	JS, Data                 template.JS
	Title, Standfirst        string
	Version, Lexicon, Model  string
	Format, CapMB, RowsShown int
	Counts                   Counts
	Bars                     []bar
	BarTitle                 string
	Types                    []typeCount
	Groups, Speakers         template.HTML
	MoreGroups, MoreSpeakers int
	Agreement                *agreement
	Picture                  *picture // nil with fewer than two outlets in groups
	Pairs                    *pairs   // nil where no two outlets share two groups
	Withheld                 []weighed
	Rejected                 []record.Rejection
	Flags                    []flagged
	MoreWithheld             int
	MoreRejected, MoreFlags  int
}

// writeHTML writes report.html: one file that loads nothing. The policy in its
// head allows the page's own style and script by their hash and nothing else,
// so that markup that some day got past the escaping would still not run.
func (r *Report) writeHTML(w io.Writer) error { return r.writePage(w, maxPage, maxGroups) }

func (r *Report) writePage(w io.Writer, capAll, capGroups int) error {
	ix := newIndex(r)
	p := &page{
		CSP: policy(), CSS: template.CSS(css), JS: template.JS(js), CapMB: capAll / 1_000_000,
		Version: r.Run.Version, Lexicon: string(r.Run.Lexicon), Model: string(r.Run.Model), Format: r.Run.Format, Counts: r.Count(),
	}
	p.Title, p.Standfirst = headline(r, p.Counts)
	p.Bars, p.BarTitle = bars(p.Counts)
	p.Types = typeCounts(r.Clusters)
	if p.Agreement = newAgreement(ix); len(p.Agreement.Outlets) > 1 {
		picture := p.Agreement.Picture()
		p.Picture, p.Pairs = &picture, p.Agreement.pairs()
	}
	p.lists(ix)
	groups, shown, err := renderGroups(ix, p.Bars, capGroups)
	if err != nil {
		return err
	}
	p.Groups, p.MoreGroups = template.HTML(groups), len(r.Clusters)-len(shown)
	speakers, more, err := renderSpeakers(ix)
	if err != nil {
		return err
	}
	p.Speakers, p.MoreSpeakers = template.HTML(speakers), more
	t, err := newBlock(ix, shown, capAll-len(groups)-len(speakers)-headroom)
	if err != nil {
		return err
	}
	data, err := t.json()
	if err != nil {
		return err
	}
	p.Data, p.RowsShown = template.JS(data), len(t.Rows)
	return pageHTML.Execute(w, p)
}

// policy allows style and script by the hash of the very bytes on the page.
func policy() string {
	hash := func(s string) string {
		sum := sha256.Sum256([]byte(s))
		return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	return "default-src 'none'; style-src " + hash(css) + "; script-src " + hash(js) +
		"; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
}

// A groupPage is what group.tmpl shows: a group, cut to what can be read.
type groupPage struct {
	*group
	Anchor, Headline          string
	Wordings                  []wordingPage
	Printed                   []printedPage
	Open                      bool
	Cited                     string
	MoreWordings, MoreChanges int
	MorePrinted, MoreStyle    int
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
	Runs        []runPage
}

type runPage struct {
	Kind, Label, Text string
}

// renderGroups returns the groups by severity and reach, as many as fit in
// budget together with the rows they bring to the data block, and the ids of
// those shown.
func renderGroups(ix *index, bands []bar, budget int) (string, map[string]bool, error) {
	var all, one bytes.Buffer
	shown := map[string]bool{}
	verdict := ""
	for _, i := range ix.order() {
		c := &ix.r.Clusters[i]
		one.Reset()
		if j := slices.IndexFunc(bands, func(b bar) bool { return b.Verdict == c.Verdict }); j >= 0 && c.Verdict != verdict {
			if err := groupHTML.ExecuteTemplate(&one, "band", bands[j]); err != nil {
				return "", nil, err
			}
			verdict = c.Verdict
		}
		if err := groupHTML.Execute(&one, newGroupPage(ix, newGroup(ix, c))); err != nil {
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
		if i, ok := ix.quotes[m.Quote]; ok {
			cost += frame + len(ix.r.Quotes[i].Text) + min(len(ix.r.context(i).Text), 2*maxRun)
		}
	}
	return cost
}

func newGroupPage(ix *index, g *group) *groupPage {
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
	for _, x := range g.Printings[:min(len(g.Printings), maxPrintings)] {
		p.Printed = append(p.Printed, newPrintedPage(ix, x))
	}
	p.MoreWordings, p.MorePrinted = len(g.Wordings)-len(p.Wordings), len(g.Printings)-len(p.Printed)
	g.Changes, p.MoreChanges = first(g.Changes, maxChanges)
	g.Style, p.MoreStyle = first(g.Style, maxChanges)
	return p
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
	a := ix.article(x.Quote.Article)
	p := printedPage{printing: x, Title: clip(string(a.Title), 300)}
	if u := string(a.URL); strings.HasPrefix(u, "https://") || strings.HasPrefix(u, "http://") {
		p.Link = clip(u, 2000)
	}
	for _, r := range runs(x.Quote, ix.r.context(ix.quotes[x.Quote.ID])) {
		p.Runs = append(p.Runs, runPage{r.Kind, runLabel(r.Kind), r.Text})
	}
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

// anchor makes the id of an element from the id of a row. Letters, digits and
// / . _ - stand for themselves and # becomes a colon; any other byte is ~ and
// two digits, so that no two rows share an anchor and none holds a space.
func anchor(kind, id string) string {
	var b strings.Builder
	b.WriteString(kind + ":")
	for _, c := range []byte(id) {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', strings.IndexByte("/._-", c) >= 0:
			b.WriteByte(c)
		case c == '#':
			b.WriteByte(':')
		default:
			fmt.Fprintf(&b, "~%02x", c)
		}
	}
	return b.String()
}

// href links to an anchor, which needs no further escaping in a URL.
func href(kind, id string) template.URL { return template.URL("#" + anchor(kind, id)) }

// lists fills what stands at the end of the page.
func (p *page) lists(ix *index) {
	r := ix.r
	for i := range r.Quotes {
		if q := &r.Quotes[i]; withheld(q) {
			p.Withheld = append(p.Withheld, newWeighed(q))
		}
	}
	for _, f := range r.Flags {
		p.Flags = append(p.Flags, flagged{f, ix.article(f.Article).Outlet})
	}
	p.Rejected = slices.Clone(r.Rejected)
	p.Withheld, p.MoreWithheld = first(p.Withheld, maxListed)
	p.Rejected, p.MoreRejected = first(p.Rejected, maxListed)
	p.Flags, p.MoreFlags = first(p.Flags, maxListed)
}

func first[T any](s []T, n int) ([]T, int) {
	if len(s) <= n {
		return s, 0
	}
	return s[:n], len(s) - n
}

// A flagged is a mark without its partner and where it was printed.
type flagged struct {
	record.Flag
	Outlet string
}

// A weighed is a quote whose speaker was not sure enough to name.
type weighed struct {
	Quote  *record.Quote
	Who    string
	Sure   float64
	Others int
}

func newWeighed(q *record.Quote) weighed {
	likeliest := slices.MaxFunc(q.Alternatives, func(a, b record.Alternative) int {
		switch {
		case a.Confidence < b.Confidence:
			return -1
		case a.Confidence > b.Confidence:
			return 1
		}
		return 0
	})
	return weighed{q, likeliest.Speaker.Name, likeliest.Confidence, len(q.Alternatives) - 1}
}
