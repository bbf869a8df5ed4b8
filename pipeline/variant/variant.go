// Package variant finds which quotes are renderings of one utterance: the same
// words of the same speaker, printed whole, cut, or changed by other outlets.
//
// Group compares few pairs: quotes meet through rare runs of words that they
// share (as in passim and NIFTY) and through MinHash bands, never all against
// all. A group is a star: every member is held against the fullest rendering,
// so that a chain of likenesses cannot lead from one utterance to another, which
// is how union-find over "similar" ends in one group of everything that says
// “at the end of the day”.
//
// The same words on other days are other clusters, linked with each other
// (Repeats). Of a rendering some 65 bytes stay in memory; its words, and the
// postings that it is found by, go to temporary files where they are many.
//
// What is folded away before comparison is what Read folds: case, punctuation,
// spelling, short forms, abbreviations and the form of numbers; never a number's
// value and never a negation.
package variant

import (
	"cmp"
	"context"
	"encoding/hex"
	"slices"

	"github.com/zeebo/xxh3"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// Options are the thresholds of Group. The zero value of a field stands for
// its default, which DefaultOptions gives with the reason.
type Options struct {
	MinConfidence float64 // at or above it an attribution is asserted; below, its speaker may be wrong
	Days          int     // renderings of up to LongWords words are one utterance only within so many days
	LongWords     int     // from here on words are not said twice by chance: no limit of days
	ConflictDays  int     // the same words under two speakers are one utterance only within so many days
	ConflictWords int     // and only from so many words on
	Contained     float64 // share of the shorter rendering's words that the longer must hold
	Nearly        float64 // the same where the speakers do not agree or one is unknown

	Sources map[string]string // for an article whose words are not its outlet's own, whose they are; nil: everybody is a witness

	Memory  int64  // bytes of words and postings held in memory at once, about; the rest goes to temporary files
	TempDir string // folder for temporary files; "" for the system's (TMPDIR)
}

// DefaultOptions are the thresholds that the fixtures and the figures of the
// README were made with.
func DefaultOptions() Options {
	return Options{
		MinConfidence: 0.9, // of two answers that contradict each other one is wrong: at 0.8 it is too often ours
		Days:          10,  // QUOTUS and NIFTY look back 7 to 10 days; a stump line returns within weeks
		LongWords:     12,  // twelve words in a row are a re-quotation, whatever the day
		ConflictDays:  3,   // weekly papers aside, one event is covered within three days
		ConflictWords: 6,   // the contract's bound
		Contained:     0.6, // half of the words may be shared by two answers to one question
		Nearly:        0.9,
		Memory:        8 << 20, // some 10,000 renderings need no file
	}
}

func (o Options) orDefaults() Options {
	d := DefaultOptions()
	return Options{
		cmp.Or(o.MinConfidence, d.MinConfidence), cmp.Or(o.Days, d.Days), cmp.Or(o.LongWords, d.LongWords),
		cmp.Or(o.ConflictDays, d.ConflictDays), cmp.Or(o.ConflictWords, d.ConflictWords),
		cmp.Or(o.Contained, d.Contained), cmp.Or(o.Nearly, d.Nearly),
		o.Sources, cmp.Or(o.Memory, d.Memory), o.TempDir,
	}
}

// A Cluster is one utterance: indexes into the quotes that Group was given.
// Members holds the base too, the earliest first, then by article and place.
type Cluster struct {
	Base    int
	Members []int
	Bridged []int // members that share no words with the base, but with another member that does; sorted as Members
	Repeats []int // indexes into Group's result: the same or nearly the same words of the same speaker on other days; in order
}

// Group finds the utterances that two or more articles print. Only rows of
// class quote take part, nested ones included, indirect ones not; the words of
// a nested quote count for its own row and not for the one around it. The
// clusters are disjoint, sorted by the id of their base, and the same whatever
// the order of quotes, and whether temporary files were needed. The only errors
// are the context's and the disk's.
func Group(ctx context.Context, quotes Quotes, opts Options) ([]Cluster, error) {
	rows, ok := quotes.(Slice)
	if !ok {
		rows = make(Slice, quotes.Len())
		if err := quotes.Each(func(i int, q *record.Quote) error { rows[i] = *q; return nil }); err != nil {
			return nil, err
		}
	}
	return newGrouper(rows, opts).run(ctx)
}

func (g *grouper) run(ctx context.Context) ([]Cluster, error) {
	defer g.disk.close()
	if err := g.collect(ctx); err != nil {
		return nil, err
	}
	x, err := g.newIndex(ctx)
	if err != nil {
		return nil, err
	}
	if err := g.assign(ctx, x.walk); err != nil {
		return nil, err
	}
	return g.clusters(ctx)
}

func newGrouper(quotes []record.Quote, opts Options) *grouper {
	g := &grouper{quotes: quotes, opts: opts.orDefaults()}
	g.disk = &disk{left: g.opts.Memory, parent: opts.TempDir}
	g.texts.spool.disk = g.disk
	return g
}

// ID is the id of the cluster whose base has the given id and folded wording
// (see Loose): the same in every run, another when a fuller rendering arrives.
func ID(baseID, foldedWording string) string {
	h := xxh3.HashString128(baseID + "\x00" + foldedWording).Bytes()
	return "c-" + hex.EncodeToString(h[:8])
}

// clusters turns the stars of wordings into clusters of quotes.
func (g *grouper) clusters(ctx context.Context) ([]Cluster, error) {
	byBase := make([]int32, len(g.wordings))
	for w := range byBase {
		byBase[w] = int32(w)
	}
	slices.SortFunc(byBase, func(a, b int32) int { return cmp.Or(cmp.Compare(g.base[a], g.base[b]), cmp.Compare(a, b)) })
	type star struct {
		Cluster
		wordings []int32
	}
	var stars []star
	for len(byBase) > 0 {
		n := 1
		for n < len(byBase) && g.base[byBase[n]] == g.base[byBase[0]] {
			n++
		}
		if c, ok := g.cluster(byBase[:n]); ok {
			stars = append(stars, star{c, byBase[:n]})
		}
		byBase = byBase[n:]
	}
	slices.SortFunc(stars, func(a, b star) int { return cmp.Compare(g.quotes[a.Base].ID, g.quotes[b.Base].ID) })
	var out []Cluster
	var wordings [][]int32
	for _, s := range stars {
		out, wordings = append(out, s.Cluster), append(wordings, s.wordings)
	}
	return out, g.link(ctx, out, wordings)
}

// cluster makes one of the wordings under one base, if two articles print them.
func (g *grouper) cluster(wordings []int32) (Cluster, bool) {
	var c Cluster
	for _, w := range wordings {
		for _, q := range g.quotesOf(&g.wordings[w]) {
			c.Members = append(c.Members, int(q))
			if g.wordings[w].is(bridged) {
				c.Bridged = append(c.Bridged, int(q))
			}
		}
	}
	if !g.twoArticles(c.Members) {
		return Cluster{}, false
	}
	slices.SortFunc(c.Members, g.byDate)
	slices.SortFunc(c.Bridged, g.byDate)
	c.Base = g.fullest(g.base[wordings[0]])
	return c, true
}

func (g *grouper) twoArticles(members []int) bool {
	for _, m := range members[1:] {
		if g.quotes[m].Article != g.quotes[members[0]].Article {
			return true
		}
	}
	return false
}

// fullest is the quote that stands for a wording: the most words (“we are” is
// fuller than “we’re”), the earliest, the lowest id.
func (g *grouper) fullest(w int32) int {
	best, most := -1, 0
	for _, q := range g.quotesOf(&g.wordings[w]) {
		n := Words(g.quotes[q].Text)
		if best < 0 || n > most || n == most && g.byDate(int(q), best) < 0 {
			best, most = int(q), n
		}
	}
	return best
}

// byDate orders quotes by date, unknown dates last, then article and place.
func (g *grouper) byDate(a, b int) int {
	p, q := &g.quotes[a], &g.quotes[b]
	return cmp.Or(compareDates(p.Date, q.Date), cmp.Compare(p.Article, q.Article), cmp.Compare(p.Start, q.Start), cmp.Compare(p.ID, q.ID))
}

func compareDates(a, b record.Null) int {
	if (a == "") != (b == "") {
		if a == "" {
			return 1
		}
		return -1
	}
	return cmp.Compare(a, b)
}
