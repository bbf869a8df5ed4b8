package variant

import (
	"cmp"
	"context"
	"encoding/binary"
	"math/bits"
	"slices"

	"github.com/verbatim-news/verbatim/pipeline/pump"
	"github.com/verbatim-news/verbatim/pipeline/spill"
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
// Every step reads and writes in order; each worker holds one partition.
type index struct {
	g     *grouper
	ctx   context.Context
	parts int
	lists *spill.Spool // of every partition, of every gram that two hold: length, wordings
	start []int64      // where the lists of each partition begin in lists, and one more
	hits  *spill.Spread
	buf   [wide]byte
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

// partWordings is how many wordings go with one partition, of partWords words
// each at most: postings and hits are some 4 MB. maxParts bounds the memory of
// what is not yet written.
const partWordings, partWords, maxParts = 8192, 24, 1 << partBits

// The widths of records: a number of 64 bits, and one of 32 where a wording is
// not in the first.
const narrow, wide = 8, 12

// newIndex finds the candidates of all wordings.
func (g *grouper) newIndex(ctx context.Context) (*index, error) {
	words := 0
	for i := range g.wordings {
		words += int(g.wordings[i].words)
	}
	x := &index{g: g, ctx: ctx, parts: min(1+max(len(g.wordings), words/partWords)/partWordings, maxParts), lists: spill.NewSpool(g.disk)}
	postings, err := x.post()
	if err != nil {
		return nil, err
	}
	told, err := x.invert(postings)
	if err != nil {
		return nil, err
	}
	postings.Drop()
	chosen, err := x.choose(told)
	if err != nil {
		return nil, err
	}
	told.Drop()
	if err := x.search(chosen); err != nil {
		return nil, err
	}
	chosen.Drop()
	x.lists.Drop()
	return x, cmp.Or(ctx.Err(), g.disk.Err())
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

// put writes a record, of one number or two.
func (x *index) put(s *spill.Spread, part int, a uint64, b uint32) {
	binary.LittleEndian.PutUint64(x.buf[:], a)
	binary.LittleEndian.PutUint32(x.buf[narrow:], b)
	s.Put(part, x.buf[:s.Width()])
}

func first(record []byte) uint64  { return binary.LittleEndian.Uint64(record) }
func second(record []byte) uint32 { return binary.LittleEndian.Uint32(record[narrow:]) }

// post writes the grams of every wording.
func (x *index) post() (*spill.Spread, error) {
	g, out := x.g, spill.NewSpread(x.g.disk, x.parts, wide)
	asked, err := x.asked()
	if err != nil {
		return nil, err
	}
	err = x.chunks(func(c *chunk, w *wording, i int32) {
		c.grams = g.gramsOf(w, &c.seq, asked, c.grams[:0])
		for _, h := range c.grams {
			c.out = append(c.out, posting{h, i})
		}
	}, func(all []posting) error {
		for _, p := range all {
			part, _ := x.spot(p.gram)
			x.put(out, part, p.gram, uint32(p.wording))
		}
		return g.disk.Err()
	})
	out.Seal()
	return out, err
}

// gramsOf appends the grams that a wording posts.
func (g *grouper) gramsOf(w *wording, s *seq, asked filter, grams []uint64) []uint64 {
	g.texts.load(w, s)
	grams = s.grams(3, isThree, grams)
	if w.content >= 3 {
		grams = s.signature(g.block(w), grams)
	}
	from := len(grams)
	grams = s.grams(2, isTwo, grams)
	return grams[:from+len(slices.DeleteFunc(grams[from:], func(h uint64) bool { return !asked.has(h) }))]
}

// A chunk is some wordings that a worker looks at, and what it says of them.
type chunk struct {
	out   []posting
	seq   seq
	grams []uint64
}

// chunks calls work with every wording, on all workers, and take with what it
// has put out, in order.
func (x *index) chunks(work func(c *chunk, w *wording, i int32), take func([]posting) error) error {
	const size = 512 // wordings
	n := len(x.g.wordings)
	used := newPool[chunk]()
	return pump.Parts(x.ctx, x.g.opts.Workers, (n+size-1)/size, func(k int) *chunk {
		c := used.get()
		c.out = c.out[:0]
		for i := k * size; i < min(n, (k+1)*size); i++ {
			work(c, &x.g.wordings[i], int32(i))
		}
		return c
	}, func(c *chunk) error {
		defer used.put(c)
		return take(c.out)
	})
}

// asked are the runs of two words of the short wordings.
func (x *index) asked() (filter, error) {
	g := x.g
	n := 0
	for i := range g.wordings {
		if w := &g.wordings[i]; w.short() {
			n += int(w.words)
		}
	}
	f := newFilter(n)
	err := x.chunks(func(c *chunk, w *wording, i int32) {
		if !w.short() {
			return
		}
		g.texts.load(w, &c.seq)
		c.grams = c.seq.grams(2, isTwo, c.grams[:0])
		for _, h := range c.grams {
			c.out = append(c.out, posting{h, i})
		}
	}, func(all []posting) error {
		for _, p := range all {
			f.add(p.gram)
		}
		return g.disk.Err()
	})
	return f, err
}

// short reports whether runs of two words are asked for, and none of three.
func (w *wording) short() bool { return w.words < shortWords }

// asks reports whether w asks for a gram and does not only offer it.
func (w *wording) asks(gram uint64) bool { return w.short() == (gram&typeMask == isTwo) }
