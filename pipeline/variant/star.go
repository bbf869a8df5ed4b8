package variant

import (
	"cmp"
	"context"
	"encoding/binary"
	"slices"
)

// A star is a base and what is grouped under it, on its way to a cluster.
type star struct {
	seq      int32   // of the quote that stands for the base
	wordings []int32 // the base and those that most sources print, or all
}

// placeBytes is the length of a place: a sequence number and an index.
const placeBytes = 8

// A place is a quote of a wording: where it stands among all, and its index.
type place struct{ printing, seq, index int32 }

// placesOf appends the quotes of a wording, the fullest first.
func (g *grouper) placesOf(w *wording, out []place) []place {
	b := g.places.View(placeBytes*int64(w.first), placeBytes*int(w.count), &g.seq.buf)
	for _, p := range g.printingsOf(w) {
		if len(b) < placeBytes {
			break // the disk has failed
		}
		out = append(out, place{p, int32(binary.LittleEndian.Uint32(b)), int32(binary.LittleEndian.Uint32(b[4:]))})
		b = b[placeBytes:]
	}
	return out
}

// clusters turns the stars of wordings into clusters of quotes.
func (g *grouper) clusters(ctx context.Context, emit func(Cluster) error) error {
	stars := g.stars()
	repeats, err := g.link(ctx, stars)
	if err != nil {
		return err
	}
	for i := range stars {
		if i%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		c := g.cluster(stars[i].wordings)
		for len(repeats) > 0 && repeats[0].of == int32(i) {
			c.Repeats = append(c.Repeats, int(repeats[0].is))
			repeats = repeats[1:]
		}
		if err := cmp.Or(g.disk.Err(), emit(c)); err != nil {
			return err
		}
	}
	return nil
}

// stars lists what two articles print, by the place of the base.
func (g *grouper) stars() []star {
	g.events = events{} // no longer needed, as are the ranks' wordings
	byBase := g.ofRank
	g.ofRank = nil
	for w := range byBase {
		byBase[w] = int32(w)
	}
	slices.SortFunc(byBase, func(a, b int32) int {
		if g.base[a] != g.base[b] {
			return cmp.Compare(g.base[a], g.base[b])
		}
		return cmp.Compare(a, b)
	})
	var stars []star
	var places []place
	for len(byBase) > 0 {
		n := 1
		for n < len(byBase) && g.base[byBase[n]] == g.base[byBase[0]] {
			n++
		}
		if g.twoArticles(byBase[:n]) {
			if places = g.placesOf(&g.wordings[g.base[byBase[0]]], places[:0]); len(places) > 0 {
				stars = append(stars, star{places[0].seq, byBase[:n]})
			}
		}
		byBase = byBase[n:]
	}
	slices.SortFunc(stars, func(a, b star) int { return cmp.Compare(a.seq, b.seq) })
	return stars
}

func (g *grouper) twoArticles(wordings []int32) bool {
	one := g.article(g.printed[g.wordings[wordings[0]].first])
	for _, w := range wordings {
		for _, p := range g.printingsOf(&g.wordings[w]) {
			if g.article(p) != one {
				return true
			}
		}
	}
	return false
}

// cluster makes one of the wordings under one base.
func (g *grouper) cluster(wordings []int32) (c Cluster) {
	var all, bridges []place
	for _, w := range wordings {
		x := &g.wordings[w]
		from := len(all)
		all = g.placesOf(x, all)
		if g.base[w] == w && from < len(all) {
			c.Base = int(all[from].index)
		}
		if x.is(bridged) {
			bridges = append(bridges, all[from:]...)
		}
	}
	c.Members, c.Bridged = g.indexes(all), g.indexes(bridges)
	return c
}

// indexes gives the indexes of quotes by date.
func (g *grouper) indexes(places []place) []int {
	slices.SortFunc(places, func(a, b place) int { return g.byDate(a.printing, b.printing, a.seq, b.seq) })
	var out []int
	for _, p := range places {
		out = append(out, int(p.index))
	}
	return out
}
