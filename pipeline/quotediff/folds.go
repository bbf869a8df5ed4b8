package quotediff

import "github.com/verbatim-news/verbatim/pipeline/record"

// Types are the types of difference, in the order of the taxonomy.
var Types = []string{
	"identical", "typography", "case", "punctuation", "spelling", "contraction", "alias", "number-form", "number-value", "negation", "modality",
	"truncation", "ellipsis", "omission", "bracket", "insertion", "person-tense", "inflection", "function-word", "substitution", "translation",
	"entity", "order", "splice", "split", "disfluency", "repair", "emphasis", "quotation-status", "attribution", "attribution-strength", "occasion",
	"context", "repeat", "edited", "unsupported",
}

// folds are what was folded away to call members one: the types of difference
// of severity 0 and 1 among them, and the punctuation at an end, which no
// difference tells, in the order of the taxonomy.
func folds(differences []record.Difference, ends bool) []string {
	found := map[string]bool{"punctuation": ends}
	for i := range differences {
		if d := &differences[i]; d.Severity <= 1 {
			found[d.Type] = true
		}
	}
	out := []string{}
	for _, t := range Types[1:] { // the same words need no fold
		if found[t] {
			out = append(out, t)
		}
	}
	return out
}

// foldsEnds reports whether two renderings end in other marks, of which nothing
// is said: a comma for a full stop is the reporter's sentence going on.
func (c *comparison) foldsEnds() bool {
	n := len(c.steps)
	if n == 0 || !c.steps[n-1].keep {
		return false
	}
	a, b := trimmed(&c.a, len(c.a.words)), trimmed(&c.b, len(c.b.words))
	return c.a.text[a.Start:a.End] != c.b.text[b.Start:b.End]
}
