package score_test

import (
	"bytes"
	"flag"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/verbatim-news/verbatim/attribution/speaker"
	"github.com/verbatim-news/verbatim/pipeline"
	"github.com/verbatim-news/verbatim/pipeline/report"
	"github.com/verbatim-news/verbatim/pipeline/score"
)

var update = flag.Bool("update", false, "rewrite fixtures/gold/scores.txt")

const (
	fixtures = "../../fixtures"
	golden   = fixtures + "/gold/scores.txt"
)

// TestGolden runs the whole job over the project's own articles and stories and
// compares how right it is with the golden file. A change that helps one
// fixture and hurts twenty shows in that file's diff.
func TestGolden(t *testing.T) {
	stages, err := pipeline.Default()
	if err != nil {
		t.Fatal(err)
	}
	arts, err := score.Fixtures(fixtures + "/articles")
	if err != nil {
		t.Fatal(err)
	}
	stories, err := score.ReadStories(fixtures + "/gold/stories")
	if err != nil {
		t.Fatal(err)
	}
	told := run(t, stages, pipeline.Input{Paths: []string{fixtures + "/stories"}})
	groups := score.Groups(stories, told.Quotes, told.Clusters)
	var got bytes.Buffer
	read := run(t, stages, input(t, fixtures+"/articles"))
	if err := score.Scores(&got, arts, read.Quotes, speaker.Slug, groups); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(golden, got.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("scores changed (-was +is); if for the better: go test ./pipeline/score -update\n%s", diff)
	}
}

// run is a run over one input, of which nothing may be rejected or repaired: a
// repair would move the offsets that the fixtures count in.
func run(t *testing.T, stages pipeline.Stages, in pipeline.Input) *report.Report {
	t.Helper()
	r, err := stages.Run(t.Context(), in, pipeline.Options{Workers: 2, MinConfidence: pipeline.OperatingPoint})
	if err != nil {
		t.Fatal(err)
	}
	for _, j := range r.Rejected {
		t.Errorf("rejected: %+v", j)
	}
	for _, a := range r.Articles {
		if len(a.Repairs) > 0 {
			t.Errorf("%s was repaired: %v", a.ID, a.Repairs)
		}
	}
	return r
}

// input is a folder of fixtures as a run takes them.
func input(t *testing.T, dir string) pipeline.Input {
	t.Helper()
	set, err := score.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	paths, lines, err := set.Input()
	if err != nil {
		t.Fatal(err)
	}
	return pipeline.Input{Paths: paths, Stdin: lines}
}
