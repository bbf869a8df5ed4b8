package variant

import (
	"cmp"
	"context"
	"math/bits"
	"slices"
)

// How wordings meet. Each posts its grams: its runs of three words, the bands of
// its MinHash signature, and those runs of two that a short wording asks for. An
// inverted index in memory would hold some 25 postings a wording, ten times what
// is allowed, and on disk be asked at random as often. So the questions are
// sorted, not the answers searched (as in passim, one self-join):
//
//  1. postings, partitioned by gram: each gram's wordings become a list, and
//     every one that asks is told how many there are;
//  2. these, partitioned by wording: each chooses its rarest grams;
//  3. the chosen, partitioned as the lists are: each list is searched for what
//     the wording may go under (pick), which gives hits;
//  4. the hits, partitioned by the rank of the wording, in which order walk
//     visits them.
//
// Every step reads and writes in order, and holds one partition.
type index struct {
	g     *grouper
	ctx   context.Context
	parts int
	lists spool   // of every partition, of every gram that two hold: length, wordings
	start []int64 // where the lists of each partition begin in lists, and one more
	hits  *spread // rank and candidate; the late ones' in the second half of the partitions
}

// A posting says that a wording holds a gram: a run of words, or a band of its
// MinHash signature.
type posting struct {
	gram    uint64
	wording int32
}

// The last two bits of a gram say what it is.
const (
	isThree = iota // words
	isTwo
	isBand
	typeMask = 3
)

// partWordings is how many wordings go with one partition: postings and hits of
// each are some 4 MB. maxParts bounds the memory of what is not yet written.
const partWordings, maxParts = 8192, 256

// newIndex finds the candidates of all wordings.
func (g *grouper) newIndex(ctx context.Context) (*index, error) {
	x := &index{g: g, ctx: ctx, parts: min(1+len(g.wordings)/partWordings, maxParts), lists: spool{disk: g.disk}}
	postings := x.post()
	told := x.invert(postings)
	postings.drop()
	chosen := x.choose(told)
	told.drop()
	x.search(chosen)
	chosen.drop()
	x.lists.drop()
	return x, cmp.Or(ctx.Err(), g.disk.err)
}

// part is the partition of number i of n.
func (x *index) part(i int32) int { return int(int64(i) * int64(x.parts) / int64(len(x.g.wordings))) }

// stopped reports whether the rest of a stage would be for nothing.
func (x *index) stopped() bool { return x.ctx.Err() != nil || x.g.disk.err != nil }

// post writes the grams of every wording.
func (x *index) post() *spread {
	g, out := x.g, newSpread(x.g.disk, x.parts, true)
	put := func(h uint64, w int32) {
		p, _ := bits.Mul64(h, uint64(x.parts))
		out.put(int(p), h, uint32(w))
	}
	asked := x.asked()
	var grams []uint64
	for i := range g.wordings {
		if i%1024 == 0 && x.stopped() {
			break
		}
		w := &g.wordings[i]
		g.texts.load(w, &g.seq)
		grams = g.seq.grams(3, isThree, grams[:0])
		if w.content >= 3 {
			grams = g.seq.signature(w.block, grams)
		}
		for _, h := range grams {
			put(h, int32(i))
		}
		for _, h := range g.seq.grams(2, isTwo, grams[:0]) {
			if asked.has(h) {
				put(h, int32(i))
			}
		}
	}
	return out
}

// asked are the runs of two words of the short wordings.
func (x *index) asked() filter {
	n := 0
	for i := range x.g.wordings {
		if w := &x.g.wordings[i]; w.short() {
			n += int(w.words)
		}
	}
	f := newFilter(n)
	var grams []uint64
	for i := range x.g.wordings {
		if w := &x.g.wordings[i]; w.short() {
			x.g.texts.load(w, &x.g.seq)
			grams = x.g.seq.grams(2, isTwo, grams[:0])
			for _, h := range grams {
				f.add(h)
			}
		}
	}
	return f
}

// short reports whether runs of two words are asked for, and none of three.
func (w *wording) short() bool { return w.words < shortWords }

// asks reports whether w asks for a gram and does not only offer it.
func (w *wording) asks(gram uint64) bool { return w.short() == (gram&typeMask == isTwo) }

