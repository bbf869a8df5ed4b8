package report

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// heldSample is the sample with three of its quotes held: one altered by a
// hostile transcript, one verbatim, one not found.
func heldSample(t *testing.T) *Report {
	t.Helper()
	r := sample()
	r.Sort()
	var quotes []record.Quote
	for _, q := range r.Quotes {
		if q.Class == record.ClassQuote && q.Kind == record.KindDirect && len(q.Segments) == 1 {
			quotes = append(quotes, q)
		}
	}
	if len(quotes) < 3 {
		t.Fatalf("the sample has %d quotes to hold", len(quotes))
	}
	q := quotes[0]
	said := "<script>alert(1)</script> " + q.Text
	place := record.Place{Transcript: "debate/<b>one", Start: 40, End: 40 + len(said), Text: said, Turn: 7, Speaker: "A & B", Time: "00:01:02.500", Score: 0.9}
	r.Held = []Held{
		{Verified: record.Verified{Quote: quotes[1].ID, Verdict: record.VerdictVerbatim, Places: []record.Place{{Transcript: "t", End: len(quotes[1].Text), Text: quotes[1].Text, Turn: 1, Score: 1}}},
			Passage: record.Quote{ID: "t", End: len(quotes[1].Text), Text: quotes[1].Text, Segments: []record.Span{{End: len(quotes[1].Text)}}}, Dates: []string{"2025-05-01"}},
		{Verified: record.Verified{Quote: q.ID, Verdict: record.VerdictAltered, Flags: []string{record.FlagContext, record.FlagSpeaker}, Places: []record.Place{place, place},
			Differences: []record.RecordDifference{{Type: "omission", Severity: 3, Base: record.RecordSide{Transcript: place.Transcript, Start: 40, End: 65, Text: said[:25]},
				Other: record.Side{Quote: q.ID, Start: q.Start, End: q.Start}}}},
			Passage: record.Quote{ID: place.Transcript, Start: 40, End: 40 + len(said), Text: said, Segments: []record.Span{{Start: 40, End: 40 + len(said)}}},
			Before:  "I never <i>said", After: ", nobody did.", Dates: []string{"2025-05-01", ""}, Title: "The \"debate\""},
		{Verified: record.Verified{Quote: quotes[2].ID, Verdict: record.VerdictNotFound}},
	}
	r.Run.Verify = true
	return r
}

func TestVerifiedSchema(t *testing.T) {
	dir := t.TempDir()
	r := heldSample(t)
	if err := Write(dir, r); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join(dir, "verified.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	s := schema(t, "verified")
	lines := strings.Split(strings.TrimSuffix(string(b), "\n"), "\n")
	if len(lines) != 3 {
		t.Fatalf("%d rows", len(lines))
	}
	for i, line := range lines {
		if err := validate(t, s, line); err != nil {
			t.Errorf("line %d: %v", i+1, err)
		}
	}
	for _, edit := range [][2]string{{`"flags":[]`, `"flags":null`}, {`"verdict":"not-found"`, `"verdict":"pass"`}, {`"turn":7`, `"turn":0`}, {`"00:01:02.500"`, `"62"`}} {
		bad := strings.Replace(string(b), edit[0], edit[1], 1)
		if bad == string(b) {
			t.Fatalf("no row holds %s", edit[0])
		}
		if !slices.ContainsFunc(strings.Split(strings.TrimSpace(bad), "\n"), func(line string) bool { return validate(t, s, line) != nil }) {
			t.Errorf("%s for %s passes", edit[1], edit[0])
		}
	}
	r.Run.Verify = false
	dir = t.TempDir()
	if err := Write(dir, r); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "verified.jsonl")); !os.IsNotExist(err) {
		t.Error("a run that does not verify writes verified.jsonl")
	}
}

// The record stands in report.html, the worst first, and nothing of it as markup.
func TestHeldPage(t *testing.T) {
	var page bytes.Buffer
	if err := indexOf(t, heldSample(t)).writePage(&page, maxPage, maxGroups); err != nil {
		t.Fatal(err)
	}
	html := page.String()
	for _, want := range []string{
		`id="record"`, "debate/&lt;b&gt;one", "turn 7", "at 00:01:02.500", "A &amp; B", "I never &lt;i&gt;said", "nobody did.",
		"context: the words around it may turn its meaning", "omission", `&lt;script&gt;alert(1)&lt;/script&gt;`,
	} {
		if !strings.Contains(html, want) {
			t.Errorf("report.html does not hold %s", want)
		}
	}
	for _, never := range []string{"<script>alert", "<i>said", "/<b>one"} {
		if strings.Contains(html, never) {
			t.Errorf("report.html holds %s", never)
		}
	}
	if altered, verbatim := strings.Index(html, `v-divergent">altered`), strings.LastIndex(html, `v-consistent">verbatim`); altered < 0 || verbatim < altered {
		t.Errorf("altered at %d, verbatim at %d", altered, verbatim)
	}
	var plain bytes.Buffer
	if err := indexOf(t, sample()).writePage(&plain, maxPage, maxGroups); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(plain.String(), `id="record"`) {
		t.Error("a report without a record has a part about it")
	}
}

// A page holds as many quotes as there is room for, and counts the others.
func TestHeldBudget(t *testing.T) {
	r := heldSample(t)
	one := r.Held[1]
	for i := range 500 {
		h := one
		h.Title = fmt.Sprintf("Debate %d", i)
		r.Held = append(r.Held, h)
	}
	p, err := renderRecord(indexOf(t, r), 200_000)
	if err != nil {
		t.Fatal(err)
	}
	if shown := strings.Count(string(p.Entries), `<article class="group held"`); len(p.Entries) > 200_000 || shown < 10 || shown+p.More != 502 {
		t.Errorf("%d bytes, %d shown, %d more", len(p.Entries), shown, p.More)
	}
}

