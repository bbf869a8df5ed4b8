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
	cluster  int
	lo, hi   int32
}

// link fills in the repeats of the clusters; wordings are those of each.
func (g *grouper) link(ctx context.Context, clusters []Cluster, wordings [][]int32) error {
	byBlock := map[int32][]saying{}
	for i, ws := range wordings {
		base := g.base[ws[0]]
		s := saying{wordings: g.mostPrinted(base, ws), cluster: i, lo: noDay, hi: noDay}
		for _, w := range ws {
			x := &g.wordings[w]
			if s.lo == noDay || x.lo != noDay && x.lo < s.lo {
				s.lo = x.lo
			}
			s.hi = max(s.hi, x.hi)
		}
		// Nobody's words are nobody's line, and of undated ones no day can be another.
		if b := g.wordings[base].block; b != 0 && s.lo != noDay {
			byBlock[b] = append(byBlock[b], s)
		}
	}
	for _, sayings := range byBlock {
		if err := cmp.Or(ctx.Err(), g.disk.err); err != nil {
			return err
		}
		g.linkBlock(clusters, sayings)
	}
	for i := range clusters {
		slices.Sort(clusters[i].Repeats)
		clusters[i].Repeats = slices.Compact(clusters[i].Repeats)
	}
	return nil
}

// mostPrinted gives the base of some wordings and those that most sources print.
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

// linkBlock links the clusters of one speaker, or of some of one surname. Every
// wording asks with its rarest runs of words, which a repetition shares: of all
// its runs most are everybody's (“I want to”).
func (g *grouper) linkBlock(clusters []Cluster, sayings []saying) {
	if len(sayings) < 2 {
		return
	}
	slices.SortFunc(sayings, func(a, b saying) int { return cmp.Or(cmp.Compare(a.lo, b.lo), cmp.Compare(a.cluster, b.cluster)) })
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
					if n[b]++; n[b] == int32(min(len(lists), 2)) && int(b) != a { // one run may be anybody's
						g.linkTwo(clusters, &sayings[a], &sayings[b])
					}
				}
			}
		}
	}
}

func (g *grouper) linkTwo(clusters []Cluster, a, b *saying) {
	if g.again(a, b) {
		clusters[a.cluster].Repeats = append(clusters[a.cluster].Repeats, b.cluster)
		clusters[b.cluster].Repeats = append(clusters[b.cluster].Repeats, a.cluster)
	}
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
	m := g.match(x, y, &g.seq, g.texts.of(v, y))
	return whole && m.run == int(x.own) || float64(m.words) >= g.opts.Nearly*float64(y.own)
}
