package variant

import (
	"strings"
	"testing"
)

// What would take too many cells and shares no run of words that is there once
// is paired with nothing, and costs no table.
func TestAlignWithin(t *testing.T) {
	paired := func(pairs []Pair) (n int) {
		for _, p := range pairs {
			if p.A >= 0 && p.B >= 0 {
				n++
			}
		}
		return n
	}
	the := Read(strings.Repeat("the ", 100_000))
	if pairs := Align(the, the[:60_000]); paired(pairs) != 0 || len(pairs) != 160_000 {
		t.Errorf("a hundred thousand equal words: %d of %d pairs have both", paired(pairs), len(pairs))
	}
	long := Read("We told the minister that the harbour is not for sale and never was")
	for cells, want := range map[int]int{1 << 20: len(long), 1: len(long), 0: len(long)} { // all of it is one such run
		if n := paired(AlignWithin(long, long, cells)); n != want {
			t.Errorf("within %d cells: %d words paired, not %d", cells, n, want)
		}
	}
	if n := paired(AlignWithin(long, long[:4], 8)); n != 0 {
		t.Errorf("four words within eight cells: %d paired", n)
	}
}
