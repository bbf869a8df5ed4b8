package pipeline

import (
	"bytes"
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/report"
	"github.com/verbatim-news/verbatim/pipeline/verify"
)

const transcripts = "../fixtures/transcripts"

// held runs over the stories against the transcripts of the fixtures.
func heldRun(t *testing.T, workers int, against *verify.Index, inputs ...string) *report.Report {
	t.Helper()
	return runOver(t, stages(), Options{Workers: workers, Against: against}, inputs...)
}

func openRecord(t *testing.T, path string, workers int) *verify.Index {
	t.Helper()
	ix, rejected, err := OpenRecord(context.Background(), path, workers, nil)
	if err != nil || len(rejected) > 0 {
		t.Fatal(err, rejected)
	}
	return ix
}

// The index and every file of a run are the same for any number of workers, and
// for a folder or its index.
func TestRecordIsTheSameForAnyWorkers(t *testing.T) {
	var files [2]bytes.Buffer
	var outs []map[string][]byte
	path := filepath.Join(t.TempDir(), "index")
	for i, workers := range []int{1, 7} {
		ix := openRecord(t, transcripts, workers)
		if err := ix.Write(&files[i]); err != nil {
			t.Fatal(err)
		}
		if i == 1 {
			if err := os.WriteFile(path, files[0].Bytes(), 0o666); err != nil {
				t.Fatal(err)
			}
			ix = openRecord(t, path, 1)
		}
		r := heldRun(t, workers, ix, "../fixtures/stories")
		r.Run.Verify = true
		dir := t.TempDir()
		if err := report.Write(dir, r); err != nil {
			t.Fatal(err)
		}
		outs = append(outs, readAll(t, dir))
	}
	if !bytes.Equal(files[0].Bytes(), files[1].Bytes()) {
		t.Error("two indexes of one folder differ")
	}
	for name, b := range outs[0] {
		if name != "run.json" && !bytes.Equal(b, outs[1][name]) {
			t.Errorf("%s differs", name)
		}
	}
	if len(outs[0]["verified.jsonl"]) == 0 {
		t.Error("verified.jsonl is empty")
	}
}

// Every quote has a row, indirect ones and what is no quote do not.
func TestEveryQuoteIsHeld(t *testing.T) {
	r := runOver(t, stages(), Options{Workers: 2, Indirect: true, Against: openRecord(t, transcripts, 2)}, "../fixtures/stories")
	want := 0
	for i := range r.Quotes {
		if q := &r.Quotes[i]; q.Class == record.ClassQuote && q.Kind != record.KindIndirect {
			if want >= len(r.Held) || r.Held[want].Quote != q.ID {
				t.Fatalf("quote %s has no row, or not in its place", q.ID)
			}
			want++
		}
	}
	if want != len(r.Held) {
		t.Errorf("%d rows for %d quotes", len(r.Held), want)
	}
}

// What renders one passage is one group, however it looks.
func TestGroupsThroughTheRecord(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"record/2024-05-02-hearing.txt": "ANN LEE: We will rebuild the harbour wall before the winter, stone by stone, and the county will pay for every one of them. Good night.",
		"news/one/a.txt":                "Hearing\n\n“We will rebuild the harbour wall before the winter,” said Ann Lee, the mayor, on Thursday.",
		"news/two/b.txt":                "Hearing\n\nAnn Lee said: “Stone by stone, and the county will pay for every one of them.”",
		"news/three/c.txt":              "Hearing\n\n“We will rebuild the harbour wall before the winter, stone by stone, and the county will pay for every one of them,” Ann Lee said.",
	} {
		p := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(p), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	r := heldRun(t, 1, openRecord(t, filepath.Join(dir, "record"), 1), filepath.Join(dir, "news"))
	if len(r.Clusters) != 1 || len(r.Clusters[0].Members) != 3 {
		t.Fatalf("clusters %+v", r.Clusters)
	}
	if p := r.Clusters[0].Passage; p == nil || p.Transcript != "2024-05-02-hearing" || p.Start != 9 {
		t.Errorf("passage %+v", p)
	}
}

