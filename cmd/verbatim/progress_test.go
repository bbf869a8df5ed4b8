package main

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/vbauerster/mpb/v8/decor"

	"github.com/verbatim-news/verbatim/pipeline"
)

// A handClock stands still until it is set.
type handClock struct{ time.Time }

func (c *handClock) now() time.Time           { return c.Time }
func (c *handClock) after(d time.Duration)    { c.Time = c.Add(d) }
func newClock() *handClock                    { return &handClock{time.Date(2024, 10, 1, 8, 0, 0, 0, time.UTC)} }
func seconds(n float64) time.Duration         { return time.Duration(n * float64(time.Second)) }
func part(done, total int64) decor.Statistics { return decor.Statistics{Current: done, Total: total} }

// TestTeller: of a stage programs are told at its beginning and end, and between
// them no more often than once a second, and no more often than every hundredth,
// but every half minute.
func TestTeller(t *testing.T) {
	clock := newClock()
	var out bytes.Buffer
	teller := newTeller(newLog(&out, formatJSON, false), clock.now)
	for _, step := range []struct {
		after float64 // seconds
		stage string
		done  int64
	}{
		{0, pipeline.ProgressReading, 100},
		{0.5, pipeline.ProgressReading, 300},  // too soon
		{0.5, pipeline.ProgressReading, 400},  // 300 in a second
		{10, pipeline.ProgressReading, 405},   // too little
		{20, pipeline.ProgressReading, 406},   // but half a minute has gone by
		{0.1, pipeline.ProgressReading, 1000}, // the end, however soon
		{1, pipeline.ProgressReading, 1000},   // again
		{0, pipeline.ProgressGrouping, 0},
		{40, pipeline.ProgressGrouping, 1000},
	} {
		clock.after(seconds(step.after))
		teller.show(pipeline.Progress{Stage: step.stage, Done: step.done, Total: 1000})
	}
	for _, done := range []int64{10, 20, 30} { // of standard input nobody knows the end
		teller.show(pipeline.Progress{Stage: pipeline.ProgressTranscripts, Done: done})
		clock.after(seconds(20))
	}
	var got []string
	for line := range strings.Lines(out.String()) {
		_, rest, _ := strings.Cut(line, `"msg":"progress",`)
		got = append(got, strings.TrimSpace(rest))
	}
	want := []string{
		`"stage":"reading","done":100,"total":1000,"unit":"bytes","rate":null,"eta_seconds":null}`,
		`"stage":"reading","done":400,"total":1000,"unit":"bytes","rate":300,"eta_seconds":2}`,
		`"stage":"reading","done":406,"total":1000,"unit":"bytes","rate":9.9,"eta_seconds":60.2}`,
		`"stage":"reading","done":1000,"total":1000,"unit":"bytes","rate":28.9,"eta_seconds":0}`,
		`"stage":"grouping","done":0,"total":1000,"unit":"","rate":null,"eta_seconds":null}`,
		`"stage":"grouping","done":1000,"total":1000,"unit":"","rate":25,"eta_seconds":0}`,
		`"stage":"transcripts","done":10,"total":0,"unit":"bytes","rate":null,"eta_seconds":null}`,
		`"stage":"transcripts","done":30,"total":0,"unit":"bytes","rate":0.5,"eta_seconds":null}`,
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// TestFigures: what stands right of a bar has one width for all stages, so that
// bars end in one line, and leaves the bar room.
func TestFigures(t *testing.T) {
	for _, tt := range []struct {
		unit        string
		spent       float64
		done, total int64
		room        int
		completed   bool
		want        string
	}{
		{"bytes", 10, 19_000_000, 100_000_000, 68, false, " 19 %          1.9 MB/s     0:43 left"},
		{"articles", 10, 3120, 1_000_000, 68, false, "  0 %    312 articles/s    53:15 left"},
		{"articles", 10, 31_200, 10_000_000, 68, false, "  0 %  3,120 articles/s    53:15 left"},
		{"articles", 10, 52, 1_000_000, 68, false, "  0 %    5.2 articles/s 53:24:58 left"},
		{"groups", 0, 0, 100, 68, false, "  0 %                                "},
		{"", 75, 0, 1, 68, false, "                          1:15 so far"},
		{"", 75, 1, 1, 68, true, "                              in 1:15"},
		{"articles", 75, 750, 750, 68, true, "100 %     10 articles/s       in 1:15"},
		{"bytes", 75, 75_000_000, 0, 68, false, "               1.0 MB/s   1:15 so far"}, // standard input
		{"bytes", 10, 19_000_000, 100_000_000, 40, false, " 19 %     0:43 left"},
		{"bytes", 10, 19_000_000, 100_000_000, 20, false, " 19 %"},
	} {
		clock := newClock()
		f := figures{pace: pace{clock.now(), 0}, unit: tt.unit, now: clock.now}
		clock.after(seconds(tt.spent))
		s := part(tt.done, tt.total)
		s.AvailableWidth, s.Completed = tt.room, tt.completed
		if got := f.decorate(s); got != tt.want {
			t.Errorf("%d of %d %s after %g s in %d columns:\n got %q\nwant %q", tt.done, tt.total, tt.unit, tt.spent, tt.room, got, tt.want)
		}
	}
}

// TestFiguresStandStill: a bar that is done is drawn again as long as others run.
func TestFiguresStandStill(t *testing.T) {
	clock := newClock()
	f := figures{pace: pace{clock.now(), 0}, unit: "articles", now: clock.now}
	clock.after(seconds(20))
	s := part(100, 100)
	s.AvailableWidth, s.Completed = 68, true
	first := f.decorate(s)
	clock.after(seconds(20))
	if again := f.decorate(s); again != first {
		t.Errorf("%q, and later %q", first, again)
	}
}

// TestPaceOfTheRest: what an interrupted run had done says nothing about how fast
// this one is.
func TestPaceOfTheRest(t *testing.T) {
	clock := newClock()
	p := pace{clock.now(), 900}
	clock.after(seconds(10))
	if got := p.rate(clock.now(), 950); got != 5 {
		t.Errorf("%g a second, want 5", got)
	}
	if left, ok := p.left(clock.now(), 950, 1000); !ok || left != seconds(10) {
		t.Errorf("%v left, %t, want 10s", left, ok)
	}
	if left, ok := p.left(clock.now(), 900, 1000); ok {
		t.Errorf("%v left of a stage that has done nothing", left)
	}
}
