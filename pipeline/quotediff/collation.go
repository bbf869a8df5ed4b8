package quotediff

import (
	"cmp"
	"slices"

	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/variant"
)

// A Collation is a table of the words of several renderings: a row each, the
// base first, and a column for each printed word of the base and each place where
// others put one in. It is a star alignment: every rendering is aligned with the
// base, as Compare does it, words before punctuation. What several put in at one
// place is aligned among them, so that the same words share columns.
//
// A progressive alignment, in which each rendering joins the table made so far
// (CollateX, Dekker), would find what two others share against the base within a
// swap too; but there the order of the witnesses shows (its issues 66 and 76),
// and the base, which all differences are told against, would be no row like it.
type Collation struct {
	Columns int
	Rows    []CollationRow
}

// A CollationRow is one rendering. Its cells' widths sum up to the columns, and
// their ranges, read across, tile the words of its text in order.
type CollationRow struct {
	Quote *record.Quote
	Cells []Cell
}

// A Cell is what a rendering prints in one column, or in several where words of
// the base became others that cannot be told apart: of “no longer do”, “don’t”.
type Cell struct {
	Op    Op          // Keep is as the base has it, which may be nothing; Add stands where the base has nothing
	Width int         // columns, at least 1
	Range record.Span // bytes of the quote's Text: printed words with their punctuation; empty where it prints nothing
}

// Collate lays renderings beside a base. The rows do not hang on the order of
// others: they stand by date, the undated last, then by outlet and id. A base
// without words gives a table without columns.
func Collate(base *record.Quote, others []*record.Quote) Collation {
	others = slices.SortedFunc(slices.Values(others), func(a, b *record.Quote) int {
		undated := func(q *record.Quote) int {
			if q.Date == "" {
				return 1
			}
			return 0
		}
		return cmp.Or(cmp.Compare(undated(a), undated(b)), cmp.Compare(a.Date, b.Date), cmp.Compare(a.Outlet, b.Outlet), cmp.Compare(a.ID, b.ID))
	})
	t := newStar(base)
	var rows []*witness
	for _, q := range others {
		rows = append(rows, t.align(q))
	}
	for _, w := range rows {
		t.insert(w)
	}
	return t.collation(rows)
}

// A star is a collation in the making. Gap g is before printed word g of the
// base; the last is behind them all.
type star struct {
	base  side
	words []record.Span // printed words of the base, ranges of its text
	at    []int         // of each word of base.words, the printed word that it is of
	gaps  [][]*slot
}

// A slot is a column of a gap: the word that stands in it, whoever puts it in.
type slot struct{ key string }

// A witness is one rendering, aligned with the base.
type witness struct {
	quote *record.Quote
	spans []stretch // in order; they tile the base's printed words
	added [][]inserted
}

// A stretch is what a witness has for printed words [from, to) of the base.
type stretch struct {
	from, to int
	op       Op
	at       record.Span
}

// An inserted word, and its column in the gap once there is one.
type inserted struct {
	key  string
	at   record.Span
	slot *slot
}

