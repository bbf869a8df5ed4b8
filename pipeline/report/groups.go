package report

import (
	"slices"
	"sort"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// A ledger knows of every group its verdict and rank, by id: all that a quote's
// row, a line of quotes.csv and the choice of quotes want of a group. It is the
// one thing that grows with the groups, by some 22 bytes each: ids stand in a row,
// for a map of them would take four times that.
type ledger struct {
	ids  []byte   // in order
	ends []uint32 // of each in ids
	what []byte   // rank, and above it the place in verdicts, from 1; 0 for one that is not there
}

// add takes the next group by id.
func (t *ledger) add(c *record.Cluster, rank int) {
	t.ids = append(t.ids, c.ID...)
	t.ends = append(t.ends, uint32(len(t.ids)))
	t.what = append(t.what, byte(rank|(slices.Index(verdicts, c.Verdict)+1)<<4))
}

func (t *ledger) id(i int) []byte {
	from := uint32(0)
	if i > 0 {
		from = t.ends[i-1]
	}
	return t.ids[from:t.ends[i]]
}

// find returns the place of a group, false for an id that no row has.
func (t *ledger) find(id string) (int, bool) {
	if id == "" {
		return 0, false
	}
	return sort.Find(len(t.ends), func(i int) int { return compare(id, t.id(i)) })
}

// compare is bytes.Compare with a string.
func compare(a string, b []byte) int {
	switch {
	case a < string(b): // the compiler makes no string of it
		return -1
	case a == string(b):
		return 0
	}
	return 1
}

func (t *ledger) rank(i int) int { return int(t.what[i] & 15) }

// verdict is that of a group, "" for an id that no row has.
func (t *ledger) verdict(id record.Null) string {
	if i, ok := t.find(string(id)); ok && t.what[i]>>4 > 0 {
		return verdicts[t.what[i]>>4-1]
	}
	return ""
}
