package quotediff

import "github.com/verbatim-news/verbatim/pipeline/record"

// reachBack is how many rows before a quote are looked at for marks that reach
// into its context: a page of nothing but quotes costs no more.
const reachBack = 32

// Beside says which rows of one article Cluster looks at: from from on, before
// to. rows and contexts are the article's, members the places there, in order, of
// the members of a group, or of several. Where the slices that Cluster is given
// hold of every article these rows, in the order of articles and numbers, and the
// group's indexes are theirs, it gives what it gives for the rows of the whole run.
//
// They are the members; the row on either side of each, its neighbour, by which
// is seen, too, that two members do not follow each other; up to 32 before it,
// and all after it, that reach into its context; and all between the first of
// these and the last: somebody else may speak there, and the 32 are counted.
func Beside(rows []record.Quote, contexts []record.Context, members []int) (from, to int) {
	if len(members) == 0 {
		return 0, 0
	}
	from, to = members[0], members[0]
	for _, m := range members {
		c := &contexts[m]
		from, to = min(from, max(0, m-1)), max(to, min(m+1, len(rows)-1))
		for k := m - 1; k >= max(0, m-reachBack); k-- {
			if rows[k].End > c.Start {
				from = min(from, k)
			}
		}
		for to < len(rows)-1 && rows[to].Start < c.Start+len(c.Text) {
			to++
		}
	}
	return from, to + 1
}
