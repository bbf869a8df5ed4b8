package pipeline

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/verbatim-news/verbatim/attribution/text"
	"github.com/verbatim-news/verbatim/pipeline/report"
)

// However little a run may hold, it writes the same: all that can spill spills
// here, rows, sketches, postings, the quotes to be compared and the clusters.
func TestMemoryDoesNotShow(t *testing.T) {
	var parsed atomic.Int64
	s := fragile(&parsed)
	for seed := range uint64(2) {
		inputs := append(mixed(t, rand.New(rand.NewPCG(seed, 5))), "../fixtures/pages", write(t, towns()))
		_, want := written(t, s, Options{}, "", inputs...)
		dir, got := written(t, s, Options{MaxMemory: 1}, "", inputs...)
		same(t, fmt.Sprintf("seed %d", seed), got, want)
		half, _ := written(t, s, Options{MaxMemory: 1}, "", inputs[:len(inputs)/2]...)
		_, got = written(t, s, Options{MaxMemory: 1}, half, inputs[len(inputs)/2:]...)
		same(t, fmt.Sprintf("seed %d, joined", seed), got, want)
		if left, err := os.ReadDir(filepath.Join(dir, Partial)); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%v is left, %v", left, err)
		}
	}
}

// What a stage has worked on is told of rows in files as of rows in memory.
func TestStagesOfRowsInFiles(t *testing.T) {
	in := Input{Paths: []string{"../fixtures/stories"}}
	var want []report.Stage
	for _, memory := range []int64{0, 1} {
		r, err := stages().Run(t.Context(), in, desk(Options{Dir: t.TempDir(), MaxMemory: memory}))
		if err != nil {
			t.Fatal(err)
		}
		got := slices.Clone(r.Run.Stages)
		for i := range got {
			got[i].Seconds = 0
		}
		if want == nil {
			want = got
		}
		if !slices.Equal(got, want) {
			t.Errorf("%+v, want %+v", got, want)
		}
	}
}

// stopped runs until so many articles have been parsed, and leaves what it has
// found in dir.
func stopped(t *testing.T, dir string, after int64, inputs ...string) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var parsed atomic.Int64
	s := fragile(&parsed)
	parse := s.Parse
	s.Parse = func(c context.Context, art text.Article) (*text.Document, error) {
		if parsed.Load() >= after {
			cancel()
		}
		return parse(c, art)
	}
	o := desk(Options{Dir: dir, MaxMemory: 1})
	if _, err := s.Run(ctx, Input{Paths: inputs}, o); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
}

// checkpoints are what an interrupted run has left.
func checkpoints(t *testing.T, dir string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, Partial, "*.rows"))
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// A run goes on where an interrupted one stood, does nothing twice, and writes
// what an uninterrupted one writes; whatever has become, meanwhile, of the inputs
// and of what was found.
func TestRunGoesOn(t *testing.T) {
	inputs := func(edit func(map[string]string)) string {
		files := towns()
		for name, body := range towns() {
			files["again/"+name] = body + "\nThat was the second edition.\n"
			files["third/"+name] = body
		}
		if edit != nil {
			edit(files)
		}
		return write(t, files)
	}
	for name, c := range map[string]struct {
		inputs  func(map[string]string)
		found   func(t *testing.T, files []string)
		opts    func(*Options)
		nothing bool // is of use
	}{
		"nothing": {},
		"other inputs": {inputs: func(files map[string]string) {
			for name := range files {
				switch {
				case strings.HasSuffix(name, "1.txt"):
					delete(files, name)
				case strings.HasSuffix(name, "2.txt"):
					files[name] = strings.Replace(files[name], "Ana Ruiz", "Eva Ruiz", 1)
				}
			}
		}},
		"truncated": {found: func(t *testing.T, files []string) {
			for _, f := range files {
				if err := os.Truncate(f, 400); err != nil {
					t.Fatal(err)
				}
			}
		}, nothing: true},
		"empty": {found: func(t *testing.T, files []string) {
			for _, f := range files {
				if err := os.Truncate(f, 0); err != nil {
					t.Fatal(err)
				}
			}
		}, nothing: true},
		"damaged": {found: func(t *testing.T, files []string) {
			for _, f := range files {
				b, err := os.ReadFile(f)
				if err != nil {
					t.Fatal(err)
				}
				b[len(b)/2] ^= 1
				if err := os.WriteFile(f, b, 0o666); err != nil {
					t.Fatal(err)
				}
			}
		}, nothing: true},
		"written by half": {found: func(t *testing.T, files []string) {
			if err := os.WriteFile(files[0]+".partial", []byte("x"), 0o666); err != nil {
				t.Fatal(err)
			}
			if err := os.MkdirAll(filepath.Join(filepath.Dir(files[0]), "parts", "deep"), 0o777); err != nil {
				t.Fatal(err)
			}
		}},
		"other options": {opts: func(o *Options) { o.Indirect = true }, nothing: true},
		"other version": {opts: func(o *Options) { o.Version = "v2" }, nothing: true},
	} {
		before := inputs(nil)
		dir := t.TempDir()
		stopped(t, dir, 90, before)
		files := checkpoints(t, dir)
		if len(files) < 2 {
			t.Fatalf("%d checkpoints", len(files))
		}
		if c.found != nil {
			c.found(t, files)
		}
		if after := inputs(c.inputs); c.inputs != nil {
			if err := os.RemoveAll(before); err != nil {
				t.Fatal(err)
			}
			if err := os.Rename(after, before); err != nil {
				t.Fatal(err)
			}
		}
		var o Options
		if c.opts != nil {
			c.opts(&o)
		}
		var all, parsed atomic.Int64
		_, want := written(t, fragile(&all), o, "", before)
		o.Dir = dir
		_, got := written(t, fragile(&parsed), o, "", before)
		same(t, name, got, want)
		if c.nothing != (parsed.Load() >= all.Load()) {
			t.Errorf("%s: %d of %d articles were worked on again", name, parsed.Load(), all.Load())
		}
	}
}

