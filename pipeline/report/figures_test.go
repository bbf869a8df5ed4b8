package report

import (
	"bytes"
	"strings"
	"testing"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// TestIndirect: what is reported without marks is told apart wherever a reader
// could take it for somebody's own words.
func TestIndirect(t *testing.T) {
	r := sample()
	before := indexOf(t, r).counts
	said := record.Quote{ID: "coast-radio/news-11#i1", Article: "coast-radio/news-11", Outlet: "coast-radio", Start: 0, End: 3, Text: "the ferry would sail",
		Segments: []record.Span{{Start: 0, End: 3}}, Class: record.ClassQuote, Kind: record.KindIndirect,
		Speaker: &record.Speaker{ID: "ida-brun", Name: "Ida Brun", Type: record.TypePerson, Confidence: 0.9}}
	r.Quotes = append(r.Quotes, said)
	if c := indexOf(t, r).counts; c.Indirect != 1 || c.Quotes != before.Quotes+1 {
		t.Errorf("%d rows, %d without marks, want %d and 1", c.Quotes, c.Indirect, before.Quotes+1)
	}
	title, standfirst := indexOf(t, sample()).headline()
	gotTitle, got := indexOf(t, r).headline()
	want := strings.TrimSuffix(standfirst, ".") + ". Besides, 1 passage reported without marks, of 1 speaker."
	if gotTitle != title || got != want {
		t.Errorf("the page begins %q\n%q, want %q\n%q", gotTitle, got, title, want)
	}
	d, _ := render(t, r)
	if !strings.Contains(d.text, "the ferry would sail coast-radio, reported without marks") || strings.Contains(d.text, "“the ferry would sail") {
		t.Error("report.html shows reported speech as a quote")
	}
	var b bytes.Buffer
	if err := indexOf(t, r).writeMarkdown(&b); err != nil {
		t.Fatal(err)
	}
	if want := "| Ida Brun | person | 0 + 1 reported without marks |"; !strings.Contains(b.String(), want) {
		t.Errorf("report.md is without %q", want)
	}
}

// TestUnread: a run that reads nothing says so, and where the reasons stand.
func TestUnread(t *testing.T) {
	for _, test := range []struct {
		r    Report
		want string
	}{
		{Report{Rejected: sample().Rejected}, "Nothing could be read. 3 inputs were rejected; the reasons stand in\nrejected.jsonl.\n" +
			"Left out: binary, not text (1); invalid character … looking for beginning of\nvalue (1); no text (1).\n"},
		{Report{Run: Run{Counts: Counts{Filtered: 1}}}, "No article is left. 1 article was left out by date or outlet.\n"},
		{Report{}, "There was nothing to read. The input holds no article.\n"},
		{Report{Articles: []record.Article{{ID: "a/b", Outlet: "a"}}},
			"No quote was found. 0 quotes and other marked passages in 1 article of 1 outlet.\n0 quotes attributed to 0 speakers.\n"},
	} {
		var b bytes.Buffer
		if err := Summary(&b, &test.r, 80); err != nil {
			t.Fatal(err)
		}
		if b.String() != test.want {
			t.Errorf("the summary is %q, want %q", b.String(), test.want)
		}
	}
}

// TestOperating: the page tells the operating point of its run and no other.
func TestOperating(t *testing.T) {
	r := sample()
	d, _ := render(t, r)
	if !strings.Contains(d.text, "this run names nobody of whom it is less than 42 % sure") {
		t.Error("report.html does not say from what confidence speakers are named")
	}
	r.Run.Options = nil
	if d, _ := render(t, r); strings.Contains(d.text, "this run names nobody") {
		t.Error("report.html tells an operating point that the run does not give")
	}
}

func TestPerCent(t *testing.T) {
	for x, want := range map[float64]int{0: 0, 1.0 / 3: 33, 2.0 / 3: 67, 0.996: 99, 1: 100} {
		if got := perCent(x); got != want {
			t.Errorf("%g is %d per cent, want %d", x, got, want)
		}
	}
	a := &agreement{Outlets: []string{"a", "b"}, Names: []string{"a", "b"}, Common: [][]int{{0, 3}, {3, 0}}, Same: [][]int{{0, 2}, {2, 0}}}
	if got := a.Picture().Cells[0].Share; got != "67" {
		t.Errorf("2 of 3 is shown as %s per cent, want 67", got)
	}
}

// TestDescribed: somebody without a name is shown by the fuller description.
func TestDescribed(t *testing.T) {
	for _, test := range []struct{ name, mention, typ, want string }{
		{"aide", "the aide to Ms Díaz", record.TypeAnonymous, "the aide to Ms Díaz"},
		{"a senior aide to ms díaz", "the aide", record.TypeAnonymous, "a senior aide to ms díaz"},
		{"a senior aide to ms díaz", "a senior aide\nto Ms Díaz", record.TypeAnonymous, "a senior aide to Ms Díaz"},
		{"Ana Díaz", "the minister for public works", record.TypePerson, "Ana Díaz"},
	} {
		q := &record.Quote{Speaker: &record.Speaker{Name: test.name, Type: test.typ}, Mention: &record.Range{Text: test.mention}}
		if got := described(q); got != test.want {
			t.Errorf("%q, named as %q, is shown as %q, want %q", test.name, test.mention, got, test.want)
		}
	}
}

// TestMarkdownSpaces: where a cut leaves nothing, and behind the name of a
// difference, marks stand where the outlet set them.
func TestMarkdownSpaces(t *testing.T) {
	for e, want := range map[excerpt]string{
		{"within ten years ", "", ","}:            "“within ten years,”",
		{"We will ", "", " close it"}:             "“We will close it”",
		{"", "", " Few of these"}:                 "“Few of these”",
		{"valve in 2016 ", "", "… and they"}:      "“valve in 2016 … and they”",
		{"We will ", "not", " close the coastal"}: "“We will **not** close the coastal”",
	} {
		if got := mdExcerpt(e); got != want {
			t.Errorf("%q is written %s, want %s", e, got, want)
		}
	}
	w := wording{Pieces: []piece{{Text: "The levy is "}, {Text: "30 percent", Was: "25 percent", Tags: []tag{{Type: "number-value", Severity: 4}}}, {Text: ", and "},
		{Was: "not", Tags: []tag{{Type: "negation", Severity: 4}}}, {Text: "little"}}}
	if got, want := mdPieces(w), "“The levy is ~~25 percent~~ **30 percent** _(number value: 4)_, and ~~not~~ _(negation: 4)_ little”"; got != want {
		t.Errorf("a wording is written\n%s, want\n%s", got, want)
	}
}
