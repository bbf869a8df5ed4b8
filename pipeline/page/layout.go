package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A block is a passage that a reader sees set apart: a paragraph, a heading, an
// item of a list, or the bare text between two of them.
type block struct {
	text   string // in one line, with the spaces that a browser shows
	links  int    // bytes of it inside links
	region int    // the innermost region that it lies in
	in     place
	prose  bool
	signed int // bytes at the end of text that name who is quoted
}

// A place is what the elements around a block say of it.
type place struct {
	heading bool // h1 to h6
	top     bool // h1
	item    bool // of a list
	cell    bool // of a table
	quote   bool // blockquote
	apart   bool // a passage set apart that may repeat the text: aside, figure, blockquote
}

// A region is an element that sets its text apart, and the blocks in it:
// blocks[start:end].
type region struct {
	node       *html.Node
	parent     int // index of the region around it, which comes before; -1 at the top
	start, end int
	prose      int  // bytes of prose in it
	out        bool // furniture
}

// A layout is a page cut into blocks, in its order.
type layout struct {
	blocks  []block
	regions []region
}

// A cutter makes a layout.
type cutter struct {
	layout
	run    strings.Builder // of the block begun
	space  bool            // white space since the last letter
	breaks int             // line breaks since the last letter
	links  int             // bytes of the run inside links
	linked int             // links open
	quotes int             // <q> open
	at     int             // region
	in     place
	cited  *html.Node // names the source of the block quotation begun, which is signed with it
}

// cut cuts what is below an element into blocks.
func cut(root *html.Node) *layout {
	c := &cutter{at: -1}
	c.enter(root)
	l := &c.layout
	for i := range l.blocks {
		if b := &l.blocks[i]; b.prose {
			l.regions[b.region].prose += len(b.text)
		}
	}
	l.sum()
	return l
}

// sum adds the prose of every region to that of the one around it.
func (l *layout) sum() {
	for i := len(l.regions) - 1; i > 0; i-- {
		l.regions[l.regions[i].parent].prose += l.regions[i].prose
	}
}

// enter cuts an element that sets its text apart.
func (c *cutter) enter(n *html.Node) {
	c.flush()
	at, in := c.at, c.in
	c.regions = append(c.regions, region{node: n, parent: at, start: len(c.blocks)})
	c.at, c.in = len(c.regions)-1, in.under(n)
	if n.DataAtom == atom.Blockquote {
		c.blockQuote(n)
	} else {
		c.children(n)
		c.flush()
	}
	c.regions[c.at].end = len(c.blocks)
	c.at, c.in = at, in
}

// blockQuote cuts a <blockquote>, and signs it if it names its source.
func (c *cutter) blockQuote(n *html.Node) {
	start, outer := len(c.blocks), c.cited
	words, at := signature(n)
	c.cited = at
	c.children(n)
	c.flush()
	if words != "" {
		c.sign(start, words)
	}
	c.cited = outer
}

func (c *cutter) children(n *html.Node) {
	for d := n.FirstChild; d != nil; d = d.NextSibling {
		switch {
		case d.Type == html.TextNode:
			c.write(d.Data)
		case d == c.cited:
		case d.Type != html.ElementNode || silent[d.DataAtom] || unseen(d):
		case d.DataAtom == atom.Br:
			c.breaks++
			c.space = true
		case d.DataAtom == atom.A:
			c.linked++
			c.children(d)
			c.linked--
		case d.DataAtom == atom.Q:
			c.quoted(d)
		case d.DataAtom == atom.Span && c.at >= 0 && c.regions[c.at].node.DataAtom != atom.P && named(d) != none:
			c.enter(d) // 09:12 and “Lena Ott” over a post
		case inline[d.DataAtom] || d.DataAtom == 0 && c.run.Len() > 0 && !strings.Contains(d.Data, "-"):
			c.children(d)
		default:
			c.enter(d)
		}
	}
}

// quoted writes a <q>, for which a browser prints the marks, unless the page
// does so too.
func (c *cutter) quoted(n *html.Node) {
	open, end := "“", "”"
	if c.quotes++; c.quotes%2 == 0 {
		open, end = "‘", "’"
	}
	if t := n.FirstChild; t == nil || t.Type == html.TextNode && strings.IndexAny(strings.TrimSpace(t.Data), "\"“‘'«") == 0 {
		open, end = "", ""
	}
	c.write(open)
	c.children(n)
	if end != "" {
		space := c.space
		c.space = false
		c.write(end)
		c.space = space
	}
	c.quotes--
}

