package model

import "fmt"

// Gradients are kept as whole numbers, so that sums do not depend on the order
// of the rows, and subtracting a child from its parent leaves exactly the other.
const unit = 1 << 32

// sums are the totals of some rows: gradient and hessian in units, and how many.
type sums struct {
	g, h, n int64
}

func (a *sums) add(b sums) { a.g += b.g; a.h += b.h; a.n += b.n }
func (a *sums) sub(b sums) { a.g -= b.g; a.h -= b.h; a.n -= b.n }

// gain is what a leaf of these rows takes off the loss.
func (a sums) gain(l2 float64) float64 {
	g, h := float64(a.g)/unit, float64(a.h)/unit
	return g * g / (h + l2)
}

// step is the best score of a leaf of these rows.
func (a sums) step(l2 float64) float64 {
	g, h := float64(a.g)/unit, float64(a.h)/unit
	return -g / (h + l2)
}

// A grower grows one tree after another over the same rows.
type grower struct {
	*bins
	o     Options
	grad  []sums  // by row
	use   []bool  // by feature: whether this tree may ask about it
	train []int32 // the rows to learn from
	rows  []int32 // the same, each leaf's together
	tmp   []int32
	free  [][]sums // histograms to use again
}

// A leaf of a growing tree is a run of rows, and the best question for them.
type leaf struct {
	node     int32
	from, to int
	hist     []sums
	total    sums
	split
}

type split struct {
	gain    float64
	feature int
	bin     int // rows of this bin and below go left
}

// newGrower makes ready for many trees over the same rows.
func newGrower(b *bins, o Options) *grower {
	return &grower{bins: b, o: o, grad: make([]sums, b.rows), use: make([]bool, len(b.common))}
}

// draw says which features the next tree may ask about: at least one.
func (g *grower) draw(tree int) {
	some := false
	for f := range g.use {
		share := float64(lot(g.o.Seed, fmt.Sprint(tree, f))>>11) / (1 << 53)
		g.use[f] = share < g.o.Columns
		some = some || g.use[f]
	}
	if !some {
		g.use[tree%len(g.use)] = true
	}
}

// grow returns a tree of at most o.Leaves leaves, always splitting the leaf that
// gains most, and adds each leaf's value to the scores of its rows.
func (g *grower) grow(scores []float64) tree {
	g.rows = append(g.rows[:0], g.train...)
	root := leaf{to: len(g.rows)}
	g.measure(&root)
	nodes := []node{{feature: -1, value: g.value(root.total)}}
	leaves := []leaf{root}
	for len(leaves) < g.o.Leaves {
		best := 0
		for i := range leaves {
			if leaves[i].gain > leaves[best].gain {
				best = i
			}
		}
		if leaves[best].gain <= 0 {
			break
		}
		a, b := g.divide(leaves[best])
		n := &nodes[leaves[best].node]
		n.feature, n.limit, n.left = int32(leaves[best].feature), g.limits[leaves[best].feature][leaves[best].bin], int32(len(nodes))
		a.node, b.node = n.left, n.left+1
		nodes = append(nodes, node{feature: -1, value: g.value(a.total)}, node{feature: -1, value: g.value(b.total)})
		leaves[best] = a
		leaves = append(leaves, b)
	}
	for _, l := range leaves {
		for _, i := range g.rows[l.from:l.to] {
			scores[i] += float64(nodes[l.node].value)
		}
		g.free = append(g.free, l.hist)
	}
	return tree{nodes}
}

func (g *grower) value(s sums) float32 { return float32(g.o.Rate * s.step(g.o.L2)) }

// measure fills the leaf's histogram from its rows and finds its best question.
func (g *grower) measure(l *leaf) {
	l.hist = g.histogram()
	for _, i := range g.rows[l.from:l.to] {
		d := g.grad[i]
		l.total.add(d)
		for _, s := range g.slots[g.start[i]:g.start[i+1]] {
			l.hist[s].add(d)
		}
	}
	for f, c := range g.common {
		rest := l.total
		for s := g.first[f]; s < g.first[f+1]; s++ {
			rest.sub(l.hist[s])
		}
		l.hist[c] = rest
	}
	g.ask(l)
}

func (g *grower) histogram() []sums {
	if n := len(g.free); n > 0 {
		h := g.free[n-1]
		g.free = g.free[:n-1]
		clear(h)
		return h
	}
	return make([]sums, g.first[len(g.first)-1])
}

// ask finds the question that takes most off the loss; of equals, the first.
func (g *grower) ask(l *leaf) {
	l.split = split{}
	whole := l.total.gain(g.o.L2)
	for f, use := range g.use {
		if !use {
			continue
		}
		var left sums
		for k, s := range l.hist[g.first[f] : g.first[f+1]-1] {
			left.add(s)
			right := l.total
			right.sub(left)
			if left.n < int64(g.o.MinLeaf) || s.n == 0 {
				continue
			}
			if right.n < int64(g.o.MinLeaf) {
				break
			}
			if gain := left.gain(g.o.L2) + right.gain(g.o.L2) - whole; gain > l.gain {
				l.split = split{gain, f, k}
			}
		}
	}
}

// divide splits a leaf in two. Only the smaller is counted; the other is what is
// left of the parent.
func (g *grower) divide(p leaf) (leaf, leaf) {
	column := g.of[p.feature]
	mid := p.from
	g.tmp = g.tmp[:0]
	for _, i := range g.rows[p.from:p.to] {
		if int(column[i]) <= p.bin {
			g.rows[mid] = i
			mid++
		} else {
			g.tmp = append(g.tmp, i)
		}
	}
	copy(g.rows[mid:], g.tmp)
	a, b := leaf{from: p.from, to: mid}, leaf{from: mid, to: p.to}
	small, large := &a, &b
	if b.to-b.from < a.to-a.from {
		small, large = large, small
	}
	g.measure(small)
	large.hist, large.total = p.hist, p.total
	large.total.sub(small.total)
	for i := range large.hist {
		large.hist[i].sub(small.hist[i])
	}
	g.ask(large)
	return a, b
}
