package variant

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// maxWords bounds what is looked at of one rendering. No reporter quotes a
// longer piece; a page without its closing mark may.
const maxWords = 2000

// A wording is what several quotes print alike, but for what Read folds, under
// one speaker and within the days of one occasion. Grouping works on wordings:
// forty copies of a wire story cost as much as one.
type wording struct {
	seq
	quotes  []int32 // indexes, by id
	size    int     // words as a reader counts them, of the fullest, but for another's
	own     int     // words that are not another's
	content int     // words that are neither grammar nor another's
	speaker *record.Speaker
	block   int32 // number of the speaker's name, in order; 0 if unknown
	lo, hi  int32 // days since 1970 of the first and last quote; noDay if no date is known
	outlets int
	formula bool // a set phrase and nothing else
	titled  bool // short, every word of weight with a capital: the name of a thing, perhaps
	vague   bool // short, and nobody definite is named: “a statement”, “officials”
	elided  bool // an ellipsis stands in it
}

// noDay stands for an unknown day: before all others, so that in every order
// by day the undated come first and are always looked at.
const noDay = -1 << 30

// grouper is one run of Group.
type grouper struct {
	quotes   []record.Quote
	opts     Options
	wordings []wording
	blocks   []int32 // blocks[b] is the first wording of block b; one more than there are blocks
	dayEnd   []int32 // the wording after the last of the same block and day
	base     []int32 // the wording that each is grouped under, perhaps itself
	bridged  []bool  // grouped through a member, not held by the base itself
	rank     []int32 // place in the order of bases: fullest first
	found    *index
	table    table
	count    map[uint64]int32
	events   map[string][]int32 // the shared utterances of an article, by base
}

// collect makes the wordings, sorted by speaker, day and size.
func (g *grouper) collect() {
	nested := g.nestedIn()
	lex := tables()
	type key struct{ speaker, words, article string }
	at := map[key][]int32{} // the wordings of a key: one for each occasion
	for _, q := range g.takingPart() {
		row := &g.quotes[q]
		words := Read(row.Text)
		words = words[:min(len(words), maxWords)]
		s := newSeq(words)
		own := g.maskNested(&s, words, row, nested[row.ID])
		if own < 2 || !strings.ContainsFunc(row.Text, unicode.IsSpace) {
			continue // a single word proves nothing, nor does a compound: shoulder-to-shoulder
		}
		k := key{speaker: speakerKey(row.Speaker), words: idKey(s.id)}
		formula, titled := lex.formula(s.key, s.kind), own <= shortWords && titled(row.Text, words)
		vague := own < g.opts.ConflictWords && vague(row.Speaker)
		if formula || titled || vague || row.Speaker == nil && own < g.opts.ConflictWords {
			k.article = row.Article // the words alone do not make it one utterance
		}
		d := day(row.Date)
		w := g.occasion(at[k], d, len(words))
		if w < 0 {
			w = int32(len(g.wordings))
			g.wordings = append(g.wordings, wording{seq: s, own: own, speaker: row.Speaker, lo: d, hi: d, elided: elided(row.Text), formula: formula, titled: titled, vague: vague})
			at[k] = append(at[k], w)
		}
		g.wordings[w].add(q, d, Words(row.Text)-(len(words)-own))
	}
	g.describe()
	g.sort()
}

// takingPart lists the quotes that can be grouped, by date and id: the order
// that makes the result independent of the order of the input.
func (g *grouper) takingPart() []int32 {
	var out []int32
	for i := range g.quotes {
		if q := &g.quotes[i]; q.Class == record.ClassQuote && q.Kind != record.KindIndirect && len(q.Segments) > 0 {
			out = append(out, int32(i))
		}
	}
	slices.SortFunc(out, func(a, b int32) int {
		p, q := &g.quotes[a], &g.quotes[b]
		return cmp.Or(cmp.Compare(p.Date, q.Date), cmp.Compare(p.ID, q.ID))
	})
	return out
}

// occasion picks the wording, of those with the same words and speaker, whose
// days d belongs to; -1 if it is a new occasion. Days come in order, unknown
// ones first.
func (g *grouper) occasion(ws []int32, d int32, words int) int32 {
	for _, w := range slices.Backward(ws) {
		x := &g.wordings[w]
		if d == noDay || x.hi == noDay || words >= g.opts.LongWords || d-x.lo <= int32(g.opts.Days) {
			return w
		}
	}
	return -1
}

func (w *wording) add(q, d int32, size int) {
	w.quotes = append(w.quotes, q)
	w.size = max(w.size, size)
	w.hi = max(w.hi, d)
	if w.lo == noDay {
		w.lo = d
	}
}

// nestedIn lists, for the id of each quote around others, the nested rows.
func (g *grouper) nestedIn() map[string][]int32 {
	out := map[string][]int32{}
	for i := range g.quotes {
		if q := &g.quotes[i]; q.Within != "" && q.Class == record.ClassQuote {
			out[string(q.Within)] = append(out[string(q.Within)], int32(i))
		}
	}
	for _, inner := range out {
		slices.Sort(inner)
	}
	return out
}

