package report

import "github.com/verbatim-news/verbatim/pipeline/record"

// An index finds the rows of a report by id.
type index struct {
	r        *Report
	quotes   map[string]int // index into r.Quotes
	articles map[string]int
	clusters map[string]int
	ranks    []int // of r.Clusters
}

func newIndex(r *Report) *index {
	ix := &index{r, make(map[string]int, len(r.Quotes)), make(map[string]int, len(r.Articles)),
		make(map[string]int, len(r.Clusters)), make([]int, len(r.Clusters))}
	for i := range r.Quotes {
		ix.quotes[r.Quotes[i].ID] = i
	}
	for i := range r.Articles {
		ix.articles[r.Articles[i].ID] = i
	}
	for i := range r.Clusters {
		ix.clusters[r.Clusters[i].ID] = i
		ix.ranks[i] = rank(&r.Clusters[i])
	}
	return ix
}

// quote returns nil for an id that no row has.
func (ix *index) quote(id string) *record.Quote {
	if i, ok := ix.quotes[id]; ok {
		return &ix.r.Quotes[i]
	}
	return nil
}

// article returns an empty row for an id that no row has, so that a page can
// still be written.
func (ix *index) article(id string) *record.Article {
	if i, ok := ix.articles[id]; ok {
		return &ix.r.Articles[i]
	}
	return &record.Article{ID: id}
}

// cluster returns nil for an id that no row has.
func (ix *index) cluster(id string) *record.Cluster {
	if i, ok := ix.clusters[id]; ok {
		return &ix.r.Clusters[i]
	}
	return nil
}
