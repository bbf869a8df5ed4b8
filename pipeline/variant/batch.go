package variant

import (
	"context"
	"iter"
	"slices"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// A batch is the rows of some articles, whole ones, on their way to a worker.
type batch struct {
	rows     []record.Quote
	index    []int32
	readings [][]reading // of each article, what its quotes are read as
}

// batchRows is how many rows make a batch.
const batchRows = 256

// batches emits all rows of class quote, the nested and the indirect ones too.
func batches(ctx context.Context, quotes Quotes, emit func(*batch) error) error {
	b := &batch{}
	err := quotes.Each(func(i int, q *record.Quote) error {
		if q.Class != record.ClassQuote {
			return nil
		}
		if n := len(b.rows); n >= batchRows && b.rows[n-1].Article != q.Article {
			full := b
			b = &batch{}
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

// add copies what grouping needs of a row, which may be written over.
func (b *batch) add(i int, q *record.Quote) {
	row := record.Quote{
		ID: q.ID, Article: q.Article, Outlet: q.Outlet, Date: q.Date, Start: q.Start, End: q.End, Text: q.Text,
		Segments: slices.Clone(q.Segments), Class: q.Class, Kind: q.Kind, Within: q.Within,
	}
	if q.Speaker != nil {
		s := *q.Speaker
		row.Speaker = &s
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
