package corpus

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
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

// lookUp appends what an object holds at a path.
func lookUp(found []json.RawMessage, object json.RawMessage, path string, depth int) []json.RawMessage {
	object = bytes.Trim(object, " \t\r\n")
	if len(object) == 0 || object[0] != '{' {
		return found
	}
	var value json.RawMessage
	rest, held := "", -1
	eachMember(object, func(key []byte, v json.RawMessage) {
		if len(key) < held || !strings.HasPrefix(path, string(key)) {
			return
		}
		switch tail := path[len(key):]; {
		case tail == "":
			value, rest, held = v, "", len(key)
		case tail[0] == '.':
			value, rest, held = v, tail[1:], len(key)
		}
	})
	if held < 0 {
		return found
	}
	return descend(found, value, rest, depth+1)
}

// descend appends what a value holds at the rest of a path: of a list the member
// of a number, or each member's.
func descend(found []json.RawMessage, value json.RawMessage, rest string, depth int) []json.RawMessage {
	if depth > 2*maxPath || len(found) >= maxValues {
		return found
	}
	if value[0] != '[' {
		if rest == "" {
			return append(found, value)
		}
		return lookUp(found, value, rest, depth)
	}
	name, after, _ := strings.Cut(rest, ".")
	at, err := strconv.Atoi(name)
	one := rest != "" && err == nil
	n := 0
	eachElement(value, func(v json.RawMessage) {
		switch {
		case one && n == at:
			found = descend(found, v, after, depth+1)
		case !one:
			found = descend(found, v, rest, depth+1)
		}
		n++
	})
	return found
}

const maxValues = 1 << 14 // values that one field may be put together from

// textOfValues gives the text of the strings at a path: of a list its members as
// paragraphs.
func textOfValues(values []json.RawMessage) (text string, mended bool, err error) {
	var parts []string
	for _, v := range values {
		if string(v) == "null" {
			continue
		}
		s, m, err := unquote(v)
		if err != nil {
			return "", false, err
		}
		mended = mended || m
		parts = append(parts, s)
	}
	return strings.Join(parts, "\n\n"), mended, nil
}

// plainValue gives a string as it is and a number as it is written; "" for the rest.
func plainValue(raw json.RawMessage) string {
	switch c := raw[0]; {
	case c == '"':
		var s string
		if json.Unmarshal(raw, &s) == nil {
			return s
		}
	case c == '-' || '0' <= c && c <= '9':
		return string(raw[:min(len(raw), maxField)])
	}
	return ""
}

// listed joins the strings and numbers at a path in one line.
func listed(values []json.RawMessage) string {
	var parts []string
	size := 0
	for _, v := range values {
		if s := plainValue(v); s != "" && size <= maxField {
			parts = append(parts, s)
			size += len(s)
		}
	}
	return tidy(strings.Join(parts, ", "))
}