// invert makes the lists and tells each wording that asks how long each of its
// lists is, 0 for a band: bands are always searched.
func (x *index) invert(postings *spread) *spread {
	out := newSpread(x.g.disk, x.parts, true)
	var all []posting
	var list []byte
	for p := range x.parts {
		x.start = append(x.start, x.lists.len())
		if x.stopped() {
			continue
		}
		all = all[:0]
		postings.each(p, func(h uint64, w uint32) { all = append(all, posting{h, int32(w)}) })
		slices.SortFunc(all, func(a, b posting) int {
			return cmp.Or(cmp.Compare(a.gram, b.gram), cmp.Compare(a.wording, b.wording))
		})
		all = slices.Compact(all)
		for i, number := 0, uint64(p)<<24; i < len(all); {
			j := i
			for j < len(all) && all[j].gram == all[i].gram {
				j++
			}
			if j-i > 1 {
				list = appendList(list[:0], all[i:j])
				x.lists.write(list)
				x.tell(out, all[i:j], number)
				number++
			}
			i = j
		}
	}
	x.start = append(x.start, x.lists.len())
	return out
}

// tell writes, for every posting of one gram that asks, the length and the
// number of its list.
func (x *index) tell(out *spread, list []posting, number uint64) {
	n := uint64(len(list))
	if list[0].gram&typeMask == isBand {
		n = 0
	}
	for _, p := range list {
		if x.g.wordings[p.wording].asks(p.gram) {
			out.put(x.part(p.wording), n<<32|number, uint32(p.wording))
		}
	}
}

// choose picks the lists that every wording will have searched: its bands' and
// those of its rarest runs.
func (x *index) choose(told *spread) *spread {
	out := newSpread(x.g.disk, x.parts, false)
	var all []posting
	for p := range x.parts {
		if x.stopped() {
			break
		}
		all = all[:0]
		told.each(p, func(a uint64, w uint32) { all = append(all, posting{a, int32(w)}) })
		slices.SortFunc(all, func(a, b posting) int {
			return cmp.Or(cmp.Compare(a.wording, b.wording), cmp.Compare(a.gram, b.gram))
		})
		left := 0
		for i, t := range all {
			if i == 0 || all[i-1].wording != t.wording {
				left = askedGrams
			}
			if t.gram>>32 != 0 {
				left--
			}
			if left >= 0 {
				out.put(int(uint32(t.gram)>>24), t.gram<<32|uint64(t.wording), 0)
			}
		}
	}
	return out
}

// search looks through the chosen lists for what a wording may go under.
func (x *index) search(chosen *spread) {
	g := x.g
	x.hits = newSpread(g.disk, 2*x.parts, false)
	var asks []uint64
	var found []int32
	for p := range x.parts {
		if x.stopped() {
			return
		}
		asks = asks[:0]
		chosen.each(p, func(a uint64, _ uint32) { asks = append(asks, a) })
		slices.Sort(asks)
		lists := x.read(p)
		for _, a := range asks {
			w := int32(uint32(a))
			found = g.pick(w, lists.of(uint32(a>>32)&0xffffff), found[:0])
			for _, c := range found {
				x.hits.put(x.partOfRank(w), uint64(g.rank[w])<<32|uint64(c), 0)
			}
		}
	}
}

// partOfRank is the partition of a wording's hits.
func (x *index) partOfRank(w int32) int {
	p := x.part(x.g.rank[w])
	if x.g.wordings[w].late() {
		p += x.parts
	}
	return p
}

// walk visits the wordings that have hits, late or not, by rank.
func (x *index) walk(late bool, visit func(w int32, candidates []int32) error) error {
	ofRank := make([]int32, len(x.g.rank))
	for w, r := range x.g.rank {
		ofRank[r] = int32(w)
	}
	from := 0
	if late {
		from = x.parts
	}
	var hits []uint64
	var candidates []int32
	for p := from; p < from+x.parts; p++ {
		hits = hits[:0]
		x.hits.each(p, func(a uint64, _ uint32) { hits = append(hits, a) })
		slices.Sort(hits)
		for i := 0; i < len(hits); {
			r := hits[i] >> 32
			candidates = candidates[:0]
			for ; i < len(hits) && hits[i]>>32 == r; i++ {
				candidates = append(candidates, int32(uint32(hits[i])))
			}
			if err := visit(ofRank[r], mostShared(candidates, x.g.rank)); err != nil {
				return err
			}
		}
	}
	return nil
}
