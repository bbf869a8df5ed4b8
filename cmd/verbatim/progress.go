package main

// This file tells how far a run is: programs in lines of JSON, people in bars.

import (
	"io"
	"log/slog"
	"sync"
	"time"

	"github.com/verbatim-news/verbatim/pipeline"
)

// messages is where messages go: to standard error, or above the progress bars
// while there are any, which would otherwise be written over.
type messages struct{ w io.Writer }

func (m *messages) Write(p []byte) (int, error) { return m.w.Write(p) }

// A display shows how far a run is.
type display struct {
	show  func(pipeline.Progress)
	close func() // leaves what it shows as it stands, and standard error to messages; may be called again
}

// progress returns a display on standard error: lines of JSON if messages are
// for programs, bars on a terminal, and else none.
func (s *session) progress() display {
	none := display{show: func(pipeline.Progress) {}, close: func() {}}
	switch {
	case s.quiet:
		return none
	case s.logFormat == formatJSON:
		return display{show: newTeller(s.log, time.Now).show, close: func() {}}
	case terminalWidth(s.errw) == 0:
		return none
	}
	b := newBars(s.errw)
	s.messages.w = b.box
	return display{show: b.show, close: sync.OnceFunc(func() {
		b.close()
		s.messages.w = s.errw
	})}
}

// A pace says how fast a stage goes, and when it will be done. It counts from
// when the stage was first told of, so that work which an interrupted run had
// done before does not flatter it.
type pace struct {
	since time.Time
	first int64 // done by then
}

// rate is the average in units a second; 0 where it is too early to say.
func (p pace) rate(now time.Time, done int64) float64 {
	spent := now.Sub(p.since).Seconds()
	if spent <= 0 || done <= p.first {
		return 0
	}
	return float64(done-p.first) / spent
}

// left is how long the rest takes at that rate; false where it is too early to
// say.
func (p pace) left(now time.Time, done, total int64) (time.Duration, bool) {
	rate := p.rate(now, done)
	if rate == 0 || done > total {
		return 0, false
	}
	return time.Duration(float64(total-done) / rate * float64(time.Second)), true
}

// When a teller tells of a stage: after a second and a hundredth of the stage,
// whichever is later, but every half minute in any case. Of a stage of any length
// that is some hundred lines, and a collector sees that the run lives.
const (
	tellAfter = time.Second
	tellAtAll = 30 * time.Second
	tellShare = 100 // parts of a stage
)

// A teller logs how far a run is, for programs.
type teller struct {
	log   *slog.Logger
	now   func() time.Time
	stage map[string]*telling
}

// telling is what was last told of a stage.
type telling struct {
	pace
	last time.Time
	done int64
	over bool
}

func newTeller(log *slog.Logger, now func() time.Time) *teller {
	return &teller{log, now, map[string]*telling{}}
}

func (t *teller) show(p pipeline.Progress) {
	now := t.now()
	at := t.stage[p.Stage]
	if at == nil {
		at = &telling{pace: pace{now, p.Done}, last: now, done: p.Done}
		t.stage[p.Stage] = at
	} else if !at.due(now, p) {
		return
	}
	at.last, at.done, at.over = now, p.Done, ended(p)
	rate, left := any(nil), any(nil)
	if r := at.rate(now, p.Done); r > 0 {
		rate = tenths(r)
	}
	if d, ok := at.left(now, p.Done, p.Total); ok {
		left = tenths(d.Seconds())
	}
	t.log.Info("progress", "stage", p.Stage, "done", p.Done, "total", p.Total, "unit", p.Unit(), "rate", rate, "eta_seconds", left)
}

// due reports whether it is time to tell of a stage again: of its end once, and
// of what lies between as the constants above say.
func (t *telling) due(now time.Time, p pipeline.Progress) bool {
	if ended(p) {
		return !t.over
	}
	since := now.Sub(t.last)
	return since >= tellAtAll || since >= tellAfter && p.Total > 0 && (p.Done-t.done)*tellShare >= p.Total
}

// ended reports whether a stage is done, as far as its total is known.
func ended(p pipeline.Progress) bool { return p.Total > 0 && p.Done >= p.Total }

func tenths(x float64) float64 { return float64(int64(x*10+0.5)) / 10 }
