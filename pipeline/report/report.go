// Package report writes down what a run found: rows for programs, a table for
// spreadsheets, and two pages for people, report.html and report.md. It decides
// nothing; every figure on a page can be counted again from the rows.
package report

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/verbatim-news/verbatim/pipeline/pump"
	"github.com/verbatim-news/verbatim/pipeline/record"
)

// A Report is everything that a run knows. Its rows are in the four slices and
// Held, or, where a run has more of them than memory should hold, come from Rows
// and HeldRows.
type Report struct {
	Rows     Rows // not nil: in the place of Articles, Quotes, Contexts and Clusters
	Articles []record.Article
	Quotes   []record.Quote
	Contexts []record.Context // by index of Quotes; may be shorter, where no text was kept
	Clusters []record.Cluster
	Rejected []record.Rejection
	Flags    []record.Flag // quotation marks without a partner
	HeldRows HeldRows      // not nil: in the place of Held
	Held     []Held        // quotes held against the record, where it was given
	Run      Run

	// Written, where not nil, is told by Write before the first file, and after
	// each how many of how many are written, and its bytes; never by two goroutines
	// at once.
	Written func(done, of int, bytes int64)
	Workers pump.Runner // where Write makes files, and groups of a page, side by side; nil: one after the other

	index *index // of what Write wrote
}

// Sort puts every list in the order of the contract, so that neither workers
// nor the order of the inputs can show: articles and clusters by id, quotes by
// article and number with #i rows last, what was rejected by source and place.
func (r *Report) Sort() {
	slices.SortFunc(r.Rejected, CompareRejections)
	slices.SortFunc(r.Flags, func(a, b record.Flag) int {
		return cmp.Or(cmp.Compare(a.Article, b.Article), cmp.Compare(a.Start, b.Start),
			cmp.Compare(a.End, b.End), cmp.Compare(a.Kind, b.Kind))
	})
	r.sortRows()
	r.sortHeld()
}

// sortRows sorts the slices that Rows, where there is one, takes the place of.
func (r *Report) sortRows() {
	slices.SortFunc(r.Articles, func(a, b record.Article) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(r.Clusters, func(a, b record.Cluster) int { return cmp.Compare(a.ID, b.ID) })
	r.sortQuotes()
}

// CompareRejections orders rows of rejected.jsonl: by source and place.
func CompareRejections(a, b record.Rejection) int {
	return cmp.Or(cmp.Compare(a.Source, b.Source), ComparePlaces(a.Place, b.Place),
		cmp.Compare(a.Stage, b.Stage), cmp.Compare(a.Reason, b.Reason))
}

// sortQuotes moves quotes and their contexts together.
func (r *Report) sortQuotes() {
	byNumber := func(a, b record.Quote) int {
		ai, an := number(a.ID)
		bi, bn := number(b.ID)
		return cmp.Or(cmp.Compare(a.Article, b.Article), cmp.Compare(ai, bi), cmp.Compare(an, bn), cmp.Compare(a.ID, b.ID))
	}
	if slices.IsSortedFunc(r.Quotes, byNumber) {
		return
	}
	order := make([]int, len(r.Quotes))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return byNumber(r.Quotes[i], r.Quotes[j]) })
	quotes := make([]record.Quote, len(order))
	contexts := make([]record.Context, len(order))
	for to, from := range order {
		quotes[to] = r.Quotes[from]
		if from < len(r.Contexts) {
			contexts[to] = r.Contexts[from]
		}
	}
	r.Quotes, r.Contexts = quotes, contexts
}

// number reads "a/b#12" as (0, 12) and "a/b#i3" as (1, 3).
func number(id string) (indirect, n int) {
	s := id[strings.LastIndexByte(id, '#')+1:]
	if rest, ok := strings.CutPrefix(s, "i"); ok {
		indirect, s = 1, rest
	}
	n, _ = strconv.Atoi(s)
	return indirect, n
}

// ComparePlaces puts "line 9" before "line 10".
func ComparePlaces(a, b string) int {
	an, bn := trailingNumber(a), trailingNumber(b)
	if an >= 0 && bn >= 0 {
		return cmp.Or(cmp.Compare(an, bn), cmp.Compare(a, b))
	}
	return cmp.Compare(a, b)
}

func trailingNumber(place string) int {
	n, err := strconv.Atoi(place[strings.LastIndexByte(place, ' ')+1:])
	if err != nil {
		return -1
	}
	return n
}
