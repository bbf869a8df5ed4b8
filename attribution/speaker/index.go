package speaker

import (
	"slices"
	"strings"
)

// maxNamesakes is how many entities may share a word before the rest go
// unfound: no article has as many, and a list of 10,000 Smiths would otherwise
// be compared each with each.
const maxNamesakes = 100

// An index finds the entities that a name may mean, in the order in which the
// article brings them up. What it finds still has to be held to the name.
type index struct {
	words   map[string]int // a folded word of a name; a body's whole name or its initials -> its list
	lists   [][]int        // of entities
	entries map[*Entry]int // never holds nil
}

func newIndex() index { return index{words: map[string]int{}, entries: map[*Entry]int{}} }

// reset forgets all entities and keeps the memory of the lists.
func (x *index) reset() {
	clear(x.words)
	clear(x.entries)
	x.lists = x.lists[:0]
}

// add lists entity i under its names, once more after its name has changed.
func (x *index) add(e *Entity, i int) {
	if e.Entry != nil {
		x.entries[e.Entry] = i
	}
	for _, w := range e.words {
		x.put(w, i)
	}
	x.put(e.spelling.body, i)
	if e.spelling.first != "" {
		x.put(e.spelling.first, i)
		x.put(e.spelling.last, i)
		x.put(e.spelling.initials, i)
	}
}

func (x *index) put(w string, i int) {
	at, ok := x.words[w]
	if !ok {
		at = len(x.lists)
		x.words[w] = at
		if at == cap(x.lists) {
			x.lists = append(x.lists, nil)
		}
		x.lists = x.lists[:at+1]
		x.lists[at] = x.lists[at][:0]
	}
	list := x.lists[at]
	if n := len(list); n > 0 && list[n-1] == i {
		return
	}
	if k, ok := slices.BinarySearch(list, i); !ok && len(list) < maxNamesakes {
		x.lists[at] = slices.Insert(list, k, i)
	}
}

// of lists the entities that share a word, by their number.
func (x *index) of(w string) []int {
	if at, ok := x.words[w]; ok {
		return x.lists[at]
	}
	return nil
}

// named lists the entities that share a word, and the one of a directory's
// entry, which may be nil.
func (x *index) named(w string, e *Entry) []int {
	list := x.of(w)
	i, ok := x.entries[e]
	if !ok {
		return list
	}
	at, ok := slices.BinarySearch(list, i)
	if ok {
		return list
	}
	return slices.Insert(slices.Clone(list), at, i)
}

// surname is the last word of a person's full name, "" of a single name.
func (e *Entity) surname() string {
	if len(e.words) < 2 {
		return ""
	}
	return e.words[len(e.words)-1]
}

// initials of a body's name, without its small words: "international monetary
// fund" is "imf".
func initials(name string) string {
	var b strings.Builder
	for w := range strings.FieldsSeq(name) {
		if w != "of" && w != "the" && w != "and" && w != "for" {
			b.WriteByte(w[0])
		}
	}
	return b.String()
}
