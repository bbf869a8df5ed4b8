package text

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// punkt tells full stops that end sentences from those of abbreviations (Kiss
// and Strunk, Unsupervised Multilingual Sentence Boundary Detection, 2006) as
// gopkg.in/neurosnap/sentences.v1 does (english.NewSentenceTokenizer; MIT
// licence, © 2015 Eric Bower), with that library's weights for English. Its
// answers are the library's, quirks included: FuzzPunkt holds them equal.
//
// The library was in use until its share of the reading had grown to a third,
// most of it regular expressions and lists made for every word; and it parses its
// weights from JSON, in 12 ms, before the first article.
type punkt struct {
	types  vocabulary // of words in lower case; collocations are two with a comma
	traits string     // by type
}

// What the weights say of a type. The first seven are the library's own numbers.
const (
	begUpper = 1 << 1 // seen at the beginning of a sentence with a capital
	midUpper = 1 << 2
	unkUpper = 1 << 3
	begLower = 1 << 4
	midLower = 1 << 5
	unkLower = 1 << 6

	anyUpper = begUpper | midUpper | unkUpper
	anyLower = begLower | midLower | unkLower

	isStarterType  = 1 << 0 // often begins sentences
	isAbbreviation = 1 << 7
	isCollocation  = 0xff
)

//go:embed punkt.weights
var punktWeights string

var loadPunkt = sync.OnceValues(func() (*punkt, error) {
	r := reader{rest: punktWeights}
	p := &punkt{types: r.vocabulary(), traits: r.part()}
	return p, r.err
})

// A stop is a word that holds a mark that may end a sentence, or the word after one.
type stop struct {
	word string
	end  int  // where the white space after it begins
	ends bool // a sentence
	abbr bool
}

// punktScratch is what one call needs and the next can use again.
type punktScratch struct {
	stops     []stop
	breaks    []int
	one, next []byte
}

// breaks returns where sentences of text end, ascending, and its end. They are
// good until the next call.
func (p *punkt) breaks(text string, s *punktScratch) []int {
	s.stops, s.breaks = stops(s.stops[:0], text), s.breaks[:0]
	for i := range s.stops {
		p.byType(&s.stops[i], s)
	}
	for i := range len(s.stops) - 1 {
		p.byNext(&s.stops[i], &s.stops[i+1], s)
	}
	for i := range len(s.stops) - 1 {
		p.byDots(&s.stops[i], &s.stops[i+1], s)
	}
	for _, t := range s.stops {
		if t.ends {
			s.breaks = append(s.breaks, t.end)
		}
	}
	return append(s.breaks, len(text))
}

// stops cuts text at white space and after Chinese marks. The library looks for
// the end at the last byte, so that a last word which ends in a longer character
// is not seen.
func stops(out []stop, text string) []stop {
	from, held, after := 0, false, false // held: a mark, by this word; after: by the last
	for i := 0; i < len(text); {
		if !telling[text[i]] && i != len(text)-1 {
			i++
			continue
		}
		r, n := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(text[i:])
		}
		held = held || mayEnd(r)
		end, chinese := i, isChinese(r)
		if chinese {
			end += n
		}
		if !chinese && i != len(text)-1 && !unicode.IsSpace(r) {
			i += n
			continue
		}
		i += n
		if end == len(text)-1 {
			end = len(text)
			held = held || mayEnd(rune(text[end-1]))
		}
		word := strings.TrimSpace(text[from:end])
		if word == "" {
			continue
		}
		if held || after {
			out = append(out, stop{word: word, end: end})
		}
		from, held, after = end, false, held
	}
	if len(out) == 0 {
		out = append(out, stop{word: text, end: len(text)})
	}
	return out
}

// telling are the bytes that stops must look at: white space, marks, and first
// bytes of what may be either.
var telling = func() (is [256]bool) {
	for c := range is {
		is[c] = c >= utf8.RuneSelf || c == ' ' || c >= '\t' && c <= '\r' || mayEnd(rune(c))
	}
	return is
}()

func mayEnd(r rune) bool {
	switch r {
	case '.', '!', '?', '。', '！', '？':
		return true
	}
	return false
}

func isChinese(r rune) bool {
	switch r {
	case '。', '；', '！', '？':
		return true
	}
	return false
}

// byType judges a word by itself (section 3 of the paper).
func (p *punkt) byType(t *stop, s *punktScratch) {
	switch {
	case endsInMark(t.word):
		t.ends = true
	case hasPeriod(t.word) && !strings.HasSuffix(t.word, ".."):
		// As many bytes as there are characters, less one: so the library has it.
		s.one = appendLower(s.one[:0], t.word[:utf8.RuneCountInString(t.word)-1])
		last := s.one[strings.LastIndexByte(string(s.one), '-')+1:]
		if p.of(s.one)&isAbbreviation != 0 || p.of(last)&isAbbreviation != 0 {
			t.abbr = true
		} else {
			t.ends = true
		}
	}
}

