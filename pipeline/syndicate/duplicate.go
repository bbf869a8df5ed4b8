package syndicate

import (
	"cmp"
	"slices"
)

const (
	// rows of a band: two texts whose resemblance is s meet with probability
	// 1-(1-s²)^64, which is 0.93 at 0.2 and 0.02 at 0.02. Three rows would miss
	// one in five of those that were cut to a third.
	rows = 2
	// reach is how many articles before it, by date, one is held against in a
	// band. It bounds what boilerplate costs, the share bars that all articles
	// of one outlet have; true copies meet in most of the 64 bands.
	reach = 4

	// nearly is the share of the shorter text's shingles that the longer must
	// have, alike the least that they must share of both: under a fifth the
	// shorter is a brief or a box in a longer story, and the estimate too rough.
	// On a dump of 3,653 articles and 840 others, all pairs above 0.6 were right
	// by eye; from 0.4 to 0.6 stand reports that are half the agency's and half
	// their own, below that two that quote one statement without marks.
	nearly = 0.6
	alike  = 0.2
)

// A meeting is an article in one band: the band's hashes, and its number in
// the order of dates.
type meeting struct {
	key  uint64
	item int32
}

// duplicates lists pairs of numbers in order whose texts are the same or nearly
// so; each family is connected, and not every pair of it is listed. Time is
// near-linear: 64 sorts of the articles' numbers.
func duplicates(items []Item, order []int, urls []int32) [][2]int {
	pairs := identical(items, order)
	found := newFamilies(len(items))
	for _, p := range pairs {
		found.join(p[0], p[1])
	}
	sketches := cleaned(items, order)
	meetings := make([]meeting, 0, len(items))
	for band := 0; band < bins; band += rows {
		meetings = meetings[:0]
		for n, s := range sketches {
			if s != nil && s.Bins[band] < common && s.Bins[band+1] < common {
				meetings = append(meetings, meeting{uint64(s.Bins[band])<<32 | uint64(s.Bins[band+1]), int32(n)})
			}
		}
		slices.SortFunc(meetings, func(a, b meeting) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.item, b.item)) })
		for k := range meetings {
			for j := k - 1; j >= max(0, k-reach) && meetings[j].key == meetings[k].key; j-- {
				a, b := int(meetings[j].item), int(meetings[k].item)
				if found.root(a) == found.root(b) || urls[a] >= 0 && urls[a] == urls[b] {
					continue
				}
				if repeats(sketches[a], sketches[b]) {
					found.join(a, b)
					pairs = append(pairs, [2]int{a, b})
				}
			}
		}
	}
	return pairs
}

// identical pairs every text with its first printing.
func identical(items []Item, order []int) (pairs [][2]int) {
	first := make(map[string]int, len(items))
	for n, i := range order {
		sum := items[i].Article.SHA256
		if earlier, ok := first[sum]; ok && sum != "" {
			pairs = append(pairs, [2]int{earlier, n})
		} else {
			first[sum] = n
		}
	}
	return pairs
}

// repeats reports whether one of two texts is, but for its quotes, the other or
// a piece of it.
func repeats(a, b *Sketch) bool {
	jaccard, contained := likeness(a, b)
	return jaccard >= alike && contained >= nearly
}
