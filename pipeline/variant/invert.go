package variant

import (
	"cmp"
	"math/bits"
	"slices"

	"github.com/verbatim-news/verbatim/pipeline/pump"
	"github.com/verbatim-news/verbatim/pipeline/spill"
)

// What a wording is told of a list takes 64 bits: how long it is, up to the
// longest that can be said, 0 for a band's, for bands are always searched; its
// partition; and its number there.
const numberBits, partBits = 28, 12

// An inverted is one partition's lists, and what their wordings are told.
type inverted struct {
	lists []byte
	told  []posting // what is told in place of the gram
}

// invert makes the lists and tells each wording that asks how long each of its
// lists is.
func (x *index) invert(postings *spill.Spread) (*spill.Spread, error) {
	out := spill.NewSpread(x.g.disk, x.parts, wide)
	scratch, dealt := newPool[inverted](), newPool[spill.Dealt[posting]]() // apart: what is put out may wait for its turn
	err := pump.Parts(x.ctx, x.g.opts.Workers, x.parts, func(p int) *inverted {
		v, d := scratch.get(), dealt.get()
		defer dealt.put(d)
		x.invertPart(v, d, postings, p)
		return v
	}, func(v *inverted) error {
		x.start = append(x.start, x.lists.Len())
		x.lists.Write(v.lists)
		for _, t := range v.told {
			x.put(out, x.part(t.wording), t.gram, uint32(t.wording))
		}
		scratch.put(v)
		return x.g.disk.Err()
	})
	x.start = append(x.start, x.lists.Len())
	out.Seal()
	x.lists.Seal()
	return out, err
}

func (x *index) invertPart(v *inverted, d *spill.Dealt[posting], postings *spill.Spread, p int) {
	v.lists, v.told = v.lists[:0], v.told[:0]
	places := max(1, postings.Count(p)) // about one gram in each, for grams are hashes
	d.Deal(postings, p, places, func(r []byte) (int, posting) {
		_, in := x.spot(first(r))
		k, _ := bits.Mul64(in, uint64(places))
		return int(k), posting{first(r), int32(second(r))}
	})
	number := uint64(p) << numberBits
	for k := range places {
		number = x.enlist(v, d.Of(k), number)
	}
}

// enlist writes the lists of some grams and returns the next list's number.
func (x *index) enlist(v *inverted, all []posting, number uint64) uint64 {
	if len(all) < 2 { // of most grams there is one posting
		return number
	}
	slices.SortFunc(all, func(a, b posting) int {
		if a.gram != b.gram {
			return cmp.Compare(a.gram, b.gram)
		}
		return cmp.Compare(a.wording, b.wording)
	})
	all = slices.Compact(all)
	for len(all) > 0 {
		n := 1
		for n < len(all) && all[n].gram == all[0].gram {
			n++
		}
		if n > 1 {
			v.lists = appendList(v.lists, all[:n])
			x.tell(v, all[:n], number)
			number++
		}
		all = all[n:]
	}
	return number
}

// tell notes, for every posting of one gram that asks, the length and the number
// of its list.
func (x *index) tell(v *inverted, list []posting, number uint64) {
	n := uint64(min(len(list), 1<<(64-partBits-numberBits)-1))
	if list[0].gram&typeMask == isBand {
		n = 0
	}
	for _, p := range list {
		if x.g.wordings[p.wording].asks(p.gram) {
			v.told = append(v.told, posting{n<<(partBits+numberBits) | number, p.wording})
		}
	}
}

// A chooser is one partition's wordings: what they are told, and what of this
// they choose.
type chooser struct {
	told   spill.Dealt[uint64]
	chosen []posting
}

// choose picks the lists that every wording will have searched: its bands' and
// those of its rarest runs.
func (x *index) choose(told *spill.Spread) (*spill.Spread, error) {
	out := spill.NewSpread(x.g.disk, x.parts, narrow)
	scratch := newPool[chooser]()
	err := pump.Parts(x.ctx, x.g.opts.Workers, x.parts, func(p int) *chooser {
		c := scratch.get()
		c.chosen = c.chosen[:0]
		from, end := x.numbers(p)
		c.told.Deal(told, p, end-from, func(r []byte) (int, uint64) { return int(second(r)) - from, first(r) })
		for w := from; w < end; w++ {
			left := askedGrams
			lists := c.told.Of(w - from)
			slices.Sort(lists)
			for _, t := range lists {
				if t>>(partBits+numberBits) != 0 {
					left--
				}
				if left >= 0 {
					c.chosen = append(c.chosen, posting{t, int32(w)})
				}
			}
		}
		return c
	}, func(all *chooser) error {
		defer scratch.put(all)
		for _, c := range all.chosen {
			x.put(out, int(c.gram>>numberBits)%(1<<partBits), c.gram%(1<<numberBits)<<32|uint64(c.wording), 0)
		}
		return x.g.disk.Err()
	})
	out.Seal()
	return out, err
}
