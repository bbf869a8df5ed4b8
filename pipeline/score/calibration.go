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

// precisions are those that Kept speaks of; the last is that of KeptAt99.
var precisions = []float64{0.9, 0.95, 0.97, 0.98, 0.99}

func calibrate(answers []answer, asked int) Calibration {
	c := Calibration{Answered: len(answers), Asked: asked, Bins: []Bin{}, Curve: []Point{}, Kept: make([]Kept, len(precisions))}
	// The surest first, and the wrong before the right among equals: at no
	// threshold can a system pick the right ones out of a tie.
	answers = slices.Clone(answers)
	slices.SortFunc(answers, func(a, b answer) int {
		return cmp.Or(cmp.Compare(b.confidence, a.confidence), one(a.right)-one(b.right))
	})
	c.bin(answers)
	for k, at := range precisions {
		c.Kept[k].At = at
	}
	right := 0
	for i, a := range answers {
		right += one(a.right)
		n := i + 1
		p := Point{ratio(n, asked), ratio(right, n), a.confidence}
		for k, at := range precisions {
			if p.Precision >= at {
				c.Kept[k].Point = p
			}
		}
		// The first answer that reaches another tenth of all questions.
		if n*10/asked > i*10/asked {
			c.Curve = append(c.Curve, p)
		}
	}
	c.KeptAt99 = c.Kept[len(precisions)-1].Coverage
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
