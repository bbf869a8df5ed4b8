package pipeline

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// TestClassOf: the kinds of rejection are few, whatever an input's own words.
func TestClassOf(t *testing.T) {
	for _, tt := range []struct{ stage, reason, want string }{
		{stageRead, "duplicate id", "duplicate id"},
		{stageRead, "bad JSON: invalid character 'x' looking for beginning of value", "bad JSON"},
		{stageRead, "archive unpacks to more than 100 times its size", "archive unpacks to more than"},
		{stageRead, `language "de", and not "en"`, "language"},
		{stageRead, "“x” is no word", otherClass},
		{stageRead, "", otherClass},
		{stageSpeakers, "some/id: panic: index out of range", failedClass},
	} {
		if got := classOf(record.Rejection{Stage: tt.stage, Reason: tt.reason}); got != tt.want {
			t.Errorf("%s: %q is of class %q, want %q", tt.stage, tt.reason, got, tt.want)
		}
	}
}

// TestKindsAreBounded: reasons that an input words cannot fill a collector.
func TestKindsAreBounded(t *testing.T) {
	m := NewMeter()
	n := 0
	for i := range 3 * maxClasses {
		for range 2 {
			m.reject(record.Rejection{Stage: stageRead, Reason: fmt.Sprintf("word%c%c", 'a'+i/26, 'a'+i%26)})
		}
	}
	for _, times := range m.Rejected() {
		n += times
	}
	if kinds := len(m.Rejected()); kinds > maxClasses+1 || n != 6*maxClasses {
		t.Errorf("%d kinds of %d rejections", kinds, n)
	}
}

// TestProgressOfARun: every stage is told of to its end, none backwards, and the
// attribution's total, an estimate until reading is done, is the articles'.
func TestProgressOfARun(t *testing.T) {
	dir, last := write(t, towns()), map[string]Progress{}
	var order []string
	o := Options{Workers: 2, Progress: func(p Progress) {
		before, seen := last[p.Stage]
		if !seen {
			order = append(order, p.Stage)
		}
		if p.Done < before.Done || p.Done > p.Total {
			t.Errorf("%+v after %+v", p, before)
		}
		last[p.Stage] = p
	}}
	r, err := stages().Run(t.Context(), Input{Paths: []string{dir}}, o)
	if err != nil {
		t.Fatal(err)
	}
	if err := Write(t.TempDir(), r, time.Now()); err != nil {
		t.Fatal(err)
	}
	want := []string{ProgressReading, ProgressAttribution, ProgressGrouping, ProgressComparing, ProgressWriting}
	if d := cmp.Diff(want, order); d != "" {
		t.Error(d)
	}
	for stage, p := range last {
		if p.Done != p.Total {
			t.Errorf("%s ended at %d of %d %s", stage, p.Done, p.Total, p.Unit())
		}
	}
	if got := last[ProgressAttribution].Total; got != int64(len(r.Articles)) {
		t.Errorf("%d articles were attributed, want %d", got, len(r.Articles))
	}
}
