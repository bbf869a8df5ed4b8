package variant

import (
	"iter"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// A batch is the rows of some articles, whole ones, on their way to a worker and
// back. It is used again and again.
type batch struct {
	rows     []record.Quote
	index    []int32
	segments []record.Span
	speakers []record.Speaker
	readings []reading // what the quotes are read as
	words    []byte    // of all readings
}

func (b *batch) reset() {
	clear(b.rows) // their strings may be let go
	*b = batch{b.rows[:0], b.index[:0], b.segments[:0], b.speakers[:0], b.readings[:0], b.words[:0]}
}

// batchRows is how many rows make a batch.
const batchRows = 256

// batches emits all rows of class quote, the nested and the indirect ones too.
func batches(quotes Quotes, used pool[batch], emit func(*batch) error) error {
	b := used.get()
	err := quotes.Each(func(i int, q *record.Quote) error {
		if q.Class != record.ClassQuote {
			return nil
		}
		if n := len(b.rows); n >= batchRows && b.rows[n-1].Article != q.Article {
			full := b
			b = used.get()
			if err := emit(full); err != nil {
				return err
			}
		}
		b.add(i, q)
		return nil
	})
	if err != nil || len(b.rows) == 0 {
		return err
	}
	return emit(b)
}

// add copies what grouping needs of a row, which may be written over. Where a
// list must grow, what was copied before stays where it is.
func (b *batch) add(i int, q *record.Quote) {
	from := len(b.segments)
	b.segments = append(b.segments, q.Segments...)
	row := record.Quote{
		ID: q.ID, Article: q.Article, Outlet: q.Outlet, Date: q.Date, Start: q.Start, End: q.End, Text: q.Text,
		Segments: b.segments[from:], Kind: q.Kind, Within: q.Within,
	}
	if q.Speaker != nil {
		b.speakers = append(b.speakers, *q.Speaker)
		row.Speaker = &b.speakers[len(b.speakers)-1]
	}
	b.rows, b.index = append(b.rows, row), append(b.index, int32(i))
}

// articles yields where the rows of each article begin and end.
func (b *batch) articles() iter.Seq[record.Span] {
	return func(yield func(record.Span) bool) {
		for from := 0; from < len(b.rows); {
			to := from
			for to < len(b.rows) && b.rows[to].Article == b.rows[from].Article {
				to++
			}
			if !yield(record.Span{Start: from, End: to}) {
				return
			}
			from = to
		}
	}
}