// write adds text to the run, white space of any length as one space, and
// parts paragraphs where line breaks part them: two in a row, or one after the
// end of a sentence in a line as long as a paragraph's.
func (c *cutter) write(s string) {
	for _, r := range s {
		switch {
		case unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff':
			c.space = c.space || r != '\u200b' && r != '\ufeff'
			continue
		case unicode.IsControl(r) || r == '\u00ad':
			continue
		}
		if c.breaks > 0 && c.run.Len() > 0 && (c.breaks > 1 || c.run.Len() >= longLine && ended(c.run.String())) {
			c.flush()
		}
		n := c.run.Len()
		if c.space && n > 0 {
			c.run.WriteByte(' ')
		}
		c.run.WriteRune(r)
		if c.linked > 0 {
			c.links += c.run.Len() - n
		}
		c.space, c.breaks = false, 0
	}
}

const longLine = 80 // bytes

// flush ends the block begun.
func (c *cutter) flush() {
	if text := c.run.String(); text != "" {
		b := block{text: text, links: c.links, region: c.at, in: c.in}
		b.prose = isProse(&b)
		c.blocks = append(c.blocks, b)
	}
	c.run.Reset()
	c.links, c.space, c.breaks = 0, false, 0
}

// under gives the place of what lies inside an element.
func (p place) under(n *html.Node) place {
	switch n.DataAtom {
	case atom.H1:
		p.heading, p.top = true, true
	case atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		p.heading = true
	case atom.Li, atom.Dd, atom.Dt:
		p.item = true
	case atom.Table:
		p.item = false
	case atom.Td, atom.Th:
		p.cell = true
	case atom.Blockquote:
		p.quote, p.apart = true, true
	case atom.Aside, atom.Figure:
		p.apart = true
	}
	return p
}

// isProse reports whether a block reads as a paragraph does: as long as a
// sentence, with an end to it, and not made of links.
func isProse(b *block) bool {
	n := len(b.text)
	switch {
	case b.in.heading || b.links*2 > n:
		return false
	case n >= 200:
		return true
	}
	return n >= 60 && strings.ContainsAny(b.text, ".!?…") && (ended(b.text) || strings.Contains(b.text, ". "))
}

// ended reports whether a text ends as a sentence does.
func ended(s string) bool {
	s = strings.TrimRight(s, "\"'”’)]» ")
	r, _ := utf8.DecodeLastRuneInString(s)
	return r == '.' || r == '!' || r == '?' || r == '…' || r == ':' || r == ';' || r == ','
}

// silent are the elements whose text is none of the page's: programs, forms,
// pictures, and what HTML itself calls navigation.
var silent = kinds(atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Svg, atom.Math, atom.Iframe, atom.Object, atom.Embed,
	atom.Select, atom.Option, atom.Datalist, atom.Button, atom.Input, atom.Textarea, atom.Label, atom.Nav, atom.Footer, atom.Head, atom.Title,
	atom.Audio, atom.Video, atom.Canvas, atom.Map, atom.Dialog, atom.Figcaption, atom.Caption, atom.Menu, atom.Noframes, atom.Meter, atom.Progress, atom.Rp, atom.Rt)

// inline are the elements that text runs on through.
var inline = kinds(atom.Abbr, atom.Acronym, atom.B, atom.Bdi, atom.Bdo, atom.Big, atom.Cite, atom.Code, atom.Data, atom.Del, atom.Dfn, atom.Em,
	atom.Font, atom.I, atom.Img, atom.Ins, atom.Kbd, atom.Mark, atom.Nobr, atom.Output, atom.Picture, atom.Q, atom.Ruby, atom.S, atom.Samp, atom.Small,
	atom.Source, atom.Span, atom.Strike, atom.Strong, atom.Sub, atom.Sup, atom.Time, atom.Tt, atom.U, atom.Var, atom.Wbr, atom.Link, atom.Meta)

func kinds(list ...atom.Atom) map[atom.Atom]bool {
	m := make(map[atom.Atom]bool, len(list))
	for _, a := range list {
		m[a] = true
	}
	return m
}
