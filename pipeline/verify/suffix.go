package verify

import (
	"cmp"
	"slices"
	"sort"
)

const (
	stepWords     = 3 // words that one key of a round of sorting holds
	rounds        = 4
	depth         = stepWords * rounds // runs are told apart up to so many words
	wordBits      = 21
	maxVocabulary = 1<<wordBits - 1
)

// sortRuns gives every place of words that holds a word, ordered by the depth
// words from there on; runs that long which are equal stay in the order of
// their places. Words are compared three at a time, round by round, and only
// among those not yet told apart: speech repeats itself in phrases, seldom in
// sentences.
func sortRuns(words []uint32) []uint32 {
	items := make([]keyed, 0, len(words))
	for i, w := range words {
		if w != 0 {
			items = append(items, keyed{keyAt(words, i), uint32(i)})
		}
	}
	refine(items, words, 0)
	order := make([]uint32, len(items))
	for i, it := range items {
		order[i] = it.at
	}
	return order
}

type keyed struct {
	key uint64
	at  uint32
}

// keyAt packs three words from place i on; after the end of a transcript
// nothing follows.
func keyAt(words []uint32, i int) (key uint64) {
	for k := range stepWords {
		key <<= wordBits
		if i+k < len(words) && words[i+k] != 0 {
			key |= uint64(words[i+k])
			continue
		}
		return key << (wordBits * (stepWords - 1 - k))
	}
	return key
}

// refine sorts items by their keys, and those of equal keys by what follows.
func refine(items []keyed, words []uint32, round int) {
	slices.SortFunc(items, func(a, b keyed) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.at, b.at)) })
	if round+1 == rounds {
		return
	}
	for i := 0; i < len(items); {
		j := i + 1
		for j < len(items) && items[j].key == items[i].key {
			j++
		}
		if same := items[i:j]; len(same) > 1 && same[0].key&maxVocabulary != 0 {
			for k := range same {
				same[k].key = keyAt(words, int(same[k].at)+stepWords*(round+1))
			}
			refine(same, words, round+1)
		}
		i = j
	}
}

// A runs is a stretch of Index.order whose places begin with the same n words.
type runs struct{ lo, hi, n int }

func (r runs) count() int { return r.hi - r.lo }

// one gives the places of a word; empty if it is 0.
func (ix *Index) one(word uint32) runs {
	if word == 0 {
		return runs{}
	}
	return runs{int(ix.begins[word]), int(ix.begins[word+1]), 1}
}

// extend narrows r to the places at which word follows. From depth words on the
// places are in no order, and nothing is narrowed.
func (ix *Index) extend(r runs, word uint32) runs {
	at := func(i int) uint32 {
		if p := int(ix.order[i]) + r.n; p < len(ix.words) {
			return ix.words[p]
		}
		return 0
	}
	if word == 0 {
		return runs{}
	}
	lo := r.lo + sort.Search(r.count(), func(i int) bool { return at(r.lo+i) >= word })
	hi := lo + sort.Search(r.hi-lo, func(i int) bool { return at(lo+i) > word })
	return runs{lo, hi, r.n + 1}
}
