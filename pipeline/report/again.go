package report

import (
	"cmp"
	"slices"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// maxAgain is how many other days a group names; clusters.jsonl has the rest.
const maxAgain = 24

// An again is another cluster of the same words, said on other days.
type again struct {
	ID, Dates string
	Shown     bool // the page has it, and can lead there
}

// again lists the repeats of c by their first days. shown tells which groups the
// page has; nil stands for all.
func (ix *index) again(c *record.Cluster, shown map[string]bool) (list []again, more int) {
	for _, id := range c.Repeats {
		if d, ok := ix.days[id]; ok {
			list = append(list, again{ID: id, Dates: d.String(), Shown: shown == nil || shown[id]})
		}
	}
	slices.SortFunc(list, func(a, b again) int {
		return cmp.Or(cmp.Compare(ix.days[a.ID].first, ix.days[b.ID].first), cmp.Compare(a.ID, b.ID))
	})
	n := min(len(list), maxAgain)
	return list[:n], len(list) - n
}
