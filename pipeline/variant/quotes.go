package variant

import (
	"cmp"
	"slices"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// Quotes are the rows of a run, wherever they lie: Group reads them once, one
// after the other, and keeps of each what it needs.
type Quotes interface {
	// Len is how many there are.
	Len() int
	// Each yields every quote with its index, below Len: article by article, in
	// the order of the articles' ids, and in each by number. It stops at the
	// first error, and returns it. A row may be used again after yield has
	// returned, but its strings are never written to. The id of a quote begins
	// with its article's.
	Each(yield func(i int, q *record.Quote) error) error
}

// A Slice is quotes in memory, in any order.
type Slice []record.Quote

// Len is the number of quotes.
func (s Slice) Len() int { return len(s) }

// Each yields the quotes by article, start and id, which is the order of their
// numbers.
func (s Slice) Each(yield func(i int, q *record.Quote) error) error {
	byArticle := func(a, b *record.Quote) int { return cmp.Compare(a.Article, b.Article) }
	inOrder := true
	for i := 1; i < len(s) && inOrder; i++ {
		inOrder = byArticle(&s[i-1], &s[i]) <= 0
	}
	if inOrder { // as every run has them
		for i := range s {
			if err := yield(i, &s[i]); err != nil {
				return err
			}
		}
		return nil
	}
	order := make([]int, len(s))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int {
		a, b := &s[i], &s[j]
		return cmp.Or(byArticle(a, b), cmp.Compare(a.Start, b.Start), cmp.Compare(a.ID, b.ID), cmp.Compare(i, j))
	})
	for _, i := range order {
		if err := yield(i, &s[i]); err != nil {
			return err
		}
	}
	return nil
}
