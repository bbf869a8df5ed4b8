package attribution

import (
	"strings"
	"unicode/utf8"

	"github.com/verbatim-news/verbatim/attribution/lexicon"
	"github.com/verbatim-news/verbatim/attribution/text"
)

// A finding is a rule's answer: which words name the source, and by what cue.
type finding struct {
	rule   string
	source phrase
	span   text.Span // of the source
	cue    text.Span
	like   int // the quote whose answer this one shares, where same is true
	same   bool
	via    []phrase // who reports the report: Sheinbaum said that Trump said
}

func (r *reading) find(rule string, p phrase, cue text.Span) (finding, bool) {
	it := r.word(p.s, p.head) == "it" && p.name == nil
	if c, ok := r.lex.Verb(strings.ToLower(r.doc.Text(cue))); it && (!ok || c.Tier != lexicon.Speech) {
		return finding{}, false // it was “over”; but: “…,” it added
	}
	return finding{rule: rule, source: p, span: r.sourceSpan(p), cue: cue}, r.canSpeak(p) && !r.sourceSpan(p).Empty()
}

// after looks for a reporting clause that follows the quote at item i:
//
//	“…,” said Díaz · “…,” Díaz, the mayor, said · “…,” according to Díaz · “…,” as Díaz put it · “…” — Díaz
func (r *reading) after(s *sentence, i int) (finding, bool) {
	seg := r.doc.Text(r.quotes[s.items[i].quote].Segments[s.items[i].seg])
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(seg, "’'”\"») "))
	j := i + 1
	parted, dash := strings.ContainsRune(",?!—–-…", last), false
	for w := r.word(s, j); w == "," || w == "—" || w == "–" || w == "-" || w == "--" || w == ":"; w = r.word(s, j) {
		parted, dash = true, w != ","
		j++
	}
	if f, ok := r.accordingTo(s, j); ok {
		return f, true
	}
	if r.word(s, j) == "as" || r.word(s, j) == "in" && r.word(s, j+1) == "the" && r.word(s, j+2) == "words" {
		return r.asPut(s, j)
	}
	if c, ok := r.verb(s, j); ok && (c.Tier == lexicon.Speech || parted && c.Tier == lexicon.Manner) && r.tag(s, j) != "VBG" {
		if f, ok := r.inverted(s, j); ok {
			return f, true
		}
	}
	if !parted && s.items[i].seg == 0 && !r.quotes[s.items[i].quote].Unclosed && last != '.' {
		// A piece of the reporter's sentence goes on without a stop: “rigged” system.
		if w := r.word(s, j); !personal(w) && !(r.nameAt(s, j)) {
			return finding{}, false
		}
	}
	if f, ok := r.subjectFirst(s, j, parted); ok {
		return f, true
	}
	if dash {
		return r.signature(s, j)
	}
	return finding{}, false
}

func (r *reading) nameAt(s *sentence, j int) bool {
	return j < len(s.items) && s.items[j].tok >= 0 && r.cast.MentionAt(s.items[j].tok) != nil
}

// inverted: “…,” said Díaz. “…,” said again the journalist Ana Díaz.
func (r *reading) inverted(s *sentence, v int) (finding, bool) {
	if transitive.has(r.word(s, v)) {
		return finding{}, false // what stands behind “told” is the addressee
	}
	j := v + 1
	for strings.HasPrefix(r.tag(s, j), "RB") || r.word(s, j) == "again" {
		j++
	}
	p, ok := r.starting(s, j)
	if !ok || r.namesTime(p) || p.name == nil && r.tag(s, j) == "IN" {
		return finding{}, false
	}
	if w := r.word(s, p.head); (w == "reporters" || w == "in" || w == "it" || w == "me" || w == "him" || w == "her") && p.name == nil {
		return finding{}, false
	}
	if r.word(s, p.last) == "and" {
		if q, ok := r.starting(s, p.last+1); ok && q.name != nil && p.name != nil && r.cast.IsPerson(q.name.Entity) && !strings.HasPrefix(r.tag(s, q.last), "V") {
			q.with = append(q.with, p)
			p = q
		}
	}
	return r.find("quote-cue-source", r.named(r.extended(p)), r.span(s, v, v+1))
}

// transitive verbs of saying always take their addressee as object.
var transitive = wordSet(`told tell tells telling informed informs assured assures reminded reminds`)