// A run that is killed again and again comes to an end.
func TestRunGoesOnAgainAndAgain(t *testing.T) {
	inputs := mixed(t, rand.New(rand.NewPCG(1, 6)))
	inputs = append(inputs, "../fixtures/stories", write(t, towns()))
	var parsed atomic.Int64
	_, want := written(t, fragile(&parsed), Options{}, "", inputs...)
	dir := t.TempDir()
	for range 6 {
		stopped(t, dir, 12, inputs...)
	}
	_, got := written(t, fragile(&parsed), Options{Dir: dir}, "", inputs...)
	if !bytes.Equal(got[KeptFile], want[KeptFile]) {
		t.Error("what is kept is another")
	}
	same(t, "in the end", got, want)
}

// A stage that fails because the run ends has not failed on the article.
func TestEndOfARunIsNoFailure(t *testing.T) {
	inputs, dir := []string{write(t, towns())}, t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	s := stages()
	parse, parsed := s.Parse, new(atomic.Int64)
	s.Parse = func(c context.Context, art text.Article) (*text.Document, error) {
		if parsed.Add(1) > 30 { // more than can be in work: some have been taken
			cancel()
			<-c.Done()
			return nil, c.Err()
		}
		return parse(c, art)
	}
	if _, err := s.Run(ctx, Input{Paths: inputs}, desk(Options{Dir: dir})); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	if n := len(checkpoints(t, dir)); n != 1 {
		t.Fatalf("%d checkpoints", n)
	}
	_, want := written(t, stages(), Options{}, "", inputs...)
	_, got := written(t, stages(), Options{Dir: dir}, "", inputs...)
	same(t, "in the end", got, want)
}

// An article that stands in a dump so often that its places are more than a row
// holds is counted whole, and so it is when the run is joined to.
func TestArticleInVeryManyPlaces(t *testing.T) {
	const times = 9000
	path := filepath.Join(t.TempDir(), "same.jsonl")
	line := `{"id":"a","text":"“We will not leave the town,” said Ana Ruiz, the mayor, on Monday."}` + "\n"
	if err := os.WriteFile(path, []byte(strings.Repeat(line, times)), 0o666); err != nil {
		t.Fatal(err)
	}
	earlier := ""
	for range 2 {
		dir, files := written(t, stages(), Options{}, earlier, path)
		if got := string(files["run.json"]); !strings.Contains(got, fmt.Sprintf("Duplicates:%d", times-1)) || !strings.Contains(got, "Articles:1 ") {
			t.Error(got)
		}
		earlier = dir
	}
}
