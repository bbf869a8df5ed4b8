package variant

import (
	"cmp"
	"slices"
)

// sort orders the wordings by block, day and size, so that the postings of a
// run of words fall into speakers, days, and within a day the fullest first; and
// it lists each one's quotes. order are the quotes that take part, in the
// wording of each, by the old order.
func (g *grouper) sort(order, in []int32) {
	g.gather(order, in)
	for i := range g.wordings {
		w := &g.wordings[i]
		w.block, w.sources = g.people[w.speaker].block, g.sources(g.quotesOf(w))
	}
	slices.SortFunc(g.wordings, func(a, b wording) int {
		// cmp.Or would look up both ids each time
		if c := cmp.Or(cmp.Compare(a.block, b.block), cmp.Compare(a.lo, b.lo), cmp.Compare(b.size, a.size), cmp.Compare(b.sources, a.sources)); c != 0 {
			return c
		}
		return g.byFirst(&a, &b)
	})
	g.divide()
	g.rankAll()
}

// gather lists the quotes of every wording, in the order given.
func (g *grouper) gather(order, in []int32) {
	n := int32(0)
	for i := range g.wordings {
		w := &g.wordings[i]
		w.first, n = n, n+w.count
		w.count = 0
	}
	g.members = make([]int32, n)
	for i, q := range order {
		if in[i] >= 0 {
			w := &g.wordings[in[i]]
			g.members[w.first+w.count] = q
			w.count++
		}
	}
}

// sources counts the independent sources of quotes.
func (g *grouper) sources(quotes []int32) int32 {
	if len(quotes) == 1 {
		return 1
	}
	names := make([]string, len(quotes))
	for i, q := range quotes {
		names[i] = cmp.Or(g.opts.Sources[g.quotes[q].Article], g.quotes[q].Outlet)
	}
	slices.Sort(names)
	return int32(len(slices.Compact(names)))
}

// byFirst orders two wordings by the id of their first quotes.
func (g *grouper) byFirst(a, b *wording) int {
	return cmp.Compare(g.quotes[g.members[a.first]].ID, g.quotes[g.members[b.first]].ID)
}

// divide notes where the blocks and their days end.
func (g *grouper) divide() {
	n := int32(len(g.wordings))
	g.dayEnd = make([]int32, n)
	for i := n - 1; i >= 0; i-- {
		w := &g.wordings[i]
		g.dayEnd[i] = i + 1
		if i+1 < n && g.wordings[i+1].block == w.block && g.wordings[i+1].lo == w.lo {
			g.dayEnd[i] = g.dayEnd[i+1]
		}
	}
	last := int32(0)
	for i := range g.people {
		last = max(last, g.people[i].block)
	}
	g.blocks = make([]int32, last+2)
	b := 0
	for i := int32(0); i <= n; i++ {
		for b < len(g.blocks) && (i == n || int(g.wordings[i].block) >= b) {
			g.blocks[b] = i
			b++
		}
	}
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
		return g.byFirst(&g.wordings[a.wording], &g.wordings[b.wording])
	})
	g.rank, g.base = make([]int32, len(all)), make([]int32, len(all))
	for r, e := range all {
		g.rank[e.wording] = int32(r)
		g.base[r] = e.wording // until assign makes it the base of each wording
	}
}

// compareDays puts unknown days last.
func compareDays(a, b int32) int {
	if (a == noDay) != (b == noDay) {
		return cmp.Compare(b, a)
	}
	return cmp.Compare(a, b)
}
