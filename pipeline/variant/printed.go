package variant

import (
	"cmp"
	"encoding/binary"
	"math/bits"

	"github.com/zeebo/xxh3"
)

// A printed is what is kept of a quote that takes part until it is in a wording.
type printed struct {
	key      xxh3.Uint128
	text     uint32 // where its words begin in texts
	day      int32
	number   int32 // in the order of ids
	printing int32
	seq      int32 // in the order of articles, then of start and id
	index    int32 // among the quotes that Group was given
	speaker  int32 // of the census
	size     int32
	spaced   int32

	words, own, content uint16
	flags               uint8
}

// printedBytes is its length on disk.
const printedBytes = 16 + 9*4 + 3*2 + 2

func (p *printed) encode(b *[printedBytes]byte) []byte {
	e := binary.LittleEndian
	e.PutUint64(b[0:], p.key.Hi)
	e.PutUint64(b[8:], p.key.Lo)
	for i, v := range []int32{int32(p.text), p.day, p.number, p.printing, p.seq, p.index, p.speaker, p.size, p.spaced} {
		e.PutUint32(b[16+4*i:], uint32(v))
	}
	e.PutUint16(b[52:], p.words)
	e.PutUint16(b[54:], p.own)
	e.PutUint16(b[56:], p.content)
	b[58] = p.flags
	return b[:]
}

func (p *printed) decode(b []byte) {
	e := binary.LittleEndian
	p.key.Hi, p.key.Lo, p.text = e.Uint64(b), e.Uint64(b[8:]), e.Uint32(b[16:])
	for i, v := range []*int32{&p.day, &p.number, &p.printing, &p.seq, &p.index, &p.speaker, &p.size, &p.spaced} {
		*v = int32(e.Uint32(b[20+4*i:]))
	}
	p.words, p.own, p.content, p.flags = e.Uint16(b[52:]), e.Uint16(b[54:]), e.Uint16(b[56:]), b[58]
}

// part is the partition, of so many, of what has a key.
func part(key xxh3.Uint128, parts int) int {
	p, _ := bits.Mul64(key.Hi, uint64(parts))
	return int(p)
}

// byOccasion orders what has been printed by words and speaker, day and id.
func byOccasion(a, b printed) int {
	switch {
	case a.key.Hi != b.key.Hi:
		return cmp.Compare(a.key.Hi, b.key.Hi)
	case a.key.Lo != b.key.Lo:
		return cmp.Compare(a.key.Lo, b.key.Lo)
	case a.day != b.day:
		return cmp.Compare(a.day, b.day)
	}
	return cmp.Compare(a.number, b.number)
}

// pending are quotes that may yet have one before them in the order of ids: a
// heap, and nearly always one article's. Package heap would box each of them.
type pending []pendingQuote

type pendingQuote struct {
	id string
	printed
}

func (a *pendingQuote) before(b *pendingQuote) bool {
	if a.id != b.id {
		return a.id < b.id
	}
	return a.seq < b.seq
}

func (h *pending) push(id string, p *printed) {
	*h = append(*h, pendingQuote{id, *p})
	q := *h
	for i := len(q) - 1; i > 0; {
		up := (i - 1) / 2
		if !q[i].before(&q[up]) {
			return
		}
		q[i], q[up] = q[up], q[i]
		i = up
	}
}

// pop takes the first away.
func (h *pending) pop() printed {
	q := *h
	first, last := q[0].printed, len(q)-1
	q[0] = q[last]
	q[last].id = ""
	q = q[:last]
	*h = q
	for i := 0; ; {
		down := 2*i + 1
		if down >= len(q) {
			return first
		}
		if down+1 < len(q) && q[down+1].before(&q[down]) {
			down++
		}
		if !q[down].before(&q[i]) {
			return first
		}
		q[i], q[down] = q[down], q[i]
		i = down
	}
}
