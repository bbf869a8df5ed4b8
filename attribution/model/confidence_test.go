package model

import (
	"bytes"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

// toss makes outcomes that are right as often as a logistic curve of their lead.
func toss(n int, seed uint64) []outcome {
	rng := rand.New(rand.NewPCG(seed, 1))
	out := make([]outcome, n)
	for i := range out {
		z := 3 * rng.NormFloat64()
		out[i] = outcome{z, rng.Float64() < 1/(1+math.Exp(-z))}
	}
	return out
}

func TestCalibrateFindsTheCurve(t *testing.T) {
	c := calibrate(toss(20000, 1))
	if err := c.check(); err != nil {
		t.Fatal(err)
	}
	for z := -4.0; z <= 4; z += 0.5 {
		if got, want := c.at(z), 1/(1+math.Exp(-z)); math.Abs(got-want) > 0.05 {
			t.Errorf("at %g: %.3f, true %.3f", z, got, want)
		}
	}
}

func TestConfidenceRises(t *testing.T) {
	for _, list := range [][]outcome{toss(500, 2), toss(3, 3), {{1, true}}, {{2, false}, {1, true}}, {{1, true}, {1, false}}, nil} {
		r := &Ranker{confidence: calibrate(list)}
		if err := r.check(); err != nil {
			t.Fatalf("%d outcomes: %v", len(list), err)
		}
		for _, second := range []float64{math.Inf(-1), -2, 0, 5} {
			before := 0.0
			for best := -12.0; best <= 12; best += 0.01 {
				p := r.Confidence(best, second)
				if !(p > 0 && p < 1) || p < before {
					t.Fatalf("%d outcomes, best %g, second %g: %g after %g", len(list), best, second, p, before)
				}
				if before = p; p > r.Confidence(best, second-1) {
					t.Fatalf("best %g: surer with a better runner-up", best)
				}
			}
		}
		for _, z := range []float64{math.Inf(-1), math.NaN(), -1e300} {
			if p := r.Confidence(z, 0); p != r.knots[0][1] {
				t.Errorf("score %g has confidence %g", z, p)
			}
		}
	}
}

// Quotes of nobody look like any other here, and are a tenth: no answer may be
// surer than nine tenths, and the report must say that this is so.
func TestConfidenceCountsNobody(t *testing.T) {
	r, rep := train(t, quotes(3000, 9), small())
	if rep.ECE > 0.03 {
		t.Errorf("calibration error %.3f", rep.ECE)
	}
	if p := r.Confidence(r.Score(Vector{1, 0, 1, 0}), r.Score(Vector{0, 0, 1, 0})); math.Abs(p-0.9) > 0.04 {
		t.Errorf("confidence %.3f where nine tenths are right", p)
	}
	if rep.KeptAt99 > 0.1 {
		t.Errorf("%.2f kept at a precision that nothing reaches", rep.KeptAt99)
	}
	last := rep.Curve[len(rep.Curve)-1]
	if len(rep.Curve) != 20 || last.Coverage != 1 {
		t.Errorf("%d points, the last %+v", len(rep.Curve), last)
	}
}

func TestCalibrationError(t *testing.T) {
	list := []verdict{{0.95, true}, {0.95, true}, {0.95, true}, {0.95, false}, {0.05, false}}
	// |3.8-3| in the last bin and |0.05-0| in the first, over five
	if got := calibrationError(list); math.Abs(got-0.17) > 1e-9 {
		t.Errorf("%g, want 0.17", got)
	}
	if got := calibrationError(nil); got != 0 {
		t.Errorf("of nothing: %g", got)
	}
}

func TestKeptAt(t *testing.T) {
	yes, no := verdict{0.9, true}, verdict{0.9, false}
	for _, c := range []struct {
		list []verdict
		want int
	}{
		{nil, 0},
		{[]verdict{yes, yes, no, yes}, 4},
		{[]verdict{yes, yes, no, no, yes}, 3},
		{[]verdict{no, no, yes}, 0},
	} {
		if got := keptAt(c.list, 0.66); got != c.want {
			t.Errorf("%v: %d, want %d", c.list, got, c.want)
		}
	}
}

// A verdict's confidence must not come from its own fold.
func TestJudgeHoldsFoldsApart(t *testing.T) {
	list := []answer{{outcome: outcome{1, true}, fold: 0}, {outcome: outcome{1, false}, fold: 1}}
	for _, v := range judge(list, 2) {
		if v.right == (v.p > 0.5) {
			t.Errorf("%+v knew its own truth", v)
		}
	}
}

// Where no quote has a second candidate, which is first is no figure.
func TestCardOfSingles(t *testing.T) {
	groups := quotes(200, 1)
	for i := range groups {
		groups[i].X, groups[i].Right = groups[i].X[:1], groups[i].Right[:1]
	}
	_, rep := train(t, groups, small())
	var b strings.Builder
	if err := rep.Card(&b); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "right first") || !strings.Contains(b.String(), "calibration error") {
		t.Error(b.String())
	}
}

func TestCard(t *testing.T) {
	_, rep := train(t, quotes(200, 1), small())
	rep.Importance[0].Feature = "a|b"
	var b bytes.Buffer
	if err := rep.Card(&b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{rep.Version, "25 trees", `a\|b`, "calibration error", "right first"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in\n%s", want, b.String())
		}
	}
	for line := range strings.Lines(b.String()) {
		if n := strings.Count(strings.ReplaceAll(line, `\|`, ""), "|"); n != 0 && n != 3 && n != 4 {
			t.Errorf("not a row: %s", line)
		}
	}
}
