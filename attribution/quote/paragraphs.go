package quote

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/verbatim-news/verbatim/attribution/text"
)

// carry decides what becomes of the quotes that are open at the end of
// paragraph i. The rule of print is that a speech over several paragraphs is
// reopened in each and closed once; some papers leave the reopening out.
func (p *pairing) carry(i int) {
	for d := range p.stack {
		o := &p.stack[d]
		reopened := p.startsWith(i+1, o.mark.family) || o.mark.family.double() && p.startsDouble(i+1)
		if reopened && d == 0 && turn(p.body[p.paras[i+1].Start:p.paras[i+1].End]) {
			p.unwindTo(d, i, p.paras[i].End) // the next turn of an interview printed as one quote
			return
		}
		if !reopened && d == 0 && o.mark.family == straight && p.signature(i) {
			p.segment(o.quote, o.start, p.paras[i].End)
			p.unwindTo(1, i, p.paras[i].End)
			p.stack, p.signed = p.stack[:0], i+1
			return
		}
		if !reopened && (d > 0 || o.ran >= maxRun || !p.endsLater(i+1, o)) {
			p.unwindTo(d, i, p.paras[i].End)
			return
		}
		if reopened {
			o.ran = 0
		} else {
			o.ran++
		}
		p.segment(o.quote, o.start, p.paras[i].End)
		o.start = p.paras[i+1].Start
	}
}

// signature reports whether the paragraph behind paragraph i is the signature of a
// pull quote, set inside its marks: "It hurts." / "Ana Díaz, mayor." Its only mark
// is the one that ends it, and no sentence runs into it.
func (p *pairing) signature(i int) bool {
	line := p.body[p.paras[i+1].Start:p.paras[i+1].End]
	if n := len(p.marks[i+1]); n != 1 || p.marks[i+1][0].End != p.paras[i+1].End || len(line) > 90 || len(strings.Fields(line)) > 10 {
		return false
	}
	first, _ := utf8.DecodeRuneInString(line)
	last, _ := utf8.DecodeLastRuneInString(p.body[:p.paras[i].End])
	return unicode.IsUpper(first) && strings.ContainsRune(".?!…”’", last)
}

// turn reports whether a paragraph begins, behind its mark, with the name of
// another speaker in capitals and a colon: “RAMOS: Did you lie to them?
func turn(s string) bool {
	s = strings.TrimLeftFunc(s, func(r rune) bool { return isMark(r) || isSpace(r) })
	name, _, ok := strings.Cut(s[:min(len(s), 40)], ":")
	return ok && len(name) > 1 && len(strings.Fields(name)) <= 4 && strings.ToUpper(name) == name && strings.ContainsFunc(name, unicode.IsLetter)
}

// startsDouble reports whether paragraph i begins with a double mark.
func (p *pairing) startsDouble(i int) bool {
	return len(p.marks[i]) > 0 && p.marks[i][0].Start == p.paras[i].Start && p.marks[i][0].family.double() && p.marks[i][0].side != closes
}

// endsLater reports whether a quote that is not reopened is still closed: the
// first double mark in this paragraph or one of the next few is a closer.
func (p *pairing) endsLater(i int, o *open) bool {
	if !o.mark.family.double() {
		return false
	}
	for j := i; j < len(p.paras) && j-i < maxRun-o.ran; j++ {
		for _, m := range p.marks[j] {
			if !m.family.double() {
				continue
			}
			return m.family == o.mark.family && m.mayClose() && (m.side == closes || m.side == either && !m.mayOpen())
		}
	}
	return false
}

// reopen steps over the marks that reopen the quotes carried into paragraph i
// and returns the index of the first mark that is left.
func (p *pairing) reopen(i int) int {
	k, at := 0, p.paras[i].Start
	for d := range p.stack {
		if k < len(p.marks[i]) && p.marks[i][k].Start == at && p.marks[i][k].side != closes && p.marks[i][k].family.double() == p.stack[d].mark.family.double() {
			at = p.marks[i][k].End
			k++
		}
		p.stack[d].start = at
	}
	return k
}

