package train

import (
	"fmt"
	"hash/fnv"

	"github.com/verbatim-news/verbatim/attribution"
	"github.com/verbatim-news/verbatim/attribution/model"
)

// Models are what training makes, with what cross-validation says of them.
type Models struct {
	Source, Speech, Verbs                   *model.Ranker
	Stems                                   model.Priors
	SourceReport, SpeechReport, VerbsReport *model.Report
}

// Options are how to train.
type Options struct {
	Date     string                             // goes into the models' version
	Progress func(what string, done, total int) // may be nil
}

// Train makes all models from data. The same examples give the same bytes,
// in whatever order they come.
//
// The second model, speech or not, looks at what the first makes of a span. In
// training it must see scores as good as those that a new article gets, so the
// articles are split in two and each half is scored by trees grown on the other.
func Train(data Data, o Options) (*Models, error) {
	progress := func(what string) func(int, int) {
		return func(done, total int) {
			if o.Progress != nil {
				o.Progress(what, done, total)
			}
		}
	}
	examples := data.Spans
	groups := make([]model.Group, len(examples))
	for i, e := range examples {
		groups[i] = model.Group{Article: e.Article, X: e.X, Right: e.Right}
	}
	how := model.DefaultOptions()
	how.Date = o.Date
	m := &Models{}
	var err error
	if m.Source, m.SourceReport, err = model.Train(groups, attribution.FeatureNames(), how, progress("sources")); err != nil {
		return nil, fmt.Errorf("training on sources: %w", err)
	}
	spans, err := spanGroups(examples, groups, how, progress("halves"))
	if err != nil {
		return nil, err
	}
	small := how
	small.Trees, small.Leaves = 60, 8
	if m.Speech, m.SpeechReport, err = model.Train(spans, attribution.SpeechNames(), small, progress("speech")); err != nil {
		return nil, fmt.Errorf("training on speech: %w", err)
	}
	small.Trees, small.Leaves = 100, 12
	if m.Verbs, m.Stems, m.VerbsReport, err = trainVerbs(data.Verbs, small, progress("verbs")); err != nil {
		return nil, fmt.Errorf("training on verbs: %w", err)
	}
	return m, nil
}

// spanGroups makes a group of one candidate of every span: is it speech?
func spanGroups(examples []Example, groups []model.Group, how model.Options, progress func(int, int)) ([]model.Group, error) {
	how.Folds = 2 // the least; their calibration is not used
	var half [2][]model.Group
	for _, g := range groups {
		half[side(g.Article)] = append(half[side(g.Article)], g)
	}
	var ranker [2]*model.Ranker // ranker[i] has not seen half i
	for i := range half {
		var err error
		if ranker[i], _, err = model.Train(half[1-i], attribution.FeatureNames(), how, progress); err != nil {
			return nil, fmt.Errorf("training on half of the articles: %w", err)
		}
	}
	out := make([]model.Group, len(examples))
	for i, e := range examples {
		x := attribution.SpeechVector(ranker[side(e.Article)], e.X)
		out[i] = model.Group{Article: e.Article, X: []model.Vector{x}, Right: []bool{e.Speech}}
	}
	return out, nil
}

// side puts an article into one half or the other, by its id alone.
func side(article string) int {
	h := fnv.New32a()
	h.Write([]byte(article))
	return int(h.Sum32()>>7) & 1
}
