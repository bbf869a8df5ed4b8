package text

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// Options say what a Parser does beyond the usual.
type Options struct {
	Labels func() (*labeller, error) // Entities to fill Document.Labels, which takes longer than all the rest
}

// A Parser reads articles into Documents. It is safe for concurrent use.
type Parser struct {
	punkt    *punkt
	tagger   *tagger
	labeller *labeller // nil if labels were not asked for
	desks    sync.Pool // of *desk; those in use live on, and all go when reading is over
}

// NewParser returns a Parser. An error means that the program was linked with
// models of another version.
func NewParser(opts Options) (*Parser, error) {
	var p Parser
	var err error
	if p.punkt, err = loadPunkt(); err != nil {
		return nil, err
	}
	if p.tagger, err = loadTagger(); err != nil {
		return nil, err
	}
	if opts.Labels != nil {
		p.labeller, err = opts.Labels()
	}
	p.desks.New = func() any { return &desk{Parser: &p, mem: newMemory(p.tagger)} }
	return &p, err
}

// A desk is where one Parse works, and what it needs and the next can use again.
type desk struct {
	*Parser
	doc    *Document
	body   string // legible
	line   []stretch
	cuts   []int // where its sentences end
	mem    *memory
	first  int    // token of the sentence being read,
	block  int    // and of its part that is tagged by itself
	sure   int    // how many tokens are tagged, since the memory was emptied
	forms  []form // of the sentence being read, if there are labels
	labels labelScratch
	stops  punktScratch
}

// Parse reads an article into paragraphs, sentences and tokens. It takes time
// in proportion to the body's length, whatever the body holds, invalid UTF-8
// included. No text makes it fail today; the error is for parsers that may.
//
// Of its time over a day's news finding stretches in the memory takes half, making
// tokens and punkt most of the rest. Tags cost nothing here: see Document.Tag.
func (p *Parser) Parse(art Article) (*Document, error) {
	d := p.desks.Get().(*desk)
	d.doc = &Document{Article: art, Tokens: make([]Token, 0, len(art.Body)/5)}
	d.doc.guesses.tags = make([]uint8, 0, len(art.Body)/5)
	d.first, d.sure = 0, 0
	d.body = legible(art.Body)
	for at := 0; at < len(d.body); {
		d.line, at = scan(d.line[:0], d.body, at)
		if len(d.line) > 0 {
			d.paragraph()
		}
	}
	d.know()
	doc := d.doc
	d.doc, d.body = nil, ""
	p.desks.Put(d) // after a panic it is not used again
	return doc, nil
}

// paragraph appends the paragraph in d.line, its sentences and tokens.
func (d *desk) paragraph() {
	for i := range d.line {
		d.recall(&d.line[i])
	}
	doc, first, from := d.doc, len(d.doc.Sentences), 0
	for _, to := range d.sentences() {
		d.sentence(d.line[from:to])
		from = to
	}
	span := Span{d.line[0].Start, d.line[len(d.line)-1].End}
	doc.Paragraphs = append(doc.Paragraphs, Paragraph{span, first, len(doc.Sentences)})
}

// recall finds a stretch in the memory, or puts it there.
func (d *desk) recall(s *stretch) {
	text := d.body[s.Start:s.End]
	if len(text) > maxKey {
		s.entry, s.traits = -1, traitsOf(text)
		return
	}
	d.spare()
	s.entry, s.age = d.mem.find(text, s.hash, false), d.mem.age
	s.traits = d.mem.entries[s.entry].traits
}

// maxBlock is how many tokens are tagged together: a longer sentence is tagged
// as several, at once, so that a line of any length takes little memory.
const maxBlock = 4096

// sentence appends a sentence and its tokens to the document.
func (d *desk) sentence(line []stretch) {
	doc := d.doc
	d.spare()
	d.first, d.forms = len(doc.Tokens), d.forms[:0]
	d.block = d.first
	stop := stopAt(d.body, line)
	for i, s := range line {
		d.read(s, i == stop)
	}
	if d.block > d.first || d.labeller != nil {
		d.tag()
	}
	if d.labeller != nil {
		d.label()
	}
	doc.Sentences = append(doc.Sentences, Sentence{Span{line[0].Start, line[len(line)-1].End}, len(doc.Paragraphs), d.first, len(doc.Tokens)})
	d.first = len(doc.Tokens)
}

