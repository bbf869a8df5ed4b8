package report

import (
	"encoding/json"
	"io"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// writeLines writes a row for each element. Row fills in what must not be
// missing: a nil list is null in JSON, and the contract wants [].
func writeLines[T, R any](w io.Writer, rows []T, row func(T) R) error {
	var line []byte
	for _, v := range rows {
		var err error
		if line, err = record.AppendLine(line[:0], row(v)); err != nil {
			return err
		}
		if _, err := w.Write(line); err != nil {
			return err
		}
	}
	return nil
}

func (ix *index) writeArticles(w io.Writer) error {
	return ix.rows.Articles(appended(w, record.AppendArticle))
}

func (ix *index) writeQuotes(w io.Writer) error {
	line := appended(w, record.AppendQuote)
	return ix.rows.Quotes(func(q *record.Quote, _ *record.Context) error { return line(q) })
}

func (ix *index) writeClusters(w io.Writer) error {
	return ix.rows.Clusters(appended(w, record.AppendCluster))
}

// appended returns what writes a row with one of record's functions.
func appended[T any](w io.Writer, row func([]byte, *T) []byte) func(*T) error {
	var line []byte
	return func(v *T) error {
		line = row(line[:0], v)
		_, err := w.Write(line)
		return err
	}
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
