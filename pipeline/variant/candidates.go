package variant

import (
	"cmp"
	"math/bits"
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

// A posting says that a wording holds a gram: a run of words, or a band of its
// MinHash signature.
type posting struct {
	gram    uint64
	wording int32
}

// index is the inverted index: postings by gram, then wording, and so by
// speaker, day and size. Grams that one wording alone holds are left out.
type index struct{ postings []posting }

// mix makes one hash of a hash and another word's.
func mix(h, id uint64) uint64 {
	h ^= id + 0x9e3779b97f4a7c15
	hi, lo := bits.Mul64(h, 0xa0761d6478bd642f)
	return hi ^ lo
}

// grams calls each with the hash of every run of n own words.
func (w *wording) grams(n int, each func(uint64)) {
next:
	for i := 0; i+n <= len(w.id); i++ {
		h := uint64(n)
		for _, id := range w.id[i : i+n] {
			if id == notOwn {
				continue next
			}
			h = mix(h, id)
		}
		each(h)
	}
}

// signature calls each with the bands of the wording's MinHash over its content
// words, one speaker's kept from another's. Two wordings that share half of
// these words meet in a band nine times in ten (1-(1-s²)⁸), though every third
// word be changed and no run of three survive.
func (w *wording) signature(each func(uint64)) {
	if w.content < 3 {
		return
	}
	var low [bands * rows]uint64
	for i := range low {
		low[i] = ^uint64(0)
	}
	for j, id := range w.id {
		if id == notOwn || w.kind[j]&Function != 0 {
			continue
		}
		for i := range low {
			low[i] = min(low[i], mix(uint64(i)+1, id))
		}
	}
	for b := range bands {
		h := mix(uint64(w.block)<<8|uint64(b), 0xba4d)
		for _, l := range low[b*rows : (b+1)*rows] {
			h = mix(h, l)
		}
		each(h)
	}
}

// A sketch remembers which hashes were seen once and which twice, with a few
// false twices: grams seen once never become postings, which keeps the index a
// fraction of the text.
type sketch struct {
	once, twice []uint64
	shift       int
}

func newSketch(n int) *sketch {
	size := bits.Len(uint(n)*8 + 64)
	return &sketch{make([]uint64, 1<<size/64), make([]uint64, 1<<size/64), 64 - size}
}

func (s *sketch) add(h uint64) {
	i := h >> s.shift
	if s.once[i/64]&(1<<(i%64)) != 0 {
		s.twice[i/64] |= 1 << (i % 64)
	}
	s.once[i/64] |= 1 << (i % 64)
}

func (s *sketch) seen(h uint64) bool {
	i := h >> s.shift
	return s.once[i/64]&(1<<(i%64)) != 0
}

func (s *sketch) seenTwice(h uint64) bool {
	i := h >> s.shift
	return s.twice[i/64]&(1<<(i%64)) != 0
}

// newIndex posts the grams that at least two of the wordings hold.
func newIndex(wordings []wording) *index {
	n := 0
	for i := range wordings {
		n += wordings[i].len() + bands
	}
	asked, held := newSketch(n/4), newSketch(n)
	for i := range wordings {
		if w := &wordings[i]; w.len() < shortWords {
			w.grams(2, asked.add)
		}
	}
	each := func(w *wording, post func(uint64)) {
		w.grams(3, post)
		w.signature(post)
		w.grams(2, func(h uint64) {
			if asked.seen(h) {
				post(h)
			}
		})
	}
	for i := range wordings {
		each(&wordings[i], held.add)
	}
	x := &index{}
	for i := range wordings {
		each(&wordings[i], func(h uint64) {
			if held.seenTwice(h) {
				x.postings = append(x.postings, posting{h, int32(i)})
			}
		})
	}
	slices.SortFunc(x.postings, func(a, b posting) int {
		return cmp.Or(cmp.Compare(a.gram, b.gram), cmp.Compare(a.wording, b.wording))
	})
	x.postings = slices.Compact(x.postings)
	return x
}

// of gives the postings of a gram.
func (x *index) of(gram uint64) []posting {
	byGram := func(p posting, g uint64) int { return cmp.Compare(p.gram, g) }
	start, ok := slices.BinarySearchFunc(x.postings, gram, byGram)
	if !ok {
		return nil
	}
	rest := x.postings[start:]
	n := 1
	for n < len(rest) && rest[n].gram == gram { // gallop, for most lists are short
		n *= 2
	}
	n, _ = slices.BinarySearchFunc(rest[:min(n, len(rest))], gram+1, byGram)
	return rest[:n]
}

// candidates lists the wordings that come before w in the order of bases and
// share grams with it, those that share most first.
func (g *grouper) candidates(w int32) []int32 {
	x := &g.wordings[w]
	var lists [][]posting
	ask := func(h uint64) {
		if p := g.found.of(h); len(p) > 1 {
			lists = append(lists, p)
		}
	}
	if x.len() < shortWords {
		x.grams(2, ask)
	} else {
		x.grams(3, ask)
	}
	slices.SortStableFunc(lists, func(a, b []posting) int { return cmp.Compare(len(a), len(b)) })
	lists = lists[:min(len(lists), askedGrams)]
	var hits []int32
	for _, p := range lists {
		hits = g.pick(w, p, hits)
	}
	if x.len() >= shortWords {
		x.signature(func(h uint64) { hits = g.pick(w, g.found.of(h), hits) })
	}
	return mostShared(hits, g.rank)
}

// pick appends those of a gram's postings that w may belong under: of its own
// speaker, of no known speaker, and if w is long enough of others.
func (g *grouper) pick(w int32, p []posting, hits []int32) []int32 {
	x := &g.wordings[w]
	days := g.days(x.len())
	if x.block != 0 {
		hits = g.pickBlock(w, p, x.block, days, hits)
	}
	if x.len() < g.opts.ConflictWords && !x.vague {
		return hits
	}
	for left := perGram; len(p) > 0 && left > 0; left-- {
		b := g.wordings[p[0].wording].block
		switch {
		case b == 0 || x.vague || x.block == 0:
			hits = g.pickBlock(w, p, b, days, hits)
		case b != x.block:
			hits = g.pickBlock(w, p, b, g.opts.ConflictDays, hits)
		}
		p = from(p, g.blocks[b+1])
	}
	return hits
}

// from cuts away the postings of wordings before first.
func from(p []posting, first int32) []posting {
	n, _ := slices.BinarySearchFunc(p, first, func(p posting, f int32) int { return cmp.Compare(p.wording, f) })
	return p[n:]
}

// pickBlock appends the fullest of each of one speaker's days around w's, the
// undated first.
func (g *grouper) pickBlock(w int32, p []posting, block int32, days int, hits []int32) []int32 {
	x := &g.wordings[w]
	p = from(p, g.blocks[block])
	today, past := 0, false
	for steps := 4 * perGram; len(p) > 0 && steps > 0; steps-- {
		i := p[0].wording
		y := &g.wordings[i]
		switch dated := days > 0 && x.lo != noDay && y.lo != noDay; {
		case y.block != block || dated && y.lo > x.hi+int32(days):
			return hits
		case dated && !past:
			p, past = from(p, g.firstSince(block, x.lo-int32(days+g.opts.Days))), true
			continue // a wording's own days may span opts.Days
		case today == perDay || y.size < x.size:
			p, today = from(p, g.dayEnd[i]), 0
			continue
		case g.rank[i] < g.rank[w] && near(x, y, days):
			hits = append(hits, i)
			today++
		}
		if len(p) > 1 && p[1].wording >= g.dayEnd[i] {
			today = 0
		}
		p = p[1:]
	}
	return hits
}

// firstSince is the first dated wording of a block that begins on a day or later.
func (g *grouper) firstSince(block, day int32) int32 {
	b := g.wordings[g.blocks[block]:g.blocks[block+1]]
	n, _ := slices.BinarySearchFunc(b, max(day, noDay+1), func(w wording, d int32) int { return cmp.Compare(w.lo, d) })
	return g.blocks[block] + int32(n)
}

// days is how far apart two occasions of so many words may lie; 0 is no limit.
func (g *grouper) days(words int) int {
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
	return a.lo <= b.hi+int32(days) && b.lo <= a.hi+int32(days)
}

// mostShared sorts hits by how often each occurs, then by rank, and cuts the list.
func mostShared(hits, rank []int32) []int32 {
	slices.Sort(hits)
	type hit struct{ wording, n int32 }
	var counted []hit
	for _, h := range hits {
		if n := len(counted); n > 0 && counted[n-1].wording == h {
			counted[n-1].n++
		} else {
			counted = append(counted, hit{h, 1})
		}
	}
	slices.SortFunc(counted, func(a, b hit) int {
		return cmp.Or(cmp.Compare(b.n, a.n), cmp.Compare(rank[a.wording], rank[b.wording]))
	})
	counted = counted[:min(len(counted), perWording)]
	out := hits[:0]
	for _, c := range counted {
		out = append(out, c.wording)
	}
	return out
}
