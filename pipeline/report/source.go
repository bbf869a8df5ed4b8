package report

import "github.com/verbatim-news/verbatim/pipeline/record"

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

// load takes the rows of r into its slices.
func (r *Report) load() error {
	if r.Rows == nil {
		return nil
	}
	r.Articles, r.Quotes, r.Contexts, r.Clusters = nil, nil, nil, nil
	err := r.Rows.Articles(func(a *record.Article) error { r.Articles = append(r.Articles, *a); return nil })
	if err == nil {
		err = r.Rows.Quotes(func(q *record.Quote, c *record.Context) error {
			r.Quotes, r.Contexts = append(r.Quotes, *q), append(r.Contexts, *c)
			return nil
		})
	}
	if err == nil {
		err = r.Rows.Clusters(func(c *record.Cluster) error { r.Clusters = append(r.Clusters, *c); return nil })
	}
	return err
}
