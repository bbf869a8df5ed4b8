package corpus

import (
	"cmp"
	"encoding/json"
	"errors"
	"html"
	"strings"
	"unicode/utf8"
)

// jsonFeed is what a JSON Feed of version 1.0 or 1.1 (jsonfeed.org) says of all its
// items. The reader is encoding/json's under a valueReader, and not gofeed's: that
// one reads the whole feed before it gives an item, and one that breaks off has
// none.
type jsonFeed struct {
	version, home, address, lang string
	items                        []byte
}

// note takes in a member of a feed's object.
func (f *jsonFeed) note(name string, value []byte) {
	into := map[string]*string{
		`"version"`: &f.version, `"home_page_url"`: &f.home, `"feed_url"`: &f.address, `"language"`: &f.lang,
	}[name]
	switch {
	case into != nil:
		json.Unmarshal(value, into) // what is no string says nothing
	case name == `"items"`:
		f.items = value
	}
}

func (f *jsonFeed) isFeed() bool {
	_, behind, ok := strings.Cut(f.version, "://")
	return ok && strings.HasPrefix(strings.TrimPrefix(behind, "www."), "jsonfeed.org/version/")
}

// jsonItem is an item of a JSON Feed.
type jsonItem struct {
	ID        json.RawMessage `json:"id"` // a string; some write a number
	URL       string          `json:"url"`
	External  string          `json:"external_url"`
	Title     string          `json:"title"`
	HTML      string          `json:"content_html"`
	Text      string          `json:"content_text"`
	Summary   string          `json:"summary"`
	Published string          `json:"date_published"`
	Modified  string          `json:"date_modified"`
	Lang      string          `json:"language"`
	Author    jsonAuthor      `json:"author"` // of version 1.0
	Authors   []jsonAuthor    `json:"authors"`
}

type jsonAuthor struct {
	Name string `json:"name"`
}

// readItem reads the next item of a feed.
func (d *document) readItem(in *valueReader, f *jsonFeed) error {
	d.n++
	value, err := in.next()
	if errors.Is(err, errLong) {
		d.refuse(d.place(), longerThan("item", d.gate.MaxLine))
		return nil
	}
	if err != nil {
		return err
	}
	it, lang, err := parseItem(value, f)
	if err != nil {
		d.refuse(d.place(), err.Error())
		return nil
	}
	return d.giveEntry(it, d.n, lang)
}

// parseItem makes of an item what RSS and Atom have of theirs. A field of another
// kind than the format's is passed over: an article is not lost over its author.
func parseItem(value []byte, f *jsonFeed) (it *entryFields, lang string, err error) {
	if !utf8.Valid(value) {
		fixed, ok := fixUTF8(string(value))
		if !ok {
			return nil, "", errors.New(reasonEncoding)
		}
		value = []byte(fixed)
	}
	if _, err := parseObject(value); err != nil {
		return nil, "", err
	}
	var j jsonItem
	var kind *json.UnmarshalTypeError
	if err := json.Unmarshal(value, &j); err != nil && !errors.As(err, &kind) {
		return nil, "", errors.New("bad JSON: " + tidy(err.Error()))
	}
	it = &entryFields{
		title: html.EscapeString(j.Title), link: cmp.Or(j.URL, j.External), base: cmp.Or(f.home, f.address),
		encoded: j.HTML, content: html.EscapeString(j.Text), summary: html.EscapeString(j.Summary),
		published: j.Published, updated: j.Modified, permanent: true,
	}
	if len(j.ID) > 0 {
		it.id = plainValue(j.ID)
	}
	for _, a := range append(j.Authors, j.Author) {
		it.credit(a.Name)
	}
	return it, cmp.Or(j.Lang, f.lang), nil
}
