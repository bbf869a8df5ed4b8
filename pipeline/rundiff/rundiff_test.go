package rundiff

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/report"
)

// sample is a run over articles a, b and c, which print one utterance; a and b
// print another.
func sample() *Run {
	r := &Run{Made: report.Run{Format: record.FormatVersion, Version: "v1", Options: map[string]any{"min_confidence": 0.35, "workers": 2.0}}}
	for _, id := range []string{"a", "b", "c"} {
		r.Articles = append(r.Articles, record.Article{ID: id, SHA256: "sum of " + id})
		for n, text := range []string{"We will not go.", "It rained."} {
			r.Quotes = append(r.Quotes, record.Quote{ID: fmt.Sprintf("%s#%d", id, n+1), Article: id, Start: 10 * n, End: 10*n + 5,
				Text: text, Speaker: &record.Speaker{ID: "ana-ruiz"}})
		}
	}
	r.Clusters = []record.Cluster{
		cluster("c-1", record.VerdictConsistent, "a#1", "b#1", "c#1"),
		cluster("c-2", record.VerdictVariant, "a#2", "b#2"),
	}
	r.Clusters[1].Differences = []record.Difference{{Type: "alias", Severity: 2, Other: record.Side{Quote: "b#2", Text: "poured"}}}
	return r
}

func cluster(id, verdict string, quotes ...string) record.Cluster {
	k := record.Cluster{ID: id, Verdict: verdict, Base: quotes[0]}
	for _, q := range quotes {
		k.Members = append(k.Members, record.Member{Quote: q})
	}
	return k
}

// lines are changes as "kind id was_id: was > is; with; text".
func lines(changes []Change) []string {
	var list []string
	for _, x := range changes {
		s := fmt.Sprintf("%s %s", x.Kind, x.ID)
		for _, part := range []struct{ lead, s string }{{" was ", string(x.WasID)}, {": ", string(x.Was)}, {" > ", string(x.Is)}, {" with ", string(x.With)}, {"; ", string(x.Text)}} {
			if part.s != "" {
				s += part.lead + part.s
			}
		}
		list = append(list, s)
	}
	return list
}

