package model

import (
	"math"
	"slices"
)

// bins is the training data cut into few values a feature, once, so that the
// best question of a node is found in a histogram and not by sorting.
type bins struct {
	rows   int
	limits [][]float32 // by feature, rising: x <= limits[k] and not <= limits[k-1] is bin k
	first  []int32     // by feature: its first slot; one more at the end
	common []int32     // by feature: the slot of its most frequent bin
	of     [][]uint8   // by feature and row
	start  []int32     // by row: where its slots begin in slots; one more at the end
	slots  []int32     // slots of each row that are not the common ones
}

// bin cuts the rows. Most features are yes or no and mostly no: what is common
// is not listed, and follows from what the node has in all.
func bin(x []Vector, features, most int) *bins {
	b := &bins{rows: len(x), first: make([]int32, features+1), common: make([]int32, features), limits: make([][]float32, features), of: make([][]uint8, features)}
	column := make([]float32, len(x))
	for f := range features {
		for i, v := range x {
			column[i] = v[f]
		}
		b.limits[f] = cut(slices.Clone(column), most)
		b.of[f] = make([]uint8, len(x))
		count := make([]int, len(b.limits[f])+1)
		for i, v := range column {
			k, _ := slices.BinarySearch(b.limits[f], v)
			b.of[f][i] = uint8(k)
			count[k]++
		}
		b.first[f+1] = b.first[f] + int32(len(count))
		b.common[f] = b.first[f] + int32(slices.Index(count, slices.Max(count)))
	}
	b.start = make([]int32, 1, len(x)+1)
	for i := range x {
		for f := range features {
			if s := b.first[f] + int32(b.of[f][i]); s != b.common[f] {
				b.slots = append(b.slots, s)
			}
		}
		b.start = append(b.start, int32(len(b.slots)))
	}
	return b
}

// cut returns the limits between at most most bins of about equal weight, each
// halfway between two values that occur. It sorts column.
func cut(column []float32, most int) []float32 {
	slices.Sort(column)
	values := slices.Compact(slices.Clone(column))
	if len(values) > most {
		values = values[:0]
		for k := range most {
			values = append(values, column[(len(column)-1)*k/(most-1)])
		}
		values = slices.Compact(values)
	}
	var limits []float32
	for i := 1; i < len(values); i++ {
		a, b := values[i-1], values[i]
		m := float32((float64(a) + float64(b)) / 2)
		if m >= b || math.IsInf(float64(m), 0) {
			m = a
		}
		limits = append(limits, m)
	}
	return limits
}
