package model

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
	"sort"
)

// A forest is trees laid out for scoring, after QuickScorer (Lucchese and others
// 2015). A walk from the root branches at every node, often not as the processor
// guessed, and walking several trees abreast without branches saves nothing on
// real vectors. Here each question that x answers with "greater" takes the leaves
// on its left out of those that its tree can still end in, whatever the order; the
// first that is left is where the walk would have ended.
//
// QuickScorer takes them out tree by tree. This takes them out for all trees at
// once: a row for each limit says what is left where x exceeds it and those below
// it. Most features are yes or no and mostly no, so that a score is some twenty
// rows taken together, and a sum.
type forest struct {
	columns []column
	limits  []float32 // of each feature rising, then one that nothing exceeds
	rows    []uint64  // by limit, those that nothing exceeds left out: a lane of bits for each tree, the first leaf lowest
	words   int       // in a row
	lane    int       // bits, a power of two
	values  []float32 // of leaf k of tree t at t*lane+k
	counted []int32   // of each feature with several limits, for the whole numbers from -maxCount to maxCount: its row, -1 for none
}

// maxCount is how far from nought whole numbers are looked up. Most features count
// something; to go through the limits of each took a quarter of a score, since no
// processor guesses where the count ends.
const maxCount = 80

// A column is a feature that some tree asks for.
type column struct {
	feature int32
	limit   int32   // its first in limits
	row     int32   // where the rows of its limits begin
	least   float32 // its first limit
	single  bool    // it has no other, as a yes or no
	counts  int32   // its first in counted
}

// maxLeaves is how many leaves a tree may have: a lane is a word at most.
const maxLeaves = 64

// An ask is one question of one tree.
type ask struct {
	limit float32
	tree  int
	left  uint64 // the leaves on its left
}

// newForest lays out trees of at most maxLeaves leaves over n features.
func newForest(trees []tree, n int) forest {
	f := forest{lane: 8}
	for _, t := range trees {
		for f.lane < (len(t.nodes)+1)/2 {
			f.lane *= 2
		}
	}
	f.words = (len(trees)*f.lane + 63) / 64
	f.values = make([]float32, f.words*64)
	asks := make([][]ask, n)
	for i, t := range trees {
		t.asks(i, asks, f.values[i*f.lane:])
	}
	row := make([]uint64, f.words)
	for i, list := range asks {
		if len(list) == 0 {
			continue
		}
		slices.SortStableFunc(list, func(a, b ask) int { return cmp.Compare(a.limit, b.limit) })
		col := column{int32(i), int32(len(f.limits)), int32(len(f.rows)), list[0].limit, list[0].limit == list[len(list)-1].limit, int32(len(f.counted))}
		fill(row)
		for k, a := range list {
			bit := a.tree * f.lane
			row[bit/64] &^= a.left << (bit % 64)
			if k+1 == len(list) || list[k+1].limit != a.limit {
				f.limits, f.rows = append(f.limits, a.limit), append(f.rows, row...)
			}
		}
		f.limits = append(f.limits, float32(math.Inf(1)))
		f.columns = append(f.columns, col)
		for n := -maxCount; n <= maxCount && !col.single; n++ {
			f.counted = append(f.counted, f.rowOf(&col, float32(n)))
		}
	}
	return f
}

// rowOf is where the row of the limits that v exceeds begins, -1 if it exceeds none.
func (f *forest) rowOf(c *column, v float32) int32 {
	k := c.limit
	for v > f.limits[k] {
		k++
	}
	if k == c.limit {
		return -1
	}
	return c.row + (k-1-c.limit)*int32(f.words)
}

// asks adds the questions of tree i to those of their features, and puts down the
// values of its leaves from left to right.
func (t tree) asks(i int, by [][]ask, values []float32) {
	leaf := 0
	var visit func(at int32)
	visit = func(at int32) {
		d := t.nodes[at]
		if d.feature < 0 {
			values[leaf] = d.value
			leaf++
			return
		}
		from := leaf
		visit(d.left)
		by[d.feature] = append(by[d.feature], ask{d.limit, i, uint64(1)<<leaf - uint64(1)<<from})
		visit(d.left + 1)
	}
	visit(0)
}

func fill(row []uint64) {
	for w := range row {
		row[w] = math.MaxUint64
	}
}

