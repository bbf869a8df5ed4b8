package pipeline

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/verbatim-news/verbatim/pipeline/variant"
)

// Repeats are ids in order; a group that could not be compared has none, and is
// nobody's.
func TestRepeats(t *testing.T) {
	groups := []variant.Cluster{{Repeats: []int{1, 2, 3}}, {Repeats: []int{0, 2, 3}}, {Repeats: []int{0, 1, 3}}, {Repeats: []int{0, 1, 2}}}
	c, err := newClusters(groups, 0, false, &Options{})
	if err != nil {
		t.Fatal(err)
	}
	c.ids = []string{"c-b", "c-c", "", "c-a"}
	for g, want := range [][]string{{"c-a", "c-c"}, {"c-a", "c-b"}, {"c-a", "c-b", "c-c"}, {"c-b", "c-c"}} {
		if d := cmp.Diff(want, c.repeats(g)); d != "" {
			t.Errorf("cluster %d (-want +got):\n%s", g, d)
		}
	}
}
