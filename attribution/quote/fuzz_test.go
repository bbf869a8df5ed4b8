package quote_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/verbatim-news/verbatim/attribution/quote"
	"github.com/verbatim-news/verbatim/attribution/text"
)

func FuzzDetect(f *testing.F) {
	for _, seed := range []string{
		"", "“", "“We held,” she said, “and ‘nobody’ came.”\n\n“‘Reopened.’\n“Twice,”", `"a "b" c" 'd' 6'2" ''e'' "f`,
		"«a “b ‘c’ d” e» „f“ 「g」 ‹h› ”i” '''j,' k''", "READ NEXT\n“Gate Held”\nRELATED: \"x\"", "’90s rock ’n’ roll, the boys’ ‘game’ … “…”",
		"“a\nb\nc” d\n“e\n\n“f” (“G h”) <a b=\"c\">“d”", "“«“«“«“«“«“«“« a", "\u200b“ a \ufeff”\u00a0said",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body string) {
		doc := document(strings.ToValidUTF8(body, "?")) // a body is valid, or cleaned before it is one
		paragraphs := slices.Clone(doc.Paragraphs)
		quotes, strays := quote.Detect(doc)
		check(t, doc, quotes, strays)
		again, more := quote.Detect(doc)
		if diff := cmp.Diff(quotes, again) + cmp.Diff(strays, more) + cmp.Diff(paragraphs, doc.Paragraphs); diff != "" {
			t.Error("a second call answers otherwise, or the document was changed", diff)
		}
	})
}

// check fails unless the quotes are a forest over the body: segments on rune
// boundaries, in order and apart, siblings apart, children inside their parent.
func check(t *testing.T, doc *text.Document, quotes []quote.Quote, strays []quote.Stray) {
	t.Helper()
	segments := map[int][]text.Span{} // of all children, by parent
	for i, q := range quotes {
		if len(q.Segments) == 0 || q.Within < -1 || q.Within >= i || q.Kind == quote.None {
			t.Fatalf("quote %d: %+v", i, q)
		}
		if i > 0 {
			a, b := quotes[i-1].Span(), q.Span()
			if b.Start < a.Start || b.Start == a.Start && b.End > a.End {
				t.Fatalf("quote %d at %v comes after %v", i, b, a)
			}
		}
		last := 0
		for _, s := range q.Segments {
			checkSpan(t, doc.Body, s)
			if s.Start < last {
				t.Fatalf("quote %d: segments %v overlap or are out of order", i, q.Segments)
			}
			last = s.End
			if q.Within >= 0 && !slices.ContainsFunc(quotes[q.Within].Segments, func(p text.Span) bool { return p.Contains(s) }) {
				t.Fatalf("quote %d %v reaches out of its parent %v", i, q.Segments, quotes[q.Within].Segments)
			}
		}
		segments[q.Within] = append(segments[q.Within], q.Segments...)
	}
	for parent, spans := range segments {
		slices.SortFunc(spans, func(a, b text.Span) int { return a.Start - b.Start })
		for i := 1; i < len(spans); i++ {
			if spans[i].Overlaps(spans[i-1]) {
				t.Fatalf("two quotes within %d overlap: %v and %v", parent, spans[i-1], spans[i])
			}
		}
	}
	for i, s := range strays {
		checkSpan(t, doc.Body, s.At)
		if i > 0 && s.At.Start < strays[i-1].At.End {
			t.Fatalf("strays out of order: %v", strays)
		}
	}
}

// checkSpan fails unless s is text of body, on rune boundaries, without white
// space at its ends.
func checkSpan(t *testing.T, body string, s text.Span) {
	t.Helper()
	if s.Start < 0 || s.End > len(body) || s.Empty() {
		t.Fatalf("%v in a body of %d bytes", s, len(body))
	}
	if !utf8.RuneStart(body[s.Start]) || s.End < len(body) && !utf8.RuneStart(body[s.End]) {
		t.Fatalf("%v cuts a rune", s)
	}
	if in := body[s.Start:s.End]; strings.TrimFunc(in, unicode.IsSpace) != in {
		t.Fatalf("%v %q has white space at its ends", s, in)
	}
}

// TestHostile would take minutes if any step were quadratic. It counts what
// comes out and not the time: a deep nest is quadratic there already.
func TestHostile(t *testing.T) {
	if testing.Short() {
		t.Skip("long lines of marks")
	}
	patterns := []string{
		`"`, "'", "“", "”", "‘", "’", "«", "'a ", "\n\"", "\"\n", "“«", "\"a «b ", "‘a", strings.Repeat("‘a ", 198) + "a’ ", "“a\n", "“a‘b\n",
		"“\na”", "“a,” she said, ", "“a, ‘b,’ she said, ", "“a” and “b” and ", "''' ", "’s ‘a ’ ", "<a ", "<a b=\"c\">", "5'5\" ", "READ NEXT\n“A”\n",
	}
	for _, s := range patterns {
		doc := document(strings.Repeat(s, 200_000/utf8.RuneCountInString(s)+1))
		quotes, strays := quote.Detect(doc)
		check(t, doc, quotes, strays)
		covered := 0
		for _, q := range quotes {
			for _, seg := range q.Segments {
				covered += seg.Len()
			}
		}
		if covered > 8*len(doc.Body) {
			t.Errorf("a run of %q: quotes hold %d bytes of a body of %d", s, covered, len(doc.Body))
		}
	}
}

func BenchmarkDetect(b *testing.B) {
	doc := document(strings.Repeat("“We held the gate,” said Ilse Marn, the mayor, “and ‘nobody’ came.”\n\nIt’s the farmers’ “temporary” mill. "+
		"She told them that “the rain won’t stop” and that they’d better go home before the river rose over the road again, as it had in May.\n\n"+
		"“We shall see.\n\n“Tomorrow,” she said.\n\n", 200))
	b.SetBytes(int64(len(doc.Body)))
	b.ReportAllocs()
	for b.Loop() {
		quote.Detect(doc)
	}
}
