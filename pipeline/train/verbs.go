package train

import (
	"github.com/verbatim-news/verbatim/attribution"
	"github.com/verbatim-news/verbatim/attribution/model"
	"github.com/verbatim-news/verbatim/attribution/quote"
	"github.com/verbatim-news/verbatim/attribution/text"
	"github.com/verbatim-news/verbatim/pipeline/score"
)

// A VerbExample is one verb of an article: is it the cue of an attribution?
type VerbExample struct {
	Article string
	Stem    string
	X       model.Vector
	Cue     bool
}

// verbExamples labels the verbs of an article. The last verb of an annotated cue
// (“has also called for”) is the cue; the others of the phrase say nothing.
func verbExamples(a *attribution.Attributor, doc *text.Document, quotes []quote.Quote, gold *score.Gold) []VerbExample {
	verbs := a.Verbs(doc, quotes)
	inCue := make([]bool, len(verbs))
	last := make([]bool, len(verbs))
	for i := range gold.Attributions {
		final := -1
		for _, span := range gold.Attributions[i].Cue {
			for v := range verbs {
				if verbs[v].At.Start >= span[0] && verbs[v].At.End <= span[1] {
					inCue[v] = true
					final = max(final, v)
				}
			}
		}
		if final >= 0 {
			last[final] = true
		}
	}
	var out []VerbExample
	for v := range verbs {
		if inCue[v] && !last[v] {
			continue
		}
		out = append(out, VerbExample{Article: doc.ID, Stem: verbs[v].Stem, X: verbs[v].X, Cue: last[v]})
	}
	return out
}

// minSeen is how often a stem must be counted to have a prior of its own.
const minSeen = 3

// verbGroups makes a group of one candidate of every verb: is it a cue? The prior
// of a verb, in training, is counted without its own article: counted with it, it
// would give the answer away.
func verbGroups(verbs []VerbExample) ([]model.Group, model.Priors) {
	all, of := map[string]model.Count{}, map[[2]string]model.Count{}
	cues := 0
	for _, v := range verbs {
		count(all, v.Stem, v.Cue)
		count(of, [2]string{v.Article, v.Stem}, v.Cue)
		if v.Cue {
			cues++
		}
	}
	mean := float64(cues) / float64(max(1, len(verbs)))
	groups := make([]model.Group, len(verbs))
	for i, v := range verbs {
		n, own := all[v.Stem], of[[2]string{v.Article, v.Stem}]
		p := prior(model.Count{Seen: n.Seen - own.Seen, Cue: n.Cue - own.Cue}, mean)
		x := append(model.Vector{}, v.X...)
		x[0], x[1] = p.Odds, p.Seen
		groups[i] = model.Group{Article: v.Article, X: []model.Vector{x}, Right: []bool{v.Cue}}
	}
	priors := model.Priors{}
	for stem, n := range all {
		if p := prior(n, mean); p != (model.Prior{}) {
			priors[stem] = p
		}
	}
	return groups, priors
}

// prior is the prior of a count; the zero Prior, which a stem without one has too,
// where it was hardly seen.
func prior(n model.Count, mean float64) model.Prior {
	if n.Seen < minSeen {
		return model.Prior{}
	}
	return model.PriorOf(n, mean)
}

func count[K comparable](m map[K]model.Count, k K, cue bool) {
	n := m[k]
	n.Seen++
	if cue {
		n.Cue++
	}
	m[k] = n
}
