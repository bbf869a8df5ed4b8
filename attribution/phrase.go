package attribution

import (
	"strings"

	"github.com/verbatim-news/verbatim/attribution/lexicon"
	"github.com/verbatim-news/verbatim/attribution/speaker"
	"github.com/verbatim-news/verbatim/attribution/text"
)

// A phrase is a noun phrase that may name a source: items [first,last) of a
// sentence. Its head is a name of the cast, a pronoun, or a noun.
type phrase struct {
	s           *sentence
	first, last int
	head        int              // item of the head noun or pronoun, or the last of the name
	name        *speaker.Mention // the name that is the head, if it is one
	with        []phrase         // the other members of “Warren and Sanders”
}

// inPhrase reports whether a tag can stand inside a noun phrase before its head.
func inPhrase(tag string) bool {
	switch tag {
	case "DT", "PDT", "JJ", "JJR", "JJS", "CD", "NN", "NNS", "NNP", "NNPS", "POS", "PRP$", "VBN", "VBG", "FW", "&", "$":
		return true
	}
	return false
}

func isNoun(tag string) bool { return strings.HasPrefix(tag, "NN") || tag == "CD" || tag == "FW" }

// personal reports whether a word is a pronoun that can be a subject. The rules ask
// it of nearly every word, and a switch answers in a fifth of a map's time.
func personal(w string) bool {
	switch w {
	case "he", "she", "they", "i", "we", "it", "you":
		return true
	}
	return false
}

// temporal nouns are no sources: Trump on Tuesday said, he last week told.
var temporal = wordSet(`monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november
	december yesterday today tonight tomorrow week weeks month months year years day days night morning afternoon evening weekend time hour hours minutes moment
	mon tue tues wed thu thurs fri sat sun jan feb mar apr aug sept oct nov dec once twice decade noon midnight`)

// A words is a set of words.
type words struct{ table *lexicon.Table }

func wordSet(list string) words {
	m := map[string]uint32{}
	for w := range strings.FieldsSeq(list) {
		m[w] = 1
	}
	return words{lexicon.NewTable(m)}
}

func (s words) has(w string) bool { return s.table.Bits(w) != 0 }

// ending returns the noun phrase that ends with item e, without what hangs on it
// by a preposition.
func (r *reading) ending(s *sentence, e int) (phrase, bool) {
	w, tag := r.word(s, e), r.tag(s, e)
	if w == "" {
		return phrase{}, false
	}
	r.steps++
	p := phrase{s: s, first: e, last: e + 1, head: e}
	if personal(w) {
		return p, true
	}
	if m := r.cast.MentionAt(s.items[e].tok); m != nil {
		p.name = m
		for p.first > 0 && s.items[p.first-1].tok >= m.First {
			p.first--
		}
		p.first = r.leftOfName(s, p.first)
		return p, true
	}
	switch {
	case isNoun(tag), w == "others", w == "some", w == "many", w == "most", w == "several", w == "both", w == "those", w == "another", w == "officials":
	default:
		return phrase{}, false
	}
	for p.first > 0 && inPhrase(r.tag(s, p.first-1)) && !temporalBefore(r.word(s, p.first-1)) && !isDeterminer(r.tag(s, p.first)) {
		p.first--
	}
	return p, true
}

func isDeterminer(tag string) bool { return tag == "DT" || tag == "PRP$" }

func temporalBefore(w string) bool {
	return temporal.has(w) && len(w) > 4 && strings.HasSuffix(w, "day")
}

// leftOfName takes the words that belong to a name on its left: the article,
// adjectives, and role nouns: “longtime Trump adviser Ana Díaz”.
func (r *reading) leftOfName(s *sentence, i int) int {
	for i > 0 {
		w, tag := r.word(s, i-1), r.tag(s, i-1)
		_, role := r.lex.PersonNoun(w)
		_, title := r.lex.Title(strings.TrimSuffix(w, "."))
		if !(role || title || tag == "DT" || tag == "JJ" || tag == "NN" && i > 1 && r.roleAfter(s, i)) || temporal.has(w) {
			return i
		}
		i--
	}
	return i
}

// roleAfter reports whether item i is a role noun, so that a noun before it
// belongs to the phrase: “campaign manager Robby”.
func (r *reading) roleAfter(s *sentence, i int) bool {
	_, ok := r.lex.PersonNoun(r.word(s, i))
	return ok
}

