package main

// This file changes rare words of a text for others of their kind.

import (
	"fmt"
	"math/bits"
	"math/rand/v2"
	"strings"
)

// common is how many of the most frequent words stay in every world: those that
// hold sentences together, and nearly all that say who spoke. known is the same
// for names: months, parties, and the people of whom everybody writes.
const (
	common = 500
	known  = 200
)

// A counter counts the words of a dump as they are written.
type counter map[string]int

func (c counter) add(text string) {
	eachWord(text, func(word string) { c[word]++ }, func(string) {})
}

// A vocabulary holds the words that change places, by kind.
type vocabulary struct {
	kinds map[string][]string // every list in a fixed order
	order []string            // of the kinds
}

// A swaps says for a word which stands in its place; nil changes nothing.
type swaps map[string]string

// vocabulary sorts what was counted into kinds. A word that stands in capitals
// more often than not is a name; of other words the last letters tell the kind:
// “voting” changes places with “flooding”. Both are told apart by how frequent
// they are.
func (c counter) vocabulary() *vocabulary {
	lower, names := map[string]int{}, map[string]int{}
	for word, n := range c {
		small := strings.ToLower(word)
		switch {
		case word == small:
			lower[word] = n
		case n > c[small]:
			names[word] = n
		}
	}
	v := &vocabulary{kinds: map[string][]string{}}
	enter := func(kind, word string) {
		if v.kinds[kind] == nil {
			v.order = append(v.order, kind)
		}
		v.kinds[kind] = append(v.kinds[kind], word)
	}
	for i, word := range sortedKeys(lower) {
		if i >= common && len(word) > 3 {
			enter(fmt.Sprint(word[len(word)-2:], band(lower[word])), word)
		}
	}
	for i, word := range sortedKeys(names) {
		if i >= known && word != strings.ToUpper(word) {
			enter(fmt.Sprint("Name", band(names[word])), word)
		}
	}
	return v
}

// band puts words that are about as frequent together: a word that is everywhere
// in a world, and rare in the dump, would be rarer than words are.
func band(n int) int { return bits.Len(uint(n)) / 2 }

// shuffle lets the words of each kind change places.
func (v *vocabulary) shuffle(r *rand.Rand) swaps {
	s := swaps{}
	for _, kind := range v.order {
		words := v.kinds[kind]
		for i, j := range r.Perm(len(words)) {
			s[words[i]] = words[j]
		}
	}
	return s
}

// apply gives a text with its words changed.
func (s swaps) apply(text string) string {
	if s == nil {
		return text
	}
	var b strings.Builder
	b.Grow(len(text) + len(text)/8)
	eachWord(text, func(word string) { b.WriteString(s.of(word)) }, func(other string) { b.WriteString(other) })
	return b.String()
}

// of is what stands in the place of a word, which begins as the word does: in
// capitals, or small.
func (s swaps) of(word string) string {
	if other, ok := s[word]; ok {
		return other
	}
	small := strings.ToLower(word)
	other, ok := s[small]
	if !ok || small == word || word[1:] != small[1:] {
		return word
	}
	return strings.ToUpper(other[:1]) + other[1:]
}

// eachWord calls word for every run of ASCII letters, and rest for all between. A
// run beside a letter of another kind, as in “Peña”, is no word of its own.
func eachWord(text string, word, rest func(string)) {
	done := 0
	for i := 0; i < len(text); {
		start := i
		for i < len(text) && isLetter(text[i]) {
			i++
		}
		if i == start {
			i++
			continue
		}
		if i < len(text) && text[i] == 0xC3 || start > 1 && text[start-2] == 0xC3 { // Latin letters with accents
			continue
		}
		rest(text[done:start])
		word(text[start:i])
		done = i
	}
	rest(text[done:])
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
