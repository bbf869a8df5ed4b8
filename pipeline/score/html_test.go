package score

import (
	"bytes"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/verbatim-news/verbatim/pipeline/report"
)

// errorsOf renders the errors of the sample, in which names are hostile.
func errorsOf(t *testing.T) (*Result, []byte) {
	t.Helper()
	gold, rows := readGold(t, "testdata/mini.gold.jsonl"), readRows(t, "testdata/mini.quotes.jsonl")
	gold[0].Outlet = `"><script>alert(1)</script>`
	for i := range rows {
		rows[i].Rule = `x" onmouseover="alert(2)`
	}
	r := Quotes(gold, rows)
	var b bytes.Buffer
	if err := r.WriteHTML(&b, `gold<img src=x>.jsonl`, "v0"); err != nil {
		t.Fatal(err)
	}
	return r, b.Bytes()
}

// The page shows every error once, loads nothing, and runs its own script alone.
func TestWriteHTML(t *testing.T) {
	r, page := errorsOf(t)
	tags, ids := map[string]int{}, map[string]bool{}
	policy := ""
	z := html.NewTokenizer(bytes.NewReader(page))
	for z.Next() != html.ErrorToken {
		token := z.Token()
		if token.Type != html.StartTagToken {
			continue
		}
		tags[token.Data]++
		for _, a := range token.Attr {
			switch {
			case a.Key == "content" && strings.Contains(a.Val, "default-src"):
				policy = a.Val
			case a.Key == "id" && ids[a.Val]:
				t.Errorf("id %q twice", a.Val)
			case a.Key == "id":
				ids[a.Val] = true
			case a.Key == "src", a.Key == "href" && !strings.HasPrefix(a.Val, "#"), strings.HasPrefix(a.Key, "on"):
				t.Errorf("<%s %s=%q>", token.Data, a.Key, a.Val)
			}
		}
	}
	if tags["script"] != 1 || tags["img"] != 0 || tags["h1"] != 1 || tags["article"] != len(r.Errors) {
		t.Errorf("%v for %d errors", tags, len(r.Errors))
	}
	if policy != report.Policy(report.Stylesheet()+errorsCSS, errorsJS) {
		t.Errorf("the policy is %s", policy)
	}
}

// Both sides are marked in the context, and told apart.
func TestErrorMarks(t *testing.T) {
	_, page := errorsOf(t)
	for _, want := range []string{
		`<mark class="q s"><span class="vh">quote in the gold, quote found: </span>`,
		`<mark class="m">`, `<mark class="x">`, `<mark class="s">`, `<dd>nobody named`, `<dd>no quote`,
	} {
		if !bytes.Contains(page, []byte(want)) {
			t.Errorf("no %s", want)
		}
	}
}
