package rows

import (
	"bytes"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// Whatever bytes a body holds, decoding gives an extract that can be written and
// read again, or an error; it never panics, and makes no more room than a
// multiple of what it is given.
func FuzzExtract(f *testing.F) {
	for seed := range 20 {
		e := rapid.Custom(anyExtract).Example(seed)
		f.Add(rowOf(f, e).Body)
	}
	f.Fuzz(func(t *testing.T, body string) {
		r := Row{ID: "one", SHA256: strings.Repeat("0", hexSHA256), Body: body}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		e, err := r.Extract()
		runtime.ReadMemStats(&after)
		if made := after.TotalAlloc - before.TotalAlloc; made > uint64(1<<20+64*len(body)) {
			t.Errorf("%d bytes were allocated for %d", made, len(body))
		}
		if err != nil {
			return
		}
		again, err := AppendExtract(nil, e)
		if err != nil {
			return // of one that no article makes: two quotes of one number
		}
		r.Body = string(again)
		back, err := r.Extract()
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(e, back, cmpopts.EquateEmpty()); d != "" {
			t.Error(d)
		}
	})
}

// Whatever bytes a file holds, reading it ends with rows or an error.
func FuzzReader(f *testing.F) {
	f.Add(file(f, some(3, 10), "aside"))
	f.Add(file(f, nil))
	f.Fuzz(func(t *testing.T, b []byte) {
		rows, asides, err := readAll(bytes.NewReader(b))
		keys := 0
		if scanned := Scan(bytes.NewReader(b), func([]byte) error { return nil }, func(Key) { keys++ }); err == nil && (scanned != nil || keys != len(rows)) {
			t.Fatalf("%d rows, and %d keys: %v", len(rows), keys, scanned)
		}
		if err != nil {
			return
		}
		var again bytes.Buffer
		w, _ := NewWriter(&again, nil)
		for i := range rows {
			if err := w.Add(&rows[i]); err != nil {
				t.Fatal(err)
			}
		}
		for _, a := range asides {
			if err := w.Aside([]byte(a)); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// Whatever a checkpoint says of inputs without rows is refused or means one thing.
func FuzzAside(f *testing.F) {
	f.Add(string(Aside{Passed: &Passed{"a.warc", 1, 2}}.Append(nil)))
	f.Add(string(Aside{Rejected: &record.Rejection{Source: "a", Place: "line 1", Stage: "read", Reason: "x"}}.Append(nil)))
	f.Fuzz(func(t *testing.T, s string) {
		a, err := ParseAside(s)
		if err != nil {
			return
		}
		again, err := ParseAside(string(a.Append(nil)))
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(a, again); d != "" {
			t.Error(d)
		}
	})
}

// So is what one says of a part of an input.
func FuzzPart(f *testing.F) {
	for seed := range 5 {
		e := rapid.Custom(anyExtract).Example(seed)
		b, err := e.Of(make([]int, min(1, len(e.Quotes))), seed).Append(nil)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(b))
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := ParsePart(s)
		if err != nil {
			return
		}
		b, err := p.Append(nil)
		if err != nil {
			return // of one that no article makes: two quotes of one number
		}
		again, err := ParsePart(string(b))
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(p, again, cmpopts.EquateEmpty()); d != "" {
			t.Error(d)
		}
	})
}
