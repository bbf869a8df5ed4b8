package report

import (
	"bytes"
	"encoding/json"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// A block is the data of report.html: what the page’s script searches
// and copies from. Names that repeat stand once, in lists that rows point into.
type block struct {
	Outlets  []string          `json:"outlets"`
	Speakers [][3]string       `json:"speakers"` // id, name, type
	Articles []blockArticle    `json:"articles"`
	Groups   [][2]string       `json:"groups"` // id, verdict
	Rules    []string          `json:"rules"`
	Rows     []json.RawMessage `json:"rows"`

	ix   *index
	at   map[string]int // key of a list's element: its place
	size int            // bytes so far
}

type blockArticle struct {
	ID     string `json:"id"`
	Outlet int    `json:"outlet"`
	Date   string `json:"date"`
	Title  string `json:"title"`
	URL    string `json:"url"`
	SHA256 string `json:"sha256"`
}

// A blockRow is one quote. Runs alternates kind and text; where a text is the
// quote's own it stands as 0, which halves the block.
type blockRow struct {
	N       string  `json:"n"` // the id after its article and #
	Article int     `json:"a"`
	Start   int     `json:"b"`
	End     int     `json:"e"`
	Text    string  `json:"t"`
	Class   string  `json:"c"`
	Kind    string  `json:"k,omitempty"`
	Speaker int     `json:"s"`           // -1 for none
	Who     string  `json:"w,omitempty"` // the speaker as the sentence has it, where that says more
	Sure    float64 `json:"p,omitempty"`
	Cue     string  `json:"q,omitempty"`
	Rule    int     `json:"r"` // -1 for none
	Group   int     `json:"g"` // -1 for none
	Runs    []any   `json:"x"`
}

// newBlock puts the rows into a block of at most budget bytes: first those of
// the groups that the page shows, then utterances, then the other spans, each
// in the order of quotes.jsonl, in which they are then written.
func newBlock(ix *index, shown map[string]bool, budget int) (*block, error) {
	t := &block{ix: ix, at: map[string]int{}, Outlets: []string{}, Speakers: [][3]string{}, Articles: []blockArticle{},
		Groups: [][2]string{}, Rules: []string{}, Rows: []json.RawMessage{}}
	taken := make([]json.RawMessage, len(ix.r.Quotes))
	wanted := []func(q *record.Quote) bool{
		func(q *record.Quote) bool { return shown[string(q.Cluster)] },
		func(q *record.Quote) bool { return q.Class == record.ClassQuote },
		func(q *record.Quote) bool { return true },
	}
	for _, want := range wanted {
		for i := range ix.r.Quotes {
			q := &ix.r.Quotes[i]
			if t.size > budget {
				break
			}
			if taken[i] != nil || !want(q) {
				continue
			}
			row, err := json.Marshal(t.row(q, ix.r.context(i)))
			if err != nil {
				return nil, err
			}
			taken[i] = row
			t.size += len(row) + 1
		}
	}
	for _, row := range taken {
		if row != nil {
			t.Rows = append(t.Rows, row)
		}
	}
	return t, nil
}

func (t *block) row(q *record.Quote, c record.Context) blockRow {
	row := blockRow{N: q.ID[min(len(q.Article)+1, len(q.ID)):], Start: q.Start, End: q.End, Text: clip(q.Text, maxRun),
		Class: q.Class, Kind: string(q.Kind), Speaker: -1, Rule: -1, Group: -1, Article: t.article(q.Article)}
	if s := q.Speaker; s != nil {
		row.Sure = s.Confidence
		row.Speaker = intern(t, &t.Speakers, "s"+s.ID, [3]string{s.ID, s.Name, s.Type})
		if who := described(q); who != s.Name {
			row.Who = who
		}
	}
	if q.Rule != "" {
		row.Rule = intern(t, &t.Rules, "r"+string(q.Rule), string(q.Rule))
	}
	if k := t.ix.cluster(string(q.Cluster)); k != nil {
		row.Group = intern(t, &t.Groups, "g"+k.ID, [2]string{k.ID, k.Verdict})
	}
	for _, run := range runs(q, c) {
		var text any = run.Text
		if run.Text == row.Text {
			text = 0
		}
		row.Runs = append(row.Runs, run.Kind, text)
	}
	return row
}

func (t *block) article(id string) int {
	a := t.ix.article(id)
	outlet := intern(t, &t.Outlets, "o"+a.Outlet, a.Outlet)
	return intern(t, &t.Articles, "a"+id, blockArticle{id, outlet, string(a.Date), clip(string(a.Title), 500),
		clip(string(a.URL), 2000), a.SHA256})
}

// intern returns the place of v in list, adding it the first time.
func intern[T any](t *block, list *[]T, key string, v T) int {
	if i, ok := t.at[key]; ok {
		return i
	}
	i := len(*list)
	t.at[key] = i
	*list = append(*list, v)
	if b, err := json.Marshal(v); err == nil {
		t.size += len(b) + 1
	}
	return i
}

// json escapes <, > and & so that no words of an article can end the block:
// </script> is \u003c/script\u003e there.
func (t *block) json() ([]byte, error) {
	var b bytes.Buffer
	err := json.NewEncoder(&b).Encode(t)
	return b.Bytes(), err
}
