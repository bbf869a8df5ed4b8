package report

import (
	"testing"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

func TestWords(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{day("2025-05-06"), "6 May 2025"},
		{day("some day"), "some day"},
		{days("2025-05-03", "2025-05-06"), "3–6 May 2025"},
		{days("2025-04-30", "2025-05-06"), "30 April – 6 May 2025"},
		{days("2024-12-30", "2025-01-02"), "30 December 2024 – 2 January 2025"},
		{days("2025-05-06", "2025-05-06"), "6 May 2025"},
		{days("", ""), ""},
		{count(0), "0"}, {count(999), "999"}, {count(12345), "12,345"}, {count(-1234567), "-1,234,567"},
		{plural(1, "copy"), "1 copy"}, {plural(2, "copy"), "2 copies"}, {plural(1200, "day"), "1,200 days"},
		{percent(0.974), "97 %"}, {percent(0.999), "99 %"}, {percent(1), "100 %"},
		{clip("áéíóú", 3), "á … [8 more bytes]"}, {clip("abc", 3), "abc"},
		{elide("one two three four five six seven eight nine ten", 20), "one two three four … seven eight nine ten"},
		{opening("one two\n three", 99), "one two three"}, {opening("one two three", 10), "one two …"}, {opening("onetwothree", 5), "onetw …"},
		{column(0) + column(25) + column(26) + column(701) + column(702), "AZAAZZAAA"},
		{fold("We’re not “for sale” — 3,000 times!"), "were not for sale 3 000 times"},
		{Plain("a\x1b[2Jb\u202ec\nd"), "a\uFFFD[2Jb\uFFFDc d"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

// TestRuns: mention and cue are marked inside the quote too, and a context that
// does not hold the quote is not believed.
func TestRuns(t *testing.T) {
	text := "Then he stopped. “And what did I say?” he asked."
	q := &record.Quote{Start: 20, End: 39, Text: "And what did I say?", Segments: []record.Span{{Start: 20, End: 39}},
		Mention: &record.Range{Start: 33, End: 34, Text: "I"}, Cue: &record.Range{Start: 46, End: 51, Text: "asked"}}
	brief := func(rs []Stretch) string {
		s := ""
		for _, r := range rs {
			s += "[" + r.Kind + ":" + r.Text + "]"
		}
		return s
	}
	want := "[:Then he stopped. “][q:And what did ][qm:I][q: say?][:” he ][c:asked][:.]"
	if got := brief(runs(q, record.Context{Text: text})); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := brief(runs(q, record.Context{Start: 25, Text: text[25:]})); got != "[q:And what did I say?]" {
		t.Errorf("a context without the quote gives %s", got)
	}
}

func TestSameWords(t *testing.T) {
	for _, c := range []struct {
		x, y string
		want bool
	}{
		{"We will not go.", "we will not go", true},
		{"we will not go", "“not go”", true},
		{"we will go", "we will not go", false},
		{"art", "the start of it", false},
	} {
		if got := sameWords(fold(c.x), fold(c.y)); got != c.want {
			t.Errorf("sameWords(%q, %q) = %v", c.x, c.y, got)
		}
	}
}