// unwind ends all quotes from depth d on as unclosed at the end of paragraph i.
func (p *pairing) unwind(d, i int) {
	if i >= 0 {
		p.unwindTo(d, i, p.paras[i].End)
	}
}

// unwindTo ends the quotes from depth d on as unclosed, at byte end. A single
// mark without a partner was an apostrophe and leaves nothing behind.
func (p *pairing) unwindTo(d, i, end int) {
	if d >= len(p.stack) {
		return
	}
	for _, o := range p.stack[d:] {
		if o.mark.family.double() || len(p.quotes[o.quote].Segments) > 0 {
			p.segment(o.quote, o.start, end)
			p.quotes[o.quote].Unclosed = true
		} else {
			p.quotes[o.quote].Segments = nil
		}
	}
	p.stack = p.stack[:d]
}

// trim cuts white space from both ends of a span.
func trim(body string, s text.Span) text.Span {
	for s.Start < s.End {
		r, n := utf8.DecodeRuneInString(body[s.Start:s.End])
		if !isSpace(r) {
			break
		}
		s.Start += n
	}
	for s.Start < s.End {
		r, n := utf8.DecodeLastRuneInString(body[s.Start:s.End])
		if !isSpace(r) {
			break
		}
		s.End -= n
	}
	return s
}

// tidy drops the spans that hold no letter or digit, and those that hold another
// and nothing else ('"Ah!"'), orders the rest by start, the outer before the
// nested, and renumbers Within.
func tidy(body string, quotes []Quote) []Quote {
	double := doubled(body, quotes)
	order := make([]int, 0, len(quotes))
	for i := range quotes {
		if !double[i] && hasWords(body, quotes[i].Segments) {
			order = append(order, i)
		}
	}
	sort.SliceStable(order, func(a, b int) bool {
		x, y := quotes[order[a]].Span(), quotes[order[b]].Span()
		if x.Start != y.Start {
			return x.Start < y.Start
		}
		return x.End > y.End
	})
	place := make([]int, len(quotes))
	for i := range place {
		place[i] = -1
	}
	out := make([]Quote, 0, len(order))
	for n, i := range order {
		place[i] = n
		out = append(out, quotes[i])
	}
	for n := range out {
		out[n].Within = parent(quotes, place, out[n].Within)
	}
	return out
}

// maxMargin is how many bytes of marks and blanks two pairs of marks may have between
// them, on either side, to be one quote's. Without a bound every quote inside a quote
// would be held against all of it.
const maxMargin = 64

// doubled marks the quotes that are set in two pairs of marks: of each such pair
// the outer, which the inner one fills.
func doubled(body string, quotes []Quote) []bool {
	out := make([]bool, len(quotes))
	for _, q := range quotes {
		w := q.Within
		if w < 0 || len(q.Segments) != 1 || len(quotes[w].Segments) != 1 {
			continue
		}
		a, b := quotes[w].Segments[0], q.Segments[0]
		if a.Contains(b) && b.Start-a.Start <= maxMargin && a.End-b.End <= maxMargin && !hasText(body[a.Start:b.Start]) && !hasText(body[b.End:a.End]) {
			out[w] = true
		}
	}
	return out
}

// hasText reports whether s holds more than marks and blanks.
func hasText(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return !isMark(r) && !isSpace(r) }) >= 0
}

// parent follows Within up to a quote that was kept.
func parent(quotes []Quote, place []int, w int) int {
	for w >= 0 && place[w] < 0 {
		w = quotes[w].Within
	}
	if w < 0 {
		return -1
	}
	return place[w]
}

// hasWords reports whether a letter or digit stands in any of the spans.
func hasWords(body string, spans []text.Span) bool {
	for _, s := range spans {
		if strings.ContainsFunc(body[s.Start:s.End], isWord) {
			return true
		}
	}
	return false
}
