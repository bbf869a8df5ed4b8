package pipeline

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/verbatim-news/verbatim/attribution/text"
)

// sentences makes a document of which each given string is a sentence.
func sentences(parts ...string) *text.Document {
	doc := &text.Document{}
	for _, p := range parts {
		if doc.Body != "" {
			doc.Body += " "
		}
		start := len(doc.Body)
		doc.Body += p
		doc.Sentences = append(doc.Sentences, text.Sentence{Span: text.Span{Start: start, End: len(doc.Body)}})
	}
	return doc
}

func spanOf(t *testing.T, doc *text.Document, words string) text.Span {
	t.Helper()
	at := strings.Index(doc.Body, words)
	if at < 0 {
		t.Fatalf("%q is not in the document", words)
	}
	return text.Span{Start: at, End: at + len(words)}
}

func TestContextHoldsWholeSentences(t *testing.T) {
	doc := sentences("Ana Ruiz spoke last.", "She was calm.", "“We stay. And we work,” she said.", "Nobody left.")
	quote := spanOf(t, doc, "We stay. And we work,")
	got := contextOf(doc, quote, spanOf(t, doc, "said"), text.Span{})
	if got.Text != "“We stay. And we work,” she said." || doc.Body[got.Start:got.Start+len(got.Text)] != got.Text {
		t.Errorf("around the quote alone: %+v", got)
	}
	got = contextOf(doc, quote, spanOf(t, doc, "said"), spanOf(t, doc, "Ana Ruiz"))
	if got.Start != 0 || !strings.HasSuffix(got.Text, "she said.") {
		t.Errorf("with a mention two sentences before: %+v", got)
	}
}

func TestContextIsBounded(t *testing.T) {
	long := "“" + strings.Repeat("Ánd sö ón ", 400) + "end,” she said."
	doc := sentences("Ana Ruiz spoke first.", strings.Repeat("Much was said. ", 200), long)
	quote := spanOf(t, doc, "end,")
	got := contextOf(doc, quote, spanOf(t, doc, "Ana Ruiz"))
	if len(got.Text) > maxContext || !utf8.ValidString(got.Text) {
		t.Errorf("%d bytes, valid UTF-8: %v", len(got.Text), utf8.ValidString(got.Text))
	}
	if !strings.Contains(got.Text, "end,” she said.") {
		t.Errorf("the quote is not in its context: …%s", got.Text[len(got.Text)-40:])
	}
}

// A context is a piece of the body on rune boundaries, bounded, and holds the
// beginning of the quote, whatever the sentences.
func FuzzContext(f *testing.F) {
	f.Add("Ana Ruiz spoke. “We stay,” she said. Nobody left.", 16, 30, 0, 8)
	f.Add(strings.Repeat("é", 2000)+". x", 1000, 3999, 4001, 4002)
	f.Add("“\u202eÁ”", 3, 8, 0, 0)
	f.Fuzz(func(t *testing.T, body string, start, end, from, to int) {
		if len(body) > 1<<14 { // the helper is quadratic
			t.Skip()
		}
		body = strings.ToValidUTF8(body, "")
		doc := sentences(strings.SplitAfter(body, ".")...)
		onRunes := func(a, b int) text.Span {
			a, b = min(max(a, 0), len(doc.Body)), min(max(b, 0), len(doc.Body))
			return text.Span{Start: runeStart(doc.Body, min(a, b)), End: runeStart(doc.Body, max(a, b))}
		}
		quote, mention := onRunes(start, end), onRunes(from, to)
		got := contextOf(doc, quote, mention)
		if len(got.Text) > maxContext || !utf8.ValidString(got.Text) {
			t.Errorf("%d bytes, valid UTF-8: %v", len(got.Text), utf8.ValidString(got.Text))
		}
		if stop := got.Start + len(got.Text); got.Start < 0 || stop > len(doc.Body) || doc.Body[got.Start:stop] != got.Text {
			t.Fatalf("%d bytes from %d are no piece of the body", len(got.Text), got.Start)
		}
		if held := doc.Body[quote.Start:min(quote.End, quote.Start+maxContext/2)]; !strings.HasPrefix(doc.Body[quote.Start:got.Start+len(got.Text)], strings.ToValidUTF8(held, "")) {
			t.Errorf("the context [%d:%d] does not hold the quote's beginning at %d", got.Start, got.Start+len(got.Text), quote.Start)
		}
	})
}
