package rundiff

import (
	"cmp"
	"slices"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// A key is what a quote goes by in both runs.
type key struct {
	article  string
	indirect bool
	start    int // where the article's text is the same
	end      int
	text     string // where it is not
	nth      int    // among those of this place or these words
}

// A view is a run by the keys of its quotes.
type view struct {
	quotes   map[key]*record.Quote
	keys     []key // of the quotes, in their order
	byID     map[string]key
	clusters []record.Cluster
	of       map[key]int // index of clusters
}

func newView(r, other *Run) *view {
	v := &view{quotes: make(map[key]*record.Quote, len(r.Quotes)), byID: make(map[string]key, len(r.Quotes)), clusters: r.Clusters, of: map[key]int{}}
	same := map[string]bool{} // articles with one text in both runs
	sums := map[string]string{}
	for i := range other.Articles {
		sums[other.Articles[i].ID] = other.Articles[i].SHA256
	}
	for i := range r.Articles {
		same[r.Articles[i].ID] = sums[r.Articles[i].ID] == r.Articles[i].SHA256
	}
	met := map[key]int{}
	for i := range r.Quotes {
		q := &r.Quotes[i]
		k := key{article: q.Article, indirect: q.Kind == record.KindIndirect}
		if same[q.Article] {
			k.start, k.end = q.Start, q.End
		} else {
			k.text = q.Text
		}
		met[k]++
		k.nth = met[k]
		v.quotes[k] = q
		v.keys = append(v.keys, k)
		v.byID[q.ID] = k
	}
	for i := range r.Clusters {
		for _, m := range r.Clusters[i].Members {
			if k, ok := v.byID[m.Quote]; ok {
				v.of[k] = i
			}
		}
	}
	return v
}

// members are the keys of a cluster's quotes.
func (v *view) members(i int) []key {
	var list []key
	for _, m := range v.clusters[i].Members {
		if k, ok := v.byID[m.Quote]; ok {
			list = append(list, k)
		}
	}
	return list
}

// words are those of the base of a cluster.
func (v *view) words(i int) record.Null {
	if q := v.quotes[v.byID[v.clusters[i].Base]]; q != nil {
		return record.Null(q.Text)
	}
	return ""
}

// clusters tells what became of every cluster of either run.
func (c *comparison) clusters() {
	toB, toA, kinA, kinB := c.match()
	for j := range c.b.clusters {
		is := &c.b.clusters[j]
		i, ok := toA[j]
		if !ok {
			with := record.Null("")
			if k, ok := kinB[j]; ok {
				with = record.Null(c.a.clusters[k].ID)
			}
			c.add(Change{Kind: ClusterNew, ID: is.ID, Is: record.Null(is.Verdict), With: with, Text: c.b.words(j)})
			c.differences(DifferenceGained, is.ID, "", c.b, is.Differences, c.a, nil)
			continue
		}
		was := &c.a.clusters[i]
		if was.Verdict != is.Verdict {
			c.add(Change{Kind: Verdict, ID: is.ID, WasID: record.Null(was.ID), Was: record.Null(was.Verdict), Is: record.Null(is.Verdict), Text: c.b.words(j)})
		}
		c.members(MemberNew, is.ID, was.ID, c.b, j, c.a.members(i))
		c.members(MemberGone, is.ID, was.ID, c.a, i, c.b.members(j))
		c.differences(DifferenceGained, is.ID, was.ID, c.b, is.Differences, c.a, was.Differences)
		c.differences(DifferenceLost, is.ID, was.ID, c.a, was.Differences, c.b, is.Differences)
	}
	for i := range c.a.clusters {
		if _, ok := toB[i]; ok {
			continue
		}
		was := &c.a.clusters[i]
		with := record.Null("")
		if k, ok := kinA[i]; ok {
			with = record.Null(c.b.clusters[k].ID)
		}
		c.add(Change{Kind: ClusterGone, ID: was.ID, WasID: record.Null(was.ID), Was: record.Null(was.Verdict), With: with, Text: c.a.words(i)})
		c.differences(DifferenceLost, was.ID, was.ID, c.a, was.Differences, c.b, nil)
	}
}

// match pairs the clusters of the two runs: those that share most quotes first,
// of these those of one id; what shares none by id alone. kinA and kinB give for
// a cluster left over the one that it shares most with.
func (c *comparison) match() (toB, toA, kinA, kinB map[int]int) {
	type pair struct{ a, b int }
	shared := map[pair]int{}
	for k, i := range c.a.of {
		if j, ok := c.b.of[k]; ok {
			shared[pair{i, j}]++
		}
	}
	ids := map[string]int{}
	for j := range c.b.clusters {
		ids[c.b.clusters[j].ID] = j
	}
	for i := range c.a.clusters {
		if j, ok := ids[c.a.clusters[i].ID]; ok {
			shared[pair{i, j}] += 0
		}
	}
	sameID := func(p pair) int {
		if c.a.clusters[p.a].ID == c.b.clusters[p.b].ID {
			return 1
		}
		return 0
	}
	pairs := make([]pair, 0, len(shared))
	for p := range shared {
		pairs = append(pairs, p)
	}
	slices.SortFunc(pairs, func(p, q pair) int {
		return cmp.Or(cmp.Compare(shared[q], shared[p]), cmp.Compare(sameID(q), sameID(p)), cmp.Compare(p.a, q.a), cmp.Compare(p.b, q.b))
	})
	toB, toA, kinA, kinB = map[int]int{}, map[int]int{}, map[int]int{}, map[int]int{}
	for _, p := range pairs {
		if _, ok := kinA[p.a]; !ok && shared[p] > 0 {
			kinA[p.a] = p.b
		}
		if _, ok := kinB[p.b]; !ok && shared[p] > 0 {
			kinB[p.b] = p.a
		}
		_, takenA := toB[p.a]
		_, takenB := toA[p.b]
		if !takenA && !takenB {
			toB[p.a], toA[p.b] = p.b, p.a
		}
	}
	return toB, toA, kinA, kinB
}

// members tells which of a cluster's quotes the other run's has not.
func (c *comparison) members(kind Kind, id, was string, v *view, i int, others []key) {
	known := make(map[key]bool, len(others))
	for _, k := range others {
		known[k] = true
	}
	for _, k := range v.members(i) {
		if !known[k] {
			c.add(Change{Kind: kind, ID: id, WasID: record.Null(was), Text: record.Null(v.quotes[k].ID)})
		}
	}
}

// A sort of difference is what two runs must agree in to have the same one. Its
// ranges are left out: they move with every word put before them.
type sort struct {
	kind, note  string
	severity    int
	base, other string // the words
	quote       key    // that departs
}

func sortOf(v *view, d *record.Difference) sort {
	return sort{d.Type, string(d.Note), d.Severity, d.Base.Text, d.Other.Text, v.byID[d.Other.Quote]}
}

// differences tells which of a cluster's the other run has not.
func (c *comparison) differences(kind Kind, id, was string, v *view, list []record.Difference, other *view, others []record.Difference) {
	known := map[sort]int{}
	for i := range others {
		known[sortOf(other, &others[i])]++
	}
	for i := range list {
		s := sortOf(v, &list[i])
		if known[s]--; known[s] < 0 {
			c.add(Change{Kind: kind, ID: id, WasID: record.Null(was), Text: record.Null(list[i].Type), Difference: &list[i]})
		}
	}
}
