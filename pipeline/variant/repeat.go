package variant

import (
	"cmp"
	"context"
	"slices"
)

// The same words on another day are another utterance: a rally line said on
// twenty days is twenty clusters, and “God bless America” as many as there are
// speeches. They are linked, so that a reader sees them together and no
// difference is drawn between what was said in March and in May (DIFFERENCES.md,
// type 34).

// againLinks is how many clusters, before and after it in order of days, a cluster
// is linked with through one run of words: it bounds what a line said every day
// for a year costs.
const againLinks = 32

// sayingWordings is how many wordings of a cluster are looked for again. An
// utterance that forty papers cut in forty ways is known by those that most print;
// all against all would cost the square.
const sayingWordings = 4

// A saying is a cluster, its base and the wordings that most sources print, and
// its days.
type saying struct {
	wordings []int32
	block    int32
	cluster  int32
	lo, hi   int32
}

// A repeat says that one cluster is the same words as another on other days.
type repeat struct{ of, is int32 }

// link finds the repeats of the clusters, in order, both ways.
func (g *grouper) link(ctx context.Context, stars []star) ([]repeat, error) {
	var sayings []saying
	for i := range stars {
		if s, ok := g.saying(stars[i].wordings, int32(i)); ok {
			sayings = append(sayings, s)
		}
	}
	slices.SortFunc(sayings, func(a, b saying) int {
		return cmp.Or(cmp.Compare(a.block, b.block), cmp.Compare(a.lo, b.lo), cmp.Compare(a.cluster, b.cluster))
	})
	var repeats []repeat
	for len(sayings) > 0 {
		n := 1
		for n < len(sayings) && sayings[n].block == sayings[0].block {
			n++
		}
		if err := cmp.Or(ctx.Err(), g.disk.Err()); err != nil {
			return nil, err
		}
		repeats = g.linkBlock(sayings[:n], repeats)
		sayings = sayings[n:]
	}
	slices.SortFunc(repeats, func(a, b repeat) int { return cmp.Or(cmp.Compare(a.of, b.of), cmp.Compare(a.is, b.is)) })
	return slices.Compact(repeats), nil
}

// saying makes one of the wordings of a cluster. Nobody's words are nobody's
// line, and of undated ones no day can be another.
func (g *grouper) saying(wordings []int32, cluster int32) (s saying, ok bool) {
	base := g.base[wordings[0]]
	s = saying{block: g.block(&g.wordings[base]), cluster: cluster, lo: noDay, hi: noDay}
	for _, w := range wordings {
		x := &g.wordings[w]
		if s.lo == noDay || x.lo != noDay && x.lo < s.lo {
			s.lo = x.lo
		}
		s.hi = max(s.hi, x.hi())
	}
	if s.block == 0 || s.lo == noDay {
		return s, false
	}
	s.wordings = g.mostPrinted(base, wordings)
	return s, true
}

// mostPrinted gives the base of some wordings and those that most sources print;
// it puts them first.
func (g *grouper) mostPrinted(base int32, wordings []int32) []int32 {
	slices.SortFunc(wordings, func(a, b int32) int {
		switch base {
		case a:
			return -1
		case b:
			return 1
		}
		return cmp.Or(cmp.Compare(g.wordings[b].sources, g.wordings[a].sources), cmp.Compare(g.rank[a], g.rank[b]))
	})
	return wordings[:min(len(wordings), sayingWordings)]
}

