package report

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// brief writes pieces as text: equal words as they are, {was>is: names} for others.
func brief(ps []piece) string {
	var b strings.Builder
	for _, p := range ps {
		var names []string
		for _, t := range p.Tags {
			names = append(names, t.Name())
		}
		switch {
		case p.Letters != "":
			b.WriteString("{" + p.Text + ": " + p.Letters + "}")
		case len(p.Tags) > 0:
			b.WriteString("{" + p.Was + ">" + p.Text + ": " + strings.Join(names, "+") + "}")
		default:
			b.WriteString(p.Text)
		}
	}
	return b.String()
}

func TestAlign(t *testing.T) {
	r := sample()
	r.Sort()
	ix := indexOf(t, r)
	want := map[string][]string{
		"c-01aa": {
			"We will {not: C} hand the {port: D} to {anyone: D}, and I will not trade {3,000: B} jobs for a balance sheet",
			"We will not hand the port to anyone, and I will not trade {3,000>30,000: number value} jobs for a balance sheet",
			"We will {not >: negation}hand the port to anyone, and I will not trade 3,000 jobs for a balance sheet",
			"we will not hand {>over : function word}the {port>harbour: substitution, synonym} to {anyone>anybody: substitution, synonym}" +
				"{, and I will not trade 3,000 jobs for a balance sheet>: truncation, unmarked}",
			"{We will >: truncation, partial}not hand the port to anyone{, and I will not trade 3,000 jobs for a balance sheet>: truncation, partial}",
		},
		"c-02bb": {"They have been patient, more patient than I would have been",
			"{They have>They've: contraction} been patient, more patient than I would have been"},
		"c-03cc": {"The offer was fair and it {is still: B C}{ on: B} the table", "the offer was fair and it {is still on>is off: substitution} the table", "the offer was fair and it {is still>remains: substitution, synonym} on the table"},
		"c-04dd": {"No deal is better than this deal", "No deal is better than this deal"},
		"c-05ee": {"The {Harbour Board: B} never told us that the crane was unsafe", "The {Harbour Board>Board: alias, base is narrower} never told us that the crane was unsafe"},
	}
	for i := range r.Clusters {
		c := &r.Clusters[i]
		var got []string
		for _, w := range newGroup(ix, c).Wordings {
			got = append(got, brief(w.Pieces))
		}
		if d := cmp.Diff(want[c.ID], got); d != "" {
			t.Errorf("%s (-want +got):\n%s", c.ID, d)
		}
	}
}

// TestSides: who prints what, and which of two wordings has more to explain.
func TestSides(t *testing.T) {
	r := sample()
	r.Sort()
	ix := indexOf(t, r)
	g := newGroup(ix, clusterOf(ix, "c-01aa"))
	if len(g.Leads) != 2 {
		t.Fatalf("%d leads, want the two of severity 4", len(g.Leads))
	}
	not := g.Leads[0]
	if got, want := not.Minority().Outlets, []string{"daily-ledger"}; !slices.Equal(got, want) {
		t.Errorf("“not” is missing in %q, want %q", got, want)
	}
	if m := not.Majority(); m.Sources != 4 || len(m.Outlets) != 5 || m.First.Quote.ID != "capital-wire/0311#1" {
		t.Errorf("“not” stands in %d outlets, %d independent, first in %s", len(m.Outlets), m.Sources, m.First.Quote.ID)
	}
	if n := g.Leads[1].Majority().Sources; n != 2 {
		t.Errorf("3,000 has %d sources, want 2: who cut the place off stands on no side", n)
	}
	g = newGroup(ix, clusterOf(ix, "c-04dd"))
	if len(g.Speakers) != 2 || len(g.Wordings) != 2 || len(g.Leads) != 0 {
		t.Errorf("a conflict has %d speakers, %d wordings, %d leads, want 2, 2, 0", len(g.Speakers), len(g.Wordings), len(g.Leads))
	}
}

