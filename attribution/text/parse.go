package text

import (
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"
	"gopkg.in/neurosnap/sentences.v1"
)

// Options say what a Parser does beyond the usual.
type Options struct {
	Labels bool // fill Token.Label, which takes longer than all the rest
}

// A Parser reads articles into Documents. It is safe for concurrent use.
type Parser struct {
	punkt    *sentences.DefaultSentenceTokenizer
	tagger   *tagger
	labeller *labeller // nil if labels were not asked for
	pool     sync.Pool // of *scratch
}

// NewParser returns a Parser. The first in a program decodes the models, which
// takes about 0.3 s; they are shared by all that follow. An error means that
// the program was linked with models of another version.
func NewParser(opts Options) (*Parser, error) {
	p := &Parser{pool: sync.Pool{New: func() any { return &scratch{words: words.FromString("")} }}}
	var err error
	if p.punkt, err = loadPunkt(); err != nil {
		return nil, err
	}
	if p.tagger, err = loadTagger(); err != nil {
		return nil, err
	}
	if opts.Labels {
		p.labeller, err = loadLabeller()
	}
	return p, err
}

// scratch is what one Parse needs and the next can use again.
type scratch struct {
	words   *words.Iterator[string]
	raw     []rawToken // of one sentence, as are the following
	forms   []form
	context []context
	tags    []uint8
	names   []string
	labels  []uint8
	lower   []byte
	ends    []int
	key     []byte
}

// Parse reads an article into paragraphs, sentences and tokens. It takes time
// in proportion to the body's length, whatever the body holds, invalid UTF-8
// included. No text makes it fail today; the error is for parsers that may.
//
// Of its time without labels the tagger takes about 40 % (half of that looking
// words up, half adding weights), punkt 25 %, cutting and feeding tokens 20 %
// and making the Document the rest; labels then double it. To be faster than
// that, ask punkt less, as sentences does, rather than cut faster.
func (p *Parser) Parse(art Article) (*Document, error) {
	s := p.pool.Get().(*scratch)
	defer p.pool.Put(s)
	doc := &Document{Article: art, Tokens: make([]Token, 0, len(art.Body)/4)}
	body := legible(art.Body)
	for _, para := range paragraphs(body) {
		first := len(doc.Sentences)
		for _, sent := range p.sentences(body, para) {
			p.read(doc, body, sent, s)
		}
		doc.Paragraphs = append(doc.Paragraphs, Paragraph{para, first, len(doc.Sentences)})
	}
	return doc, nil
}

// read appends a sentence of the paragraph being read, and its tokens, to doc.
func (p *Parser) read(doc *Document, body string, sent Span, s *scratch) {
	p.feedSentence(body, sent, s)
	n := len(s.raw)
	s.tags, s.labels, s.names = grow(s.tags, n), grow(s.labels, n), s.names[:0]
	p.tagger.tag(s.forms, s.tags, s)
	for _, tag := range s.tags {
		s.names = append(s.names, p.tagger.names[tag])
	}
	if p.labeller != nil {
		p.labeller.label(s.forms, s.names, s.labels, s)
	}
	first := len(doc.Tokens)
	for i, t := range s.raw {
		tok := Token{Span: Span{sent.Start + t.start, sent.Start + t.end}, Sentence: len(doc.Sentences), Tag: s.names[i]}
		if p.labeller != nil {
			tok.Label = p.labeller.names[s.labels[i]]
		}
		doc.Tokens = append(doc.Tokens, tok)
	}
	doc.Sentences = append(doc.Sentences, Sentence{sent, len(doc.Paragraphs), first, len(doc.Tokens)})
}

// feedSentence cuts a sentence into s.raw and makes s.forms of it.
func (p *Parser) feedSentence(body string, sent Span, s *scratch) {
	text := body[sent.Start:sent.End]
	s.raw, s.forms = tokenize(s.raw[:0], text, s.words), s.forms[:0]
	for _, t := range s.raw {
		s.forms = append(s.forms, feed(text[t.start:t.end], t.kind, opens(text, t.start, t.end)))
	}
}

func grow(b []uint8, n int) []uint8 {
	if cap(b) < n {
		return make([]uint8, n, 2*n)
	}
	return b[:n]
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
