package text

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
	most    int      // entries of a memory that goes on
	age     uint32   // how often it was emptied
	slots   []uint32 // entry and one, by hash
	entries []entry
	keys    []byte
	pieces  []piece
	raw     []rawToken
	cutter  splitter

	profiles map[profile]uint32
	lexemes  []lexeme // by number of the profile
	votes    []vote
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

// A piece is a token of a stretch: where it stands in it, and its lexeme.
type piece struct {
	start, end uint8
	kind       tokenKind
	lexeme     uint32
}

const (
	maxKey      = 60      // bytes of a stretch that is remembered
	maxEntries  = 1 << 17 // of a memory that goes on: 8 MB
	maxProfiles = 1 << 15 // 12 MB
)

func newMemory(t *tagger) *memory {
	m := &memory{tagger: t, most: maxEntries, slots: make([]uint32, 2*maxEntries), cutter: newSplitter()}
	m.empty()
	return m
}

func (m *memory) empty() {
	m.age++
	clear(m.slots)
	m.entries, m.keys, m.pieces = m.entries[:0], m.keys[:0], m.pieces[:0]
	// Documents that are still in use go on counting in those of before.
	m.profiles, m.lexemes, m.votes = map[profile]uint32{}, make([]lexeme, 0, len(m.lexemes)), make([]vote, 0, len(m.votes))
	for _, mark := range edges {
		m.lexeme(mark)
	}
}

// full reports whether the memory is to be emptied before more is put there.
func (m *memory) full() bool {
	return len(m.entries) >= m.most || len(m.lexemes) >= maxProfiles
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
		m.pieces = append(m.pieces, piece{uint8(t.start), uint8(t.end), t.kind, m.lexeme(t.form(text))})
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

// lexeme returns the number of a form's lexeme.
func (m *memory) lexeme(f form) uint32 {
	p := m.tagger.profile(f)
	n, known := m.profiles[p]
	if !known {
		n = uint32(len(m.lexemes))
		m.profiles[p] = n
		m.lexemes = append(m.lexemes, m.tagger.lexeme(p, &m.votes))
	}
	return n
}
