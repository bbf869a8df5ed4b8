package train

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/verbatim-news/verbatim/attribution"
	"github.com/verbatim-news/verbatim/attribution/model"
	"github.com/verbatim-news/verbatim/pipeline"
	"github.com/verbatim-news/verbatim/pipeline/score"
)

// The sample of package score: four articles, enough to train on and no more.
const sample = "../score/testdata/mini.gold.jsonl"

func load(t *testing.T, paths ...string) *score.Set {
	t.Helper()
	set, err := score.Load(paths...)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func read(t *testing.T, set *score.Set, workers int) Data {
	t.Helper()
	data, err := Read(t.Context(), set, pipeline.Options{Workers: workers})
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// written is every file that training writes, by name.
func written(t *testing.T, set *score.Set, data Data, held *HeldOut) map[string]string {
	t.Helper()
	m, err := Train(t.Context(), data, Options{Date: "2024-10-01"})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range m.Files("Invented.", set, data, held) {
		var b bytes.Buffer
		if err := f.Write(&b); err != nil {
			t.Fatal(err)
		}
		out[f.Name] = b.String()
	}
	return out
}

// The same data give the same bytes, whatever the workers and the order.
func TestTrainIsDeterministic(t *testing.T) {
	set := load(t, sample)
	data := read(t, set, 1)
	want := written(t, set, data, nil)
	again := read(t, set, 4)
	slices.Reverse(again.Spans)
	slices.Reverse(again.Verbs)
	for name, got := range written(t, set, again, nil) {
		if got != want[name] {
			t.Errorf("%s differs", name)
		}
	}
	for name, features := range map[string][]string{
		"source.json": attribution.FeatureNames(), "speech.json": attribution.SpeechNames(), "verbs.json": attribution.VerbNames(),
	} {
		r, err := model.Load(strings.NewReader(want[name]))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if err := r.Check(features); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestCard(t *testing.T) {
	set, held := load(t, sample), load(t, "../../fixtures/articles")
	data := read(t, set, 1)
	m, err := Train(t.Context(), data, Options{Date: "2024-10-01"})
	if err != nil {
		t.Fatal(err)
	}
	h, err := m.Score(t.Context(), held, pipeline.Options{Workers: 1, MinConfidence: 0.25})
	if err != nil {
		t.Fatal(err)
	}
	card := written(t, set, data, h)["CARD.md"]
	for _, want := range []string{
		"Invented.", m.Source.Version(), m.Speech.Version(), m.Verbs.Version(), set.Parts[0].SHA256, "| mini.gold.jsonl | 4 | 2 | ? | ? | 25 | 20 |",
		"right first, cross-validated", "| pronoun | ", "| before the quote | ", "; sha256 -)", "at a confidence of 0.25 or more", "Apache-2.0",
	} {
		if !strings.Contains(card, want) {
			t.Errorf("no %q in the card", want)
		}
	}
	for _, bad := range []string{"<no value>", "NaN", "%!", "\n\n\n"} {
		if strings.Contains(card, bad) {
			t.Errorf("%q in the card:\n%s", bad, card)
		}
	}
	columns := 0
	for line := range strings.Lines(card) {
		n := strings.Count(strings.ReplaceAll(line, `\|`, ""), "|")
		if n > 0 && columns > 0 && n != columns {
			t.Errorf("%d columns, not %d: %s", n-1, columns-1, line)
		}
		columns = n
	}
}

// The model of verbs that is scored is the one given, and not the one compiled in.
func TestScoreCounts(t *testing.T) {
	file := filepath.Join(t.TempDir(), "held.jsonl")
	if err := os.WriteFile(file, []byte(`{"id":"s","text":"Tom Reyes said that the bridge would stay closed.","gold":{"attributions":[`+
		`{"id":"1","kind":"indirect","source":[[0,9]],"cue":[[10,14]],"content":[[15,48]],"source_type":"name"}]}}`), 0o600); err != nil {
		t.Fatal(err)
	}
	set := load(t, file)
	m := &Models{Source: model.Embedded("source"), Speech: model.Embedded("speech"), Verbs: model.Embedded("verbs"), Stems: model.EmbeddedPriors()}
	for _, want := range []string{"are 100/100/100, in per cent; of those found, the source is right in 100.0 % of 1.", ""} {
		h, err := m.Score(t.Context(), set, pipeline.Options{Workers: 1})
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		if err := (&card{Held: newHeldCard(h)}).write(&b); err != nil {
			t.Fatal(err)
		}
		if said := strings.Contains(b.String(), "With `--indirect`"); said != (want != "") || !strings.Contains(b.String(), want) {
			t.Errorf("with verbs %t: not %q in\n%s", m.Verbs != nil, want, &b)
		}
		m.Verbs = nil
	}
}

// The candidate that people marked is the right one, and nobody where they
// marked none; a scare quote is no speech.
func TestExamples(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "mayor.txtar")
	if err := os.WriteFile(file, []byte(`A mayor and a scare quote.
-- article.txt --
The mayor, Ana Ruiz, met Tom Reyes. “We will not pay,” Ms. Ruiz told him. Her “free” bus is full.

“Vote,” read a poster.
-- quotes.txt --
quote direct | We will not pay, | Ana Ruiz | Ms. Ruiz | told
scare | free
quote direct document | Vote, | poster | a poster | read
`), 0o600); err != nil {
		t.Fatal(err)
	}
	data := read(t, load(t, dir), 1)
	if len(data.Spans) != 3 {
		t.Fatalf("%d spans", len(data.Spans))
	}
	body := load(t, dir).Gold()[0].Text
	var got []string
	for _, e := range data.Spans {
		line := "no speech:"
		if e.Speech {
			line = "speech:"
		}
		for i, right := range e.Right {
			if right {
				line += " " + body[e.Sources[i].Start:e.Sources[i].End]
			}
		}
		got = append(got, line)
	}
	if want := []string{"speech: Ms. Ruiz", "no speech:", "speech: a poster"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if !slices.ContainsFunc(data.Verbs, func(v VerbExample) bool { return v.Article == "mayor" }) {
		t.Error("no verbs")
	}
}

func TestReadRefuses(t *testing.T) {
	for want, line := range map[string]string{
		"had to be repaired": `{"id":"a","text":"“No,” said Ana\u0000 Ruiz.","gold":{}}`,
		"text is empty":      `{"id":"a","text":"","gold":{}}`,
	} {
		file := filepath.Join(t.TempDir(), "gold.jsonl")
		if err := os.WriteFile(file, []byte(line+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		set, err := score.Load(file)
		if err == nil {
			_, err = Read(t.Context(), set, pipeline.Options{Workers: 1})
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", line, err, want)
		}
	}
}

func TestTrainRefuses(t *testing.T) {
	data := read(t, load(t, sample), 1)
	one := Data{Verbs: data.Verbs}
	for _, e := range data.Spans {
		if e.Article == data.Spans[0].Article {
			one.Spans = append(one.Spans, e)
		}
	}
	if _, err := Train(t.Context(), one, Options{Date: "2024-10-01"}); err == nil || !strings.Contains(err.Error(), "too few articles") {
		t.Errorf("one article: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Train(ctx, data, Options{Date: "2024-10-01"}); err == nil {
		t.Error("an interrupted training ended well")
	}
}
