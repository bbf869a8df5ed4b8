package train

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/verbatim-news/verbatim/attribution"
	"github.com/verbatim-news/verbatim/attribution/quote"
	"github.com/verbatim-news/verbatim/attribution/speaker"
	"github.com/verbatim-news/verbatim/attribution/text"
	"github.com/verbatim-news/verbatim/pipeline/score"
)

// FuzzExamples labels the spans and verbs of any article with any gold, whose
// places may lie anywhere: an answer for each candidate, and no panic.
func FuzzExamples(f *testing.F) {
	gold, err := os.ReadFile(sample)
	if err != nil {
		f.Fatal(err)
	}
	for line := range bytes.Lines(gold) {
		f.Add(line)
	}
	f.Add([]byte(`{"id":"a","text":"“We go,” said Ann Lee.","gold":{"attributions":[{"id":"x","kind":"direct","source":[[-1,99],[9,1]],"cue":[[99,-9]],"content":[[-2,77]]}],"quoted_spans":[{"start":0,"end":13,"covered":true,"attribution":"x"}]}}`))
	directory, err := speaker.Load()
	if err != nil {
		f.Fatal(err)
	}
	a := attribution.New(directory, attribution.RulesOnly())
	parser, err := text.NewParser(text.Options{})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, gold []byte) {
		if len(gold) > 1<<14 {
			return
		}
		arts, err := score.ReadGold(bytes.NewReader(gold))
		if err != nil {
			return
		}
		for _, art := range arts {
			doc, err := parser.Parse(text.Article{Imprint: text.Imprint{ID: art.ID}, Body: strings.ToValidUTF8(art.Text, "?")})
			if err != nil {
				return
			}
			quotes, _ := quote.Detect(doc)
			for _, e := range Examples(a, doc, quotes, art.Gold) {
				if len(e.X) != len(e.Right) {
					t.Fatalf("%d answers for %d candidates", len(e.Right), len(e.X))
				}
			}
			verbExamples(a, doc, quotes, art.Gold)
		}
	})
}
