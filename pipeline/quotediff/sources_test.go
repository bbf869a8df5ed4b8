package quotediff

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/variant"
)

// printed on a day; an empty day is unknown.
func on(day, article, text string) record.Quote {
	q := said(article, 1, "Ana Díaz", record.KindDirect, "Díaz", text)
	q.Date = record.Null(day)
	return q
}

const (
	dam    = "We will mend the old dam by the harbour with 25 men before the winter comes."
	dam30  = "We will mend the old dam by the harbour with 30 men before the winter comes."
	damNot = "We will not mend the old dam by the harbour with 25 men before the winter comes."
	damCut = "We will mend the old dam by the harbour"
)

// of finds the one difference of a type.
func of(t *testing.T, c record.Cluster, kind string) record.Difference {
	t.Helper()
	i := slices.IndexFunc(c.Differences, func(d record.Difference) bool { return d.Type == kind })
	if i < 0 {
		t.Fatalf("no %s in %s", kind, show(c.Differences))
	}
	return c.Differences[i]
}

func TestSides(t *testing.T) {
	ap := func(ids ...string) map[string]string {
		m := map[string]string{}
		for _, id := range ids {
			m[id] = "AP"
		}
		return m
	}
	for _, c := range []struct {
		about       string
		quotes      []record.Quote
		sources     map[string]string
		base, other int
		first       string
		independent int
	}{
		{"one against two, and one that cut the place", []record.Quote{on("2024-03-01", "herald/1", dam), on("2024-03-02", "post/1", dam), on("2024-03-03", "times/1", dam30), on("2024-03-03", "echo/1", damCut)}, nil, 2, 1, "times/1#1", 4},
		{"the base is the minority", []record.Quote{on("2024-03-01", "herald/1", dam+" And that is all."), on("2024-03-02", "post/1", dam30), on("2024-03-03", "times/1", dam30)}, nil, 1, 2, "herald/1#1", 3},
		{"one against one", []record.Quote{on("2024-03-01", "herald/1", dam), on("2024-03-02", "post/1", dam30)}, nil, 1, 1, "", 2},
		{"two on one day, nobody knows which", []record.Quote{on("2024-03-01", "a/1", dam), on("2024-03-01", "b/1", dam), on("2024-03-01", "c/1", dam), on("2024-03-02", "d/1", dam30), on("2024-03-02", "e/1", dam30)}, nil, 3, 2, "", 5},
		{"two, on two days", []record.Quote{on("2024-03-01", "a/1", dam), on("2024-03-01", "b/1", dam), on("2024-03-01", "c/1", dam), on("2024-03-03", "d/1", dam30), on("2024-03-02", "e/1", dam30)}, nil, 3, 2, "e/1#1", 5},
		{"two, one without a day", []record.Quote{on("2024-03-01", "a/1", dam), on("2024-03-01", "b/1", dam), on("2024-03-01", "c/1", dam), on("2024-03-03", "d/1", dam30), on("", "e/1", dam30)}, nil, 3, 2, "", 5},
		{"two on two days, and one without a day", []record.Quote{on("2024-03-01", "a/1", dam), on("2024-03-01", "b/1", dam), on("2024-03-01", "c/1", dam), on("2024-03-01", "d/1", dam), on("2024-03-02", "e/1", dam30), on("2024-03-03", "f/1", dam30), on("", "g/1", dam30)}, nil, 4, 3, "", 7},
		{"two on two days, and the first once more without", []record.Quote{on("2024-03-01", "a/1", dam), on("2024-03-01", "b/1", dam), on("2024-03-01", "c/1", dam), on("2024-03-02", "e/1", dam30), on("2024-03-03", "f/1", dam30), on("", "e/2", dam30)}, nil, 3, 2, "e/1#1", 5},
		{"one without a day", []record.Quote{on("2024-03-01", "a/1", dam), on("2024-03-01", "b/1", dam), on("", "e/1", dam30)}, nil, 2, 1, "e/1#1", 3},
		{"three papers, one wire story", []record.Quote{on("2024-03-01", "a/1", dam), on("2024-03-01", "b/1", dam), on("2024-03-01", "c/1", dam), on("2024-03-02", "d/1", dam30), on("2024-03-02", "e/1", dam30)}, ap("a/1", "b/1", "c/1"), 1, 2, "a/1#1", 3},
		{"one paper departs from its wire story", []record.Quote{on("2024-03-01", "a/1", dam), on("2024-03-01", "b/1", dam), on("2024-03-02", "c/1", dam30)}, ap("a/1", "b/1", "c/1"), 1, 1, "c/1#1", 1},
		{"two papers of one wire story, one each", []record.Quote{on("2024-03-01", "a/1", dam), on("2024-03-02", "c/1", dam30)}, ap("a/1", "c/1"), 1, 1, "", 1},
	} {
		t.Run(c.about, func(t *testing.T) {
			got := cluster(t, c.quotes, Options{Sources: c.sources})
			d := of(t, got, "number-value")
			if d.Base.Text != "25" {
				t.Fatalf("the base is %s", got.Base)
			}
			if d.BaseSources != c.base || d.OtherSources != c.other || string(d.First) != c.first || got.IndependentSources != c.independent {
				t.Errorf("%d against %d of %d, first %q; want %d against %d of %d, first %q",
					d.BaseSources, d.OtherSources, got.IndependentSources, d.First, c.base, c.other, c.independent, c.first)
			}
		})
	}
}

