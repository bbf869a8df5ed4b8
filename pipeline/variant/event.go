package variant

import "slices"

// events are the shared utterances of every article: two articles that share an
// utterance of substance cover one event, and only then is a set phrase in both
// of them, or a few words of nobody definite, one utterance too.
type events struct {
	first  []int32 // shared[first[a]:first[a+1]] are the bases of article a, in order
	shared []int32
	around map[int32][]int32 // of a wording that many quotes print, the bases that their articles share, in order
}

// noteEvents finds, for every base so far, the articles that print it.
func (g *grouper) noteEvents() {
	e := &g.events
	n := 0 // articles
	if last := len(g.printings); last > 0 {
		n = int(g.printings[last-1].article) + 1
	}
	prints := g.prints()
	e.first = make([]int32, n+1)
	shared := prints[:0]
	for i := 0; i < len(prints); {
		j := i
		for j < len(prints) && prints[j]>>32 == prints[i]>>32 {
			j++
		}
		if j-i > 1 {
			for _, p := range prints[i:j] {
				e.first[int32(uint32(p))+1]++
			}
			shared = append(shared, prints[i:j]...)
		}
		i = j
	}
	for a := 1; a < len(e.first); a++ {
		e.first[a] += e.first[a-1]
	}
	at := slices.Clone(e.first)
	e.shared = make([]int32, len(shared))
	for _, p := range shared {
		a := uint32(p)
		e.shared[at[a]] = int32(p >> 32)
		at[a]++
	}
}

// prints lists base and article, once for each, by base.
func (g *grouper) prints() []uint64 {
	n := 0
	for i := range g.wordings {
		if w := &g.wordings[i]; !w.late() {
			n += int(w.count)
		}
	}
	out := make([]uint64, 0, n)
	for i := range g.wordings {
		if w := &g.wordings[i]; !w.late() {
			for _, p := range g.printingsOf(w) {
				out = append(out, uint64(g.base[i])<<32|uint64(g.article(p)))
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// known reports whether the events were noted.
func (e *events) known() bool { return e.first != nil }

// of lists the shared utterances of an article, by base.
func (e *events) of(a int32) []int32 {
	return e.shared[e.first[a]:e.first[a+1]]
}

// together reports whether an article of x and one that prints the base itself
// share an utterance of substance.
func (g *grouper) together(x *wording, base int32) bool {
	there := g.around(base)
	for _, p := range g.printingsOf(x) {
		for _, b := range g.events.of(g.article(p)) {
			if _, ok := slices.BinarySearch(there, b); ok {
				return true
			}
		}
	}
	return false
}

// manyQuotes is from how many quotes on it is kept what the articles of a wording
// share: all late wordings of an event may ask it of one that all papers print.
const manyQuotes = 16

// around lists the shared utterances of all articles that print a wording, in
// order.
func (g *grouper) around(w int32) []int32 {
	e := &g.events
	if list, ok := e.around[w]; ok {
		return list
	}
	quotes := g.printingsOf(&g.wordings[w])
	var list []int32
	for _, p := range quotes {
		list = append(list, e.of(g.article(p))...)
	}
	slices.Sort(list)
	list = slices.Compact(list)
	if len(quotes) >= manyQuotes {
		if e.around == nil {
			e.around = map[int32][]int32{}
		}
		e.around[w] = slices.Clone(list)
	}
	return list
}
