package score

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
)

// WriteTable writes the figures by the groupings named, the rules and the
// calibration as plain text tables, at most 80 columns wide. Precision, recall
// and F1 are in per cent.
func (r *Result) WriteTable(w io.Writer, by []string) error {
	var b strings.Builder
	r.found(&b, by)
	r.attributed(&b, by)
	r.reported(&b)
	r.rules(&b)
	r.calibration(&b)
	for line := range strings.Lines(b.String()) { // the last column's padding would wrap
		if _, err := io.WriteString(w, strings.TrimRight(line, " \n")+"\n"); err != nil {
			return err
		}
	}
	return nil
}

// found is how many quotes were found, and with the right words for a source.
func (r *Result) found(b *strings.Builder, by []string) {
	t := newTable("quotes", "gold", "rows", "exact\nF1", "overlap\nP/R/F1", "end to end\nP/R/F1")
	r.grouped(t, by, func(f *Figures) table.Row {
		return table.Row{f.Gold, f.System, percent(f.Exact.F1), f.Overlap, f.EndToEnd}
	})
	fmt.Fprintln(b, t.Render())
}

// attributed is how right the speakers are, of the quotes that were found.
func (r *Result) attributed(b *strings.Builder, by []string) {
	t := newTable("of those found", "by name\nP/R/F1", "mention\nright", "entity\nright", "no source,\nnone given")
	r.grouped(t, by, func(f *Figures) table.Row { return table.Row{f.ByName, f.Mention, f.Entity, f.NoSource} })
	fmt.Fprintf(b, "\n%s\n", t.Render())
}

// grouped adds a row for all quotes, and one for each value of the groupings,
// under a line with the grouping's name.
func (r *Result) grouped(t table.Writer, by []string, cells func(*Figures) table.Row) {
	last := "all"
	for i := range r.Figures {
		f := &r.Figures[i]
		if f.By == "all" {
			t.AppendRow(append(table.Row{"all"}, cells(f)...))
			continue
		}
		if !slices.Contains(by, f.By) {
			continue
		}
		if f.By != last {
			last = f.By
			t.AppendSeparator()
			t.AppendRow(table.Row{strings.ReplaceAll(f.By, "_", " ") + ":"})
		}
		t.AppendRow(append(table.Row{"  " + plain(f.Value)}, cells(f)...))
	}
}

// reported is how much of all reported speech was found, where it was looked for.
func (r *Result) reported(b *strings.Builder) {
	if r.Reported == nil {
		return
	}
	t := newTable("reported speech", "gold", "rows", "content\nP/R/F1", "source right,\nof those found")
	t.AppendRow(table.Row{"marked or not", r.Reported.Gold, r.Reported.System, r.Reported.Content, r.Reported.Source})
	fmt.Fprintf(b, "\n%s\n", t.Render())
}

func (r *Result) rules(b *strings.Builder) {
	t := newTable("rule", "right", "wrong", "declined", "precision", "by name", "extra")
	for _, x := range r.Rules {
		precision := "-"
		if p := x.Precision(); p.Of > 0 {
			precision = percent(p.Rate())
		}
		t.AppendRow(table.Row{plain(x.Rule), x.Right, x.Wrong, x.Declined, precision, x.Named, x.Extra})
	}
	fmt.Fprintf(b, "\n%s\n", t.Render())
}

func (r *Result) calibration(b *strings.Builder) {
	c := r.Calibration
	fmt.Fprintf(b, "\nA speaker is given for %d of %d quotes with a source; calibration error %.3f;\nkept at 99 %% precision: %s %%.\n",
		c.Answered, c.Asked, c.Error, percent(c.KeptAt99))
	if c.Answered == 0 {
		return
	}
	t := newTable("answers of confidence", "how many", "confident by", "right by name")
	for _, x := range c.Bins {
		t.AppendRow(table.Row{fmt.Sprintf("%.1f to %.1f", x.From, x.From+0.1), x.Answers.Of, percent(x.Confidence), percent(x.Answers.Rate())})
	}
	fmt.Fprintf(b, "\n%s\n", t.Render())
	t = newTable("surest, of all", "precision", "confidence")
	for _, p := range c.Curve {
		t.AppendRow(table.Row{percent(p.Coverage), percent(p.Precision), fmt.Sprintf("%.3f", p.Confidence)})
	}
	fmt.Fprintf(b, "\n%s\n", t.Render())
	t = newTable("for a precision of", "kept, of all", "--min-confidence")
	for _, k := range c.Kept {
		t.AppendRow(table.Row{percent(k.At), percent(k.Coverage), fmt.Sprintf("%.3f", k.Confidence)})
	}
	fmt.Fprintf(b, "\n%s\n", t.Render())
}

// maxName is the width of the first column, in runes.
const maxName = 21

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
	columns[0] = table.ColumnConfig{Number: 1, WidthMax: maxName, WidthMaxEnforcer: func(s string, n int) string { return text.Snip(s, n, "…") }}
	t.SetColumnConfigs(columns)
	return t
}

// plain takes out of a name from a file what would move the cursor.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if !strconv.IsPrint(r) {
			return '�'
		}
		return r
	}, s)
}

func percent(f float64) string { return fmt.Sprintf("%.1f", 100*f) }

// String gives precision, recall and F1 in per cent: "98.1/100/99.0".
func (f PRF) String() string {
	parts := []string{percent(f.Precision), percent(f.Recall), percent(f.F1)}
	return strings.ReplaceAll(strings.Join(parts, "/"), "100.0", "100") // as wide as 98.1 at most
}

// String gives the share in per cent and of how many: "96.4 of 812", or "-".
func (s Share) String() string {
	if s.Of == 0 {
		return "-"
	}
	return fmt.Sprintf("%s of %d", percent(s.Rate()), s.Of)
}
