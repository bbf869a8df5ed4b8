package variant

import (
	"encoding/binary"

	"github.com/zeebo/xxh3"

	"github.com/verbatim-news/verbatim/pipeline/spill"
)

// texts keeps the words of the renderings: some eight bytes a word, most of them
// on disk. Ids are not kept but made again from the keys: hashing a word costs
// less than reading eight bytes more of it.
type texts struct {
	spool *spill.Spool
	cache []cached // wording w in place w modulo the length: bases are asked for again and again
}

type cached struct {
	seq
	wording int32
}

// cacheWords is how many wordings are held as words: about 1 kB each.
const cacheWords = 2048

// The kinds of a word that is kept take 15 bits; the last says that it is
// another's: maskNested.
const anothers = 1 << 15

// textUnit is what places in texts are counted in: four bytes then reach 32 GB.
const textUnit = 8

// encode appends the words of s as texts keep them.
func (s *seq) encode(b []byte) []byte {
	from := len(b)
	b = append(b, 0, 0, 0, 0)
	for i, kind := range s.kind {
		if s.id[i] == notOwn {
			kind |= anothers
		}
		b = binary.LittleEndian.AppendUint16(b, uint16(kind))
		b = binary.AppendUvarint(b, uint64(s.at[i+1]-s.at[i]))
		b = append(b, s.keys[s.at[i]:s.at[i+1]]...)
	}
	binary.LittleEndian.PutUint32(b[from:], uint32(len(b)-from))
	for (len(b)-from)%textUnit != 0 {
		b = append(b, 0)
	}
	return b
}

// write keeps encoded words and returns where.
func (t *texts) write(b []byte) uint32 {
	at := t.spool.Len() / textUnit
	t.spool.Write(b)
	return uint32(at)
}

// load reads the words of w into s; several workers may.
func (t *texts) load(w *wording, s *seq) {
	s.reset()
	at := int64(w.text) * textUnit
	b := t.spool.View(at, 4+12*int(w.words), &s.buf)
	if len(b) < 4 {
		return // the disk has failed
	}
	if n := int(binary.LittleEndian.Uint32(b)); n > len(b) { // long words
		b = t.spool.View(at, n, &s.buf)
	}
	for b = b[4:]; s.len() < int(w.words) && len(b) > 3; {
		kind := Kind(binary.LittleEndian.Uint16(b))
		n, used := binary.Uvarint(b[2:])
		b = b[2+used:]
		if n > uint64(len(b)) {
			return // the disk has failed
		}
		s.keep(kind, b[:n])
		b = b[n:]
	}
}

// of gives the words of wording i, until the next call.
func (t *texts) of(i int32, w *wording) *seq {
	if t.cache == nil {
		t.cache = make([]cached, cacheWords)
	}
	c := &t.cache[i%cacheWords]
	if c.wording != i || c.len() == 0 {
		c.wording = i
		t.load(w, &c.seq)
	}
	return &c.seq
}

func (s *seq) reset() {
	s.id, s.kind, s.head, s.keys, s.at = s.id[:0], s.kind[:0], s.head[:0], s.keys[:0], append(s.at[:0], 0)
}

// set makes s the words, masked ones as what they stand for: “that f-----g wall”
// must meet “that fucking wall”. What differs is still told, by quotediff.
func (s *seq) set(words []Word, lex *lexicon) {
	s.reset()
	for i := range words {
		w := &words[i]
		if w.Has(Masked) {
			if key := lex.unmask(w.Key); key != w.Key {
				s.add(w.Kind&^Masked, hash(key), key)
				continue
			}
		}
		s.add(w.Kind, w.ID, w.Key)
	}
}

// keep adds a word as texts keep it.
func (s *seq) keep(kind Kind, key []byte) {
	id, head := xxh3.Hash(key), headOf(key)
	if kind&anothers != 0 {
		kind, id, head = Function, notOwn, 0
	}
	s.id, s.kind, s.head = append(s.id, id), append(s.kind, kind), append(s.head, head)
	s.keys = append(s.keys, key...)
	s.at = append(s.at, uint32(len(s.keys)))
}

// content counts the words that are neither grammar nor another's.
func (s *seq) content() int {
	n := 0
	for i, kind := range s.kind {
		if s.id[i] != notOwn && kind&(Function|Title) == 0 || kind&Number != 0 {
			n++
		}
	}
	return n
}

// hash tells the words of the reader's seq, a speaker and an article from all
// others: 128 bits, for two that collided would be taken for one.
func (r *reader) hash(speaker, article string) xxh3.Uint128 {
	b := r.bytes[:0]
	for _, id := range r.seq.id {
		b = binary.LittleEndian.AppendUint64(b, id)
	}
	b = append(append(append(b, speaker...), 0), article...)
	r.bytes = b
	return xxh3.Hash128(b)
}
