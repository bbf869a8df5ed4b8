package pipeline

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/verbatim-news/verbatim/pipeline/corpus"
	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/report"
	"github.com/verbatim-news/verbatim/pipeline/verify"
)

// OperatingPoint is the confidence below which no speaker is named unless the
// caller asks for another.
const OperatingPoint = 0.35

// Options of a run.
type Options struct {
	Corpus        corpus.Options // Skipped, Records and Progress are set by Read
	Workers       int            // at least 1
	MinConfidence float64        // 0 to 1; below it a speaker joins the alternatives
	Indirect      bool           // reported speech without marks too

	// Keep, if not nil, is where Run and Add write what ReadEarlier reads, before
	// they collate.
	Keep io.Writer
	// Version is that of the program: what another one found is not joined to.
	Version string
	Against *verify.Index // the record that quotes are held against and grouped through; nil: none
	Record  string        // what it was read from, for run.json

	// Progress, if not nil, is told how far the run is; never by two
	// goroutines at once.
	Progress func(Progress)
}

// Progress says how far a stage is, in bytes of input or in groups.
type Progress struct {
	Stage       string
	Done, Total int64
}

// record is the options as run.json tells them.
func (o *Options) record() map[string]any {
	told := map[string]any{
		"workers": o.Workers, "min_confidence": o.MinConfidence, "indirect": o.Indirect,
		"lang": o.Corpus.Lang, "since": dayOf(o.Corpus.Since), "until": dayOf(o.Corpus.Until), "outlets": o.Corpus.Outlets,
		"map": o.Corpus.Map.String(), "min_words": o.Corpus.MinWords,
	}
	if o.Against != nil {
		told["against"] = o.Record
	}
	return told
}

// dayOf writes a day as options do; "" if there is none.
func dayOf(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

func (o *Options) progress(stage string, done, total int64) {
	if o.Progress != nil {
		o.Progress(Progress{stage, done, total})
	}
}

// An Input is what to read: files, folders, and "-" for Stdin.
type Input struct {
	Paths []string
	Stdin io.Reader
}

// A Reading says what became of the inputs, apart from the extracts.
type Reading struct {
	Counts   Counts
	Rejected []record.Rejection // by corpus, or by a stage that failed on an article
	costs    costs
}

// Counts are corpus's, and what settling found.
type Counts struct {
	corpus.Counts
	LeftOut  int // articles left out by a filter
	Repeated int // articles whose id and text another has
}

// Read reads every article of the input and gives its extract to take, in an
// order that neither the workers nor the order of the inputs change. It begins
// when all is read, since a later article may take an id from an earlier one,
// and holds the extracts until then. An error is set-up at fault, ctx's or
// take's; an article that cannot be read is a row of Rejected.
func (s Stages) Read(ctx context.Context, in Input, o Options, take func(Extract) error) (Reading, error) {
	j := newJoint(&Earlier{})
	r, err := s.read(ctx, in, o, j)
	if err != nil {
		return r, err
	}
	list := slices.Clone(j.articles)
	slices.SortFunc(list, func(a, b kept) int { return cmp.Compare(a.seq, b.seq) })
	for _, a := range list {
		if a.Extract == nil {
			continue
		}
		if err := take(*a.Extract); err != nil {
			return r, err
		}
	}
	whole := j.reading(r.costs)
	whole.Counts.Counts = r.Counts.Counts
	return whole, nil
}

// read reads the input into j, and settles it.
func (s Stages) read(ctx context.Context, in Input, o Options, j *joint) (Reading, error) {
	r := Reading{costs: newCosts()}
	warn := corpus.Warner(o.Corpus.Log)
	faults := corpus.NewFaults(o.Corpus.Limits)
	err := each(ctx, o.Workers,
		func(ctx context.Context, emit func(*corpus.Unit) error) error { return r.feed(ctx, in, o, j, emit) },
		func(ctx context.Context, u *corpus.Unit) outcome { return s.make(ctx, u, j, o, r.costs) },
		func(out outcome) error {
			warn(out.made)
			if out.made.Rejected == nil || faults.Enter(out.unit.File, out.unit.Source) {
				j.take(out)
			}
			return nil
		})
	if err == nil {
		j.settle(slices.Concat(r.Rejected, faults.Rest()))
	}
	return r, err
}

// feed reads the inputs; the time that emit waits for workers is not reading.
func (r *Reading) feed(ctx context.Context, in Input, o Options, j *joint, emit func(*corpus.Unit) error) error {
	o.Corpus.Skipped, o.Corpus.Records = j.skip, j.pass
	o.Corpus.Progress = func(read, total int64) { o.progress("reading", read, total) }
	start, waited := time.Now(), time.Duration(0)
	counts, err := corpus.Read(ctx, in.Paths, in.Stdin, o.Corpus,
		func(u *corpus.Unit) error {
			idle := time.Now()
			err := emit(u)
			waited += time.Since(idle)
			return err
		},
		func(j record.Rejection) { r.Rejected = append(r.Rejected, j) })
	r.Counts.Counts = counts
	r.costs.add(stageRead, start.Add(waited), int(counts.Bytes))
	return err
}

// An outcome is what became of a unit: of its article, which does not hold the
// text any more, an extract, a failure, or neither where the ledger knows
// another that keeps its id.
type outcome struct {
	unit    *corpus.Unit
	made    corpus.Made
	extract *Extract
	failure *failure
}

// make makes what a unit holds, and takes the article through the stages if it
// may keep its id.
func (s Stages) make(ctx context.Context, u *corpus.Unit, j *joint, o Options, spent costs) outcome {
	out := outcome{unit: u}
	start := time.Now()
	err := safely(func() error { out.made = u.Make(); return nil })
	spent.add(stageRead, start, 0)
	if err != nil {
		out.made = corpus.Made{Rejected: &record.Rejection{Source: u.Source, Place: u.Place, Stage: stageRead, Reason: err.Error()}}
	}
	it := out.made.Item
	if it == nil {
		return out
	}
	if j.ledger.Enter(it.Standing()).Holds() {
		out.extract, out.failure = s.extract(ctx, it, o, spent)
	}
	it.Article.Body = "" // nobody is to hold on to it
	return out
}

// extract takes one article through the stages that concern it alone.
func (s Stages) extract(ctx context.Context, it *corpus.Item, o Options, spent costs) (*Extract, *failure) {
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
			return nil, &failure{step.stage, art.ID + ": " + err.Error()}
		}
	}
	return &e, nil
}

// safely turns a panic into an error: one article in a million that a rule did
// not foresee must not cost a desk its night's run.
func safely(run func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	return run()
}

// Write writes the report to dir, more files with it, and into run.json what all
// of it cost since started.
func Write(dir string, r *report.Report, started time.Time, more ...report.File) error {
	start := time.Now()
	if err := report.Write(dir, r, more...); err != nil {
		return err
	}
	r.Run.Stages = append(r.Run.Stages, report.Stage{Name: stageReport, Seconds: thousandths(time.Since(start).Seconds())})
	r.Run.Seconds = thousandths(time.Since(started).Seconds())
	r.Run.PeakMemory = peakMemory()
	return report.WriteRun(dir, r.Run)
}
