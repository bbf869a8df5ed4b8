package variant

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

func join(t *testing.T, quotes []record.Quote, clusters []Cluster, passages []Passage) []Cluster {
	t.Helper()
	out, err := Join(Slice(quotes), clusters, passages)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestJoin(t *testing.T) {
	lee := &record.Speaker{ID: "ann-lee", Name: "Ann Lee", Type: record.TypePerson, Confidence: 0.95}
	soto := &record.Speaker{ID: "ben-soto", Name: "Ben Soto", Type: record.TypePerson, Confidence: 0.95}
	texts := []struct {
		text string
		by   *record.Speaker
	}{
		{"the harbour belongs to those who mend their nets in it and to nobody else", lee}, // 0: the fullest
		{"port is owned by whoever repairs the nets", lee},                                 // 1: looks nothing like it
		{"mend their nets", nil},                                          // 2: nobody named
		{"who mend their nets in it and to nobody", soto},                 // 3: another speaker
		{"and to nobody else, as I told the ministry in the spring", lee}, // 4: overlaps a little
		{"make America great again", lee},                                 // 5: a set phrase
		{"the harbour belongs to those who mend their nets", lee},         // 6: elsewhere in the record
		{"alone in its own place here", lee},                              // 7: nobody else has it
	}
	spans := [][2]int{{0, 80}, {0, 75}, {30, 45}, {26, 66}, {66, 130}, {0, 80}, {500, 550}, {900, 930}}
	var quotes []record.Quote
	var passages []Passage
	for i, x := range texts {
		quotes = append(quotes, record.Quote{ID: fmt.Sprintf("a%d#1", i), Article: fmt.Sprintf("a%d", i), Text: x.text, Speaker: x.by, Class: record.ClassQuote, Segments: []record.Span{{End: len(x.text)}}})
		passages = append(passages, Passage{i, record.Passage{Transcript: "t", Start: spans[i][0], End: spans[i][1]}})
	}
	got := join(t, quotes, nil, passages)
	if diff := cmp.Diff([]Cluster{{Base: 0, Members: []int{0, 1, 2}}}, got); diff != "" {
		t.Errorf("quotes alone (-want +got):\n%s", diff)
	}
	// a cluster that is there stays, and takes what renders its passage
	got = join(t, quotes, []Cluster{{Base: 6, Members: []int{5, 6}, Bridged: []int{5}}, {Base: 4, Members: []int{3, 4}}}, passages)
	want := []Cluster{{Base: 0, Members: []int{0, 1, 2}}, {Base: 4, Members: []int{3, 4}}, {Base: 6, Members: []int{5, 6}, Bridged: []int{5}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("with clusters (-want +got):\n%s", diff)
	}
	// what is said again is linked with what the other has become
	got = join(t, quotes, []Cluster{{Base: 6, Members: []int{5, 6}, Repeats: []int{1, 2}}, {Base: 1, Members: []int{1, 2}, Repeats: []int{0}}, {Base: 4, Members: []int{3, 4}, Repeats: []int{0}}}, passages)
	want = []Cluster{{Base: 0, Members: []int{0, 1, 2}, Repeats: []int{2}}, {Base: 4, Members: []int{3, 4}, Repeats: []int{2}}, {Base: 6, Members: []int{5, 6}, Repeats: []int{0, 1}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("with repeats (-want +got):\n%s", diff)
	}
	// one article that quotes a passage twice is no group
	for i := range quotes {
		quotes[i].Article = "one"
	}
	if got := join(t, quotes, nil, passages); len(got) > 0 {
		t.Errorf("of one article: %v", got)
	}
}

// Without a record nothing changes.
func TestJoinOfNothing(t *testing.T) {
	quotes := []record.Quote{{ID: "a#1", Article: "a", Text: "one two"}, {ID: "b#1", Article: "b", Text: "one two"}}
	want := []Cluster{{Base: 0, Members: []int{0, 1}}}
	if diff := cmp.Diff(want, join(t, quotes, want, nil)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
