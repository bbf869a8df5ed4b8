package report

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

var csvHeader = []string{"id", "outlet", "date", "title", "url", "speaker", "type", "confidence",
	"class", "kind", "text", "verdict", "cluster"}

// writeCSV writes quotes.csv for spreadsheets: a line a quote, RFC 4180.
func (ix *index) writeCSV(w io.Writer) error {
	out := csv.NewWriter(w)
	if err := out.Write(csvHeader); err != nil {
		return err
	}
	err := printed(ix.rows, func(q *record.Quote, _ *record.Context, a *record.Article) error { return out.Write(ix.csvRow(q, a)) })
	if err != nil {
		return err
	}
	out.Flush()
	return out.Error()
}

func (ix *index) csvRow(q *record.Quote, a *record.Article) []string {
	var name, typ, confidence string
	if q.Speaker != nil {
		name, typ = described(q), q.Speaker.Type
		confidence = strconv.FormatFloat(q.Speaker.Confidence, 'f', -1, 64)
	}
	row := []string{q.ID, q.Outlet, string(q.Date), string(a.Title), string(a.URL), name, typ, confidence,
		q.Class, string(q.Kind), q.Text, ix.groups.verdict(q.Cluster), string(q.Cluster)}
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
	if sign, size := utf8.DecodeRuneInString(cell); size > 0 && strings.ContainsRune("=+-@\t\r\n＝＋－＠", sign) {
		return "'" + cell
	}
	return cell
}
