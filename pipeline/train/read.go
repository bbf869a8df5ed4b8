package train

import (
	"context"
	"fmt"
	"os"

	"github.com/verbatim-news/verbatim/attribution"
	"github.com/verbatim-news/verbatim/attribution/quote"
	"github.com/verbatim-news/verbatim/attribution/speaker"
	"github.com/verbatim-news/verbatim/attribution/text"
	"github.com/verbatim-news/verbatim/pipeline/corpus"
	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/score"
)

// Data is what training learns from.
type Data struct {
	Spans []Example
	Verbs []VerbExample
}

// Read reads gold files and labels every marked span in them. An article that
// cannot be read, or has no gold, is an error: weights from half the data would
// look like weights from all of it.
func Read(ctx context.Context, dir *speaker.Directory, files []string, progress func(read, total int64)) (Data, error) {
	gold := map[string]*score.Gold{}
	for _, name := range files {
		if err := addGold(gold, name); err != nil {
			return Data{}, fmt.Errorf("reading %s: %w", name, err)
		}
	}
	parser, err := text.NewParser(text.Options{})
	if err != nil {
		return Data{}, fmt.Errorf("loading models: %w", err)
	}
	a := attribution.New(dir, attribution.RulesOnly())
	var out Data
	take := func(it corpus.Item) error {
		g := gold[it.Article.ID]
		if g == nil || len(it.Repairs) > 0 {
			return fmt.Errorf("%s %s: article %s has no gold that fits its text", it.Source, it.Place, it.Article.ID)
		}
		doc, err := parser.Parse(it.Article)
		if err != nil {
			return fmt.Errorf("%s %s: %w", it.Source, it.Place, err)
		}
		quotes, _ := quote.Detect(doc)
		out.Spans = append(out.Spans, Examples(a, doc, quotes, g)...)
		out.Verbs = append(out.Verbs, verbExamples(a, doc, quotes, g)...)
		return nil
	}
	var refused error
	refuse := func(r record.Rejection) {
		if refused == nil {
			refused = fmt.Errorf("%s: %s: %s", r.Source, r.Place, r.Reason)
		}
	}
	if _, err := corpus.Read(ctx, files, nil, corpus.Options{Lang: corpus.AnyLanguage, Progress: progress}, take, refuse); err != nil {
		return Data{}, err
	}
	return out, refused
}

func addGold(gold map[string]*score.Gold, name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	articles, err := score.ReadGold(f)
	if err != nil {
		return err
	}
	for _, a := range articles {
		gold[a.ID] = a.Gold
	}
	return nil
}
