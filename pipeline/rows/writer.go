package rows

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
)

// A Writer writes a file of rows.
type Writer struct {
	w       io.Writer
	blocks  int
	rows    int
	raw     []byte // of the open block of rows
	keys    []byte // of those rows
	asides  []byte
	scratch []byte
	last    Row
}

// NewWriter begins a file. Head says what its rows were made with; only whoever
// writes and reads files knows what is in it.
func NewWriter(w io.Writer, head []byte) (*Writer, error) {
	out := &Writer{w: w}
	return out, out.block(kindHead, head)
}

// Add adds a row, which must follow those before it (Row.Compare).
func (w *Writer) Add(r *Row) error {
	if w.rows > 0 && w.last.Compare(r) >= 0 {
		return fmt.Errorf("article %.100q is not in order", r.ID)
	}
	if r.Size() > MaxRow {
		return fmt.Errorf("article %.100q takes more than %d bytes", r.ID, MaxRow)
	}
	w.last = *r
	w.rows++
	if r.Body != "" && len(r.Origins) > 0 {
		w.keys = r.key().append(w.keys)
	}
	if w.raw = r.append(w.raw, &w.scratch); len(w.raw) < blockBytes {
		return nil
	}
	return w.flush()
}

func (w *Writer) flush() error {
	if len(w.raw) == 0 {
		return nil
	}
	if err := w.block(kindKeys, w.keys); err != nil {
		return err
	}
	err := w.block(kindRows, w.raw)
	w.raw, w.keys = w.raw[:0], w.keys[:0]
	return err
}

// Aside adds something that stands after all rows, in the order of the calls.
func (w *Writer) Aside(b []byte) error {
	if w.asides = appendString(w.asides, string(b)); len(w.asides) < blockBytes {
		return nil
	}
	return w.flushAsides()
}

func (w *Writer) flushAsides() error {
	if err := w.flush(); err != nil || len(w.asides) == 0 {
		return err
	}
	err := w.block(kindAside, w.asides)
	w.asides = w.asides[:0]
	return err
}

// Close writes what is left. It closes nothing.
func (w *Writer) Close() error {
	if err := w.flushAsides(); err != nil {
		return err
	}
	return w.block(kindFoot, appendInt(nil, w.rows))
}

func (w *Writer) block(kind byte, raw []byte) error {
	b := seal(kind, raw)
	frame := b.frame(make([]byte, 0, frameBytes), w.blocks)
	w.blocks++
	if _, err := w.w.Write(frame); err != nil {
		return err
	}
	_, err := w.w.Write(b.pack)
	return err
}

// A Key tells what a row is of without its being read.
type Key struct {
	Unit Digest // of the bytes and options that its body was made from, and of where they stood
	ID   Digest // of its id
	Text Digest // the first half of its SHA-256
	Rank Digest // of the imprint of its body
}

// key is r's. Its body is that of its first origin.
func (r *Row) key() Key {
	k := Key{Unit: r.Origins[0].Unit(), ID: idDigest(r.ID), Rank: r.Origins[0].Rank}
	hex.Decode(k.Text[:], []byte(r.SHA256[:min(len(r.SHA256), 2*len(k.Text))]))
	return k
}

// Unit is the digest of what stood at a place: of its key, its source and its
// place. Nobody can choose articles so that two have one.
func (o *Origin) Unit() Digest {
	b := append(make([]byte, 0, 128), o.Key[:]...)
	sum := sha256.Sum256(append(appendString(b, o.Source), o.Place...))
	return Digest(sum[:len(Digest{})])
}

// idDigest is that of an article's id, as package corpus makes it.
func idDigest(id string) Digest {
	sum := sha256.Sum256([]byte(id))
	return Digest(sum[:len(Digest{})])
}

func (k Key) append(dst []byte) []byte {
	for _, d := range [...]Digest{k.Unit, k.ID, k.Text, k.Rank} {
		dst = append(dst, d[:]...)
	}
	return dst
}

func (d *decoder) key() Key { return Key{d.digest(), d.digest(), d.digest(), d.digest()} }
