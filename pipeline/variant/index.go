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
	lists spool // of every partition, of every gram that two hold: length, wordings
	buf   []byte
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

// part is the partition of wording or rank i.
func (x *index) part(i int32) int { return int(int64(i) * int64(x.parts) / int64(len(x.g.wordings))) }

// numbers are the wordings or ranks of a partition: from first to before end.
func (x *index) numbers(part int) (first, end int) {
	n := len(x.g.wordings)
	return (part*n + x.parts - 1) / x.parts, ((part+1)*n + x.parts - 1) / x.parts
}

// spot is where a gram belongs: its partition, and where in that.
func (x *index) spot(gram uint64) (part int, in uint64) {
	p, in := bits.Mul64(gram, uint64(x.parts))
	return int(p), in
}

// stopped reports whether the rest of a stage would be for nothing.
func (x *index) stopped() bool { return x.ctx.Err() != nil || x.g.disk.err != nil }

// post writes the grams of every wording.
func (x *index) post() *spread {
	g, out := x.g, newSpread(x.g.disk, x.parts, true)
	put := func(h uint64, w int32) {
		p, _ := x.spot(h)
		out.put(p, h, uint32(w))
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
	var all dealt[posting]
	for p := range x.parts {
		x.start = append(x.start, x.lists.len())
		if x.stopped() {
			continue
		}
		places := max(1, postings.n[p]) // about one gram in each, for grams are hashes
		all.deal(postings, p, places, func(h uint64, w uint32) (int, posting) {
			_, in := x.spot(h)
			k, _ := bits.Mul64(in, uint64(places))
			return int(k), posting{h, int32(w)}
		})
		number := uint64(p) << 24
		for k := range places {
			number = x.enlist(all.of(k), number, out)
		}
	}
	x.start = append(x.start, x.lists.len())
	return out
}

// enlist writes the lists of some grams and returns the next list's number.
func (x *index) enlist(all []posting, number uint64, out *spread) uint64 {
	slices.SortFunc(all, func(a, b posting) int {
		return cmp.Or(cmp.Compare(a.gram, b.gram), cmp.Compare(a.wording, b.wording))
	})
	all = slices.Compact(all)
	for len(all) > 0 {
		n := 1
		for n < len(all) && all[n].gram == all[0].gram {
			n++
		}
		if n > 1 {
			x.buf = appendList(x.buf[:0], all[:n])
			x.lists.write(x.buf)
			x.tell(out, all[:n], number)
			number++
		}
		all = all[n:]
	}
	return number
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
	var all dealt[uint64]
	for p := range x.parts {
		if x.stopped() {
			break
		}
		first, end := x.numbers(p)
		all.deal(told, p, end-first, func(a uint64, w uint32) (int, uint64) { return int(w) - first, a })
		for w := first; w < end; w++ {
			left := askedGrams
			lists := all.of(w - first)
			slices.Sort(lists)
			for _, t := range lists {
				if t>>32 != 0 {
					left--
				}
				if left >= 0 {
					out.put(int(uint32(t)>>24), t<<32|uint64(w), 0)
				}
			}
		}
	}
	return out
}

// search looks through the chosen lists for what a wording may go under.
func (x *index) search(chosen *spread) {
	g := x.g
	x.hits = newSpread(g.disk, 2*x.parts, false)
	var asks dealt[int32]
	var found []int32
	for p := range x.parts {
		if x.stopped() {
			return
		}
		lists := x.read(p)
		asks.deal(chosen, p, len(lists.at), func(a uint64, _ uint32) (int, int32) {
			return int(uint32(a>>32) & 0xffffff), int32(uint32(a))
		})
		for i := range lists.at {
			list := lists.of(i)
			for _, w := range asks.of(i) {
				y := &g.wordings[w]
				if y.words == 2 && g.common(y.block, list) {
					y.flags |= common
				}
				found = g.pick(w, list, found[:0])
				x.hit(w, found, y.late())
				if g.doubtful(y) {
					x.hit(w, g.pickAny(w, list, found[:0]), true)
				}
			}
		}
	}
}

// hit notes the candidates of a wording, for the late ones or the others.
func (x *index) hit(w int32, found []int32, late bool) {
	p := x.part(x.g.rank[w])
	if late {
		p += x.parts
	}
	for _, c := range found {
		x.hits.put(p, uint64(x.g.rank[w])<<32|uint64(c), 0)
	}
}

// walk visits the wordings that have hits by rank: those that are not late, or
// those that wait.
func (x *index) walk(late bool, visit func(w int32, candidates []int32) error) error {
	ofRank := make([]int32, len(x.g.rank))
	for w, r := range x.g.rank {
		ofRank[r] = int32(w)
	}
	from := 0
	if late {
		from = x.parts
	}
	var hits dealt[int32]
	for p := range x.parts {
		first, end := x.numbers(p)
		hits.deal(x.hits, from+p, end-first, func(a uint64, _ uint32) (int, int32) {
			return int(a>>32) - first, int32(uint32(a))
		})
		for r := first; r < end; r++ {
			if found := hits.of(r - first); len(found) > 0 && (!late || x.g.waits(ofRank[r])) {
				if err := visit(ofRank[r], mostShared(found, x.g.rank)); err != nil {
					return err
				}
			}
		}
	}
	return nil
}
