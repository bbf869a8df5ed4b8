package rows

import (
	"encoding/binary"
	"errors"
	"math"
)

// Numbers are uvarints, strings have their length before them.

func appendInt(dst []byte, n int) []byte { return binary.AppendUvarint(dst, uint64(n)) }

func appendString[S ~string](dst []byte, s S) []byte {
	return append(binary.AppendUvarint(dst, uint64(len(s))), s...)
}

// appendShare appends a share of 1: most have three decimals.
func appendShare(dst []byte, x float64) []byte {
	if k := math.Round(x * 1000); k >= 0 && k <= 1000 && k/1000 == x {
		return binary.AppendUvarint(dst, uint64(k)+1)
	}
	return binary.LittleEndian.AppendUint64(append(dst, 0), math.Float64bits(x))
}

// A code is a word of a fixed list as its place there, from 1 on. One that is
// not in the list is 0, which decoding refuses.
type code []string

func (c code) of(word string) byte {
	for i, w := range c {
		if w == word {
			return byte(i + 1)
		}
	}
	return 0
}

var errBroken = errors.New("broken row")

// maxNumber bounds every number: offsets are of articles of some megabytes.
const maxNumber = math.MaxInt32

// A decoder reads what the functions above append. The strings that it gives
// are pieces of in. The first error stays; what is read after it is zero.
type decoder struct {
	in  string
	err error
}

func (d *decoder) fail() {
	d.err, d.in = errBroken, ""
}

func (d *decoder) uint64() uint64 {
	var x uint64
	for i := 0; i < len(d.in) && i < binary.MaxVarintLen64; i++ {
		c := d.in[i]
		x |= uint64(c&0x7f) << (7 * i)
		if c < 0x80 {
			d.in = d.in[i+1:]
			return x
		}
	}
	d.fail()
	return 0
}

func (d *decoder) int() int {
	x := d.uint64()
	if x > maxNumber {
		d.fail()
		return 0
	}
	return int(x)
}

// count reads how many of something follow, each of at least size bytes: nothing
// may make room for more than there can be.
func (d *decoder) count(size int) int {
	n := d.int()
	if n > len(d.in)/size {
		d.fail()
		return 0
	}
	return n
}

func (d *decoder) byte() byte {
	if d.in == "" {
		d.fail()
		return 0
	}
	c := d.in[0]
	d.in = d.in[1:]
	return c
}

func (d *decoder) take(n int) string {
	if n < 0 || n > len(d.in) {
		d.fail()
		return ""
	}
	s := d.in[:n]
	d.in = d.in[n:]
	return s
}

func (d *decoder) string() string { return d.take(d.int()) }

func (d *decoder) share() float64 {
	if k := d.uint64(); k > 1001 {
		d.fail()
	} else if k > 0 {
		return float64(k-1) / 1000
	}
	bits := d.take(8)
	if d.err != nil {
		return 0
	}
	x := math.Float64frombits(binary.LittleEndian.Uint64([]byte(bits)))
	if !(x >= 0 && x <= 1) {
		d.fail()
		return 0
	}
	return x
}

func (d *decoder) word(c code) string {
	n := int(d.byte())
	if n < 1 || n > len(c) {
		d.fail()
		return ""
	}
	return c[n-1]
}

func (d *decoder) digest() (sum Digest) {
	copy(sum[:], d.take(len(sum)))
	return sum
}
