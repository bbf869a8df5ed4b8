package model

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
)

// A Report is how well a ranker did. What is cross-validated was answered by
// trees, and a confidence, that had not seen the article.
type Report struct {
	Version    string
	Options    Options
	Features   int
	Quotes     int      // with a candidate
	Answerable int      // of those, with a right one
	Single     bool     // no quote has more than one, so the accuracies are 1 and say nothing
	Accuracy   float64  // of the answerable, right, on the data trained on
	AccuracyCV float64  // the same, cross-validated
	ECE        float64  // expected calibration error over all quotes, ten bins, cross-validated
	KeptAt99   float64  // answers that can be kept at 99 % precision over answerable quotes, cross-validated
	Curve      []Point  // by falling confidence, cross-validated
	Importance []Reason // by feature: the mean size of its weight in the score of the best candidate
}

// A Point is what is left when answers below a confidence are withheld.
type Point struct {
	Confidence float64
	Coverage   float64 // answers kept over all quotes
	Precision  float64 // right over kept
}

// report measures a ranker on its own data and from its unseen answers.
func (d *data) report(r *Ranker, unseen []answer, o Options) *Report {
	rep := &Report{Version: r.Version(), Options: o, Features: len(r.features), Quotes: len(d.groups), Single: true}
	weight, own := make([]float64, len(r.features)), make([]float64, len(r.features))
	for q, g := range d.groups {
		rep.Single = rep.Single && len(g.X) == 1
		seen := r.answer(g)
		if seen.answerable {
			rep.Answerable++
			rep.Accuracy += bit(seen.right)
			rep.AccuracyCV += bit(unseen[q].right)
		}
		clear(own)
		r.walk(g.X[seen.best], func(f int32, step float64) { own[f] += step })
		for i, w := range own {
			weight[i] += math.Abs(w)
		}
	}
	rep.Accuracy /= max(1, float64(rep.Answerable))
	rep.AccuracyCV /= max(1, float64(rep.Answerable))
	for i, w := range weight {
		rep.Importance = append(rep.Importance, Reason{Feature: r.features[i], Weight: w / float64(len(d.groups))})
	}
	sortReasons(rep.Importance)
	judged := judge(unseen, o.Folds)
	rep.ECE = calibrationError(judged)
	rep.KeptAt99 = float64(keptAt(judged, 0.99)) / max(1, float64(rep.Answerable))
	rep.Curve = curve(judged)
	return rep
}

func bit(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// A verdict is an answer with a confidence that was fitted without its fold.
type verdict struct {
	p     float64
	right bool
}

// judge returns verdicts by falling confidence, of equals the wrong ones first.
func judge(list []answer, folds int) []verdict {
	var out []verdict
	for fold := range folds {
		c := calibrate(outcomes(list, func(a answer) bool { return a.fold != fold }))
		for _, a := range list {
			if a.fold == fold {
				out = append(out, verdict{c.at(a.z), a.right})
			}
		}
	}
	slices.SortFunc(out, func(a, b verdict) int { return cmp.Or(cmp.Compare(b.p, a.p), cmp.Compare(bit(a.right), bit(b.right))) })
	return out
}

// calibrationError is how far confidence and truth lie apart, on average over
// ten bins of confidence (Naeini and others 2015).
func calibrationError(list []verdict) float64 {
	var said, was [10]float64
	for _, v := range list {
		k := min(9, int(v.p*10))
		said[k] += v.p
		was[k] += bit(v.right)
	}
	sum := 0.0
	for k := range said {
		sum += math.Abs(said[k] - was[k])
	}
	return sum / max(1, float64(len(list)))
}

// keptAt is how many of the surest answers can be kept at a precision.
func keptAt(list []verdict, precision float64) int {
	keep, right := 0, 0.0
	for i, v := range list {
		right += bit(v.right)
		if right/float64(i+1) >= precision {
			keep = i + 1
		}
	}
	return keep
}

// curve gives a point for each twentieth of the quotes.
func curve(list []verdict) []Point {
	var out []Point
	right := 0.0
	for i, v := range list {
		right += bit(v.right)
		if (i+1)*20/len(list) > i*20/len(list) {
			out = append(out, Point{v.p, float64(i+1) / float64(len(list)), right / float64(i+1)})
		}
	}
	return out
}

// Card writes the figures as a fragment of Markdown for the model card.
func (r *Report) Card(w io.Writer) error {
	var b strings.Builder
	o := r.Options
	fmt.Fprintf(&b, "Version %s: %d trees of at most %d leaves over %d features (rate %g, L2 %g, at least %d candidates in a leaf, %d bins, %d folds, seed %d).\n\n", r.Version, o.Trees, o.Leaves, r.Features, o.Rate, o.L2, o.MinLeaf, o.Bins, o.Folds, o.Seed)
	fmt.Fprintf(&b, "| figure | value |\n|---|---|\n")
	fmt.Fprintf(&b, "| quotes with a candidate | %d |\n", r.Quotes)
	fmt.Fprintf(&b, "| of those, with a right one | %d |\n", r.Answerable)
	if !r.Single {
		fmt.Fprintf(&b, "| right first, on the articles trained on | %.1f %% |\n", 100*r.Accuracy)
		fmt.Fprintf(&b, "| right first, cross-validated by article | %.1f %% |\n", 100*r.AccuracyCV)
	}
	fmt.Fprintf(&b, "| expected calibration error, cross-validated | %.3f |\n", r.ECE)
	fmt.Fprintf(&b, "| kept at 99 %% precision, cross-validated | %.1f %% |\n", 100*r.KeptAt99)
	fmt.Fprintf(&b, "\n| confidence at least | answered | of those right |\n|---|---|---|\n")
	for _, p := range r.Curve {
		fmt.Fprintf(&b, "| %.3f | %.0f %% | %.1f %% |\n", p.Confidence, 100*p.Coverage, 100*p.Precision)
	}
	fmt.Fprintf(&b, "\n| feature | mean weight |\n|---|---|\n")
	for _, f := range r.Importance[:min(20, len(r.Importance))] {
		fmt.Fprintf(&b, "| %s | %.3f |\n", strings.ReplaceAll(f.Feature, "|", `\|`), f.Weight)
	}
	_, err := io.WriteString(w, b.String())
	return err
}
