package pipeline

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/verbatim-news/verbatim/attribution/text"
	"github.com/verbatim-news/verbatim/pipeline/corpus"
	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/rows"
)

// mixed writes the articles of fixtures/stories, a few to a file, into a folder,
// and among them what settles ids: other texts under an id, the same text with a
// poorer or a richer imprint, and what is rejected, left out and skipped. It
// returns the files.
func mixed(t *testing.T, r *rand.Rand) []string {
	t.Helper()
	var items []corpus.Item
	_, err := corpus.Read(t.Context(), []string{"../fixtures/stories"}, nil, corpus.Options{},
		func(u *corpus.Unit) error { items = append(items, *u.Make().Item); return nil },
		func(j record.Rejection) { t.Errorf("rejected %+v", j) })
	if err != nil || len(items) < 20 {
		t.Fatal(len(items), err)
	}
	var lines []string
	add := func(it corpus.Item, body, title string) {
		im := it.Article.Imprint
		date := ""
		if !im.Date.IsZero() {
			date = im.Date.Format(time.DateOnly)
		}
		b, err := json.Marshal(map[string]string{"id": im.ID, "text": body, "outlet": im.Outlet, "title": title, "date": date, "url": im.URL})
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, string(b))
	}
	for i, it := range items {
		body := it.Article.Body
		add(it, body, it.Article.Title)
		for range r.IntN(3) {
			switch r.IntN(5) {
			case 0:
				add(it, body, "")
			case 1:
				add(it, body, "A title of its own")
			case 2, 3:
				add(it, fmt.Sprintf("%s\n\n“We will look at it again,” said Ana Ruiz, take %d.\n", body, r.IntN(3)), it.Article.Title)
			case 4:
				add(it, fmt.Sprintf("PANIC %d “Stop,” said Ana Ruiz.", r.IntN(2)), it.Article.Title)
			}
		}
		if i%7 == 0 {
			lines = append(lines, `{"id":"x"}`, `{"id":"old","text":"“We stay,” said Ana Ruiz.","date":"1999-01-01"}`, "no JSON")
		}
	}
	r.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
	files := map[string]string{"f/empty.txt": "", "f/picture.txt": "\x89PNG\r\n\x1a\n", "f/page.pdf": "%PDF", "g/note": "?"}
	for i := 0; i < len(lines); i += 4 {
		files[fmt.Sprintf("%c/%02d.jsonl", "fgh"[i%3], i)] = strings.Join(lines[i:min(i+4, len(lines))], "\n")
	}
	dir := write(t, files)
	var paths []string
	for name := range files {
		paths = append(paths, filepath.Join(dir, name))
	}
	slices.Sort(paths)
	return paths
}

// desk are options as mixed wants them.
func desk(o Options) Options {
	o.Workers, o.MinConfidence = 2, OperatingPoint
	o.Corpus.Log = slog.New(slog.DiscardHandler)
	o.Corpus.Since = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	return o
}

// written runs, joins to what stands in from if that is named, and returns the
// files that were written, with counts in place of run.json.
func written(t *testing.T, s Stages, o Options, from string, inputs ...string) (dir string, files map[string][]byte) {
	t.Helper()
	o = desk(o)
	o.Earlier = from
	if o.Dir == "" {
		o.Dir = t.TempDir()
	}
	rep, err := s.Run(t.Context(), Input{Paths: inputs}, o)
	if err != nil {
		t.Fatal(err)
	}
	rep.Run.Verify = o.Against != nil
	if err := Write(o.Dir, rep, time.Now(), o.Kept()); err != nil {
		t.Fatal(err)
	}
	if err := o.Discard(); err != nil {
		t.Fatal(err)
	}
	files = readAll(t, o.Dir)
	files["run.json"] = fmt.Appendf(nil, "%+v", rep.Run.Counts)
	return o.Dir, files
}

// fragile are stages that fail on some articles, and count those they read.
func fragile(parsed *atomic.Int64) Stages {
	s := stages()
	parse := s.Parse
	s.Parse = func(ctx context.Context, art text.Article) (*text.Document, error) {
		parsed.Add(1)
		if strings.HasPrefix(art.Body, "PANIC") {
			panic("as it says")
		}
		return parse(ctx, art)
	}
	return s
}

