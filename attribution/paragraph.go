package attribution

import (
	"strings"
	"unicode/utf8"

	"github.com/verbatim-news/verbatim/attribution/lexicon"
	"github.com/verbatim-news/verbatim/attribution/quote"
	"github.com/verbatim-news/verbatim/attribution/text"
)

// elsewhere looks for the source of a quote whose own sentence names nobody. In
// news the current speaker goes on; turn and turn about is the exception.
func (r *reading) elsewhere(q int, sp spot) (finding, bool) {
	for _, rule := range []func(q int, sp spot) (finding, bool){r.signed, r.trailing, r.introduced, r.same, r.later, r.colonParagraph, r.continued} {
		if f, ok := rule(q, sp); ok {
			return f, true
		}
	}
	return finding{}, false
}

// neighbour returns the sentence n places on in the same paragraph and level.
func (r *reading) neighbour(sp spot, n int) (*sentence, bool) {
	k := sp.sentence + n
	if k < 0 || k >= len(r.sentences) {
		return nil, false
	}
	s, t := &r.sentences[sp.sentence], &r.sentences[k]
	return t, s.level == t.level && s.paragraph == t.paragraph
}

// signed: "It hurts." / "Ana Díaz, mayor." A pull quote with its signature in a
// line of its own, the closing mark behind it.
func (r *reading) signed(q int, sp spot) (finding, bool) {
	n := sp.sentence + 1
	if n >= len(r.sentences) || r.sentences[n].level != r.sentences[sp.sentence].level || r.sentences[n].paragraph != r.sentences[sp.sentence].paragraph+1 {
		return finding{}, false
	}
	s := &r.sentences[n]
	line := r.doc.Text(r.doc.Paragraphs[s.paragraph].Span)
	if len(line) > 90 || hasQuote(s) || !strings.HasSuffix(line, "\"") {
		return finding{}, false
	}
	p, ok := r.starting(s, 0)
	if !ok || p.name == nil {
		return finding{}, false
	}
	return r.find("signature", p, text.Span{})
}

// trailing: “We will win.” Díaz said. The stop stands inside the marks, and the
// reporting clause is a sentence of its own.
func (r *reading) trailing(q int, sp spot) (finding, bool) {
	s, ok := r.neighbour(sp, 1)
	if !ok || len(s.items) > 9 || s.items[0].quote >= 0 || sp.item != len(r.sentences[sp.sentence].items)-1 {
		return finding{}, false
	}
	for _, it := range s.items {
		if it.quote >= 0 {
			return finding{}, false
		}
	}
	f, ok := r.subjectFirst(s, 0, true)
	if !ok || f.source.name == nil && !r.speaks(f.source) { // “We held.” The rain went on.
		return f, false
	}
	end := len(s.items) - 1
	for k := range s.items { // nothing but time and place may follow the cue
		if r.span(s, k, k+1) == f.cue {
			if k < end-5 {
				return f, false
			}
			if w := r.word(s, k+1); w == "that" || w == "he" || w == "she" || w == "the" || w == "it" {
				return f, false
			}
		}
	}
	f.rule = "trailing"
	return f, true
}

// introduced: Díaz said X was worried. “…” The sentence before, without a quote
// of its own, reports speech; its source goes on in direct speech.
func (r *reading) introduced(q int, sp spot) (finding, bool) {
	s, ok := r.neighbour(sp, -1)
	if !ok || hasQuote(s) {
		return finding{}, false
	}
	if f, ok := r.lastCue(s); ok {
		f.rule = "introduced"
		return f, true
	}
	if f, ok := r.main(s, len(s.items)); ok {
		f.rule = "subject-before"
		return f, true
	}
	return finding{}, false
}

func hasQuote(s *sentence) bool {
	for _, it := range s.items {
		if it.quote >= 0 {
			return true
		}
	}
	return false
}

// lastCue finds the source of the last cue of a sentence that reports speech.
func (r *reading) lastCue(s *sentence) (finding, bool) {
	for v, asked := len(s.items)-1, 0; v >= 0 && asked < maxCues; v-- {
		if r.word(s, v) == "according" {
			if f, ok := r.accordingTo(s, v); ok {
				return f, true
			}
		}
		if c, ok := r.verb(s, v); ok && c.Tier >= lexicon.Judge {
			asked++
			if f, ok := r.source(s, v); ok {
				return f, true
			}
			if c.Tier == lexicon.Speech {
				if f, ok := r.inverted(s, v); ok {
					return f, true
				}
			}
		}
	}
	return finding{}, false
}

