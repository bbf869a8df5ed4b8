package page

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxSignature bounds the words that name the source of a block quotation, in
// bytes: a name and an office.
const maxSignature = 120

// signature finds who a <blockquote> says is quoted: a <cite> or <footer> at its
// end, or the <figcaption> of the figure that it stands in. It gives the words, and
// the element that holds them if that lies in the quotation; "" if nobody is named.
func signature(quote *html.Node) (words string, at *html.Node) {
	if at = lastCite(quote); at == nil {
		figure := quote.Parent
		for figure != nil && figure.DataAtom == atom.Div {
			figure = figure.Parent
		}
		if figure == nil || figure.DataAtom != atom.Figure {
			return "", nil
		}
		if caption := first(figure, atom.Figcaption); caption != nil {
			words = textOf(caption)
		}
	} else {
		words = textOf(at)
	}
	words = strings.TrimLeftFunc(words, dashOrSpace)
	if len(words) > maxSignature || words == "" || creditLine.MatchString(words) || strings.ContainsAny(words, "\"“”") {
		return "", nil
	}
	return words, at
}

// dashOrSpace reports whether a rune leads to a signature: “— Ingrid Vale”.
func dashOrSpace(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) }

// lastCite gives the <cite> or <footer> that ends an element, or the paragraph that
// holds nothing more; nil if none does.
func lastCite(n *html.Node) *html.Node {
	last := n.LastChild
	for last != nil && last.Type != html.ElementNode && strings.TrimSpace(last.Data) == "" {
		last = last.PrevSibling
	}
	if last == nil || last.Type != html.ElementNode {
		return nil
	}
	switch last.DataAtom {
	case atom.Cite, atom.Footer:
		return last
	case atom.P, atom.Div, atom.Small:
		cite := lastCite(last)
		if cite != nil && strings.TrimLeftFunc(textOf(last), dashOrSpace) == textOf(cite) {
			return last
		}
		return cite
	}
	return nil
}

// sign ends the blocks of a block quotation, which begin at start, with the words
// that name its source, as a signature stands behind a quote in print: “We will
// not.” — Ingrid Vale. Where the page prints no marks they are put in: a reader sees
// by the indentation that the words are another's, and a text has none. A block
// quotation that names nobody stays as it is.
func (c *cutter) sign(start int, words string) {
	blocks := c.blocks[start:]
	if len(blocks) == 0 {
		return
	}
	marked := false
	for i := range blocks {
		marked = marked || strings.ContainsAny(blocks[i].text, "\"“”‘«„")
	}
	last := &blocks[len(blocks)-1]
	for i := range blocks {
		if !marked {
			blocks[i].text = "“" + blocks[i].text
		}
	}
	if !marked {
		last.text += "”"
	}
	last.signed = len(" — ") + len(words)
	last.text += " — " + words
	for i := range blocks {
		blocks[i].prose = isProse(&blocks[i])
	}
}
