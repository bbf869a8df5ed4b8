package model

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

var names = []string{"rule", "far", "plural", "noise"}

// quotes makes n quotes of a world with a rule that no single feature shows: a
// candidate is right if just one of rule and far holds. Rule holds for a third: a
// greedy tree has no first question for an even exclusive or. A tenth of the
// quotes are nobody's, and are so whatever the features say.
func quotes(n int, seed uint64) []Group {
	rng := rand.New(rand.NewPCG(seed, 7))
	groups := make([]Group, n)
	for i := range groups {
		g := &groups[i]
		g.Article = fmt.Sprint("article-", rng.IntN(n/4+1))
		nobody := rng.IntN(10) == 0
		for range 1 + rng.IntN(6) {
			x := Vector{float32(rng.IntN(3) / 2), float32(rng.IntN(2)), float32(rng.IntN(3)), float32(rng.NormFloat64())}
			g.X = append(g.X, x)
			g.Right = append(g.Right, x[0] != x[1] && !nobody)
		}
	}
	return groups
}

func small() Options {
	o := DefaultOptions()
	o.Trees, o.Leaves, o.MinLeaf, o.Folds, o.Columns = 25, 6, 5, 3, 1
	return o
}

func train(t testing.TB, groups []Group, o Options) (*Ranker, *Report) {
	t.Helper()
	r, rep, err := Train(groups, names, o, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r, rep
}

func saved(t testing.TB, r *Ranker) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := r.Save(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// What is compiled in must load: Embedded gives nil for broken weights, which
// nobody would notice but in the answers.
func TestEmbeddedIsReadable(t *testing.T) {
	for name := range embedded {
		_, err := weights.ReadFile("weights/" + name + ".json")
		if there := err == nil; there != (Embedded(name) != nil) {
			t.Errorf("%s: a file: %t, a ranker: %t", name, there, !there)
		}
	}
	if Embedded("nobody") != nil {
		t.Error("a ranker that nobody trained")
	}
}

func TestLearnsInteraction(t *testing.T) {
	r, rep := train(t, quotes(1500, 1), small())
	if rep.AccuracyCV < 0.99 || rep.Accuracy < 0.99 {
		t.Errorf("accuracy %.3f, cross-validated %.3f: exclusive or was not learnt", rep.Accuracy, rep.AccuracyCV)
	}
	for _, c := range []struct {
		x    Vector
		good bool
	}{{Vector{0, 0, 1, 0}, false}, {Vector{1, 0, 1, 0}, true}, {Vector{0, 1, 1, 0}, true}, {Vector{1, 1, 1, 0}, false}} {
		if s := r.Score(c.x); (s > 0) != c.good {
			t.Errorf("score of %v is %.2f", c.x, s)
		}
	}
	if top := rep.Importance[:2]; !slices.ContainsFunc(top, func(x Reason) bool { return x.Feature == "rule" }) || !slices.ContainsFunc(top, func(x Reason) bool { return x.Feature == "far" }) {
		t.Errorf("most important: %v", top)
	}
}

func TestReasonsAddUp(t *testing.T) {
	r, _ := train(t, quotes(800, 2), small())
	base := 0.0
	for _, tr := range r.trees {
		base += float64(tr.nodes[0].value)
	}
	for _, g := range quotes(50, 3) {
		for _, x := range g.X {
			list := r.Reasons(x, math.MaxInt)
			sum := base
			for i, why := range list {
				sum += why.Weight
				if i > 0 && math.Abs(list[i-1].Weight) < math.Abs(why.Weight) {
					t.Fatalf("out of order: %v", list)
				}
				if at := slices.Index(names, why.Feature); x[at] != why.Value {
					t.Fatalf("%q is %g, not %g", why.Feature, x[at], why.Value)
				}
			}
			if math.Abs(sum-r.Score(x)) > 1e-9 {
				t.Fatalf("reasons add up to %g, score %g", sum, r.Score(x))
			}
			if len(r.Reasons(x, 1)) != 1 || len(r.Reasons(x, 0)) != 0 || len(r.Reasons(x, -1)) != 0 {
				t.Fatal("n is not the most that is returned")
			}
		}
	}
}

func TestReasonsTiesByName(t *testing.T) {
	list := []Reason{{"b", 0, 1}, {"a", 0, -1}, {"c", 0, 2}}
	sortReasons(list)
	if list[0].Feature != "c" || list[1].Feature != "a" || list[2].Feature != "b" {
		t.Errorf("%v", list)
	}
}

func TestCheck(t *testing.T) {
	r, _ := train(t, quotes(100, 4), small())
	if err := r.Check(names); err != nil {
		t.Error(err)
	}
	for _, bad := range [][]string{nil, names[:3], append(slices.Clone(names), "more"), {"far", "rule", "plural", "noise"}} {
		if r.Check(bad) == nil {
			t.Errorf("accepts %q", bad)
		}
	}
}

func TestScoreDoesNotAllocate(t *testing.T) {
	r, _ := train(t, quotes(100, 4), small())
	x := Vector{1, 0, 2, 0.5}
	if n := testing.AllocsPerRun(100, func() { r.Confidence(r.Score(x), 0) }); n != 0 {
		t.Errorf("%g allocations", n)
	}
}

func TestSaveLoad(t *testing.T) {
	r, _ := train(t, quotes(300, 5), small())
	b := saved(t, r)
	again, err := Load(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	if again.Version() != r.Version() || !bytes.Equal(saved(t, again), b) {
		t.Errorf("%s came back as %s", r.Version(), again.Version())
	}
	for _, g := range quotes(50, 6) {
		for _, x := range g.X {
			if again.Score(x) != r.Score(x) || again.Confidence(r.Score(x), -1) != r.Confidence(r.Score(x), -1) {
				t.Fatalf("%v is scored otherwise after loading", x)
			}
		}
	}
}

func TestLoadRefuses(t *testing.T) {
	r, _ := train(t, quotes(300, 5), small())
	good := string(saved(t, r))
	for name, bad := range map[string]string{
		"nothing":         "",
		"cut short":       good[:len(good)/2],
		"another format":  strings.Replace(good, format, "verbatim ranker 0", 1),
		"a changed value": strings.Replace(good, `"value":[`, `"value":[1`, 1),
		"another name":    strings.Replace(good, `"far"`, `"near"`, 1),
		"a repeated name": strings.Replace(good, `"far"`, `"rule"`, 1),
		"a loop":          strings.Replace(good, `"left":[1,`, `"left":[0,`, 1),
		"a far feature":   strings.Replace(good, `{"feature":[`, `{"feature":[9`, 1),
		"a control date":  strings.Replace(good, `"undated"`, `"\u001b[2J"`, 1),
		"too long":        good + strings.Repeat(" ", maxFile),
	} {
		if bad == good {
			t.Errorf("%s: the file is unchanged", name)
		}
		if _, err := Load(strings.NewReader(bad)); err == nil {
			t.Errorf("%s: loads", name)
		}
	}
}

// FuzzLoad: whatever loads can be saved, loaded and asked. The hash stops nearly
// all changed bytes, so what stands behind it is tried as well.
func FuzzLoad(f *testing.F) {
	o := small()
	o.Trees = 2
	r, _ := train(f, quotes(60, 8), o)
	f.Add(saved(f, r))
	f.Add([]byte(`{"format":"verbatim ranker 1","date":"d","features":["a"],"confidence":[[0,0.5]],"trees":[{"feature":[0,-1,-1],"left":[1,0,0],"limit":[0,0,0],"value":[0,1,-1]}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) > 1<<16 {
			return
		}
		r, err := Load(bytes.NewReader(b))
		if err != nil {
			if r = unsealed(b); r == nil {
				return
			}
		}
		x := make(Vector, len(r.features))
		for _, v := range []float32{0, -1e30, 1e30, float32(math.NaN())} {
			for i := range x {
				x[i] = v
			}
			s := r.Score(x)
			if p := r.Confidence(s, 0); !(p > 0 && p < 1) || math.IsNaN(s) {
				t.Fatalf("score %g, confidence %g", s, p)
			}
			r.Reasons(x, 3)
		}
		again, err := Load(bytes.NewReader(saved(t, r)))
		if err != nil || again.Version() != r.Version() {
			t.Fatalf("saved weights do not load: %v", err)
		}
	})
}

func BenchmarkScore(b *testing.B) {
	o := DefaultOptions()
	o.Folds = 2
	wide := wideQuotes(1000)
	r, _, err := Train(wide, wideNames(), o, nil)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	sum := 0.0
	for i := 0; b.Loop(); i++ {
		g := &wide[i%len(wide)]
		sum += r.Score(g.X[i%len(g.X)])
	}
	if math.IsNaN(sum) {
		b.Fatal(sum)
	}
}
