package variant

import (
	"encoding/binary"
	"math/bits"
)

// mix makes one hash of a hash and another word's.
func mix(h, id uint64) uint64 {
	h ^= id + 0x9e3779b97f4a7c15
	hi, lo := bits.Mul64(h, 0xa0761d6478bd642f)
	return hi ^ lo
}

// grams appends the hash of every run of n own words.
func (s *seq) grams(n int, kind uint64, out []uint64) []uint64 {
next:
	for i := 0; i+n <= len(s.id); i++ {
		h := uint64(n)
		for _, id := range s.id[i : i+n] {
			if id == notOwn {
				continue next
			}
			h = mix(h, id)
		}
		out = append(out, h&^typeMask|kind)
	}
	return out
}

// signature appends the bands of a MinHash over the content words, one
// speaker's kept from another's. Two wordings that share half of these words
// meet in a band nine times in ten (1-(1-s²)⁸), though every third word be
// changed and no run of three survive.
func (s *seq) signature(block int32, out []uint64) []uint64 {
	var low [bands * rows]uint64
	for i := range low {
		low[i] = ^uint64(0)
	}
	for j, id := range s.id {
		if id == notOwn || s.kind[j]&Function != 0 {
			continue
		}
		for i := range low {
			low[i] = min(low[i], mix(uint64(i)+1, id))
		}
	}
	for b := range bands {
		h := mix(uint64(block)<<8|uint64(b), 0xba4d)
		for _, l := range low[b*rows : (b+1)*rows] {
			h = mix(h, l)
		}
		out = append(out, h&^typeMask|isBand)
	}
	return out
}

// A filter remembers hashes, with a few more that it never saw: it only spares
// work.
type filter struct {
	bits  []uint64
	shift int
}

func newFilter(n int) filter {
	size := bits.Len(uint(n)*8 + 64)
	return filter{make([]uint64, 1<<size/64), 64 - size}
}

func (f filter) add(h uint64) {
	h >>= f.shift
	f.bits[h/64] |= 1 << (h % 64)
}

func (f filter) has(h uint64) bool {
	h >>= f.shift
	return f.bits[h/64]&(1<<(h%64)) != 0
}

// lists are those of one partition: of each, how many wordings, then these.
type lists struct {
	bytes []byte
	at    []uint32 // where each begins
	list  []int32  // scratch
	buf   []byte
}

func appendList(b []byte, list []posting) []byte {
	b = binary.LittleEndian.AppendUint32(b, uint32(len(list)))
	for _, p := range list {
		b = binary.LittleEndian.AppendUint32(b, uint32(p.wording))
	}
	return b
}

// read reads the lists of a partition.
func (l *lists) read(x *index, part int) {
	l.bytes, l.at = x.lists.View(x.start[part], int(x.start[part+1]-x.start[part]), &l.buf), l.at[:0]
	for at := 0; at+4 <= len(l.bytes); {
		l.at = append(l.at, uint32(at))
		at += 4 + 4*int(binary.LittleEndian.Uint32(l.bytes[at:]))
	}
}

// of gives list i, until the next call.
func (l *lists) of(i int) []int32 {
	l.list = l.list[:0]
	b := l.bytes[l.at[i]:]
	n := int(binary.LittleEndian.Uint32(b))
	for b = b[4:]; n > 0 && len(b) >= 4; n, b = n-1, b[4:] {
		l.list = append(l.list, int32(binary.LittleEndian.Uint32(b)))
	}
	return l.list
}
