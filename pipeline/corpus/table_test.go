package corpus

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// readingCase is files in a folder "in", and the rows that reading it gives.
type readingCase struct {
	files map[string]string
	opts  Options
	want  []string
}

func holdCases(t *testing.T, cases map[string]readingCase) {
	t.Helper()
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			files := map[string]string{}
			for name, body := range c.files {
				files["in/"+name] = body
			}
			in := filepath.Join(lay(t, files), "in")
			if d := cmp.Diff(c.want, read(t, c.opts, in).rows(in)); d != "" {
				t.Error(d)
			}
		})
	}
}

func mapOf(t testing.TB, s string) Map {
	t.Helper()
	m, err := ParseMap(s)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestTables(t *testing.T) {
	holdCases(t, map[string]readingCase{
		"the names of the contract, in any order": {
			files: map[string]string{"a.csv": bom + "text,id,outlet\r\n\"One, \"\"two\"\".\r\nThree.\",a,post\r\n\r\nFour.,b,\r\n"},
			want:  []string{"a|post|line 2||One, \"two\".\r\nThree.", "b|in|line 5||Four."},
		},
		"semicolons, other names, an old encoding": {
			files: map[string]string{"a.csv": "Nr;Titel;Body\n7;Caf\xe9;Caf\xe9 “here”; no.\n8;x;\x93Yes\x94\n9;y;a;b\n"},
			opts:  Options{Map: mapOf(t, "id=Nr,title=Titel,text=Body")},
			want:  []string{"8|in|line 3|utf8|“Yes”", "a.csv: line 2: row has more fields than the 3 of the first", "a.csv: line 4: row has more fields than the 3 of the first"},
		},
		"TSV quotes nothing": {
			files: map[string]string{"a.tsv": "id\ttext\n1\t\"No,\" he said.\n2\t\"never closed\n3\t\"quoted\tall\nthe same\"\n4\n"},
			want: []string{`1|in|line 2||"No," he said.`, `2|in|line 3||"never closed`, "3|in|line 4||quoted\tall\nthe same",
				"a.tsv: line 6: row has 1 fields, and the first 2"},
		},
		"CSV with a stray mark": {
			files: map[string]string{"a.csv": "id,text\n1,\"No,\" he said.\n2,\"never closed\n3,He said \"no\".\n"},
			want: []string{`3|in|line 4||He said "no".`,
				"a.csv: line 2: " + errMarks.Error(), "a.csv: line 3: " + errMarks.Error()},
		},
		"a row too long": {
			files: map[string]string{"a.csv": "id,text\n1," + strings.Repeat("x", 300) + "\n2,y\n"},
			opts:  Options{Limits: Limits{MaxLine: 200}},
			want:  []string{"2|in|line 3||y", "a.csv: line 2: row longer than 200 bytes"},
		},
		"a field without end": {
			files: map[string]string{"a.csv": "id,text\n1,y\n2,\"" + strings.Repeat("x, y\n", 20<<10)},
			opts:  Options{Limits: Limits{MaxLine: 200}},
			want:  []string{"1|in|line 2||y", "a.csv: line 3: row longer than 200 bytes: a quoted field is not closed, and nothing after it is read"},
		},
		"no table": {
			files: map[string]string{
				"a.csv": "", "b.csv": "id,body\n", "c.csv": "title\nx\n", "d.csv": "\x89PNG\r\n\x1a\nxxxxxxxx", "e.csv": "id,text\n", "f.csv": strings.Repeat(",", maxColumns) + "\n",
				"g.csv": strings.Join(reportColumns, ",") + ",verdict,cluster\nx#1,o,,,,,,,,,Words.,,\n",
			},
			want: []string{
				"a.csv: file holds no article",
				"b.csv: line 1: article has no text; its fields are id, body: --map text=NAME says where they are",
				"c.csv: line 1: article has no id and no text",
				"d.csv: binary: PNG", "e.csv: file holds no article",
				"f.csv: line 1: table has more than 4096 columns", "g.csv: line 1: table is a report of verbatim",
			},
		},
		"fields that are empty": {
			files: map[string]string{"a.csv": "id,text,date\n,x,\n2,,\n3,z,1457000000\n"},
			opts:  Options{Until: day("2016-03-02")},
			want:  []string{"a.csv: line 2: article has no id", "a.csv: line 3: text is empty"},
		},
		"UTF-16, as spreadsheets write Unicode": {
			files: map[string]string{"a.csv": "\xff\xfe" + wideOf("id\ttext\n1\t“Wide.”\n")},
			want:  []string{"1|in|line 2|utf16|“Wide.”"},
		},
	})
}

// FuzzTable gives arbitrary bytes as tables. Rows put together are the file but
// for line ends and blank lines; and what encoding/csv reads without fault is read
// in the same fields, but for the line breaks in them.
func FuzzTable(f *testing.F) {
	f.Add([]byte("id,text\r\n1,\"a \"\"b\"\"\r\nc\"\n\n2,x\n"), byte(','))
	f.Add([]byte("id\ttext\n1\t\"No,\" he\n2\t\"x\n3\t\"y\"\n"), byte('\t'))
	f.Add([]byte("a;\"b\n\"\";\"\"\"\n\"\n;"), byte(';'))
	f.Fuzz(func(t *testing.T, data []byte, sep byte) {
		if strings.IndexByte(",\t;|", sep) < 0 {
			return
		}
		rows := newRowReader(bufio.NewReader(bytes.NewReader(data)), 1<<20, sep)
		var got [][]string
		var all []byte
		clean := true
		for {
			row, line, err := rows.next()
			if err == io.EOF {
				break
			}
			if err != nil || line < 1 {
				t.Fatalf("line %d: %v", line, err)
			}
			cells, ok := cellsOf(row, sep, maxColumns)
			if len(cells) > maxColumns {
				return
			}
			clean = clean && ok
			got, all = append(got, cells), append(all, row...)
		}
		if d := cmp.Diff(lineless(data), lineless(all)); d != "" {
			t.Fatalf("lost: %s", d)
		}
		if !clean || bytes.Contains(data, []byte("\r")) || bytes.ContainsAny(data, "\x00\xef") {
			return
		}
		std := csv.NewReader(bytes.NewReader(data))
		std.Comma, std.FieldsPerRecord = rune(sep), -1
		want, err := std.ReadAll()
		if err != nil {
			return
		}
		blank := func(r []string) bool { return strings.TrimSpace(strings.Join(r, "")) == "" }
		want, got = slices.DeleteFunc(want, blank), slices.DeleteFunc(got, blank)
		if d := cmp.Diff(want, got, cmpopts.EquateEmpty()); d != "" {
			t.Errorf("%q: %s", data, d)
		}
	})
}

// lineless leaves out what a reader of rows may, byte by byte: line ends, and what
// blank lines are made of.
func lineless(b []byte) string {
	return string(slices.DeleteFunc(slices.Clone(b), func(c byte) bool {
		return bytes.IndexByte([]byte("\r\n\t \x00"+bom), c) >= 0
	}))
}