// Who prints a place in a matter of style only prints it all the same.
func TestSidesIgnoreStyle(t *testing.T) {
	got := cluster(t, []record.Quote{
		on("2024-03-01", "a/1", dam), on("2024-03-01", "b/1", strings.Replace(dam, "25", "twenty-five", 1)), on("2024-03-02", "c/1", dam30),
	}, Options{})
	if d := of(t, got, "number-value"); d.BaseSources != 2 || d.OtherSources != 1 {
		t.Errorf("%d against %d", d.BaseSources, d.OtherSources)
	}
	if d := of(t, got, "number-form"); d.BaseSources != 1 || d.OtherSources != 1 {
		t.Errorf("form: %d against %d: who prints another number prints neither", d.BaseSources, d.OtherSources)
	}
}

func TestUnsupported(t *testing.T) {
	wire := map[string]string{"a/1": "AP", "b/1": "AP"}
	two := []record.Quote{on("2024-03-01", "a/1", dam), on("2024-03-01", "b/1", dam)}
	got := cluster(t, two, Options{Sources: wire})
	if d := of(t, got, "unsupported"); d.Severity != 0 || d.Note != "all from AP" || d.Other.Quote != "b/1#1" || got.Verdict != record.VerdictConsistent {
		t.Errorf("%s, %+v", got.Verdict, d)
	}
	if s := show(cluster(t, append(two, on("2024-03-02", "c/1", dam)), Options{Sources: wire}).Differences); s != "" {
		t.Errorf("with a second source: %s", s)
	}
}

func TestInsertionOfOneSource(t *testing.T) {
	const more = "We will mend the old dam by the harbour, the bridge and the market hall with 25 men before the winter comes."
	long := dam + " Nobody will be asked to leave home while we work there, and nobody will pay."
	got := cluster(t, []record.Quote{on("2024-03-01", "a/1", long), on("2024-03-02", "b/1", more)}, Options{})
	if d := of(t, got, "insertion"); d.Severity != 3 || !strings.HasSuffix(string(d.Note), "one source alone has it") {
		t.Errorf("%+v", d)
	}
	got = cluster(t, []record.Quote{on("2024-03-01", "a/1", long), on("2024-03-02", "b/1", more), on("2024-03-02", "c/1", more)}, Options{})
	if d := of(t, got, "insertion"); strings.Contains(string(d.Note), "alone") {
		t.Errorf("two sources have it: %+v", d)
	}
}

func TestEdited(t *testing.T) {
	versions := map[string]string{"post/2": "post/1"}
	same := map[string]string{"post/2": "post"}
	for _, c := range []struct{ about, first, later, want string }{
		{"a figure", dam, dam30, "edited 3 25|30 (number-value)"},
		{"a figure, where the base is another's", dam30, dam, "edited 3 30|25 (number-value)"},
		{"typography", dam, strings.Replace(dam, "25 men", "25 men,", 1), ""},
		{"nothing", dam, dam, ""},
	} {
		got := cluster(t, []record.Quote{on("2024-02-28", "herald/1", dam+" And that is all of it."), on("2024-03-01", "post/1", c.first), on("2024-03-02", "post/2", c.later)},
			Options{Versions: versions, Sources: same})
		edits := slices.DeleteFunc(slices.Clone(got.Differences), func(d record.Difference) bool { return d.Type != "edited" })
		if s := show(edits); s != c.want {
			t.Errorf("%s: %q, want %q", c.about, s, c.want)
		}
		for _, d := range edits {
			if d.Base.Quote != "post/1#1" || d.Other.Quote != "post/2#1" {
				t.Errorf("%s: from %s to %s", c.about, d.Base.Quote, d.Other.Quote)
			}
		}
		if got.IndependentSources != 2 || got.Members[2].Independent {
			t.Errorf("%s: %d sources, %+v", c.about, got.IndependentSources, got.Members)
		}
	}
}