func TestCompare(t *testing.T) {
	for _, c := range []struct {
		name string
		edit func(later *Run)
		want []string
	}{
		{"nothing", func(*Run) {}, nil},
		{"workers and place in the file do not count", func(r *Run) {
			r.Made.Options["workers"] = 8.0
			slices.Reverse(r.Clusters)
		}, nil},
		{"settings", func(r *Run) { r.Made.Model = "m2"; r.Made.Options["indirect"] = true },
			[]string{"setting indirect > true", "setting model > m2"}},
		{"a fuller rendering arrives: the id changes, the utterance is the same", func(r *Run) {
			r.Articles = append(r.Articles, record.Article{ID: "d"})
			r.Quotes = append(r.Quotes, record.Quote{ID: "d#1", Article: "d", Text: "We will go."})
			r.Clusters[0] = cluster("c-9", record.VerdictDivergent, "d#1", "a#1", "b#1", "c#1")
			r.Clusters[0].Differences = []record.Difference{{Type: "negation", Severity: 4, Base: record.Side{Quote: "d#1"}, Other: record.Side{Quote: "a#1", Text: "not"}}}
		}, []string{
			"article-new d", "quote-new d#1; We will go.", "verdict c-9 was c-1: consistent > divergent; We will go.",
			"member-new c-9 was c-1; d#1", "difference-gained c-9 was c-1; negation",
		}},
		{"gone", func(r *Run) {
			r.Articles = r.Articles[1:]
			r.Quotes = r.Quotes[2:]
			r.Clusters = []record.Cluster{cluster("c-1", record.VerdictConsistent, "b#1", "c#1")}
		}, []string{
			"article-gone a", "quote-gone a#1 was a#1: ana-ruiz; We will not go.", "quote-gone a#2 was a#2: ana-ruiz; It rained.",
			"cluster-gone c-2 was c-2: variant; It rained.", "member-gone c-1 was c-1; a#1", "difference-lost c-2 was c-2; alias",
		}},
		{"an article of another text: quotes are known by their words", func(r *Run) {
			r.Articles[0].SHA256 = "another"
			r.Quotes[0], r.Quotes[1] = r.Quotes[1], r.Quotes[0]
			r.Quotes[0].ID, r.Quotes[1].ID = "a#1", "a#2"
			r.Quotes[0].Start, r.Quotes[1].Start = 77, 99
			r.Clusters[0].Members[0].Quote, r.Clusters[1].Members[0].Quote = "a#2", "a#1"
		}, []string{"article-changed a: sum of a > another"}},
		{"speakers", func(r *Run) { r.Quotes[0].Speaker = nil; r.Quotes[2].Speaker = &record.Speaker{ID: "ben-cole"} }, []string{
			"speaker a#1 was a#1: ana-ruiz; We will not go.", "speaker b#1 was b#1: ana-ruiz > ben-cole; We will not go."}},
		{"two become one: the larger goes on", func(r *Run) {
			r.Clusters = []record.Cluster{cluster("c-2", record.VerdictVariant, "a#1", "b#1", "c#1", "a#2", "b#2")}
			r.Clusters[0].Differences = sample().Clusters[1].Differences
		}, []string{
			"verdict c-2 was c-1: consistent > variant; We will not go.", "cluster-gone c-2 was c-2: variant with c-2; It rained.",
			"member-new c-2 was c-1; a#2", "member-new c-2 was c-1; b#2", "difference-gained c-2 was c-1; alias", "difference-lost c-2 was c-2; alias",
		}},
		{"one becomes two", func(r *Run) {
			r.Clusters[0] = cluster("c-1", record.VerdictConsistent, "a#1", "b#1")
			r.Quotes = append(r.Quotes, record.Quote{ID: "c#3", Article: "c", Start: 30, End: 33})
			r.Clusters = append(r.Clusters, cluster("c-3", record.VerdictConsistent, "c#1", "c#3"))
		}, []string{"quote-new c#3", "cluster-new c-3 > consistent with c-1; We will not go.", "member-gone c-1 was c-1; c#1"}},
		{"an id that went to another utterance is no kin", func(r *Run) {
			r.Clusters = []record.Cluster{cluster("c-2", record.VerdictConsistent, "a#1", "b#1", "c#1")}
		}, []string{"cluster-gone c-2 was c-2: variant; It rained.", "difference-lost c-2 was c-2; alias"}},
		{"rejected", func(r *Run) {
			r.Rejected = []record.Rejection{{Source: "x.jsonl", Place: "line 3", Stage: "read", Reason: "bad JSON"}}
		}, []string{"rejected x.jsonl, line 3; bad JSON"}},
		{"the same difference once more", func(r *Run) {
			r.Clusters[1].Differences = append(r.Clusters[1].Differences, r.Clusters[1].Differences[0])
		}, []string{"difference-gained c-2 was c-2; alias"}},
	} {
		later := sample()
		c.edit(later)
		got := Compare(sample(), later)
		if d := cmp.Diff(c.want, lines(got)); d != "" {
			t.Errorf("%s:\n%s", c.name, d)
		}
		// Backwards, what was new is gone.
		back := Compare(later, sample())
		for _, pair := range [][2]Kind{{ArticleNew, ArticleGone}, {QuoteNew, QuoteGone}, {ClusterNew, ClusterGone}, {MemberNew, MemberGone},
			{DifferenceGained, DifferenceLost}, {Verdict, Verdict}, {Speaker, Speaker}, {Rejected, RejectedNoMore}} {
			if a, b := count(got, pair[0]), count(back, pair[1]); a != b {
				t.Errorf("%s: %d times %s, and backwards %d times %s", c.name, a, pair[0], b, pair[1])
			}
		}
	}
}

func count(changes []Change, k Kind) (n int) {
	for _, x := range changes {
		if x.Kind == k {
			n++
		}
	}
	return n
}

// The order of rows plays no part.
func TestOrderDoesNotShow(t *testing.T) {
	want := lines(Compare(sample(), &Run{}))
	for seed := range uint64(8) {
		r := sample()
		rng := rand.New(rand.NewPCG(seed, 1))
		rng.Shuffle(len(r.Clusters), func(i, j int) { r.Clusters[i], r.Clusters[j] = r.Clusters[j], r.Clusters[i] })
		rng.Shuffle(len(r.Quotes), func(i, j int) { r.Quotes[i], r.Quotes[j] = r.Quotes[j], r.Quotes[i] })
		if d := cmp.Diff(want, lines(Compare(r, &Run{}))); d != "" {
			t.Fatal(d)
		}
	}
}

func TestReadNamesWhatIsWrong(t *testing.T) {
	dir := t.TempDir()
	if err := report.Write(dir, &report.Report{Run: report.Run{Format: record.FormatVersion}, Articles: []record.Article{{ID: "a"}}}); err != nil {
		t.Fatal(err)
	}
	if r, err := Read(dir); err != nil || len(r.Articles) != 1 || !IsRun(dir) || IsRun(t.TempDir()) {
		t.Fatal(r, err)
	}
	for _, c := range []struct{ file, content, want string }{
		{"articles.jsonl", "{}\n{", "articles.jsonl: line 2"},
		{"articles.jsonl", "", ""},
		{"run.json", `{"format":99}`, "run.json: of format 99, and this program reads 1 to"},
		{"run.json", `[]`, "run.json"},
	} {
		if err := os.WriteFile(filepath.Join(dir, c.file), []byte(c.content), 0o666); err != nil {
			t.Fatal(err)
		}
		_, err := Read(dir)
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.file, err)
		}
	}
}
