package model

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
)

// A forest is trees laid out for scoring as QuickScorer has it (Lucchese and
// others 2015). A walk from the root branches at every node, often not as the
// processor guessed, and walking several trees abreast without branches saves
// nothing on real vectors. Here each question that x answers with "greater" takes
// the leaves on its left out of those that its tree can still end in, whatever the
// order; the first that is left is where the walk would have ended. Most features
// are yes or no and mostly no, so that most questions are not even looked at: a
// candidate takes half the time of a walk, under a microsecond.
type forest struct {
	asks   []ask     // by feature, of each feature by limit, then one that nothing exceeds
	first  []int32   // by feature: its first ask
	width  int       // leaves of the largest tree
	values []float64 // of leaf k of tree t, from left to right, at t*width+k
}

// An ask is one question of one tree.
type ask struct {
	limit float32
	tree  int32
	left  uint64 // its leaves on the left, out of reach where x exceeds the limit
}

// maxLeaves is how many leaves a tree may have: a bit of a word for each.
const maxLeaves = 64

// newForest lays out trees of at most maxLeaves leaves over n features.
func newForest(trees []tree, n int) forest {
	f := forest{first: make([]int32, n)}
	for _, t := range trees {
		f.width = max(f.width, (len(t.nodes)+1)/2)
	}
	f.values = make([]float64, len(trees)*f.width)
	asks := make([][]ask, n)
	for i, t := range trees {
		leaf := 0
		var visit func(at int32)
		visit = func(at int32) {
			d := t.nodes[at]
			if d.feature < 0 {
				f.values[i*f.width+leaf] = float64(d.value)
				leaf++
				return
			}
			from := leaf
			visit(d.left)
			asks[d.feature] = append(asks[d.feature], ask{d.limit, int32(i), uint64(1)<<leaf - uint64(1)<<from})
			visit(d.left + 1)
		}
		visit(0)
	}
	for i, list := range asks {
		slices.SortStableFunc(list, func(a, b ask) int { return cmp.Compare(a.limit, b.limit) })
		f.first[i] = int32(len(f.asks))
		f.asks = append(append(f.asks, list...), ask{limit: float32(math.Inf(1))})
	}
	return f
}

// Score returns the log-odds of one candidate against nobody. It panics if x is
// shorter than the features that Check compares.
func (r *Ranker) Score(x Vector) float64 {
	f := &r.forest
	// By tree, the leaves in which it can still end. More words than these are
	// cleared by an instruction that takes longer than all the rest.
	var few [128]uint64
	open := few[:]
	if len(r.trees) > len(few) {
		open = make([]uint64, len(r.trees))
	}
	open = open[:len(r.trees)]
	for t := range open {
		open[t] = math.MaxUint64
	}
	x = x[:len(f.first)]
	for i, k := range f.first {
		for v := x[i]; v > f.asks[k].limit; k++ {
			open[f.asks[k].tree] &^= f.asks[k].left
		}
	}
	sum := 0.0
	for t, leaves := range open {
		sum += f.values[t*f.width+bits.TrailingZeros64(leaves)]
	}
	return sum
}
