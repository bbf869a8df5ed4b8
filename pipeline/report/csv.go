package report

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

var csvHeader = []string{"id", "outlet", "date", "title", "url", "speaker", "type", "confidence",
	"class", "kind", "text", "verdict", "cluster"}

// writeCSV writes quotes.csv for spreadsheets: a line a quote, RFC 4180.
func (r *Report) writeCSV(w io.Writer) error {
	ix := newIndex(r)
	out := csv.NewWriter(w)
	if err := out.Write(csvHeader); err != nil {
		return err
	}
	for i := range r.Quotes {
		if err := out.Write(ix.csvRow(&r.Quotes[i])); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func (ix *index) csvRow(q *record.Quote) []string {
	a := ix.article(q.Article)
	var name, typ, confidence, verdict string
	if q.Speaker != nil {
		name, typ = described(q), q.Speaker.Type
		confidence = strconv.FormatFloat(q.Speaker.Confidence, 'f', -1, 64)
	}
	if c := ix.cluster(string(q.Cluster)); c != nil {
		verdict = c.Verdict
	}
	row := []string{q.ID, q.Outlet, string(q.Date), string(a.Title), string(a.URL), name, typ, confidence,
		q.Class, string(q.Kind), q.Text, verdict, string(q.Cluster)}
	for i, cell := range row {
		row[i] = harmless(cell)
	}
	return row
}

// harmless keeps a spreadsheet from taking words for a formula: =HYPERLINK(…)
// in a quote would run on the desk's machine. The signs are those of OWASP's
// page on CSV injection; the wide forms are what Excel reads as the narrow
// ones in East Asian locales.
func harmless(cell string) string {
	if strings.IndexAny(cell, "=+-@\t\r\n＝＋－＠") == 0 {
		return "'" + cell
	}
	return cell
}
