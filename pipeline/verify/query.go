package verify

import (
	"slices"
	"strings"

	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/variant"
)

// maxQuote bounds the quotes that are looked up, in words: a speech printed whole
// has ten thousand. What is longer is not found: held in part, the rest of it
// would look put in, or pass.
const maxQuote = 20_000

// A query is one quote on its way through the index.
type query struct {
	ix      *Index
	quote   *record.Quote
	words   []variant.Word
	numbers []uint32      // of the words that are looked up; 0 where the index lacks one, or an editor's word stands
	breaks  []int         // words that an ellipsis stands before
	joints  []int         // words at which the article opens another quote
	beside  []record.Side // what the quote's span holds that is not its speaker's
	agrees  map[string]agreement
	around  map[string]bool // words that stand around the quote in its article
	events  map[int]int     // by transcript: how many of them its title has
}

func (ix *Index) newQuery(q *record.Quote, near string) *query {
	p := printed(q)
	q, joints := p.Quote, p.joints
	words := slices.DeleteFunc(variant.Read(q.Text), func(w variant.Word) bool { return skipped(&w) && !w.Has(variant.Bracketed) })
	if len(words) > maxQuote {
		words = nil
	}
	x := &query{ix: ix, quote: q, beside: p.beside, words: words, numbers: make([]uint32, len(words)), agrees: map[string]agreement{}, events: map[int]int{}}
	name := ""
	if q.Speaker != nil {
		name = q.Speaker.Name
	}
	x.around = aroundOf(near, name)
	for i := range words {
		if w := &words[i]; !w.Has(variant.Bracketed) {
			if n, ok := slices.BinarySearch(ix.vocabulary, wordHash(w)); ok {
				x.numbers[i] = uint32(n + 1)
			}
		}
		if len(joints) > 0 && words[i].Start >= joints[0] {
			joints = joints[1:]
			x.breaks, x.joints = append(x.breaks, i), append(x.joints, i)
		} else if i > 0 && words[i-1].End <= words[i].Start && elided(q.Text[words[i-1].End:words[i].Start]) {
			x.breaks = append(x.breaks, i)
		}
	}
	return x
}

func elided(gap string) bool {
	return strings.Contains(gap, "…") || strings.Contains(gap, "..") || strings.Contains(gap, ". .")
}

// weight is what a word counts for in a score: content more than grammar.
func weight(w *variant.Word) float64 {
	switch {
	case w.Has(variant.Bracketed):
		return 0
	case w.Has(variant.Function) && !w.Has(variant.Negator|variant.Number):
		return 1
	}
	return 2
}

// content counts the words of words[i:j] that are not grammar.
func (x *query) content(i, j int) (n int) {
	for k := i; k < j; k++ {
		if weight(&x.words[k]) > 1 {
			n++
		}
	}
	return n
}

// Bounds on the work that one quote may cost.
const (
	rare      = 32   // a run that stands in so many places is not lengthened
	maxWhole  = 4096 // places of the whole quote that are looked at
	maxHits   = 1 << 16
	maxPlaces = 10 // that a row lists
)

// whole finds the places where all words of the quote stand in a row, out of one
// mouth; nil if there are none. more says whether some were not looked at.
func (x *query) whole() []int {
	if len(x.breaks) > 0 || slices.Contains(x.numbers, 0) || len(x.numbers) == 0 {
		return nil
	}
	r := x.ix.one(x.numbers[0])
	for k := 1; k < min(len(x.numbers), depth) && r.count() > 0; k++ {
		r = x.ix.extend(r, x.numbers[k])
	}
	var out []int
	for i := r.lo; i < min(r.hi, r.lo+maxWhole); i++ {
		if at := int(x.ix.order[i]); x.ix.matches(at, x.numbers) && x.ix.oneMouth(at, at+len(x.numbers)) {
			out = append(out, at)
		}
	}
	return out
}

// matches reports whether numbers stand at place at.
func (ix *Index) matches(at int, numbers []uint32) bool {
	return at+len(numbers) <= len(ix.words) && slices.Equal(ix.words[at:at+len(numbers)], numbers)
}

// oneMouth reports whether words[i:j], of one transcript, are one person's.
func (ix *Index) oneMouth(i, j int) bool {
	t := &ix.Transcripts[ix.transcriptOf(i)]
	from, to := t.Turn(int(ix.start[i])), t.Turn(int(ix.start[j-1]))
	for k := from + 1; k <= to; k++ {
		if t.Turns[k].Speaker != t.Turns[from].Speaker {
			return false
		}
	}
	return true
}

// A hit is a run that the quote and the index share: n words from word i of the
// quote, at place at.
type hit struct{ i, n, at int }

// hits gathers rare runs, in the order of their places: from each word of the
// quote the shortest that is rare.
func (x *query) hits(from, to int) []hit {
	var out []hit
	for i := from; i < to && len(out) < maxHits; i++ {
		r := x.ix.one(x.numbers[i])
		for i+r.n < to && r.n > 0 && r.n < depth && (r.count() > rare || r.n < 2) {
			longer := x.ix.extend(r, x.numbers[i+r.n])
			if longer.count() == 0 {
				break
			}
			r = longer
		}
		if r.n < 2 && (r.count() > rare/4 || x.content(i, i+1) == 0) || r.count() > 8*rare {
			continue
		}
		for k := r.lo; k < r.hi; k++ {
			out = append(out, hit{i, r.n, int(x.ix.order[k])})
		}
	}
	slices.SortFunc(out, func(a, b hit) int {
		if a.at != b.at {
			return a.at - b.at
		}
		return a.i - b.i
	})
	return out
}
