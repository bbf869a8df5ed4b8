package train

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/verbatim-news/verbatim/attribution"
	"github.com/verbatim-news/verbatim/attribution/quote"
	"github.com/verbatim-news/verbatim/attribution/speaker"
	"github.com/verbatim-news/verbatim/attribution/text"
	"github.com/verbatim-news/verbatim/pipeline"
	"github.com/verbatim-news/verbatim/pipeline/corpus"
	"github.com/verbatim-news/verbatim/pipeline/score"
)

// Data is what training learns from.
type Data struct {
	Spans []Example
	Verbs []VerbExample
}

// Read reads the articles of a set and labels every marked span and every verb
// in them. An article that cannot be read, or whose text the gold does not fit,
// is an error: weights from half the data would look like weights from all of it.
//
// The articles go through the stages of a run, up to the point where a speaker
// would be looked for.
func Read(ctx context.Context, set *score.Set, o pipeline.Options) (Data, error) {
	directory, err := speaker.Load()
	if err != nil {
		return Data{}, fmt.Errorf("loading speakers: %w", err)
	}
	stages, err := pipeline.Default()
	if err != nil {
		return Data{}, err
	}
	gold := set.Gold()
	of := make(map[string]*score.Gold, len(gold))
	for i := range gold {
		of[gold[i].ID] = gold[i].Gold
	}
	a := attribution.New(directory, attribution.RulesOnly())
	var labelled sync.Map // article -> its Data
	stages.Attribute = func(_ context.Context, doc *text.Document, quotes []quote.Quote) ([]attribution.Attribution, error) {
		g := of[doc.ID]
		if g == nil {
			return nil, errors.New("no gold")
		}
		labelled.Store(doc.ID, Data{Examples(a, doc, quotes, g), verbExamples(a, doc, quotes, g)})
		return make([]attribution.Attribution, len(quotes)), nil
	}
	paths, lines, err := set.Input()
	if err != nil {
		return Data{}, err
	}
	o.Corpus.Lang = corpus.AnyLanguage
	var all Data
	read := 0
	reading, err := stages.Read(ctx, pipeline.Input{Paths: paths, Stdin: lines}, o, func(e pipeline.Extract) error {
		if len(e.Article.Repairs) > 0 {
			return fmt.Errorf("article %s had to be repaired (%s): the gold does not fit its text", e.Article.ID, e.Article.Repairs)
		}
		d, _ := labelled.LoadAndDelete(e.Article.ID)
		all.Spans = append(all.Spans, d.(Data).Spans...)
		all.Verbs = append(all.Verbs, d.(Data).Verbs...)
		read++
		return nil
	})
	if err != nil {
		return Data{}, err
	}
	for _, r := range reading.Rejected {
		return Data{}, fmt.Errorf("%s %s: %s", r.Source, r.Place, r.Reason)
	}
	if read != len(gold) {
		return Data{}, fmt.Errorf("%d of %d articles were read", read, len(gold))
	}
	return all, nil
}
