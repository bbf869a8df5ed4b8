package quotediff

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/variant"
)

// spanOf is a range of whole runes of body, of any two numbers.
func spanOf(body string, i, j int) record.Span {
	at := func(n int) int {
		n = max(0, n) % (len(body) + 1)
		for n < len(body) && !utf8.RuneStart(body[n]) {
			n++
		}
		return n
	}
	i, j = at(i), at(j)
	return record.Span{Start: min(i, j), End: max(i, j)}
}

// Whatever an article holds and wherever its quotes and cues stand, what is told
// of a difference stands in the article where it is said to stand.
func FuzzEvidence(f *testing.F) {
	f.Add("He paused. “We will not stop,” Ruiz falsely said in an interview with Fox News on Monday.", "We will stop … there, Ruiz told a rally on Thursday. “I was joking.”", 14, 30, 35, 39, 0, 12, 30, 34)
	f.Add("told ’s’ The — “\x00” Sen. O’Neil’s", "in a statement through his interpreter proved that “x”", 3, 9, 0, 4, 30, 50, 3, 12)
	f.Fuzz(func(t *testing.T, a, b string, i, j, k, l, m, n, o, p int) {
		a, b = strings.ToValidUTF8(a, "?"), strings.ToValidUTF8(b, "?")
		bodies := map[string]string{"a": a, "b": b}
		quote := func(id, body string, s, c record.Span) record.Quote {
			q := record.Quote{ID: id + "#1", Article: id, Date: "2024-03-01", Start: s.Start, End: s.End, Text: body[s.Start:s.End], Segments: []record.Span{s},
				Class: record.ClassQuote, Kind: record.KindMixed, Speaker: &record.Speaker{ID: "ruiz", Name: "Ruiz", Type: record.TypePerson, Confidence: 1}}
			if c.Start < c.End {
				q.Cue = &record.Range{Start: c.Start, End: c.End, Text: body[c.Start:c.End]}
			}
			return q
		}
		quotes := []record.Quote{quote("a", a, spanOf(a, i, j), spanOf(a, k, l)), quote("b", b, spanOf(b, m, n), spanOf(b, o, p))}
		from := spanOf(a, k, i).Start
		contexts := []record.Context{{Start: from, Text: a[from:]}, {Text: b}}
		got := Cluster(quotes, variant.Cluster{Members: []int{0, 1}}, Options{Contexts: contexts, Foreign: map[string]bool{"a": i%2 == 0}})
		sides := append(got.Occasion.To, got.Occasion.At...)
		for _, d := range got.Differences {
			sides = append(sides, d.Base, d.Other)
		}
		for _, s := range sides {
			body := bodies[s.Quote[:1]]
			if s.Start < 0 || s.End > len(body) || s.Start > s.End || s.Text != "" && body[s.Start:s.End] != s.Text {
				t.Fatalf("%+v is not what stands there", s)
			}
		}
	})
}
