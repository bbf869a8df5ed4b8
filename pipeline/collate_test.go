package pipeline

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/variant"
)

// Repeats are ids in order; a group that could not be compared has none, and is
// nobody's.
func TestRepeats(t *testing.T) {
	all := []compared{
		{group: variant.Cluster{Repeats: []int{1, 2, 3}}, cluster: record.Cluster{ID: "c-b"}},
		{group: variant.Cluster{Repeats: []int{0, 2, 3}}, cluster: record.Cluster{ID: "c-c"}},
		{group: variant.Cluster{Repeats: []int{0, 1, 3}}, err: errors.New("too long")},
		{group: variant.Cluster{Repeats: []int{0, 1, 2}}, cluster: record.Cluster{ID: "c-a"}},
	}
	repeats(all)
	want := [][]string{{"c-a", "c-c"}, {"c-a", "c-b"}, {"c-a", "c-b", "c-c"}, {"c-b", "c-c"}}
	for i, c := range all {
		if d := cmp.Diff(want[i], c.cluster.Repeats); d != "" && c.err == nil {
			t.Errorf("cluster %d (-want +got):\n%s", i, d)
		}
	}
}
