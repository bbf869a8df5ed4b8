package quotediff

import (
	"slices"
	"sort"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// hides looks for what an ellipsis hides that the base does not print either,
// but a third article does: of “We do … sell it”, “We do sell it” and “We do not
// sell it”, the first hides a negation. Members are in the order of the cluster.
func hides(members []int, compared map[int]*comparison) {
	turning := map[int][]int{}
	two := func(gap int) []int { // that turn the sense there: of two, one is not the asker
		if list, ok := turning[gap]; ok {
			return list
		}
		var list []int
		for _, o := range members {
			if len(list) < 2 && compared[o] != nil && compared[o].turnsAt(gap) {
				list = append(list, o)
			}
		}
		turning[gap] = list
		return list
	}
	for _, m := range members {
		x := compared[m]
		if x == nil {
			continue
		}
		for i := range x.found {
			f := &x.found[i]
			if f.kind != "ellipsis" || f.severity > 1 || len(x.a.words) == 0 || !ellipsis(x.b.text[f.b.Start:f.b.End]) || holdsWord(&x.a, f.a) {
				continue
			}
			if slices.ContainsFunc(two(gapAt(&x.a, f.a)), func(o int) bool { return o != m }) {
				f.severity, f.note = 4, "hides a condition or negation"
			}
		}
	}
}

// gapAt is the gap that an empty range of a side stands in, by the word after it.
func gapAt(s *side, r record.Span) int {
	return sort.Search(len(s.words), func(i int) bool { return s.words[i].End > r.Start })
}

func holdsWord(s *side, r record.Span) bool {
	i := gapAt(s, r)
	return i < len(s.words) && s.words[i].Start < r.End
}

// turnsAt reports whether the other side has words of its own in the given gap
// of the base that hold a negator or condition, within a sentence.
func (c *comparison) turnsAt(gap int) bool {
	return slices.ContainsFunc(c.found, func(f finding) bool {
		if f.a.Start < f.a.End || f.b.Start == f.b.End || f.kind == "truncation" || f.kind == "ellipsis" || gapAt(&c.a, f.a) != gap {
			return false
		}
		u := within(&c.b, f.b)
		return u.len() > 0 && !sentenceEnds(&c.b, u.i) && !sentenceEnds(&c.b, u.j) && c.turns(c.b.words[u.i:u.j])
	})
}
