package pipeline

import (
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/verbatim-news/verbatim/pipeline/report"
)

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

var stageNames = [...]string{stageRead, stageText, stageQuotes, stageSpeakers, stageVerify, stageGroup, stageCompare}

// A cost adds up what one stage took; workers share it.
type cost struct{ nanos, bytes atomic.Int64 }

// costs has an entry for each of stageNames, and does not change.
type costs map[string]*cost

func newCosts() costs {
	c := costs{}
	for _, name := range stageNames {
		c[name] = new(cost)
	}
	return c
}

// add enters what a stage has cost since start, and the bytes it read.
func (c costs) add(stage string, start time.Time, bytes int) {
	c[stage].nanos.Add(int64(time.Since(start)))
	c[stage].bytes.Add(int64(bytes))
}

func (c costs) stages() []report.Stage {
	stages := make([]report.Stage, 0, len(stageNames))
	for _, name := range stageNames {
		if name == stageVerify && c[name].nanos.Load() == 0 {
			continue // nothing to hold quotes against
		}
		stages = append(stages, report.Stage{
			Name:    name,
			Seconds: thousandths(time.Duration(c[name].nanos.Load()).Seconds()),
			Bytes:   c[name].bytes.Load(),
		})
	}
	return stages
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
