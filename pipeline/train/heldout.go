package train

import (
	"context"
	"fmt"

	"github.com/verbatim-news/verbatim/attribution"
	"github.com/verbatim-news/verbatim/pipeline"
	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/score"
)

// HeldOut is how models did on articles that they were not trained on.
type HeldOut struct {
	Set       *score.Set
	Operating float64 // the confidence from which a speaker was named
	Result    *score.Result
}

// Score runs the models over the articles of a set and scores what they find, in
// marks or not. An article that cannot be read is an error.
func (m *Models) Score(ctx context.Context, set *score.Set, o pipeline.Options) (*HeldOut, error) {
	o.Indirect = true // or nothing would ask the model of verbs
	stages, err := pipeline.With([]attribution.Option{attribution.Ranked(m.Source, m.Speech), attribution.Counted(m.Verbs, m.Stems)})
	if err != nil {
		return nil, err
	}
	paths, lines, err := set.Input()
	if err != nil {
		return nil, err
	}
	var rows []record.Quote
	reading, err := stages.Read(ctx, pipeline.Input{Paths: paths, Stdin: lines}, o, func(e pipeline.Extract) error {
		rows = append(rows, e.Quotes...)
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, r := range reading.Rejected {
		return nil, fmt.Errorf("%s %s: %s", r.Source, r.Place, r.Reason)
	}
	return &HeldOut{Set: set, Operating: o.MinConfidence, Result: score.Quotes(set.Gold(), rows)}, nil
}