// endsInMark reports whether a word ends in a question or exclamation mark, or
// in a mark and a closing one, or holds a mark and an opening one.
func endsInMark(word string) bool {
	last, n := utf8.DecodeLastRuneInString(word)
	switch last {
	case '?', '!':
		return true
	case '"', '\'', ')', '’', '”':
		if len(word) > n && strings.IndexByte(".?!", word[len(word)-n-1]) >= 0 {
			return true
		}
	}
	for i := range len(word) - 1 {
		switch word[i+1] {
		case '[', '(':
			if strings.IndexByte(".?!", word[i]) >= 0 {
				return true
			}
		case '"', '\'':
			if word[i] == '.' {
				return true
			}
		}
	}
	return false
}

// byNext judges a word with a full stop by the word after it (section 4).
func (p *punkt) byNext(t, next *stop, s *punktScratch) {
	if !hasPeriod(t.word) {
		return
	}
	s.one = withoutPeriod(appendType(s.one[:0], t.word))
	number := string(s.one) == "##number##"
	s.next = typeOf(s.next[:0], next)
	of := p.of(s.next)
	s.one = append(append(s.one, ','), s.next...)
	if p.of(s.one) == isCollocation {
		t.ends, t.abbr = false, true
		return
	}
	initial := isInitial(t.word)
	starts := p.starts(next, of)
	if (t.abbr || strings.HasSuffix(t.word, "..")) && !initial && (starts == yes || isUpperFirst(next.word) && of&isStarterType != 0) {
		t.ends = true
		return
	}
	if t.word == "." && next.word == "." {
		t.ends, next.ends = false, false
		return
	}
	if (initial || number) && (starts == no || starts == unknown && initial && isUpperFirst(next.word) && of&anyLower == 0) {
		t.ends, t.abbr = false, true
	}
}

// byDots judges words such as F.B.I., which are abbreviations.
func (p *punkt) byDots(t, next *stop, s *punktScratch) {
	if !holdsDots(t.word) || isInitial(t.word) {
		return
	}
	s.next = typeOf(s.next[:0], next)
	of := p.of(s.next)
	t.abbr = true
	t.ends = p.starts(next, of) == yes || isUpperFirst(next.word) && of&isStarterType != 0
}

// holdsDots reports whether word holds a letter and a dot, and then another dot
// with nothing but letters before it.
func holdsDots(word string) bool {
	for i := range max(0, len(word)-2) {
		if !isASCIIWord(word[i]) || word[i+1] != '.' {
			continue
		}
		j := i + 2
		for j < len(word) && isASCIIWord(word[j]) {
			j++
		}
		if j < len(word) && word[j] == '.' {
			return true
		}
	}
	return false
}

// Whether a word begins a sentence.
const (
	no = iota
	yes
	unknown
)

// starts judges from how the next word was seen to be written (4.1.1).
func (p *punkt) starts(next *stop, of uint8) int {
	first, n := utf8.DecodeRuneInString(next.word)
	switch {
	case n == len(next.word) && strings.ContainsRune(";:,.!?；：，。！？", first):
		return no
	case unicode.IsUpper(first) && of&anyLower != 0 && of&midUpper == 0:
		return yes
	case unicode.IsLower(first) && (of&anyUpper != 0 || of&begLower == 0):
		return no
	}
	return unknown
}

// of is what the weights say of a type, 0 for nothing.
func (p *punkt) of(typ []byte) uint8 {
	if id := p.types.find(typ); id >= 0 {
		return p.traits[id]
	}
	return 0
}

// typeOf appends the type of a word, without its full stop if that ends a sentence.
func typeOf(b []byte, t *stop) []byte {
	b = appendType(b, t.word)
	if t.ends {
		b = withoutPeriod(b)
	}
	return b
}

func withoutPeriod(typ []byte) []byte {
	if n := len(typ); n > 1 && typ[n-1] == '.' {
		return typ[:n-1]
	}
	return typ
}

// appendType appends a word in lower case, the number at its end replaced and
// commas left out, to b, which is empty.
func appendType(b []byte, word string) []byte {
	b = appendLower(b, word)
	if i := numberAt(b); i >= 0 {
		b = append(b[:i], "##number##"...)
	}
	if len(b) == 1 {
		return b
	}
	kept := b[:0]
	for _, c := range b {
		if c != ',' {
			kept = append(kept, c)
		}
	}
	return kept
}

// numberAt is where the number begins that b ends with, or -1: in the library
// -?[\.,]?\d[\d,\.-]*\.?$.
func numberAt(b []byte) int {
	i := len(b)
	for i > 0 && (isDigit(b[i-1]) || b[i-1] == ',' || b[i-1] == '.' || b[i-1] == '-') {
		i--
	}
	for ; i < len(b); i++ {
		j := i
		if b[j] == '-' {
			j++
		}
		if j < len(b) && (b[j] == '.' || b[j] == ',') {
			j++
		}
		if j < len(b) && isDigit(b[j]) {
			return i
		}
	}
	return -1
}

func hasPeriod(word string) bool {
	return strings.HasSuffix(word, ".") || strings.HasSuffix(word, "。")
}

func isInitial(word string) bool { return len(word) == 2 && isLetter(word[0]) && word[1] == '.' }

func isUpperFirst(word string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(first)
}

func isASCIIWord(c byte) bool { return isLetter(c) || isDigit(c) || c == '_' }