// TestSidesAgree: another form of the same figure is on the side of that
// figure, and a cut place on neither.
func TestSidesAgree(t *testing.T) {
	d := newDraft()
	said := func(outlet, words string) string {
		d.article(outlet+"/levy", "2024-04-10", "", "“"+words+"” the mayor said.")
		return d.quote(outlet+"/levy", words, nil)
	}
	base := said("alpha", "We raise it by 25 percent this year")
	form := said("beta", "We raise it by 25% this year")
	words := said("gamma", "We raise it by twenty-five percent this year")
	cut := said("delta", "We raise it this year")
	thirty := said("epsilon", "We raise it by 30 percent this year")
	too := said("zeta", "We raise it by 30% this year")
	fifty := said("eta", "We raise it by 50% this year")
	d.cluster("c-1", "", record.VerdictDivergent, base, []record.Difference{
		d.diff("number-form", 0, "", base, "25 percent", form, "25%"),
		d.diff("number-form", 0, "", base, "25 percent", words, "twenty-five percent"),
		d.diff("truncation", 1, "partial", base, "by 25 percent ", cut, "^this"),
		d.diff("number-value", 4, "", base, "25 percent", thirty, "30 percent"),
		d.diff("number-value", 4, "", base, "25 percent", too, "30%"),
		d.diff("number-value", 4, "", base, "25 percent", fifty, "50%"),
	}, form, words, cut, thirty, too, fifty)
	ix := indexOf(t, &d.Report)
	g := newGroup(ix, clusterOf(ix, "c-1"))
	if len(g.Leads) != 2 {
		t.Fatalf("%d differences lead, want 2: 30 percent and 50%%", len(g.Leads))
	}
	for i, want := range [][]string{{"epsilon", "zeta"}, {"eta"}} {
		c := &g.Leads[i]
		if !slices.Equal(c.OtherSide.Outlets, want) {
			t.Errorf("%s is printed by %q, want %q", c.Other.Words, c.OtherSide.Outlets, want)
		}
		if want := []string{"alpha", "beta", "gamma"}; !slices.Equal(c.BaseSide.Outlets, want) || c.BaseSide.Sources != 3 {
			t.Errorf("25 percent is printed by %q, %d independent, want %q", c.BaseSide.Outlets, c.BaseSide.Sources, want)
		}
	}
}

func TestOffset(t *testing.T) {
	q := &record.Quote{Text: "one two", Start: 10, End: 40, Segments: []record.Span{{Start: 10, End: 13}, {Start: 37, End: 40}}}
	for at, want := range map[int]int{0: 0, 10: 0, 12: 2, 13: 3, 20: 3, 36: 3, 37: 4, 39: 6, 40: 7, 99: 7} {
		if got := offset(q, at); got != want {
			t.Errorf("offset(%d) = %d, want %d", at, got, want)
		}
	}
}

// FuzzAlign: whatever ranges a row of clusters.jsonl names, the pieces of a
// wording put together are the wording, whole runes each.
func FuzzAlign(f *testing.F) {
	f.Add("We will not go", "We will go", []byte{8, 12, 8, 8, 0, 3, 0, 3})
	f.Add("“áé” ö", "áé", []byte{1, 2, 3, 1, 9, 0, 0, 0, 1, 1, 1, 1})
	f.Fuzz(func(t *testing.T, baseText, text string, ranges []byte) {
		if !utf8.ValidString(baseText) || !utf8.ValidString(text) || len(ranges) > 200 {
			return
		}
		base := &record.Quote{ID: "a#1", Text: baseText, End: len(baseText), Segments: []record.Span{{End: len(baseText)}}}
		q := &record.Quote{ID: "b#1", Text: text, End: len(text), Segments: []record.Span{{End: len(text)}}}
		var ds []record.Difference
		var own []*record.Difference
		for ; len(ranges) >= 4; ranges = ranges[4:] {
			ds = append(ds, record.Difference{Type: "substitution", Severity: int(ranges[0]) - 1,
				Base:  record.Side{Quote: base.ID, Start: int(ranges[0]), End: int(ranges[1])},
				Other: record.Side{Quote: q.ID, Start: int(ranges[2]), End: int(ranges[3])}})
		}
		for i := range ds {
			own = append(own, &ds[i])
		}
		for want, pieces := range map[*string][]piece{
			&text:     align(base, q, own),
			&baseText: underline(base, ds, map[string]string{q.ID: "B"}),
		} {
			var b strings.Builder
			for _, p := range pieces {
				b.WriteString(p.Text)
				if !utf8.ValidString(p.Text) || !utf8.ValidString(p.Was) {
					t.Errorf("%+v cuts a rune", p)
				}
			}
			if b.String() != *want {
				t.Errorf("pieces make %q of %q", b.String(), *want)
			}
		}
	})
}