// However the inputs are shared out over several runs, and whatever comes first,
// the last run writes what one over everything writes.
func TestAddIsARunOverEverything(t *testing.T) {
	for seed := range uint64(6) {
		r := rand.New(rand.NewPCG(seed, 4))
		inputs := mixed(t, r)
		var parsed atomic.Int64
		s := fragile(&parsed)
		whole, want := written(t, s, Options{}, "", inputs...)
		if !bytes.Contains(want["rejected.jsonl"], []byte(corpus.DuplicateID)) || !bytes.Contains(want["rejected.jsonl"], []byte("panic")) || len(want["clusters.jsonl"]) == 0 {
			t.Fatalf("seed %d: nothing to tell apart", seed)
		}
		r.Shuffle(len(inputs), func(i, j int) { inputs[i], inputs[j] = inputs[j], inputs[i] })
		cut := 1 + r.IntN(len(inputs)-1)
		later := 1 + r.IntN(len(inputs)-1)
		a, b := inputs[:cut], inputs[cut:]
		for name, parts := range map[string][][]string{
			"a then b": {a, b}, "b then a": {b, a}, "overlapping": {inputs[:max(cut, later)], inputs[min(cut, later):], a},
			"one by one": {inputs[:1], inputs[1:2], inputs[2:3], inputs[3:]},
		} {
			dir := ""
			var got map[string][]byte
			for _, part := range parts {
				dir, got = written(t, s, Options{}, dir, part...)
			}
			same(t, fmt.Sprintf("seed %d, %s", seed, name), got, want)
		}
		parsed.Store(0)
		_, again := written(t, s, Options{}, whole, inputs...)
		same(t, fmt.Sprintf("seed %d, again", seed), again, want)
		if n := parsed.Load(); n != 0 {
			t.Errorf("seed %d: %d articles were read again", seed, n)
		}
	}
}

func same(t *testing.T, what string, got, want map[string][]byte) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s: %d files of %d", what, len(got), len(want))
	}
	for name := range want {
		if !bytes.Equal(got[name], want[name]) {
			t.Errorf("%s: %s is another\n%s", what, name, firstDifference(got[name], want[name]))
		}
	}
}

func firstDifference(got, want []byte) string {
	g, w := strings.Split(string(got), "\n"), strings.Split(string(want), "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return fmt.Sprintf("line %d:\n got %.400q\nwant %.400q", i+1, g[i], w[i])
		}
	}
	return fmt.Sprintf("%d lines, want %d", len(g), len(w))
}

// Whatever a field of an extract holds comes back: one that was forgotten would
// be lost to all later runs.
func TestExtractsComeBackWhole(t *testing.T) {
	s, n := stages(), 0
	_, err := s.Read(t.Context(), Input{Paths: []string{"../fixtures/stories", "../fixtures/pages"}}, Options{Workers: 2, Indirect: true}, func(e Extract) error {
		n++
		body, err := rows.AppendExtract(nil, &e.Extract)
		if err != nil {
			return err
		}
		r := rows.Row{ID: e.Article.ID, SHA256: e.Article.SHA256, Body: string(body)}
		back, err := r.Extract()
		if d := cmp.Diff(&e.Extract, back, cmpopts.EquateEmpty()); d != "" {
			t.Error(d)
		}
		return err
	})
	if err != nil || n < 20 {
		t.Fatal(n, err)
	}
}