// starting returns the noun phrase that begins with item i.
func (r *reading) starting(s *sentence, i int) (phrase, bool) {
	w := r.word(s, i)
	if w == "" {
		return phrase{}, false
	}
	p := phrase{s: s, first: i, last: i + 1, head: i}
	if personal(w) {
		return p, true
	}
	r.steps++
	j, head, name := i, -1, (*speaker.Mention)(nil)
	for j < len(s.items) {
		if s.items[j].quote >= 0 || temporal.has(r.word(s, j)) && r.word(s, j) != "may" {
			break
		}
		if m := r.cast.MentionAt(s.items[j].tok); m != nil {
			head, name = j, m
			for j < len(s.items) && s.items[j].tok >= 0 && s.items[j].tok < m.Last {
				head = j
				j++
			}
			continue
		}
		tag := r.tag(s, j)
		if !inPhrase(tag) && !(r.word(s, j) == "others" || r.word(s, j) == "both") || (tag == "VBN" || tag == "VBG") && j == i {
			break
		}
		if c, ok := r.verb(s, j); ok && c.Tier > 0 && head >= 0 {
			break // Díaz told: the tagger took a past tense for a participle
		}
		if tag == "DT" && j > i {
			break
		}
		if isNoun(tag) || r.word(s, j) == "others" || r.word(s, j) == "some" || r.word(s, j) == "many" {
			head, name = j, nil
		}
		j++
	}
	if head < 0 {
		return phrase{}, false
	}
	p.last, p.head, p.name = head+1, head, name
	return p, true
}

// hanging extends a phrase to the left over prepositions to its real head: in
// “a spokesman for the Trump campaign said” the source is the spokesman.
func (r *reading) hanging(p phrase) phrase {
	s := p.s
	for n := 0; n < 5 && p.first >= 2 && (r.tag(s, p.first-1) == "IN" || r.word(s, p.first-1) == "to"); n++ {
		switch r.word(s, p.first-1) {
		case "that", "if", "because", "while", "as", "when", "than", "after", "before", "since", "until", "whether", "although", "though", "unless", "like", "but":
			return p
		}
		q, ok := r.ending(s, p.first-2)
		if t := r.tag(s, p.first-2); !ok && (t == "VBN" || t == "VBG" || t == "JJ") {
			// two people briefed on the talks; a person familiar with the matter
			if q, ok = r.ending(s, p.first-3); ok && !r.speaks(q) {
				return p
			}
		}
		if !ok || personal(r.word(s, q.head)) && r.word(s, p.first-1) != "of" {
			return p
		}
		q.last = p.last
		if temporal.has(r.word(s, p.head)) && q.last == p.last {
			q.last = p.first - 1
		}
		p = q
	}
	return p
}

// sourceSpan is the words that name the source: a name with its titles, or the whole
// of a description.
func (r *reading) sourceSpan(p phrase) text.Span {
	if p.name != nil && len(p.with) == 0 {
		if f := p.name.First; f > 0 && !r.cast.IsPerson(p.name.Entity) && strings.EqualFold(r.text(f-1), "the") && r.doc.Tokens[f-1].Sentence == r.doc.Tokens[f].Sentence {
			return text.Span{Start: r.doc.Tokens[f-1].Start, End: r.doc.Tokens[p.name.Last-1].End} // the Crisis Group
		}
		return text.Span{Start: r.doc.Tokens[p.name.First].Start, End: r.doc.Tokens[p.name.Last-1].End}
	}
	if len(p.with) > 0 {
		a, b := r.sourceSpan(p.with[0]), r.sourceSpan(phrase{s: p.s, first: p.first, last: p.last, head: p.head, name: p.name})
		return text.Span{Start: min(a.Start, b.Start), End: max(a.End, b.End)}
	}
	last := p.last
	for last-1 > p.head && (r.tag(p.s, last-1) == "," || r.tag(p.s, last-1) == "IN") {
		last--
	}
	return r.span(p.s, p.first, last)
}

// extended takes in what hangs on a description to its right: a spokesman for
// the campaign, one of them.
func (r *reading) extended(p phrase) phrase {
	if p.name != nil || personal(r.word(p.s, p.head)) {
		return p
	}
	for n := 0; n < 4; n++ {
		switch r.word(p.s, p.last) {
		case "of", "for", "with", "from", "at":
		default:
			return p
		}
		switch r.word(p.s, p.last+1) {
		case "them", "us", "those":
			p.last += 2
			continue
		}
		q, ok := r.starting(p.s, p.last+1)
		if !ok || r.namesTime(q) {
			return p
		}
		p.last = q.last
	}
	return p
}

// named returns the name that stands in apposition behind a description: his
// mother, Anwen Reece, said. Where none does it returns the description.
func (r *reading) named(p phrase) phrase {
	if p.name != nil || r.word(p.s, p.last) != "," {
		return p
	}
	q, ok := r.starting(p.s, p.last+1)
	if !ok || q.name == nil || !r.cast.IsPerson(q.name.Entity) {
		return p
	}
	if w, t := r.word(p.s, q.last), r.tag(p.s, q.last); w == "and" || t == "POS" || strings.HasPrefix(t, "V") {
		return p // said his mother, Anwen added
	}
	return q
}

// namesTime reports whether a phrase is a time and no source.
func (r *reading) namesTime(p phrase) bool {
	return p.name == nil && temporal.has(r.word(p.s, p.head))
}