// sum adds up the first leaves that are open, tree by tree: in any other order the
// last digits would be others.
func (f *forest) sum(open []uint64) float64 {
	sum, values := 0.0, f.values
	for _, word := range open {
		for range 64 / f.lane {
			sum += float64(values[bits.TrailingZeros64(word)])
			word >>= f.lane
			values = values[f.lane:]
		}
	}
	return sum
}

// maxActive is how many rows are gathered before they are taken out.
const maxActive = 128

// sums is sum for two at once: each waits for its last addition, not for the other's.
func (f *forest) sums(open, other []uint64) (float64, float64) {
	a, b, values := 0.0, 0.0, f.values
	other = other[:len(open)]
	for w, word := range open {
		second := other[w]
		for range 64 / f.lane {
			a += float64(values[bits.TrailingZeros64(word)])
			b += float64(values[bits.TrailingZeros64(second)])
			word, second = word>>f.lane, second>>f.lane
			values = values[f.lane:]
		}
	}
	return a, b
}

// cut takes out of open what is out of reach by some features of x. It first gathers
// their rows and then takes out four at a time: one by one, loading and storing what
// is left took most of the time.
func (f *forest) cut(open []uint64, x Vector, columns []column) {
	var active [maxActive + 1]int32
	n := 0
	for i := range columns {
		c := &columns[i]
		v := x[c.feature]
		if n == maxActive {
			f.take(open, active[:n])
			n = 0
		}
		if c.single { // without a branch on v, which no processor guesses
			active[n] = c.row
			if v > c.least {
				n++
			}
			continue
		}
		var row int32
		if count := int32(v); float32(count) == v && -maxCount <= count && count <= maxCount {
			row = f.counted[c.counts+maxCount+count]
		} else {
			row = f.rowOf(c, v)
		}
		active[n] = row
		if row >= 0 {
			n++
		}
	}
	f.take(open, active[:n])
}

// take takes rows out of open.
func (f *forest) take(open []uint64, rows []int32) {
	n := len(open)
	for ; len(rows) >= 4; rows = rows[4:] {
		a, b := f.rows[rows[0]:][:n], f.rows[rows[1]:][:n]
		c, d := f.rows[rows[2]:][:n], f.rows[rows[3]:][:n]
		for w := range open {
			open[w] &= a[w] & b[w] & c[w] & d[w]
		}
	}
	for _, at := range rows {
		row := f.rows[at:][:n]
		for w := range open {
			open[w] &= row[w]
		}
	}
}

// Score returns the log-odds of one candidate against nobody. It panics if x is
// shorter than the features that Check compares.
func (r *Ranker) Score(x Vector) float64 {
	var few [64]uint64 // trees of 16 leaves come four to a word
	open := few[:]
	if r.words > len(open) {
		open = make([]uint64, r.words)
	}
	open = open[:r.words]
	fill(open)
	r.cut(open, x, r.columns)
	return r.sum(open)
}

// Scores appends to out the Score of each candidate of one quote. Those features from
// first up to last are the quote's own, the same in every vector, and are looked at
// once. To find out here which those are would take as long as it saves.
func (r *Ranker) Scores(out []float64, xs []Vector, first, last int) []float64 {
	if len(xs) == 0 {
		return out
	}
	at := func(feature int) int {
		return sort.Search(len(r.columns), func(i int) bool { return int(r.columns[i].feature) >= feature })
	}
	from, to := at(first), at(last)
	var few [128]uint64
	all := few[:]
	if 3*r.words > len(all) {
		all = make([]uint64, 3*r.words)
	}
	shared, open, other := all[:r.words], all[r.words:2*r.words], all[2*r.words:3*r.words]
	fill(shared)
	r.cut(shared, xs[0], r.columns[from:to])
	leave := func(open []uint64, x Vector) {
		copy(open, shared)
		r.cut(open, x, r.columns[:from])
		r.cut(open, x, r.columns[to:])
	}
	for ; len(xs) > 1; xs = xs[2:] {
		leave(open, xs[0])
		leave(other, xs[1])
		a, b := r.sums(open, other)
		out = append(out, a, b)
	}
	if len(xs) > 0 {
		leave(open, xs[0])
		out = append(out, r.sum(open))
	}
	return out
}
