package pipeline

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/klauspost/compress/zstd"

	"github.com/verbatim-news/verbatim/attribution/text"
	"github.com/verbatim-news/verbatim/pipeline/corpus"
	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/report"
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

// written runs, joins to what stands in from if that is named, and returns the
// files that were written, with counts in place of run.json.
func written(t *testing.T, s Stages, from string, inputs ...string) (dir string, files map[string][]byte) {
	t.Helper()
	o := Options{Workers: 2, MinConfidence: OperatingPoint}
	o.Corpus.Log = slog.New(slog.DiscardHandler)
	o.Corpus.Since = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	var keep bytes.Buffer
	o.Keep = &keep
	earlier := &Earlier{}
	if from != "" {
		f, err := os.Open(filepath.Join(from, EarlierFile))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if earlier, err = s.ReadEarlier(t.Context(), f, o); err != nil {
			t.Fatal(err)
		}
	}
	rep, err := s.Add(t.Context(), earlier, Input{Paths: inputs}, o)
	if err != nil {
		t.Fatal(err)
	}
	dir = t.TempDir()
	if err := Write(dir, rep, time.Now(), report.File{Name: EarlierFile, Write: func(w io.Writer) error { _, err := w.Write(keep.Bytes()); return err }}); err != nil {
		t.Fatal(err)
	}
	files = readAll(t, dir)
	files["run.json"] = fmt.Appendf(nil, "%+v", rep.Run.Counts)
	return dir, files
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
		whole, want := written(t, s, "", inputs...)
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
				dir, got = written(t, s, dir, part...)
			}
			same(t, fmt.Sprintf("seed %d, %s", seed, name), got, want)
		}
		parsed.Store(0)
		_, again := written(t, s, whole, inputs...)
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

// Whatever a field of an extract holds comes back: one that JSON passed over
// would be lost to all later runs.
func TestExtractsComeBackWhole(t *testing.T) {
	var hidden func(typ reflect.Type, path string)
	hidden = func(typ reflect.Type, path string) {
		switch typ.Kind() {
		case reflect.Slice, reflect.Pointer, reflect.Array, reflect.Map:
			hidden(typ.Elem(), path)
		case reflect.Struct:
			for i := range typ.NumField() {
				f := typ.Field(i)
				if name := path + "." + f.Name; !f.IsExported() || f.Tag.Get("json") == "-" && name != "Extract.Reasons" {
					t.Errorf("%s is not kept", name)
				} else if name != "Extract.Reasons" {
					hidden(f.Type, name)
				}
			}
		}
	}
	hidden(reflect.TypeFor[Extract](), "Extract")

	e := &Earlier{passed: map[string]passed{"a.pdf": {}, "b.jsonl": {articles: 3}, "c.warc": {records: 7}}}
	s := stages()
	o := Options{Workers: 2, Indirect: true}
	_, err := s.read(t.Context(), Input{Paths: []string{"../fixtures/stories"}}, o, newJoint(e))
	if err != nil || len(e.articles) < 20 {
		t.Fatal(err)
	}
	for i := range e.articles {
		e.articles[i].Extract.Reasons = nil
	}
	var b bytes.Buffer
	if err := e.write(t.Context(), &b, s.made(o), 3); err != nil {
		t.Fatal(err)
	}
	back, err := s.ReadEarlier(t.Context(), &b, o)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(e.articles, back.articles, cmpopts.EquateEmpty(), cmpopts.IgnoreUnexported(kept{})); d != "" || !reflect.DeepEqual(e.passed, back.passed) {
		t.Errorf("%v\n%s", back.passed, d)
	}
}

