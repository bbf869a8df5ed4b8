package page

import (
	"cmp"
	"encoding/json"
	"html"
	"strings"
)

const (
	maxLinked = 2 << 20 // bytes of JSON-LD that a page may have read
	maxDepth  = 12      // of its objects
)

// linked is what the JSON-LD of a page says of its article (schema.org
// NewsArticle and its kin). The first object that says a thing is believed.
type linked struct{ headline, author, published, url, lang string }

// read takes in one script. What is no JSON is passed over: a page is not lost
// over it. Line breaks inside strings, which JSON forbids and templates print,
// are mended.
func (l *linked) read(script string) {
	script = strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, script)
	var v any
	if json.Unmarshal([]byte(script), &v) == nil {
		l.walk(v, maxDepth)
	}
}

func (l *linked) walk(v any, depth int) {
	if depth == 0 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			l.walk(item, depth-1)
		}
	case map[string]any:
		if isArticle(v["@type"]) {
			l.take(v)
			return
		}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"} {
			l.walk(v[key], depth-1)
		}
	}
}

// isArticle knows NewsArticle, ReportageNewsArticle, BlogPosting,
// LiveBlogPosting, Report and their kin.
func isArticle(kind any) bool {
	for _, s := range all(kind, 2) {
		if strings.HasSuffix(s, "Article") || strings.HasSuffix(s, "Posting") || s == "Report" {
			return true
		}
	}
	return false
}

func (l *linked) take(v map[string]any) {
	l.headline = cmp.Or(l.headline, field(v["headline"]), field(v["name"]))
	l.author = cmp.Or(l.author, clean(strings.Join(all(v["author"], 4), ", ")), clean(strings.Join(all(v["creator"], 4), ", ")))
	l.published = cmp.Or(l.published, field(v["datePublished"]), field(v["dateCreated"]))
	l.url = cmp.Or(l.url, field(v["url"]), field(v["mainEntityOfPage"]))
	l.lang = cmp.Or(l.lang, field(v["inLanguage"]))
}

// field gives the first string of a value.
func field(v any) string {
	if s := all(v, 4); len(s) > 0 {
		return clean(s[0])
	}
	return ""
}

// all gives the strings of a value: itself, a list's, or of objects the name or
// else the id.
func all(v any, depth int) []string {
	if depth == 0 {
		return nil
	}
	switch v := v.(type) {
	case string:
		if s := strings.TrimSpace(v); s != "" {
			return []string{s}
		}
	case []any:
		var list []string
		for _, item := range v {
			list = append(list, all(item, depth-1)...)
		}
		return list
	case map[string]any:
		if s := all(v["name"], depth-1); s != nil {
			return s
		}
		return all(v["@id"], depth-1)
	}
	return nil
}

// clean undoes the entities that templates print into JSON: “Smith &amp; Sons”.
func clean(s string) string { return line(html.UnescapeString(s)) }
