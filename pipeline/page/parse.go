package page

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Limits, which bound what a page may cost whatever it holds.
const (
	// MaxInput bounds a page, in bytes before decoding: forty times the
	// longest news page of the public benchmarks.
	MaxInput = 16 << 20
	// MaxText bounds the text of an article, in bytes.
	MaxText = 4 << 20

	maxNodes = 1 << 20 // of the tree, some 150 bytes each
	maxField = 2000    // bytes of a title and the like
)

// Why a page is refused. ErrNoArticle says that it was read and holds none.
var (
	ErrNoArticle = errors.New("page holds no article")
	ErrLong      = fmt.Errorf("page longer than %d bytes", MaxInput)
	ErrLongText  = fmt.Errorf("text longer than %d bytes", MaxText)
	ErrReport    = errors.New("page is a report of verbatim") // of an earlier run, left among the inputs
	ErrTangled   = errors.New("page nested too deep or too tangled")
)

// parse makes the tree of a page, once. html.Parse refuses more than 512 open
// elements, but formatting elements that nobody closes are opened anew in every
// paragraph after: 500 <b> and a million <p> would be half a billion nodes. So
// the tags are counted before.
func parse(page []byte) (*html.Node, error) {
	if tangled(page) {
		return nil, ErrTangled
	}
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		return nil, ErrTangled
	}
	return doc, nil
}

// tangled reports whether a page may make more nodes than maxNodes: one for
// every tag and the text after it, and after every tag as many again as there
// are formatting elements open at that place.
func tangled(page []byte) bool {
	nodes, open := 0, 0
	for {
		i := bytes.IndexByte(page, '<')
		if i < 0 || i+1 >= len(page) {
			return false
		}
		page = page[i+1:]
		nodes += 2 + open
		if nodes > maxNodes {
			return true
		}
		closing := page[0] == '/'
		if closing {
			page = page[1:]
		}
		if !formatting(page) {
			continue
		}
		if !closing {
			open++
		} else if open > 0 {
			open--
		}
	}
}

// formatting reports whether a tag's name is that of an element which the
// parser opens anew: a, b, big, code, em, font, i, nobr, s, small, strike,
// strong, tt, u.
func formatting(tag []byte) bool {
	n := 0
	for n < len(tag) && n < 7 && (tag[n]|0x20) >= 'a' && (tag[n]|0x20) <= 'z' {
		n++
	}
	switch strings.ToLower(string(tag[:n])) {
	case "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u":
		return true
	}
	return false
}

// attr gives an attribute's value; "" where there is none.
func attr(n *html.Node, key string) string {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			return n.Attr[i].Val
		}
	}
	return ""
}

// has reports whether an attribute stands there, with a value or without.
func has(n *html.Node, key string) bool {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			return true
		}
	}
	return false
}

// each calls visit for every element of a tree in the order of the page, and
// goes into those for which it returns true.
func each(n *html.Node, visit func(*html.Node) bool) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && visit(c) {
			each(c, visit)
		}
	}
}

// first gives the first element of a kind; nil if there is none.
func first(n *html.Node, kind atom.Atom) *html.Node {
	var found *html.Node
	each(n, func(e *html.Node) bool {
		if found == nil && e.DataAtom == kind {
			found = e
		}
		return found == nil
	})
	return found
}

// textOf gives the text below an element in one line, of at most maxField bytes.
func textOf(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil && b.Len() < 4*maxField; c = c.NextSibling {
			if c.Type == html.TextNode {
				b.WriteString(c.Data)
			} else {
				walk(c)
			}
		}
	}
	walk(n)
	return line(b.String())
}

// line makes a field fit for one line of output.
func line(s string) string {
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "\uFFFD")), " ")
	if len(s) > maxField {
		s = strings.ToValidUTF8(s[:maxField], "")
	}
	return s
}
