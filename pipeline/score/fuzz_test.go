package score

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"testing"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// FuzzGold scores any rows against any gold: what is no gold is refused, every
// figure is a share, and wherever their places point it can be printed.
func FuzzGold(f *testing.F) {
	gold, err := os.ReadFile("testdata/mini.gold.jsonl")
	if err != nil {
		f.Fatal(err)
	}
	rows, err := os.ReadFile("testdata/mini.quotes.jsonl")
	if err != nil {
		f.Fatal(err)
	}
	first, _, _ := bytes.Cut(gold, []byte("\n"))
	f.Add(first, rows[:bytes.IndexByte(rows, '\n')])
	f.Add([]byte(`{"id":"a","text":"“é”","gold":{"attributions":[{"id":"x","kind":"direct","source":[[-1,99],[4,1]],"content":[[2,3]]}],"quoted_spans":[{"start":-9,"end":99,"covered":true,"attribution":"x"}],"ignore":[[3,1]]}}`),
		[]byte(`{"id":"a#1","article":"a","class":"quote","start":-4,"end":4,"segments":[{"start":9,"end":1}]}`))
	f.Fuzz(func(t *testing.T, gold, rows []byte) {
		if len(gold)+len(rows) > 1<<15 {
			return
		}
		arts, err := ReadGold(bytes.NewReader(gold))
		if err != nil {
			return
		}
		var list []record.Quote
		for line := range bytes.Lines(rows) {
			var q record.Quote
			if json.Unmarshal(line, &q) == nil {
				list = append(list, q)
			}
		}
		r := Quotes(arts, list)
		if err := r.WriteTable(io.Discard, Groupings()); err != nil {
			t.Error(err)
		}
		if err := r.WriteHTML(io.Discard, "gold", "v1"); err != nil {
			t.Error(err)
		}
		if _, err := json.Marshal(r); err != nil { // NaN is none
			t.Error(err)
		}
	})
}
