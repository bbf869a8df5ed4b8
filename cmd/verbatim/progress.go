package main

import (
	"fmt"
	"io"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"github.com/verbatim-news/verbatim/pipeline"
)

// messages is where messages go: to standard error, or above the progress bars
// while there are any, which would otherwise be written over.
type messages struct{ w io.Writer }

func (m *messages) Write(p []byte) (int, error) { return m.w.Write(p) }

// bars shows a bar for each stage that a run reports. Its zero value shows
// nothing.
type bars struct {
	box   *mpb.Progress
	stage map[string]*mpb.Bar
	close func() // leaves the bars as they stand, and standard error to messages
}

// progress returns bars on standard error, if that is a terminal and messages
// are for people.
func (s *session) progress() *bars {
	if s.quiet || s.logFormat == formatJSON || terminalWidth(s.errw) == 0 {
		return &bars{close: func() {}}
	}
	b := &bars{box: mpb.New(mpb.WithOutput(s.errw), mpb.WithWidth(48)), stage: map[string]*mpb.Bar{}}
	s.messages.w = b.box
	b.close = func() {
		for _, bar := range b.stage {
			bar.Abort(false) // does nothing to those that are complete
		}
		b.box.Wait()
		s.messages.w = s.errw
	}
	return b
}

// stageWidth is that of the longest name of a stage, “transcripts”, in columns.
const stageWidth = 11

func (b *bars) show(p pipeline.Progress) {
	if b.box == nil || p.Total == 0 {
		return
	}
	bar := b.stage[p.Stage]
	if bar == nil {
		bar = b.box.New(p.Total, mpb.BarStyle().Lbound("").Rbound("").Filler("━").Tip("━").Padding("─"),
			mpb.PrependDecorators(decor.Name(fmt.Sprintf("%-*s", stageWidth, p.Stage))),
			mpb.AppendDecorators(decor.Percentage(decor.WCSyncSpace), decor.Elapsed(decor.ET_STYLE_GO, decor.WCSyncSpace)))
		b.stage[p.Stage] = bar
	}
	bar.SetCurrent(p.Done)
}
