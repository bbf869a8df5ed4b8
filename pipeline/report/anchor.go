package report

import (
	"fmt"
	"html/template"
	"strings"
)

// anchor makes the id of an element from the id of a row. Letters, digits and
// / . _ - stand for themselves and # becomes a colon; any other byte is ~ and
// two digits, so that no two rows share an anchor and none holds a space.
func anchor(kind, id string) string {
	var b strings.Builder
	b.WriteString(kind + ":")
	for _, c := range []byte(id) {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', strings.IndexByte("/._-", c) >= 0:
			b.WriteByte(c)
		case c == '#':
			b.WriteByte(':')
		default:
			fmt.Fprintf(&b, "~%02x", c)
		}
	}
	return b.String()
}

// href links to an anchor, which needs no further escaping in a URL.
func href(kind, id string) template.URL { return template.URL("#" + anchor(kind, id)) }
