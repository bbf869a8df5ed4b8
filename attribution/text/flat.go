package text

import (
	"errors"
	"fmt"
	"strings"
)

// The models lie in the binary as they are used: numbers of four bytes, little
// end first, read where they stand. prose's gobs, from which they are made, take
// 0.15 s and 50 MB to decode and give maps of maps (TestWeights makes them anew
// and holds them equal; go generate writes them).

// numbers is an array of uint32.
type numbers string

func (n numbers) at(i int) uint32 {
	s := n[4*i : 4*i+4]
	return uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
}

func (n numbers) len() int { return len(n) / 4 }

// lists is an array of lists of numbers.
type lists struct {
	ends  numbers // where list i ends in all; it begins where the one before does
	items numbers
}

func (l lists) at(i int) numbers {
	from := 0
	if i > 0 {
		from = int(l.ends.at(i - 1))
	}
	return l.items[4*from : 4*l.ends.at(i)]
}

// A vocabulary numbers words from 0. It is a hash table with open addressing,
// whose slots hold the number and one, so that 0 is none.
type vocabulary struct {
	slots numbers
	ends  numbers // where word i ends in text
	text  string
}

// find returns a word's number, or -1.
func (v vocabulary) find(word []byte) int {
	n := v.slots.len()
	for i := home(hash(word), n); ; i++ {
		if i == n {
			i = 0
		}
		id := int(v.slots.at(i)) - 1
		if id < 0 || v.word(id) == string(word) {
			return id
		}
	}
}

func (v vocabulary) word(id int) string {
	from := 0
	if id > 0 {
		from = int(v.ends.at(id - 1))
	}
	return v.text[from:v.ends.at(id)]
}

func (v vocabulary) len() int { return v.ends.len() }

// hash is FNV-1a, whose one step a byte costs nothing where the bytes are looked
// at anyway (scan).
func hash(word []byte) uint32 {
	h := uint32(hashSeed)
	for _, c := range word {
		h = (h ^ uint32(c)) * hashStep
	}
	return h
}

const (
	hashSeed = 2166136261
	hashStep = 16777619
)

// home is the slot of n in which a hash is looked for first. The upper bits of a
// product depend on all bits of the hash, and n need be no power of two.
func home(h uint32, n int) int {
	return int(uint64(h*0x9e3779b1) * uint64(n) >> 32)
}

// A reader takes apart what a file of weights holds: parts that follow each
// other, each after its length in bytes and filled up to four.
type reader struct {
	rest string
	err  error
}

func (r *reader) part() string {
	if len(r.rest) < 4 {
		r.err = errors.New("weights end early")
		return ""
	}
	n := int(numbers(r.rest).at(0))
	end := 4 + (n+3)/4*4
	if end > len(r.rest) {
		r.err = fmt.Errorf("weights end early: %d bytes of %d", len(r.rest), end)
		return ""
	}
	part := r.rest[4 : 4+n]
	r.rest = r.rest[end:]
	return part
}

func (r *reader) numbers() numbers { return numbers(r.part()) }
func (r *reader) lists() lists     { return lists{r.numbers(), r.numbers()} }
func (r *reader) names() []string  { return strings.Fields(r.part()) }

func (r *reader) vocabulary() vocabulary { return vocabulary{r.numbers(), r.numbers(), r.part()} }
