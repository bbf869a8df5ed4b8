package variant

import (
	"cmp"
	"iter"
	"slices"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// A Passage is where in the record the words of a quote most likely stand. A
// quote may have several: one debate in two transcripts.
type Passage struct {
	Quote int // index
	record.Passage
}

// Join groups through the record, as QUOTUS does: clusters, and quotes that are
// in none, become one where they render one passage, however different they
// look. The fullest is the root, and what joins it must overlap it, not each
// other, so that a speech quoted sentence by sentence does not become one
// utterance. Set phrases prove nothing, and different speakers stay apart. What
// is joined must be printed by two articles; the result is sorted as Group's is.
func Join(quotes []record.Quote, clusters []Cluster, passages []Passage) []Cluster {
	j := newJoiner(quotes, clusters, passages)
	slices.SortFunc(j.items, func(a, b *item) int {
		return cmp.Or(cmp.Compare(b.words, a.words), cmp.Compare(quotes[a.Base].ID, quotes[b.Base].ID))
	})
	roots := map[stretch][]*item{}
	var out []*item
	for _, it := range j.items {
		if root := j.rootOf(it, roots); root != nil {
			root.Members = append(root.Members, it.Members...)
			root.Bridged = append(root.Bridged, it.Bridged...)
			root.was = append(root.was, it.was...)
			continue
		}
		out = append(out, it)
		for _, p := range it.passages {
			for s := range stretches(p) {
				roots[s] = append(roots[s], it)
			}
		}
	}
	return j.clusters(out, clusters)
}

// A stretch is a piece of a transcript by which passages meet: one debate may be
// quoted ten thousand times, and few of those overlap.
type stretch struct {
	transcript string
	n          int
}

// stretches are those that a passage lies in.
func stretches(p record.Passage) iter.Seq[stretch] {
	const size = 1024 // bytes
	return func(yield func(stretch) bool) {
		for n := p.Start / size; n*size < p.End; n++ {
			if !yield(stretch{p.Transcript, n}) {
				return
			}
		}
	}
}

// An item is a cluster, perhaps of one quote alone.
type item struct {
	Cluster
	was      []int // the clusters that it was made of, by their indexes
	words    int
	passages []record.Passage
}

type joiner struct {
	quotes []record.Quote
	items  []*item
}

func newJoiner(quotes []record.Quote, clusters []Cluster, passages []Passage) *joiner {
	at := map[int][]record.Passage{}
	for _, p := range passages {
		at[p.Quote] = append(at[p.Quote], p.Passage)
	}
	j := &joiner{quotes: quotes}
	grouped := map[int]bool{}
	for i, c := range clusters {
		c.Members, c.Bridged = slices.Clone(c.Members), slices.Clone(c.Bridged)
		it := &item{Cluster: c, was: []int{i}}
		for _, m := range c.Members {
			grouped[m] = true
			if len(it.passages) == 0 || m == c.Base { // the base's own goes before another member's
				if ps := at[m]; len(ps) > 0 {
					it.passages = ps
				}
			}
		}
		j.add(it)
	}
	for q := range quotes {
		if ps := at[q]; !grouped[q] && len(ps) > 0 && !setPhrase(quotes[q].Text) {
			j.add(&item{Cluster: Cluster{Base: q, Members: []int{q}}, passages: ps})
		}
	}
	return j
}

func (j *joiner) add(it *item) {
	it.words = Words(j.quotes[it.Base].Text)
	j.items = append(j.items, it)
}

// setPhrase reports a formula, which people use everywhere.
func setPhrase(text string) bool {
	words := Read(text)
	return tables().formula(words, newSeq(words).kind)
}

// rootOf is the root that an item renders the passage of; nil if there is none.
// Of several the fullest, which comes first.
func (j *joiner) rootOf(it *item, roots map[stretch][]*item) *item {
	var best *item
	for _, p := range it.passages {
		for s := range stretches(p) {
			for _, root := range roots[s] {
				if best != nil && best.words >= root.words {
					break // the fullest come first
				}
				if j.sameSpeaker(it, root) && slices.ContainsFunc(root.passages, func(o record.Passage) bool { return overlap(p, o) }) {
					best = root
				}
			}
		}
	}
	return best
}

// sameSpeaker reports whether nothing speaks against one speaker of both.
func (j *joiner) sameSpeaker(a, b *item) bool {
	s, t := j.quotes[a.Base].Speaker, j.quotes[b.Base].Speaker
	return s == nil || t == nil || SameSpeaker(s, t)
}

// overlap reports whether two passages share most of the shorter.
func overlap(a, b record.Passage) bool {
	shared := min(a.End, b.End) - max(a.Start, b.Start)
	return a.Transcript == b.Transcript && 10*shared >= 7*min(a.End-a.Start, b.End-b.Start)
}

// clusters are the items that two articles or more print.
func (j *joiner) clusters(items []*item, before []Cluster) []Cluster {
	items = slices.DeleteFunc(items, func(it *item) bool {
		return !slices.ContainsFunc(it.Members, func(m int) bool { return j.quotes[m].Article != j.quotes[it.Base].Article })
	})
	slices.SortFunc(items, func(a, b *item) int { return cmp.Compare(j.quotes[a.Base].ID, j.quotes[b.Base].ID) })
	now := make([]int, len(before)) // by the index before
	for i, it := range items {
		for _, w := range it.was {
			now[w] = i
		}
	}
	var out []Cluster
	for i, it := range items {
		slices.SortFunc(it.Members, j.byDate)
		slices.SortFunc(it.Bridged, j.byDate)
		it.Repeats = nil
		for _, w := range it.was {
			for _, r := range before[w].Repeats {
				if now[r] != i { // two days that turn out to quote one
					it.Repeats = append(it.Repeats, now[r])
				}
			}
		}
		slices.Sort(it.Repeats)
		it.Repeats = slices.Compact(it.Repeats)
		out = append(out, it.Cluster)
	}
	return out
}

// byDate orders as the members of a cluster are: the undated last.
func (j *joiner) byDate(a, b int) int {
	p, q := &j.quotes[a], &j.quotes[b]
	if (p.Date == "") != (q.Date == "") {
		return cmp.Compare(q.Date, p.Date)
	}
	return cmp.Or(cmp.Compare(p.Date, q.Date), cmp.Compare(p.Article, q.Article), cmp.Compare(p.Start, q.Start), cmp.Compare(p.ID, q.ID))
}
