package pipeline

import (
	"context"
	"io"
	"slices"
	"time"

	"golang.org/x/sync/semaphore"

	"github.com/verbatim-news/verbatim/pipeline/corpus"
	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/rows"
)

// An Input is what to read: files, folders, and "-" for Stdin.
type Input struct {
	Paths []string
	Stdin io.Reader
}

// A Reading says what became of the inputs, apart from the extracts.
type Reading struct {
	Counts   Counts
	Rejected []record.Rejection // by corpus, or by a stage that failed on an article
	costs    *Meter
	passed   passing
	faults   *corpus.Faults
	room     *semaphore.Weighted
}

// inWork is how many bytes of units may be read ahead of the workers, or be in
// work: one may be of sixteen megabytes, and most are of some thousand bytes.
const inWork = 64 << 20

// weight is what of inWork a unit takes.
func weight(u *corpus.Unit) int64 { return min(int64(u.Size), inWork) }

// Counts are corpus's, and what only settling tells.
type Counts struct {
	corpus.Counts
	LeftOut  int // articles left out by a filter
	Repeated int // articles whose id and text another has
}

// Read reads every article of the input and gives its extract to take, in an
// order that neither the workers nor the order of the inputs change. It holds
// only the articles in work. Files are read twice, first for who holds each id,
// as Run settles it; of standard input, which can be read once, the first text of
// an id is given, whatever comes later. An error is set-up at fault, ctx's or
// take's; an article that cannot be read is a row of Rejected.
func (s Stages) Read(ctx context.Context, in Input, o Options, take func(Extract) error) (Reading, error) {
	r := newReading(&o)
	ids := &corpus.Ledger{}
	if !slices.Contains(in.Paths, "-") {
		if err := settleIDs(ctx, in, o, ids); err != nil {
			return r, err
		}
	}
	given := map[corpus.Digest]bool{} // by id
	err := each(ctx, o.Workers,
		func(ctx context.Context, emit func(*corpus.Unit) error) error { return r.feed(ctx, in, &o, emit) },
		func(ctx context.Context, u *corpus.Unit) outcome {
			defer r.room.Release(weight(u))
			out := r.make(u)
			if it := out.made.Item; it != nil {
				if h, ok := ids.Holder(it.Standing()); !ok || h == it.Standing() {
					out.extract, out.failure = s.extract(ctx, it, o, r.costs)
				}
				it.Article.Body = "" // nobody is to hold on to it
			}
			return out
		},
		func(out outcome) error {
			if !r.take(out) {
				return nil
			}
			it, at := out.made.Item, out.made.Item.Standing()
			h, ok := ids.Holder(at)
			if !ok { // of standard input
				ids.Enter(at)
				h = at
			}
			switch {
			case h.Text != at.Text:
				r.reject(record.Rejection{Source: it.Source, Place: it.Place, Stage: stageRead, Reason: corpus.DuplicateID})
			case h != at || given[at.ID]:
				r.Counts.Repeated++
			case out.failure != nil:
				given[at.ID] = true
				r.Rejected = append(r.Rejected, record.Rejection{Source: it.Source, Place: it.Place, Stage: out.failure.Stage, Reason: out.failure.Reason})
			default:
				given[at.ID] = true
				return take(*out.extract)
			}
			return nil
		})
	o.attributed(r.costs)
	r.settle()
	return r, err
}

// settleIDs enters the articles of the files, with nobody told: they are read
// again.
func settleIDs(ctx context.Context, in Input, o Options, ids *corpus.Ledger) error {
	o.Corpus.Skipped, o.Corpus.Records, o.Corpus.Progress = nil, nil, nil
	room := semaphore.NewWeighted(inWork)
	return each(ctx, o.Workers,
		func(ctx context.Context, emit func(*corpus.Unit) error) error {
			_, err := corpus.Read(ctx, in.Paths, nil, o.Corpus, func(u *corpus.Unit) error {
				if err := room.Acquire(ctx, weight(u)); err != nil {
					return err
				}
				return emit(u)
			}, func(record.Rejection) {})
			return err
		},
		func(_ context.Context, u *corpus.Unit) (at *corpus.Standing) {
			defer room.Release(weight(u))
			_ = safely(func() error { // met again, and told of
				if it := u.Make().Item; it != nil {
					s := it.Standing()
					at = &s
				}
				return nil
			})
			return at
		},
		func(at *corpus.Standing) error {
			if at != nil {
				ids.Enter(*at)
			}
			return nil
		})
}

