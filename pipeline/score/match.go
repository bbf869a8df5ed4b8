package score

import (
	"github.com/verbatim-news/verbatim/attribution/text"
	"github.com/verbatim-news/verbatim/pipeline/record"
)

// A goldQuote is a marked span that an attribution covers.
type goldQuote struct {
	*GoldSpan
	span   text.Span
	words  set
	source []text.Span      // empty if the article does not say who
	att    *GoldAttribution // nil if the span names none
	exact  bool             // a row's segment is this span
	hit    bool             // at least half of the words lie inside rows
	best   int              // index of the row that shares most words, -1 if none
}

// A rowQuote is a row that claims to be somebody's marked words.
type rowQuote struct {
	*record.Quote
	segments []text.Span
	words    set
	exact    bool // every segment is a gold span
	hit      bool // at least half of the words lie inside gold quotes
	best     int  // index of the gold quote that shares most words, -1 if none
}

// A matching is one article with its two sides laid over each other.
type matching struct {
	art   *GoldArticle
	page  *page
	golds []goldQuote
	rows  []rowQuote
}

func match(art *GoldArticle, rows []*record.Quote) *matching {
	m := &matching{art: art, page: newPage(art.Text)}
	ignored := m.readGold()
	m.readRows(rows, ignored)
	m.matchExact()
	goldWords, rowWords := set{}, set{}
	golds, claims := make([]set, len(m.golds)), make([]set, len(m.rows))
	for i, g := range m.golds {
		golds[i] = g.words
		goldWords.addAll(g.words)
	}
	for i, r := range m.rows {
		claims[i] = r.words
		rowWords.addAll(r.words)
	}
	toGold, toRow := newIndex(golds), newIndex(claims)
	for i := range m.golds {
		g := &m.golds[i]
		g.hit = g.words.mostly(rowWords)
		g.best = toRow.nearest(g.words, true)
	}
	for i := range m.rows {
		r := &m.rows[i]
		r.hit = r.words.mostly(goldWords)
		r.best = toGold.nearest(r.words, false)
	}
	return m
}

// readGold fills m.golds and returns the words on which nobody is judged:
// stretches left out by the annotators, and spans in single marks, which this
// kind of gold does not annotate.
func (m *matching) readGold() (ignored set) {
	atts := map[string]*GoldAttribution{}
	for i := range m.art.Gold.Attributions {
		a := &m.art.Gold.Attributions[i]
		atts[a.ID] = a
	}
	ignored = m.page.words(m.spans(m.art.Gold.Ignore)...)
	for i := range m.art.Gold.Spans {
		q := &m.art.Gold.Spans[i]
		span := m.page.clamp(q.Start, q.End)
		words := m.page.words(span)
		switch {
		case len(words) == 0:
		case q.Mark == "single":
			ignored.addAll(words)
		case q.Covered && words.common(ignored) < len(words):
			g := goldQuote{GoldSpan: q, span: span, words: words, att: atts[q.Attribution]}
			if g.att != nil {
				g.source = m.spans(g.att.Source)
			}
			m.golds = append(m.golds, g)
		}
	}
	for _, g := range m.golds {
		ignored.removeAll(g.words)
	}
	return ignored
}

func (m *matching) spans(pairs [][2]int) []text.Span {
	spans := make([]text.Span, len(pairs))
	for i, p := range pairs {
		spans[i] = m.page.clamp(p[0], p[1])
	}
	return spans
}

func (m *matching) readRows(rows []*record.Quote, ignored set) {
	for _, q := range rows {
		// Nested quotes are not annotated in this gold.
		if q.Class != record.ClassQuote || q.Kind == record.KindIndirect || q.Within != "" {
			continue
		}
		r := rowQuote{Quote: q, segments: m.page.segments(q)}
		r.words = m.page.words(r.segments...)
		if len(r.words) > 0 && !r.words.mostly(ignored) {
			m.rows = append(m.rows, r)
		}
	}
}

// segments are those of a row; where it has none, the whole of it.
func (p *page) segments(q *record.Quote) []text.Span {
	if len(q.Segments) == 0 {
		return []text.Span{p.clamp(q.Start, q.End)}
	}
	var out []text.Span
	for _, s := range q.Segments {
		out = append(out, p.clamp(s.Start, s.End))
	}
	return out
}

// matchExact pairs segments with gold spans one to one.
func (m *matching) matchExact() {
	open := map[text.Span][]int{}
	for i, g := range m.golds {
		at := m.page.trim(g.span)
		open[at] = append(open[at], i)
	}
	for i := range m.rows {
		hits := 0
		for _, s := range m.rows[i].segments {
			at := m.page.trim(s)
			if n := len(open[at]); n > 0 {
				m.golds[open[at][n-1]].exact = true
				open[at] = open[at][:n-1]
				hits++
			}
		}
		m.rows[i].exact = hits == len(m.rows[i].segments)
	}
}

// An index finds, of several sets of words, the one that shares most with a
// given set, without trying them all.
type index struct {
	sets    []set
	holders map[int][]int // word -> numbers of the sets that hold it, ascending
}

func newIndex(sets []set) index {
	x := index{sets, map[int][]int{}}
	for i, s := range sets {
		for w := range s {
			x.holders[w] = append(x.holders[w], i)
		}
	}
	return x
}

// nearest is the number of the set that shares most words with s, the one
// nearest in length among equals if byLength is set, the lowest number among
// those; -1 if none shares a word.
func (x index) nearest(s set, byLength bool) int {
	shared := map[int]int{}
	for w := range s {
		for _, i := range x.holders[w] {
			shared[i]++
		}
	}
	best := -1
	better := func(i int) bool {
		switch {
		case best < 0:
			return true
		case shared[i] != shared[best]:
			return shared[i] > shared[best]
		}
		if byLength {
			a, b := distance(len(x.sets[i]), len(s)), distance(len(x.sets[best]), len(s))
			if a != b {
				return a < b
			}
		}
		return i < best
	}
	for i := range shared {
		if better(i) {
			best = i
		}
	}
	return best
}

func distance(a, b int) int { return max(a-b, b-a) }
