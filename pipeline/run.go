package pipeline

import (
	"context"
	"fmt"
	"io"
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
	Corpus        corpus.Options // Scanning and Progress are set by Read
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
	Counts   corpus.Counts
	Rejected []record.Rejection // by corpus, or by a stage that failed on an article
	costs    costs
}

// Read reads every article of the input and gives its extract to take, in an
// order that neither the workers nor the order of the inputs change. It holds
// only the articles in work. An error is set-up at fault, ctx's or take's; an
// article that cannot be read is a row of Rejected.
func (s Stages) Read(ctx context.Context, in Input, o Options, take func(Extract) error) (Reading, error) {
	var failed []record.Rejection
	r, err := s.read(ctx, in, o, func(out outcome) error {
		if out.failure != nil {
			failed = append(failed, *out.failure)
			return nil
		}
		return take(out.extract)
	})
	r.Rejected = append(r.Rejected, failed...)
	return r, err
}

// read is Read for whoever wants to know the item of an extract, and what a
// stage failed on, which Rejected then does not hold.
func (s Stages) read(ctx context.Context, in Input, o Options, take func(outcome) error) (Reading, error) {
	r := Reading{costs: newCosts()}
	err := each(ctx, o.Workers,
		func(ctx context.Context, emit func(corpus.Item) error) error { return r.feed(ctx, in, o, emit) },
		func(ctx context.Context, it corpus.Item) outcome { return s.extract(ctx, it, o, r.costs) },
		take)
	return r, err
}

// feed reads the inputs; the time that emit waits for workers is not reading.
func (r *Reading) feed(ctx context.Context, in Input, o Options, emit func(corpus.Item) error) error {
	o.Corpus.Scanning = func(read, total int64) { o.progress("scanning", read, total) }
	o.Corpus.Progress = func(read, total int64) { o.progress("reading", read, total) }
	start, waited := time.Now(), time.Duration(0)
	counts, err := corpus.Read(ctx, in.Paths, in.Stdin, o.Corpus,
		func(it corpus.Item) error {
			idle := time.Now()
			err := emit(it)
			waited += time.Since(idle)
			return err
		},
		func(j record.Rejection) { r.Rejected = append(r.Rejected, j) })
	r.Counts = counts
	r.costs.add(stageRead, start.Add(waited), int(counts.Bytes))
	return err
}

// An outcome is an extract, or why there is none.
type outcome struct {
	item    corpus.Item // without the text
	extract Extract
	failure *record.Rejection
}

// extract takes one article through the stages that concern it alone.
func (s Stages) extract(ctx context.Context, it corpus.Item, o Options, spent costs) outcome {
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
				e = f.extract(it, o.MinConfidence)
			}
			return
		}},
	}
	for _, step := range steps {
		start := time.Now()
		err := safely(step.run)
		spent.add(step.stage, start, len(art.Body))
		if err != nil {
			return outcome{item: bare(it), failure: &record.Rejection{Source: it.Source, Place: it.Place, Stage: step.stage, Reason: art.ID + ": " + err.Error()}}
		}
	}
	return outcome{item: bare(it), extract: e}
}

// bare is an item without the text, which nobody is to hold on to.
func bare(it corpus.Item) corpus.Item {
	it.Article.Body = ""
	return it
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
