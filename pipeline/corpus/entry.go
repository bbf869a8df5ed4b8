package corpus

import (
	"cmp"
	"encoding/xml"
	"errors"
	"html"
	"net/url"
	"slices"
	"strings"

	"github.com/verbatim-news/verbatim/pipeline/page"
)

// entryFields are what an item of a feed says, as it says it.
type entryFields struct {
	id, title                 string
	published, updated        string
	base                      string // what relative links are relative to
	link, origin              string // origin: what an aggregator's link stands for
	names                     []string
	content, encoded, summary string // HTML; plain text is escaped
	unclosed, permanent       bool
}

// size gives the bytes that an item holds on to.
func (it *entryFields) size() int {
	return len(it.id) + len(it.title) + len(it.link) + len(it.content) + len(it.encoded) + len(it.summary)
}

// Namespaces of the modules whose names RSS has too. A feed that forgets to
// declare them has their prefix there.
const (
	nsContent = "http://purl.org/rss/1.0/modules/content/"
	nsDublin  = "http://purl.org/dc/elements/1.1/"
	nsMedia   = "http://search.yahoo.com/mrss/"
)

// field reads one element of an item. Where an element stands twice the first
// is it.
func (f *feed) field(el xml.StartElement, it *entryFields) error {
	name := strings.ToLower(el.Name.Local)
	switch space := el.Name.Space; space {
	case nsContent, "content":
		name = "content:" + name
	case nsDublin, "dc":
		name = "dc:" + name
	case nsMedia, "media", "http://www.itunes.com/dtds/podcast-1.0.dtd", "itunes":
		name = "" // media:title is a picture's
	}
	if name == "author" {
		return f.person(it)
	}
	if name == "link" && attrOf(el, "href") != "" {
		if rel := attrOf(el, "rel"); rel == "" || rel == "alternate" {
			it.link = cmp.Or(it.link, attrOf(el, "href"))
		}
	}
	said, err := f.collect()
	if err != nil {
		return err
	}
	switch t := attrOf(el, "type"); {
	case t == "text" || t == "text/plain":
		said = html.EscapeString(said)
	case strings.Contains(t, "/") && t != mediaHTML && t != "application/xhtml+xml":
		return nil // a picture in base64
	}
	it.set(name, said, attrOf(el, "isPermaLink") != "false")
	return nil
}

func (it *entryFields) set(name, said string, permanent bool) {
	said = strings.TrimSpace(said)
	into := map[string]*string{
		"id": &it.id, "guid": &it.id, "title": &it.title, "link": &it.link, "origlink": &it.origin,
		"content": &it.content, "content:encoded": &it.encoded, "description": &it.summary, "summary": &it.summary,
		"pubdate": &it.published, "published": &it.published, "issued": &it.published, "dc:date": &it.published,
		"updated": &it.updated, "modified": &it.updated,
	}[name]
	switch {
	case said == "":
	case name == "dc:creator":
		it.credit(said)
	case into != nil && *into == "":
		*into = said
		if name == "guid" {
			it.permanent = permanent
		}
	}
}

// person reads an author: in Atom the name is an element, in RSS it stands
// behind the address: “desk@post.example (Ada Ott)”.
func (f *feed) person(it *entryFields) error {
	said, err := f.named("name")
	if err != nil {
		return err
	}
	if _, in, ok := strings.Cut(said, "("); ok {
		said, _, _ = strings.Cut(in, ")")
	}
	it.credit(said)
	return nil
}

// credit adds a name to those who wrote an item, each once. A mail address alone
// is none.
func (it *entryFields) credit(name string) {
	name = strings.TrimSpace(name)
	if name != "" && !strings.Contains(name, "@") && len(it.names) < 20 && !slices.Contains(it.names, name) {
		it.names = append(it.names, name)
	}
}

func (it *entryFields) author() string { return strings.Join(it.names, ", ") }

// date gives when an item was published, or else last changed: a feed that says
// nothing more, as Atom allows, means the same by it.
func (it *entryFields) date() string { return cmp.Or(it.published, it.updated) }

// address gives where the article of an item stands.
func (it *entryFields) address() string {
	if a := cmp.Or(it.origin, it.link); a != "" {
		return resolve(a, it.base)
	}
	if it.permanent && page.Outlet(it.id) != "" {
		return it.id
	}
	return ""
}

// resolve gives an address whole that may be relative to another. Where either is
// none it stays as it is.
func resolve(address, base string) string {
	b, err := url.Parse(base)
	if err != nil || base == "" {
		return address
	}
	u, err := b.Parse(address)
	if err != nil {
		return address
	}
	return u.String()
}

// text gives the fullest of what an item says: content:encoded, content, or the
// description. Where one holds pictures alone the next is asked.
func (it *entryFields) text() (string, error) {
	for _, markup := range []string{it.encoded, it.content, it.summary} {
		if markup == "" {
			continue
		}
		text, err := it.read(markup)
		if text != "" || err != nil {
			return text, err
		}
	}
	return "", nil
}

// read gives the text of an item's markup. Plain text needs no page; what a
// page takes for furniture throughout, as it may a teaser of four words, is the
// item's text all the same, but for its links: “Read more”.
func (it *entryFields) read(markup string) (string, error) {
	if !marked(markup) {
		return strings.TrimSpace(html.UnescapeString(markup)), nil
	}
	p, err := page.Read([]byte("<!DOCTYPE html><title>"+html.EscapeString(textOf(it.title))+"</title><body>"+markup), page.Hint{})
	if errors.Is(err, page.ErrNoArticle) {
		return outsideLinks(markup), nil
	}
	return p.Text, err
}
