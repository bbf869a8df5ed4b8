package report

import (
	"encoding/json"
	"io"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// writeLines writes a row for each element. Row fills in what must not be
// missing: a nil list is null in JSON, and the contract wants [].
func writeLines[T, R any](w io.Writer, rows []T, row func(T) R) error {
	line := lines(w, row)
	for i := range rows {
		if err := line(&rows[i]); err != nil {
			return err
		}
	}
	return nil
}

// lines returns what writes a row.
func lines[T, R any](w io.Writer, row func(T) R) func(*T) error {
	var line []byte
	return func(v *T) (err error) {
		if line, err = record.AppendLine(line[:0], row(*v)); err == nil {
			_, err = w.Write(line)
		}
		return err
	}
}

func (ix *index) writeArticles(w io.Writer) error {
	return ix.rows.Articles(lines(w, func(a record.Article) record.Article {
		a.Repairs = present(a.Repairs)
		return a
	}))
}

func (ix *index) writeQuotes(w io.Writer) error {
	line := lines(w, func(q record.Quote) record.Quote {
		q.Segments, q.Via, q.Alternatives = present(q.Segments), present(q.Via), present(q.Alternatives)
		return q
	})
	return ix.rows.Quotes(func(q *record.Quote, _ *record.Context) error { return line(q) })
}

func (ix *index) writeClusters(w io.Writer) error {
	return ix.rows.Clusters(lines(w, func(c record.Cluster) record.Cluster {
		c.Members, c.Differences = present(c.Members), present(c.Differences)
		c.Occasion.To, c.Occasion.At = present(c.Occasion.To), present(c.Occasion.At)
		c.Repeats, c.Folds, c.Wordings = present(c.Repeats), present(c.Folds), present(c.Wordings)
		return c
	}))
}

func (r *Report) writeRejected(w io.Writer) error {
	return writeLines(w, r.Rejected, func(j record.Rejection) record.Rejection { return j })
}

func (run Run) write(w io.Writer) error {
	run.Stages, run.Flags = present(run.Stages), present(run.Flags)
	if run.Options == nil {
		run.Options = map[string]any{}
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(run)
}

func present[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
