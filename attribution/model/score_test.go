package model

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// randomTree grows by splitting leaves at random.
func randomTree(rng *rand.Rand, leaves, features int, limit func() float32) tree {
	nodes := []node{{feature: -1, value: rng.Float32()}}
	ends := []int32{0}
	for len(ends) < leaves {
		i := rng.IntN(len(ends))
		d := &nodes[ends[i]]
		d.feature, d.limit, d.left = int32(rng.IntN(features)), limit(), int32(len(nodes))
		ends[i] = d.left
		ends = append(ends, d.left+1)
		nodes = append(nodes, node{feature: -1, value: rng.Float32() - 0.5}, node{feature: -1, value: rng.Float32() - 0.5})
	}
	return tree{nodes}
}

// walked is Score as the trees say it.
func walked(trees []tree, x Vector) float64 {
	sum := 0.0
	for _, t := range trees {
		at := t.nodes[0]
		for at.feature >= 0 {
			if x[at.feature] > at.limit {
				at = t.nodes[at.left+1]
			} else {
				at = t.nodes[at.left]
			}
		}
		sum += float64(at.value)
	}
	return sum
}

// TestScore holds the forest to the walk, to the last bit, and at the values
// that a comparison gets wrong first.
func TestScore(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	values := []float32{0, 1, -1, 0.5, 2, 3, float32(math.Inf(1)), float32(math.Inf(-1)), float32(math.NaN()), math.MaxFloat32, math.SmallestNonzeroFloat32}
	limit := func() float32 { return []float32{0, 0.5, 1, 2, -1, math.MaxFloat32, -math.MaxFloat32}[rng.IntN(7)] }
	for n := range 300 {
		features := 1 + rng.IntN(6)
		var trees []tree
		for range rng.IntN(1 + n) {
			trees = append(trees, randomTree(rng, 1+rng.IntN(maxLeaves), features, limit))
		}
		r := &Ranker{trees: trees, forest: newForest(trees, features)}
		for range 20 {
			x := make(Vector, features)
			for i := range x {
				x[i] = values[rng.IntN(len(values))]
			}
			y := slices.Clone(x)
			first := rng.IntN(features + 1)
			last := first + rng.IntN(features+1-first)
			for i := range y {
				if i < first || i >= last {
					y[i] = values[rng.IntN(len(values))]
				}
			}
			if got, want := r.Score(x), walked(trees, x); got != want {
				t.Fatalf("%d trees: Score(%v) = %v, a walk gives %v", len(trees), x, got, want)
			}
			if got := r.Scores(nil, []Vector{x, y}, first, last); got[0] != r.Score(x) || got[1] != r.Score(y) {
				t.Fatalf("%d trees: Scores(%v, %v, %d, %d) = %v, not %v and %v", len(trees), x, y, first, last, got, r.Score(x), r.Score(y))
			}
		}
	}
}
