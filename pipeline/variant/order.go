package variant

import (
	"cmp"
	"math/bits"
	"slices"
)

// sort orders the wordings by block, day and size, so that the postings of a
// run of words fall into speakers, days, and within a day the fullest first.
func (g *grouper) sort() {
	slices.SortFunc(g.wordings, func(a, b wording) int {
		if a.speaker != b.speaker {
			if c := cmp.Compare(g.block(&a), g.block(&b)); c != 0 {
				return c
			}
		}
		switch { // cmp.Or would compare all each time
		case a.lo != b.lo:
			return cmp.Compare(a.lo, b.lo)
		case a.size != b.size:
			return cmp.Compare(b.size, a.size)
		case a.sources != b.sources:
			return cmp.Compare(b.sources, a.sources)
		}
		return cmp.Compare(a.number, b.number)
	})
	g.divide()
	g.rankAll()
}

// divide notes where the blocks and their days end.
func (g *grouper) divide() {
	n := int32(len(g.wordings))
	g.days = newDayEnds(n, func(i int32) bool {
		a, b := &g.wordings[i-1], &g.wordings[i]
		return a.lo != b.lo || g.block(a) != g.block(b)
	})
	last := int32(0)
	for i := range g.people {
		last = max(last, g.people[i].block)
	}
	g.blocks = make([]int32, last+2)
	b := 0
	for i := int32(0); i <= n; i++ {
		for b < len(g.blocks) && (i == n || int(g.block(&g.wordings[i])) >= b) {
			g.blocks[b] = i
			b++
		}
	}
}

// dayEnds tell where the wordings of one block and day end: a bit for each that
// is the first of its day, and for every 64 where the next such one lies.
type dayEnds struct {
	first []uint64
	next  []int32
}

// newDayEnds is for n wordings, of which starts says, of all but the first,
// whether they begin a day.
func newDayEnds(n int32, starts func(i int32) bool) dayEnds {
	d := dayEnds{make([]uint64, n/64+1), make([]int32, n/64+1)}
	next := n
	for i := n - 1; i >= 0; i-- {
		if i%64 == 63 || i == n-1 {
			d.next[i/64] = next
		}
		if i > 0 && starts(i) {
			d.first[i/64] |= 1 << (i % 64)
			next = i
		}
	}
	return d
}

// after is the wording after the last of the day that i is of.
func (d *dayEnds) after(i int32) int32 {
	if rest := d.first[i/64] >> (i%64 + 1); rest != 0 {
		return i + 1 + int32(bits.TrailingZeros64(rest))
	}
	return d.next[i/64]
}

// rankAll puts the wordings into the order of bases: the fullest first, then
// those that have their place before the late ones, what more sources print, the
// earlier, the lower id.
func (g *grouper) rankAll() {
	type entry struct {
		reach       uint64 // size, not late, and sources, the most first
		lo, wording int32
	}
	all := make([]entry, len(g.wordings))
	for i := range g.wordings {
		w := &g.wordings[i]
		reach := uint64(w.size)<<32 | uint64(w.sources)
		if !w.late() {
			reach |= 1 << 31
		}
		all[i] = entry{^reach, w.lo, int32(i)}
	}
	slices.SortFunc(all, func(a, b entry) int {
		switch {
		case a.reach != b.reach:
			return cmp.Compare(a.reach, b.reach)
		case a.lo != b.lo:
			return compareDays(a.lo, b.lo)
		}
		return cmp.Compare(g.wordings[a.wording].number, g.wordings[b.wording].number)
	})
	g.rank, g.ofRank = make([]int32, len(all)), make([]int32, len(all))
	for r, e := range all {
		g.rank[e.wording] = int32(r)
		g.ofRank[r] = e.wording
	}
}

// compareDays puts unknown days last.
func compareDays(a, b int32) int {
	if (a == noDay) != (b == noDay) {
		return cmp.Compare(b, a)
	}
	return cmp.Compare(a, b)
}