func newReading(o *Options) Reading {
	return Reading{costs: o.meter(), passed: newPassing(), faults: corpus.NewFaults(o.Corpus.Limits), room: semaphore.NewWeighted(inWork)}
}

// feed reads the inputs; the time that emit waits for workers is not reading.
func (r *Reading) feed(ctx context.Context, in Input, o *Options, emit func(*corpus.Unit) error) error {
	o.Corpus.Skipped, o.Corpus.Records = r.passed.skip, r.passed.record
	o.Corpus.Progress = func(read, total int64) { o.reading(r.costs, read, total) }
	start := time.Now()
	counts, err := corpus.Read(ctx, in.Paths, in.Stdin, o.Corpus,
		func(u *corpus.Unit) error {
			r.costs.add(stageRead, start, 0)
			err := r.room.Acquire(ctx, weight(u))
			if err == nil {
				err = emit(u)
			}
			start = time.Now()
			return err
		},
		func(j record.Rejection) { r.reject(j) })
	r.Counts.Counts = counts
	r.costs.add(stageRead, start, 0)
	r.costs.read(counts.Bytes)
	return err
}

func (r *Reading) reject(j record.Rejection) { r.passed.reject(r.costs.reject(j)) }

// An outcome is what became of a unit.
type outcome struct {
	file    int
	source  string
	made    corpus.Made // an article that does not hold its text any more
	extract *Extract
	failure *rows.Failure // why there is no extract
	row     rows.Row      // of the two, for a run
	done    bool          // an earlier process had it
	cut     bool          // the run ended while it was worked on
}

// make makes what a unit holds. It is called by the workers.
func (r *Reading) make(u *corpus.Unit) outcome {
	out := outcome{file: u.File, source: u.Source}
	start := time.Now()
	err := safely(func() error { out.made = u.Make(); return nil })
	r.costs.add(stageRead, start, 0)
	if err != nil {
		out.made = corpus.Made{Rejected: &record.Rejection{Source: u.Source, Place: u.Place, Stage: stageRead, Reason: err.Error()}}
	}
	if out.made.Item != nil {
		r.costs.count(stageRead, 1, 0)
	}
	return out
}

// take enters what is no article, and reports whether out is one.
func (r *Reading) take(out outcome) bool {
	switch m := out.made; {
	case m.Rejected != nil:
		if r.faults.Enter(out.file, out.source) {
			r.reject(*m.Rejected)
		}
	case m.Item == nil:
		r.passed.pass(out.file, out.source, m.LeftOut)
	default:
		return true
	}
	return false
}

// extract takes one article through the stages that concern it alone.
func (s Stages) extract(ctx context.Context, it *corpus.Item, o Options, spent *Meter) (*Extract, *rows.Failure) {
	art := it.Article
	var f findings
	var e Extract
	steps := []struct {
		stage string
		run   func() error
	}{
		{stageText, func() (err error) { f.doc, err = s.Parse(ctx, art); return }},
		{stageQuotes, func() (err error) { f.quotes, f.strays, err = s.Detect(ctx, f.doc); return }},
		{stageSpeakers, func() (err error) {
			if o.Indirect {
				f.attributions, f.reported, f.clauses, err = s.Report(ctx, f.doc, f.quotes)
			} else {
				f.attributions, err = s.Attribute(ctx, f.doc, f.quotes)
			}
			if err == nil {
				e = f.extract(*it, o.MinConfidence)
			}
			return
		}},
	}
	for _, step := range steps {
		start := time.Now()
		err := safely(step.run)
		spent.add(step.stage, start, len(art.Body))
		if err != nil {
			spent.reject(record.Rejection{Stage: step.stage})
			return nil, &rows.Failure{Stage: step.stage, Reason: art.ID + ": " + err.Error()}
		}
		spent.count(step.stage, 1, max(len(f.quotes), len(e.Quotes)))
	}
	return &e, nil
}
