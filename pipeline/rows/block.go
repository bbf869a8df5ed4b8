package rows

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/klauspost/compress/zstd"
	"github.com/zeebo/xxh3"
)

// Kinds of blocks, in the order in which a file has them; keys go before the
// rows that they are of.
const (
	kindHead  = 'h' // what the rows were made with
	kindKeys  = 'k'
	kindRows  = 'r'
	kindAside = 'a' // what became of inputs that gave no row
	kindFoot  = 'f' // how many rows there are
)

// skippable is the magic number of a frame that decoders of zstd pass over; any
// of 0x184D2A50 to 5F may be used.
const skippable = 0x184D2A56

// frameBytes is the size of the frame before each block: magic number, size of
// the rest, then kind, number of the block, sizes out of and in the pack, and
// the checksum of the pack at this place.
const frameBytes = 8 + 24

const (
	// blockBytes is what a block holds, if not one row takes more.
	blockBytes = 128 << 10
	// MaxRow bounds a row, in bytes: an article of the greatest length that quotes
	// from end to end takes a tenth of it.
	MaxRow   = 64 << 20
	maxBlock = MaxRow + blockBytes
	// maxRatio is how many times its packed size a block may unpack to.
	maxRatio = 4000
)

// A Block is sealed: packed, with its frame before it but for its number.
type Block struct {
	kind byte
	raw  int
	pack []byte
}

// packers hold what packing needs, some megabyte each.
var packers = sync.Pool{New: func() any {
	z, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedFastest),
		zstd.WithWindowSize(blockBytes), zstd.WithLowerEncoderMem(true), zstd.WithEncoderCRC(false))
	if err != nil {
		panic(err) // the options are constants
	}
	return z
}}

// seal packs raw. It is safe on any goroutine, and the same bytes give the same
// pack.
func seal(kind byte, raw []byte) Block {
	z := packers.Get().(*zstd.Encoder)
	defer packers.Put(z)
	return Block{kind, len(raw), z.EncodeAll(raw, nil)}
}

// frame appends the frame of b, the n-th block of a file.
func (b *Block) frame(dst []byte, n int) []byte {
	dst = binary.LittleEndian.AppendUint32(dst, skippable)
	dst = binary.LittleEndian.AppendUint32(dst, frameBytes-8)
	dst = append(dst, b.kind, 0, 0, 0)
	dst = binary.LittleEndian.AppendUint32(dst, uint32(n))
	dst = binary.LittleEndian.AppendUint32(dst, uint32(b.raw))
	dst = binary.LittleEndian.AppendUint32(dst, uint32(len(b.pack)))
	return binary.LittleEndian.AppendUint64(dst, checksum(b.kind, n, b.raw, b.pack))
}

// checksum is that of a pack as the n-th block of a file, of a kind and of so
// many bytes unpacked.
func checksum(kind byte, n, raw int, pack []byte) uint64 {
	return xxh3.HashSeed(pack, uint64(n)<<40|uint64(raw)<<8|uint64(kind))
}

// A frame as it was read.
type frame struct {
	kind      byte
	number    int
	raw, pack int
	sum       uint64
}

// Faults of a file.
var (
	errTruncated = errors.New("the file is truncated")
	errNoRows    = errors.New("it is no file of rows")
	errDamaged   = errors.New("the file is damaged")
)

// readFrame reads the frame of the n-th block.
func readFrame(in io.Reader, n int) (f frame, err error) {
	var b [frameBytes]byte
	got, err := io.ReadFull(in, b[:])
	magic := binary.LittleEndian.AppendUint32(nil, skippable)
	switch {
	case n == 0 && got > 0 && !bytes.HasPrefix(b[:], magic[:min(got, len(magic))]):
		return f, errNoRows
	case err != nil:
		return f, cut(err)
	}
	u32 := binary.LittleEndian.Uint32
	if u32(b[:]) != skippable || u32(b[4:]) != frameBytes-8 {
		return f, errDamaged
	}
	f = frame{b[8], n, int(u32(b[16:])), int(u32(b[20:])), binary.LittleEndian.Uint64(b[24:])}
	if u32(b[8:]) != uint32(f.kind) || int(u32(b[12:])) != n || f.raw > maxBlock || f.pack > maxBlock+maxBlock/64 || f.raw/maxRatio > f.pack {
		return f, errDamaged
	}
	return f, nil
}

func cut(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return errTruncated
	}
	return err
}

var unpacker = sync.OnceValue(func() *zstd.Decoder {
	z, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(2*maxBlock), zstd.WithDecodeAllCapLimit(true))
	if err != nil {
		panic(err)
	}
	return z
})

// readPack reads the block behind a frame, packed, into buf, and holds it against
// its checksum. Room is made as bytes come: the size is only what the frame says.
func readPack(in io.Reader, f frame, buf []byte) ([]byte, error) {
	buf = buf[:0]
	for len(buf) < f.pack {
		n := min(f.pack-len(buf), max(1<<20, len(buf)))
		from := len(buf)
		buf = append(buf, make([]byte, n)...)
		if _, err := io.ReadFull(in, buf[from:]); err != nil {
			return buf, cut(err)
		}
	}
	if checksum(f.kind, f.number, f.raw, buf) != f.sum {
		return buf, errDamaged
	}
	return buf, nil
}

// unpack unpacks a block into buf.
func (f frame) unpack(pack, buf []byte) ([]byte, error) {
	if cap(buf) < f.raw {
		buf = make([]byte, 0, f.raw+f.raw/8)
	}
	out, err := unpacker().DecodeAll(pack, buf[:0:cap(buf)])
	if err != nil || len(out) != f.raw {
		return out, fmt.Errorf("%w: a block cannot be unpacked", errDamaged)
	}
	return out, nil
}
