package attribution

import (
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/verbatim-news/verbatim/attribution/lexicon"
	"github.com/verbatim-news/verbatim/attribution/quote"
	"github.com/verbatim-news/verbatim/attribution/speaker"
	"github.com/verbatim-news/verbatim/attribution/text"
)

// A reading is one article as the rules see it: the reporter's own text with
// every quote in it shrunk to one item. Rules only look at it.
type reading struct {
	doc    *text.Document
	quotes []quote.Quote
	cast   *speaker.Cast
	lex    *lexicon.Lexicon

	inside    []int32    // token -> innermost quote that holds it, -1 if none
	sentences []sentence // of the reporting text at every level of nesting, in order of the text within a level
	items     []item     // of all sentences
	quoted    []bool     // token -> stands in a quote that is speech or furniture
	places    [][]spot   // quote -> where its segments stand in sentences
	spots     []spot     // the memory of places
	first     []int      // quote -> the first sentence of its own text

	subjects     map[subjectOf]subject
	nth          []int          // quote -> how many begin before it in its paragraph, at its level
	perParagraph map[[2]int]int // level and paragraph -> quotes
	they         answer         // see singularThey
	steps        int            // so many phrases, verbs and candidates were looked at; see Work
}

// An item of the reporting text: a token, or a segment of a quote.
type item struct {
	tok   int          // index into doc.Tokens; -1 for a quote
	quote int          // index into quotes; -1 for a token
	seg   int          // which segment of the quote
	word  string       // in lower case; "" for a quote. The rules ask for it a hundred times
	tier  lexicon.Tier // of the cue that the word may be; see verb
}

// A sentence of the reporting text. Quotes inside it count as one item, so that
// a stop inside the marks does not end it: “Who knows?” she asked.
type sentence struct {
	items     []item // at most maxSentence
	index     int    // in reading.sentences
	paragraph int
	level     int // the quote whose text this is; -1 for the reporter's own
	before    int // the last sentence of the paragraph before, at this level; -1 if none
}

// maxSentence is how many items a sentence may have before it is cut. The rules
// look from any item of a sentence at all the others, which is quadratic in its
// length; news knows none half as long.
const maxSentence = 200

// A spot is a place in the reporting text.
type spot struct{ sentence, item int }

func newReading() *reading {
	return &reading{cast: &speaker.Cast{}, lex: lexicon.Default(), subjects: map[subjectOf]subject{}, perParagraph: map[[2]int]int{}}
}

// read lays an article out for the rules and forgets the one before.
func (r *reading) read(doc *text.Document, quotes []quote.Quote, dir *speaker.Directory) {
	r.doc, r.quotes = doc, quotes
	clear(r.subjects)
	r.they, r.steps = notAsked, 0
	r.cast.Read(doc, dir, r.enclose())
	r.sentences, r.items = r.sentences[:0], grown(r.items, len(doc.Tokens))[:0]
	r.places, r.spots = grown(r.places, len(quotes)), grown(r.spots, r.segments())[:0]
	from := 0
	for q := range quotes {
		n := len(quotes[q].Segments)
		r.places[q] = r.spots[from : from : from+n]
		from += n
	}
	for _, p := range doc.Paragraphs {
		r.layOut(-1, p.Span)
	}
	r.first = grown(r.first, len(quotes))
	for q := range quotes {
		r.first[q] = len(r.sentences)
		for _, s := range quotes[q].Segments {
			r.layOut(q, s)
		}
	}
	r.number()
}

// enclose tells every token the innermost quote that holds it, and returns which
// stand in one that is speech or furniture.
func (r *reading) enclose() (quoted []bool) {
	r.inside, r.quoted = grown(r.inside, len(r.doc.Tokens)), grown(r.quoted, len(r.doc.Tokens))
	clear(r.quoted)
	for i := range r.inside {
		r.inside[i] = -1
	}
	for q := range r.quotes { // outer before nested, so the innermost stays
		class := r.quotes[q].Class
		for _, s := range r.quotes[q].Segments {
			for t := r.tokenAt(s.Start); t < len(r.doc.Tokens) && r.doc.Tokens[t].Start < s.End; t++ {
				r.inside[t] = int32(q)
				r.quoted[t] = r.quoted[t] || class == quote.Speech || class == quote.Furniture
			}
		}
	}
	return r.quoted
}

