package attribution

import (
	"slices"
	"strings"

	"github.com/verbatim-news/verbatim/attribution/lexicon"
	"github.com/verbatim-news/verbatim/attribution/text"
)

// joined finds a quote that goes on a list: “sacrosanct” and “not for sale”. It
// has the source of the piece before it.
func (r *reading) joined(s *sentence, i int) (finding, bool) {
	prev := previousQuote(s, i)
	if prev < 0 || i-prev > 5 || s.items[prev].quote == s.items[i].quote {
		return finding{}, false
	}
	for k := prev + 1; k < i; k++ {
		switch w, tag := r.word(s, k), r.tag(s, k); {
		case w == "," || tag == "CC" || w == "also" || w == "even" || tag == "DT" || w == "not" || tag == "IN" || w == "then" || w == "/" || tag == "JJ" || tag == "TO" || tag == "RB":
		default:
			return finding{}, false
		}
	}
	return finding{rule: "coordinated", same: true, like: s.items[prev].quote}, true
}

func previousQuote(s *sentence, i int) int {
	for k := i - 1; k >= 0; k-- {
		if s.items[k].quote >= 0 {
			return k
		}
	}
	return -1
}

// before looks for the source in the reporter's words that lead into the quote
// at item i: the nearest cue to the left, and its subject.
//
//	Díaz said: “…” · Díaz told reporters that the plan was “…” · Díaz, calling the plan “…”
func (r *reading) before(s *sentence, i int) (finding, bool) {
	from := previousQuote(s, i) + 1
	if f, ok := r.cueLeft(s, from, i); ok {
		return f, true
	}
	if f, ok := r.nounCue(s, from, i); ok {
		return f, true
	}
	if r.word(s, i-1) == ":" {
		if f, ok := r.nameColon(s, i-1); ok {
			return f, true
		}
	}
	if from > 0 {
		return r.cueLeft(s, 0, i)
	}
	return finding{}, false
}

// maxCues is how many cues to the left of a quote are asked for their source. A
// sentence of maxSentence items can hold a hundred, each with a subject of its own to
// be looked for; of what people write none holds as many.
const maxCues = 32

// cueLeft takes the nearest cue among items [from,i) whose subject can speak. A
// cue of judgement gives way to a report whose clause it stands in: in “critics
// say he had called to “dismantle” it” the words are as the critics give them.
func (r *reading) cueLeft(s *sentence, from, i int) (finding, bool) {
	var best finding
	at, asked := -1, 0
	for v := i - 1; v >= from && asked < maxCues; v-- {
		if r.word(s, v) == "according" && at < 0 {
			if f, ok := r.accordingTo(s, v); ok {
				return f, true
			}
		}
		c, ok := r.verb(s, v)
		if !ok || c.Tier == lexicon.Manner && v < i-3 || at >= 0 && c.Tier != lexicon.Speech {
			continue
		}
		asked++
		f, ok := r.behind(s, v, i)
		if !ok {
			f, ok = r.source(s, v)
		}
		if !ok {
			continue
		}
		if at < 0 {
			if best, at = f, v; c.Tier == lexicon.Speech {
				return best, true
			}
			continue
		}
		if r.complement(s, v, best.source) {
			return f, true
		}
	}
	return best, at >= 0
}

// behind finds a source that stands between its cue and the quote at item i:
// Because of the delay, explained Reyes, “…”
func (r *reading) behind(s *sentence, v, i int) (finding, bool) {
	if addressed.has(r.word(s, v)) || r.tag(s, v) == "VBG" || i-v > 9 {
		return finding{}, false
	}
	p, ok := r.starting(s, v+1)
	if !ok || p.name == nil || !r.cast.IsPerson(p.name.Entity) {
		return finding{}, false
	}
	if w := r.word(s, p.last); w != "," && w != ":" || i-p.last > 1 {
		return finding{}, false
	}
	if q, ok := r.subject(s, v, 0); ok && r.canSpeak(q) && q.last == v {
		return finding{}, false // Díaz told Reyes, “…”
	}
	return r.find("cue-source-quote", p, r.span(s, v, v+1))
}

// complement reports whether the clause of subject p is what the verb at v
// reports: critics say (that) he.
func (r *reading) complement(s *sentence, v int, p phrase) bool {
	if p.s != s || p.first <= v {
		return false
	}
	k := p.first - 1
	if r.word(s, k) == "that" {
		return true
	}
	for k > v && (temporal.has(r.word(s, k)) || r.tag(s, k) == "RB" || r.tag(s, k) == "IN" && temporal.has(r.word(s, k+1))) {
		k--
	}
	if q, ok := r.ending(s, k); ok && q.first == v+1 && addressed.has(r.word(s, v)) {
		return true // Díaz told reporters he
	}
	return k == v
}

