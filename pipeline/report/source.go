package report

import (
	"errors"
	"iter"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// errEnough ends an iteration that has given what was wanted.
var errEnough = errors.New("enough")

// Rows gives the rows of a run one by one, in the order of the contract and the
// same each time: a report goes over them more than once, over articles while it
// is going over quotes, and from several goroutines. What a yield is given is its
// own until it returns; strings may be kept. The error of a yield ends the
// iteration, and is returned.
type Rows interface {
	// Articles yields every article by id.
	Articles(yield func(*record.Article) error) error
	// Quotes yields every quote by article and number, those without marks last
	// in an article, its cluster filled in; with the text around it, zero where
	// none was kept.
	Quotes(yield func(*record.Quote, *record.Context) error) error
	// Clusters yields every cluster by id.
	Clusters(yield func(*record.Cluster) error) error
}

// rows are those of r, of which slices are put in order.
func (r *Report) rows() Rows {
	if r.Rows != nil {
		return r.Rows
	}
	r.sortRows()
	return slicesOf{r}
}

// slicesOf is the Rows of a report that has them all in memory.
type slicesOf struct{ r *Report }

func (s slicesOf) Articles(yield func(*record.Article) error) error {
	for i := range s.r.Articles {
		if err := yield(&s.r.Articles[i]); err != nil {
			return err
		}
	}
	return nil
}

func (s slicesOf) Quotes(yield func(*record.Quote, *record.Context) error) error {
	var none record.Context
	for i := range s.r.Quotes {
		c := &none
		if i < len(s.r.Contexts) {
			c = &s.r.Contexts[i]
		}
		if err := yield(&s.r.Quotes[i], c); err != nil {
			return err
		}
	}
	return nil
}

func (s slicesOf) Clusters(yield func(*record.Cluster) error) error {
	for i := range s.r.Clusters {
		if err := yield(&s.r.Clusters[i]); err != nil {
			return err
		}
	}
	return nil
}

// printed goes over the quotes with the article of each, an empty row where
// there is none. Both are in the order of the articles' ids, so that neither is
// looked up.
func printed(rows Rows, yield func(*record.Quote, *record.Context, *record.Article) error) error {
	var failed error
	next, stop := iter.Pull(func(take func(*record.Article) bool) {
		failed = rows.Articles(func(a *record.Article) error {
			if !take(a) {
				return errEnough
			}
			return nil
		})
	})
	defer stop()
	a, ok := next()
	return rows.Quotes(func(q *record.Quote, c *record.Context) error {
		for ok && a.ID < q.Article {
			a, ok = next()
		}
		switch {
		case ok && a.ID == q.Article:
			return yield(q, c, a)
		case !ok && failed != nil:
			return failed
		}
		return yield(q, c, &record.Article{ID: q.Article})
	})
}