// same: “We don’t accept that,” she said. “We are no colony.”
func (r *reading) same(q int, sp spot) (finding, bool) {
	for n := -1; n >= -4; n-- {
		s, ok := r.neighbour(sp, n)
		if !ok {
			break
		}
		for k := len(s.items) - 1; k >= 0; k-- {
			if p := s.items[k].quote; p >= 0 && p != q && r.quotes[p].Class == quote.Speech {
				return finding{rule: "same-paragraph", same: true, like: p}, true
			}
		}
	}
	return finding{}, false
}

// later: “…” opens the paragraph, and another quote in it is attributed: “…” It
// was late. “…,” he said.
func (r *reading) later(q int, sp spot) (finding, bool) {
	for n := 1; n <= 4; n++ {
		s, ok := r.neighbour(sp, n)
		if !ok {
			break
		}
		for k, it := range s.items {
			if it.quote >= 0 && it.quote != q {
				if f, ok := r.after(s, k); ok {
					f.rule = "paragraph-later"
					return f, true
				}
				return finding{}, false
			}
		}
	}
	return finding{}, false
}

// maxList is how many lines of a list share what introduces it.
const maxList = 40

// colonParagraph: the paragraph before ends in a colon, and this one is the quote.
func (r *reading) colonParagraph(q int, sp spot) (finding, bool) {
	before, ok := r.paragraphBefore(sp)
	if r.bullet(sp.sentence) { // the lines of a list share what introduces it
		for n := 0; ok && n < maxList && r.bullet(before); n++ {
			before, ok = r.paragraphBefore(spot{sentence: before})
		}
	}
	s := &r.sentences[before]
	if !ok || r.word(s, len(s.items)-1) != ":" {
		return finding{}, false
	}
	for _, rule := range []func() (finding, bool){
		func() (finding, bool) { return r.lastCue(s) },
		func() (finding, bool) { return r.nounCue(s, 0, len(s.items)) },
		func() (finding, bool) { return r.nameColon(s, len(s.items)-1) },
		func() (finding, bool) { return r.main(s, len(s.items)) },
	} {
		if f, ok := rule(); ok {
			f.rule = "colon-paragraph"
			return f, true
		}
	}
	return finding{}, false
}

// bullet reports whether the paragraph of sentence n is a line of a list.
func (r *reading) bullet(n int) bool {
	p := r.doc.Paragraphs[r.sentences[n].paragraph]
	first, _ := utf8.DecodeRuneInString(r.doc.Body[p.Start:p.End])
	return strings.ContainsRune("•*-–—▪◦·", first)
}

// paragraphBefore returns the index of the last sentence of the paragraph before, at the same level.
func (r *reading) paragraphBefore(sp spot) (int, bool) {
	before := r.sentences[sp.sentence].before
	return max(0, before), before >= 0
}

// continued: a paragraph that is only a quote goes on with the last speaker,
// or with whoever the sentence before it is about.
func (r *reading) continued(q int, sp spot) (finding, bool) {
	before, ok := r.paragraphBefore(sp)
	s := &r.sentences[before]
	if !ok || r.sentences[sp.sentence].paragraph-s.paragraph > 2 {
		return finding{}, false
	}
	for k := len(s.items) - 1; k >= 0; k-- {
		if p := s.items[k].quote; p >= 0 && r.quotes[p].Class == quote.Speech {
			return finding{rule: "continued", same: true, like: p}, true
		}
	}
	if f, ok := r.lastCue(s); ok {
		f.rule = "continued-report"
		return f, true
	}
	if f, ok := r.main(s, len(s.items)); ok {
		f.rule = "continued-subject"
		return f, true
	}
	for n := 1; n < 4; n++ { // the sentence names nobody; a quote earlier in its paragraph does
		k := before - n
		if k < 0 || r.sentences[k].paragraph != s.paragraph || r.sentences[k].level != s.level {
			break
		}
		for _, it := range r.sentences[k].items {
			if it.quote >= 0 && r.quotes[it.quote].Class == quote.Speech {
				return finding{rule: "continued", same: true, like: it.quote}, true
			}
		}
	}
	return finding{}, false
}
