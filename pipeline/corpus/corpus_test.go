package corpus

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// lay writes files, by their path, to a new folder.
func lay(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, body := range files {
		p := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// result is all that a reading gives.
type result struct {
	items    []Item
	rejected []record.Rejection
	counts   Counts
	err      error
}

func read(t testing.TB, opts Options, inputs ...string) result {
	t.Helper()
	var r result
	r.counts, r.err = Read(context.Background(), inputs, nil, opts,
		func(it Item) error { r.items = append(r.items, it); return nil },
		func(j record.Rejection) { r.rejected = append(r.rejected, j) })
	return r
}

func TestReadFolder(t *testing.T) {
	dir := lay(t, map[string]string{
		"herald/a.txt":       "The mayor said “no”.\r\n",
		"herald/a.meta.json": `{"title":"No","outlet":"The Herald","date":"2025-05-06"}`,
		"post/b.jsonl":       `{"id":"b1","text":"One line."}` + "\n" + `{"id":"b2"}` + "\n",
	})
	r := read(t, Options{}, dir)
	if r.err != nil {
		t.Fatal(r.err)
	}
	if r.counts.Articles != 2 || r.counts.Rejected != 1 || len(r.items) != 2 || len(r.rejected) != 1 {
		t.Fatalf("counts %+v", r.counts)
	}
	if a := r.items[0].Article; a.ID != "herald/a" || a.Outlet != "The Herald" || a.Title != "No" || a.Date.Format("2006-01-02") != "2025-05-06" || a.Body != "The mayor said “no”.\r\n" {
		t.Errorf("got %+v", a)
	}
}
