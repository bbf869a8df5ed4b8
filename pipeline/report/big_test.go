package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// bigReport has n quotes in articles of ten and, for every six of them, one
// group over six articles, in which one wording has a number of its own.
func bigReport(n int) *Report {
	r := &Report{Run: Run{Format: record.FormatVersion, Version: "0.0.0-test"}}
	for i := range n {
		article := fmt.Sprintf("outlet-%02d/piece-%06d", i%40, i/10)
		if i%10 == 0 {
			r.Articles = append(r.Articles, record.Article{ID: article, Outlet: fmt.Sprintf("outlet-%02d", i%40), Date: record.Null(fmt.Sprintf("2025-03-%02d", 1+i/10%28)),
				Title: "A council votes, and then votes once more", URL: "https://news.example/a", SHA256: strings.Repeat("0f", 32), Quotes: 10, Words: 400})
		}
		a := r.Articles[i/10]
		before := "The councillor rose at the end of a long meeting. "
		said := fmt.Sprintf("In ward %d we counted the votes twice, and there were %d of them, which nobody disputes", i/6, 300+i%6/5)
		text := before + "“" + said + "”, Councillor " + fmt.Sprint(i%300) + " said to a full room that had waited since noon."
		start := len(before) + len("“")
		q := record.Quote{ID: fmt.Sprintf("%s#%d", a.ID, i%10+1), Article: a.ID, Outlet: a.Outlet, Date: a.Date, Start: start, End: start + len(said), Text: said,
			Segments: []record.Span{{Start: start, End: start + len(said)}}, Class: record.ClassQuote, Kind: record.KindDirect, Rule: "quote-source-cue",
			Speaker: &record.Speaker{ID: fmt.Sprintf("councillor-%d", i%300), Name: fmt.Sprintf("Councillor %d", i%300), Type: record.TypePerson, Confidence: 0.97}}
		r.Quotes = append(r.Quotes, q)
		r.Contexts = append(r.Contexts, record.Context{Text: text})
	}
	for i := 0; i+6 <= n; i += 6 {
		c := record.Cluster{ID: fmt.Sprintf("c-%06x", i), Verdict: record.VerdictDivergent, Base: r.Quotes[i].ID, Outlets: 6, IndependentSources: 6}
		for j := i; j < i+6; j++ {
			q := &r.Quotes[j]
			q.Cluster = record.Null(c.ID)
			c.Members = append(c.Members, record.Member{Quote: q.ID, Outlet: q.Outlet, Date: q.Date, Independent: true})
		}
		number := func(j int, words string) record.Side {
			from := r.Quotes[j].Start + strings.Index(r.Quotes[j].Text, words)
			return record.Side{Quote: r.Quotes[j].ID, Start: from, End: from + len(words), Text: words}
		}
		c.Differences = []record.Difference{{Type: "number-value", Severity: 4, Base: number(i, "300"), Other: number(i+5, "301")}}
		r.Clusters = append(r.Clusters, c)
	}
	return r
}

// TestSizes holds the pages of a large run to their caps, and to saying so.
func TestSizes(t *testing.T) {
	r := bigReport(50_000)
	r.Sort()
	var html, md bytes.Buffer
	if err := indexOf(t, r).writeHTML(&html); err != nil {
		t.Fatal(err)
	}
	if err := indexOf(t, r).writeMarkdown(&md); err != nil {
		t.Fatal(err)
	}
	if n := html.Len(); n > maxPage || n < maxPage/2 {
		t.Errorf("report.html has %d bytes, want at most %d and good use made of them", n, maxPage)
	}
	if n := md.Len(); n > maxMarkdown || n < maxMarkdown/2 {
		t.Errorf("report.md has %d bytes, want at most %d and good use made of them", n, maxMarkdown)
	}
	shown := strings.Count(html.String(), `<article class="group`)
	if want := count(len(r.Clusters)-shown) + " more groups"; !strings.Contains(html.String(), want) {
		t.Errorf("report.html shows %d groups of %d and does not say %q", shown, len(r.Clusters), want)
	}
	if want := " of 50,000 rows are on this page"; !strings.Contains(html.String(), want) {
		t.Errorf("report.html does not say %q", want)
	}
	if want := "of lesser severity or reach left out"; !strings.Contains(md.String(), want) {
		t.Errorf("report.md does not say %q", want)
	}
}

func BenchmarkWrite(b *testing.B) {
	r := bigReport(50_000)
	dir := b.TempDir()
	b.ReportAllocs()
	for b.Loop() {
		if err := Write(dir, r); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkHTML(b *testing.B) {
	r := bigReport(50_000)
	r.Sort()
	b.ReportAllocs()
	for b.Loop() {
		if err := indexOf(b, r).writeHTML(io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}

// TestManyWordings: one group of thousands of wordings is no quadratic matter.
func TestManyWordings(t *testing.T) {
	const n = 4000
	r := &Report{Run: Run{Format: record.FormatVersion, Version: "0.0.0-test"}}
	c := record.Cluster{ID: "c-1", Verdict: record.VerdictDivergent, Outlets: n, IndependentSources: n}
	words := strings.Repeat("word ", n)
	for i := range n {
		id := fmt.Sprintf("o%04d/a", i)
		text := fmt.Sprintf("%d %s", i, words[:5*(1+i%50)])
		r.Articles = append(r.Articles, record.Article{ID: id, Outlet: id[:5], Quotes: 1})
		r.Quotes = append(r.Quotes, record.Quote{ID: id + "#1", Article: id, Outlet: id[:5], End: len(text), Text: text,
			Segments: []record.Span{{End: len(text)}}, Class: record.ClassQuote, Kind: record.KindDirect, Cluster: "c-1"})
		c.Members = append(c.Members, record.Member{Quote: id + "#1", Outlet: id[:5], Independent: true})
		if i > 0 {
			c.Differences = append(c.Differences, record.Difference{Type: "substitution", Severity: 3,
				Base: record.Side{Quote: "o0000/a#1", Start: i % 3, End: 3 + i%3}, Other: record.Side{Quote: id + "#1", Start: 0, End: 1, Text: text[:1]}})
		}
	}
	c.Base = r.Quotes[0].ID
	r.Clusters = []record.Cluster{c}
	start := time.Now()
	var b bytes.Buffer
	if err := indexOf(t, r).writeHTML(&b); err != nil {
		t.Fatal(err)
	}
	if d := time.Since(start); d > 20*time.Second { // 0.1 s; a square of it would take minutes
		t.Errorf("took %v", d)
	}
	for _, want := range []string{count(n-maxWordings) + " more wordings", count(n-maxPrintings) + " more printings"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}