// titled reports whether every word of weight begins with a capital: “In God We
// Trust”, a motto, a book, a programme. Outlets print it alike because it is
// called so, and not because they heard one person say it.
func titled(text string, words []Word) bool {
	n := 0
	for i := range words {
		if w := &words[i]; !w.Has(Function | Number) {
			if !upper(text[w.Start:]) {
				return false
			}
			n++
		}
	}
	return n > 1
}

// vague reports whether a speaker is nobody in particular.
func vague(s *record.Speaker) bool {
	return s != nil && (s.Type == record.TypeDocument || s.Type == record.TypeAnonymous)
}

func elided(text string) bool {
	return strings.Contains(text, "…") || strings.Contains(text, "..") || strings.Contains(text, ". .")
}

// notOwn is the id of words that stand in a nested row: it equals nothing.
const notOwn = 0

// maskNested blanks the words of the nested rows that another speaker says and
// gives the number of words that remain. What a speaker repeats of himself (“And
// I said, ‘No’”) stays his.
func (g *grouper) maskNested(s *seq, words []Word, row *record.Quote, inner []int32) (own int) {
	for i := range words {
		at := articleOffset(row, words[i].Start)
		for _, n := range inner {
			if q := &g.quotes[n]; q.Start <= at && at < q.End && !SameSpeaker(q.Speaker, row.Speaker) {
				s.id[i], s.kind[i], s.head[i] = notOwn, Function, 0
				break
			}
		}
		if s.id[i] != notOwn {
			own++
		}
	}
	return own
}

// articleOffset maps a byte of a quote's text to a byte of its article.
func articleOffset(q *record.Quote, at int) int {
	for _, s := range q.Segments {
		if n := s.End - s.Start; at <= n {
			return s.Start + at
		} else {
			at -= n + 1 // the space that joins two segments
		}
	}
	return q.End
}

func idKey(ids []uint64) string {
	b := make([]byte, 0, 8*len(ids))
	for _, id := range ids {
		b = append(b, byte(id), byte(id>>8), byte(id>>16), byte(id>>24), byte(id>>32), byte(id>>40), byte(id>>48), byte(id>>56))
	}
	return string(b)
}

// day counts a date's days since 1970; what is no date is unknown.
func day(d record.Null) int32 {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return noDay
	}
	return int32(t.Unix() / (24 * 60 * 60))
}

// describe sets what depends on all quotes of a wording, and the speaker's block.
func (g *grouper) describe() {
	names := make([]string, len(g.wordings))
	for i := range g.wordings {
		w := &g.wordings[i]
		names[i] = blockKey(w.speaker)
		w.outlets = g.outlets(w.quotes)
		for j := range w.id {
			if w.id[j] != notOwn && w.kind[j]&(Function|Title) == 0 || w.kind[j]&Number != 0 {
				w.content++
			}
		}
	}
	sorted := slices.Compact(slices.Sorted(slices.Values(append(names, ""))))
	for i := range g.wordings {
		b, _ := slices.BinarySearch(sorted, names[i])
		g.wordings[i].block = int32(b)
	}
	g.blocks = make([]int32, len(sorted)+1)
}

func (g *grouper) outlets(quotes []int32) int {
	names := make([]string, len(quotes))
	for i, q := range quotes {
		names[i] = g.quotes[q].Outlet
	}
	slices.Sort(names)
	return len(slices.Compact(names))
}

// sort orders the wordings by block, day and size, so that the postings of a
// run of words fall into speakers, days, and within a day the fullest first.
func (g *grouper) sort() {
	slices.SortFunc(g.wordings, func(a, b wording) int {
		return cmp.Or(cmp.Compare(a.block, b.block), cmp.Compare(a.lo, b.lo), cmp.Compare(b.size, a.size),
			cmp.Compare(b.outlets, a.outlets), cmp.Compare(g.quotes[a.quotes[0]].ID, g.quotes[b.quotes[0]].ID))
	})
	n := int32(len(g.wordings))
	g.dayEnd = make([]int32, n)
	for i := n - 1; i >= 0; i-- {
		w := &g.wordings[i]
		g.dayEnd[i] = i + 1
		if i+1 < n && g.wordings[i+1].block == w.block && g.wordings[i+1].lo == w.lo {
			g.dayEnd[i] = g.dayEnd[i+1]
		}
	}
	b := 0
	for i := int32(0); i <= n; i++ {
		for b < len(g.blocks) && (i == n || int(g.wordings[i].block) >= b) {
			g.blocks[b] = i
			b++
		}
	}
	order := make([]int32, n)
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(i, j int32) int {
		a, b := &g.wordings[i], &g.wordings[j]
		return cmp.Or(cmp.Compare(b.size, a.size), cmp.Compare(b.outlets, a.outlets), compareDays(a.lo, b.lo),
			cmp.Compare(g.quotes[a.quotes[0]].ID, g.quotes[b.quotes[0]].ID))
	})
	g.rank = make([]int32, n)
	for r, i := range order {
		g.rank[i] = int32(r)
	}
	g.base = order // read by assign, in this order, and then overwritten
}

// compareDays puts unknown days last.
func compareDays(a, b int32) int {
	if (a == noDay) != (b == noDay) {
		return cmp.Compare(b, a)
	}
	return cmp.Compare(a, b)
}