// keptOf is what a run over one article keeps.
func keptOf(t testing.TB, o Options) []byte {
	t.Helper()
	o.Dir = t.TempDir()
	path := filepath.Join(o.Dir, "a.txt")
	if err := os.WriteFile(path, []byte("“We stay,” said Ana Ruiz. “We\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := stages().Run(context.Background(), Input{Paths: []string{path, filepath.Join(o.Dir, "a.txt")}}, o); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(o.merged())
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// joined is a run without articles of its own that joins those of a file.
func joined(t testing.TB, s Stages, file []byte, o Options) error {
	t.Helper()
	o.Earlier, o.Dir = t.TempDir(), t.TempDir()
	if err := os.WriteFile(filepath.Join(o.Earlier, KeptFile), file, 0o666); err != nil {
		t.Fatal(err)
	}
	rep, err := s.Run(t.Context(), Input{Paths: []string{t.TempDir()}}, o)
	if err != nil {
		return err
	}
	if err := Write(o.Dir, rep, time.Now(), o.Kept()); err != nil {
		t.Fatal(err)
	}
	return nil
}

func TestEarlierFileAtFault(t *testing.T) {
	o := Options{Workers: 1, MinConfidence: 0.35, Version: "v1"}
	whole := keptOf(t, o)
	headed := func(edit func(*made)) []byte {
		t.Helper()
		m := stages().made(o)
		edit(&m)
		return rewritten(t, whole, m, func(rows.Row) []rows.Row { return nil })
	}
	row := func(edit func(*rows.Row)) []byte {
		return rewritten(t, whole, stages().made(o), func(r rows.Row) []rows.Row { edit(&r); return []rows.Row{r} })
	}
	flipped := slices.Clone(whole)
	flipped[len(flipped)/2] ^= 0x55
	for name, c := range map[string]struct {
		file []byte
		want string
		edit func(*Options)
	}{
		"truncated":  {file: whole[:len(whole)-9], want: "truncated"},
		"empty":      {want: "truncated"},
		"flipped":    {file: flipped, want: "damaged"},
		"not packed": {file: []byte(strings.Repeat("no rows", 99)), want: "no file of rows"},
		"format":     {file: headed(func(m *made) { m.Format = 1 }), want: "format 1, and this program reads format 2"},
		"no JSON":    {file: rewritten(t, whole, "no head", nil), want: "cannot unmarshal"},
		"control":    {file: row(func(r *rows.Row) { r.ID = "a\x1b" }), want: "broken"},
		"other text": {file: row(func(r *rows.Row) { r.SHA256 = "no" }), want: "broken"},
		"no body":    {file: row(func(r *rows.Row) { r.Body = r.Body[:9] }), want: "broken"},
		"more":       {file: row(func(r *rows.Row) { r.Body += "x" }), want: "broken"},
		"version":    {file: whole, want: `other version, "v1", and not "v2"`, edit: func(o *Options) { o.Version = "v2" }},
		"models":     {file: headed(func(m *made) { m.Models = "x" }), want: "other models"},
		"lexicon":    {file: headed(func(m *made) { m.Lexicon = "x" }), want: "other word lists"},
		"speakers":   {file: headed(func(m *made) { m.Speakers = "x" }), want: "other --speakers"},
		"indirect":   {file: whole, want: "--indirect off, and not on", edit: func(o *Options) { o.Indirect = true }},
		"confidence": {file: whole, want: "--min-confidence 0.35, and not 0.5", edit: func(o *Options) { o.MinConfidence = 0.5 }},
		"lang":       {file: whole, want: "--lang en, and not any", edit: func(o *Options) { o.Corpus.Lang = "any" }},
		"outlets":    {file: whole, want: "--outlets unset, and not ap,post", edit: func(o *Options) { o.Corpus.Outlets = []string{"Post", "AP"} }},
	} {
		now := o
		if c.edit != nil {
			c.edit(&now)
		}
		err := joined(t, stages(), c.file, now)
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), again) || !strings.Contains(err.Error(), KeptFile) && !strings.Contains(err.Error(), "merged") {
			t.Errorf("%s: %v; want %q and the cure", name, err, c.want)
		}
	}
	if err := joined(t, stages(), whole, o); err != nil {
		t.Error(err)
	}
}

// rewritten is a file with another head, and what edit makes of its rows.
func rewritten(t testing.TB, file []byte, head any, edit func(rows.Row) []rows.Row) []byte {
	t.Helper()
	in, err := rows.NewReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(head)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w, err := rows.NewWriter(&out, b)
	if err != nil {
		t.Fatal(err)
	}
	for edit != nil {
		r, ok, err := in.Next()
		if err != nil {
			t.Fatal(err)
		}
		if !ok {
			break
		}
		for _, r := range edit(r) {
			if err := w.Add(&r); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// What an outsider wrote into a body either is refused or collates and renders.
func FuzzEarlier(f *testing.F) {
	o := Options{Workers: 1}
	s := Stages{Group: stages().Group, Compare: stages().Compare, Models: stages().Models}
	whole := keptOf(f, o)
	in, err := rows.NewReader(bytes.NewReader(whole))
	if err != nil {
		f.Fatal(err)
	}
	r, _, err := in.Next()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(r.Body, "b")
	f.Add(r.Body+"x", "")
	f.Fuzz(func(t *testing.T, body, id string) {
		file := rewritten(t, whole, s.made(o), func(r rows.Row) []rows.Row {
			other := r
			other.ID, other.Body = r.ID+id, body
			return []rows.Row{r, other}[:1+min(len(id), 1)]
		})
		_ = joined(t, s, file, o)
	})
}
