package pipeline

import (
	"maps"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
	"unicode"

	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/report"
)

// This file counts what the stages of a run cost.

// The stages of a run, as run.json and rejected.jsonl name them.
const (
	stageRead     = "read"
	stageText     = "text"
	stageQuotes   = "quotes"
	stageSpeakers = "speakers"
	stageGroup    = "group"
	stageVerify   = "verify"
	stageCompare  = "compare"
	stageReport   = "report"
)

var stageNames = [...]string{stageRead, stageText, stageQuotes, stageSpeakers, stageVerify, stageGroup, stageCompare, stageReport}

// A Meter counts what the stages of a run have done. Workers share it, and it may
// be read while they are at it. Make it with NewMeter; it is for one run.
type Meter struct {
	stages map[string]*cost // an entry for each of stageNames; does not change

	mu       sync.Mutex
	rejected map[Rejected]int
}

// A cost adds up what one stage took.
type cost struct{ nanos, bytes, articles, quotes atomic.Int64 }

// Rejected is a kind of rejection: the stage that made it, and what the reasons
// of the kind have in common.
type Rejected struct{ Stage, Class string }

// NewMeter gives a meter that has counted nothing yet.
func NewMeter() *Meter {
	m := &Meter{stages: map[string]*cost{}, rejected: map[Rejected]int{}}
	for _, name := range stageNames {
		m.stages[name] = new(cost)
	}
	return m
}

// add enters what a stage has cost since start, and the bytes it read.
func (m *Meter) add(stage string, start time.Time, bytes int) {
	m.stages[stage].nanos.Add(int64(time.Since(start)))
	m.stages[stage].bytes.Add(int64(bytes))
}

// count enters the articles and quotes that came through a stage.
func (m *Meter) count(stage string, articles, quotes int) {
	m.stages[stage].articles.Add(int64(articles))
	m.stages[stage].quotes.Add(int64(quotes))
}

// read enters how much of the input has been read by now, in bytes.
func (m *Meter) read(bytes int64) { m.stages[stageRead].bytes.Store(bytes) }

func (m *Meter) articles(stage string) int64 { return m.stages[stage].articles.Load() }

// reject enters a rejection, and gives it back.
func (m *Meter) reject(r record.Rejection) record.Rejection {
	kind := Rejected{r.Stage, classOf(r)}
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, ok := m.rejected[kind]; !ok && len(m.rejected) >= maxClasses {
		kind.Class = otherClass
	}
	m.rejected[kind]++
	return r
}

// Rejected gives the number of rejections so far, by kind.
func (m *Meter) Rejected() map[Rejected]int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return maps.Clone(m.rejected)
}

// Stages gives what each stage has done so far, in the order in which they run;
// those that may never run, verifying and the report, only once they have. What
// they rejected is not in it: of articles under one id only the end tells.
func (m *Meter) Stages() []report.Stage {
	stages := make([]report.Stage, 0, len(stageNames))
	for _, name := range stageNames {
		c := m.stages[name]
		if (name == stageVerify || name == stageReport) && c.nanos.Load() == 0 {
			continue
		}
		stages = append(stages, report.Stage{
			Name:     name,
			Seconds:  thousandths(time.Duration(c.nanos.Load()).Seconds()),
			Bytes:    c.bytes.Load(),
			Articles: c.articles.Load(),
			Quotes:   c.quotes.Load(),
		})
	}
	return stages
}

// countRejected enters in stages how many rows of rejected.jsonl are theirs.
func countRejected(stages []report.Stage, rejected []record.Rejection) {
	of := map[string]int{}
	for _, r := range rejected {
		of[r.Stage]++
	}
	for i := range stages {
		stages[i].Rejected = of[stages[i].Name]
	}
}

const (
	// maxClasses bounds how many kinds of rejection a meter tells apart. The
	// reasons that readers give are some thirty; but their words may be an
	// input's, and every kind is a time series in somebody's collector.
	maxClasses = 64
	otherClass = "other"
	// failedClass is that of whatever a stage after reading failed on: the reason
	// begins with the article's id, and goes on in the words of a library.
	failedClass = "failed"
)

// classOf is what a rejection's reason has in common with others of its kind:
// the words up to the first that are the input's own, a number, something quoted
// or what stands behind a colon or bracket.
func classOf(r record.Rejection) string {
	if r.Stage != stageRead {
		return failedClass
	}
	own := strings.IndexFunc(r.Reason, func(c rune) bool {
		return strings.ContainsRune(`:;,("“‘`, c) || unicode.IsDigit(c)
	})
	if own < 0 {
		own = len(r.Reason)
	}
	if class := strings.TrimSpace(r.Reason[:own]); class != "" {
		return class
	}
	return otherClass
}

// peakMemory is the most memory that the process has held, in bytes: the high
// water mark of the resident set where /proc tells it, or else what the Go
// runtime has taken from the system. getrusage is passed over: on Linux its
// mark also counts the program that started this one.
func peakMemory() int64 {
	status, err := os.ReadFile("/proc/self/status")
	if err == nil {
		for line := range strings.Lines(string(status)) {
			if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
				kib, err := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(rest), " kB"), 10, 64)
				if err == nil {
					return kib << 10
				}
			}
		}
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.Sys)
}
