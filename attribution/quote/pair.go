package quote

import (
	"strings"

	"github.com/verbatim-news/verbatim/attribution/text"
)

// maxRun is how many paragraphs a quote may run on without being reopened
// before it counts as unclosed; longer runs are lost marks, not speeches.
const maxRun = 4

// lookahead is how many marks a decision may look ahead in its paragraph, so
// that a line of 100,000 apostrophes costs linear time.
const lookahead = 200

// maxDepth is how many quotes may be open at once; print knows three. Without a
// bound, a line of “«“«“« is quotes to its end, each with a copy of the rest.
const maxDepth = 6

// A pairing walks the marks of an article, paragraph by paragraph, with a stack
// of the quotes that are open.
type pairing struct {
	body   string
	paras  []text.Paragraph
	marks  [][]mark // by paragraph
	quotes []Quote
	stack  []open
	strays []Stray
	looks  int // so many marks were looked ahead at
	signed int // the paragraph that is the signature of a pull quote, its mark the quote's
}

// An open quote: its index in quotes, its mark, and how many paragraphs it has
// run on without being reopened.
type open struct {
	quote int
	mark  mark
	para  int
	start int // of the segment that is open
	ran   int
}

// pair finds the marked spans of a document, outer before nested, by start.
func pair(doc *text.Document) ([]Quote, []Stray) {
	p := paired(doc)
	return tidy(doc.Body, p.quotes), p.strays
}

// paired walks the marks of a document.
func paired(doc *text.Document) *pairing {
	p := &pairing{body: doc.Body, paras: doc.Paragraphs}
	var all []mark
	ends := make([]int, len(doc.Paragraphs))
	for i, para := range doc.Paragraphs {
		all = scanMarks(all, doc.Body, para.Span)
		ends[i] = len(all)
	}
	p.marks = make([][]mark, len(ends))
	from := 0
	for i, end := range ends {
		p.marks[i], from = all[from:end:end], end
	}
	for i := range p.paras {
		p.paragraph(i)
	}
	p.unwind(0, len(p.paras)-1)
	return p
}

// paragraph pairs the marks of paragraph i, which may begin inside quotes.
func (p *pairing) paragraph(i int) {
	marks := p.marks[i]
	k := p.reopen(i)
	if i > 0 && i == p.signed {
		k = len(marks)
	}
	for ; k < len(marks); k++ {
		m := marks[k]
		if inch(p.body, m) {
			continue
		}
		p.handle(i, k, m)
	}
	if i+1 < len(p.paras) {
		p.carry(i)
	}
}

// handle gives one mark its part.
func (p *pairing) handle(i, k int, m mark) {
	switch {
	case m.family.double():
		if p.closesDouble(i, k, m) {
			p.close(i, m, true)
		} else if m.side == either && isSpace(m.next) && !isSpace(m.prev) && p.doubleOpen() < 0 {
			if m.prev < '0' || m.prev > '9' { // a bar 48" high
				p.strays = append(p.strays, Stray{At: m.Span})
			}
		} else if m.side != closes || p.opensBackwards(i, k, m) {
			p.open(i, k, m)
		} else {
			p.strays = append(p.strays, Stray{At: m.Span})
		}
	case p.singleOpen() && p.closesSingle(i, k, m):
		p.close(i, m, false)
	case p.opensSingle(i, k, m):
		p.push(i, m)
	}
}

// doubleOpen returns the depth of the innermost double quote on the stack, -1 if none.
func (p *pairing) doubleOpen() int {
	for d := len(p.stack) - 1; d >= 0; d-- {
		if p.stack[d].mark.family.double() {
			return d
		}
	}
	return -1
}

// ahead returns the marks of paragraph i after marks[k], as far as decisions look.
func (p *pairing) ahead(i, k int) []mark {
	rest := p.marks[i][k+1:]
	p.looks += min(len(rest), lookahead)
	return rest[:min(len(rest), lookahead)]
}

// singleOpen reports whether a single-marked quote is open inside the innermost
// double one, where alone a single mark can close it.
func (p *pairing) singleOpen() bool {
	return len(p.stack) > 0 && !p.stack[len(p.stack)-1].mark.family.double()
}

// closesDouble decides whether a double mark ends the innermost double quote.
func (p *pairing) closesDouble(i, k int, m mark) bool {
	d := p.doubleOpen()
	if d < 0 {
		return false
	}
	from := p.stack[d].mark
	switch {
	case m.side == closes:
		return true
	case m.side == opens:
		// “Apparently not,“ he said: an opener typed for a closer. „Gut“ in German.
		return !isSpace(m.prev) && !isWord(m.next) && m.family == from.family && !strings.ContainsRune("—–-([", m.prev)
	case from.family == m.family:
		if m.mayClose() && !m.mayOpen() {
			return true
		}
		if m.mayOpen() && !m.mayClose() {
			// A second opener: the first never closed, unless this one only looks like
			// one because a space slipped in before it: "We go. " he said.
			return false
		}
		return true // glued on both sides, or loose on both: the pair is what we wait for
	default:
		// “…" : a closer of the wrong family ends the quote only if it cannot begin one
		// and the right closer does not come in this paragraph.
		return m.mayClose() && !m.mayOpen() && !p.closerAhead(i, k, from.family)
	}
}

