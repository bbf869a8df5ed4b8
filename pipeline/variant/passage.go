package variant

import (
	"cmp"
	"iter"
	"slices"
	"sort"

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
//
// Passages are in the order of their quotes, the likeliest of each first. The
// quotes are gone over once; of each that is in a cluster or has a passage 28
// bytes are held, of every other four. The error is that of quotes.
func Join(quotes Quotes, clusters []Cluster, passages []Passage) ([]Cluster, error) {
	j := &joiner{passages: passages}
	var err error
	if j.briefs, err = newBriefs(quotes, clusters, passages); err != nil {
		return nil, err
	}
	j.collect(clusters)
	slices.SortFunc(j.items, func(a, b *item) int {
		return cmp.Or(cmp.Compare(b.words, a.words), cmp.Compare(j.of(a.Base).id, j.of(b.Base).id))
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
			for s := range stretches(p.Passage) {
				roots[s] = append(roots[s], it)
			}
		}
	}
	return j.clusters(out, clusters), nil
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
	words    int32
	passages []Passage
}

type joiner struct {
	*briefs
	passages []Passage
	items    []*item
}

// collect makes the items.
func (j *joiner) collect(clusters []Cluster) {
	for i, c := range clusters {
		c.Members, c.Bridged = slices.Clone(c.Members), slices.Clone(c.Bridged)
		it := &item{Cluster: c, was: []int{i}}
		for _, m := range c.Members {
			if len(it.passages) == 0 || m == c.Base { // the base's own goes before another member's
				if ps := j.passagesOf(m); len(ps) > 0 {
					it.passages = ps
				}
			}
		}
		j.add(it)
	}
	for i := 0; i < len(j.passages); {
		q := j.passages[i].Quote
		ps := j.passagesOf(q)
		if !j.of(q).passed {
			j.add(&item{Cluster: Cluster{Base: q, Members: []int{q}}, passages: ps})
		}
		i += len(ps)
	}
}

func (j *joiner) add(it *item) {
	it.words = j.of(it.Base).words
	j.items = append(j.items, it)
}

// passagesOf are the passages of a quote.
func (j *joiner) passagesOf(quote int) []Passage {
	at := sort.Search(len(j.passages), func(i int) bool { return j.passages[i].Quote >= quote })
	end := at
	for end < len(j.passages) && j.passages[end].Quote == quote {
		end++
	}
	return j.passages[at:end]
}

// rootOf is the root that an item renders the passage of; nil if there is none.
// Of several the fullest, which comes first.
func (j *joiner) rootOf(it *item, roots map[stretch][]*item) *item {
	var best *item
	for _, p := range it.passages {
		for s := range stretches(p.Passage) {
			for _, root := range roots[s] {
				if best != nil && best.words >= root.words {
					break // the fullest come first
				}
				if j.sameSpeaker(it.Base, root.Base) && slices.ContainsFunc(root.passages, func(o Passage) bool { return overlap(p, o) }) {
					best = root
				}
			}
		}
	}
	return best
}

// overlap reports whether two passages share most of the shorter.
func overlap(a, b Passage) bool {
	shared := min(a.End, b.End) - max(a.Start, b.Start)
	return a.Transcript == b.Transcript && 10*shared >= 7*min(a.End-a.Start, b.End-b.Start)
}

// clusters are the items that two articles or more print.
func (j *joiner) clusters(items []*item, before []Cluster) []Cluster {
	items = slices.DeleteFunc(items, func(it *item) bool {
		return !slices.ContainsFunc(it.Members, func(m int) bool { return j.of(m).article != j.of(it.Base).article })
	})
	slices.SortFunc(items, func(a, b *item) int { return cmp.Compare(j.of(a.Base).id, j.of(b.Base).id) })
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