// addressed verbs have their addressee before what is said.
var addressed = wordSet(`told tell tells telling assured assures informed reminded warned asked promised advised`)

// source is the source of the cue at item v: its subject; in the passive, who
// stands after “by”; never the addressee.
func (r *reading) source(s *sentence, v int) (finding, bool) {
	cue := r.span(s, v, v+1)
	if r.passive(s, v) && r.word(s, v+1) != "as" { // was quoted as saying: the subject does speak
		for k := v + 1; k < len(s.items) && k < v+8 && s.items[k].quote < 0; k++ {
			if r.word(s, k) == "by" {
				if p, ok := r.starting(s, k+1); ok {
					return r.find("passive", r.named(r.extended(p)), cue)
				}
			}
		}
		return finding{}, false
	}
	p, ok := r.subject(s, v, 0)
	if !ok || !r.canSpeak(p) {
		// said the mayor: “…” with the subject behind the cue at the head of a sentence
		if v == 0 {
			if q, ok := r.starting(s, v+1); ok {
				return r.find("cue-source-quote", q, cue)
			}
		}
		return finding{}, false
	}
	f, ok := r.find("source-cue-quote", p, cue)
	if ok && r.leftOfVerb(s, v) == p.last-1 {
		f.via = r.reporter(s, p)
	}
	return f, ok
}

// passive reports whether the verb at v stands in the passive: was asked.
func (r *reading) passive(s *sentence, v int) bool {
	if !strings.HasPrefix(r.tag(s, v), "VB") || r.tag(s, v) == "VBG" {
		return false
	}
	for i := v - 1; i >= 0 && i >= v-3; i-- {
		switch w := r.word(s, i); {
		case w == "was" || w == "were" || w == "been" || w == "being" || w == "is" || w == "are" || w == "be":
			return true
		case strings.HasPrefix(r.tag(s, i), "RB"):
		default:
			return false
		}
	}
	return false
}

// reporter finds who reports that p spoke: Sheinbaum said that Trump said; according
// to Sheinbaum, Trump said.
func (r *reading) reporter(s *sentence, p phrase) []phrase {
	i := p.first - 1
	if r.word(s, i) == "," {
		for k := 0; k < i; k++ {
			if f, ok := r.accordingTo(s, k); ok && f.source.last <= i && f.source.last >= i-8 {
				return []phrase{f.source}
			}
		}
		return nil
	}
	if r.word(s, i) == "that" {
		i--
	}
	for v := i; v >= 0 && v >= i-4; v-- {
		if c, ok := r.verb(s, v); ok && c.Tier == lexicon.Speech && r.tag(s, v) != "VBG" && v == i {
			if q, ok := r.subject(s, v, 0); ok && r.canSpeak(q) {
				return []phrase{q}
			}
		}
	}
	return nil
}

// reports are nouns that carry somebody's words: Her response was: “…”. In
// Díaz’s words, “…”. A statement from Díaz said.
var reportNouns = wordSet(`response answer reply words word statement message comment comments remark remarks claim claims promise pledge advice verdict warning view
	argument conclusion question explanation assertion description slogan motto tweet post letter memo email e-mail reaction speech line phrase quip joke mantra
	refrain assessment point belief suggestion criticism attack call plea appeal vow complaint accusation charge reference rhetoric opinion definition term quote
	prediction allegation announcement declaration boast plan proposal idea`)

// nounCue: her response was unequivocal: “…” · Díaz’s claim that “…” · a promise by
// Díaz to “…” · Díaz’s “…”.
func (r *reading) nounCue(s *sentence, from, i int) (finding, bool) {
	for k := i - 1; k >= from && k >= i-14; k-- {
		w := r.word(s, k)
		if !reportNouns.has(w) || !strings.HasPrefix(r.tag(s, k), "NN") {
			continue
		}
		if p, ok := r.possessor(s, k); ok {
			return r.find("source-noun-quote", p, r.span(s, k, k+1))
		}
		if x := r.word(s, k+1); x == "from" || x == "by" || x == "of" {
			if p, ok := r.starting(s, k+2); ok && p.last <= i && (p.name != nil || personal(r.word(s, p.head)) || w == "words" && r.speaks(p)) {
				return r.find("noun-source-quote", r.named(p), r.span(s, k, k+1))
			}
		}
	}
	return finding{}, false
}

// possessor finds whose the noun at item k is: her response, Díaz’s first claim.
func (r *reading) possessor(s *sentence, k int) (phrase, bool) {
	for j := k - 1; j >= 0 && j >= k-5; j-- {
		w, tag := r.word(s, j), r.tag(s, j)
		switch {
		case w == "his" || w == "her" || w == "their":
			return phrase{s: s, first: j, last: j + 1, head: j}, true
		case w == "’s" || w == "'s" || w == "’" || w == "'":
			return r.ending(s, j-1)
		case !inPhrase(tag):
			return phrase{}, false
		}
	}
	return phrase{}, false
}

