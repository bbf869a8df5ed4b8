package corpus

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// mappable are the fields of an article that a Map may place, in the order of help.
var mappable = []string{"id", "text", "html", "outlet", "title", "date", "author", "url", "lang"}

// A Map says where the JSON and the tables of other people hold the fields of an
// article. The zero value is the names of the contract: id, text and the rest.
type Map struct{ paths map[string]string }

// ParseMap reads "text=content.body,date=published_at": fields of an article, and
// where each is held. In JSON a dot leads into an object, a number counts in a list
// from 0, and a name behind a list asks each of its members; a name that holds dots
// itself goes before. In a table it is a column. What is not mapped keeps its name.
// The error says what is wrong with s.
func ParseMap(s string) (Map, error) {
	var m Map
	for pair := range strings.SplitSeq(s, ",") {
		if pair = strings.TrimSpace(pair); pair == "" {
			continue
		}
		field, path, ok := strings.Cut(pair, "=")
		field, path = strings.TrimSpace(field), strings.TrimSpace(path)
		switch {
		case !ok || path == "":
			return Map{}, fmt.Errorf("%q is not FIELD=NAME, as in text=body", pair)
		case !slices.Contains(mappable, field):
			return Map{}, fmt.Errorf("an article has no field %q; there are %s", field, strings.Join(mappable, ", "))
		case m.paths[field] != "":
			return Map{}, fmt.Errorf("%s is mapped twice", field)
		case strings.Count(path, ".") >= maxPath:
			return Map{}, fmt.Errorf("the path of %s is longer than %d names", field, maxPath)
		}
		if m.paths == nil {
			m.paths = map[string]string{}
		}
		m.paths[field] = path
	}
	return m, nil
}

const maxPath = 16 // names of a path

// String writes a map as ParseMap reads it, in one order, so that two that mean the
// same are equal; "" if nothing is mapped.
func (m Map) String() string {
	var pairs []string
	for _, field := range mappable {
		if path := m.paths[field]; path != "" {
			pairs = append(pairs, field+"="+path)
		}
	}
	return strings.Join(pairs, ",")
}

func (m Map) none() bool { return len(m.paths) == 0 }

// path gives where a field is held. html is held nowhere unless a map says so.
func (m Map) path(field string) string {
	if path := m.paths[field]; path != "" || field == "html" {
		return path
	}
	return field
}

// draft makes a draft of a JSON object, which has been found to be valid; id names
// it if it does not itself.
func (m Map) draft(object []byte, id string) (draft, error) {
	d := draft{id: id}
	values := map[string][]json.RawMessage{}
	for _, field := range mappable {
		if path := m.path(field); path != "" {
			values[field] = lookUp(nil, object, path, 0)
		}
	}
	if given := values["id"]; len(given) > 0 {
		d.id = cmp.Or(plainValue(given[0]), id)
	}
	text, mended, err := textOfValues(values["text"])
	if err != nil {
		return d, err
	}
	d.text = text
	if mended {
		d.repairs = append(d.repairs, repairUTF8)
	}
	d.meta = meta{
		outlet: listed(values["outlet"]), title: listed(values["title"]), author: listed(values["author"]),
		url: listed(values["url"]), lang: listed(values["lang"]), date: listed(values["date"]),
	}
	if markup, mended, err := textOfValues(values["html"]); err == nil && markup != "" && d.text == "" {
		if err := d.takeMarkup(markup); err != nil {
			return d, err
		}
		if mended {
			d.repairs = append(d.repairs, repairUTF8)
		}
	}
	return d, m.lacks(&d, object)
}

// takeMarkup fills in the text of markup that was named so.
func (d *draft) takeMarkup(markup string) error {
	it := entryFields{title: d.meta.title}
	text, err := it.read(markup)
	d.text, d.extracted = text, true
	return err
}

// lacks says what a draft made of an object has not that it must have.
func (m Map) lacks(d *draft, object []byte) error {
	return m.lacking(d.id != "", d.text != "" || d.extracted, namesIn(object))
}

// lacking is the error of an article without id or text, with the names that there
// are, since one of them is likely it; nil if it has both.
func (m Map) lacking(id, text bool, names []string) error {
	var missing, hints []string
	for _, f := range []struct {
		name string
		has  bool
	}{{"id", id}, {"text", text}} {
		if path := m.path(f.name); !f.has {
			missing = append(missing, f.name)
			if !slices.Contains(names, path) {
				hints = append(hints, f.name+"=NAME")
			}
		}
	}
	if len(missing) == 0 {
		return nil
	}
	said := "article has no " + strings.Join(missing, " and no ")
	others := slices.DeleteFunc(slices.Clone(names), func(n string) bool { return asked[n] })
	if len(hints) == 0 || len(others) == 0 {
		return errors.New(said)
	}
	return fmt.Errorf("%s; its fields are %s: --map %s says where they are", said, strings.Join(names, ", "), strings.Join(hints, ","))
}

const maxNames = 12 // named in a rejection

// namesIn lists the first names of an object, fit for one line.
func namesIn(object []byte) []string {
	var names []string
	eachMember(bytes.Trim(object, " \t\r\n"), func(key []byte, _ json.RawMessage) {
		if len(names) < maxNames {
			names = append(names, clip(tidy(string(key)), 40))
		}
	})
	return names
}