// Of quotes held no more are kept than a page can show, and those the worst;
// all are counted.
func TestHeldKept(t *testing.T) {
	r := heldSample(t)
	one, worst := r.Held[0], r.Held[1]
	r.Held = nil
	for range 3 * maxHeld / leastHeld {
		r.Held = append(r.Held, one)
	}
	r.Held = append(r.Held, worst)
	ix := indexOf(t, r)
	if x := &ix.held; x.found != len(r.Held) || len(x.worst) > maxHeld/leastHeld || x.worst[0].Quote != worst.Quote {
		t.Errorf("%d of %d are found, %d kept, the first %s", x.found, len(r.Held), len(x.worst), x.worst[0].Quote)
	}
	p, err := renderRecord(ix, 10_000)
	if err != nil {
		t.Fatal(err)
	}
	if shown := strings.Count(string(p.Entries), `<article class="group held"`); shown == 0 || shown+p.More != len(r.Held) {
		t.Errorf("%d shown, %d more", shown, p.More)
	}
}

// What a flag asks to look at comes before what differs in style alone.
func TestHeldOrder(t *testing.T) {
	held := []Held{
		{Verified: record.Verified{Quote: "a#1", Verdict: record.VerdictVerbatim}},
		{Verified: record.Verified{Quote: "a#2", Verdict: record.VerdictMinor, Differences: []record.RecordDifference{{Severity: 1}}}},
		{Verified: record.Verified{Quote: "a#3", Verdict: record.VerdictVerbatim, Flags: []string{record.FlagContext}}},
		{Verified: record.Verified{Quote: "a#4", Verdict: record.VerdictMinor, Flags: []string{record.FlagSpeaker}}},
		{Verified: record.Verified{Quote: "a#5", Verdict: record.VerdictAltered, Differences: []record.RecordDifference{{Severity: 2}}}},
		{Verified: record.Verified{Quote: "a#6", Verdict: record.VerdictAltered, Flags: []string{record.FlagDate}, Differences: []record.RecordDifference{{Severity: 2}}}},
		{Verified: record.Verified{Quote: "a#7", Verdict: record.VerdictSpliced}},
		{Verified: record.Verified{Quote: "a#8", Verdict: record.VerdictNotFound}},
	}
	x, err := newHeldIndex(&Report{Held: held})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, h := range x.worst {
		got = append(got, h.Quote)
	}
	if want := []string{"a#7", "a#6", "a#5", "a#4", "a#3", "a#2", "a#1"}; !slices.Equal(got, want) {
		t.Errorf("the order is %v, want %v", got, want)
	}
}

// Letters that stand for flags are explained where one stands, in lines that fit.
func TestHeldFlagsLegend(t *testing.T) {
	r := heldSample(t)
	legend := func(width int) string {
		var out bytes.Buffer
		if err := Summary(&out, r, width); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(out.String()) {
			if n := len([]rune(strings.TrimRight(line, "\n"))); n > width {
				t.Errorf("%d columns: %s", n, line)
			}
		}
		return out.String()
	}
	if !strings.Contains(legend(60), "Flags: c context") {
		t.Error("a flag is not explained")
	}
	r.Held[1].Flags = nil
	if strings.Contains(legend(60), "Flags:") {
		t.Error("flags are explained where there is none")
	}
}

// A mark after the words of the record stands close to them.
func TestHeldMarkdownSpacing(t *testing.T) {
	r := heldSample(t)
	var md bytes.Buffer
	if err := indexOf(t, r).writeMarkdown(&md); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(md.String(), "**, nobody did.") {
		t.Errorf("report.md says\n%s", md.String())
	}
	r.Held[1].Before, r.Held[1].After = "", "Nobody did."
	md.Reset()
	if err := indexOf(t, r).writeMarkdown(&md); err != nil {
		t.Fatal(err)
	}
	if s := md.String(); !strings.Contains(s, "at 00:01:02.500: **") || !strings.Contains(s, "** Nobody did.") {
		t.Errorf("report.md says\n%s", s)
	}
}

// A splice has no words of its own, and a table of them no empty cells.
func TestHeldSplice(t *testing.T) {
	r := heldSample(t)
	h := &r.Held[1]
	h.Verdict = record.VerdictSpliced
	h.Differences = []record.RecordDifference{{Type: "splice", Severity: 3, Note: "78 words apart"}}
	p, err := renderRecord(indexOf(t, r), maxHeld)
	if err != nil {
		t.Fatal(err)
	}
	if s := string(p.Entries); strings.Contains(s, "[nothing]") || !strings.Contains(s, "78 words apart") {
		t.Errorf("the page says\n%s", s)
	}
}

func TestHeldText(t *testing.T) {
	r := heldSample(t)
	var md, out bytes.Buffer
	if err := indexOf(t, r).writeMarkdown(&md); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"## Against the record", "| altered | 1 |", "### Altered: ", "debate/&lt;b&gt;one, turn 7, A &amp; B, at 00:01:02.500", "**Flag, context:**"} {
		if !strings.Contains(md.String(), want) {
			t.Errorf("report.md does not hold %s", want)
		}
	}
	if err := Summary(&out, r, 80); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "Against the record: 1 altered, 1 verbatim, 1 not-found; 1 is flagged.") {
		t.Errorf("the summary says\n%s", out.String())
	}
	for line := range strings.Lines(out.String()) {
		if n := len([]rune(strings.TrimRight(line, "\n"))); n > 80 {
			t.Errorf("%d columns: %s", n, line)
		}
	}
}
