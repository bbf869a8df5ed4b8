package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/verbatim-news/verbatim/pipeline/corpus"
	"github.com/verbatim-news/verbatim/pipeline/record"
)

// dump writes the fixtures' stories so many times over, each time under other
// ids and with other numbers, as lines of JSON.
func dump(t *testing.T, times int) string {
	t.Helper()
	var b bytes.Buffer
	for n := range times {
		_, err := corpus.Read(t.Context(), []string{"../../fixtures/stories"}, nil, corpus.Options{}, func(u *corpus.Unit) error {
			it := u.Make().Item
			line, err := json.Marshal(map[string]string{
				"id": fmt.Sprintf("%s/%d", it.Article.ID, n), "outlet": it.Article.Outlet, "title": it.Article.Title,
				"text": strings.ReplaceAll(it.Article.Body, "said", fmt.Sprintf("said on day %d", n%7)), "date": "2026-05-04",
			})
			b.Write(append(line, '\n'))
			return err
		}, func(r record.Rejection) { t.Error(r) })
		if err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "dump.jsonl")
	if err := os.WriteFile(path, b.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

// verbatim is the command as a process of its own: this binary, called by that
// name (TestMain).
func verbatim(ctx context.Context, args ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, "verbatim", args...)
	c.WaitDelay = time.Minute
	return c
}

// outputs are the files of a run but run.json, which has the time.
func outputs(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.IsDir() {
			t.Errorf("%s is left", e.Name())
			continue
		}
		b, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		files[e.Name()] = string(b)
	}
	delete(files, "run.json")
	return files
}

// A run that is killed at twenty moments, and each time goes on, ends with the
// bytes of one that was let be. The moments are drawn from the time that the
// latter takes; whether a run is over by then changes how much is tested and never
// what is found.
func TestKilledRunGoesOn(t *testing.T) {
	if testing.Short() {
		t.Skip("starts the program some thirty times")
	}
	input, whole, dir := dump(t, 8), t.TempDir(), t.TempDir()
	args := []string{"run", input, "--quiet", "--max-memory", "1MB", "--out"}
	began := time.Now()
	if out, err := verbatim(t.Context(), append(args, whole)...).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	takes, want := time.Since(began), outputs(t, whole)
	r := rand.New(rand.NewPCG(20, 26))
	for kills, runs := 0, 0; kills < 20 && runs < 60; runs++ {
		ctx, kill := context.WithTimeout(t.Context(), time.Duration(r.Int64N(int64(takes))))
		err := verbatim(ctx, append(args, dir)...).Run()
		if ctx.Err() != nil && err != nil {
			kills++
		}
		kill()
		if err == nil { // it was over before: once more, from the beginning
			sameOutputs(t, dir, want)
			dir = t.TempDir()
		}
	}
	if out, err := verbatim(t.Context(), append(args, dir)...).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	sameOutputs(t, dir, want)
}

func sameOutputs(t *testing.T, dir string, want map[string]string) {
	t.Helper()
	got := outputs(t, dir)
	for name := range want {
		if got[name] != want[name] {
			t.Errorf("%s is another: %d bytes, want %d", name, len(got[name]), len(want[name]))
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok {
			t.Errorf("%s is left", name)
		}
	}
}
