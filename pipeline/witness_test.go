package pipeline

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

const damRelease = "../fixtures/stories/dam-release"

// Six articles: a wire story in three papers, a report of a paper's own, and
// one that was edited under the same URL.
func TestWitnesses(t *testing.T) {
	r := runOver(t, stages(), Options{Workers: 2}, damRelease)
	var got []string
	for _, a := range r.Articles {
		got = append(got, fmt.Sprintf("%s copy %s credit %s version %s", a.ID, a.CopyOf, a.Credit, a.VersionOf))
	}
	if d := cmp.Diff([]string{
		"coldwater-courier/birk copy  credit  version ",
		"coldwater-courier/birk-update copy  credit  version coldwater-courier/birk",
		"mesa-tribune/paint copy  credit  version ",
		"prairie-post/release copy the-meridian/gates credit AP version ",
		"the-meridian/gates copy  credit AP version ",
		"valley-sentinel/kestrel copy the-meridian/gates credit AP version ",
	}, got); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
	clusters := map[string]record.Cluster{} // by the beginning of the base
	for _, c := range r.Clusters {
		i := slices.IndexFunc(r.Quotes, func(q record.Quote) bool { return q.ID == c.Base })
		clusters[strings.Join(strings.Fields(r.Quotes[i].Text)[:2], " ")] = c
	}
	for begin, want := range map[string][2]int{"We are": {4, 2}, "The wall": {2, 2}, "I would": {4, 2}, "Nobody at": {1, 1}} {
		if c := clusters[begin]; c.Outlets != want[0] || c.IndependentSources != want[1] {
			t.Errorf("%s: %d outlets, %d sources; want %v", begin, c.Outlets, c.IndependentSources, want)
		}
	}
	c := clusters["We are"]
	i := slices.IndexFunc(c.Differences, func(d record.Difference) bool { return d.Type == "number-value" })
	if d := c.Differences[i]; d.BaseSources != 2 || d.OtherSources != 1 || d.First != "prairie-post/release#1" {
		t.Errorf("%d against %d, first %s", d.BaseSources, d.OtherSources, d.First)
	}
	for _, m := range c.Members {
		if want := map[bool]string{true: "mesa-tribune", false: "AP"}[m.Outlet == "mesa-tribune"]; m.Source != want || m.Independent != (m.Outlet == "mesa-tribune" || m.Outlet == "the-meridian") {
			t.Errorf("%+v", m)
		}
	}
}
