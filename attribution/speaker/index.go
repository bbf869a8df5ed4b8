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
	words   map[string][]int // a folded word of a name; a body's whole name or its initials
	entries map[*Entry]int   // never holds nil
}

func newIndex() index { return index{words: map[string][]int{}, entries: map[*Entry]int{}} }

// add lists entity i under its names, once more after its name has changed.
func (x *index) add(e *Entity, i int) {
	if e.Entry != nil {
		x.entries[e.Entry] = i
	}
	for _, w := range e.words {
		x.put(w, i)
	}
	full := e.fold
	x.put(full, i)
	if first, rest, ok := strings.Cut(full, " "); ok {
		x.put(first, i)
		x.put(rest[strings.LastIndexByte(rest, ' ')+1:], i)
		x.put(initials(full), i)
	}
}

func (x *index) put(w string, i int) {
	list := x.words[w]
	if at, ok := slices.BinarySearch(list, i); !ok && len(list) < maxNamesakes {
		x.words[w] = slices.Insert(list, at, i)
	}
}

// named lists the entities that share a word, and the one of a directory's
// entry, which may be nil.
func (x *index) named(w string, e *Entry) []int {
	list := x.words[w]
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

// foldBody folds a body's name without its article.
func foldBody(name string) string { return withoutArticle(Fold(name)) }

func withoutArticle(fold string) string { return strings.TrimPrefix(fold, "the ") }

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
