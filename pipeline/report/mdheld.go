package report

import (
	"fmt"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// mdRecord is what report.md says of the record: the figures, and the quotes
// that depart from it, the worst first, as many as fit in budget.
func mdRecord(ix *index, budget int) string {
	if !ix.r.holds() {
		return ""
	}
	var b strings.Builder
	b.WriteString("\n## Against the record\n\n| Verdict | Quotes | |\n|---|---:|---|\n")
	for _, c := range ix.held.counts() {
		fmt.Fprintf(&b, "| %s | %s | %s |\n", c.Verdict, count(c.Count), c.Means)
	}
	for n, h := range ix.held.worst {
		row := ix.quote(h.Quote)
		if row == nil || h.worst() == 0 && len(h.Flags) == 0 {
			continue
		}
		one := mdHeld(h, row)
		if b.Len()+len(one) > budget {
			fmt.Fprintf(&b, "\n%s found in the record left out to keep this page short; verified.jsonl has them all.\n", plural(ix.held.found-n, "more quote"))
			break
		}
		b.WriteString(one)
	}
	return b.String()
}

func mdHeld(h *Held, row *record.Quote) string {
	var b strings.Builder
	p := h.Places[0]
	who := "nobody named"
	if p.Speaker != "" {
		who = md(string(p.Speaker))
	}
	fmt.Fprintf(&b, "\n### %s: %s\n\n- **Printed** %s, %s: %s\n", capital(h.Verdict), md(clip(described(row), 100)), md(row.Outlet), md(row.ID),
		mdPieces(wording{Pieces: align(&h.Passage, row, h.differences())}))
	fmt.Fprintf(&b, "- **The record** %s, turn %d, %s", md(p.Transcript), p.Turn, who)
	if p.Time != "" {
		fmt.Fprintf(&b, ", at %s", md(string(p.Time)))
	}
	b.WriteString(": ")
	if h.Before != "" {
		b.WriteString(md(tailOf(h.Before)) + " ")
	}
	fmt.Fprintf(&b, "**%s**%s\n", md(clip(h.Passage.Text, 1500)), md(spaced(clip(h.After, maxNeighbours))))
	for _, f := range h.Flags {
		fmt.Fprintf(&b, "- **Flag, %s:** %s\n", f, flagMeanings[f])
	}
	return b.String()
}

// heldLine is “Against the record: 3 altered, 12 verbatim, 40 not-found; 2 are
// flagged.”
func heldLine(x *heldIndex) string {
	var said []string
	for _, c := range x.counts() {
		if c.Count > 0 {
			said = append(said, count(c.Count)+" "+c.Verdict)
		}
	}
	if len(said) == 0 {
		return "Against the record: no quote to hold."
	}
	line := "Against the record: " + strings.Join(said, ", ")
	if x.flagged > 0 {
		line += "; " + count(x.flagged) + " " + verb(x.flagged, "is", "are") + " flagged"
	}
	return line + "."
}

// heldTable shows the worst of what was found, as summaryTable does groups.
func heldTable(ix *index, width int) string {
	const verdict, flags, gap = 9, 7, 2
	free := width - verdict - flags - 4*gap
	words := free * 3 / 5
	t := ruled("Record", "Flags", "Words", "Transcript")
	list, _ := first(ix.held.worst, maxSummary)
	legend := ""
	for _, h := range list {
		said := ""
		if q := ix.quote(h.Quote); q != nil {
			said = q.Text
		}
		var flagged []string
		for _, f := range h.Flags {
			flagged = append(flagged, f[:1])
			legend = "\n" + strings.TrimRight(wrap("Flags: c context, s another speaker, d later than the article", width), "\n")
		}
		t.AppendRow(table.Row{h.Verdict, strings.Join(flagged, " "), fit(said, words), fit(h.Places[0].Transcript, free-words)})
	}
	t.SuppressTrailingSpaces()
	s := t.Render() + legend
	if more := ix.held.found - len(list); more > 0 {
		s += "\n" + plural(more, "more quote") + " found in the record in report.html"
	}
	return s
}
