package report

import (
	"strings"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// folded says in words what each type of difference, where it is style, folds
// away. A type that is not listed goes by its name.
var folded = map[string]string{
	"typography": "typography (curly / straight marks)", "spelling": "spelling (colour / color)", "contraction": "contraction (don’t / do not)",
	"alias": "names (U.S. / United States)", "number-form": "number form (30% / thirty percent)", "truncation": "cuts that show, or end at a sentence",
	"ellipsis": "marked ellipses", "bracket": "brackets for a pronoun", "person-tense": "person and tense of reported speech", "inflection": "inflection (is / are)",
	"function-word": "function words (a / the)", "split": "one utterance in two quotes", "disfluency": "fillers and repetitions",
	"repair": "masked letters, mended grammar", "emphasis": "capitals and inner marks", "quotation-status": "words outside the marks",
	"attribution": "another name of the speaker", "attribution-strength": "the reporting verb (said / claimed)",
}

// Folded tells which folds were on: what was not held against anybody.
func (g *group) Folded() string {
	if len(g.Folds) == 0 {
		return ""
	}
	names := make([]string, len(g.Folds))
	for i, f := range g.Folds {
		names[i] = f
		if words := folded[f]; words != "" {
			names[i] = words
		}
	}
	lead := "Folded, and held against nobody: "
	if g.Verdict == record.VerdictConsistent {
		lead = "Called the same after folding: "
	}
	return lead + strings.Join(names, ", ") + "."
}

// Where tells whom the words were said to, and where, as the articles put it.
func (g *group) Where() string {
	var parts []string
	for _, s := range g.Occasion.To {
		parts = append(parts, "to "+clip(s.Text, 80))
	}
	for _, s := range g.Occasion.At {
		parts = append(parts, clip(s.Text, 80))
	}
	if len(parts) == 0 {
		return ""
	}
	return "Said, by the articles: " + strings.Join(parts, "; ") + "."
}