// linkBlock links the clusters of one speaker, or of some of one surname, which
// are in the order of days. Every
// wording asks with its rarest runs of words, which a repetition shares: of all
// its runs most are everybody's (“I want to”).
func (g *grouper) linkBlock(sayings []saying, repeats []repeat) []repeat {
	if len(sayings) < 2 {
		return repeats
	}
	runs := g.runsOf(sayings)
	asker, n := make([]int32, len(sayings)), make([]int32, len(sayings)) // who asked each last, and how often
	for a := range sayings {
		for _, w := range sayings[a].wordings {
			lists := g.rarest(w, runs)
			for _, list := range lists {
				at, _ := slices.BinarySearchFunc(list, int32(a), func(p posting, a int32) int { return cmp.Compare(p.wording, a) })
				for _, p := range list[max(0, at-againLinks):min(len(list), at+againLinks+1)] {
					b := p.wording
					if asker[b] != w+1 {
						asker[b], n[b] = w+1, 0
					}
					if n[b]++; n[b] == int32(min(len(lists), 2)) && int(b) != a && g.again(&sayings[a], &sayings[b]) { // one run may be anybody's
						i, j := sayings[a].cluster, sayings[b].cluster
						repeats = append(repeats, repeat{i, j}, repeat{j, i})
					}
				}
			}
		}
	}
	return repeats
}

// runsOf lists the runs of three words of the sayings: run, and number of the
// saying, in order.
func (g *grouper) runsOf(sayings []saying) []posting {
	var all []posting
	var grams []uint64
	for i := range sayings {
		for _, w := range sayings[i].wordings {
			g.texts.load(&g.wordings[w], &g.seq)
			grams = g.seq.grams(3, isThree, grams[:0])
			for _, h := range grams {
				all = append(all, posting{h, int32(i)})
			}
		}
	}
	slices.SortFunc(all, func(a, b posting) int {
		return cmp.Or(cmp.Compare(a.gram, b.gram), cmp.Compare(a.wording, b.wording))
	})
	return slices.Compact(all)
}

// rarest gives the postings of the rarest runs of a wording, four at most: one
// word in ten may have been changed.
func (g *grouper) rarest(w int32, runs []posting) [][]posting {
	g.texts.load(&g.wordings[w], &g.seq)
	var lists [][]posting
	for _, h := range g.seq.grams(3, isThree, nil) {
		from, _ := slices.BinarySearchFunc(runs, h, func(p posting, h uint64) int { return cmp.Compare(p.gram, h) })
		// how many; counting them would cost the square of a line said on all days
		n, _ := slices.BinarySearchFunc(runs[from:], h, func(p posting, h uint64) int {
			if p.gram > h {
				return 1
			}
			return -1
		})
		if n > 1 {
			lists = append(lists, runs[from:from+n])
		}
	}
	slices.SortStableFunc(lists, func(a, b []posting) int { return cmp.Compare(len(a), len(b)) })
	return lists[:min(len(lists), 4)]
}

// again reports whether two clusters of different days have a rendering in the
// same or nearly the same words of one speaker.
func (g *grouper) again(a, b *saying) bool {
	if a.hi >= b.lo && b.hi >= a.lo {
		return false
	}
	for _, v := range a.wordings {
		for _, w := range b.wordings {
			x, y := v, w
			if g.wordings[x].own > g.wordings[y].own {
				x, y = y, x
			}
			if g.sameAgain(x, y) {
				return true
			}
		}
	}
	return false
}

// sameAgain holds a wording against one that is as long or longer: equal but for
// one word in ten, or, from ConflictWords on, the whole of it inside the other.
func (g *grouper) sameAgain(w, v int32) bool {
	x, y := &g.wordings[w], &g.wordings[v]
	if x.own < 3 || x.content == 0 || x.speaker == 0 || y.speaker == 0 || !g.people[x.speaker].same(&g.people[y.speaker]) {
		return false
	}
	whole := int(x.own) >= g.opts.ConflictWords && x.content >= 2
	if !whole && float64(x.own) < g.opts.Nearly*float64(y.own) {
		return false
	}
	g.texts.load(x, &g.seq)
	g.tally(&g.seq)
	other := g.texts.of(v, y)
	m, ok := x.whole(&g.seq, other)
	if !ok {
		shared := g.shared(other)
		if shared < int(x.own) && float64(shared) < g.opts.Nearly*float64(y.own) {
			return false
		}
		m = g.match(x, y, &g.seq, other, shared)
	}
	return whole && m.run == int(x.own) || float64(m.words) >= g.opts.Nearly*float64(y.own)
}
