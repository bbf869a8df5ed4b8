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

// roles reports whether two regions that changed places, x before y, say who did
// what to whom, or which came first: “Anna sold Pedro the boat”, “the strike
// ended before the storm came”. A list says neither.
func (c *comparison) roles(x, y *region) bool {
	a, b := c.a.words[x.a0:y.a1], c.b.words[x.b0:y.b1]
	for i := range a {
		switch key := a[i].Key; {
		case key == "before" || key == "after" || key == "because" || key == "until":
			return true
		case key == "and" || key == "or" || i > 0 && strings.ContainsAny(c.a.gap(x.a0+i), ",;"):
			return false
		}
	}
	n, m := len(a), len(b)
	if n < 3 || m < 3 || a[0].ID != b[m-1].ID || a[n-1].ID != b[0].ID || a[0].ID == a[n-1].ID {
		return false
	}
	capital := func(w *variant.Word) bool { return w.Has(variant.Name|variant.Opening) && c.isContent(w) }
	return capital(&a[0]) && capital(&a[n-1]) && capital(&b[0]) && capital(&b[m-1])
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
