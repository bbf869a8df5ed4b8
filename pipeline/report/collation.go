package report

import (
	"slices"

	"github.com/verbatim-news/verbatim/pipeline/quotediff"
	"github.com/verbatim-news/verbatim/pipeline/record"
)

// What a table of words may be. A wider one is no easier to read than the
// wordings one below the other.
const (
	maxTableColumns = 60
	maxTableRows    = 12
	maxTableText    = 12_000 // bytes of all renderings
)

// A wordTable is the words of a group by wording: a collation whose neighbouring
// columns are joined where every row does the same in both.
type wordTable struct {
	Rows []tableRow
}

type tableRow struct {
	Letter string
	Side   side
	Cells  []tableCell
}

// A tableCell is what a wording prints in a column.
type tableCell struct {
	Text     string
	Width    int
	Quiet    bool // as the base has it
	Missing  bool // where the base has words
	Severity int  // of the difference that it belongs to
}

// newTable collates the wordings of a group that are shown; nil where there is
// but one, or they are too long.
func newTable(g *group, byMember map[string][]*record.Difference) *wordTable {
	shown := g.Wordings[:min(len(g.Wordings), maxTableRows)]
	if len(shown) < 2 || g.Base == nil {
		return nil
	}
	size := 0
	var others []*record.Quote
	of := map[string]int{} // the row of a quote
	for i := range shown {
		q := shown[i].Quote
		size += len(q.Text)
		of[q.ID] = i
		if q != g.Base {
			others = append(others, q)
		}
	}
	if size > maxTableText {
		return nil
	}
	c := quotediff.Collate(g.Base, others)
	l := &layout{Collation: c, severities: make([][]int, len(c.Rows))}
	for r := range c.Rows {
		l.severities[r] = cellSeverities(&c, r, byMember[c.Rows[r].Quote.ID])
	}
	l.join()
	if l.columns > maxTableColumns || !tells(&c) {
		return nil
	}
	t := &wordTable{Rows: make([]tableRow, len(shown))}
	for r := range c.Rows {
		i := of[c.Rows[r].Quote.ID]
		t.Rows[i] = tableRow{shown[i].Letter, shown[i].Side, l.row(r)}
	}
	return t
}

// tells reports whether a table says more than the wordings below each other: of
// two of which one cuts the other short, it does not.
func tells(c *quotediff.Collation) bool {
	if c.Columns == 0 || len(c.Rows) > 2 {
		return c.Columns > 0
	}
	cells := c.Rows[1].Cells
	printed := func(x quotediff.Cell) bool { return x.Range.Start < x.Range.End }
	first := slices.IndexFunc(cells, printed)
	last := len(cells)
	for last > 0 && !printed(cells[last-1]) {
		last--
	}
	return first >= 0 && slices.ContainsFunc(cells[first:last], func(x quotediff.Cell) bool { return x.Op != quotediff.Keep })
}

// cellSeverities gives for each cell of a row the worst of the differences that
// it lies in: of a cell without words those that concern the base's there.
func cellSeverities(c *quotediff.Collation, r int, ds []*record.Difference) []int {
	row, base := &c.Rows[r], &c.Rows[0]
	bounds := make([]record.Span, c.Columns) // of the base's words, by column
	for i, x := range base.Cells {
		bounds[i] = x.Range
	}
	out := make([]int, len(row.Cells))
	column := 0
	for i, x := range row.Cells {
		from, to := bounds[column].Start, bounds[column+x.Width-1].End
		column += x.Width
		for _, d := range ds {
			if !inLine(d) || !within(row.Quote, d.Other) || !within(base.Quote, d.Base) {
				continue
			}
			hit := false
			if x.Range.Start < x.Range.End && d.Other.Start < d.Other.End {
				hit = offset(row.Quote, d.Other.Start) < x.Range.End && x.Range.Start < offset(row.Quote, d.Other.End)
			}
			if x.Op == quotediff.Drop {
				hit = offset(base.Quote, d.Base.Start) < to && from < offset(base.Quote, d.Base.End)
			}
			if hit {
				out[i] = max(out[i], severity(d))
			}
		}
	}
	return out
}

// A layout joins the columns of a collation.
type layout struct {
	quotediff.Collation
	severities [][]int // of each row, by cell
	columns    int
	of         []int // by column of the collation, the joined one
}

// join makes one of columns next to each other in which every row does the same:
// keeps the base's words, leaves them out, puts words in. A cell of several
// columns keeps its ends.
func (l *layout) join() {
	l.of = make([]int, l.Columns)
	apart := make([]bool, l.Columns) // from the column before
	for r := range l.Rows {
		column, before := 0, -1
		for i, x := range l.Rows[r].Cells {
			if before >= 0 {
				y := l.Rows[r].Cells[before]
				same := x.Op == y.Op && l.severities[r][i] == l.severities[r][before] && x.Width == 1 && y.Width == 1 &&
					(x.Range.Start < x.Range.End) == (y.Range.Start < y.Range.End)
				apart[column] = apart[column] || !same
			}
			before = i
			column += x.Width
		}
	}
	for i := range l.of {
		if i > 0 && apart[i] {
			l.columns++
		}
		l.of[i] = l.columns
	}
	if l.Columns > 0 {
		l.columns++
	}
}

// row reads the cells of a row off, each of one or more joined columns.
func (l *layout) row(r int) []tableCell {
	row := &l.Rows[r]
	var cells []tableCell
	column, last := 0, -1 // last joined column taken
	var at record.Span
	for i, x := range row.Cells {
		from, to := l.of[column], l.of[column+x.Width-1]
		column += x.Width
		if n := len(cells); n > 0 && from == last {
			if x.Range.End > x.Range.Start {
				at.End = x.Range.End
				cells[n-1].Text = row.Quote.Text[at.Start:at.End]
			}
			continue
		}
		at, last = x.Range, to
		cells = append(cells, tableCell{
			Text: row.Quote.Text[at.Start:at.End], Width: to - from + 1,
			Quiet: x.Op == quotediff.Keep, Missing: x.Op == quotediff.Drop, Severity: l.severities[r][i],
		})
	}
	if r > 0 {
		for i := range cells { // the base’s row has the words in full
			if c := &cells[i]; c.Quiet && c.Severity < 2 {
				c.Text = elide(c.Text, 44)
			}
		}
	}
	return cells
}
