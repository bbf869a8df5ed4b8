package quotediff

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// A frame is what stands around a quote: its sentences and those of its cue, as
// the article prints them, with the words that stand in quotation marks struck
// out. It is empty where no context is known.
type frame struct {
	quote *record.Quote
	start int    // byte of the article
	text  string // as long as the context; each struck byte is a struck
	terms []term // its words; read on demand
}

const struck = '\x00'

// frameOf makes the frame of quotes[i]. Other quotes of its article that reach
// into the context are struck too, titles of works are not: “Meet the Press”
// says where somebody spoke.
func frameOf(quotes []record.Quote, i int, contexts []record.Context) *frame {
	q := &quotes[i]
	f := &frame{quote: q}
	if i >= len(contexts) || contexts[i].Text == "" {
		return f
	}
	f.start = contexts[i].Start
	text := []byte(contexts[i].Text)
	strike := func(q *record.Quote) {
		for _, s := range q.Segments {
			end := s.End
			if strings.HasSuffix(q.Text, ".") || strings.HasSuffix(q.Text, "?") || strings.HasSuffix(q.Text, "!") {
				end-- // the mark that ends the sentence stays
			}
			for k := max(0, s.Start-f.start); k < min(len(text), end-f.start); k++ {
				text[k] = struck
			}
		}
	}
	strike(q)
	for k := i - 1; k >= max(0, i-reachBack) && quotes[k].Article == q.Article; k-- {
		if o := &quotes[k]; spoken(o) && o.End > f.start {
			strike(o)
		}
	}
	for k := i + 1; k < len(quotes) && quotes[k].Article == q.Article && quotes[k].Start < f.start+len(text); k++ {
		if o := &quotes[k]; spoken(o) {
			strike(o)
		}
	}
	f.text = string(text)
	return f
}

// spoken reports a row whose words stand in quotation marks.
func spoken(q *record.Quote) bool {
	return q.Class == record.ClassQuote && q.Kind != record.KindIndirect
}

// A term is a word of a frame.
type term struct {
	start, end int    // bytes of the frame's text
	key        string // in lower case, straight apostrophes, without ’s
	gap        string // what stands before it
	capital    bool
	possessive bool
	opens      bool // a sentence ends before it
}

// window is how much of a frame is read beyond its quote and cue, in bytes: a
// long sentence.
const window = 300

// read gives the words of the frame around the quote and its cue.
func (f *frame) read() []term {
	if f.terms != nil || f.text == "" {
		return f.terms
	}
	from, last := f.quote.Start, f.quote.End
	if c := f.ownCue(); c != nil {
		from, last = min(from, c.Start), max(last, c.End)
	}
	from = max(0, from-f.start-window)
	for from < len(f.text) && !utf8.RuneStart(f.text[from]) {
		from++
	}
	last = min(len(f.text), last-f.start+window)
	f.terms = make([]term, 0, max(0, last-from)/6+1)
	gapFrom := from
	for i := from; i < last; {
		r, n := utf8.DecodeRuneInString(f.text[i:])
		if !wordly(r) {
			i += n
			continue
		}
		t := f.term(i, gapFrom)
		t.opens = len(f.terms) == 0 || t.begins(&f.terms[len(f.terms)-1])
		f.terms = append(f.terms, t)
		i, gapFrom = t.end, t.end
	}
	return f.terms
}

// term reads the word that begins at byte i; before it nothing does from byte
// gapFrom on.
func (f *frame) term(i, gapFrom int) term {
	first, n := utf8.DecodeRuneInString(f.text[i:])
	j := i + n
	for j < len(f.text) {
		r, n := utf8.DecodeRuneInString(f.text[j:])
		if !wordly(r) && !inWord(f.text[j:], r, n) {
			break
		}
		j += n
	}
	t := term{start: i, end: j, gap: f.text[gapFrom:i], capital: unicode.IsUpper(first), key: f.text[i:j]}
	if t.capital || strings.Contains(t.key, "’") {
		t.key = strings.ReplaceAll(strings.ToLower(t.key), "’", "'")
	}
	if key, ok := strings.CutSuffix(t.key, "'s"); ok {
		t.key, t.possessive = key, true
	}
	return t
}

func wordly(r rune) bool {
	if r < utf8.RuneSelf { // nearly all
		return 'a' <= r|0x20 && r|0x20 <= 'z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// inWord reports whether a sign stands between two letters of one word: won’t,
// town-hall, U.S.
func inWord(rest string, r rune, n int) bool {
	if r != '\'' && r != '’' && r != '-' && r != '.' && r != '&' {
		return false
	}
	next, _ := utf8.DecodeRuneInString(rest[n:])
	return wordly(next)
}

// begins reports whether a sentence ends between two terms. Before a quote any
// full stop ends one; after a quote, and where there is none, a capital must
// follow: “Will you go?” he asked. So “Sen.” ends none.
func (t *term) begins(before *term) bool {
	const stops = ".?!\n"
	left, right, quoted := strings.Cut(t.gap, string(struck))
	if strings.HasPrefix(left, ".") && abbreviations[before.key] {
		left = left[1:]
	}
	if !quoted {
		return strings.ContainsAny(left, stops) && (t.capital || strings.Contains(left, "\n"))
	}
	return strings.ContainsAny(left, stops) || t.capital && strings.ContainsAny(right, stops)
}

var abbreviations = map[string]bool{"mr": true, "mrs": true, "ms": true, "dr": true, "sen": true, "rep": true, "gov": true, "gen": true,
	"lt": true, "sgt": true, "col": true, "rev": true, "st": true, "jr": true, "sr": true, "u.s": true, "no": true}

// near gives the terms of the quote's own sentences, those of its cue included.
func (f *frame) near() []term {
	terms := f.read()
	if len(terms) == 0 {
		return nil
	}
	from, to := f.quote.Start, f.quote.End
	if c := f.ownCue(); c != nil {
		from, to = min(from, c.Start), max(to, c.End)
	}
	first := f.termAt(from)
	last := max(f.termAt(to), min(first+1, len(terms)))
	for first = min(first, len(terms)-1); first > 0 && !terms[first].opens; {
		first--
	}
	for last < len(terms) && !terms[last].opens {
		last++
	}
	return terms[first:last]
}

// termAt is the index of the first term from a byte of the article on.
func (f *frame) termAt(at int) int {
	i, _ := slices.BinarySearchFunc(f.read(), at-f.start, func(t term, at int) int { return t.start - at })
	return i
}

// ownCue is the quote's cue where it stands close to the quote, and so is not
// carried over from elsewhere.
func (f *frame) ownCue() *record.Range {
	c, q := f.quote.Cue, f.quote
	if c == nil || f.text == "" || c.Start < f.start || c.End > f.start+len(f.text) || c.Start > q.End+reach || c.End < q.Start-reach {
		return nil
	}
	return c
}

// reach is how far from its quote a cue is still the quote's own, in bytes.
const reach = 160

// side is where terms i to j-1 stand in the article.
func (f *frame) side(terms []term) record.Side {
	if len(terms) == 0 {
		return record.Side{Quote: f.quote.ID, Start: f.quote.Start, End: f.quote.Start}
	}
	from, to := terms[0].start, terms[len(terms)-1].end
	return record.Side{Quote: f.quote.ID, Start: f.start + from, End: f.start + to, Text: f.text[from:to]}
}
