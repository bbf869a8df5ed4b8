package pipeline

import (
	"strings"
	"testing"

	"github.com/verbatim-news/verbatim/attribution/text"
)

// An article of nothing but quotation marks is refused before it is worked on.
func TestTooManyQuotes(t *testing.T) {
	s := stages()
	for n, want := range map[int]string{maxQuotes: "", maxQuotes + 1: "article of more than 65536 quotations"} {
		doc, err := s.Parse(t.Context(), text.Article{Imprint: text.Imprint{ID: "a"}, Body: strings.Repeat("“A b c.” ", n)})
		if err != nil {
			t.Fatal(err)
		}
		quotes, _, err := s.Detect(t.Context(), doc)
		got := ""
		if err != nil {
			got = err.Error()
		}
		if got != want || want == "" && len(quotes) != n {
			t.Errorf("%d: %d quotes, %q", n, len(quotes), got)
		}
	}
}