// closerAhead reports whether a mark that can close a quote of family f stands
// after marks[k] in paragraph i.
func (p *pairing) closerAhead(i, k int, f family) bool {
	for _, n := range p.ahead(i, k) {
		if n.family == f && (n.side == closes || n.side == either && n.mayClose()) {
			return true
		}
	}
	return false
}

// opensBackwards reports whether a closing glyph stands where only an opener
// can, with a partner after it: ”We won’t,” she said. »Nein«, sagte er.
func (p *pairing) opensBackwards(i, k int, m mark) bool {
	return isSpace(m.prev) && isWord(m.next) && p.doubleAhead(i, k)
}

func (p *pairing) doubleAhead(i, k int) bool {
	for _, n := range p.ahead(i, k) {
		if n.family.double() {
			return true
		}
	}
	return false
}

// open begins a quote at a double mark. A mark of a family that is open already
// means that the earlier quote was never closed, unless enough closers follow
// for both.
func (p *pairing) open(i, k int, m mark) {
	if d := p.doubleOpen(); d >= 0 && p.stack[d].mark.family == m.family {
		need, have := 2, 0
		for _, n := range p.ahead(i, k) {
			if n.family == m.family {
				if n.side == closes || n.side == either && n.mayClose() && !n.mayOpen() {
					have++
				} else {
					need++
				}
			}
		}
		if have < need {
			p.unwindTo(d, i, m.Start)
		}
	}
	if len(p.stack) >= maxDepth {
		p.unwindTo(0, i, m.Start)
	}
	p.push(i, m)
}

func (p *pairing) push(i int, m mark) {
	within := -1
	if len(p.stack) > 0 {
		within = p.stack[len(p.stack)-1].quote
	}
	p.quotes = append(p.quotes, Quote{Within: within})
	p.stack = append(p.stack, open{quote: len(p.quotes) - 1, mark: m, para: i, start: m.End})
}

// close ends the innermost quote of the mark's rank; single marks left open
// inside it were apostrophes after all.
func (p *pairing) close(_ int, m mark, double bool) {
	d := len(p.stack) - 1
	if double {
		d = p.doubleOpen()
	}
	p.drop(d + 1)
	o := p.stack[d]
	p.segment(o.quote, o.start, m.Start)
	p.stack = p.stack[:d]
}

// drop forgets the open quotes from depth d on.
func (p *pairing) drop(d int) {
	for _, o := range p.stack[d:] {
		p.quotes[o.quote].Segments = nil
	}
	p.stack = p.stack[:d]
}

// segment adds body[start:end] to a quote, without the white space at its ends.
func (p *pairing) segment(q, start, end int) {
	s := trim(p.body, text.Span{Start: start, End: end})
	if !s.Empty() {
		p.quotes[q].Segments = append(p.quotes[q].Segments, s)
	}
}

// opensSingle decides whether a single mark begins a quote. The glyph is the
// apostrophe's too, so a partner has to be in sight.
func (p *pairing) opensSingle(i, k int, m mark) bool {
	if len(p.stack) >= maxDepth || m.side == closes || !m.mayOpen() || !isWord(m.next) && !strings.ContainsRune("“\"[($…@#", m.next) {
		return false
	}
	if elided(p.body[m.End:]) && m.family == apostrophe {
		return false
	}
	depth := 0
	for _, n := range p.ahead(i, k) {
		if n.family.double() {
			depth++
			if d := p.doubleOpen(); d >= 0 && n.side == closes && depth%2 == 1 && n.family == p.stack[d].mark.family {
				return false
			}
			continue
		}
		if n.side != opens && sameSingle(m, n) && n.mayClose() && !isSpace(n.prev) {
			return !elided(p.body[m.End:]) || n.firm()
		}
	}
	// A nested speech may run on into the next paragraph, where it is reopened.
	return m.family == single && m.side == opens && i+1 < len(p.paras) && len(p.marks[i+1]) > 0 && p.startsWith(i+1, m.family)
}

// startsWith reports whether the marks that open paragraph i hold one of family f.
func (p *pairing) startsWith(i int, f family) bool {
	at := p.paras[i].Start
	for n, m := range p.marks[i] {
		if n == lookahead || m.Start != at {
			return false
		}
		p.looks++
		if m.family == f {
			return true
		}
		at = m.End
	}
	return false
}

// sameSingle reports whether two single marks can be one pair: ‘…’, '…', `…'.
func sameSingle(a, b mark) bool {
	return a.family == b.family || a.family == apostrophe && b.family == single && a.side == opens
}

// closesSingle decides whether a single mark ends the innermost quote, or is an
// apostrophe: “the boys’ game”, “goin’ home”.
func (p *pairing) closesSingle(i, k int, m mark) bool {
	top := p.stack[len(p.stack)-1].mark
	if m.side == opens || !sameSingle(top, m) || !m.mayClose() {
		return false
	}
	if m.firm() || !strings.ContainsRune("sSzZnxX", m.prev) {
		return true
	}
	// A weak closer gives way to a firm one, if no other quote begins before it.
	for _, n := range p.ahead(i, k) {
		if n.family.double() {
			if d := p.doubleOpen(); d >= 0 && n.family == p.stack[d].mark.family {
				return true
			}
			continue
		}
		if n.mayOpen() && n.side != closes {
			return true
		}
		if n.mayClose() && n.firm() {
			return false
		}
	}
	return true
}
