// Package model ranks the candidates that the rules of attribution propose for a
// quote, and says how sure it is. It knows nothing of language: a candidate
// arrives as a vector of numbers that package attribution measured, and leaves
// with a score.
//
// The ranker is a small ensemble of regression trees, grown by gradient boosting
// (Friedman, Greedy Function Approximation, 2001) with second-order steps (Chen
// and Guestrin, XGBoost, 2016), over histograms and best leaf first (Ke et al.,
// LightGBM, 2017). The loss is a softmax over the candidates of one quote and
// nobody, whose score is always 0: candidates compete with each other and not
// with those of other quotes, so a middling candidate wins where the others are
// poor.
//
// Roads not taken. Logistic regression cannot say "this rule is sure unless the
// cue is a participle" without hand-made products. A neural network would need
// a library, and no editor could read it. Binary loss over single candidates
// ranks nearly as well (94.3 % against 94.5 % of PolNeAR's train quotes with a
// right candidate, cross-validated), but its sure answers are worse: 29 % of
// quotes against 55 % can be kept at 99 % precision. Sharing the target evenly
// between several right candidates, and not as the trees see fit, costs 0.3
// points and three times the calibration error.
//
// Package model is pure: training is single-threaded and gives the same bytes for
// the same data, in whatever order the quotes come.
package model

import (
	"bytes"
	"cmp"
	"embed"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
)

// A Vector is the features of one candidate, by position in the names that the
// ranker was trained for.
type Vector = []float32

// A Ranker gives each candidate of a quote a probability of being its source. It
// does not change after Load or Train, so goroutines may share it.
type Ranker struct {
	features []string
	date     string
	hash     string // of all the rest, hexadecimal
	trees    []tree
	forest   // the trees once more, for Score
	confidence
}

// A tree is its nodes, the root first and children after their parent.
type tree struct {
	nodes []node
}

// A node is a question, or a leaf.
type node struct {
	feature int32   // -1 in a leaf
	left    int32   // where to go for x <= threshold; the right child is the next node
	limit   float32 // the threshold
	value   float32 // the score of a candidate that stops here
}

//go:embed weights
var weights embed.FS

var embedded = map[string]func() *Ranker{
	"source": sync.OnceValue(func() *Ranker { return compiledIn("weights/source.json") }),
	"speech": sync.OnceValue(func() *Ranker { return compiledIn("weights/speech.json") }),
	"verbs":  sync.OnceValue(func() *Ranker { return compiledIn("weights/verbs.json") }),
}

func compiledIn(file string) *Ranker {
	b, err := weights.ReadFile(file)
	if err != nil {
		return nil
	}
	r, err := Load(bytes.NewReader(b))
	if err != nil {
		return nil
	}
	return r
}

// EmbeddedPriors returns the priors of verbs that were compiled in; nil if there
// are none that can be read.
var EmbeddedPriors = sync.OnceValue(func() Priors {
	b, err := weights.ReadFile("weights/stems.json")
	if err != nil {
		return nil
	}
	p, err := LoadPriors(bytes.NewReader(b))
	if err != nil {
		return nil
	}
	return p
})

// Embedded returns a ranker that was compiled in, "source", "speech" or "verbs", or nil
// if there is none that can be read. The caller must Check it against the
// features that it measures.
func Embedded(name string) *Ranker {
	if load, ok := embedded[name]; ok {
		return load()
	}
	return nil
}

// Version names the weights: the date given at training and eight digits of
// their hash, as in "2026-11-20.1a2b3c4d".
func (r *Ranker) Version() string { return r.date + "." + r.hash[:8] }

// Check returns an error unless features are the names, in order, that the
// ranker was trained for.
func (r *Ranker) Check(features []string) error {
	for i := range min(len(features), len(r.features)) {
		if features[i] != r.features[i] {
			return fmt.Errorf("model %s: feature %d is %q, trained for %q", r.Version(), i, features[i], r.features[i])
		}
	}
	if len(features) != len(r.features) {
		return fmt.Errorf("model %s: %d features, trained for %d", r.Version(), len(features), len(r.features))
	}
	return nil
}

// A Reason is how much one feature weighed in a score.
type Reason struct {
	Feature string
	Value   float32
	Weight  float64 // log-odds; negative if it spoke against the candidate
}

// Reasons returns the n features that moved the score of x most, heaviest first,
// ties by name. A feature's weight is the sum of the steps that its questions
// made on the paths of x through the trees (Saabas, Interpreting Random Forests,
// 2014). All weights and the base together are the score.
//
// Shapley values share credit more fairly between features that say the same, at
// a thousand times the cost; an editor reads three reasons, and these are right.
func (r *Ranker) Reasons(x Vector, n int) []Reason {
	weight := make([]float64, len(r.features))
	r.walk(x, func(f int32, step float64) { weight[f] += step })
	var out []Reason
	for i, w := range weight {
		if w != 0 {
			out = append(out, Reason{r.features[i], x[i], w})
		}
	}
	sortReasons(out)
	return out[:max(0, min(n, len(out)))]
}

// walk calls step for each question on the paths of x.
func (r *Ranker) walk(x Vector, step func(feature int32, weight float64)) {
	for _, t := range r.trees {
		at := &t.nodes[0]
		for at.feature >= 0 {
			next := at.left
			if x[at.feature] > at.limit {
				next++
			}
			step(at.feature, float64(t.nodes[next].value)-float64(at.value))
			at = &t.nodes[next]
		}
	}
}

func sortReasons(list []Reason) {
	slices.SortFunc(list, func(a, b Reason) int {
		return cmp.Or(cmp.Compare(math.Abs(b.Weight), math.Abs(a.Weight)), strings.Compare(a.Feature, b.Feature))
	})
}
