package pipeline

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/verbatim-news/verbatim/pipeline/quotediff"
	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/rows"
	"github.com/verbatim-news/verbatim/pipeline/variant"
)

// dialogue is an article in which one speaker is quoted first and last, and another
// between, but not next to either.
func dialogue(id string) *rows.Extract {
	e := &rows.Extract{}
	e.Article = record.Article{ID: id, Outlet: id, Date: "2024-05-01"}
	add := func(who, text string) {
		n := len(e.Quotes)
		at := 400 * n
		var speaker *record.Speaker
		if who != "" {
			speaker = &record.Speaker{ID: who, Name: who, Type: record.TypePerson, Confidence: 0.99}
		}
		e.Quotes = append(e.Quotes, record.Quote{ID: fmt.Sprintf("%s#%d", id, n+1), Article: id, Outlet: id, Date: "2024-05-01", Start: at, End: at + len(text),
			Text: text, Segments: []record.Span{{Start: at, End: at + len(text)}}, Class: record.ClassQuote, Kind: record.KindDirect,
			Speaker: speaker})
		e.Contexts = append(e.Contexts, record.Context{Start: at, Text: text})
	}
	add("Ana Díaz", "We will never sell the harbour to anybody at all")
	for i, who := range []string{"", "Karl Brandt", ""} {
		add(who, fmt.Sprintf("There were other answers, and this is number %d of them", i))
	}
	add("Ana Díaz", "Nobody in this town has asked for the new bridge across the bay")
	return e
}

// A group is compared with the rows that it would see in the whole run: also with
// those between two of its members in one article.
func TestPartsHoldWhatLiesBetween(t *testing.T) {
	whole := dialogue("b")
	one := &rows.Extract{}
	one.Article = record.Article{ID: "a", Outlet: "a"}
	text := "We will never sell the harbour to anybody at all, and nobody in this town has asked for the new bridge across the bay"
	one.Quotes = []record.Quote{{ID: "a#1", Article: "a", Outlet: "a", Date: "2024-05-01", Start: 0, End: len(text), Text: text, Segments: []record.Span{{Start: 0, End: len(text)}},
		Class: record.ClassQuote, Kind: record.KindDirect, Speaker: whole.Quotes[0].Speaker}}
	one.Contexts = []record.Context{{Text: text}}
	quotes := append(one.Quotes[:1:1], whole.Quotes...)
	contexts := append(one.Contexts[:1:1], whole.Contexts...)
	groups, err := variant.Group(context.Background(), variant.Slice(quotes), variant.Options{})
	if err != nil || len(groups) != 1 || len(groups[0].Members) != 3 {
		t.Fatalf("%+v, %v: want one group of three", groups, err)
	}
	want := quotediff.Cluster(quotes, groups[0], quotediff.Options{Contexts: contexts})

	list := around(whole, []int{0, len(whole.Quotes) - 1})
	some, near, indexes := one.Quotes[:1:1], one.Contexts[:1:1], []int{0}
	for _, k := range list {
		some, near, indexes = append(some, whole.Quotes[k]), append(near, whole.Contexts[k]), append(indexes, 1+k)
	}
	got := quotediff.Cluster(some, here(groups[0], indexes), quotediff.Options{Contexts: near})
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("of %d rows between, %d are held (-want +got):\n%s", len(whole.Quotes), len(list), d)
	}
}
