package model

import (
	"errors"
	"fmt"
	"hash/fnv"
	"math"
	"slices"
)

// A Group is one quote: its candidates, and which of them are its source. Right
// is all false where nobody is, or nobody whom the rules proposed.
type Group struct {
	Article string // the folds keep an article together
	X       []Vector
	Right   []bool
}

// Options are how to train.
type Options struct {
	Trees   int     // how many
	Leaves  int     // of a tree, at most 64
	MinLeaf int     // candidates in a leaf, at least
	Bins    int     // values that a feature is cut into, at most 256
	Folds   int     // of the cross-validation
	Rate    float64 // the share of each step that is taken
	L2      float64 // what is added to a leaf's hessian
	Columns float64 // the share of the features that a tree may ask about, by lot
	Seed    uint64  // of that lot and of the folds
	Date    string  // goes into the version
}

// DefaultOptions are as many trees as a report can wait for, and otherwise lie in
// the middle of a plateau: on PolNeAR's train articles, cross-validated, no
// setting from 8 to 24 leaves, L2 1 to 20, rate 0.05 to 0.15 is 0.2 points better
// or worse. Twice as many trees are 0.1 better. Half the columns for each tree
// are 0.15 better than all, and share the reasons among more features.
func DefaultOptions() Options {
	return Options{Trees: 120, Leaves: 16, MinLeaf: 30, Bins: 64, Folds: 5, Rate: 0.1, L2: 1, Columns: 0.5, Seed: 1, Date: "undated"}
}

func (o Options) check() error {
	switch {
	case o.Trees < 1 || o.Trees > 10000:
		return fmt.Errorf("%d trees", o.Trees)
	case o.Leaves < 2 || o.Leaves > maxLeaves:
		return fmt.Errorf("%d leaves", o.Leaves)
	case o.MinLeaf < 1:
		return fmt.Errorf("at least %d candidates in a leaf", o.MinLeaf)
	case o.Bins < 2 || o.Bins > 256:
		return fmt.Errorf("%d bins: from 2 to 256", o.Bins)
	case o.Folds < 2 || o.Folds > 100:
		return fmt.Errorf("%d folds", o.Folds)
	case !(o.Rate > 0 && o.Rate <= 1):
		return fmt.Errorf("rate %g: over 0, at most 1", o.Rate)
	case !(o.L2 > 0 && o.L2 < 1e6):
		return fmt.Errorf("L2 %g: over 0", o.L2)
	case !(o.Columns > 0 && o.Columns <= 1):
		return fmt.Errorf("columns %g: over 0, at most 1", o.Columns)
	}
	return nil
}

// Train fits the trees to all groups, and the confidence to what trees trained
// without an article say of it. Groups without candidates teach nothing and are
// skipped. Progress, if not nil, hears of every tree. The same groups in any
// order give the same ranker.
func Train(groups []Group, features []string, o Options, progress func(done, total int)) (*Ranker, *Report, error) {
	if err := o.check(); err != nil {
		return nil, nil, fmt.Errorf("train: %w", err)
	}
	d, err := collect(groups, features, o)
	if err != nil {
		return nil, nil, fmt.Errorf("train: %w", err)
	}
	done := 0
	tick := func() {
		done++
		if progress != nil {
			progress(done, o.Trees*(o.Folds+1))
		}
	}
	unseen := make([]answer, len(d.groups))
	for fold := range o.Folds {
		d.crossValidate(fold, o, tick, unseen)
	}
	r := &Ranker{features: slices.Clone(features), date: o.Date}
	r.trees = d.boost(-1, o, tick)
	r.confidence = calibrate(outcomes(unseen, nil))
	if err := r.seal(); err != nil {
		return nil, nil, fmt.Errorf("train: %w", err)
	}
	return r, d.report(r, unseen, o), nil
}

// data is the groups, flat.
type data struct {
	groups []Group
	fold   []int // by group
	from   []int // by group: its first row; one more at the end
	x      []Vector
	right  []bool
	bins   *bins
}

