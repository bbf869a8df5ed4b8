package page_test

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/verbatim-news/verbatim/pipeline/page"
)

var (
	newTag     = regexp.MustCompile(`<(?:p|div|span|script|style)[ >]`)
	rawElement = regexp.MustCompile(`(?i)<(?:xmp|plaintext|textarea|title|iframe|noembed|noframes|style|script|noscript|!\[CDATA)`)
)

// FuzzRead holds for any bytes: no panic, the same answer twice, valid UTF-8
// within bounds, paragraphs parted by blank lines, fields of one line, no text
// with an error, and no tag in the text but such as the page prints escaped.
func FuzzRead(f *testing.F) {
	files, _ := filepath.Glob(pages + "/*.html")
	for _, file := range files {
		html, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(html, "https://news.example.co.uk/a/b", "text/html; charset=iso-8859-1")
	}
	f.Add([]byte("<p>"+one+"<p>"+two+"<table><b><p>x</table><svg><p>y"), "", "")
	f.Fuzz(func(t *testing.T, html []byte, url, kind string) {
		p, err := page.Read(html, page.Hint{URL: url, ContentType: kind})
		again, _ := page.Read(html, page.Hint{URL: url, ContentType: kind})
		if p != again {
			t.Fatal("read twice, two answers")
		}
		if (err == nil) != (p.Text != "") { // with ErrNoArticle the rest stands
			t.Fatalf("%v, text %q", err, p.Text)
		}
		if len(p.Text) > page.MaxText || !utf8.ValidString(p.Text) || strings.Contains(p.Text, "\n\n\n") {
			t.Fatalf("text of %d bytes: %.200q", len(p.Text), p.Text)
		}
		for par := range strings.SplitSeq(p.Text, "\n\n") {
			if par != strings.TrimSpace(par) || strings.ContainsFunc(par, unicode.IsControl) {
				t.Fatalf("paragraph %q", par)
			}
		}
		for _, field := range []string{p.Title, p.Author, p.URL, p.Outlet, p.Lang, p.Date} {
			if !utf8.ValidString(field) || strings.ContainsAny(field, "\r\n") || len(field) > 8000 {
				t.Fatalf("field %.200q", field)
			}
		}
		// A tag that the page does not print escaped, nor in an encoding of its
		// own, can stand in its text only where the parser takes tags for text.
		escaped := bytes.ContainsAny(html, "&\x00\x1b\x0e~") || !utf8.Valid(html)
		if newTag.MatchString(p.Text) && !escaped && !rawElement.Match(html) {
			t.Fatalf("markup in %q of %q", p.Text, html)
		}
	})
}
