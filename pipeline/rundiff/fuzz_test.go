package rundiff

import (
	"os"
	"path/filepath"
	"testing"
)

// FuzzRun reads any bytes as the files of a run, and holds what it reads against
// another run, both ways, and against itself: there nothing differs, unless two
// clusters go by one id, as in no run that was written.
func FuzzRun(f *testing.F) {
	f.Add([]byte(`{"format":1}`), []byte(`{"id":"a","sha256":"x"}`), []byte(`{"id":"a#1","article":"a","start":0,"end":5,"text":"Words"}`),
		[]byte(`{"id":"c-1","verdict":"variant","base":"a#1","members":[{"quote":"a#1"},{"quote":"a#1"},{"quote":"b#1"}],"differences":[{"type":"alias","severity":2,"other":{"quote":"a#1"}}]}`), []byte(`{"source":"x","reason":"y"}`))
	f.Add([]byte(`{}`), []byte(""), []byte("\n"), []byte("[]"), []byte("null"))
	f.Add([]byte(`{"format":1,"options":{"a":[{}]}}`), []byte("{\"id\":\"a\"}\n{\"id\":\"a\"}"), []byte("{\"id\":\"\"}\n{\"id\":\"\"}"), []byte("{}\n{}"), []byte("{}\n{}"))
	f.Fuzz(func(t *testing.T, run, articles, quotes, clusters, rejected []byte) {
		dir := t.TempDir()
		for name, b := range map[string][]byte{"run.json": run, "articles.jsonl": articles, "quotes.jsonl": quotes, "clusters.jsonl": clusters, "rejected.jsonl": rejected} {
			if err := os.WriteFile(filepath.Join(dir, name), b, 0o666); err != nil {
				t.Fatal(err)
			}
		}
		r, err := Read(dir)
		if err != nil {
			return
		}
		again, err := Read(dir)
		if err != nil {
			t.Fatal(err)
		}
		changes, ids := Compare(r, again), map[string]bool{}
		for i := range r.Clusters {
			ids[r.Clusters[i].ID] = true
		}
		if len(changes) > 0 && len(ids) == len(r.Clusters) {
			t.Errorf("a run differs from itself in %+v", changes)
		}
		Compare(r, sample())
		Compare(sample(), r)
	})
}
