package score

import (
	"cmp"
	"slices"
)

// An answer is one speaker given with a confidence.
type answer struct {
	confidence float64
	right      bool
}

// keepPrecision is the precision of which KeptAt99 speaks.
const keepPrecision = 0.99

func calibrate(answers []answer, asked int) Calibration {
	c := Calibration{Answered: len(answers), Asked: asked, Bins: []Bin{}, Curve: []Point{}}
	// The surest first, and the wrong before the right among equals: at no
	// threshold can a system pick the right ones out of a tie.
	answers = slices.Clone(answers)
	slices.SortFunc(answers, func(a, b answer) int {
		return cmp.Or(cmp.Compare(b.confidence, a.confidence), one(a.right)-one(b.right))
	})
	c.bin(answers)
	right, kept := 0, 0
	for i, a := range answers {
		right += one(a.right)
		n := i + 1
		if float64(right)/float64(n) >= keepPrecision {
			kept = n
		}
		// The first answer that reaches another tenth of all questions.
		if n*10/asked > i*10/asked {
			c.Curve = append(c.Curve, Point{ratio(n, asked), ratio(right, n), a.confidence})
		}
	}
	c.KeptAt99 = ratio(kept, asked)
	return c
}

func (c *Calibration) bin(answers []answer) {
	var sums [10]float64
	var shares [10]Share
	for _, a := range answers {
		i := min(max(int(a.confidence*10), 0), 9)
		sums[i] += a.confidence
		shares[i].count(a.right)
	}
	for i, s := range shares {
		if s.Of == 0 {
			continue
		}
		mean := sums[i] / float64(s.Of)
		c.Bins = append(c.Bins, Bin{float64(i) / 10, mean, s})
		c.Error += max(mean-s.Rate(), s.Rate()-mean) * ratio(s.Of, len(answers))
	}
}
