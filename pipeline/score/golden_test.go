package score_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
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
	told := run(t, stages, fixtures+"/stories")
	groups := score.Groups(stories, told.Quotes, told.Clusters)
	var got bytes.Buffer
	if err := score.Scores(&got, arts, run(t, stages, asLines(t, arts)).Quotes, speaker.Slug, groups); err != nil {
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
func run(t *testing.T, stages pipeline.Stages, path string) *report.Report {
	t.Helper()
	r, err := stages.Run(t.Context(), pipeline.Input{Paths: []string{path}}, pipeline.Options{Workers: 2, MinConfidence: pipeline.OperatingPoint})
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

// asLines writes the fixtures as an input of the command, and returns its path.
func asLines(t *testing.T, arts []score.FixtureArticle) string {
	t.Helper()
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	for _, a := range arts {
		date := ""
		if !a.Date.IsZero() {
			date = a.Date.Format("2006-01-02")
		}
		if err := enc.Encode(map[string]string{
			"id": a.ID, "text": a.Body, "outlet": a.Outlet, "title": a.Title, "author": a.Author, "url": a.URL, "lang": a.Lang, "date": date,
		}); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "fixtures.jsonl")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
