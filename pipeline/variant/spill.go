package variant

import (
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"slices"
)

// A disk is where one run of Group keeps what it need not hold at once: up to
// so many bytes in memory, the rest in temporary files. One code path serves
// both, so that a small run tests what a large one does. The first error stays
// and is what every later call meets; the caller looks at it once a stage.
//
// The road not taken: github.com/lanrat/extsort hands every record through
// channels and a pair of encoding functions. Grouping moves some sixty records
// a rendering, so that the channels alone would cost more than all the rest.
// And records are only ever wanted by partitions of a dense or a hashed key:
// no merge is needed where partitions fit in memory (spread).
type disk struct {
	left   int64  // bytes that may still be held in memory
	parent string // folder for temporary files; "" for the system's
	files  []*os.File
	named  []string // of those files that close has to remove
	err    error
	opened func(file int) // for tests: a file was made
}

// close removes every file. It may be called again.
func (d *disk) close() {
	for _, f := range d.files {
		_ = f.Close() // what was in it is no longer wanted
	}
	for _, name := range d.named {
		_ = os.Remove(name) // a temporary file that stays is no reason to lose the result
	}
	d.files, d.named = nil, nil
}

func (d *disk) fail(err error) {
	if d.err == nil && err != nil {
		d.err = fmt.Errorf("grouping: temporary files: %w (TMPDIR names another folder)", err)
	}
}

// create makes a temporary file. Where the system lets an open file be removed
// it is removed at once, so that even a killed run leaves nothing behind.
func (d *disk) create() *os.File {
	f, err := os.CreateTemp(d.parent, "verbatim-group-")
	if err != nil {
		d.fail(err)
		return nil
	}
	if os.Remove(f.Name()) != nil {
		d.named = append(d.named, f.Name())
	}
	d.files = append(d.files, f)
	if d.opened != nil {
		d.opened(len(d.files) - 1)
	}
	return f
}

// A spool is a sequence of bytes that is first written, then read anywhere: in
// memory while its disk has bytes left, in a file from then on.
type spool struct {
	disk *disk
	mem  []byte // all of it, or what is not yet in the file
	file *os.File
	size int64 // bytes in the file
}

const flushBytes = 256 << 10

func (s *spool) len() int64 { return s.size + int64(len(s.mem)) }

// write appends b.
func (s *spool) write(b []byte) {
	if s.file == nil {
		if s.disk.left -= int64(len(b)); s.disk.left >= 0 || s.disk.err != nil {
			s.mem = append(s.mem, b...)
			return
		}
		s.disk.left += s.held()
		if s.file = s.disk.create(); s.file == nil {
			return
		}
		s.flush()
		s.mem = make([]byte, 0, flushBytes+len(b)) // the large one goes
	}
	if s.mem = append(s.mem, b...); len(s.mem) >= flushBytes {
		s.flush()
	}
}

// held is what the spool has taken from its disk's memory.
func (s *spool) held() int64 {
	if s.file != nil {
		return 0
	}
	return int64(len(s.mem))
}

func (s *spool) flush() {
	if s.file == nil || len(s.mem) == 0 {
		return
	}
	n, err := s.file.WriteAt(s.mem, s.size)
	s.size += int64(n)
	s.disk.fail(err)
	s.mem = s.mem[:0]
}

// view gives the n bytes from off on, fewer at the end, in buf if they lie in
// the file. What was written must not change any more.
func (s *spool) view(off int64, n int, buf *[]byte) []byte {
	if s.file == nil {
		off = min(off, int64(len(s.mem)))
		return s.mem[off:min(off+int64(n), int64(len(s.mem)))]
	}
	s.flush()
	if cap(*buf) < n {
		*buf = make([]byte, n)
	}
	got, err := s.file.ReadAt((*buf)[:n], off)
	if err != io.EOF {
		s.disk.fail(err)
	}
	return (*buf)[:got]
}

// drop frees the spool's bytes.
func (s *spool) drop() {
	s.disk.left += s.held()
	if s.file != nil {
		s.disk.fail(s.file.Truncate(0)) // it stays open until close, but takes no room
	}
	s.mem, s.file, s.size = nil, nil, 0
}

// A spread sorts records of one or two numbers into partitions, which are read
// back one by one: a distribution sort whose last step, inside a partition, is
// its reader's. A partition keeps the order in which its records came.
type spread struct {
	spool
	wide  bool       // records have a second number, of 32 bits
	open  [][]byte   // the bytes of each partition that are not in the spool yet
	parts [][]uint32 // the blocks of each in the spool, by number
	n     []int      // records of each
}

// blockBytes is what of one partition is written at a time; both widths of a
// record, 8 and 12 bytes, divide it.
const blockBytes = 24 * 512

func newSpread(d *disk, parts int, wide bool) *spread {
	return &spread{spool: spool{disk: d}, wide: wide, open: make([][]byte, parts), parts: make([][]uint32, parts), n: make([]int, parts)}
}

func (s *spread) put(part int, a uint64, b uint32) {
	open := binary.LittleEndian.AppendUint64(s.open[part], a)
	if s.wide {
		open = binary.LittleEndian.AppendUint32(open, b)
	}
	if len(open) == blockBytes {
		s.parts[part] = append(s.parts[part], uint32(s.spool.len()/blockBytes))
		s.write(open)
		open = open[:0]
	}
	s.open[part] = open
	s.n[part]++
}

// each calls visit with the records of a partition, in order.
func (s *spread) each(part int, visit func(a uint64, b uint32)) {
	var buf []byte
	for _, block := range s.parts[part] {
		s.decode(s.view(int64(block)*blockBytes, blockBytes, &buf), visit)
	}
	s.decode(s.open[part], visit)
}

func (s *spread) decode(bytes []byte, visit func(a uint64, b uint32)) {
	width := 8
	if s.wide {
		width = 12
	}
	for ; len(bytes) >= width; bytes = bytes[width:] {
		b := uint32(0)
		if s.wide {
			b = binary.LittleEndian.Uint32(bytes[8:])
		}
		visit(binary.LittleEndian.Uint64(bytes), b)
	}
}

// A dealt is a partition read back by a dense key: the records of key k are
// of(k), in the order in which they came. It is used again and again.
type dealt[V any] struct {
	at  []int32
	out []V
}

func (d *dealt[V]) of(k int) []V { return d.out[d.at[k]:d.at[k+1]] }

// deal reads a partition whose records split says the key of, below keys. It is
// a counting sort: sorting by comparison took a third of the time of the index.
// The records are read twice rather than held twice.
func (d *dealt[V]) deal(s *spread, part, keys int, split func(a uint64, b uint32) (key int, v V)) {
	d.at = slices.Grow(d.at[:0], keys+2)[:keys+2]
	clear(d.at)
	if s.disk.err == nil {
		s.each(part, func(a uint64, b uint32) {
			k, _ := split(a, b)
			d.at[k+2]++
		})
	}
	if s.disk.err != nil { // what is read now may be anything
		clear(d.at)
		return
	}
	for k := 2; k < len(d.at); k++ {
		d.at[k] += d.at[k-1]
	}
	n := int(d.at[keys+1])
	d.out = slices.Grow(d.out[:0], n)[:n]
	s.each(part, func(a uint64, b uint32) { // at[k+1] goes from where k begins to where it ends
		k, v := split(a, b)
		d.out[d.at[k+1]] = v
		d.at[k+1]++
	})
}

func (s *spread) drop() {
	s.spool.drop()
	s.open, s.parts, s.n = nil, nil, nil
}
