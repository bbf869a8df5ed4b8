package variant

import "slices"

// noteEvents remembers, for every base so far, the articles that print it: two
// articles that share an utterance of substance cover one event, and only then
// is a set phrase in both of them, or a few words of nobody definite, one
// utterance too.
func (g *grouper) noteEvents() {
	articles := map[int32][]string{}
	for w := range g.wordings {
		if x := &g.wordings[w]; !x.late() {
			for _, q := range x.quotes {
				articles[g.base[w]] = append(articles[g.base[w]], g.quotes[q].Article)
			}
		}
	}
	g.events = map[string][]int32{}
	for base, as := range articles {
		slices.Sort(as)
		if as = slices.Compact(as); len(as) > 1 {
			for _, a := range as {
				g.events[a] = append(g.events[a], base)
			}
		}
	}
	for _, bases := range g.events {
		slices.Sort(bases)
	}
}

// together reports whether an article of x and one that prints the base itself
// share an utterance of substance.
func (g *grouper) together(x *wording, base int32) bool {
	var bases []int32
	for _, q := range x.quotes {
		bases = append(bases, g.events[g.quotes[q].Article]...)
	}
	slices.Sort(bases)
	for _, q := range g.wordings[base].quotes {
		for _, b := range g.events[g.quotes[q].Article] {
			if _, ok := slices.BinarySearch(bases, b); ok {
				return true
			}
		}
	}
	return false
}
