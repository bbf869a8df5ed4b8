package score

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/verbatim-news/verbatim/attribution/text"
	"github.com/verbatim-news/verbatim/pipeline/record"
)

// A card counts how the fixtures are read. Each count goes on a line of its
// own, so that a change that helps one and hurts twenty shows in a review.
type card struct {
	spans, found, missed, extra int
	class, kind, nesting        int // found, but wrong in this
	mention, cue                int
	attributed                  int // found, and somebody is named
	right, wrong, declined      int // in speaker, type and via
	silent                      int // nobody spoke and nobody is named
	slug                        func(string) string
	rules                       map[string]*Rule
	notes                       []string // each fixture line that is not right
}

// Scores writes the golden file of the fixtures: counts, rules, and then every
// line of a fixture that is not read as it says. Rows are those of a run over
// the fixtures, by article id; a row of an article that is no fixture does not
// count. An answer is right if the speaker's name and type and the chain of those
// who report it are; the words that name him, and the cue, are counted apart.
// Slug makes of a name the id by which rows call a reporter in via. Stories, if
// not nil, are the figures of Groups over the stories.
func Scores(w io.Writer, arts []FixtureArticle, rows []record.Quote, slug func(string) string, stories *GroupResult) error {
	byArticle := map[string][]*record.Quote{}
	for i := range rows {
		byArticle[rows[i].Article] = append(byArticle[rows[i].Article], &rows[i])
	}
	c := &card{slug: slug, rules: map[string]*Rule{}}
	for i := range arts {
		c.article(&arts[i], byArticle[arts[i].ID])
	}
	var b strings.Builder
	c.write(&b, len(arts))
	if stories != nil {
		stories.write(&b)
	}
	for _, n := range c.notes {
		fmt.Fprintf(&b, "wrong  %s\n", n)
	}
	if stories != nil {
		for _, e := range stories.Errors {
			fmt.Fprintf(&b, "wrong  %s\n", e)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (c *card) write(b *strings.Builder, articles int) {
	t := tabwriter.NewWriter(b, 0, 0, 2, ' ', 0)
	for _, l := range []struct {
		name string
		n    int
	}{
		{"articles", articles}, {"spans", c.spans}, {"found", c.found}, {"missed", c.missed}, {"extra", c.extra},
		{"wrong class", c.class}, {"wrong kind", c.kind}, {"wrong nesting", c.nesting}, {"wrong mention", c.mention}, {"wrong cue", c.cue},
		{"attributed", c.attributed}, {"right", c.right}, {"wrong", c.wrong}, {"declined", c.declined}, {"silent", c.silent},
	} {
		fmt.Fprintf(t, "%s\t%d\n", l.name, l.n)
	}
	fmt.Fprintln(t)
	for _, name := range slices.Sorted(maps.Keys(c.rules)) {
		r := c.rules[name]
		fmt.Fprintf(t, "%s\tfound\t%d\n", name, r.Found)
		fmt.Fprintf(t, "%s\tright\t%d\n", name, r.Right)
		fmt.Fprintf(t, "%s\twrong\t%d\n", name, r.Wrong)
		fmt.Fprintf(t, "%s\tdeclined\t%d\n", name, r.Declined)
	}
	fmt.Fprintln(t)
	t.Flush()
}

func (c *card) article(art *FixtureArticle, rows []*record.Quote) {
	depth := depths(rows)
	used := map[*record.Quote]bool{}
	for i := range art.Want {
		q := &art.Want[i]
		c.spans++
		row := exactRow(q, rows, used)
		if row == nil {
			c.missed++
			c.note(art, q, "missed: "+art.wording(q.Segments))
			continue
		}
		used[row] = true
		c.found++
		c.compare(art, q, row, depth[row])
	}
	for _, r := range rows {
		if !used[r] {
			c.extra++
			c.notes = append(c.notes, fmt.Sprintf("%s extra %s %d:%d %q", art.File, r.Class, r.Start, r.End, r.Text))
		}
	}
}

func (c *card) note(art *FixtureArticle, q *FixtureQuote, what string) {
	c.notes = append(c.notes, fmt.Sprintf("%s line %d: %s", art.File, q.Line, what))
}

// compare holds a row against the line that it answers.
func (c *card) compare(art *FixtureArticle, q *FixtureQuote, row *record.Quote, depth int) {
	var notes []string
	differ := func(what, got, want string, count *int) {
		if got != want {
			notes = append(notes, fmt.Sprintf("%s: got %s, want %s", what, none(got), none(want)))
			*count++
		}
	}
	bad := 0
	differ("class", row.Class, q.Class, &c.class)
	differ("kind", string(row.Kind), q.Kind, &c.kind)
	differ("nesting", fmt.Sprint(depth), fmt.Sprint(q.Depth), &c.nesting)
	name, kind := "", ""
	if row.Speaker != nil {
		name, kind = row.Speaker.Name, row.Speaker.Type
		c.attributed++
	}
	if sameName(name, q) {
		name = q.Speaker
	}
	differ("speaker", name, q.Speaker, &bad)
	differ("type", kind, q.Type, &bad)
	via := make([]string, len(q.Via))
	for i, reporter := range q.Via {
		via[i] = c.slug(reporter)
	}
	differ("via", strings.Join(row.Via, ", "), strings.Join(via, ", "), &bad)
	differ("mention", rangeText(row.Mention), q.Mention, &c.mention)
	differ("cue", rangeText(row.Cue), q.Cue, &c.cue)
	c.attribution(row, q, bad == 0)
	if len(notes) > 0 {
		c.note(art, q, strings.Join(notes, "; "))
	}
}

func (c *card) attribution(row *record.Quote, q *FixtureQuote, right bool) {
	if q.Speaker == "" && row.Speaker == nil {
		c.silent++
		return
	}
	rule := ruleIn(c.rules, row)
	rule.Found++
	switch {
	case right:
		c.right++
		rule.Right++
	case row.Speaker == nil:
		c.declined++
		rule.Declined++
	default:
		c.wrong++
		rule.Wrong++
	}
}

func none(s string) string {
	if s == "" {
		return "none"
	}
	return s
}

func rangeText(r *record.Range) string {
	if r == nil {
		return ""
	}
	return r.Text
}

// sameName: names are as printed, but for what is no name: “the inspector” and
// “Inspector” are one description.
func sameName(name string, q *FixtureQuote) bool {
	if name == "" || q.Type == record.TypePerson {
		return name == q.Speaker
	}
	return slices.Equal(coreWords(name), coreWords(q.Speaker))
}

// exactRow is the row that is not used yet and has the line's very segments.
func exactRow(q *FixtureQuote, rows []*record.Quote, used map[*record.Quote]bool) *record.Quote {
	for _, r := range rows {
		if !used[r] && slices.EqualFunc(q.Segments, r.Segments, func(a text.Span, b record.Span) bool { return a == text.Span(b) }) {
			return r
		}
	}
	return nil
}

// depths counts how many quotes each row is nested in.
func depths(rows []*record.Quote) map[*record.Quote]int {
	byID := map[string]*record.Quote{}
	for _, r := range rows {
		byID[r.ID] = r
	}
	depth := map[*record.Quote]int{}
	for _, r := range rows {
		for up := byID[string(r.Within)]; up != nil && depth[r] < len(rows); up = byID[string(up.Within)] {
			depth[r]++
		}
	}
	return depth
}

func (art *FixtureArticle) wording(segments []text.Span) string {
	var parts []string
	for _, s := range segments {
		parts = append(parts, art.Body[s.Start:s.End])
	}
	return fmt.Sprintf("%q", strings.Join(parts, " // "))
}
