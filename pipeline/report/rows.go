package report

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"slices"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// A block is the data of report.html: what the page’s script searches
// and copies from. Names that repeat stand once, in lists that rows point into.
type block struct {
	Outlets  []json.RawMessage `json:"outlets"`  // string
	Speakers []json.RawMessage `json:"speakers"` // id, name, type
	Articles []json.RawMessage `json:"articles"` // blockArticle
	Groups   []json.RawMessage `json:"groups"`   // id, verdict
	Rules    []json.RawMessage `json:"rules"`    // string
	Rows     []json.RawMessage `json:"rows"`

	ix    *index
	at    map[string]int // key of a list's element: its place
	size  int            // bytes so far
	taken []placedRow
}

// A placedRow is a row and its place among all quotes.
type placedRow struct {
	at  int
	row json.RawMessage
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
	t := &block{ix: ix, at: map[string]int{}, Outlets: []json.RawMessage{}, Speakers: []json.RawMessage{}, Articles: []json.RawMessage{},
		Groups: []json.RawMessage{}, Rules: []json.RawMessage{}, Rows: []json.RawMessage{}}
	var grouped []*entry
	for _, e := range ix.quotes {
		if shown[string(e.quote.Cluster)] {
			grouped = append(grouped, e)
		}
	}
	slices.SortFunc(grouped, func(a, b *entry) int { return cmp.Compare(a.at, b.at) })
	for _, e := range grouped {
		if t.size > budget {
			break
		}
		if err := t.take(e.at, e.quote, &e.context, e.article); err != nil {
			return nil, err
		}
	}
	for _, utterance := range []bool{true, false} {
		at := 0
		err := printed(ix.rows, func(q *record.Quote, c *record.Context, a *record.Article) error {
			at++
			switch {
			case t.size > budget:
				return errEnough
			case utterance != (q.Class == record.ClassQuote) || shown[string(q.Cluster)]:
				return nil
			}
			return t.take(at-1, q, c, a)
		})
		if err != nil && !errors.Is(err, errEnough) {
			return nil, err
		}
	}
	slices.SortFunc(t.taken, func(a, b placedRow) int { return cmp.Compare(a.at, b.at) })
	for _, x := range t.taken {
		t.Rows = append(t.Rows, x.row)
	}
	return t, nil
}

func (t *block) take(at int, q *record.Quote, c *record.Context, a *record.Article) error {
	row, err := json.Marshal(t.row(q, *c, a))
	t.taken = append(t.taken, placedRow{at, row})
	t.size += len(row) + 1
	return err
}

func (t *block) row(q *record.Quote, c record.Context, a *record.Article) blockRow {
	row := blockRow{N: q.ID[min(len(q.Article)+1, len(q.ID)):], Start: q.Start, End: q.End, Text: clip(q.Text, maxRun),
		Class: q.Class, Kind: string(q.Kind), Speaker: -1, Rule: -1, Group: -1, Article: t.article(a)}
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
	if _, ok := t.ix.groups.find(string(q.Cluster)); ok {
		row.Group = intern(t, &t.Groups, "g"+string(q.Cluster), [2]string{string(q.Cluster), t.ix.groups.verdict(q.Cluster)})
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

func (t *block) article(a *record.Article) int {
	outlet := intern(t, &t.Outlets, "o"+a.Outlet, a.Outlet)
	return intern(t, &t.Articles, "a"+a.ID, blockArticle{a.ID, outlet, string(a.Date), clip(string(a.Title), 500),
		clip(string(a.URL), 2000), a.SHA256})
}

// intern returns the place of v in list, adding it the first time.
func intern(t *block, list *[]json.RawMessage, key string, v any) int {
	if i, ok := t.at[key]; ok {
		return i
	}
	i := len(*list)
	t.at[key] = i
	b, err := json.Marshal(v)
	if err != nil { // not of strings and numbers
		b = []byte("null")
	}
	*list = append(*list, b)
	t.size += len(b) + 1
	return i
}

// json escapes <, > and & so that no words of an article can end the block:
// </script> is \u003c/script\u003e there.
func (t *block) json() ([]byte, error) {
	var b bytes.Buffer
	err := json.NewEncoder(&b).Encode(t)
	return b.Bytes(), err
}