// stopAt is the stretch that the full stop which ends a sentence may be in: the
// last that is not closing marks alone.
func stopAt(body string, line []stretch) int {
	i := len(line) - 1
	for i > 0 && line[i].traits == 0 && strings.TrimLeftFunc(body[line[i].Start:line[i].End], isClosing) == "" {
		i--
	}
	return i
}

// read appends the tokens of a stretch to the document.
func (d *desk) read(s stretch, final bool) {
	mem, text := d.mem, d.body[s.Start:s.End]
	if s.entry < 0 {
		mem.cut(text, final)
		for _, t := range mem.raw {
			d.room(1)
			d.put(s.Start, text, t, mem.lexeme(t.form(text)))
		}
		return
	}
	d.room(maxKey)
	if final = final && s.traits&endsMaybe != 0; final || s.age != mem.age {
		s.entry = mem.find(text, s.hash, final)
	}
	e := &mem.entries[s.entry]
	for _, t := range mem.pieces[e.piece : e.piece+uint32(e.cuts)] {
		d.put(s.Start, text, rawToken{int(t.start), int(t.end), t.kind}, t.lexeme)
	}
}

// put appends a token of the stretch that stands at offset at.
func (d *desk) put(at int, stretch string, t rawToken, lexeme uint32) {
	d.doc.Tokens = append(d.doc.Tokens, Token{Span: Span{at + t.start, at + t.end}, Sentence: int32(len(d.doc.Sentences)), lexeme: lexeme})
	d.doc.guesses.tags = append(d.doc.guesses.tags, d.mem.lexemes[lexeme].tag+1) // uncertain, and one, is 0
	if d.labeller != nil {
		d.forms = append(d.forms, t.form(stretch))
	}
}

// room ends the block if it has none left for so many tokens.
func (d *desk) room(tokens int) {
	if len(d.doc.Tokens)-d.block+tokens > maxBlock {
		d.tag()
		d.block = len(d.doc.Tokens)
		d.spare()
	}
}

// spare empties the memory if it is full. What was found before is then void, so
// the sentences that were read by then are tagged first. It is called between
// blocks only: no answer may depend on what a worker read before.
func (d *desk) spare() {
	if !d.mem.full() {
		return
	}
	d.know()
	for ; d.sure < d.first; d.sure++ {
		d.doc.Tag(d.sure)
	}
	d.mem.empty()
}

// know lets the document have what its tokens' numbers count in.
func (d *desk) know() {
	g := &d.doc.guesses
	g.tagger, g.lexemes, g.votes = d.tagger, d.mem.lexemes, d.mem.votes
}

// tag tags the block.
func (d *desk) tag() {
	d.know()
	for i := d.block; i < len(d.doc.Tokens); i++ {
		d.doc.guess(i, d.block, len(d.doc.Tokens))
	}
}

// label appends the labels of the sentence being read.
func (d *desk) label() {
	d.labels.tags = d.labels.tags[:0]
	for _, tag := range d.doc.guesses.tags[d.first:] {
		d.labels.tags = append(d.labels.tags, tagNames[tag-1])
	}
	for _, label := range d.labeller.label(d.forms, &d.labels) {
		d.doc.Labels = append(d.doc.Labels, d.labeller.names[label])
	}
}

// opens reports whether a straight mark at text[start:end] can only open:
// nothing, a space, a bracket or a dash before it, and something after.
func opens(text string, start, end int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:start])
	after, _ := utf8.DecodeRuneInString(text[end:])
	return end < len(text) && !isSpace(after) && (start == 0 || isSpace(before) || strings.ContainsRune("([{-–—“‘", before))
}

// legible returns body with every byte that is not UTF-8 replaced by one
// control character, so that offsets stay and what follows need not care.
func legible(body string) string {
	if utf8.ValidString(body) {
		return body
	}
	b := []byte(body)
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			b[i] = 0x1a // SUBSTITUTE, the character for this
		}
		i += n
	}
	return string(b)
}