// tree writes a cluster's wordings as first<parent, the root first.
func tree(c record.Cluster) string {
	var out []string
	for _, w := range c.Wordings {
		s := w.First
		if w.From != nil {
			s += "<" + c.Wordings[*w.From].First
		}
		out = append(out, fmt.Sprintf("%s(%d)", strings.ReplaceAll(s, "/1#1", ""), len(w.Members)))
	}
	return strings.Join(out, " ")
}

func TestDescent(t *testing.T) {
	const both = "We will not mend the old dam by the harbour with 30 men before the winter comes."
	const other = "We will mend the new dam by the harbour with 30 men before the winter comes."
	for _, c := range []struct {
		about  string
		quotes []record.Quote
		want   string
	}{
		{"one wording", []record.Quote{on("2024-03-01", "a/1", dam), on("2024-03-02", "b/1", dam)}, "a(2)"},
		{"a change upon a change", []record.Quote{on("2024-03-01", "a/1", dam), on("2024-03-01", "b/1", dam), on("2024-03-02", "c/1", dam30), on("2024-03-03", "d/1", both)}, "a(2) c<a(1) d<c(1)"},
		{"what came later is no parent", []record.Quote{on("2024-03-01", "a/1", dam), on("2024-03-01", "b/1", dam), on("2024-03-03", "c/1", dam30), on("2024-03-02", "d/1", both)}, "a(2) d<a(1) c<d(1)"},
		{"of one day the simpler is the parent", []record.Quote{on("2024-03-01", "x/1", dam), on("2024-03-01", "b/1", dam), on("2024-03-02", "a/1", both), on("2024-03-02", "c/1", dam30)}, "b(2) c<b(1) a<c(1)"},
		{"nothing in common with each other", []record.Quote{on("2024-03-01", "a/1", dam), on("2024-03-01", "b/1", dam), on("2024-03-02", "c/1", dam30), on("2024-03-03", "d/1", damNot)}, "a(2) c<a(1) d<a(1)"},
		{"two branches", []record.Quote{on("2024-03-01", "a/1", dam), on("2024-03-01", "b/1", dam), on("2024-03-02", "c/1", dam30), on("2024-03-03", "d/1", both), on("2024-03-03", "e/1", other)}, "a(2) c<a(1) d<c(1) e<c(1)"},
		{"the root has most sources, and need not be the base", []record.Quote{on("2024-03-01", "a/1", dam), on("2024-03-02", "b/1", dam30), on("2024-03-03", "c/1", dam30), on("2024-03-04", "d/1", both)}, "b(2) a<b(1) d<b(1)"},
	} {
		t.Run(c.about, func(t *testing.T) {
			if got := tree(cluster(t, c.quotes, Options{})); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
	// c credits the agency whose story d printed: that is its model, though it is
	// as near to the root.
	wire := map[string]string{"c/1": "AP", "d/1": "AP"}
	quotes := []record.Quote{on("2024-03-01", "a/1", dam), on("2024-03-01", "b/1", dam), on("2024-03-02", "d/1", dam30), on("2024-03-03", "c/1", damNot)}
	if got, want := tree(cluster(t, quotes, Options{Sources: wire})), "a(2) d<a(1) c<d(1)"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// The order of the quotes changes nothing but their numbers.
func TestSourcesInAnyOrder(t *testing.T) {
	texts := []string{dam, dam30, damNot, damCut, strings.Replace(dam, "harbour", "river", 1), strings.Replace(dam30, "old ", "", 1)}
	var quotes []record.Quote
	sources, versions := map[string]string{}, map[string]string{}
	for i := range 40 {
		id := fmt.Sprintf("o%02d/1", i)
		quotes = append(quotes, on(fmt.Sprintf("2024-03-%02d", 1+(i*5)%7), id, texts[(i*7+i/6)%len(texts)]))
		if i%3 == 0 {
			sources[id] = "AP"
		}
		if i%8 == 7 {
			versions[id], sources[id] = "o06/1", "o06"
		}
	}
	group := func() record.Cluster {
		all := make([]int, len(quotes))
		base := 0
		for i := range all {
			all[i] = i
			if quotes[i].ID == "o00/1#1" {
				base = i
			}
		}
		slices.SortFunc(all, func(i, j int) int {
			return strings.Compare(string(quotes[i].Date)+quotes[i].ID, string(quotes[j].Date)+quotes[j].ID)
		})
		return Cluster(quotes, variant.Cluster{Base: base, Members: all}, Options{Sources: sources, Versions: versions})
	}
	want := group()
	if len(want.Wordings) < 5 || len(want.Differences) < 20 {
		t.Fatalf("%d wordings, %d differences: this tests little", len(want.Wordings), len(want.Differences))
	}
	check(t, want)
	for seed := range uint64(5) {
		rand.New(rand.NewPCG(seed, 3)).Shuffle(len(quotes), func(i, j int) { quotes[i], quotes[j] = quotes[j], quotes[i] })
		if d := cmp.Diff(want, group()); d != "" {
			t.Fatalf("seed %d (-want +got):\n%s", seed, d)
		}
	}
}

// check holds a cluster to what must be true of any.
func check(t *testing.T, c record.Cluster) {
	t.Helper()
	in := map[string]int{}
	for i, w := range c.Wordings {
		for _, m := range w.Members {
			in[m]++
		}
		if (w.From == nil) != (i == 0) || w.From != nil && (*w.From < 0 || *w.From >= i) {
			t.Errorf("wording %d descends from %v", i, w.From)
		}
		if w.First != w.Members[0] || w.Sources < 1 || w.Sources > c.IndependentSources {
			t.Errorf("wording %d: %+v", i, w)
		}
	}
	for _, m := range c.Members {
		if in[m.Quote] != 1 {
			t.Errorf("%s is in %d wordings", m.Quote, in[m.Quote])
		}
	}
	for _, d := range c.Differences {
		if d.BaseSources < 1 || d.OtherSources < 1 || max(d.BaseSources, d.OtherSources) > c.IndependentSources {
			t.Errorf("%s: %d against %d of %d", d.Type, d.BaseSources, d.OtherSources, c.IndependentSources)
		}
		if d.First != "" && in[string(d.First)] != 1 {
			t.Errorf("%s was first %q", d.Type, d.First)
		}
	}
}

// Hundreds of outlets print what a president says: the tree and the sides must
// not cost more than the comparisons.
func BenchmarkCluster(b *testing.B) {
	var quotes []record.Quote
	c := variant.Cluster{}
	for i := range 600 {
		text := dam
		for n, w := range []string{"old", "harbour", "winter", "men", "mend"} {
			if i%(3+7*n) == 1 {
				text = strings.Replace(text, w, fmt.Sprintf("thing%d", i%(11+n)), 1)
			}
		}
		quotes = append(quotes, on("2024-03-01", fmt.Sprintf("o%03d/1", i), text))
		c.Members = append(c.Members, i)
	}
	b.ReportAllocs()
	for b.Loop() {
		Cluster(quotes, c, Options{})
	}
	b.ReportMetric(float64(len(quotes)*b.N)/b.Elapsed().Seconds(), "members/s")
}

// Ten thousand renderings of which no two are the same: more places than can be
// looked at one by one. All are compared, and each stands on one side of what it
// alone has.
func TestManyMembersThatAllDiffer(t *testing.T) {
	const members = 10_000
	words := strings.Fields(dam + " " + dam + " " + dam)
	quotes := []record.Quote{on("2024-03-01", "o00000/1", strings.Join(words, " "))}
	c := variant.Cluster{Members: []int{0}}
	for i := 1; i < members; i++ {
		text := slices.Clone(words)
		for n := range 4 {
			at := (i*(n+7) + i/97) % len(words)
			text[at] = fmt.Sprintf("thing%d", i*(n+1))
		}
		quotes = append(quotes, on("2024-03-02", fmt.Sprintf("o%05d/1", i), strings.Join(text, " ")))
		c.Members = append(c.Members, i)
	}
	got := Cluster(quotes, c, Options{})
	if got.Verdict != record.VerdictDivergent || len(got.Differences) < members || len(got.Wordings) < members/2 {
		t.Fatalf("%s, %d differences, %d wordings", got.Verdict, len(got.Differences), len(got.Wordings))
	}
	for _, d := range got.Differences {
		if d.BaseSources == 0 || d.OtherSources == 0 || d.BaseSources+d.OtherSources > members {
			t.Fatalf("%d against %d sources: %+v", d.BaseSources, d.OtherSources, d)
		}
	}
}
