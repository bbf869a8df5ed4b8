package quotediff

import (
	"slices"

	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/variant"
)

// differAll lists what every member differs in from the base, by its place in
// c.Members: 1. words are compared member by member; 2. what one member shows of
// another, an ellipsis that a third fills, a joint that a third parts; 3. what
// stands beside the words. ends reports whether marks at an end were folded.
func differAll(quotes []record.Quote, c variant.Cluster, beside *evidence, opts Options) (from [][]record.Difference, ends bool) {
	compared := compareAll(quotes, c)
	mates := printed(quotes, c, compared)
	together := map[string][]int{} // by article, the members that have mates
	for _, m := range c.Members {
		if mates[m] != nil {
			together[quotes[m].Article] = append(together[quotes[m].Article], m)
		}
	}
	at, spliced := joint(quotes, c, mates)
	for _, m := range c.Members {
		if m == c.Base {
			continue
		}
		var others []record.Span
		for _, o := range together[quotes[m].Article] {
			if o != m {
				others = append(others, mates[o]...)
			}
		}
		x := compared[m]
		if slices.Contains(c.Bridged, m) {
			x.add("split", 0, "through another rendering", x.a.whole(), x.b.whole())
		} else {
			x.words(others)
		}
		if spliced {
			x.splice(at)
		}
	}
	hides(c.Members, compared)
	from = make([][]record.Difference, len(c.Members))
	missed := skipped(quotes, c, compared, mates)
	for i, m := range c.Members {
		if m != c.Base {
			x := compared[m]
			ends = ends || x.foldsEnds()
			from[i] = slices.Concat(attribution(&quotes[c.Base], &quotes[m], opts.MinConfidence), beside.told(c.Base, m, x), missed[m])
		}
	}
	return from, ends
}

func (s *side) whole() record.Span { return s.span(0, len(s.words)) }

// groupCells is how many cells the alignments of one group may take together,
// about: five hundred members have as many each as any pair, ten thousand a
// hundred thousand, which is still three hundred words against three hundred.
const groupCells = 1 << 30

// compareAll aligns every member but the base with the base, which is read once.
func compareAll(quotes []record.Quote, c variant.Cluster) map[int]*comparison {
	a := sideOf(&quotes[c.Base])
	a.words = variant.Read(a.text)
	out := make(map[int]*comparison, len(c.Members))
	for _, m := range c.Members {
		if m != c.Base {
			out[m] = newComparisonWithin(a, sideOf(&quotes[m]), groupCells/len(c.Members))
		}
	}
	return out
}

// printed gives, for each member that shares its article with another, the
// ranges of the base's text whose words it prints.
func printed(quotes []record.Quote, c variant.Cluster, compared map[int]*comparison) map[int][]record.Span {
	perArticle := map[string]int{}
	for _, m := range c.Members {
		perArticle[quotes[m].Article]++
	}
	out := map[int][]record.Span{}
	for _, m := range c.Members {
		if m == c.Base || perArticle[quotes[m].Article] < 2 {
			continue
		}
		for x, i := compared[m], 0; i < len(x.steps); i++ {
			if s := x.steps[i]; s.keep {
				out[m] = append(out[m], x.a.span(s.a0, s.a1))
			}
		}
	}
	return out
}
