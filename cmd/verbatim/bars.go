package main

// This file draws a bar for each stage of a run on a terminal.

import (
	"fmt"
	"io"
	"time"

	"github.com/dustin/go-humanize"
	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"github.com/verbatim-news/verbatim/pipeline"
)

// bars shows a bar for each stage that a run tells of.
type bars struct {
	box   *mpb.Progress
	stage map[string]*mpb.Bar
}

// barWidth is that of a bar where there is room, in columns: much longer ones
// are hard to read off.
const barWidth = 48

func newBars(w io.Writer) *bars {
	return &bars{mpb.New(mpb.WithOutput(w), mpb.WithWidth(barWidth)), map[string]*mpb.Bar{}}
}

// stageWidth is that of the longest name of a stage, “transcripts”, in columns.
const stageWidth = 11

func (b *bars) show(p pipeline.Progress) {
	bar := b.stage[p.Stage]
	if bar == nil {
		f := figures{unit: p.Unit(), pace: pace{time.Now(), p.Done}, now: time.Now}
		// Without a total, which it gets at once: one that the library is given
		// here is final, and the attribution's is an estimate.
		bar = b.box.New(0, mpb.BarStyle().Lbound("").Rbound("").Filler("━").Tip("━").Padding("─"),
			mpb.PrependDecorators(decor.Name(fmt.Sprintf("%-*s", stageWidth, p.Stage))),
			mpb.AppendDecorators(decor.Any(f.decorate)))
		b.stage[p.Stage] = bar
	}
	bar.SetTotal(p.Total, false)
	bar.SetCurrent(p.Done)
	if ended(p) {
		bar.SetTotal(p.Total, true)
	}
}

func (b *bars) close() {
	for _, bar := range b.stage {
		bar.Abort(false) // does nothing to those that are complete
	}
	b.box.Wait()
}

// figures is what stands right of a bar: share done, rate, time left.
type figures struct {
	pace
	unit  string
	now   func() time.Time
	ended time.Time // the library draws a bar that is done again and again
}

// Widths of the figures in columns, and the least room for a bar beside them:
// where there is less, the rate is left out, and then the time.
const (
	rateWidth = 18 // “ 12,345 articles/s”
	timeWidth = 14 // “ 12:34:56 left”
	leastBar  = 10
)

func (f *figures) decorate(s decor.Statistics) string {
	now := f.ended
	if now.IsZero() {
		now = f.now()
	}
	if s.Completed || s.Aborted {
		f.ended = now
	}
	share := "     "
	if f.unit != "" && s.Total > 0 {
		share = fmt.Sprintf("%3d %%", min(s.Current*100/s.Total, 100))
	}
	when := f.when(now, s)
	room := s.AvailableWidth - 2 - len(share) - leastBar // mpb sets a bar between two spaces
	switch {
	case room < timeWidth:
		return share
	case room < timeWidth+rateWidth:
		return share + fmt.Sprintf("%*s", timeWidth, when)
	}
	return share + fmt.Sprintf("%*s%*s", rateWidth, perSecond(f.rate(now, s.Current), f.unit), timeWidth, when)
}

// when is the time left, or that taken.
func (f *figures) when(now time.Time, s decor.Statistics) string {
	spent := clock(now.Sub(f.since))
	switch left, ok := f.left(now, s.Current, s.Total); {
	case s.Completed:
		return "in " + spent
	case s.Aborted:
		return "after " + spent
	case f.unit == "", s.Total == 0:
		return spent + " so far"
	case ok:
		return clock(left) + " left"
	}
	return ""
}

// perSecond is a rate for people: “1.9 MB/s”, “312 articles/s”.
func perSecond(rate float64, unit string) string {
	switch {
	case rate == 0 || unit == "":
		return ""
	case unit == "bytes":
		return humanize.Bytes(uint64(rate)) + "/s"
	case rate < 10:
		return fmt.Sprintf("%.1f %s/s", rate, unit)
	}
	return humanize.Comma(int64(rate)) + " " + unit + "/s"
}

// clock is a duration as a clock shows it: 4:05, 1:04:05.
func clock(d time.Duration) string {
	s := int64(d.Round(time.Second).Seconds())
	if s < 3600 {
		return fmt.Sprintf("%d:%02d", s/60, s%60)
	}
	return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
}
