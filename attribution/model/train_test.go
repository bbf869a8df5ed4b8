package model

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// unsealed reads weights without regard to their hash, and gives them theirs.
func unsealed(b []byte) *Ranker {
	var f file
	if json.Unmarshal(b, &f) != nil {
		return nil
	}
	r, err := f.ranker()
	if err != nil || r.seal() != nil {
		return nil
	}
	return r
}

func wideNames() []string {
	out := make([]string, 120)
	for i := range out {
		out[i] = fmt.Sprint("feature ", i)
	}
	return out
}

// wideQuotes makes n quotes of nine candidates with 120 features, a fifth of
// them numbers and the rest yes or no, mostly no: the shape of the real data.
func wideQuotes(n int) []Group {
	rng := rand.New(rand.NewPCG(1, 2))
	groups := make([]Group, n)
	for i := range groups {
		g := &groups[i]
		g.Article = fmt.Sprint(i / 8)
		for range 9 {
			x := make(Vector, 120)
			for f := range x {
				switch {
				case f%5 == 0:
					x[f] = float32(rng.IntN(100))
				case rng.IntN(10) == 0:
					x[f] = 1
				}
			}
			g.X = append(g.X, x)
			g.Right = append(g.Right, float64(x[0])+50*float64(x[1])*float64(x[2])-float64(x[5])/2+10*rng.NormFloat64() > 60)
		}
	}
	return groups
}

func TestSameDataSameBytes(t *testing.T) {
	groups := quotes(400, 1)
	o := small()
	o.Columns = 0.6
	r, _ := train(t, groups, o)
	want := saved(t, r)

	was := runtime.GOMAXPROCS(1)
	r, _ = train(t, groups, o)
	runtime.GOMAXPROCS(was)
	if !bytes.Equal(saved(t, r), want) {
		t.Error("the same groups twice: other bytes")
	}

	rand.New(rand.NewPCG(3, 4)).Shuffle(len(groups), func(i, j int) { groups[i], groups[j] = groups[j], groups[i] })
	r, _ = train(t, groups, o)
	if !bytes.Equal(saved(t, r), want) {
		t.Error("the same groups in another order: other bytes")
	}

	o.Seed++
	r, _ = train(t, groups, o)
	if bytes.Equal(saved(t, r), want) {
		t.Error("another seed: the same bytes")
	}
}

func TestTrainRefuses(t *testing.T) {
	good := quotes(20, 1)
	with := func(x Vector, right ...bool) []Group {
		return append(slices.Clone(good), Group{"a", []Vector{x}, right})
	}
	for _, c := range []struct {
		name   string
		groups []Group
		names  []string
		edit   func(*Options)
		want   string
	}{
		{"NaN", with(Vector{0, float32(math.NaN()), 0, 0}, true), names, nil, `"far" is NaN`},
		{"infinite", with(Vector{0, 0, 0, float32(math.Inf(-1))}, true), names, nil, `"noise" is -Inf`},
		{"short vector", with(Vector{0}, true), names, nil, "1 values for 4 features"},
		{"no judgement", with(Vector{0, 0, 0, 0}), names, nil, "1 candidates, 0 judgements"},
		{"nothing", []Group{{Article: "a"}}, names, nil, "no quote has a candidate"},
		{"no features", good, nil, nil, "0 features"},
		{"repeated name", good, []string{"a", "b", "a", "c"}, nil, "repeat"},
		{"bins", good, names, func(o *Options) { o.Bins = 257 }, "257 bins"},
		{"one fold", good, names, func(o *Options) { o.Folds = 1 }, "1 folds"},
		{"NaN rate", good, names, func(o *Options) { o.Rate = math.NaN() }, "rate NaN"},
		{"date", good, names, func(o *Options) { o.Date = "today\n" }, "date"},
	} {
		o := small()
		if c.edit != nil {
			c.edit(&o)
		}
		if _, _, err := Train(c.groups, c.names, o, nil); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q", c.name, err, c.want)
		}
	}
}

