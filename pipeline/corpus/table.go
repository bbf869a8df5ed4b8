package corpus

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// readTable reads CSV or TSV: an article a row, under a first row that names the
// columns. What parts them is read off that row.
func readTable(in *bufio.Reader, s *session) error {
	head, _ := in.Peek(in.Size())
	if kind := magicOf(head[:min(len(head), len(magicHead{}))]); kind != "" {
		s.refuse("", binaryReason(kind))
		return nil
	}
	rows := newRowReader(in, s.gate.MaxLine, separatorOf(head))
	first, _, err := rows.next()
	if err != nil {
		s.refuse(rows.fault(err))
		return nil
	}
	t, err := newTable(first, rows.sep, s.gate.fields)
	if err != nil {
		s.refuse("line 1", err.Error())
		return nil
	}
	for found := false; ; found = true {
		row, line, err := rows.next()
		place := fmt.Sprintf("line %d", line)
		switch {
		case err == io.EOF:
			if !found {
				s.refuse("", "file holds no article")
			}
			return nil
		case errors.Is(err, errLong):
			s.refuse(place, longerThan("row", s.gate.MaxLine))
		case err != nil:
			s.refuse(rows.fault(err))
			return nil
		default:
			if err := s.give(place, len(row), rawRow{t, bytes.Clone(row)}); err != nil {
				return err
			}
		}
	}
}

// A rawRow is a row of a table.
type rawRow struct {
	*table
	row []byte
}

func (r rawRow) read() (draft, error) { return r.draft(r.row) }

func (r rawRow) key(k *keyer) {
	k.add("row", string(r.sep), r.columned)
	k.bytes(r.row)
}

// A table is what the first row of a table says of the others. It is safe to
// share.
type table struct {
	sep     byte
	columns int
	at      map[string]int // of the fields of an article that there are
	fields  Map
	names   []string

	// columned is a digest of names: a row of four thousand empty cells would ask
	// for megabytes of them to be hashed.
	columned string
}

const maxColumns = 4096

// reportColumns begins a quotes.csv of an earlier run, left among the inputs: its
// rows are quotes, with an id and a text.
var reportColumns = []string{"id", "outlet", "date", "title", "url", "speaker", "type", "confidence", "class", "kind", "text"}

func newTable(first []byte, sep byte, m Map) (*table, error) {
	cells, clean := cellsOf(bytes.TrimPrefix(first, []byte(bom)), sep, maxColumns)
	if len(cells) > maxColumns {
		return nil, fmt.Errorf("table has more than %d columns", maxColumns)
	}
	if !clean {
		return nil, errMarks
	}
	t := &table{sep: sep, columns: len(cells), at: map[string]int{}, fields: m}
	for _, c := range cells {
		t.names = append(t.names, tidy(utf8Of(c)))
	}
	k := keyer{sha256.New()}
	k.add(t.names...)
	t.columned = string(k.sum.Sum(nil))
	if len(t.names) >= len(reportColumns) && slices.Equal(t.names[:len(reportColumns)], reportColumns) {
		return nil, errors.New("table is a report of verbatim")
	}
	for _, field := range mappable {
		if i := slices.Index(t.names, m.path(field)); i >= 0 && m.path(field) != "" {
			t.at[field] = i
		}
	}
	_, id := t.at["id"]
	_, text := t.at["text"]
	_, markup := t.at["html"]
	return t, m.lacking(id, text || markup, t.names[:min(len(t.names), maxNames)])
}

var errMarks = errors.New("a quotation mark inside a quoted field is not doubled, or the field is not closed")

// draft makes a draft of a row. What stands in a row with too few or too many
// fields could be anybody’s, so it is refused. In TSV marks need not quote.
func (t *table) draft(row []byte) (draft, error) {
	cells, clean := cellsOf(row, t.sep, t.columns)
	switch {
	case !clean && t.sep != '\t':
		return draft{}, errMarks
	case len(cells) > t.columns:
		return draft{}, fmt.Errorf("row has more fields than the %d of the first", t.columns)
	case len(cells) < t.columns:
		return draft{}, fmt.Errorf("row has %d fields, and the first %d", len(cells), t.columns)
	}
	field := func(name string) string {
		if i, ok := t.at[name]; ok {
			return cells[i]
		}
		return ""
	}
	said := func(name string) string { return tidy(utf8Of(field(name))) }
	d := draft{id: strings.TrimSpace(utf8Of(field("id"))), text: field("text")}
	d.meta = meta{outlet: said("outlet"), title: said("title"), author: said("author"), url: said("url"), lang: said("lang"), date: said("date")}
	if d.id == "" {
		return d, errors.New("article has no id")
	}
	if d.text == "" && field("html") != "" {
		if err := d.takeMarkup(utf8Of(field("html"))); err != nil {
			return d, err
		}
	}
	return d, nil
}

// utf8Of mends a cell that is no evidence, as old spreadsheets write them.
func utf8Of(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	if fixed, ok := fixUTF8(s); ok {
		return fixed
	}
	return strings.ToValidUTF8(s, "\uFFFD")
}
