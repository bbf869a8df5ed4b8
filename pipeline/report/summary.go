package report

import (
	"io"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
)

// maxSummary is how many groups fit under one glance at a terminal.
const maxSummary = 10

// Summary prints what a run found to w: the figures in a line or two and the
// worst groups as a table of at most width columns (80 if 0; at least 60). It
// prints no escape sequence, so that a pipe gets what a terminal does.
func Summary(w io.Writer, r *Report, width int) error {
	if width == 0 {
		width = 80
	}
	width = max(width, 60)
	ix := r.index
	if ix == nil { // not written yet
		var err error
		if ix, err = newIndex(r); err != nil {
			return err
		}
	}
	c := ix.counts
	title, standfirst := ix.headline()
	var b strings.Builder
	b.WriteString(wrap(title+". "+standfirst, width))
	if doubts := ix.doubts(); doubts != "" && c.Articles > 0 {
		b.WriteString(wrap(doubts, width))
	}
	if left := r.leftOutLine(); left != "" && c.Articles+c.Rejected > 0 {
		b.WriteString(wrap(left, width))
	}
	if c.Clusters > 0 {
		b.WriteString("\n" + summaryTable(ix, width) + "\n")
	}
	if r.holds() {
		b.WriteString("\n" + wrap(heldLine(&ix.held), width))
		if ix.held.found > 0 {
			b.WriteString("\n" + heldTable(ix, width) + "\n")
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// doubts says in a line what a run could not read, and whom it did not name;
// "" if there is neither.
func (ix *index) doubts() string {
	c := ix.counts
	var said []string
	if c.Rejected > 0 {
		said = append(said, plural(c.Rejected, "input")+" rejected")
	}
	if c.Withheld > 0 {
		said = append(said, ix.unnamedWords())
	}
	if len(said) == 0 {
		return ""
	}
	return strings.Join(said, "; ") + "."
}

// unnamedWords is “3 quotes of which no speaker is 35 % sure or more”.
func (ix *index) unnamedWords() string {
	if least := ix.r.Run.operating(); least != "" {
		return ix.unnamed.String() + " of which no speaker is " + least + " sure"
	}
	return ix.unnamed.String() + " with no speaker sure enough to name"
}

// ruled is a table without a frame, a line under its headings.
func ruled(headings ...any) table.Writer {
	t := table.NewWriter()
	style := table.StyleLight
	style.Options = table.Options{SeparateHeader: true}
	style.Box.PaddingLeft, style.Box.PaddingRight = "", "  "
	style.Format.Header = text.FormatDefault
	t.SetStyle(style)
	t.AppendHeader(headings)
	return t
}

func summaryTable(ix *index, width int) string {
	const verdict, sources, gap = 11, 7, 2 // columns of fixed width
	free := width - verdict - sources - 4*gap
	speaker := max(free/4, 12)
	words := free - speaker
	t := ruled("Verdict", "Speaker", "Words", "Sources")
	list, _ := first(ix.top, maxSummary)
	for _, k := range list {
		name, said := "–", ""
		if k.Speaker != nil {
			name = k.Speaker.Name
		}
		if q := ix.quote(k.Base); q != nil {
			said = q.Text
		}
		t.AppendRow(table.Row{k.Verdict, fit(name, speaker), fit(said, words), k.IndependentSources})
	}
	t.SuppressTrailingSpaces()
	s := t.Render()
	if more := ix.counts.Clusters - len(list); more > 0 {
		s += "\n" + plural(more, "more group") + " in report.html"
	}
	return s
}

// wrap breaks s into lines; the library's own fills each with blanks.
func wrap(s string, width int) string {
	var b strings.Builder
	for line := range strings.Lines(text.WrapSoft(s, width)) {
		b.WriteString(strings.TrimRight(line, " \n") + "\n")
	}
	return b.String()
}

// fit makes s one line of at most width columns; a CJK letter takes two.
func fit(s string, width int) string {
	return text.Snip(strings.Join(strings.Fields(Plain(clip(s, 1000))), " "), width, "…")
}