func TestGroupsWithoutCandidatesTeachNothing(t *testing.T) {
	groups := quotes(100, 1)
	r, rep := train(t, groups, small())
	more, repMore := train(t, append([]Group{{Article: "empty"}}, groups...), small())
	if more.Version() != r.Version() || repMore.Quotes != rep.Quotes {
		t.Errorf("%d quotes, version %s; with an empty one %d, %s", rep.Quotes, r.Version(), repMore.Quotes, more.Version())
	}
}

func TestProgress(t *testing.T) {
	o := small()
	calls := 0
	_, _, err := Train(quotes(50, 1), names, o, func(done, total int) {
		calls++
		if done != calls || total != o.Trees*(o.Folds+1) {
			t.Fatalf("call %d: %d of %d", calls, done, total)
		}
	})
	if err != nil || calls != o.Trees*(o.Folds+1) {
		t.Errorf("%d calls, error %v", calls, err)
	}
}

// The folds of the cross-validation must not share an article, whatever else is
// trained on.
func TestFoldByArticle(t *testing.T) {
	o := small()
	seen := map[int]int{}
	for i := range 300 {
		a := fmt.Sprint("paper-", i)
		k := foldOf(a, o)
		if k != foldOf(a, o) || k < 0 || k >= o.Folds {
			t.Fatalf("%s is in fold %d", a, k)
		}
		seen[k]++
	}
	for k := range o.Folds {
		if seen[k] < 60 {
			t.Errorf("fold %d of %d has %d of 300 articles", k, o.Folds, seen[k])
		}
	}
}

// What cross-validation reports must be what happens on new articles: features
// that only name the article teach nothing about others.
func TestCrossValidationIsHonest(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	var groups []Group
	for a := range 80 {
		luck := rng.IntN(2)
		for range 6 {
			g := Group{Article: fmt.Sprint(a)}
			for k := range 2 {
				g.X = append(g.X, Vector{float32(a), float32(k), 0, 0})
				g.Right = append(g.Right, k == luck)
			}
			groups = append(groups, g)
		}
	}
	o := small()
	o.Trees, o.Leaves, o.MinLeaf, o.Bins, o.Rate = 60, 40, 2, 128, 0.5
	_, rep := train(t, groups, o)
	if rep.Accuracy < 0.95 || rep.AccuracyCV > 0.75 {
		t.Errorf("accuracy %.2f on what was learnt, %.2f on other articles: want near 1 and near 0.5", rep.Accuracy, rep.AccuracyCV)
	}
}

// The slope is the derivative of the loss, measured.
func TestSlope(t *testing.T) {
	loss := func(scores []float64, right []bool) float64 {
		all, good, any := 1.0, 0.0, false
		for i, s := range scores {
			all += math.Exp(s)
			if right[i] {
				good, any = good+math.Exp(s), true
			}
		}
		if !any {
			good = 1
		}
		return -math.Log(good / all)
	}
	for _, c := range []struct {
		scores []float64
		right  []bool
	}{
		{[]float64{0.3, -1, 2}, []bool{true, false, false}},
		{[]float64{0.3, -1, 2}, []bool{true, true, false}},
		{[]float64{0.3, -1, 2}, []bool{false, false, false}},
		{[]float64{-4}, []bool{true}},
	} {
		out := make([]sums, len(c.scores))
		slope(c.scores, c.right, out)
		for i := range c.scores {
			const h = 1e-5
			up, down := slices.Clone(c.scores), slices.Clone(c.scores)
			up[i] += h
			down[i] -= h
			want := (loss(up, c.right) - loss(down, c.right)) / (2 * h)
			if got := float64(out[i].g) / unit; math.Abs(got-want) > 1e-6 {
				t.Errorf("%v %v: slope %d is %g, measured %g", c.scores, c.right, i, got, want)
			}
			if out[i].h <= 0 || out[i].n != 1 {
				t.Errorf("%v: hessian %d, %d rows", c.scores, out[i].h, out[i].n)
			}
		}
	}
	far := make([]sums, 2)
	slope([]float64{900, -900}, []bool{false, true}, far)
	if far[0].g != unit || far[1].g != -unit {
		t.Errorf("scores far apart: slopes %v", far)
	}
}