// However little a run may hold, what is held against the record is the same, and
// so it is where the run is killed at its articles, or at holding their quotes.
func TestMemoryDoesNotShowAgainstTheRecord(t *testing.T) {
	record := openRecord(t, transcripts, 2)
	inputs := append(mixed(t, rand.New(rand.NewPCG(1, 7))), "../fixtures/stories", write(t, towns()))
	_, want := written(t, stages(), Options{Against: record}, "", inputs...)
	if !bytes.Contains(want["verified.jsonl"], []byte(`"altered"`)) || !bytes.Contains(want["clusters.jsonl"], []byte(`"passage":{`)) {
		t.Fatal("nothing to hold")
	}
	little := Options{Against: record, MaxMemory: 1}
	half, got := written(t, stages(), little, "", inputs[:len(inputs)/2]...)
	if bytes.Equal(got["verified.jsonl"], want["verified.jsonl"]) {
		t.Fatal("half of the inputs is all of them")
	}
	_, got = written(t, stages(), little, half, inputs[len(inputs)/2:]...)
	same(t, "joined", got, want)
	_, got = written(t, stages(), little, "", inputs...)
	same(t, "with little memory", got, want)

	little.Dir = t.TempDir()
	stopped(t, little.Dir, 20, inputs...)
	ctx, cancel := context.WithCancel(t.Context())
	o := desk(little)
	o.Progress = func(p Progress) {
		if p.Stage == ProgressVerifying && p.Done > p.Total/2 {
			cancel()
		}
	}
	if _, err := stages().Run(ctx, Input{Paths: inputs}, o); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	_, got = written(t, stages(), little, "", inputs...)
	same(t, "in the end", got, want)
}

// What holding gives comes back from the file as it was, bytes that are no UTF-8
// too; one that is cut short is an error.
func TestHeldFile(t *testing.T) {
	want := []report.Held{
		{Verified: record.Verified{Quote: "a#1", Verdict: record.VerdictNotFound}},
		{Verified: record.Verified{Quote: "a#2", Verdict: record.VerdictAltered, Flags: []string{record.FlagContext}, Places: []record.Place{{Transcript: "t", End: 3, Text: "x\xffy", Turn: 1, Speaker: "A", Score: 1.0 / 3}},
			Differences: []record.RecordDifference{{Type: "omission", Severity: 3, Note: "n", Base: record.RecordSide{Transcript: "t", End: 1, Text: "x"}, Other: record.Side{Quote: "a#2", Start: 4, End: 4}}}},
			Passage: record.Quote{ID: "t", End: 3, Text: "x\xffy", Segments: []record.Span{{End: 3}}}, Before: "b", After: "c", Dates: []string{""}, Title: "T"},
	}
	path := filepath.Join(t.TempDir(), "held")
	f, err := newHeldFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := range want {
		if err := f.add(&want[i]); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.done(); err != nil {
		t.Fatal(err)
	}
	read := func() (got []report.Held, err error) {
		err = heldRows(path).Held(func(h *report.Held) error { got = append(got, *h); return nil })
		return got, err
	}
	got, err := read()
	if d := cmp.Diff(want, got); d != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, d)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	for size := range info.Size() {
		if err := os.Truncate(path, info.Size()-1-size); err != nil {
			t.Fatal(err)
		}
		if _, err := read(); err == nil && size+1 < info.Size() {
			t.Fatalf("cut to %d bytes of %d it reads", info.Size()-1-size, info.Size())
		}
	}
}

func TestOpenRecordFails(t *testing.T) {
	empty := t.TempDir()
	old := filepath.Join(t.TempDir(), "old.index")
	if err := os.WriteFile(old, []byte("verbatim index of transcripts\n\x63\x00\x00\x00"+strings.Repeat("\x00", 64)), 0o666); err != nil {
		t.Fatal(err)
	}
	for path, reason := range map[string]string{
		filepath.Join(empty, "nowhere"): "no such file", empty: "holds no transcript", old: "version 99, and this program reads 1; make it anew with verbatim index",
	} {
		if _, _, err := OpenRecord(context.Background(), path, 1, nil); err == nil || !strings.Contains(err.Error(), reason) {
			t.Errorf("%s: %v, want %s", path, err, reason)
		}
	}
}
