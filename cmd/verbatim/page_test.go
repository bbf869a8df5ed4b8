package main

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/jedib0t/go-pretty/v6/text"

	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/report"
)

// TestColourStays: whatever the width, the words in colour are those that
// differ, and no line leaves its colour on.
func TestColourStays(t *testing.T) {
	const before, differs, after = "We met the people of the town and ", "told them what nobody had told them before", ", which is that the dam will hold for a year."
	q := &record.Quote{ID: "a#1", Text: before + differs + after, Segments: []record.Span{{Start: 0, End: len(before + differs + after)}}}
	d := record.Difference{Severity: 3, Base: record.Side{Quote: q.ID, Start: len(before), End: len(before + differs)}}
	for width := 24; width <= maxWidth; width++ {
		p := &page{width: width, colour: true}
		p.block("    ", p.marked(q, []record.Difference{d}))
		var coloured []string
		on := false
		for _, line := range strings.Split(p.String(), "\n") {
			if n := text.StringWidthWithoutEscSequences(line); n > width {
				t.Errorf("width %d: %d columns: %q", width, n, line)
			}
			for _, part := range strings.Split(line, "\x1b") {
				switch {
				case strings.HasPrefix(part, "[0m"):
					on, part = false, part[len("[0m"):]
				case strings.HasPrefix(part, "["):
					on, part = true, part[strings.IndexByte(part, 'm')+1:]
				}
				if on {
					coloured = append(coloured, strings.Fields(part)...)
				}
			}
			if on {
				t.Errorf("width %d: colour is on at the end of %q", width, line)
			}
		}
		if got := strings.Join(coloured, " "); got != differs {
			t.Errorf("width %d: in colour is %q, want %q", width, got, differs)
		}
	}
}

// TestTallyFits: the last line of diff keeps to the terminal, long paths or not.
func TestTallyFits(t *testing.T) {
	const id = "the-northern-courier/2025/03/11/minister-says-the-port-is-not-for-sale"
	rep := &report.Report{Articles: []record.Article{{ID: id}, {ID: id + "-twice"}}}
	for _, width := range []int{44, 80} {
		p := &page{width: width}
		p.tally(rep)
		for _, line := range strings.Split(p.String(), "\n") {
			if n := text.StringWidth(line); n > width {
				t.Errorf("%d columns, want %d: %q", n, width, line)
			}
		}
	}
}

// TestNarrowHelp: at 44 columns help breaks between words, and loses none.
func TestNarrowHelp(t *testing.T) {
	for _, args := range [][]string{{"--help"}, {"run", "--help"}, {"extract", "--help"}, {"diff", "--help"}} {
		var out, errw bytes.Buffer
		if code := run(context.Background(), append([]string{"verbatim"}, args...), strings.NewReader(""), &out, &errw); code != codeDone {
			t.Fatalf("%v: exit code %d: %s", args, code, &errw)
		}
		help := narrow(out.String(), 44)
		if got, want := strings.Join(strings.Fields(help), " "), strings.Join(strings.Fields(out.String()), " "); got != want {
			t.Errorf("%v: words are broken or lost:\n%s", args, help)
		}
		for _, line := range strings.Split(help, "\n") {
			if n := text.StringWidth(line); n > 44 {
				t.Errorf("%v: %d columns: %q", args, n, line)
			}
		}
	}
}
