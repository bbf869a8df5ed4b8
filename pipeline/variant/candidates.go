package variant

import (
	"cmp"
	"slices"
)

// Bounds on the search for candidates. They make the cost of a wording a
// constant, whatever the reach of an utterance.
const (
	askedGrams  = 10 // the rarest runs of words that a wording asks with
	perDay      = 6  // of a speaker's day, the fullest so many that hold a run
	perGram     = 48 // postings looked at for one run
	perWording  = 24 // candidates held against a wording
	shortWords  = 5  // below it runs of two words are asked, by the speaker's other wordings alone
	bands, rows = 8, 2
)

// pick appends those of a gram's postings that w may belong under: of its own
// speaker, of no known speaker, and if w is long enough of others.
func (g *grouper) pick(w int32, p []int32, hits []int32) []int32 {
	x := &g.wordings[w]
	days := g.reach(int(x.words))
	if own := g.block(x); own != 0 {
		hits = g.pickBlock(w, p, own, days, hits)
	}
	if int(x.words) < g.opts.ConflictWords && !x.is(vague) {
		return hits
	}
	return g.pickOthers(w, p, hits)
}

// pickAny is pick for a wording whose speaker may be wrong, however short.
func (g *grouper) pickAny(w int32, p []int32, hits []int32) []int32 {
	x := &g.wordings[w]
	if own := g.block(x); own != 0 {
		hits = g.pickBlock(w, p, own, g.reach(int(x.words)), hits)
	}
	return g.pickOthers(w, p, hits)
}

// pickOthers appends what is not of w's own speaker.
func (g *grouper) pickOthers(w int32, p []int32, hits []int32) []int32 {
	x := &g.wordings[w]
	days := g.reach(int(x.words))
	own := g.block(x)
	for left := perGram; len(p) > 0 && left > 0; left-- {
		b := g.block(&g.wordings[p[0]])
		switch {
		case b == 0 || x.is(vague) || own == 0:
			hits = g.pickBlock(w, p, b, days, hits)
		case b != own:
			hits = g.pickBlock(w, p, b, g.opts.ConflictDays, hits)
		}
		p = from(p, g.blocks[b+1])
	}
	return hits
}

// others is how many other speakers make two words a common phrase.
const others = 3

// common reports whether a list of wordings with the same two words shows them
// to be anybody's: “national security”.
func (g *grouper) common(block int32, p []int32) bool {
	n := 0
	for len(p) > 0 && n < others {
		b := g.block(&g.wordings[p[0]])
		if b != 0 && b != block {
			n++
		}
		p = from(p, g.blocks[b+1])
	}
	return n == others
}

// from cuts away the postings of wordings before first.
func from(p []int32, first int32) []int32 {
	n, _ := slices.BinarySearch(p, first)
	return p[n:]
}

// pickBlock appends the fullest of each of one speaker's days around w's, the
// undated first.
func (g *grouper) pickBlock(w int32, p []int32, block int32, days int, hits []int32) []int32 {
	x := &g.wordings[w]
	p = from(p, g.blocks[block])
	today, past := 0, false
	for steps := 4 * perGram; len(p) > 0 && steps > 0; steps-- {
		i := p[0]
		y := &g.wordings[i]
		switch dated := days > 0 && x.lo != noDay && y.lo != noDay; {
		case i >= g.blocks[block+1] || dated && y.lo > x.hi()+int32(days):
			return hits
		case dated && !past:
			p, past = g.since(p, block, x.lo-int32(days+g.opts.Days)), true
			continue // a wording's own days may span opts.Days; what is printed for years is lost here, at one pair in a hundred
		case today == perDay || y.size < x.size:
			p, today = from(p, g.days.after(i)), 0
			continue
		case g.rank[i] < g.rank[w] && near(x, y, days):
			hits = append(hits, i)
			today++
		}
		if len(p) > 1 && p[1] >= g.days.after(i) {
			today = 0
		}
		p = p[1:]
	}
	return hits
}

// since cuts away the postings of a block before a day; those with no date are
// cut already. It looks at the postings, not at the wordings: most lists are
// short, and a speaker may have ten thousand wordings.
func (g *grouper) since(p []int32, block, day int32) []int32 {
	n, _ := slices.BinarySearchFunc(p, day, func(i, d int32) int {
		if i < g.blocks[block+1] {
			return cmp.Compare(g.wordings[i].lo, d)
		}
		return 1
	})
	return p[n:]
}

// reach is how far apart two occasions of so many words may lie; 0 is no limit.
func (g *grouper) reach(words int) int {
	if words >= g.opts.LongWords {
		return 0
	}
	return g.opts.Days
}

// near reports whether two wordings lie within so many days of each other, as
// far as their days are known.
func near(a, b *wording, days int) bool {
	if days == 0 || a.lo == noDay || b.lo == noDay {
		return true
	}
	return a.lo <= b.hi()+int32(days) && b.lo <= a.hi()+int32(days)
}

// A hit is a candidate and how many runs it was found by.
type hit struct{ wording, n int32 }

// mostShared sorts hits by how often each occurs, then by rank, and appends the
// first to out.
func mostShared(hits, rank []int32, counted []hit, out []int32) ([]hit, []int32) {
	slices.Sort(hits)
	counted = counted[:0]
	for _, h := range hits {
		if n := len(counted); n > 0 && counted[n-1].wording == h {
			counted[n-1].n++
		} else {
			counted = append(counted, hit{h, 1})
		}
	}
	slices.SortFunc(counted, func(a, b hit) int {
		if a.n != b.n {
			return cmp.Compare(b.n, a.n)
		}
		return cmp.Compare(rank[a.wording], rank[b.wording])
	})
	for _, c := range counted[:min(len(counted), perWording)] {
		out = append(out, c.wording)
	}
	return counted, out
}
