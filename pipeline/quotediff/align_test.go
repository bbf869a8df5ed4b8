package quotediff

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/variant"
)

// checkEdits holds the edits of a pair to what they promise: they tile both
// texts, so that applied to a they yield b; what is kept reads the same, what is
// dropped leaves nothing, what is added comes from nothing.
func checkEdits(t interface{ Errorf(string, ...any) }, a, b string) {
	var fromA, toB strings.Builder
	for _, e := range Align(a, b) {
		if e.A.Start != fromA.Len() || e.B.Start != toB.Len() || e.A.End != e.A.Start+len(e.A.Text) || e.B.End != e.B.Start+len(e.B.Text) {
			t.Errorf("%q, %q: edit %+v does not follow on", a, b, e)
			return
		}
		fromA.WriteString(e.A.Text)
		toB.WriteString(e.B.Text)
		switch x, y := variant.Loose(e.A.Text), variant.Loose(e.B.Text); {
		case e.Op == Drop && y != "", e.Op == Add && x != "":
			t.Errorf("%q, %q: edit %+v has words on both sides", a, b, e)
		case e.Op > Swap:
			t.Errorf("%q, %q: op %d", a, b, e.Op)
		}
	}
	if fromA.String() != a || toB.String() != b {
		t.Errorf("%q, %q: the edits lead from %q to %q", a, b, fromA.String(), toB.String())
	}
}

// checkRanges holds differences to the contract: ranges inside their quotes, on
// rune boundaries, with the text that stands there.
func checkRanges(t interface{ Errorf(string, ...any) }, ds []record.Difference, body string, quotes ...*record.Quote) {
	byID := map[string]*record.Quote{}
	for _, q := range quotes {
		byID[q.ID] = q
	}
	for _, d := range ds {
		for _, s := range []record.Side{d.Base, d.Other} {
			q := byID[s.Quote]
			switch {
			case q == nil:
				t.Errorf("%s: no quote %q", d.Type, s.Quote)
			case s.Start < 0 || s.Start > s.End || s.End > len(body) || body[s.Start:s.End] != s.Text:
				t.Errorf("%s: range %d to %d is not %q", d.Type, s.Start, s.End, s.Text)
			case d.Type != "attribution" && (s.Start < q.Start || s.End > q.End):
				t.Errorf("%s: %q at %d stands outside its quote %d to %d", d.Type, s.Text, s.Start, q.Start, q.End)
			case utf8.ValidString(body) && (!boundary(body, s.Start) || !boundary(body, s.End)):
				t.Errorf("%s: range %d to %d cuts a rune", d.Type, s.Start, s.End)
			}
			if r, ok := TextRange(q, s); ok && q.Text[r.Start:r.End] != s.Text {
				t.Errorf("%s: TextRange gives %q for %q", d.Type, q.Text[r.Start:r.End], s.Text)
			}
		}
	}
}

func boundary(s string, i int) bool { return i == len(s) || utf8.RuneStart(s[i]) }

// inSegments makes an article of the texts, each cut where a blank stands at
// the given places by words of the reporter, and quotes of them.
func inSegments(texts [2]string, cuts [2][]int) (body string, quotes [2]record.Quote) {
	for i, text := range texts {
		q := record.Quote{ID: "a#" + string(rune('1'+i)), Article: "a", Class: record.ClassQuote, Text: text}
		from := 0
		for _, at := range append(cuts[i], len(text)) {
			if at < from || at > len(text) || at < len(text) && text[at] != ' ' {
				continue
			}
			body += " she said; "
			q.Segments = append(q.Segments, record.Span{Start: len(body), End: len(body) + at - from})
			body += text[from:at]
			from = min(at+1, len(text))
		}
		q.Start, q.End = q.Segments[0].Start, q.Segments[len(q.Segments)-1].End
		quotes[i] = q
	}
	return body, quotes
}

func TestRangesAcrossSegments(t *testing.T) {
	a, b := "We will, before my own children leave, give up this harbour.", "We will give up this harbour."
	body, q := inSegments([2]string{a, b}, [2][]int{{strings.Index(a, " children")}, nil})
	ds := Compare(&q[0], &q[1])
	checkRanges(t, ds, body, &q[0], &q[1])
	if got, want := show(ds), "omission 3 children leave|"; got != want {
		t.Errorf("%s, not %s: the longer part of what two segments hold", got, want)
	}
}

func FuzzAlign(f *testing.F) {
	for _, p := range [][2]string{
		{"We won’t go.", "We will not go!"}, {"I can’t, can I?", "I can, can’t I?"}, {"", "x"}, {"…", "— ‘"}, {"a b c", "c b a"},
		{"It cost $1.5bn [sic] in the U.S.", "It cost $15 bn in the United States of America"}, {"f---ing U.S.", "U.S"},
		{"\xff’s can’t\xe2", "can’t’t"}, {"one hundred and", "100 and a half"},
	} {
		f.Add(p[0], p[1], 3, 5)
	}
	f.Fuzz(func(t *testing.T, a, b string, i, j int) {
		checkEdits(t, a, b)
		body, q := inSegments([2]string{a, b}, [2][]int{{i}, {j}})
		checkRanges(t, Compare(&q[0], &q[1]), body, &q[0], &q[1])
		if a == b && len(CompareText(a, a)) > 0 && variant.Loose(a) != "" {
			t.Errorf("%q differs from itself: %v", a, CompareText(a, a))
		}
		if variant.Loose(a) != variant.Loose(b) && variant.Words(a)+variant.Words(b) > 0 && len(CompareText(a, b)) == 0 {
			t.Errorf("%q, %q: other words, and no difference", a, b)
		}
	})
}

// TestEditsOfEdited makes the other wording by known edits of the words: the
// alignment must account for it, whatever they are.
func TestEditsOfEdited(t *testing.T) {
	word := rapid.SampledFrom([]string{"we", "will", "not", "can’t", "the", "harbour", "U.S.", "thirty", "percent", "Ruiz,", "“never”", "[the", "mayor]", "...", "go.", "well-known", "gonna"})
	rapid.Check(t, func(t *rapid.T) {
		a := rapid.SliceOfN(word, 1, 30).Draw(t, "words")
		b := append([]string{}, a...)
		for range rapid.IntRange(0, 4).Draw(t, "edits") {
			i := rapid.IntRange(0, len(b)-1).Draw(t, "at")
			switch rapid.IntRange(0, 2).Draw(t, "kind") {
			case 0:
				b[i] = word.Draw(t, "word")
			case 1:
				b = append(b[:i:i], b[min(len(b), i+3):]...)
			default:
				b = append(b[:i:i], append([]string{word.Draw(t, "word")}, b[i:]...)...)
			}
			if len(b) == 0 {
				return
			}
		}
		x, y := strings.Join(a, " "), strings.Join(b, " ")
		checkEdits(t, x, y)
		body, q := inSegments([2]string{x, y}, [2][]int{{rapid.IntRange(0, len(x)).Draw(t, "cut")}, {rapid.IntRange(0, len(y)).Draw(t, "cut")}})
		checkRanges(t, Compare(&q[0], &q[1]), body, &q[0], &q[1])
	})
}
