package lexicon

import "iter"

// A Table maps words to bits, for the questions that are asked of every token of an
// article: one look-up answers them all, in a third of the time of a Go map. It is
// read-only and may be shared.
type Table struct {
	maybe []uint64 // by hash, a bit for each word: small enough for the fastest memory, it turns most words away
	slots []slot
	mask  uint32
}

type slot struct {
	word string
	bits uint32
}

// NewTable makes a Table of words and their bits.
func NewTable(words map[string]uint32) *Table {
	size := 16
	for size < 2*len(words) {
		size *= 2
	}
	t := &Table{maybe: make([]uint64, size/8), slots: make([]slot, size), mask: uint32(size - 1)}
	for w, bits := range words {
		if w != "" && bits != 0 {
			h := hash(w)
			t.maybe[h>>6&(t.mask>>3)] |= 1 << (h & 63)
			*t.find(w, h) = slot{w, bits}
		}
	}
	return t
}

// Bits returns the bits of a word, 0 if the table does not have it.
func (t *Table) Bits(w string) uint32 {
	h := hash(w)
	if t.maybe[h>>6&(t.mask>>3)]&(1<<(h&63)) == 0 {
		return 0
	}
	return t.find(w, h).bits
}

// find returns the slot of a word, or the empty one where it belongs.
func (t *Table) find(w string, h uint32) *slot {
	for i := h & t.mask; ; i = (i + 1) & t.mask {
		if s := &t.slots[i]; len(s.word) == len(w) && s.word == w || s.word == "" {
			return s
		}
	}
}

// hash mixes the length of a word with its first eight bytes and its last eight, which
// may overlap: of words that a table turns away, none is longer for it to read. Byte by
// byte it took a fifth of what spelling an article's tokens costs.
func hash(w string) uint32 {
	var a, b uint64
	switch n := len(w); {
	case n >= 8:
		a, b = eight(w), eight(w[n-8:])
	case n >= 4:
		a, b = four(w), four(w[n-4:])
	case n > 0:
		a = uint64(w[0]) | uint64(w[n/2])<<8 | uint64(w[n-1])<<16
	}
	h := (a ^ b<<29 ^ b>>35 ^ uint64(len(w))) * 0x9E3779B97F4A7C15
	return uint32((h ^ h>>29) * 0xBF58476D1CE4E5B9 >> 32)
}

func four(w string) uint64 {
	return uint64(w[0]) | uint64(w[1])<<8 | uint64(w[2])<<16 | uint64(w[3])<<24
}

func eight(w string) uint64 {
	_ = w[7]
	return uint64(w[0]) | uint64(w[1])<<8 | uint64(w[2])<<16 | uint64(w[3])<<24 | uint64(w[4])<<32 | uint64(w[5])<<40 | uint64(w[6])<<48 | uint64(w[7])<<56
}

// Words yields the words of all lists, some more than once.
func (l *Lexicon) Words() iter.Seq[string] {
	return func(yield func(string) bool) {
		for w := range l.cues {
			if !yield(w) {
				return
			}
		}
		for _, list := range []map[string]Gender{l.given, l.personNouns, l.titles} {
			for w := range list {
				if !yield(w) {
					return
				}
			}
		}
		for _, list := range []map[string]bool{l.orgWords, l.places, l.adjectives} {
			for w := range list {
				if !yield(w) {
					return
				}
			}
		}
	}
}
