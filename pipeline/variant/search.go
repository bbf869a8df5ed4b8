package variant

import (
	"github.com/verbatim-news/verbatim/pipeline/pump"
	"github.com/verbatim-news/verbatim/pipeline/spill"
)

// A searched is what was found in one partition's lists, with the scratch memory
// that it takes.
type searched struct {
	hits, late []pair  // for those that are placed at once, and for those that wait
	common     []int32 // wordings of two words that others say, too
	lists      lists
	asks       spill.Dealt[int32]
	found      []int32
}

// A pair is a wording and what it may go under.
type pair struct{ wording, candidate int32 }

// search looks through the chosen lists for what a wording may go under.
func (x *index) search(chosen *spill.Spread) error {
	g := x.g
	x.hits = spill.NewSpread(g.disk, 2*x.parts, narrow) // the late ones' in the second half
	scratch := newPool[searched]()
	var anybodys []int32
	err := pump.Parts(x.ctx, g.opts.Workers, x.parts, func(p int) *searched {
		s := scratch.get()
		x.searchPart(s, chosen, p)
		return s
	}, func(s *searched) error {
		x.note(s.hits, 0)
		x.note(s.late, x.parts)
		anybodys = append(anybodys, s.common...)
		scratch.put(s)
		return g.disk.Err()
	})
	for _, w := range anybodys { // only now: workers read the flags
		g.wordings[w].flags |= common
	}
	x.hits.Seal()
	return err
}

// note writes hits, by the rank of the wording.
func (x *index) note(hits []pair, shift int) {
	for _, h := range hits {
		r := x.g.rank[h.wording]
		x.put(x.hits, shift+x.part(r), uint64(r)<<32|uint64(h.candidate), 0)
	}
}

func (x *index) searchPart(s *searched, chosen *spill.Spread, p int) {
	g := x.g
	s.hits, s.late, s.common = s.hits[:0], s.late[:0], s.common[:0]
	s.lists.read(x, p)
	s.asks.Deal(chosen, p, len(s.lists.at), func(r []byte) (int, int32) {
		a := first(r)
		return int(a >> 32), int32(uint32(a))
	})
	for i := range s.lists.at {
		list := s.lists.of(i)
		for _, w := range s.asks.Of(i) {
			y := &g.wordings[w]
			if y.words == 2 && g.common(g.block(y), list) {
				s.common = append(s.common, w)
			}
			s.found = g.pick(w, list, s.found[:0])
			to := &s.hits
			if y.late() {
				to = &s.late
			}
			*to = appendPairs(*to, w, s.found)
			if g.doubtful(y) {
				s.found = g.pickAny(w, list, s.found[:0])
				s.late = appendPairs(s.late, w, s.found)
			}
		}
	}
}

func appendPairs(out []pair, w int32, found []int32) []pair {
	for _, c := range found {
		out = append(out, pair{w, c})
	}
	return out
}

// A candidature is the candidates of the wordings of some ranks: of rank
// first+k, all[at[k]:at[k+1]].
type candidature struct {
	first int
	at    []int32
	all   []int32

	hits    spill.Dealt[int32]
	counted []hit
}

// walk visits the wordings that have hits by rank: those that are not late, or
// those that wait.
func (x *index) walk(late bool, visit func(w int32, candidates []int32) error) error {
	g := x.g
	from := 0
	if late {
		from = x.parts
	}
	scratch := newPool[candidature]()
	return pump.Parts(x.ctx, g.opts.Workers, x.parts, func(p int) *candidature {
		c := scratch.get()
		x.candidates(c, p, from+p)
		return c
	}, func(c *candidature) error {
		defer scratch.put(c)
		for k := range len(c.at) - 1 {
			w := g.ofRank[c.first+k]
			if found := c.all[c.at[k]:c.at[k+1]]; len(found) > 0 && (!late || g.waits(w)) {
				if err := visit(w, found); err != nil {
					return err
				}
			}
		}
		return g.disk.Err()
	})
}

// candidates reads the hits of the ranks of part, and keeps of each wording's
// the most shared.
func (x *index) candidates(c *candidature, part, hits int) {
	var end int
	c.first, end = x.numbers(part)
	c.at, c.all = append(c.at[:0], 0), c.all[:0]
	c.hits.Deal(x.hits, hits, end-c.first, func(r []byte) (int, int32) {
		a := first(r)
		return int(a>>32) - c.first, int32(uint32(a))
	})
	for k := range end - c.first {
		if found := c.hits.Of(k); len(found) > 0 {
			c.counted, c.all = mostShared(found, x.g.rank, c.counted, c.all)
		}
		c.at = append(c.at, int32(len(c.all)))
	}
}
