package score

import (
	"fmt"
	"io"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
)

// WriteTable writes the figures, the rules and the calibration as plain text
// tables for a terminal; precision, recall and F1 are in per cent.
func (r *Result) WriteTable(w io.Writer) error {
	var b strings.Builder
	r.figures(&b)
	r.rules(&b)
	r.calibration(&b)
	_, err := io.WriteString(w, b.String())
	return err
}

func (r *Result) figures(b *strings.Builder) {
	t := newTable("quotes", "gold", "rows", "exact F1", "overlap P/R/F1", "end to end P/R/F1", "by name P/R/F1", "mention", "entity", "no source")
	by := "all"
	for _, f := range r.Figures {
		name := f.By
		if f.By != "all" {
			name += " " + f.Value
		}
		if f.By != by {
			t.AppendSeparator()
			by = f.By
		}
		t.AppendRow(table.Row{name, f.Gold, f.System, percent(f.Exact.F1), f.Overlap, f.EndToEnd, f.ByName, f.Mention, f.Entity, f.NoSource})
	}
	fmt.Fprintln(b, t.Render())
}

func (r *Result) rules(b *strings.Builder) {
	t := newTable("rule", "found", "right", "wrong", "declined", "precision", "by name", "extra")
	for _, x := range r.Rules {
		t.AppendRow(table.Row{x.Rule, x.Found, x.Right, x.Wrong, x.Declined, x.Precision(), x.Named, x.Extra})
	}
	fmt.Fprintf(b, "\n%s\n", t.Render())
}

func (r *Result) calibration(b *strings.Builder) {
	c := r.Calibration
	fmt.Fprintf(b, "\nA speaker is given for %d of %d quotes with a source; calibration error %.3f; kept at 99 %% precision: %s %%.\n",
		c.Answered, c.Asked, c.Error, percent(c.KeptAt99))
	if len(c.Curve) == 0 {
		return
	}
	t := newTable("coverage", "precision", "confidence")
	for _, p := range c.Curve {
		t.AppendRow(table.Row{percent(p.Coverage), percent(p.Precision), fmt.Sprintf("%.3f", p.Confidence)})
	}
	fmt.Fprintln(b, t.Render())
}

func newTable(head ...any) table.Writer {
	t := table.NewWriter()
	t.SetStyle(table.StyleLight)
	t.Style().Options.DrawBorder = false
	t.Style().Format.Header = text.FormatDefault
	t.AppendHeader(table.Row(head))
	columns := make([]table.ColumnConfig, len(head))
	for i := range columns {
		columns[i] = table.ColumnConfig{Number: i + 1, Align: text.AlignRight, AlignHeader: text.AlignRight}
	}
	columns[0].Align, columns[0].AlignHeader = text.AlignLeft, text.AlignLeft
	t.SetColumnConfigs(columns)
	return t
}

func percent(f float64) string { return fmt.Sprintf("%.1f", 100*f) }

// String gives precision, recall and F1 in per cent: "98.1/97.0/97.5".
func (f PRF) String() string {
	return percent(f.Precision) + "/" + percent(f.Recall) + "/" + percent(f.F1)
}

// String gives the share in per cent and of how many: "96.4 of 812", or "-".
func (s Share) String() string {
	if s.Of == 0 {
		return "-"
	}
	return fmt.Sprintf("%s of %d", percent(s.Rate()), s.Of)
}