// subjectFirst: “…,” Díaz said. “…,” she added. “…,” Díaz, the mayor, told us.
func (r *reading) subjectFirst(s *sentence, j int, parted bool) (finding, bool) {
	p, ok := r.starting(s, j)
	if !ok || r.namesTime(p) {
		return finding{}, false
	}
	k := p.last
	if r.word(s, k) == "and" {
		if q, ok := r.starting(s, k+1); ok && p.name != nil && q.name != nil && r.cast.IsPerson(q.name.Entity) {
			q.with = append(q.with, p)
			p, k = q, q.last
		}
	}
	if len(p.with) == 0 {
		p = r.extended(p)
		if n := r.named(p); n.name != p.name { // Its president, Horace Venn, said
			p = n
		}
		k = p.last
	}
	v, ok := r.verbAfter(s, k)
	if !ok {
		return finding{}, false
	}
	c, isCue := r.verb(s, v)
	switch {
	case isCue && c.Tier == lexicon.Speech, isCue && parted && c.Tier >= lexicon.Judge:
	case parted && (p.name != nil || personal(r.word(s, p.head))) && r.tag(s, v) == "VBD" && r.closes(s, v+1):
		return r.find("quote-source-verb", p, r.span(s, v, v+1)) // “…,” Díaz shot back.
	default:
		return finding{}, false
	}
	return r.find("quote-source-cue", p, r.span(s, v, v+1))
}

// closes reports whether a reporting clause can end before item i: at a stop, a
// comma, a quote, or after one particle (shot back).
func (r *reading) closes(s *sentence, i int) bool {
	if r.tag(s, i) == "RP" || r.tag(s, i) == "RB" || r.word(s, i) == "back" {
		i++
	}
	return i >= len(s.items) || s.items[i].quote >= 0 || strings.Contains(".,?!", r.word(s, i))
}

// verbAfter finds the verb whose subject ends before item k: at once, over
// adverbs and auxiliaries, or behind an apposition or a bracket.
func (r *reading) verbAfter(s *sentence, k int) (int, bool) {
	if v, ok := r.group(s, k); ok {
		return v, true
	}
	switch r.word(s, k) {
	case "(":
		for k < len(s.items) && r.word(s, k) != ")" {
			k++
		}
		if r.word(s, k+1) == "," {
			return r.verbAfter(s, k+1)
		}
		return r.group(s, k+1)
	case "who":
		for n := k + 1; n < len(s.items) && n < k+40; n++ {
			if r.word(s, n) == "," {
				return r.group(s, n+1)
			}
		}
	case ",":
		if transitive.has(r.word(s, k+1)) {
			return k + 1, true // Eric Reyes, told us: a comma too many
		}
		for n := k + 1; n < len(s.items) && n < k+45 && s.items[n].quote < 0; n++ {
			if r.word(s, n) != "," {
				continue
			}
			if v, ok := r.group(s, n+1); ok {
				return v, true
			}
		}
	default:
		// Díaz on Tuesday said
		if r.tag(s, k) == "IN" && temporal.has(r.word(s, k+1)) {
			return r.group(s, k+2)
		}
		if temporal.has(r.word(s, k)) {
			return r.group(s, k+1)
		}
	}
	return 0, false
}

// group returns the main verb of the verb group that begins at item k.
func (r *reading) group(s *sentence, k int) (int, bool) {
	for n := 0; n < 6; n, k = n+1, k+1 {
		tag, w := r.tag(s, k), r.word(s, k)
		if c, ok := r.verb(s, k); ok && c.Tier > 0 && !auxiliary.has(w) && tag != "VBG" {
			return k, true
		}
		if strings.HasPrefix(tag, "RB") || tag == "MD" || auxiliary.has(w) {
			continue
		}
		if strings.HasPrefix(tag, "VB") {
			return k, true
		}
		return 0, false
	}
	return 0, false
}

// accordingTo: according to Díaz, “…”. “…,” according to a spokesman.
func (r *reading) accordingTo(s *sentence, j int) (finding, bool) {
	if r.word(s, j) != "according" || r.word(s, j+1) != "to" {
		return finding{}, false
	}
	p, ok := r.starting(s, j+2)
	if !ok {
		return finding{}, false
	}
	return r.find("according-to", r.named(r.extended(p)), r.span(s, j, j+2))
}

// asPut: as Díaz put it · as Díaz said · in the words of Díaz.
func (r *reading) asPut(s *sentence, j int) (finding, bool) {
	if r.word(s, j) == "in" {
		if r.word(s, j+3) != "of" {
			return finding{}, false
		}
		p, ok := r.starting(s, j+4)
		if !ok {
			return finding{}, false
		}
		return r.find("in-the-words-of", p, r.span(s, j, j+4))
	}
	p, ok := r.starting(s, j+1)
	if !ok {
		return finding{}, false
	}
	v, ok := r.verbAfter(s, p.last)
	if !ok {
		return finding{}, false
	}
	if c, cue := r.verb(s, v); !(cue && c.Tier == lexicon.Speech) && r.word(s, v) != "put" && r.word(s, v) != "puts" {
		return finding{}, false
	}
	return r.find("as-source-cue", p, r.span(s, v, v+1))
}

// signature: “…” — Ana Díaz, mayor.
func (r *reading) signature(s *sentence, j int) (finding, bool) {
	p, ok := r.starting(s, j)
	if !ok || p.name == nil {
		return finding{}, false
	}
	if k := p.last; k < len(s.items) && r.word(s, k) != "," && r.word(s, k) != "." && r.word(s, k) != "(" {
		return finding{}, false
	}
	return r.find("signature", p, text.Span{})
}
