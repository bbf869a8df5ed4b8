package quotediff

import (
	"slices"

	"github.com/verbatim-news/verbatim/pipeline/variant"
)

// cancels reports, by its name, a negation that another change from region x to
// region y takes back: “not unlawful” and “lawful”; “not leave until they pay”
// and “leave when they pay”. It is "" if there is none, or if more changes.
func (c *comparison) cancels(x, y *region) string {
	const longest = 10 // words of a side: a clause
	if y.a1-x.a0 > longest || y.b1-x.b0 > longest || !c.oneClause(&c.a, x.a0, y.a1) || !c.oneClause(&c.b, x.b0, y.b1) {
		return ""
	}
	var lone []variant.Word // words that one side alone has
	var swaps []variant.Pair
	regions := []*region{x}
	if x != y {
		regions = append(regions, y)
	}
	for _, r := range regions {
		for _, p := range r.pairs {
			switch {
			case p.B < 0:
				lone = append(lone, c.a.words[p.A])
			case p.A < 0:
				lone = append(lone, c.b.words[p.B])
			default:
				swaps = append(swaps, p)
			}
		}
	}
	if c.raised(x, y) {
		return "synonym" // “I do not think he is”, “I think he is not”
	}
	if len(swaps) != 1 || c.negators(lone) != 1 || slices.ContainsFunc(lone, func(w variant.Word) bool { return !w.Has(variant.Negator) && !auxiliary(w.Key) }) {
		return ""
	}
	switch k, l := c.a.words[swaps[0].A].Key, c.b.words[swaps[0].B].Key; {
	case c.lex.turned(k, l):
		return "double negation"
	case k == "until" && awaits(l), l == "until" && awaits(k):
		return "not … until"
	}
	return ""
}

// raised reports a negator that stands before a verb of opinion on one side and
// after it, in the clause that it governs, on the other.
func (c *comparison) raised(x, y *region) bool {
	if x == y || x.a1 >= len(c.a.words) || c.negators(c.a.words[x.a0:x.a1])+c.negators(c.b.words[x.b0:x.b1]) != 1 ||
		c.negators(c.a.words[y.a0:y.a1])+c.negators(c.b.words[y.b0:y.b1]) != 1 ||
		c.negators(c.a.words[x.a0:y.a1]) != 1 || c.negators(c.b.words[x.b0:y.b1]) != 1 {
		return false
	}
	switch c.a.words[x.a1].Key {
	case "think", "believe", "expect", "suppose":
	default:
		return false
	}
	for _, r := range []*region{x, y} {
		for _, p := range r.pairs {
			switch {
			case p.A >= 0 && p.B >= 0:
				if !c.lex.sameStem(c.a.words[p.A].Key, c.b.words[p.B].Key) {
					return false
				}
			case p.A >= 0 && !c.a.words[p.A].Has(variant.Negator) && !auxiliary(c.a.words[p.A].Key),
				p.B >= 0 && !c.b.words[p.B].Has(variant.Negator) && !auxiliary(c.b.words[p.B].Key):
				return false
			}
		}
	}
	return true
}

// auxiliary reports the “do” that a negation brings along, “do not leave”, and
// the “only” of “only when”.
func auxiliary(key string) bool {
	return key == "do" || key == "does" || key == "did" || key == "only"
}

func awaits(key string) bool { return key == "when" || key == "once" || key == "after" }
