package report

import (
	"strings"
	"testing"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// rally is a line said on three days, each time in two papers.
func rally() *Report {
	r := &Report{Run: Run{Format: record.FormatVersion, Version: "0.0.0-test"}}
	ids := []string{"c-01", "c-02", "c-03"}
	for i, date := range []string{"2025-05-02", "2025-03-11", "2025-04-01"} {
		c := record.Cluster{ID: ids[i], Verdict: record.VerdictConsistent, Outlets: 2, IndependentSources: 2, Speaker: &record.ClusterSpeaker{ID: "ana-diaz", Name: "Ana Díaz"}}
		for _, outlet := range []string{"courier", "ledger"} {
			q := record.Quote{ID: outlet + "/" + date + "#1", Article: outlet + "/" + date, Outlet: outlet, Date: record.Null(date), Text: "Stone by stone", End: 14,
				Segments: []record.Span{{Start: 0, End: 14}}, Class: record.ClassQuote, Kind: record.KindDirect, Cluster: record.Null(c.ID),
				Speaker: &record.Speaker{ID: "ana-diaz", Name: "Ana Díaz", Type: record.TypePerson, Confidence: 0.97}}
			r.Articles = append(r.Articles, record.Article{ID: q.Article, Outlet: outlet, Date: q.Date, Quotes: 1})
			r.Quotes, r.Contexts = append(r.Quotes, q), append(r.Contexts, record.Context{Text: q.Text})
			c.Members = append(c.Members, record.Member{Quote: q.ID, Outlet: outlet, Date: q.Date, Independent: true})
			c.Base = q.ID
		}
		for _, id := range ids {
			if id != c.ID {
				c.Repeats = append(c.Repeats, id)
			}
		}
		r.Clusters = append(r.Clusters, c)
	}
	return r
}

func TestSaidAgain(t *testing.T) {
	r := rally()
	d, page := render(t, r)
	want := `<b>Said again on:</b> <a href="#g:c-02">11 March 2025</a>; <a href="#g:c-03">1 April 2025</a>.`
	if !strings.Contains(string(page), want) || len(d.misnests) > 0 {
		t.Errorf("report.html does not say %q, or is unsound: %q", want, d.misnests)
	}
	var b strings.Builder
	if err := indexOf(t, r).writeMarkdown(&b); err != nil {
		t.Fatal(err)
	}
	if want := "Said again on: 11 March 2025 (c-02); 1 April 2025 (c-03).\n"; !strings.Contains(b.String(), want) {
		t.Errorf("report.md does not say %q:\n%s", want, b.String())
	}
}

// A group that the page has no room for is named, and not led to.
func TestSaidAgainInAGroupLeftOut(t *testing.T) {
	ix := indexOf(t, rally())
	whole, _, err := renderGroups(ix, nil, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	cut, shown, err := renderGroups(ix, nil, len(whole)*5/6+1200)
	if err != nil {
		t.Fatal(err)
	}
	if len(shown) == 0 || len(shown) == len(ix.r.Clusters) {
		t.Fatalf("%d of %d groups shown: nothing is left out", len(shown), len(ix.r.Clusters))
	}
	for _, c := range ix.r.Clusters {
		if led := strings.Contains(cut, `href="#g:`+c.ID+`"`); led != shown[c.ID] {
			t.Errorf("%s: shown %t, led to %t", c.ID, shown[c.ID], led)
		}
	}
	if !strings.Contains(cut, "May 2025") || !strings.Contains(cut, "April 2025") || !strings.Contains(cut, "March 2025") {
		t.Error("a day is missing")
	}
}
