package corpus

import (
	"bufio"
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/verbatim-news/verbatim/pipeline/page"
)

// readFeed reads an RSS or Atom feed: an article an item, as the feed gives it,
// a teaser included. Items are read one by one, so that those before a fault are
// kept; what follows it is not.
//
// The parser is encoding/xml's. The road not taken is gofeed: it reads the whole
// feed before it gives an item, loses all of them to one fault, whose line it
// does not know, and tells dates at Greenwich. Entities that a DTD defines are
// never expanded by encoding/xml, so that there is no bomb in them.
func readFeed(in *bufio.Reader, s *session) error {
	head, _ := in.Peek(len(magicHead{}))
	if kind := magicOf(head); kind != "" {
		s.refuse("", binaryReason(kind))
		return nil
	}
	f := newFeed(in, s.gate.MaxLine)
	if err := f.open(); err != nil {
		s.refuse(f.fault(err))
		return nil
	}
	for n := 1; ; n++ {
		if err := s.ctx.Err(); err != nil {
			return err
		}
		it, err := f.next()
		switch {
		case err == io.EOF:
			if n == 1 {
				s.refuse("", "feed holds no item")
			}
			return nil
		case err != nil:
			s.refuse(f.fault(err))
			return nil
		}
		if err := s.giveEntry(it, n, f.lang); err != nil {
			return err
		}
	}
}

// giveEntry gives an item, the nth of its feed.
func (s *session) giveEntry(it *entryFields, n int, lang string) error {
	key := tidy(cmp.Or(it.id, it.address()))
	place := fmt.Sprintf("item %d", n)
	if key == "" {
		s.refuse(place, "item has neither id nor link")
		return nil
	}
	place += ", " + key
	if it.unclosed {
		s.refuse(place, "item is not closed")
		return nil
	}
	return s.give(place, it.size(), rawEntry{entryFields: it, as: s.id + "#" + key, lang: lang})
}

// A rawEntry is an item of a feed.
type rawEntry struct {
	*entryFields
	as   string // the article's id
	lang string // of the feed
}

func (e rawEntry) read() (draft, error) {
	text, err := e.text()
	if err == nil && strings.TrimSpace(text) == "" {
		err = errNoText
	}
	if err != nil {
		return draft{}, err
	}
	url := tidy(e.address())
	return draft{id: e.as, text: text, extracted: true, meta: meta{
		outlet: page.Outlet(url), title: tidy(textOf(e.title)), author: tidy(e.author()),
		url: url, lang: tidy(e.lang), date: tidy(e.date()),
	}}, nil
}

func (e rawEntry) key(k *keyer) {
	k.add("entry", e.as, e.lang, e.id, e.title, e.published, e.updated, e.base, e.link, e.origin, e.content, e.encoded, e.summary, strconv.FormatBool(e.permanent))
	k.add(e.names...)
}

var (
	errNoFeed = errors.New("no feed")
	errNoText = errors.New("item has no text")
	errDeep   = fmt.Errorf("XML nested more than %d deep", maxDepth)
)

const maxDepth = 512 // of elements, as of the pages that items hold

// A feed gives the items of a feed in their order.
type feed struct {
	in    *xmlReader
	xml   *xml.Decoder
	lang  string // as the feed gives it
	base  string // what its links are relative to: xml:base, or else the site
	self  string // where the feed lies, if it does not say whose it is
	depth int
	again bool // an item that began inside another
}

func newFeed(in *bufio.Reader, most int) *feed {
	f := &feed{in: &xmlReader{in: in, most: most}}
	f.xml = xml.NewDecoder(f.in)
	// Feeds are joined from templates: “a&b” in addresses and &nbsp; are daily
	// bread, and would cost every item after them.
	f.xml.Strict = false
	f.xml.Entity = xml.HTMLEntity
	f.xml.CharsetReader = f.in.decoded
	return f
}

// fault says where reading stopped, and why.
func (f *feed) fault(err error) (place, reason string) {
	line, _ := f.xml.InputPos()
	place = fmt.Sprintf("line %d", line)
	var bad *xml.SyntaxError
	switch {
	case errors.Is(err, errNoFeed):
		return "", err.Error()
	case errors.As(err, &bad):
		return fmt.Sprintf("line %d", bad.Line), "broken XML: " + tidy(bad.Msg)
	case errors.Is(err, errLong):
		return place, longerThan("item", f.in.most)
	case errors.Is(err, errLongTag):
		return place, longerThan("tag", maxXMLTag)
	case errors.Is(err, errDeep):
		return place, err.Error()
	}
	return place, unreadable(err)
}

// token gives the next token, and keeps count of the elements that are open.
func (f *feed) token() (xml.Token, error) {
	t, err := f.xml.Token()
	switch t.(type) {
	case xml.StartElement:
		f.depth++
		if f.depth > maxDepth {
			return nil, errDeep
		}
	case xml.EndElement:
		f.depth--
	}
	return t, err
}

// open reads up to the root of the feed: rss, RDF (RSS 1.0) or feed (Atom).
func (f *feed) open() error {
	for {
		t, err := f.token()
		if err == io.EOF {
			return errNoFeed
		}
		if err != nil {
			return err
		}
		root, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		switch strings.ToLower(root.Name.Local) {
		case "rss", "rdf", "feed":
			f.lang, f.base = attrOf(root, "lang"), attrOf(root, "base")
			return nil
		}
		return errNoFeed
	}
}

// next gives the next item, or io.EOF.
func (f *feed) next() (*entryFields, error) {
	for {
		f.in.renew()
		if f.again {
			f.again = false
			return f.entry("")
		}
		t, err := f.token()
		if err != nil {
			return nil, err
		}
		el, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		switch {
		case isEntry(el):
			return f.entry(attrOf(el, "base"))
		case strings.EqualFold(el.Name.Local, "channel"):
		case strings.EqualFold(el.Name.Local, "language"):
			lang, err := f.collect()
			if err != nil {
				return nil, err
			}
			f.lang = cmp.Or(f.lang, lang)
		default:
			said, err := f.collect()
			if err != nil {
				return nil, err
			}
			if strings.EqualFold(el.Name.Local, "link") {
				f.noteLink(attrOf(el, "rel"), tidy(cmp.Or(attrOf(el, "href"), said)))
			}
		}
	}
}

// noteLink takes in a link of the feed as a whole.
func (f *feed) noteLink(rel, address string) {
	switch rel {
	case "", "alternate":
		f.base = cmp.Or(f.base, address)
	case "self":
		f.self = cmp.Or(f.self, address)
	}
}

func isEntry(el xml.StartElement) bool {
	return el.Name.Local == "item" || el.Name.Local == "entry"
}

// entry reads an item up to its end, or to the beginning of another, which only
// an item that was never closed has in it. base is what it says itself that its
// links are relative to.
func (f *feed) entry(base string) (*entryFields, error) {
	it := &entryFields{base: resolve(base, cmp.Or(f.base, f.self))}
	for {
		t, err := f.token()
		if err != nil {
			return nil, err
		}
		switch el := t.(type) {
		case xml.EndElement:
			return it, nil
		case xml.StartElement:
			if isEntry(el) {
				f.again, it.unclosed = true, true
				return it, nil
			}
			if err := f.field(el, it); err != nil {
				return nil, err
			}
		}
	}
}

func attrOf(el xml.StartElement, name string) string {
	for _, a := range el.Attr {
		if a.Name.Local == name {
			return strings.TrimSpace(a.Value)
		}
	}
	return ""
}
