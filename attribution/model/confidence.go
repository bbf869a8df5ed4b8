package model

import (
	"cmp"
	"math"
	"slices"
	"sort"
)

// confidence turns scores into a calibrated probability: straight lines between
// knots (lead, probability), both rising.
type confidence struct {
	knots [][2]float64
}

// lead is the log-odds of the best candidate against nobody and the runner-up
// together: the two ways of being wrong.
func lead(best, second float64) float64 {
	return best - softplus(second)
}

// softplus is log(1+exp(x)) without overflow; 0 for -Inf.
func softplus(x float64) float64 {
	return max(x, 0) + math.Log1p(math.Exp(-math.Abs(x)))
}

// Confidence returns the probability, over 0 and under 1, that the best
// candidate of a quote is its source. Best is its score; second is the score of
// the runner-up, -Inf if there is none. It rises with best and falls with second.
//
// It was fitted on quotes that the trees had not seen, those of nobody among
// them, so an answer given where silence was right counts as wrong.
func (r *Ranker) Confidence(best, second float64) float64 {
	return r.at(lead(best, second))
}

func (c confidence) at(z float64) float64 {
	k := c.knots
	i := sort.Search(len(k), func(i int) bool { return !(k[i][0] < z) }) // so that NaN is least sure
	switch {
	case i == 0:
		return k[0][1]
	case i == len(k):
		return k[i-1][1]
	}
	a, b := k[i-1], k[i]
	t := (z - a[0]) / (b[0] - a[0])
	return min(a[1]+float64(t*(b[1]-a[1])), b[1]) // in this form rounding cannot make it fall
}

// An outcome is an answer whose truth is known.
type outcome struct {
	z     float64 // its lead
	right bool
}

// block is a run of outcomes to which isotonic regression gives one probability.
type block struct {
	sum, n, right float64
}

func (b block) rate() float64 { return b.right / b.n }

// calibrate fits a rising curve to outcomes by pooling adjacent violators (Ayer
// and others 1955; Zadrozny and Elkan 2002 for calibration). Each block becomes
// a knot at its mean lead. Half a right and half a wrong outcome are added to
// each, so that no answer is ever certain.
func calibrate(list []outcome) confidence {
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b outcome) int { return cmp.Compare(a.z, b.z) })
	var blocks []block
	for i := 0; i < len(list); {
		b := block{}
		for z := list[i].z; i < len(list) && list[i].z == z; i++ {
			b.sum += z
			b.n++
			if list[i].right {
				b.right++
			}
		}
		for len(blocks) > 0 && blocks[len(blocks)-1].rate() >= b.rate() {
			p := blocks[len(blocks)-1]
			b = block{p.sum + b.sum, p.n + b.n, p.right + b.right}
			blocks = blocks[:len(blocks)-1]
		}
		blocks = append(blocks, b)
	}
	var c confidence
	for _, b := range blocks {
		p := (b.right + 0.5) / (b.n + 1)
		if n := len(c.knots); n > 0 && p < c.knots[n-1][1] {
			p = c.knots[n-1][1] // a short pure block is pulled below its neighbour
		}
		c.knots = append(c.knots, [2]float64{b.sum / b.n, p})
	}
	if len(c.knots) == 0 {
		c.knots = [][2]float64{{0, 0.5}}
	}
	return c
}
