package corpus

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/verbatim-news/verbatim/pipeline/page"
)

const (
	pageOne = "Ferries to the outer islands sail again from Saturday, after the union took an offer that it had turned down."
	pageTwo = "“We were tired and so were they,” said the union’s secretary, Moira Banks."
	pageAll = pageOne + "\n\n" + pageTwo
)

// webPage writes a page with that text under a head of the caller's.
func webPage(head string) string {
	return `<!DOCTYPE html><html lang="en"><head><title>Ferry strike ends</title>` + head + `</head><body><nav>Menu</nav><h1>Ferry strike ends</h1><p>` +
		pageOne + `</p><div class="related"><p>“Another story,” it says.</p></div><p>` + pageTwo + `</p></body></html>`
}

func TestPages(t *testing.T) {
	const canonical = `<link rel="canonical" href="https://news.skerrypost.com/ferry"><meta name="author" content="A. Ott"><meta name="date" content="2019-08-09">`
	dir := lay(t, map[string]string{
		"in/a/one.html": webPage(canonical), "in/a/two.HTM": webPage(""),
		"in/a/three.html": webPage(canonical), "in/a/three.meta.json": `{"id":"third","outlet":"The Post","title":"T","date":"2020-01-02"}`,
		"in/b/front.html": "<h1>Front</h1><ul><li><a href=/1>One</a></ul>", "in/b/picture.html": "\x89PNG\r\n\x1a\nxxxxxxxx",
		"in/b/deep.html": strings.Repeat("<div>", 600) + webPage(""), "in/b/long.html": strings.Repeat(" ", page.MaxInput+1),
	})
	if err := os.WriteFile(filepath.Join(dir, "in/c.html.gz"), []byte(pack(t, packedGzip, webPage(""))), 0o644); err != nil {
		t.Fatal(err)
	}
	r := read(t, Options{}, filepath.Join(dir, "in"))
	want := []string{
		"a/one|skerrypost.com|||" + pageAll, "third|The Post|||" + pageAll, "a/two|a|||" + pageAll, "c|in|||" + pageAll,
		"in/b/deep.html: page nested too deep or too tangled", "in/b/front.html: page holds no article",
		"in/b/long.html: page longer than 16777216 bytes", "in/b/picture.html: binary: PNG",
	}
	if d := cmp.Diff(want, r.rows(dir)); d != "" {
		t.Error(d)
	}
	var imprints []string
	for _, it := range r.items {
		im := it.Article.Imprint
		imprints = append(imprints, fmt.Sprintf("%s by %s, %s, %s, %s, %v", im.Title, im.Author, im.URL, im.Lang, im.Date.Format("2006-01-02"), it.Extracted))
	}
	const undated = "Ferry strike ends by , , en, 0001-01-01, true"
	if d := cmp.Diff([]string{
		"Ferry strike ends by A. Ott, https://news.skerrypost.com/ferry, en, 2019-08-09, true",
		"T by A. Ott, https://news.skerrypost.com/ferry, en, 2020-01-02, true", undated, undated,
	}, imprints); d != "" {
		t.Error(d)
	}
}

// The words of a page go before what its template says, or its sidecar: an article
// in English is never turned away.
func TestPageLanguage(t *testing.T) {
	english := webPage("<meta charset=utf-8>") + strings.Repeat("<p>He said that the offer was on the table and that it had been there for a week.</p>", 3)
	german := strings.Replace(english, `lang="en"`, `lang="de"`, 1)
	body := "<h1>Huelga</h1><p>" + spanish + "</p><p>" + spanish + " Ya.</p>"
	dir := lay(t, map[string]string{
		"in/a.html": german, "in/b.html": german, "in/b.meta.json": `{"lang":"de"}`,
		"in/c.html": `<html lang="en">` + body,
	})
	r := read(t, Options{}, filepath.Join(dir, "in"))
	if len(r.items) != 2 || r.items[0].Article.Lang != "en" || r.items[1].Article.Lang != "en" {
		t.Errorf("read %+v", r.items)
	}
	if d := cmp.Diff([]string{`in/c.html: language "es", not "en"`}, result{rejected: r.rejected}.rows(dir)); d != "" {
		t.Error(d)
	}
}

// Who keeps an id hangs on the text, and not on whether a page holds it.
func TestPageDuplicates(t *testing.T) {
	other := strings.Replace(webPage(""), "Saturday", "Sunday", 1)
	line := fmt.Sprintf(`{"id":"x","text":%q}`+"\n", pageAll)
	holders := map[string]bool{}
	for _, files := range []map[string]string{
		{"in/x.html": webPage(""), "in/y/1.html": other, "in/y/1.meta.json": `{"id":"x"}`},
		{"in/x.htm": webPage(""), "in/x.html": other},
		{"in/a.jsonl": line, "in/x.html": other},
		{"in/x.html": other, "in/z.jsonl": line},
		{"in/x.txt": pageAll, "in/x.html": other},
	} {
		dir := lay(t, files)
		r := read(t, Options{}, filepath.Join(dir, "in"))
		if len(r.items) != 1 || len(r.rejected) != 1 || r.rejected[0].Reason != DuplicateID {
			t.Fatalf("%d files: %v", len(files), r.rows(dir))
		}
		holders[r.items[0].SHA256] = true
	}
	if len(holders) != 1 {
		t.Errorf("%d texts hold the id", len(holders))
	}
	dir := lay(t, map[string]string{"in/x.html": webPage(""), "in/y.jsonl": line})
	if r := read(t, Options{}, filepath.Join(dir, "in")); len(r.items) != 1 || r.counts.Repeated != 1 || len(r.rejected) != 0 {
		t.Errorf("one text twice: %v", r.rows(dir))
	}
}

func TestPageOnStdin(t *testing.T) {
	for _, before := range []string{"", "\n ", bom} {
		r := readFrom(strings.NewReader(before+webPage(`<link rel="canonical" href="https://news.skerrypost.com/ferry">`)), Options{}, "-")
		if d := cmp.Diff([]string{"stdin|skerrypost.com|||" + pageAll}, r.rows("")); d != "" || r.err != nil {
			t.Errorf("%v %s", r.err, d)
		}
	}
}
