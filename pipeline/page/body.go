package page

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// strip marks the regions that are furniture by their names, and takes their
// prose from the regions around them. A template may call the whole page
// “sidebar-right”: the more a region holds, the surer its name must be.
func (l *layout) strip() {
	total := l.regions[0].prose
	for i := 1; i < len(l.regions); i++ {
		r := &l.regions[i]
		r.out = l.regions[r.parent].out || l.furniture(r, total)
	}
	for i := range l.regions {
		l.regions[i].prose = 0
	}
	for i := range l.blocks {
		if b := &l.blocks[i]; b.prose && !l.regions[b.region].out {
			l.regions[b.region].prose += len(b.text)
		}
	}
	l.sum()
}

func (l *layout) furniture(r *region, total int) bool {
	switch named(r.node) {
	case sure:
		return r.prose < total*9/10
	case firm:
		return r.prose < total*2/5
	case weak:
		return r.prose == 0 && r.start < r.end && !l.blocks[r.start].in.quote && !l.said(r)
	}
	return false
}

// said reports whether a region is a paragraph that ends as a sentence does:
// “No,” he said. Such a one may be short, and is the story all the same.
func (l *layout) said(r *region) bool {
	b := &l.blocks[r.start]
	return r.node.DataAtom == atom.P && b.links == 0 && ended(b.text) && strings.ContainsAny(b.text, "\"“‘")
}

// main finds the region of the article. An element that calls itself the
// article's body and holds a fifth of the page's prose is it, with its sisters
// of the same name where an advert cuts the body in two; else it is the page.
// From a region that is whole it goes inwards for as long as one in it holds
// nearly all the prose.
func (l *layout) main() int {
	at := 0
	if named := l.named(); named >= 0 {
		if at = l.around(named); at != named {
			return at // in two: the larger part would pass for nearly all
		}
	}
	for {
		next := l.inside(at)
		if next < 0 {
			return at
		}
		at = next
	}
}

const shortest = 150 // bytes of prose that a body may have: a piece of breaking news

// named finds the region that names itself the body; -1 if none does.
func (l *layout) named() int {
	best := -1
	for i := range l.regions {
		r := &l.regions[i]
		if !r.out && r.prose >= shortest && r.prose*5 >= l.regions[0].prose && (best < 0 || r.prose > l.regions[best].prose) && bodyNamed(r.node) {
			best = i
		}
	}
	return best
}

// around finds the region that holds another and its sisters of the same name,
// numbers apart: “story-body-1” and “story-body-2”. Where the sisters hold next
// to nothing it is the region itself.
func (l *layout) around(at int) int {
	class, end, all := unnumbered(l.regions[at].node), 0, 0
	lo, hi := at, at
	for i := range l.regions {
		r := &l.regions[i]
		if class == "" || r.out || r.prose == 0 || r.start < end || unnumbered(r.node) != class {
			continue
		}
		end, all = r.end, all+r.prose
		lo, hi = min(lo, i), max(hi, i)
	}
	if all*20 < l.regions[at].prose*21 {
		return at
	}
	for l.regions[at].start > l.regions[lo].start || l.regions[at].end < l.regions[hi].end {
		at = l.regions[at].parent
	}
	return at
}

// unnumbered gives the classes of an element without digits.
func unnumbered(n *html.Node) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return -1
		}
		return r
	}, attr(n, "class"))
}

// inside finds a region in another that holds four fifths of its prose, while
// no paragraph of the rest is its sister; -1 if none does.
func (l *layout) inside(at int) int {
	r, next := &l.regions[at], -1
	for i := at + 1; i < len(l.regions) && l.regions[i].start < r.end; i++ {
		in := &l.regions[i]
		if in.parent == at && in.prose > 0 && in.prose*5 >= r.prose*4 {
			next = i
			break
		}
	}
	if next < 0 || l.regions[next].end-l.regions[next].start == 1 {
		return -1
	}
	for i := r.start; i < r.end; i++ {
		b := &l.blocks[i]
		if !b.prose || i >= l.regions[next].start && i < l.regions[next].end {
			continue
		}
		in := &l.regions[b.region]
		if b.region == at || in.parent == at && paragraphs[in.node.DataAtom] && !in.out {
			return -1
		}
	}
	return next
}

// paragraphs are the elements that stand beside each other in one text.
var paragraphs = kinds(atom.P, atom.Blockquote, atom.Ul, atom.Ol, atom.Pre)

// bodyNamed reports whether an element says that it holds an article's text.
func bodyNamed(n *html.Node) bool {
	if attr(n, "itemprop") == "articleBody" {
		return true
	}
	s := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || r == ' ' {
			return unicode.ToLower(r)
		}
		return -1
	}, attr(n, "class")+" "+attr(n, "id"))
	for _, name := range bodyNames {
		if strings.Contains(s, name) {
			return true
		}
	}
	return false
}

var bodyNames = []string{"articlebody", "articletext", "articlecontent", "storybody", "storytext", "storycontent", "entrycontent", "postcontent",
	"postbody", "postentry", "bodytext", "bodycopy", "bodycontent", "articlecopy", "articlemaincontent", "contentbody", "storycopy", "articlewrap"}

// body lists the blocks of the article, in the order of the page.
func (l *layout) body(titles []string) []block {
	r := l.regions[l.main()]
	var kept []block
	for i := l.afterTitle(r, titles); i < r.end; i++ {
		b := l.blocks[i]
		if !l.regions[b.region].out && !l.datum(&b) && !idle(&b) && !isTitle(&b, titles) {
			kept = append(kept, b)
		}
	}
	kept = once(kept)
	return trim(kept)
}

// afterTitle gives the first block after the headline, if most of the prose of
// a region stands there.
func (l *layout) afterTitle(r region, titles []string) int {
	before := 0
	for i := r.start; i < r.end; i++ {
		b := &l.blocks[i]
		if before*4 > r.prose {
			break
		}
		if isTitle(b, titles) {
			return i + 1
		}
		if b.prose && !l.regions[b.region].out {
			before += len(b.text)
		}
	}
	return r.start
}

// isTitle reports whether a block prints the headline: a heading of the first
// order, or what reads like it but for a kicker or the outlet's name.
func isTitle(b *block, titles []string) bool {
	if b.in.top {
		return true
	}
	if b.prose && !b.in.heading || len(b.text) < 8 {
		return false
	}
	f := fold(b.text)
	for _, t := range titles {
		if f == t || b.in.heading && len(f) >= 20 && (strings.HasPrefix(t, f) || strings.HasPrefix(f, t) && len(f) < len(t)*5/4) {
			return true
		}
	}
	return false
}

// datum reports whether a block is the whole of a cell that holds no sentence:
// tables of results. Tables that lay a page out hold paragraphs.
func (l *layout) datum(b *block) bool {
	r := &l.regions[b.region]
	return !b.prose && r.end-r.start == 1 && (r.node.DataAtom == atom.Td || r.node.DataAtom == atom.Th)
}