// keptOf is the file of a run over one article, unpacked.
func keptOf(t testing.TB, o Options) string {
	t.Helper()
	dir := t.TempDir()
	path := filepath.Join(dir, "a.txt")
	if err := os.WriteFile(path, []byte("“We stay,” said Ana Ruiz. “We\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	var keep bytes.Buffer
	o.Keep = &keep
	if _, err := stages().Run(context.Background(), Input{Paths: []string{path, filepath.Join(dir, "a.txt")}}, o); err != nil {
		t.Fatal(err)
	}
	z, err := zstd.NewReader(&keep)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	lines, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return string(lines)
}

func packed(t testing.TB, lines string) []byte {
	t.Helper()
	z, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithLowerEncoderMem(true))
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	return z.EncodeAll([]byte(lines), nil)
}

func TestEarlierFileAtFault(t *testing.T) {
	o := Options{Workers: 1, MinConfidence: 0.35, Version: "v1"}
	lines := keptOf(t, o)
	edit := func(old, new string) []byte {
		t.Helper()
		if !strings.Contains(lines, old) {
			t.Fatalf("no %s in %s", old, lines)
		}
		return packed(t, strings.Replace(lines, old, new, 1))
	}
	whole := packed(t, lines)
	flipped := slices.Clone(whole)
	flipped[len(flipped)/2] ^= 0x55
	head, article, _ := strings.Cut(lines, "\n")
	for name, c := range map[string]struct {
		file []byte
		want string
		edit func(*Options)
	}{
		"truncated":        {file: whole[:len(whole)-9], want: "truncated"},
		"empty":            {want: "truncated"},
		"flipped":          {file: flipped, want: "cannot be unpacked"},
		"not packed":       {file: []byte(lines), want: "cannot be unpacked"},
		"bomb":             {file: packed(t, head+"\n"+`{"rejected":{"reason":"`+strings.Repeat("a", 80<<20)+`"}}`+"\n"), want: "more than 1000 times its size"},
		"a row too few":    {file: packed(t, head+"\n"), want: "0 rows of 1"},
		"a row twice":      {file: packed(t, lines+article), want: "not in order"},
		"format":           {file: edit(`"format":1`, `"format":2`), want: "format 2, and this program reads format 1"},
		"no JSON":          {file: edit(`"article"`, `"article`), want: "line 2"},
		"no kind":          {file: edit(`"article"`, `"artikel"`), want: "line 2: a row is"},
		"control":          {file: edit(`"id":"a"`, `"id":"a\u001b"`), want: "bad id"},
		"long id":          {file: edit(`"id":"a"`, `"id":"`+strings.Repeat("a", 2000)+`"`), want: "bad id"},
		"other article":    {file: edit(`"id":"a"`, `"id":"b"`), want: "do not belong together"},
		"segment":          {file: edit(`"segments":[{"start":3,`, `"segments":[{"start":-3,`), want: "bad segments"},
		"segment too long": {file: edit(`"segments":[{"start":3,`, `"segments":[{"start":2,`), want: "not its text"},
		"class":            {file: edit(`"class":"quote"`, `"class":"<b>"`), want: "bad id or class"},
		"speaker":          {file: edit(`"type":"person"`, `"type":"god"`), want: "bad speaker"},
		"contexts":         {file: edit(`"Contexts":[`, `"Contexts":[{"start":0,"text":""},`), want: "do not belong together"},
		"flag":             {file: edit(`"Flags":[{"article":"a"`, `"Flags":[{"article":"b"`), want: "bad flag"},
		"version":          {file: whole, want: `other version, "v1", and not "v2"`, edit: func(o *Options) { o.Version = "v2" }},
		"models":           {file: edit(`"models":"`, `"models":"x`), want: "other models"},
		"lexicon":          {file: edit(`"lexicon":"`, `"lexicon":"x`), want: "other word lists"},
		"speakers":         {file: edit(`"speakers":"`, `"speakers":"x`), want: "other --speakers"},
		"indirect":         {file: whole, want: "--indirect off, and not on", edit: func(o *Options) { o.Indirect = true }},
		"confidence":       {file: whole, want: "--min-confidence 0.35, and not 0.5", edit: func(o *Options) { o.MinConfidence = 0.5 }},
		"lang":             {file: whole, want: "--lang en, and not any", edit: func(o *Options) { o.Corpus.Lang = "any" }},
		"outlets":          {file: whole, want: "--outlets unset, and not ap,post", edit: func(o *Options) { o.Corpus.Outlets = []string{"Post", "AP"} }},
	} {
		now := o
		if c.edit != nil {
			c.edit(&now)
		}
		_, err := stages().ReadEarlier(t.Context(), bytes.NewReader(c.file), now)
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), again) {
			t.Errorf("%s: %v; want %q and the cure", name, err, c.want)
		}
	}
	if _, err := stages().ReadEarlier(t.Context(), bytes.NewReader(whole), o); err != nil {
		t.Error(err)
	}
}

// What an outsider wrote into the file either is refused or collates and renders.
func FuzzReadEarlier(f *testing.F) {
	o := Options{Workers: 1}
	s := Stages{Group: stages().Group, Compare: stages().Compare, Models: stages().Models}
	_, article, _ := strings.Cut(keptOf(f, o), "\n")
	f.Add(article)
	f.Add(strings.ReplaceAll(article, `"a`, `"b`))
	f.Add(`{"passed":{"source":"x","articles":1}}` + "\n" + article)
	f.Fuzz(func(t *testing.T, rows string) {
		m := s.made(o)
		m.Rows = strings.Count(rows, "\n")
		head, err := record.AppendLine(nil, m)
		if err != nil {
			t.Fatal(err)
		}
		earlier, err := s.ReadEarlier(t.Context(), bytes.NewReader(packed(t, string(head)+rows)), o)
		if err != nil {
			return
		}
		rep, err := s.Collate(t.Context(), earlier.extracts(), earlier.reading(nil), o)
		if err != nil {
			t.Fatal(err)
		}
		if err := Write(t.TempDir(), rep, time.Now()); err != nil {
			t.Fatal(err)
		}
	})
}
