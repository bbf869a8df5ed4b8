package score

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestWriteTable(t *testing.T) {
	gold := readGold(t, "testdata/mini.gold.jsonl")
	gold[0].Outlet = "the-\x1b[2Jlongest-name-of-an-outlet-there-is"
	r := Quotes(gold, readRows(t, "testdata/mini.quotes.jsonl"))
	var b strings.Builder
	if err := r.WriteTable(&b, []string{"source_type", "words", "outlet"}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"source type:", "pronoun", "20+", "source-cue-quote", "A speaker is given for 13 of 17 quotes", "88.9/85.0/86.9", "81.0/82.4/81.6", "the-\ufffd[2Jlongest-na…"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in\n%s", want, &b)
		}
	}
	if strings.Contains(b.String(), "position:") {
		t.Error("a grouping that nobody asked for")
	}
	for line := range strings.Lines(b.String()) {
		if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > 80 {
			t.Errorf("%d columns: %s", n, line)
		}
	}
}
