package pipeline

import (
	"time"

	"github.com/verbatim-news/verbatim/pipeline/report"
)

// This file tells whoever looks on how far a run is.

// The stages of a run as people see them. They are not those of cost.go: text,
// quotes and speakers are one thing to wait for.
const (
	ProgressReading     = "reading"     // bytes of input
	ProgressAttribution = "attribution" // articles
	ProgressVerifying   = "verifying"   // quotes
	ProgressGrouping    = "grouping"    // one step
	ProgressComparing   = "comparing"   // groups
	ProgressWriting     = "writing"     // files
	ProgressTranscripts = "transcripts" // bytes, of the record
)

// Progress says how far a stage is, in its Unit.
type Progress struct {
	Stage string
	Done  int64
	// Total is 0 where nobody knows it. That of the attribution is estimated from
	// the share of the input that has been read, until all has.
	Total int64
}

// Unit is what Done and Total count; "" for a stage of one step.
func (p Progress) Unit() string {
	switch p.Stage {
	case ProgressReading, ProgressTranscripts:
		return "bytes"
	case ProgressAttribution:
		return "articles"
	case ProgressVerifying:
		return "quotes"
	case ProgressComparing:
		return "groups"
	case ProgressWriting:
		return "files"
	}
	return ""
}

func (o *Options) progress(stage string, done, total int64) {
	if o.Progress != nil {
		o.Progress(Progress{stage, done, total})
	}
}

// reading tells how far reading is, and with it the attribution. Both are told
// by the goroutine that reads: the one that takes the results would be a second.
func (o *Options) reading(m *Meter, read, total int64) {
	m.read(read)
	o.progress(ProgressReading, read, total)
	done := m.articles(stageSpeakers)
	if done == 0 || read == 0 {
		return
	}
	estimate := int64(float64(done) * float64(total) / float64(read))
	if total > 0 {
		estimate = max(estimate, done+1) // done is for attributed to say
	}
	o.progress(ProgressAttribution, done, estimate)
}

// attributed tells that every article which was read has been attributed.
func (o *Options) attributed(m *Meter) {
	if n := m.articles(stageSpeakers); n > 0 {
		o.progress(ProgressAttribution, n, n)
	}
}

// writing gives what is to be told of every file of the report that is written:
// how many of how many, and its bytes.
func (o *Options) writing(m *Meter, r *report.Report) func(done, of int, bytes int64) {
	var start time.Time
	return func(done, of int, bytes int64) {
		if done > 0 {
			m.add(stageReport, start, int(bytes))
		}
		if start = time.Now(); done == of {
			m.count(stageReport, r.Run.Counts.Articles, r.Run.Counts.Quotes)
		}
		o.progress(ProgressWriting, int64(done), int64(of))
	}
}

// meter is where the run enters what it does.
func (o *Options) meter() *Meter {
	if o.Meter == nil {
		o.Meter = NewMeter()
	}
	return o.Meter
}
