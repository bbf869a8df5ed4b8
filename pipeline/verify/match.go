package verify

import (
	"slices"
	"strings"

	"github.com/verbatim-news/verbatim/pipeline/variant"
)

// A match is the part of an alignment in which words are kept: words a0 to a1 of
// the quote, b0 to b1 of what was said, both ends included.
type match struct {
	a0, a1, b0, b1 int
	kept           float64 // weight
	content        int
}

// longGap is how many words of the record must stand between two words of a
// quote for the few beyond to be chance rather than part of it.
const longGap = 8

// newMatch finds the kept words of an alignment, leaves off a few at either end
// that stand far from the rest, and takes in words swapped beside the ends.
// words[0] is word i of the quote, and said are the words of text.
func (x *query) newMatch(pairs []variant.Pair, words, said []variant.Word, text string, i int) match {
	var same []variant.Pair
	for _, p := range pairs {
		if p.A >= 0 && p.B >= 0 && alike(&words[p.A], &said[p.B]) {
			same = append(same, p)
		}
	}
	same = x.trimEnds(same, words, i)
	if len(same) == 0 {
		return match{}
	}
	n := len(same) - 1
	m := match{a0: same[0].A, b0: same[0].B, a1: same[n].A, b1: same[n].B}
	for _, p := range same {
		wt := weight(&words[p.A])
		if m.kept += wt; wt > 1 {
			m.content++
		}
	}
	for _, p := range slices.Backward(pairs) {
		if p.A >= 0 && p.B >= 0 && p.A == m.a0-1 && p.B == m.b0-1 && !parted(text, said, m.b0) {
			m.a0, m.b0 = p.A, p.B
		}
	}
	for _, p := range pairs {
		if p.A == m.a1+1 && p.B == m.b1+1 && !parted(text, said, p.B) {
			m.a1, m.b1 = p.A, p.B
		}
	}
	if m.b1+1 < len(said) && compound(&words[m.a1], &said[m.b1], &said[m.b1+1]) {
		m.b1++
	}
	if m.b0 > 0 && compound(&words[m.a0], &said[m.b0-1], &said[m.b0]) {
		m.b0--
	}
	return m
}

// compound reports whether a word is two of the record in one: “nonnegotiable”,
// “non-negotiable”.
func compound(word, first, second *variant.Word) bool { return word.Key == first.Key+second.Key }

// lost is the weight of the words of a quote that stand where the record has a
// hole: the transcriber did not hear them.
func (s *stretch) lost(pairs []variant.Pair, words, said []variant.Word) (sum float64) {
	const most = 12.0 // weight that one hole may have swallowed
	run, last := 0.0, -1
	at := func(b int) (from, to int) {
		from, to = s.row.Start, s.row.End+nearHole
		if last >= 0 {
			from = s.offset(said[last].End, true)
		}
		if b >= 0 {
			to = s.offset(said[b].Start, false)
		}
		return from, to
	}
	settle := func(b int) {
		if from, to := at(b); run > 0 && slices.ContainsFunc(s.holes, func(h int) bool { return from <= h && h <= to }) {
			sum += min(run, most)
		}
		run = 0
	}
	for _, p := range pairs {
		if p.B < 0 {
			run += weight(&words[p.A])
			continue
		}
		settle(p.B)
		last = p.B
	}
	settle(-1)
	return sum
}

// parted reports whether a mark stands before word i of what was said.
func parted(text string, said []variant.Word, i int) bool {
	return said[i-1].End <= said[i].Start && strings.ContainsAny(text[said[i-1].End:said[i].Start], ".?!,;:—")
}

// trimEnds leaves off blocks at either end that a long gap parts from the rest
// and that hold less than a quote of their own would need.
func (x *query) trimEnds(same []variant.Pair, words []variant.Word, i int) []variant.Pair {
	small := func(block []variant.Pair) bool {
		n := 0
		for _, p := range block {
			if weight(&words[p.A]) > 1 {
				n++
			}
		}
		return n < 3 || len(block) < fewestWords
	}
	bare := func(block []variant.Pair) bool { // grammar alone
		return !slices.ContainsFunc(block, func(p variant.Pair) bool { return weight(&words[p.A]) > 1 })
	}
	far := func(k int) bool {
		gap := same[k].B - same[k-1].B
		return (gap > longGap || gap > 2 && (bare(same[:k]) || bare(same[k:]))) && !slices.ContainsFunc(x.breaks, func(b int) bool { return same[k-1].A < b-i && b-i <= same[k].A })
	}
	for k := 1; k < len(same); k++ {
		if far(k) {
			if !small(same[:k]) {
				break
			}
			same, k = same[k:], 0
		}
	}
	for k := len(same) - 1; k > 0; k-- {
		if far(k) {
			if !small(same[k:]) {
				break
			}
			same = same[:k]
		}
	}
	return same
}

// alike reports whether two words are looked up alike.
func alike(a, b *variant.Word) bool {
	return !a.Has(variant.Bracketed) && (a.ID == b.ID || wordHash(a) == wordHash(b) || variant.Related(a, b) == variant.OtherName)
}

// between weighs the words of a passage that the quote lacks, but for those that
// an ellipsis or an editor's word of the quote stands for. A run of them counts
// as so many words at most: one sentence left out is one change.
func (x *query) between(pairs []variant.Pair, words, said []variant.Word, m match, i int) (inner float64) {
	at, prev, run := 0, -1, 0
	for _, p := range pairs {
		if p.A >= 0 {
			at, prev, run = p.A+1, p.A, 0
			continue
		}
		if run++; p.B > m.b0 && p.B < m.b1 && run <= longGap && !slices.Contains(x.breaks, i+at) &&
			!(prev >= 0 && words[prev].Has(variant.Bracketed)) && !(at < len(words) && words[at].Has(variant.Bracketed)) {
			inner += weight(&said[p.B])
		}
	}
	return inner
}
