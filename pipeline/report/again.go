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
	first := map[string]string{}
	for _, id := range c.Repeats {
		other := ix.cluster(id)
		if other == nil {
			continue
		}
		var printings []printing
		for _, m := range other.Members {
			if q := ix.quote(m.Quote); q != nil {
				printings = append(printings, printing{Quote: q})
			}
		}
		slices.SortFunc(printings, earlier)
		if len(printings) == 0 {
			continue
		}
		first[id] = string(printings[0].Quote.Date)
		list = append(list, again{ID: id, Dates: span(printings), Shown: shown == nil || shown[id]})
	}
	slices.SortFunc(list, func(a, b again) int { return cmp.Or(cmp.Compare(first[a.ID], first[b.ID]), cmp.Compare(a.ID, b.ID)) })
	n := min(len(list), maxAgain)
	return list[:n], len(list) - n
}
