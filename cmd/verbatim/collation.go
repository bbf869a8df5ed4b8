package main

import (
	"fmt"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"

	"github.com/verbatim-news/verbatim/pipeline/quotediff"
	"github.com/verbatim-news/verbatim/pipeline/record"
)

// maxColumns is how many words are laid out: about fifty screens.
const maxColumns = 2000

// collation prints the words of several wordings below each other, the first the
// base: “–” where one leaves words of the base out. What does not fit in a line
// follows below, cut where no word of any row stands across.
func (p *page) collation(quotes []record.Quote) {
	var others []*record.Quote
	for i := range quotes[1:] {
		others = append(others, &quotes[i+1])
	}
	c := quotediff.Collate(&quotes[0], others)
	if c.Columns > maxColumns {
		p.block("  ", fmt.Sprintf("The wordings have %d words between them, too many to lay out below each other.", c.Columns))
		return
	}
	widths, across := columnWidths(&c), spanned(&c)
	const lead = 4 // the name and what stands around it
	from, used := 0, lead
	for n := 0; n < c.Columns; {
		end, size := n+1, widths[n]+1
		for ; end < c.Columns && across[end]; end++ {
			size += widths[end] + 1
		}
		if n > from && used+size > p.width {
			p.lines(&c, from, n, widths)
			from, used = n, lead
		}
		used, n = used+size, end
	}
	p.lines(&c, from, c.Columns, widths)
}

// wordsIn is what a row prints in columns [from, to), each as wide as widths say.
func (p *page) wordsIn(row *quotediff.CollationRow, from, to int, widths []int) string {
	var b strings.Builder
	column := 0
	for _, x := range row.Cells {
		room := x.Width - 1
		for _, w := range widths[column : column+x.Width] {
			room += w
		}
		if column >= from && column < to {
			words := cellWords(row, x)
			fill := strings.Repeat(" ", max(room-text.StringWidth(words), 0))
			if x.Op != quotediff.Keep {
				words = p.paintWords(words, severities[2].colour)
			}
			b.WriteString(" " + words + fill)
		}
		column += x.Width
	}
	return b.String()
}

// cellWords is what a cell shows.
func cellWords(row *quotediff.CollationRow, x quotediff.Cell) string {
	if x.Op == quotediff.Drop {
		return "–"
	}
	return printable(row.Quote.Text[x.Range.Start:x.Range.End])
}

// columnWidths gives each column the room of its widest cell; what a cell of
// several columns needs beyond theirs, the last gets.
func columnWidths(c *quotediff.Collation) []int {
	widths := make([]int, c.Columns)
	for _, wide := range []bool{false, true} {
		for i := range c.Rows {
			column := 0
			for _, x := range c.Rows[i].Cells {
				if (x.Width > 1) == wide {
					room := x.Width - 1
					for _, w := range widths[column : column+x.Width] {
						room += w
					}
					widths[column+x.Width-1] += max(text.StringWidth(cellWords(&c.Rows[i], x))-room, 0)
				}
				column += x.Width
			}
		}
	}
	return widths
}

// spanned tells of each column whether a cell of some row stands across its left
// edge.
func spanned(c *quotediff.Collation) []bool {
	across := make([]bool, c.Columns)
	for i := range c.Rows {
		column := 0
		for _, x := range c.Rows[i].Cells {
			for n := 1; n < x.Width; n++ {
				across[column+n] = true
			}
			column += x.Width
		}
	}
	return across
}

// lines lays out columns [from, to), a row a line; a row that has nothing there
// has no line.
func (p *page) lines(c *quotediff.Collation, from, to int, widths []int) {
	for i := range c.Rows {
		if words := strings.TrimRight(p.wordsIn(&c.Rows[i], from, to, widths), " "); words != "" {
			fmt.Fprintf(p, "  %s %s\n", c.Rows[i].Quote.ID, words)
		}
	}
	fmt.Fprintln(p)
}
