package quotediff

import (
	"slices"
	"strings"

	"github.com/verbatim-news/verbatim/pipeline/variant"
)

// orders pairs regions that lost and gained the same words: “bread and peace”
// against “peace and bread”.
func (c *comparison) orders(regions []region) {
	for i := range regions {
		for j := i + 1; j < len(regions) && j <= i+4; j++ {
			x, y := &regions[i], &regions[j]
			if x.moved || y.moved || (x.first || y.last) && x.a1-x.a0+x.b1-x.b0 > 6 {
				continue
			}
			switch {
			case x.b0 == x.b1 && y.a0 == y.a1 && sameWords(c.a.words[x.a0:x.a1], c.b.words[y.b0:y.b1]):
			case x.a0 == x.a1 && y.b0 == y.b1 && sameWords(c.a.words[y.a0:y.a1], c.b.words[x.b0:x.b1]):
			case sameWords(c.a.words[x.a0:x.a1], c.b.words[y.b0:y.b1]) && sameWords(c.a.words[y.a0:y.a1], c.b.words[x.b0:x.b1]):
			default:
				continue
			}
			x.moved, y.moved = true, true
			severity := 2
			if x.a1-x.a0+x.b1-x.b0 > 4 || c.roles(x, y) {
				severity = 3 // a clause, not a word in a list
			}
			c.add("order", severity, "", c.a.span(min(x.a0, y.a0), max(x.a1, y.a1)), c.b.span(min(x.b0, y.b0), max(x.b1, y.b1)))
		}
	}
}

// roles reports whether what stands between two regions that changed places, kept
// by both, says who did what to whom, or which came first: “Anna sold Pedro”.
func (c *comparison) roles(x, y *region) bool {
	for i := x.a0; i < y.a1; i++ {
		if w := &c.a.words[i]; w.Key == "and" || w.Key == "or" || i > x.a0 && strings.ContainsAny(c.a.gap(i), ",;") {
			return false // a list
		}
	}
	return slices.ContainsFunc(c.a.words[x.a1:max(x.a1, y.a0)], func(w variant.Word) bool {
		return c.isContent(&w) || w.Key == "before" || w.Key == "after"
	})
}

func sameWords(x, y []variant.Word) bool {
	if len(x) != len(y) || len(x) == 0 {
		return false
	}
	a, b := strings.Fields(keys(x)), strings.Fields(keys(y))
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b) && !(len(x) == 1 && x[0].Has(variant.Function))
}