// What divide gets by subtraction must be what counting gives, and the question
// asked must be the best of all.
func TestDivide(t *testing.T) {
	groups := wideQuotes(60)
	o := small()
	d, err := collect(groups, wideNames(), o)
	if err != nil {
		t.Fatal(err)
	}
	g := newGrower(d.bins, o)
	g.rows = d.rowsOutside(-1)
	for i, right := range d.right {
		slope(make([]float64, 1), []bool{right}, g.grad[i:i+1])
	}
	g.draw(0)
	root := leaf{to: len(g.rows)}
	g.measure(&root)
	if best := bruteForce(g, d); root.gain != best || best <= 0 {
		t.Fatalf("gain %g, best of all questions %g", root.gain, best)
	}
	a, b := g.divide(root)
	for _, l := range []leaf{a, b} {
		counted := leaf{from: l.from, to: l.to}
		g.measure(&counted)
		if counted.total != l.total || !slices.Equal(counted.hist, l.hist) || counted.split != l.split {
			t.Errorf("rows %d to %d: subtraction and counting differ", l.from, l.to)
		}
		for _, i := range g.rows[l.from:l.to] {
			if low := d.x[i][root.feature] <= g.limits[root.feature][root.bin]; low != (l.from == a.from) {
				t.Fatalf("row %d went the wrong way", i)
			}
		}
	}
}

// bruteForce asks every question of every row.
func bruteForce(g *grower, d *data) float64 {
	best := 0.0
	for f, limits := range g.limits {
		for _, limit := range limits {
			var left, right sums
			for i, x := range d.x {
				if x[f] <= limit {
					left.add(g.grad[i])
				} else {
					right.add(g.grad[i])
				}
			}
			if min(left.n, right.n) < int64(g.o.MinLeaf) {
				continue
			}
			all := left
			all.add(right)
			best = max(best, left.gain(g.o.L2)+right.gain(g.o.L2)-all.gain(g.o.L2))
		}
	}
	return best
}

func TestCut(t *testing.T) {
	next := math.Nextafter32(1, 2)
	for _, c := range []struct {
		column []float32
		most   int
		want   []float32
	}{
		{[]float32{1, 0, 1, 0}, 64, []float32{0.5}},
		{[]float32{3, 3, 3}, 64, nil},
		{[]float32{1, next}, 64, []float32{1}}, // no value lies between
		{[]float32{-math.MaxFloat32, math.MaxFloat32}, 64, []float32{0}},
		{[]float32{1, 2, 3, 4, 5, 6, 7, 8, 9}, 3, []float32{3, 7}},
	} {
		if got := cut(slices.Clone(c.column), c.most); !slices.Equal(got, c.want) {
			t.Errorf("cut(%v, %d) = %v, want %v", c.column, c.most, got, c.want)
		}
	}
}

func TestDrawTakesSomeColumns(t *testing.T) {
	o := small()
	o.Columns = 1e-9
	g := newGrower(bin([]Vector{{0, 1, 2, 3}, {1, 1, 2, 3}}, 4, 64), o)
	for tree := range 6 {
		g.draw(tree)
		if !slices.Contains(g.use, true) {
			t.Errorf("tree %d may ask nothing", tree)
		}
	}
}

// BenchmarkTrain trains on 99,000 candidates of 120 features without the folds:
// multiply by the folds for what Train takes.
func BenchmarkTrain(b *testing.B) {
	groups := wideQuotes(11000)
	o := DefaultOptions()
	d, err := collect(groups, wideNames(), o)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		d.boost(-1, o, func() {})
	}
}
