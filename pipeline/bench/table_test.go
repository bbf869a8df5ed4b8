//go:build unix

package bench

import (
	"fmt"
	"io"
	"runtime"
	"strings"

	"github.com/dustin/go-humanize"
	"github.com/jedib0t/go-pretty/v6/table"
	layout "github.com/jedib0t/go-pretty/v6/text"
)

// print writes the medians of a set, and what they are beside prose's.
func (r results) print(w io.Writer, s *set) {
	n := s.amount(whole)
	fmt.Fprintf(w, "\n%s: %s articles, %s of %s; median of %d rounds; %s, %s\n", s.about, humanize.Comma(int64(n.articles)), humanize.Bytes(uint64(n.bytes)), s.unit,
		len(r[key{whole, 1}]), runtime.Version(), runtime.GOARCH)
	t := table.NewWriter()
	t.SetStyle(table.StyleLight)
	t.AppendHeader(table.Row{"", "articles/s", "MB/s", "articles/s", "MB/s", "2 : 1", "× (a)", "× (b)"})
	t.SetTitle("1 core, by processor time │ 2 cores, by the clock │ MB/s on 1 core")
	t.Style().Format.Header = layout.FormatDefault
	t.SuppressEmptyColumns() // of what is not held against prose
	var right []table.ColumnConfig
	for i := 2; i <= 8; i++ {
		right = append(right, table.ColumnConfig{Number: i, Align: layout.AlignRight, AlignHeader: layout.AlignRight})
	}
	t.SetColumnConfigs(right)
	for _, part := range s.parts() {
		if part == whole || part == proseWhole {
			t.AppendSeparator()
		}
		t.AppendRow(r.row(s, part))
	}
	fmt.Fprintln(w, t.Render())
}

func (r results) row(s *set, part string) table.Row {
	one, oneBytes := r.rate(key{part, 1}, s.amount(part))
	two, twoBytes := r.rate(key{part, 2}, s.amount(part))
	return table.Row{title(part), figure(one), figure(oneBytes / 1e6), figure(two), figure(twoBytes / 1e6),
		figure(r.speedup(part)), r.beside(s, part, proseWhole, oneBytes), r.beside(s, part, proseTokens, oneBytes)}
}

// title is what a part is called in the table.
func title(part string) string {
	switch part {
	case proseWhole:
		return "(a) prose.NewDocument"
	case proseTokens:
		return "(b) prose's tokeniser"
	}
	return part
}

// beside is how many times as fast as a part of prose another is.
func (r results) beside(s *set, part, prose string, bytes float64) string {
	_, theirs := r.rate(key{prose, 1}, s.amount(prose))
	if theirs == 0 {
		return ""
	}
	return figure(bytes / theirs)
}

// speedup is how many times as fast two cores are as one, both by the clock.
func (r results) speedup(part string) float64 {
	one, two := medianWall(r[key{part, 1}]), medianWall(r[key{part, 2}])
	if two == 0 {
		return 0
	}
	return one / two
}

// figure is a number with three digits that count.
func figure(x float64) string {
	switch {
	case x == 0:
		return ""
	case x >= 100:
		return humanize.Comma(int64(x + 0.5))
	case x >= 10:
		return fmt.Sprintf("%.1f", x)
	}
	return strings.TrimSpace(fmt.Sprintf("%.2f", x))
}
