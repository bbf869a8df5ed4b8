package verify

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/zeebo/xxh3"

	"github.com/verbatim-news/verbatim/pipeline/transcript"
)

// Version is that of the index file. It goes up with its format, and with what
// variant.Read folds: the words of an older index would no longer meet a quote's.
//
//	1: first release.
const Version = 1

// magic is what an index file begins with.
const magic = "verbatim index of transcripts\n"

// head is what follows magic and version: the sizes of what comes then, in this
// order: transcripts as JSON, their texts, vocabulary, words, starts, ends, order.
type head struct {
	JSON, Text, Vocabulary, Words, Order uint64
}

// Write writes the index as one file: the same transcripts give the same bytes.
// Numbers are little-endian; the last eight bytes are the hash (xxh3) of all
// before them, so that a file cut short is known.
func (ix *Index) Write(out io.Writer) error {
	sum := xxh3.New()
	w := bufio.NewWriterSize(io.MultiWriter(out, sum), 1<<20)
	rows, err := json.Marshal(ix.Transcripts)
	if err != nil {
		return err
	}
	h := head{JSON: uint64(len(rows)), Vocabulary: uint64(len(ix.vocabulary)), Words: uint64(len(ix.words)), Order: uint64(len(ix.order))}
	lengths := make([]uint32, len(ix.Transcripts))
	for i := range ix.Transcripts {
		lengths[i] = uint32(len(ix.Transcripts[i].Text))
		h.Text += uint64(lengths[i])
	}
	w.WriteString(magic)
	var b []byte
	b = binary.LittleEndian.AppendUint32(b, Version)
	for _, n := range []uint64{h.JSON, h.Text, h.Vocabulary, h.Words, h.Order} {
		b = binary.LittleEndian.AppendUint64(b, n)
	}
	w.Write(b)
	w.Write(rows)
	writeNumbers(w, lengths)
	for i := range ix.Transcripts {
		w.WriteString(ix.Transcripts[i].Text)
	}
	for _, v := range ix.vocabulary {
		w.Write(binary.LittleEndian.AppendUint64(b[:0], v))
	}
	for _, numbers := range [][]uint32{ix.words, ix.start, ix.end, ix.order} {
		writeNumbers(w, numbers)
	}
	if err := w.Flush(); err != nil { // the first error of all
		return err
	}
	return binary.Write(out, binary.LittleEndian, sum.Sum64())
}

func writeNumbers(w *bufio.Writer, numbers []uint32) {
	var b [4]byte
	for _, n := range numbers {
		binary.LittleEndian.PutUint32(b[:], n)
		w.Write(b[:])
	}
}

// IsIndex reports whether a file is an index, of whatever version.
func IsIndex(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	b := make([]byte, len(magic))
	_, err = io.ReadFull(f, b)
	return err == nil && string(b) == magic
}

// Open reads an index file. The error says what is wrong with it, and the cure.
func Open(path string) (*Index, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	ix, err := decode(b)
	if err != nil {
		return nil, fmt.Errorf("index %s: %w; make it anew with verbatim index", path, err)
	}
	return ix, nil
}

var (
	errCut     = errors.New("cut short or damaged")
	errNoIndex = errors.New("not an index of transcripts")
)

// decode takes an index out of the bytes of a file. Nothing of them is trusted:
// a hash is no proof against a file that was made to do harm.
func decode(b []byte) (*Index, error) {
	if !bytes.HasPrefix(b, []byte(magic)) {
		return nil, errNoIndex
	}
	const fixed = len(magic) + 4 + 5*8
	if len(b) < fixed+8 {
		return nil, errCut
	}
	r := reader{b[len(magic):]}
	if v := r.number32(); v != Version {
		return nil, fmt.Errorf("of version %d, and this program reads %d", v, Version)
	}
	body, sum := b[:len(b)-8], binary.LittleEndian.Uint64(b[len(b)-8:])
	if xxh3.Hash(body) != sum {
		return nil, errCut
	}
	h := head{r.number64(), r.number64(), r.number64(), r.number64(), r.number64()}
	for _, n := range []uint64{h.JSON, h.Text, h.Vocabulary, h.Words, h.Order} {
		if n > uint64(len(b)) {
			return nil, errCut
		}
	}
	ix := &Index{}
	if err := json.Unmarshal(r.take(h.JSON), &ix.Transcripts); err != nil {
		return nil, errCut
	}
	lengths := r.numbers(uint64(len(ix.Transcripts)))
	text := string(r.take(h.Text))
	for i, n := range lengths {
		if uint64(n) > uint64(len(text)) {
			return nil, errCut
		}
		ix.Transcripts[i].Text, text = text[:n], text[n:]
	}
	ix.vocabulary = r.longs(h.Vocabulary)
	ix.words, ix.start, ix.end, ix.order = r.numbers(h.Words), r.numbers(h.Words), r.numbers(h.Words), r.numbers(h.Order)
	if len(r.rest) != 8 || !ix.sound() {
		return nil, errCut
	}
	ix.finish()
	return ix, nil
}

// sound reports whether every number of an index points into what it is of:
// words in order, each inside a turn of its transcript.
func (ix *Index) sound() bool {
	for i := range ix.Transcripts {
		if !soundTurns(&ix.Transcripts[i]) {
			return false
		}
	}
	t, turn, last := 0, 0, uint32(0)
	for i, w := range ix.words {
		if t == len(ix.Transcripts) || int(w) > len(ix.vocabulary) {
			return false
		}
		if w == 0 {
			t, turn, last = t+1, 0, 0
			continue
		}
		turns := ix.Transcripts[t].Turns
		for turn < len(turns) && turns[turn].End <= int(ix.start[i]) {
			turn++
		}
		if turn == len(turns) || int(ix.start[i]) < turns[turn].Start || ix.start[i] < last || ix.start[i] >= ix.end[i] || int(ix.end[i]) > turns[turn].End {
			return false
		}
		last = ix.start[i]
	}
	for _, at := range ix.order {
		if int(at) >= len(ix.words) || ix.words[at] == 0 {
			return false
		}
	}
	return t == len(ix.Transcripts) && len(ix.order) == len(ix.words)-t
}

func soundTurns(t *transcript.Transcript) bool {
	at := 0
	for _, u := range t.Turns {
		if u.Start < at || u.End <= u.Start || u.End > len(t.Text) {
			return false
		}
		at = u.End
	}
	return true
}

// A reader takes numbers off the head of bytes; beyond their end there is
// nothing.
type reader struct{ rest []byte }

func (r *reader) take(n uint64) []byte {
	n = min(n, uint64(len(r.rest)))
	b := r.rest[:n]
	r.rest = r.rest[n:]
	return b
}

func (r *reader) number32() uint32 { return binary.LittleEndian.Uint32(r.take(4)) }
func (r *reader) number64() uint64 { return binary.LittleEndian.Uint64(r.take(8)) }

func (r *reader) numbers(n uint64) []uint32 {
	b := r.take(4 * n)
	out := make([]uint32, len(b)/4)
	for i := range out {
		out[i] = binary.LittleEndian.Uint32(b[4*i:])
	}
	return out
}

func (r *reader) longs(n uint64) []uint64 {
	b := r.take(8 * n)
	out := make([]uint64, len(b)/8)
	for i := range out {
		out[i] = binary.LittleEndian.Uint64(b[8*i:])
	}
	return out
}
