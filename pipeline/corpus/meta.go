package corpus

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// meta is what a sidecar or a line of JSON says about an article.
type meta struct{ outlet, title, author, url, lang, date string }

// str gives a field that must be a string where it stands; null and a missing
// field are "".
func (f fields) str(name string) (string, error) {
	raw, ok := f[name]
	if !ok {
		return "", nil
	}
	var s *string
	if err := json.Unmarshal(raw, &s); err != nil {
		return "", fmt.Errorf("%s is not a string", name)
	}
	if s == nil {
		return "", nil
	}
	return *s, nil
}

// loose gives a field that nothing depends on: a string as it is, a list of
// strings joined, a number as it is written, and else nothing. An article is
// not lost over a list of authors.
func (f fields) loose(name string) string {
	raw := f[name]
	if len(raw) == 0 {
		return ""
	}
	switch c := raw[0]; {
	case c == '"' || c == 'n':
		s, _ := f.str(name)
		return tidy(s)
	case c == '[':
		var list []string
		if json.Unmarshal(raw, &list) != nil {
			return ""
		}
		return tidy(strings.Join(list, ", "))
	case c == '-' || '0' <= c && c <= '9':
		return string(raw[:min(len(raw), maxField)])
	}
	return ""
}

// meta gives the fields that both sidecars and lines have.
func (f fields) meta() meta {
	return meta{
		outlet: f.loose("outlet"), title: f.loose("title"), author: f.loose("author"),
		url: f.loose("url"), lang: f.loose("lang"), date: f.loose("date"),
	}
}

const maxField = 2000 // bytes of a title and the like, which every output repeats

// tidy makes a field fit for one line of output: mended as a text is, in one
// line, without marks of direction, of which one would turn round the line that
// it is quoted in, and not without end. A field is no evidence, so this is no
// repair.
func tidy(s string) string {
	s, _ = decodeEntities(s)
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && !unicode.IsSpace(r) || unicode.Is(unicode.Bidi_Control, r) {
			return -1
		}
		return r
	}, s)
	return clip(strings.Join(strings.Fields(s), " "), maxField)
}

// clip cuts s to at most n bytes, between runes.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
