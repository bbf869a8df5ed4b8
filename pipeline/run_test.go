package pipeline

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/verbatim-news/verbatim/attribution"
	"github.com/verbatim-news/verbatim/attribution/model"
	"github.com/verbatim-news/verbatim/attribution/quote"
	"github.com/verbatim-news/verbatim/attribution/text"
	"github.com/verbatim-news/verbatim/pipeline/corpus"
	"github.com/verbatim-news/verbatim/pipeline/quotediff"
	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/report"
	"github.com/verbatim-news/verbatim/pipeline/variant"
)

// stages loads the models once for all tests.
var stages = sync.OnceValue(func() Stages {
	s, err := Default()
	if err != nil {
		panic(err)
	}
	return s
})

// write makes files below a new folder and returns it.
func write(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func runOver(t *testing.T, s Stages, o Options, paths ...string) *report.Report {
	t.Helper()
	o.Workers = max(o.Workers, 1)
	r, err := s.Run(t.Context(), Input{Paths: paths}, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// towns are articles in which many outlets print one mayor's words, some of
// them changed, some articles twice, some broken.
func towns() map[string]string {
	files := map[string]string{"east/broken.txt": "", "east/lines.jsonl": "{\"id\":\"x\"}\n"}
	said := []string{
		"We will not leave the valley until the last family is safe,",
		"We will leave the valley until the last family is safe,",
		"We will not leave the valley until the very last family is safe,",
		"We won’t leave the valley until the last family is safe,",
	}
	for i := range 40 {
		body := fmt.Sprintf("Flood reaches town %d\n\n“%s” Mayor Ana Ruiz told the town hall on Monday. She called the dam “a %d-year-old promise”.\n\nBen Cole, a farmer, said: “Nobody asked us about gate %d.”\n",
			i%30, said[i%len(said)], i%7, i%5)
		files[fmt.Sprintf("%s/%02d.txt", []string{"north", "south", "east"}[i%3], i)] = body
	}
	return files
}

// The same inputs give the same bytes in every file but run.json.
func TestWorkersAndOrderDoNotShow(t *testing.T) {
	dir := write(t, towns())
	var inputs []string
	for name := range towns() {
		inputs = append(inputs, filepath.Join(dir, name))
	}
	slices.Sort(inputs)
	var want map[string][]byte
	for n, workers := range []int{1, 2, 8, 8} {
		r := rand.New(rand.NewPCG(uint64(n), 1))
		r.Shuffle(len(inputs), func(i, j int) { inputs[i], inputs[j] = inputs[j], inputs[i] })
		out := t.TempDir()
		rep := runOver(t, stages(), Options{Workers: workers}, inputs...)
		if len(rep.Articles) != 40 || len(rep.Clusters) == 0 || len(rep.Rejected) != 2 {
			t.Fatalf("%d articles, %d clusters, %d rejected", len(rep.Articles), len(rep.Clusters), len(rep.Rejected))
		}
		if err := Write(out, rep, time.Now()); err != nil {
			t.Fatal(err)
		}
		got := readAll(t, out)
		delete(got, "run.json")
		if want == nil {
			want = got
		}
		for name := range want {
			if !bytes.Equal(got[name], want[name]) {
				t.Errorf("%s is another with %d workers", name, workers)
			}
		}
	}
}

// Extracts come in the order of reading, whichever of the articles of one id was
// worked on first.
func TestReadKeepsOrder(t *testing.T) {
	var lines []string
	for i := range 60 {
		lines = append(lines, fmt.Sprintf(`{"id":"%d","text":"“We stay,” said Ana Ruiz. Take %d.","title":"%d"}`, i%7, i%3, i%2))
	}
	dir := write(t, map[string]string{"a.jsonl": strings.Join(lines, "\n"), "b.jsonl": strings.Join(lines, "\n")})
	var want []string
	for _, workers := range []int{1, 2, 8, 8, 8} {
		var got []string
		r, err := stages().Read(t.Context(), Input{Paths: []string{dir}}, Options{Workers: workers}, func(e Extract) error {
			got = append(got, fmt.Sprint(e.Article.ID, e.Article.SHA256, e.Article.Title))
			return nil
		})
		if err != nil || len(got) != 7 || r.Counts.Repeated+len(r.Rejected)+len(got) != 120 || r.Counts.Units != 120 {
			t.Fatalf("%v, %d extracts, %+v", err, len(got), r.Counts)
		}
		if want == nil {
			want = got
		}
		if !slices.Equal(got, want) {
			t.Errorf("%d workers: %q, want %q", workers, got, want)
		}
	}
}

// Of two texts of one id Read gives the one that Run keeps, whichever stands first
// among the files; of standard input the first.
func TestReadSettlesIDs(t *testing.T) {
	lines := []string{`{"id":"a","text":"“We stay,” said Ana Ruiz."}`, `{"id":"a","text":"“We go,” said Ana Ruiz."}`, `{"id":"a","text":"“We wait,” said Ana Ruiz."}`}
	read := func(in Input) string {
		var got []string
		r, err := stages().Read(t.Context(), in, Options{Workers: 2}, func(e Extract) error {
			got = append(got, e.Quotes[0].Text)
			return nil
		})
		if err != nil || len(got) != 1 || len(r.Rejected) != 2 {
			t.Fatalf("%v, %q, %+v", err, got, r.Rejected)
		}
		return got[0]
	}
	for _, order := range [][]int{{0, 1, 2}, {1, 2, 0}, {2, 0, 1}} {
		var b strings.Builder
		for _, i := range order {
			b.WriteString(lines[i] + "\n")
		}
		dir := write(t, map[string]string{"x.jsonl": b.String()})
		if got := read(Input{Paths: []string{dir}}); got != "We stay," { // its SHA-256 is the lowest
			t.Errorf("%v: %q", order, got)
		}
		if got, want := read(Input{Paths: []string{"-"}, Stdin: strings.NewReader(b.String())}), []string{"We stay,", "We go,", "We wait,"}[order[0]]; got != want {
			t.Errorf("%v from standard input: %q, want %q", order, got, want)
		}
	}
}

func readAll(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if files[e.Name()], err = os.ReadFile(filepath.Join(dir, e.Name())); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// A stage that panics on one article costs that article alone.
func TestPanicIsARejection(t *testing.T) {
	dir := write(t, map[string]string{
		"a.txt": "“We stay,” said Ana Ruiz.",
		"b.txt": "“We go,” said Ben Cole. PANIC",
		"c.txt": "“We wait,” said Cora Lund.",
	})
	boom := func(doc *text.Document) {
		if strings.Contains(doc.Body, "PANIC") {
			var none []int
			_ = none[len(doc.Body)]
		}
	}
	broken := map[string]func(*Stages){
		stageText: func(s *Stages) {
			parse := s.Parse
			s.Parse = func(ctx context.Context, art text.Article) (*text.Document, error) {
				boom(&text.Document{Article: art})
				return parse(ctx, art)
			}
		},
		stageQuotes: func(s *Stages) {
			s.Detect = func(_ context.Context, doc *text.Document) ([]quote.Quote, []quote.Stray, error) {
				boom(doc)
				return nil, nil, nil
			}
		},
		stageSpeakers: func(s *Stages) {
			s.Attribute = func(_ context.Context, doc *text.Document, quotes []quote.Quote) ([]attribution.Attribution, error) {
				boom(doc)
				return make([]attribution.Attribution, len(quotes)), nil
			}
		},
	}
	for stage, breakIt := range broken {
		s := stages()
		breakIt(&s)
		r := runOver(t, s, Options{Workers: 2}, dir)
		if len(r.Articles) != 2 || len(r.Rejected) != 1 {
			t.Errorf("%s: %d articles, rejected %v", stage, len(r.Articles), r.Rejected)
			continue
		}
		j := r.Rejected[0]
		if j.Stage != stage || !strings.HasSuffix(j.Source, "b.txt") || !strings.HasPrefix(j.Reason, "b: panic: ") {
			t.Errorf("%s: rejected %+v", stage, j)
		}
	}
}

func TestPanicOnAGroupLeavesTheOthers(t *testing.T) {
	dir := write(t, towns())
	s := stages()
	compare := s.Compare
	whole := runOver(t, s, Options{}, dir)
	bad := whole.Clusters[0].Base
	s.Compare = func(ctx context.Context, quotes []record.Quote, g variant.Cluster, o quotediff.Options) (record.Cluster, error) {
		if quotes[g.Base].ID == bad {
			panic("no such luck")
		}
		return compare(ctx, quotes, g, o)
	}
	r := runOver(t, s, Options{}, dir)
	if len(r.Clusters) != len(whole.Clusters)-1 || len(r.Rejected) != len(whole.Rejected)+1 {
		t.Errorf("%d clusters of %d, %d rejected", len(r.Clusters), len(whole.Clusters), len(r.Rejected))
	}
	for _, q := range r.Quotes {
		if q.ID == bad && q.Cluster != "" {
			t.Errorf("%s names cluster %s, which is not there", q.ID, q.Cluster)
		}
	}
}

func TestCopies(t *testing.T) {
	body := "“We will not leave the valley until the last family is safe,” said Ana Ruiz, the mayor."
	dir := write(t, map[string]string{"south/b.txt": body, "north/a.txt": body, "west/c.txt": body + " It rained."})
	r := runOver(t, stages(), Options{}, dir)
	var got []string
	for _, a := range r.Articles {
		got = append(got, a.ID+"<"+string(a.CopyOf))
	}
	if want := []string{"north/a<", "south/b<north/a", "west/c<"}; !slices.Equal(got, want) {
		t.Errorf("copies %q, want %q", got, want)
	}
	if len(r.Clusters) != 1 || len(r.Clusters[0].Members) != 3 || r.Clusters[0].IndependentSources != 2 {
		t.Fatalf("clusters %+v", r.Clusters)
	}
	for _, m := range r.Clusters[0].Members {
		if m.Independent == strings.HasPrefix(m.Quote, "south/b#") {
			t.Errorf("%s: independent is %v", m.Quote, m.Independent)
		}
	}
}

// Nothing of an extract may point into the body.
func TestExtractsLetTheBodyGo(t *testing.T) {
	filler := strings.Repeat("Nothing else happened in the town that day. ", 20_000)
	files := map[string]string{}
	for i := range 20 {
		files[fmt.Sprintf("a/%02d.txt", i)] = fmt.Sprintf("“We will not leave gate %d,” said Ana Ruiz.\n\n%s", i, filler)
	}
	dir := write(t, files)
	s := stages()
	s.Parse = func(_ context.Context, art text.Article) (*text.Document, error) { // prose would take a minute
		line, _, _ := strings.Cut(art.Body, "\n")
		return &text.Document{Article: art, Sentences: []text.Sentence{{Span: text.Span{End: len(line)}}}}, nil
	}
	s.Detect = func(_ context.Context, doc *text.Document) ([]quote.Quote, []quote.Stray, error) {
		open, end := len("“"), strings.Index(doc.Body, "”")
		return []quote.Quote{{Class: quote.Speech, Kind: quote.Direct, Within: -1, Segments: []text.Span{{Start: open, End: end}}}}, nil, nil
	}
	s.Attribute = func(_ context.Context, doc *text.Document, quotes []quote.Quote) ([]attribution.Attribution, error) {
		at := strings.Index(doc.Body, "Ana Ruiz")
		a := attribution.Attribution{Source: text.Span{Start: at, End: at + 8}, Confidence: 1, Rule: "test"}
		a.Speaker.Name, a.Speaker.ID = doc.Body[at:at+8], doc.Body[at:at+8]
		return []attribution.Attribution{a}, nil
	}
	before := heapInUse()
	var kept []Extract
	_, err := s.Read(t.Context(), Input{Paths: []string{dir}}, Options{Workers: 2}, func(e Extract) error { kept = append(kept, e); return nil })
	if err != nil {
		t.Fatal(err)
	}
	if grown := heapInUse() - before; grown > int64(len(filler)) {
		t.Errorf("20 extracts keep %d bytes of articles of %d bytes each", grown, len(filler))
	}
	if len(kept) != 20 || kept[3].Quotes[0].Speaker.Name != "Ana Ruiz" {
		t.Errorf("extracts %+v", kept)
	}
}

func TestRepairedTextIsCarried(t *testing.T) {
	dir := write(t, map[string]string{"a.txt": "\ufeff“We stay,” said Ana Ruiz.", "b.txt": "“We stay,” said Ana Ruiz."})
	r := runOver(t, stages(), Options{}, dir)
	q := r.Quotes[0]
	if a := r.Articles[0]; a.Text == nil || (*a.Text)[q.Start:q.End] != "We stay," || len(a.Repairs) == 0 {
		t.Errorf("%+v", a)
	}
	if a := r.Articles[1]; a.Text != nil || len(a.Repairs) != 0 {
		t.Errorf("%+v", a)
	}
}

func TestRunJSONSaysWhatItCost(t *testing.T) {
	dir, out := write(t, towns()), t.TempDir()
	r := runOver(t, stages(), Options{Workers: 2, Corpus: corpus.Options{Outlets: []string{"north"}}}, dir)
	if err := Write(out, r, time.Now().Add(-time.Second)); err != nil {
		t.Fatal(err)
	}
	var run report.Run
	if err := json.Unmarshal(readAll(t, out)["run.json"], &run); err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, s := range run.Stages {
		names = append(names, s.Name)
		if s.Bytes == 0 {
			t.Errorf("stage %s read nothing", s.Name)
		}
	}
	if want := slices.DeleteFunc(slices.Clone(stageNames[:]), func(s string) bool { return s == stageVerify }); !slices.Equal(names, want) {
		t.Errorf("stages %q, want %q", names, want)
	}
	if run.Seconds < 1 || run.PeakMemory < 1<<20 || run.Counts.Filtered != 26 || run.Format != record.FormatVersion {
		t.Errorf("%+v", run)
	}
}

// BenchmarkRun is the whole job but the writing, over the project's stories.
func BenchmarkRun(b *testing.B) {
	s, in := stages(), Input{Paths: []string{"../fixtures/stories"}}
	for b.Loop() {
		r, err := s.Run(b.Context(), in, Options{Workers: runtime.NumCPU()})
		if err != nil {
			b.Fatal(err)
		}
		b.SetBytes(r.Run.Stages[1].Bytes)
	}
}

func heapInUse() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// TestModelsNamed: run.json says which trained models decided, by which a desk
// tells why two runs of one program answer differently.
func TestModelsNamed(t *testing.T) {
	in := write(t, map[string]string{"north/a.txt": "“We will not leave,” said Ana Ruiz.\n"})
	got := runOver(t, stages(), Options{}, in).Run.Model
	for _, name := range []string{"source", "speech", "verbs"} {
		version := model.Embedded(name).Version()
		if !strings.Contains(string(got), name+" "+version) {
			t.Errorf("run.json names the models %q, without %s %s", got, name, version)
		}
	}
	rules, err := With([]attribution.Option{attribution.RulesOnly()})
	if err != nil {
		t.Fatal(err)
	}
	if got := runOver(t, rules, Options{}, in).Run.Model; strings.Contains(string(got), "source") {
		t.Errorf("by rules alone, run.json names the models %q", got)
	}
}