func newStar(q *record.Quote) *star {
	t := &star{base: sideOf(q)}
	t.base.words = variant.Read(q.Text)
	for i, w := range t.base.words {
		if i == 0 || t.base.words[i-1].Start != w.Start {
			t.words = append(t.words, record.Span{Start: w.Start, End: w.End})
		}
		t.at = append(t.at, len(t.words)-1)
	}
	t.gaps = make([][]*slot, len(t.words)+1)
	end := 0
	for i := range t.words { // each with the marks behind it, the first with those before it too
		start := end
		if end = len(q.Text); i+1 < len(t.words) {
			end = t.words[i+1].Start
			for end > t.words[i].End && !isSpace(q.Text[end-1]) {
				end-- // an opening mark is the next word's
			}
		}
		t.words[i] = trim(q.Text, record.Span{Start: start, End: end})
	}
	return t
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

// trim takes white space off the ends of a range.
func trim(text string, s record.Span) record.Span {
	for s.Start < s.End && isSpace(text[s.Start]) {
		s.Start++
	}
	for s.Start < s.End && isSpace(text[s.End-1]) {
		s.End--
	}
	return s
}

// align holds one rendering against the base.
func (t *star) align(q *record.Quote) *witness {
	c := newComparison(t.base, sideOf(q))
	w := &witness{quote: q, added: make([][]inserted, len(t.words)+1)}
	end, gap := 0, 0
	for i := 0; i < len(c.steps); {
		s, n := c.steps[i], c.replacement(i)
		if n > 1 {
			s = step{a0: s.a0, a1: c.steps[i+n-1].a1, b0: s.b0, b1: c.steps[i+n-1].b1}
		}
		i += n
		at := record.Span{Start: end, End: end}
		if s.b1 > s.b0 {
			end = c.cut(s.b1)
			at = trim(q.Text, record.Span{Start: at.Start, End: end})
		}
		if s.op() == Add {
			w.added[gap] = append(w.added[gap], inserted{key: keys(c.b.words[s.b0:s.b1]), at: at})
			continue
		}
		from := t.at[s.a0]
		gap = t.at[s.a1-1] + 1
		w.spans = append(w.spans, stretch{from, gap, s.op(), at})
	}
	return w
}

// maxReplaced is how many words on either side are shown as put in place of each
// other; of more, it is not said which.
const maxReplaced = 4

// replacement is how many steps from the i-th on are one change: words left out
// beside words put in, “remains” for “is still”, which the alignment finds as
// steps of their own. Without such it is 1.
func (c *comparison) replacement(i int) int {
	n, dropped, added := 0, 0, 0
	for _, s := range c.steps[i:] {
		if s.keep {
			break
		}
		n++
		dropped += s.a1 - s.a0
		added += s.b1 - s.b0
	}
	between := i > 0 && i+n < len(c.steps) // at an end, words are cut off and others begin
	holds := func(op Op) bool {
		return slices.ContainsFunc(c.steps[i:i+n], func(s step) bool { return s.op() == op })
	}
	if n > 1 && between && c.steps[i-1].keep && dropped <= maxReplaced && added <= maxReplaced && holds(Drop) && holds(Add) {
		return n
	}
	return 1
}

// cut is where what belongs to words before word i of the other ends: an opening
// mark is the next word's.
func (c *comparison) cut(i int) int {
	from, to := c.b.gapSpan(i)
	if i >= len(c.b.words) {
		return to
	}
	for to > from && !isSpace(c.b.text[to-1]) {
		to--
	}
	return to
}

// maxGap bounds the alignment of what two put in at one place, in cells; beyond
// it the words of the later get columns of their own.
const maxGap = 1 << 20

// insert gives the words that a witness puts in their columns: the most words in
// columns that hold them already (longest common subsequence), new columns for
// the others, in order.
func (t *star) insert(w *witness) {
	for g, words := range w.added {
		if len(words) == 0 {
			continue
		}
		old := t.gaps[g]
		var merged []*slot
		i := 0
		for _, p := range common(old, words) {
			for ; p[0] >= 0 && i <= p[0]; i++ {
				merged = append(merged, old[i])
			}
			if p[0] >= 0 {
				words[p[1]].slot = old[p[0]]
				continue
			}
			words[p[1]].slot = &slot{words[p[1]].key}
			merged = append(merged, words[p[1]].slot)
		}
		t.gaps[g] = append(merged, old[i:]...)
	}
}

// common gives for each word, in order, the slot that holds it (slot, word), or
// -1 and the word.
func common(slots []*slot, words []inserted) [][2]int {
	n, m := len(slots), len(words)
	if n*m > maxGap {
		n = 0
	}
	best := make([][]int, n+1) // of what is left from slot i and word j on
	for i := range best {
		best[i] = make([]int, m+1)
	}
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			best[i][j] = max(best[i+1][j], best[i][j+1])
			if slots[i].key == words[j].key {
				best[i][j] = best[i+1][j+1] + 1
			}
		}
	}
	pairs := make([][2]int, 0, m)
	i := 0
	for j := 0; j < m; {
		switch {
		case i < n && slots[i].key == words[j].key:
			pairs = append(pairs, [2]int{i, j})
			i, j = i+1, j+1
		case i < n && best[i+1][j] >= best[i][j+1]:
			i++
		default:
			pairs = append(pairs, [2]int{-1, j})
			j++
		}
	}
	return pairs
}

// collation reads the rows off.
func (t *star) collation(rows []*witness) Collation {
	out := Collation{Columns: len(t.words)}
	first := make([]int, len(t.words)+1) // column of each printed word of the base
	column := 0
	for g := range t.gaps {
		out.Columns += len(t.gaps[g])
		column += len(t.gaps[g])
		first[g] = column
		column++
	}
	base := CollationRow{Quote: t.base.quote}
	for g := range t.gaps {
		for range t.gaps[g] {
			base.Cells = append(base.Cells, Cell{Op: Keep, Width: 1})
		}
		if g < len(t.words) {
			base.Cells = append(base.Cells, Cell{Op: Keep, Width: 1, Range: t.words[g]})
		}
	}
	out.Rows = append(out.Rows, base)
	for _, w := range rows {
		row := CollationRow{Quote: w.quote, Cells: t.gap(nil, w, 0)}
		for _, s := range w.spans {
			row.Cells = append(row.Cells, Cell{s.op, first[s.to-1] - first[s.from] + 1, s.at})
			row.Cells = t.gap(row.Cells, w, s.to)
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

// gap appends what a witness has in the columns of gap g.
func (t *star) gap(cells []Cell, w *witness, g int) []Cell {
	next := 0
	for _, s := range t.gaps[g] {
		c := Cell{Op: Keep, Width: 1}
		if next < len(w.added[g]) && w.added[g][next].slot == s {
			c.Op, c.Range = Add, w.added[g][next].at
			next++
		}
		cells = append(cells, c)
	}
	return cells
}
