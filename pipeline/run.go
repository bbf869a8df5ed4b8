package pipeline

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/verbatim-news/verbatim/pipeline/corpus"
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

	// Dir is the folder that the report will be written to. Below it (Partial) a
	// run keeps what it has found so far, and finds what one that was killed had.
	// "": all is in memory, and nothing is kept.
	Dir string
	// Earlier is the folder of a run whose articles the new ones join; "": none.
	Earlier string
	// MaxMemory bounds, in bytes, about what a run holds at once beside its models
	// and the articles in work; what is more goes to files below Dir. 0: DefaultMemory.
	// The outcome does not hang on it.
	MaxMemory int64
	// Version is that of the program: what another one found is not joined to.
	Version string
	Against *verify.Index // the record that quotes are held against and grouped through; nil: none
	Record  string        // what it was read from, for run.json

	// Progress, if not nil, is told how far the run is; never by two
	// goroutines at once.
	Progress func(Progress)
	Meter    *Meter // where stages enter what they do, for whoever looks on; nil: the run's own
}

// DefaultMemory is Options.MaxMemory where none is set.
const DefaultMemory = 1 << 30

// Names below Options.Dir.
const (
	// Partial is the folder of what a run that is not done has found. Nothing in
	// it is of use to anybody but the same command.
	Partial = ".partial"
	// KeptFile is what a later run reads of this one (Options.Earlier), a file of
	// package rows: what was found in each article, before anything was compared.
	KeptFile = "kept.rows.zst"
)

// partial is where a run may put files; "" for the system's temporary folder.
func (o *Options) partial() string {
	if o.Dir == "" {
		return ""
	}
	return filepath.Join(o.Dir, Partial)
}

// merged is the file that becomes KeptFile.
func (o *Options) merged() string { return filepath.Join(o.partial(), "merged.rows") }

// Kept gives what Run has kept, to be written with the report. It is copied, so
// that a run killed while the report is put in place has it still.
func (o *Options) Kept() report.File {
	return report.File{Name: KeptFile, Write: func(w io.Writer) error {
		f, err := os.Open(o.merged())
		if err != nil {
			return err
		}
		defer f.Close()
		_, err = io.Copy(w, f)
		return err
	}}
}

// Left reports whether there is something for the same command to go on with.
func (o *Options) Left() bool {
	files, _ := os.ReadDir(o.partial()) // where there is no folder there are none
	return o.Dir != "" && slices.ContainsFunc(files, func(f fs.DirEntry) bool { return filepath.Ext(f.Name()) == ".rows" })
}

// Writes reports whether a run writes a file of this name into Dir.
func Writes(name string) bool { return name == KeptFile || report.Writes(name) }

// Discard removes Partial, when the report is written.
func (o *Options) Discard() error { return os.RemoveAll(o.partial()) }

// What of MaxMemory goes where. The stages that look across articles come one
// after the other, so that each may have as much.
const (
	spillShare   = 32 // of rows, before they are written down
	holdShare    = 16 // of rows as they are kept: decoded they take some four times that
	stageShare   = 16 // of what a stage holds
	clusterShare = 16 // of clusters
)

func (o *Options) memory(share int64) int {
	m := o.MaxMemory
	if m == 0 {
		m = DefaultMemory
	}
	return int(max(m/share, leastMemory))
}

// leastMemory is what a stage gets in any case, in bytes.
const leastMemory = 16 << 10

func (o *Options) log() *slog.Logger {
	if o.Corpus.Log == nil {
		return slog.Default()
	}
	return o.Corpus.Log
}

// record is the options as run.json tells them.
func (o *Options) record() map[string]any {
	told := map[string]any{
		"workers": o.Workers, "min_confidence": o.MinConfidence, "indirect": o.Indirect,
		"lang": o.Corpus.Lang, "since": dayOf(o.Corpus.Since), "until": dayOf(o.Corpus.Until), "outlets": o.Corpus.Outlets,
		"map": o.Corpus.Map.String(), "min_words": o.Corpus.MinWords,
		"max_article": o.Corpus.MaxArticle, "max_line": o.Corpus.MaxLine, "max_page": o.Corpus.MaxPage, "max_ratio": o.Corpus.MaxRatio,
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

// Run reads the input, joins it to an earlier run where Options.Earlier names one,
// and collates both: the report is that of a run over all inputs at once. An
// input that was read before, and is the same, adds nothing.
//
// With Options.Dir a run that was killed goes on where it stood: articles that it
// has found are not worked on again, as far as the inputs still hold them. The
// report, whose rows may lie in files below Dir, is to be written to Dir, with
// Kept; then Partial may be removed.
func (s Stages) Run(ctx context.Context, in Input, o Options) (*report.Report, error) {
	g, err := s.newGathering(o)
	if err != nil {
		return nil, err
	}
	if err := g.gather(ctx, in); err != nil {
		return nil, g.leave(err)
	}
	b, err := g.settle(ctx)
	if err != nil {
		return nil, err
	}
	return s.collate(ctx, b, g.Reading, o)
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
	cost, told := report.Stage{Name: stageReport}, r.Written
	r.Written = func(done, of int, bytes int64) {
		if cost.Bytes += bytes; told != nil {
			told(done, of, bytes)
		}
	}
	if err := report.Write(dir, r, more...); err != nil {
		return err
	}
	cost.Articles, cost.Quotes = int64(r.Run.Counts.Articles), int64(r.Run.Counts.Quotes)
	cost.Seconds = thousandths(time.Since(start).Seconds())
	r.Run.Stages = append(r.Run.Stages, cost)
	countRejected(r.Run.Stages, r.Rejected)
	r.Run.Seconds = thousandths(time.Since(started).Seconds())
	r.Run.PeakMemory = peakMemory()
	return report.WriteRun(dir, r.Run)
}
