package text

import "strings"

// A memory holds how the stretches that a worker has read were cut, and what the
// tagger knows of their forms. Of the 3.8 million stretches of a day's news 96 in
// 100 were read shortly before, and for them cutting and looking up words, which
// took half of the time, come down to one look here. It holds no opinion: the
// same text gives the same tokens and tags, whatever was read before.
//
// It is emptied when it is full. To drop the oldest first would keep a few more,
// and cost a list to move them in.
type memory struct {
	tagger  *tagger
	age     uint32   // how often it was emptied
	slots   []uint32 // entry and one, by hash
	entries []entry
	keys    []byte
	pieces  []piece
	forms   map[form]uint32
	learnt  []learnt // by number of the form
	seen    map[profile]uint32
	lexemes []lexeme // by number of the profile
	votes   []vote
	raw     []rawToken
	cutter  splitter
}

// An entry is a stretch, and how it is cut where it ends a sentence (final) or
// does not.
type entry struct {
	hash       uint32
	key, piece uint32 // where its bytes and pieces begin
	size, cuts uint8  // how many they are
	final      bool
	traits     traits
}

// A learnt form has its number in forms, and the number of its profile.
type learnt struct {
	form
	lexeme uint32
}

// A piece is a token of a stretch: where it stands in it, and its form.
type piece struct {
	start, end uint8
	form       uint32
}

const (
	maxKey     = 60      // bytes of a stretch that is remembered
	maxEntries = 1 << 16 // of a memory that goes on: with its forms, some 10 MB
	maxForms   = 1 << 15
)

func newMemory(t *tagger) *memory {
	m := &memory{tagger: t, slots: make([]uint32, 2*maxEntries), cutter: newSplitter()}
	m.empty()
	return m
}

func (m *memory) empty() {
	m.age++
	clear(m.slots)
	m.entries, m.keys, m.pieces = m.entries[:0], m.keys[:0], m.pieces[:0]
	m.forms, m.learnt = map[form]uint32{}, m.learnt[:0]
	m.seen, m.lexemes, m.votes = map[profile]uint32{}, m.lexemes[:0], m.votes[:0]
	for _, mark := range edges {
		m.learn(mark)
	}
}

// spare empties the memory if it is full. What was found before is then void.
func (m *memory) spare() {
	if len(m.entries) >= maxEntries || len(m.learnt) >= maxForms {
		m.empty()
	}
}

// find returns the number of a stretch's entry.
func (m *memory) find(text string, h uint32, final bool) int32 {
	if final {
		h = ^h
	}
	at := home(h, len(m.slots))
	for ; m.slots[at] != 0; at++ {
		e := &m.entries[m.slots[at]-1]
		if e.hash == h && e.final == final && string(m.keys[e.key:e.key+uint32(e.size)]) == text {
			return int32(m.slots[at] - 1)
		}
		if at == len(m.slots)-1 {
			at = -1
		}
	}
	e := entry{hash: h, key: uint32(len(m.keys)), piece: uint32(len(m.pieces)), size: uint8(len(text)), final: final, traits: traitsOf(text)}
	m.keys = append(m.keys, text...)
	m.cut(text, final)
	for _, t := range m.raw {
		m.pieces = append(m.pieces, piece{uint8(t.start), uint8(t.end), m.form(text, t)})
	}
	e.cuts = uint8(len(m.raw))
	m.entries = append(m.entries, e)
	m.slots[at] = uint32(len(m.entries))
	return int32(len(m.entries) - 1)
}

// cut divides a stretch into m.raw.
func (m *memory) cut(text string, final bool) {
	stop := -1
	if final {
		stop = lastStop(text)
	}
	m.raw = m.cutter.cut(m.raw[:0], text, stop)
}

// form returns the number of a token's form.
func (m *memory) form(text string, t rawToken) uint32 {
	f := feed(text[t.start:t.end], t.kind, opens(text, t.start, t.end))
	n, known := m.forms[f]
	if !known {
		f.text = strings.Clone(f.text) // lest the article stays
		n = m.learn(f)
	}
	return n
}

func (m *memory) learn(f form) uint32 {
	profile := m.tagger.profile(f)
	lexeme, seen := m.seen[profile]
	if !seen {
		lexeme = uint32(len(m.lexemes))
		m.seen[profile] = lexeme
		m.lexemes = append(m.lexemes, m.tagger.lexeme(profile, &m.votes))
	}
	n := uint32(len(m.learnt))
	m.forms[f] = n
	m.learnt = append(m.learnt, learnt{f, lexeme})
	return n
}