// nameColon: Díaz: “…”. A paragraph's first words and a colon, a name alone.
func (r *reading) nameColon(s *sentence, colon int) (finding, bool) {
	p, ok := r.ending(s, colon-1)
	if !ok && r.word(s, colon-1) == ")" {
		k := colon - 1
		for k > 0 && r.word(s, k) != "(" {
			k--
		}
		p, ok = r.ending(s, k-1)
	}
	if !ok || p.name == nil || p.first > 3 {
		return finding{}, false
	}
	return r.find("name-colon", p, text.Span{})
}

// interview: Q: “Were you afraid?” A: “Every day.” The question is the reporter's,
// the answer that of the person whom the article is about.
func (r *reading) interview(q int) (finding, bool) {
	sp := r.places[q][0]
	s := &r.sentences[sp.sentence]
	if w := r.word(s, 0); sp.item != 2 || r.word(s, 1) != ":" || w != "q" && w != "a" {
		return finding{}, false
	}
	p := phrase{s: s, first: 0, last: 1, head: 0}
	return finding{rule: "turn", source: p, span: r.sourceSpan(p)}, true
}

// turn: “RAMOS: Did you lie to them?” The turn of an interview stands in marks
// together with the name of its speaker.
func (r *reading) turn(q int) (finding, bool) {
	if f, ok := r.interview(q); ok {
		return f, true
	}
	t := r.tokenAt(r.quotes[q].Segments[0].Start)
	k := t
	for k < len(r.doc.Tokens) && k < t+4 && r.text(k) != ":" {
		if w := r.text(k); strings.ToUpper(w) != w || len(w) < 2 {
			return finding{}, false
		}
		k++
	}
	if k == t || k >= len(r.doc.Tokens) || r.text(k) != ":" || int(r.inside[k]) != q {
		return finding{}, false
	}
	m := r.cast.MentionAt(k - 1)
	if m == nil {
		return finding{}, false
	}
	s := &r.sentences[r.first[q]]
	colon := slices.IndexFunc(s.items, func(it item) bool { return it.tok == k })
	if colon < 1 {
		return finding{}, false
	}
	return r.find("turn", phrase{s: s, first: 0, last: colon, head: colon - 1, name: m}, text.Span{})
}

// owner: Trump’s “rigged” system; her “third way”: the possessor of the piece.
func (r *reading) owner(s *sentence, i int) (finding, bool) {
	switch w := r.word(s, i-1); w {
	case "’s", "'s", "’", "'":
		if p, ok := r.ending(s, i-2); ok {
			return r.find("possessor", p, text.Span{})
		}
	case "his", "her", "their":
		return r.find("possessor", phrase{s: s, first: i - 1, last: i, head: i - 1}, text.Span{})
	}
	return finding{}, false
}

// main: He was “very happy.” No cue at all; the subject of the first verb to
// the left of the quote, if it can think.
func (r *reading) main(s *sentence, i int) (finding, bool) {
	for v := i - 1; v > 0; v-- {
		tag := r.tag(s, v)
		if tag != "VBD" && tag != "VBZ" && tag != "VBP" && tag != "MD" || r.relative(s, v) {
			continue
		}
		p, ok := r.subject(s, v, 0)
		if !ok || !r.canSpeak(p) {
			continue
		}
		if p.name != nil && !r.cast.IsPlace(p.name.Entity) || r.isPersonal(p) {
			return r.find("subject", p, r.span(s, v, v+1))
		}
	}
	return finding{}, false
}

// isPersonal reports whether a phrase is he, she, they, or a role noun.
func (r *reading) isPersonal(p phrase) bool {
	w := r.word(p.s, p.head)
	if w == "he" || w == "she" || w == "they" || w == "his" || w == "her" {
		return true
	}
	_, ok := r.lex.PersonNoun(w)
	return ok
}

// right: The “rigged” system, Díaz said later, was. A cue anywhere to the right.
func (r *reading) right(s *sentence, i int) (finding, bool) {
	for v := i + 1; v < len(s.items) && v < i+40; v++ {
		c, ok := r.verb(s, v)
		if !ok || c.Tier < lexicon.Judge || r.passive(s, v) {
			continue
		}
		if p, ok := r.subject(s, v, 0); ok && r.canSpeak(p) && p.first > i {
			return r.find("clause-right", p, r.span(s, v, v+1))
		}
		if c.Tier == lexicon.Speech && s.items[v-1].quote < 0 {
			if f, ok := r.inverted(s, v); ok {
				return f, true
			}
		}
	}
	return finding{}, false
}
