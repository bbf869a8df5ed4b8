package variant

import (
	"cmp"
	"context"
	"encoding/binary"
	"slices"

	"github.com/verbatim-news/verbatim/pipeline/pump"
	"github.com/verbatim-news/verbatim/pipeline/spill"
)

// A gathered is the wordings of one partition, and the quotes of each.
type gathered struct {
	wordings  []wording // whose first counts in printings
	printings []int32
	places    []byte
}

// gather makes wordings of what has been printed: one of equal words of one
// speaker, for the days of each occasion.
func (g *grouper) gather(ctx context.Context, spread *spill.Spread) error {
	var made pieces
	scratch := newPool[[]printed]()
	err := pump.Parts(ctx, g.opts.Workers, spread.Parts(), func(part int) *gathered {
		all := scratch.get()
		defer scratch.put(all)
		*all = (*all)[:0]
		spread.Each(part, func(b []byte) {
			*all = append(*all, printed{})
			(*all)[len(*all)-1].decode(b)
		})
		slices.SortFunc(*all, byOccasion)
		return g.gatherPart(*all)
	}, func(x *gathered) error {
		for i := range x.wordings {
			x.wordings[i].first += uint32(len(g.printed))
			made.add(x.wordings[i])
		}
		g.printed = append(g.printed, x.printings...)
		g.places.Write(x.places)
		return g.disk.Err()
	})
	if err != nil {
		return err
	}
	g.places.Seal()
	g.wordings = made.joined()
	g.sort()
	return cmp.Or(ctx.Err(), g.disk.Err())
}

// gatherPart makes the wordings of one partition, whose quotes are sorted.
func (g *grouper) gatherPart(all []printed) *gathered {
	out := &gathered{printings: make([]int32, 0, len(all)), places: make([]byte, 0, placeBytes*len(all))}
	for len(all) > 0 {
		first := &all[0]
		w := wording{
			text: first.text, first: uint32(len(out.printings)), speaker: first.speaker, lo: first.day, number: first.number,
			words: first.words, own: first.own, content: first.content, flags: first.flags,
		}
		n := 0
		for n < len(all) && all[n].key == first.key && g.sameOccasion(&w, all[n].day) {
			w.add(&all[n])
			n++
		}
		w.sources = g.sources(all[:n])
		g.fullestFirst(all[:n])
		for i := range all[:n] {
			out.printings = append(out.printings, all[i].printing)
			out.places = binary.LittleEndian.AppendUint32(out.places, uint32(all[i].seq))
			out.places = binary.LittleEndian.AppendUint32(out.places, uint32(all[i].index))
		}
		out.wordings = append(out.wordings, w)
		all = all[n:]
	}
	return out
}

// sameOccasion reports whether day d belongs to the days of x, which has the same
// words and speaker. Days come in order, unknown ones first.
func (g *grouper) sameOccasion(x *wording, d int32) bool {
	return d == noDay || x.hi() == noDay || int(x.words) >= g.opts.LongWords || d-x.lo <= int32(g.opts.Days)
}

// sources counts the independent sources of some quotes.
func (g *grouper) sources(quotes []printed) uint16 {
	if len(quotes) == 1 {
		return 1
	}
	of := make([]int32, len(quotes))
	for i := range quotes {
		of[i] = g.printings[quotes[i].printing].source
	}
	slices.Sort(of)
	return uint16(min(len(slices.Compact(of)), 1<<16-1))
}

// fullestFirst puts the quote that stands for a wording first: the most words
// (“we are” is fuller than “we’re”), the earliest, the first in its article.
func (g *grouper) fullestFirst(quotes []printed) {
	best := 0
	for i := range quotes[1:] {
		a, b := &quotes[i+1], &quotes[best]
		if c := cmp.Compare(b.spaced, a.spaced); c < 0 || c == 0 && g.byDate(a.printing, b.printing, a.seq, b.seq) < 0 {
			best = i + 1
		}
	}
	quotes[0], quotes[best] = quotes[best], quotes[0]
}

// byDate orders two quotes, by their printings and sequence numbers: unknown
// dates last, then article and place.
func (g *grouper) byDate(p, q, seq, other int32) int {
	if c := cmp.Compare(g.printings[p].date, g.printings[q].date); c != 0 {
		return c
	}
	return cmp.Compare(seq, other)
}

// pieces are wordings while their number is not known: a slice that grows is
// held twice, and one for as many wordings as quotes is half empty.
type pieces struct {
	of [][]wording
	n  int
}

const pieceWordings = 1 << 12

func (p *pieces) add(w wording) {
	if p.n%pieceWordings == 0 {
		p.of = append(p.of, make([]wording, 0, pieceWordings))
	}
	last := &p.of[len(p.of)-1]
	*last = append(*last, w)
	p.n++
}

// joined gives the wordings in one slice, and p up.
func (p *pieces) joined() []wording {
	out := make([]wording, 0, p.n)
	for i, piece := range p.of {
		out = append(out, piece...)
		p.of[i] = nil
	}
	return out
}
