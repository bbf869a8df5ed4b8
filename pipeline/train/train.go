package train

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"math"

	"github.com/verbatim-news/verbatim/attribution"
	"github.com/verbatim-news/verbatim/attribution/model"
)

// Models are what training makes, with what cross-validation says of them.
type Models struct {
	Source, Speech, Verbs                   *model.Ranker
	Stems                                   model.Priors
	SourceReport, SpeechReport, VerbsReport *model.Report
	Unseen                                  []Answer // index is that of the examples
}

// An Answer is what models that were trained on the other half of the articles
// say of a span.
type Answer struct {
	Right  bool // the likeliest candidate is its source
	Speech bool // it is taken for speech
}

// Options are how to train.
type Options struct {
	Date     string                             // goes into the models' version
	Progress func(what string, done, total int) // may be nil
}

// Train makes all models from data. The same examples give the same bytes,
// in whatever order they come. It looks at the context between one model and the
// next.
//
// The second model, speech or not, looks at what the first makes of a span. In
// training it must see scores as good as those that a new article gets, so the
// articles are split in two and each half is scored by trees grown on the other.
func Train(ctx context.Context, data Data, o Options) (*Models, error) {
	t := &trainer{Options: o, ctx: ctx, examples: data.Spans}
	for _, e := range data.Spans {
		t.sources = append(t.sources, model.Group{Article: e.Article, X: e.X, Right: e.Right})
	}
	how := model.DefaultOptions()
	how.Date = o.Date
	m := &Models{}
	var err error
	if m.Source, m.SourceReport, err = t.train("sources", t.sources, attribution.FeatureNames(), how); err != nil {
		return nil, err
	}
	ranker, err := t.halves("halves", t.sources, attribution.FeatureNames(), how)
	if err != nil {
		return nil, err
	}
	spans := t.spanGroups(ranker)
	small := how
	small.Trees, small.Leaves = 60, 8
	if m.Speech, m.SpeechReport, err = t.train("speech", spans, attribution.SpeechNames(), small); err != nil {
		return nil, err
	}
	speech, err := t.halves("unseen", spans, attribution.SpeechNames(), small)
	if err != nil {
		return nil, err
	}
	m.Unseen = t.unseen(ranker, speech, spans)
	small.Trees, small.Leaves = 100, 12
	verbs, stems := verbGroups(data.Verbs)
	m.Stems = stems
	if m.Verbs, m.VerbsReport, err = t.train("verbs", verbs, attribution.VerbNames(), small); err != nil {
		return nil, err
	}
	return m, nil
}

// A trainer is one call of Train.
type trainer struct {
	Options
	ctx      context.Context
	examples []Example
	sources  []model.Group // index is the example's
}

func (t *trainer) train(what string, groups []model.Group, features []string, how model.Options) (*model.Ranker, *model.Report, error) {
	return t.part(what, 0, 1, groups, features, how)
}

// part is training that is one of several parts, from 0, of a bar of progress.
func (t *trainer) part(what string, part, parts int, groups []model.Group, features []string, how model.Options) (*model.Ranker, *model.Report, error) {
	if err := t.ctx.Err(); err != nil {
		return nil, nil, err
	}
	r, report, err := model.Train(groups, features, how, func(done, total int) {
		if t.Progress != nil {
			t.Progress(what, part*total+done, parts*total)
		}
	})
	if err != nil {
		return nil, nil, fmt.Errorf("training on %s: %w", what, err)
	}
	return r, report, nil
}

// halves trains two rankers, the i-th of which has not seen half i.
func (t *trainer) halves(what string, groups []model.Group, features []string, how model.Options) (ranker [2]*model.Ranker, err error) {
	how.Folds = 2 // the least; their calibration is not used
	var half [2][]model.Group
	for _, g := range groups {
		half[side(g.Article)] = append(half[side(g.Article)], g)
	}
	for i := range half {
		if len(half[i]) == 0 {
			return ranker, errors.New("too few articles: they are split in two, and one half holds no quote")
		}
	}
	for i := range half {
		if ranker[i], _, err = t.part(what, i, len(half), half[1-i], features, how); err != nil {
			return ranker, fmt.Errorf("each half of the articles by itself: %w", err)
		}
	}
	return ranker, nil
}

// spanGroups makes a group of one candidate of every span: is it speech?
func (t *trainer) spanGroups(ranker [2]*model.Ranker) []model.Group {
	out := make([]model.Group, len(t.examples))
	for i, e := range t.examples {
		x := attribution.SpeechVector(ranker[side(e.Article)], e.X)
		out[i] = model.Group{Article: e.Article, X: []model.Vector{x}, Right: []bool{e.Speech}}
	}
	return out
}

// unseen is what the models of halves say of each span.
func (t *trainer) unseen(source, speech [2]*model.Ranker, spans []model.Group) []Answer {
	out := make([]Answer, len(t.examples))
	for i, e := range t.examples {
		half := side(e.Article)
		best := math.Inf(-1)
		for k, x := range e.X {
			if s := source[half].Score(x); s > best {
				best, out[i].Right = s, e.Right[k]
			}
		}
		out[i].Speech = speech[half].Score(spans[i].X[0]) >= 0
	}
	return out
}

// side puts an article into one half or the other, by its id alone.
func side(article string) int {
	h := fnv.New32a()
	h.Write([]byte(article))
	return int(h.Sum32()>>7) & 1
}
