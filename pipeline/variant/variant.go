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
// (Repeats). Of a rendering some 65 bytes stay in memory at most; its words, and
// the postings that it is found by, go to temporary files where they are many.
//
// What is folded away before comparison is what Read folds: case, punctuation,
// spelling, short forms, abbreviations and the form of numbers; never a number's
// value and never a negation.
package variant

import (
	"cmp"
	"context"
	"encoding/hex"

	"github.com/zeebo/xxh3"

	"github.com/verbatim-news/verbatim/pipeline/pump"
	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/spill"
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

	Memory  int64       // bytes of words and postings held in memory at once, about; the rest goes to temporary files
	TempDir string      // folder for temporary files; "" for the system's (TMPDIR)
	Workers pump.Runner // where the work is done that hangs on no order; nil: all on the caller's goroutine
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
		o.Sources, cmp.Or(o.Memory, d.Memory), o.TempDir, o.Workers,
	}
}

// A Cluster is one utterance: indexes into the quotes that Group was given.
// Members holds the base too, the earliest first, then by article and place.
type Cluster struct {
	Base    int
	Members []int
	Bridged []int // members that share no words with the base, but with another member that does; sorted as Members
	Repeats []int // numbers of clusters, as Group gives them, from 0 on: the same or nearly the same words of the same speaker on other days; in order
}

// Group finds the utterances that two or more articles print. Only rows of
// class quote take part, nested ones included, indirect ones not; the words of
// a nested quote count for its own row and not for the one around it. The
// clusters are disjoint, sorted by the place of their base, and the same
// whatever the number of workers, and whether temporary files were needed. The
// only errors are the context's, the quotes' and the disk's.
func Group(ctx context.Context, quotes Quotes, opts Options) ([]Cluster, error) {
	var out []Cluster
	err := GroupEach(ctx, quotes, opts, func(c Cluster) error {
		out = append(out, c)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// GroupEach is Group for more clusters than memory should hold: it calls emit
// with each, whose error ends it and is returned.
func GroupEach(ctx context.Context, quotes Quotes, opts Options, emit func(Cluster) error) error {
	return newGrouper(opts).run(ctx, quotes, emit)
}

func (g *grouper) run(ctx context.Context, quotes Quotes, emit func(Cluster) error) error {
	defer g.disk.Close()
	if err := g.collect(ctx, quotes); err != nil {
		return err
	}
	x, err := g.newIndex(ctx)
	if err != nil {
		return err
	}
	if err := g.assign(ctx, x.walk); err != nil {
		return err
	}
	return g.clusters(ctx, emit)
}

func newGrouper(opts Options) *grouper {
	g := &grouper{opts: opts.orDefaults()}
	g.disk = spill.New("grouping", g.opts.Memory, opts.TempDir)
	g.texts.spool, g.places = spill.NewSpool(g.disk), spill.NewSpool(g.disk)
	return g
}

// ID is the id of the cluster whose base has the given id and folded wording
// (see Loose): the same in every run, another when a fuller rendering arrives.
func ID(baseID, foldedWording string) string {
	h := xxh3.HashString128(baseID + "\x00" + foldedWording).Bytes()
	return "c-" + hex.EncodeToString(h[:8])
}

// compareDates puts unknown dates last.
func compareDates(a, b record.Null) int {
	if (a == "") != (b == "") {
		if a == "" {
			return 1
		}
		return -1
	}
	return cmp.Compare(a, b)
}
