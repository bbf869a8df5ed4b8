package quotediff

import (
	"testing"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// The record was not cut: what the quote has more at an end was put in, and what
// it has less is no difference of the passage that it covers.
func TestAgainst(t *testing.T) {
	row := func(id, text string) *record.Quote {
		return &record.Quote{ID: id, Article: id, Start: 50, End: 50 + len(text), Text: text, Segments: []record.Span{{Start: 50, End: 50 + len(text)}}, Kind: record.KindDirect}
	}
	for _, c := range []struct {
		passage, quote string
		kind           string
		severity       int
		base, other    string
	}{
		{"the fish is for the boats", "the fish is for the boats alone", "insertion", 2, "", "alone"},
		{"the fish is for the boats", "perhaps the fish is for the boats", "modality", 3, "", "perhaps"},
		{"fish is not permitted", "fish is permitted", "negation", 4, "not", ""},
	} {
		ds := Against(row("t", c.passage), row("q", c.quote))
		if len(ds) != 1 || ds[0].Type != c.kind || ds[0].Severity != c.severity || ds[0].Base.Text != c.base || ds[0].Other.Text != c.other ||
			ds[0].Base.Quote != "t" || ds[0].Other.Quote != "q" {
			t.Errorf("%q against %q: %+v", c.quote, c.passage, ds)
		}
	}
}

func TestTurned(t *testing.T) {
	for _, c := range []struct {
		head, tail, next string
		want             bool
	}{
		{"I never said that ", ".", "I said so.", true},
		{"Nobody thinks ", ".", "", true},
		{"No, ", ".", "", false},
		{"If the ice comes, ", ".", "", true},
		{"They say that ", ".", "", true},
		{"Ted said ", ", and he was wrong.", "", true},
		{"I said that ", ".", "", false},
		{"I would say ", ".", "", false},
		{"", " unless they pay.", "", true},
		{"", " if I lose.", "", true},
		{"", ", but I will try.", "", false},
		{"", ".", "I'm kidding.", true},
		{"", ".", "That is a lie.", true},
		{"And ", ".", "We will see.", false},
		{"It is not late, and ", ".", "", false},
	} {
		if got := Turned(c.head, c.tail, c.next); got != c.want {
			t.Errorf("%q [...] %q %q: %v", c.head, c.tail, c.next, got)
		}
	}
}