func collect(groups []Group, features []string, o Options) (*data, error) {
	if err := checkNames(features, o.Date); err != nil {
		return nil, err
	}
	d := &data{from: []int{0}}
	for _, g := range groups {
		if len(g.X) != len(g.Right) {
			return nil, fmt.Errorf("article %s: %d candidates, %d judgements", g.Article, len(g.X), len(g.Right))
		}
		if len(g.X) == 0 {
			continue
		}
		for _, x := range g.X {
			if err := finite(x, features); err != nil {
				return nil, fmt.Errorf("article %s: %w", g.Article, err)
			}
		}
		d.groups = append(d.groups, g)
		d.fold = append(d.fold, foldOf(g.Article, o))
		d.x = append(d.x, g.X...)
		d.right = append(d.right, g.Right...)
		d.from = append(d.from, len(d.x))
	}
	if len(d.groups) == 0 {
		return nil, errors.New("no quote has a candidate")
	}
	d.bins = bin(d.x, len(features), o.Bins)
	return d, nil
}

func finite(x Vector, features []string) error {
	if len(x) != len(features) {
		return fmt.Errorf("%d values for %d features", len(x), len(features))
	}
	for i, v := range x {
		if f := float64(v); math.IsNaN(f) || math.IsInf(f, 0) {
			return fmt.Errorf("feature %q is %g", features[i], v)
		}
	}
	return nil
}

// foldOf puts an article in a fold by its name alone.
func foldOf(article string, o Options) int {
	return int(lot(o.Seed, article) % uint64(o.Folds))
}

// lot is a number that depends on nothing but a seed and a name. FNV's low bits
// are poor; the mixing is that of SplitMix64.
func lot(seed uint64, name string) uint64 {
	h := fnv.New64a()
	fmt.Fprintf(h, "%d %s", seed, name)
	z := h.Sum64()
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// boost fits the trees to the groups outside a fold; -1 for all.
func (d *data) boost(without int, o Options, tick func()) []tree {
	g := newGrower(d.bins, o)
	g.train = d.rowsOutside(without)
	scores := make([]float64, len(d.x))
	var trees []tree
	for t := range o.Trees {
		for q := range d.groups {
			if d.fold[q] != without {
				slope(scores[d.from[q]:d.from[q+1]], d.right[d.from[q]:d.from[q+1]], g.grad[d.from[q]:d.from[q+1]])
			}
		}
		g.draw(t)
		trees = append(trees, g.grow(scores))
		tick()
	}
	return trees
}

func (d *data) rowsOutside(fold int) []int32 {
	var rows []int32
	for q := range d.groups {
		if d.fold[q] == fold {
			continue
		}
		for i := d.from[q]; i < d.from[q+1]; i++ {
			rows = append(rows, int32(i))
		}
	}
	return rows
}

// slope fills in the gradient and hessian of the loss for the candidates of one
// quote: minus the log of the probability, by softmax with nobody at 0, that one
// of the right candidates is taken, whichever.
func slope(scores []float64, right []bool, out []sums) {
	top, topRight := 0.0, math.Inf(-1)
	for i, s := range scores {
		top = max(top, s)
		if right[i] {
			topRight = max(topRight, s)
		}
	}
	all, good := math.Exp(-top), 0.0
	for i, s := range scores {
		all += math.Exp(s - top)
		if right[i] {
			good += math.Exp(s - topRight) // apart from top, that it cannot be 0
		}
	}
	for i, s := range scores {
		p, want := math.Exp(s-top)/all, 0.0
		if right[i] {
			want = math.Exp(s-topRight) / good
		}
		out[i] = sums{int64(math.Round((p - want) * unit)), int64(math.Round(p * (1 - p) * unit)), 1}
	}
}

// crossValidate answers the quotes of one fold with trees that saw none of it.
func (d *data) crossValidate(fold int, o Options, tick func(), out []answer) {
	r := &Ranker{trees: d.boost(fold, o, tick)}
	r.forest = newForest(r.trees, len(d.bins.common))
	for q := range d.groups {
		if d.fold[q] == fold {
			out[q] = r.answer(d.groups[q])
			out[q].fold = fold
		}
	}
}

// An answer is the best candidate of a quote.
type answer struct {
	outcome
	answerable bool // some candidate is right
	fold       int
	best       int // its place in the group
}

func (r *Ranker) answer(g Group) answer {
	best, second := math.Inf(-1), math.Inf(-1)
	var a answer
	for i, x := range g.X {
		s := r.Score(x)
		if s > best {
			best, second, a.best = s, best, i
		} else {
			second = max(second, s)
		}
		a.answerable = a.answerable || g.Right[i]
	}
	a.z, a.right = lead(best, second), g.Right[a.best]
	return a
}

// outcomes are those answers that keep takes; nil takes all.
func outcomes(list []answer, keep func(answer) bool) []outcome {
	var out []outcome
	for _, a := range list {
		if keep == nil || keep(a) {
			out = append(out, a.outcome)
		}
	}
	return out
}
