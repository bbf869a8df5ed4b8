package corpus

import (
	"encoding/xml"
	"html"
	"strings"

	nethtml "golang.org/x/net/html"
)

// collect reads an element to its end and gives what it holds: text, or the
// markup of the elements in it, as XHTML in Atom has them.
func (f *feed) collect() (string, error) {
	var b strings.Builder
	marked := false
	for open := 1; ; {
		t, err := f.token()
		if err != nil {
			return "", err
		}
		switch t := t.(type) {
		case xml.CharData:
			if marked {
				b.WriteString(html.EscapeString(string(t)))
			} else {
				b.Write(t)
			}
		case xml.StartElement:
			open++
			if !marked {
				said := b.String()
				b.Reset()
				b.WriteString(html.EscapeString(said))
				marked = true
			}
			writeTag(&b, t)
		case xml.EndElement:
			if open--; open == 0 {
				return b.String(), nil
			}
			if name := t.Name.Local; !childless[name] {
				b.WriteString("</" + name + ">")
			}
		}
	}
}

// childless are the elements of HTML that have no end: </br> would be another.
var childless = map[string]bool{"br": true, "hr": true, "img": true, "input": true, "meta": true, "link": true, "source": true, "wbr": true, "col": true, "embed": true}

func writeTag(b *strings.Builder, el xml.StartElement) {
	b.WriteString("<" + el.Name.Local)
	for _, a := range el.Attr {
		b.WriteString(" " + a.Name.Local + `="` + html.EscapeString(a.Value) + `"`)
	}
	b.WriteString(">")
}

// named reads an element to its end and gives the text of the child of a name,
// or else its own.
func (f *feed) named(name string) (string, error) {
	var own strings.Builder // a comment parts a text, and a megabyte holds many
	var child string
	for {
		t, err := f.token()
		if err != nil {
			return "", err
		}
		switch t := t.(type) {
		case xml.CharData:
			own.Write(t)
		case xml.StartElement:
			said, err := f.collect()
			if err != nil {
				return "", err
			}
			if t.Name.Local == name && child == "" {
				child = said
			}
		case xml.EndElement:
			if child != "" {
				return child, nil
			}
			return own.String(), nil
		}
	}
}

// marked reports whether a text holds a tag: “a < b” is none.
func marked(s string) bool {
	for {
		i := strings.IndexByte(s, '<')
		if i < 0 || i+1 >= len(s) {
			return false
		}
		s = s[i+1:]
		if c := s[0] | 0x20; c >= 'a' && c <= 'z' || s[0] == '/' || s[0] == '!' {
			return true
		}
	}
}

// textOf gives the words of a little markup, such as a title.
func textOf(markup string) string {
	if !marked(markup) {
		return strings.TrimSpace(html.UnescapeString(markup))
	}
	return strings.Join(strings.Fields(words(markup, "")), " ")
}

// outsideLinks gives the words of markup that stand in no link, its paragraphs
// parted by blank lines.
func outsideLinks(markup string) string {
	var paragraphs []string
	for p := range strings.SplitSeq(words(markup, "a"), "\n") {
		if p = strings.Join(strings.Fields(p), " "); p != "" {
			paragraphs = append(paragraphs, p)
		}
	}
	return strings.Join(paragraphs, "\n\n")
}

// words gives the words of markup, a paragraph a line, without those in elements
// called except.
func words(markup, except string) string {
	var b strings.Builder
	z := nethtml.NewTokenizer(strings.NewReader(markup))
	hidden := 0
	for {
		switch kind := z.Next(); kind {
		case nethtml.ErrorToken:
			return b.String()
		case nethtml.TextToken:
			if hidden == 0 {
				b.WriteString(strings.ReplaceAll(string(z.Text()), "\n", " "))
			}
		case nethtml.StartTagToken, nethtml.EndTagToken, nethtml.SelfClosingTagToken:
			name, _ := z.TagName()
			switch string(name) {
			case except, "script", "style":
				switch kind {
				case nethtml.StartTagToken:
					hidden++
				case nethtml.EndTagToken:
					hidden = max(0, hidden-1)
				}
			case "p", "div", "li", "ul", "ol", "tr", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6":
				b.WriteByte('\n')
			case "b", "i", "em", "strong", "span", "u", "sup", "sub", "font", "small":
			default:
				b.WriteByte(' ')
			}
		}
	}
}