// segments counts those of all quotes.
func (r *reading) segments() (n int) {
	for q := range r.quotes {
		n += len(r.quotes[q].Segments)
	}
	return n
}

// number counts the quotes of every paragraph.
func (r *reading) number() {
	r.nth = grown(r.nth, len(r.quotes))
	clear(r.nth)
	clear(r.perParagraph)
	for q, places := range r.places {
		if len(places) > 0 {
			s := &r.sentences[places[0].sentence]
			in := [2]int{s.level, s.paragraph}
			r.nth[q] = r.perParagraph[in]
			r.perParagraph[in]++
		}
	}
}

// tokenAt returns the first token that ends after byte b.
func (r *reading) tokenAt(b int) int {
	lo, hi := 0, len(r.doc.Tokens)
	for lo < hi {
		mid := (lo + hi) / 2
		if r.doc.Tokens[mid].End <= b {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// layOut cuts the text of one level inside span, which lies in one paragraph, into
// reporting sentences.
func (r *reading) layOut(level int, span text.Span) {
	first, from := r.tokenAt(span.Start), len(r.items)
	flush := func() {
		if n := len(r.items); n > from {
			par := r.doc.Sentences[r.doc.Tokens[first].Sentence].Paragraph
			r.add(sentence{items: r.items[from:n:n], paragraph: par, level: level})
			from = n
		}
	}
	for t := first; t < len(r.doc.Tokens) && r.doc.Tokens[t].Start < span.End; t++ {
		n := len(r.items)
		if n == cap(r.items) {
			r.items = slices.Grow(r.items, 1)
		}
		it := &r.items[:n+1][n]
		if !r.itemAt(t, level, it) || n > from && it.quote >= 0 && r.items[n-1] == *it {
			continue
		}
		if n-from >= maxSentence || n > from && r.breaks(&r.items[n-1], it, t) {
			flush()
		}
		r.items = r.items[:n+1]
	}
	flush()
}

// itemAt makes it what token t is to the text of a level: itself, a segment of a
// quote nested there, or nothing (a quotation mark, or text of another level).
func (r *reading) itemAt(t, level int, it *item) bool {
	q := int(r.inside[t])
	if q == level {
		*it = item{tok: t, quote: -1, word: r.cast.Word(t), tier: r.cast.Tier(t)}
		return !r.isMark(t)
	}
	for q >= 0 && r.quotes[q].Within != level {
		q = r.quotes[q].Within
	}
	if q < 0 {
		return false
	}
	segments := r.quotes[q].Segments
	after := sort.Search(len(segments), func(k int) bool { return segments[k].Start >= r.doc.Tokens[t].End })
	*it = item{tok: -1, quote: q, seg: max(0, after-1)}
	return true
}

// isMark reports whether token t is a quotation mark and no apostrophe: only
// marks stand beside the quote that they open or close.
func (r *reading) isMark(t int) bool {
	s := r.text(t)
	if c := s[0]; c < utf8.RuneSelf && c != '"' && c != '\'' && c != '`' || strings.Trim(s, "\"“”„«»‘’'`") != "" {
		return false
	}
	if strings.ContainsAny(s, "\"“”„«»`") || s == "''" {
		return true
	}
	return t+1 < len(r.inside) && r.inside[t+1] != r.inside[t] || t > 0 && r.inside[t-1] != r.inside[t]
}

// breaks reports whether a reporting sentence ends between item a and item b,
// whose first token is t.
func (r *reading) breaks(a, b *item, t int) bool {
	if a.quote < 0 {
		next := r.text(t)
		switch r.text(a.tok) {
		case ".", "!", "?", ";", "•", "|":
			first, _ := utf8.DecodeRuneInString(next)
			return b.quote >= 0 || !strings.ContainsAny(next, ")],") && (!unicode.IsLower(first) || r.text(a.tok) == ";") // Cambridge, Mass., said
		}
		return b.quote < 0 && next == "•"
	}
	seg := r.doc.Text(r.quotes[a.quote].Segments[a.seg])
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(seg, "’'”\")] "))
	if b.quote >= 0 {
		return a.quote != b.quote
	}
	first, _ := utf8.DecodeRuneInString(r.text(t))
	if !unicode.IsUpper(first) {
		return false
	}
	switch last {
	case '.':
		return true
	case '?', '!', '…':
		return !r.tagAhead(t)
	}
	return false
}

// tagAhead reports whether a reporting clause may begin at token t: “Who
// knows?” Díaz asked. It has a cue within a few words and no stop before it.
func (r *reading) tagAhead(t int) bool {
	for k := t + 1; k < len(r.doc.Tokens) && k < t+12 && r.doc.Tokens[k].Sentence == r.doc.Tokens[t].Sentence; k++ {
		s := r.text(k)
		if c, ok := r.lex.Verb(strings.ToLower(s)); ok && c.Tier == lexicon.Speech && strings.HasPrefix(r.doc.Tag(k), "V") {
			return true
		}
		if s == "." {
			return false
		}
	}
	return false
}

func (r *reading) add(s sentence) {
	n := len(r.sentences)
	s.index, s.before = n, -1
	if n > 0 && r.sentences[n-1].level == s.level {
		if s.before = r.sentences[n-1].before; r.sentences[n-1].paragraph != s.paragraph {
			s.before = n - 1
		}
	}
	for i, it := range s.items {
		if it.quote >= 0 {
			r.places[it.quote] = append(r.places[it.quote], spot{n, i})
		}
	}
	r.sentences = append(r.sentences, s)
}

func (r *reading) text(t int) string { return r.doc.Text(r.doc.Tokens[t].Span) }

// word returns item i of a sentence in lower case; "" for a quote or beyond the ends.
func (r *reading) word(s *sentence, i int) string {
	if i < 0 || i >= len(s.items) {
		return ""
	}
	return s.items[i].word
}

// tag returns the part of speech of item i; "Q" for a quote, "" beyond the ends.
func (r *reading) tag(s *sentence, i int) string {
	if i < 0 || i >= len(s.items) {
		return ""
	}
	if t := s.items[i].tok; t >= 0 {
		return r.doc.Tag(t)
	}
	return "Q"
}

// span is the bytes from item i up to and without item j.
func (r *reading) span(s *sentence, i, j int) text.Span {
	if i >= j || i < 0 || j > len(s.items) {
		return text.Span{}
	}
	a, b := s.items[i], s.items[j-1]
	if a.tok < 0 || b.tok < 0 {
		return text.Span{}
	}
	return text.Span{Start: r.doc.Tokens[a.tok].Start, End: r.doc.Tokens[b.tok].End}
}

// verb reports whether item i is a verb form that reports speech, and how well.
func (r *reading) verb(s *sentence, i int) (lexicon.Cue, bool) {
	if i < 0 || i >= len(s.items) {
		return lexicon.Cue{}, false
	}
	r.steps++
	w := s.items[i].word
	if (w == "went" || w == "goes") && r.word(s, i+1) == "on" {
		return lexicon.Cue{Lemma: "go on", Tier: lexicon.Speech}, true
	}
	if s.items[i].tier == lexicon.NoCue { // nine words in ten
		return lexicon.Cue{}, false
	}
	c, _ := r.lex.Verb(w)
	switch w {
	case "said", "says", "told", "tells", "tweeted", "wrote": // no nouns, whatever the tagger says
		return c, true
	}
	tag := r.tag(s, i)
	if tag == "NNS" && i > 0 && s.items[i-1].tok >= 0 { // Díaz notes: no plural follows a person's name
		m := r.cast.MentionAt(s.items[i-1].tok)
		if m == nil || m.Last != s.items[i].tok {
			return c, false
		}
		next := r.tag(s, i+1) // the New York Post reports that; but: New York Post reports of
		return c, r.cast.IsPerson(m.Entity) || c.Tier == lexicon.Speech && (r.word(s, i+1) == "that" || next == "DT" || strings.HasPrefix(next, "PRP") || strings.HasPrefix(next, "NNP"))
	}
	return c, strings.HasPrefix(tag, "V")
}
