// Package page reads one saved web page as a news article: its text without
// what stands around it, and what the page says of itself.
package page

import (
	"strings"
	"unicode"

	"golang.org/x/net/html/atom"
)

// A Hint is what is known of a page beside its bytes, of a WARC record or an
// HTTP header; both may be empty.
type Hint struct {
	URL         string // where it was fetched
	ContentType string // "text/html; charset=windows-1252"
}

// A Page is the article of a page.
type Page struct {
	Text   string // valid UTF-8; paragraphs parted by a blank line; without the headline
	Title  string // the headline
	Author string
	URL    string // canonical
	Outlet string // registered domain of URL: "bbc.co.uk"
	Lang   string // as the page gives it: "en-GB"
	Date   string // of publication: "2019-03-05", or as the page writes it
}

// Read reads a page, whose bytes it leaves alone. What it returns depends on its
// arguments alone. The error is ErrLong, ErrTangled, ErrNoArticle or ErrLongText; with ErrNoArticle
// the page still says what it says of itself.
//
// A page is parsed once and walked three times: for what it says of itself, to
// cut it into blocks, and to name the regions that hold no article. Time and
// memory are bounded by MaxInput and the number of nodes, whatever it holds.
func Read(page []byte, hint Hint) (Page, error) {
	if len(page) > MaxInput {
		return Page{}, ErrLong
	}
	doc, err := parse(decode(page, hint.ContentType))
	if err != nil {
		return Page{}, err
	}
	h := readHead(doc)
	p := Page{Title: h.headline(), Author: h.author(), URL: h.address(hint.URL), Lang: h.language(), Date: h.date()}
	p.Outlet = Outlet(p.URL)
	if body := first(doc, atom.Body); body != nil {
		l := cut(body)
		l.strip()
		p.Text = join(l.body(titles(h)))
	}
	switch {
	case p.Text == "":
		return p, ErrNoArticle
	case len(p.Text) > MaxText:
		return Page{}, ErrLongText // half an article would pass for a whole one
	}
	return p, nil
}

// titles lists, folded, what the headline may read like where the page prints it.
func titles(h *head) []string {
	var list []string
	for _, t := range []string{h.linked.headline, h.of("og:title"), h.untailed(h.of("og:title")), h.untailed(h.title), h.of("twitter:title")} {
		if f := fold(t); f != "" {
			list = append(list, f)
		}
	}
	return list
}

// join puts blocks together as paragraphs.
func join(blocks []block) string {
	texts := make([]string, len(blocks))
	for i := range blocks {
		texts[i] = blocks[i].text
	}
	return strings.Join(texts, "\n\n")
}

// fold keeps of a text its letters and digits, in lower case.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
