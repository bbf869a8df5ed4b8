package report

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/verbatim-news/verbatim/pipeline/quotediff"
	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/variant"
)

// tableOf is the table of a group in which each text is a rendering, the first
// the base.
func tableOf(texts ...string) *wordTable {
	r := &Report{}
	g := variant.Cluster{}
	for i, text := range texts {
		outlet := string(rune('p' + i))
		r.Articles = append(r.Articles, record.Article{ID: outlet, Outlet: outlet})
		r.Quotes = append(r.Quotes, record.Quote{ID: outlet + "#1", Article: outlet, Outlet: outlet, Date: record.Null(fmt.Sprintf("2026-05-%02d", 9-i)),
			Text: text, End: len(text), Segments: []record.Span{{End: len(text)}}, Class: record.ClassQuote, Kind: record.KindDirect})
		g.Members = append(g.Members, i)
	}
	r.Clusters = []record.Cluster{quotediff.Cluster(r.Quotes, g, quotediff.Options{})}
	ix, err := newIndex(r)
	if err != nil {
		panic(err)
	}
	group := newGroup(ix, &r.Clusters[0])
	return newTable(group, group.byMember)
}

// cells writes a row as "text/severity*width", what is as in the base in
// parentheses.
func (r *tableRow) cells() string {
	var out []string
	for _, c := range r.Cells {
		s := c.Text
		if c.Missing {
			s = "–"
		}
		if c.Severity > 0 {
			s += fmt.Sprintf("/%d", c.Severity)
		}
		if c.Width > 1 {
			s += fmt.Sprintf("*%d", c.Width)
		}
		if c.Quiet {
			s = "(" + s + ")"
		}
		out = append(out, s)
	}
	return r.Letter + " " + strings.Join(out, " ")
}

func TestTableOfWords(t *testing.T) {
	for _, c := range []struct {
		name  string
		texts []string
		want  []string
	}{
		{"columns in which all do the same are one", []string{"We will not close the coastal line this year.", "We will close the coastal line this year!", "We won’t close the old coastal line this year."}, []string{
			"A (We) (will) (not) (close the) () (coastal line this) (year.)",
			"B (We) (will) –/4 (close the) () (coastal line this) (year!/1)",
			"C (We) (won’t/1*2) (close the) old/2 (coastal line this) (year.)",
		}},
		{"long words in which all agree stand once in full", []string{
			"We will not close the coastal line this year, and nobody in this room ever said that we would.",
			"We will close the coastal line this year, and nobody in this room ever said that we would.",
		}, []string{
			"A (We will) (not) (close the coastal line this year, and nobody in this room ever said that we would.)",
		}},
	} {
		table := tableOf(c.texts...)
		if table == nil {
			t.Errorf("%s: no table", c.name)
			continue
		}
		var got []string
		for i := range table.Rows {
			if i < len(c.want) {
				got = append(got, table.Rows[i].cells())
			}
			for _, cell := range table.Rows[i].Cells {
				if i > 0 && cell.Quiet && len(cell.Text) > 60 {
					t.Errorf("%s: %q at length", c.name, cell.Text)
				}
			}
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s:\n%s", c.name, d)
		}
	}
}

func TestNoTableWhereItTellsNothing(t *testing.T) {
	long := strings.Repeat("we will go and we will stay ", 500)
	apart := strings.Repeat("this one and ", 70)
	for name, texts := range map[string][]string{
		"one wording":                 {"We will go.", "We will go."},
		"a cut, and nothing else":     {"We will go, and you will stay.", "you will stay"},
		"longer than anybody reads":   {long + "now", long + "then"},
		"wider than anybody scrolls":  {apart + "go", strings.ReplaceAll(apart, "this", "that") + "go"},
		"no words at all in the base": {"…", "—", "!"},
	} {
		if table := tableOf(texts...); table != nil {
			t.Errorf("%s: %d rows", name, len(table.Rows))
		}
	}
}
