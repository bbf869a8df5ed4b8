package rows

import (
	"encoding/binary"
	"fmt"
	"io"
)

// A Reader reads a file of rows from front to back. It holds one block.
type Reader struct {
	in        io.Reader
	blocks    int
	head      []byte
	kind      byte   // of the block at hand
	rest      []byte // of the block at hand
	pack, buf []byte
	rows      int
	last      Row
	done      bool
}

// NewReader reads the head of a file.
func NewReader(in io.Reader) (*Reader, error) {
	r := &Reader{in: in}
	if err := r.next(); err != nil {
		return nil, err
	}
	if r.kind != kindHead {
		return nil, errNoRows
	}
	r.head = append([]byte(nil), r.rest...)
	r.rest = nil
	return r, nil
}

// Head is what NewWriter was given.
func (r *Reader) Head() []byte { return r.head }

// next reads the next block.
func (r *Reader) next() error {
	f, err := readFrame(r.in, r.blocks)
	if err != nil {
		return err
	}
	r.blocks++
	if r.pack, err = readPack(r.in, f, r.pack); err != nil {
		return err
	}
	if r.buf, err = f.unpack(r.pack, r.buf); err != nil {
		return err
	}
	r.kind, r.rest = f.kind, r.buf
	return nil
}

// piece gives the next piece of the blocks of a kind, as a string of its own;
// false at the end of the file, and where a block of the kind until follows.
func (r *Reader) piece(of, until byte) (string, bool, error) {
	for len(r.rest) == 0 {
		if r.done {
			return "", false, nil
		}
		if err := r.next(); err != nil {
			return "", false, err
		}
		switch r.kind {
		case of, until:
		case kindKeys:
			r.rest = nil
		case kindFoot:
			return "", false, r.foot()
		default:
			return "", false, errDamaged
		}
	}
	if r.kind == until {
		return "", false, nil
	}
	n, used := binary.Uvarint(r.rest)
	if used <= 0 || n > uint64(len(r.rest)-used) {
		return "", false, errDamaged
	}
	piece := string(r.rest[used : used+int(n)])
	r.rest = r.rest[used+int(n):]
	return piece, true, nil
}

// foot checks that all rows were there.
func (r *Reader) foot() error {
	d := decoder{in: string(r.rest)}
	r.rest, r.done = nil, true
	if n := d.int(); d.end() != nil || n != r.rows {
		return fmt.Errorf("%w: %d rows of %d", errDamaged, r.rows, n)
	}
	return nil
}

// Next gives the next row; false after the last. All strings of a row are
// pieces of one, which belongs to nothing else.
func (r *Reader) Next() (Row, bool, error) {
	piece, ok, err := r.piece(kindRows, kindAside)
	if !ok || err != nil {
		return Row{}, false, err
	}
	row, err := parseRow(piece)
	if err != nil {
		return Row{}, false, err
	}
	if r.rows > 0 && r.last.Compare(&row) >= 0 {
		return Row{}, false, fmt.Errorf("article %.100q is not in order", row.ID)
	}
	r.rows++
	r.last = row
	return row, true, nil
}

// Aside gives the next piece that stands after all rows; false after the last,
// when all of the file has been checked. It may be called only when Next has given
// false.
func (r *Reader) Aside() (string, bool, error) { return r.piece(kindAside, kindHead) }

// Scan reads a file to its end without unpacking rows, and calls head, then key
// for every row that has a body. An error says that the file cannot be relied on.
func Scan(in io.Reader, head func([]byte) error, key func(Key)) error {
	var pack, buf []byte
	for n := 0; ; n++ {
		f, err := readFrame(in, n)
		if err != nil {
			return err
		}
		if pack, err = readPack(in, f, pack); err != nil {
			return err
		}
		if f.kind == kindFoot {
			return nil
		}
		if f.kind == kindHead || f.kind == kindKeys {
			if buf, err = f.unpack(pack, buf); err != nil {
				return err
			}
		}
		switch {
		case (n == 0) != (f.kind == kindHead):
			return errNoRows
		case f.kind == kindHead:
			if err := head(buf); err != nil {
				return err
			}
		case f.kind == kindKeys:
			for d := (decoder{in: string(buf)}); d.in != ""; {
				if k := d.key(); d.err == nil {
					key(k)
				}
			}
		}
	}
}
