package attribution

import (
	"strings"

	"github.com/verbatim-news/verbatim/attribution/lexicon"
	"github.com/verbatim-news/verbatim/attribution/speaker"
)

// A known source is a speaker with the entity of the cast that it is, if any.
type known struct {
	speaker    speaker.Speaker
	entity     int // -1 if the cast has no such name
	confidence float64
}

var nobody = known{entity: -1}

// resolver turns the words that name a source into a speaker. It remembers who
// spoke, since “he added” and “the official” mean those before.
type resolver struct {
	r         *reading
	last      known                // the speaker of the quote before, at the reporter's level
	since     int                  // the beat of that
	anonymous map[string]known     // head noun -> the last nameless source called so
	names     map[int]map[int]bool // quote -> what named found
	chief     *known               // see principal; nil until it is asked for
}

// resolve answers who a finding's source is, for a quote q that starts in
// sentence sent of the document. outer is the speaker of the quote around it.
func (v *resolver) resolve(q int, f *finding, outer known) known {
	p := f.source
	if len(p.with) > 0 {
		return v.several(q, f, outer)
	}
	if p.name != nil {
		k := known{speaker: v.r.cast.Of(p.name.Entity), entity: p.name.Entity, confidence: 0.99}
		return k
	}
	w := v.r.word(p.s, p.head)
	if f.rule == "turn" && w == "q" {
		return v.first(nobody)
	} else if f.rule == "turn" {
		return v.principal()
	}
	switch w {
	case "he", "him", "his":
		return v.pronoun(q, p, lexicon.Male)
	case "she", "her":
		return v.pronoun(q, p, lexicon.Female)
	case "i", "we":
		return v.first(outer)
	case "they", "their":
		return v.they(p)
	case "it", "its":
		return v.it(p)
	}
	return v.nominal(q, p)
}

// first is who says “I”: inside a quote its speaker, outside it the reporter.
func (v *resolver) first(outer known) known {
	if outer.speaker.Name != "" {
		return outer
	}
	if a := strings.TrimSpace(v.r.doc.Author); a != "" && len(strings.Fields(a)) < 5 {
		return known{speaker: speaker.Speaker{ID: speaker.Slug(a), Name: a}, entity: -1, confidence: 0.7}
	}
	return nobody
}

// principal is whom the article names most often, its author apart: the one who
// answers in an interview.
func (v *resolver) principal() known {
	if v.chief != nil {
		return *v.chief
	}
	v.chief = &known{entity: -1}
	best, most := -1, 0
	for i := range v.r.cast.Entities {
		e := &v.r.cast.Entities[i]
		if n := len(e.Mentions); v.r.cast.IsPerson(i) && n > most && !strings.Contains(v.r.doc.Author, e.Name) {
			best, most = i, n
		}
	}
	if best >= 0 {
		v.chief = &known{speaker: v.r.cast.Of(best), entity: best, confidence: 0.8}
	}
	return *v.chief
}

// they are the last speakers if those were several or a body.
func (v *resolver) they(p phrase) known {
	if n := v.last.speaker; n.Name != "" && n.Type != speaker.Person && n.Type != speaker.Document {
		return known{speaker: n, entity: v.last.entity, confidence: 0.6}
	}
	w := strings.ToLower(v.r.text(p.s.items[p.head].tok))
	if v.r.singularThey() {
		return v.pronoun(-1, p, lexicon.UnknownGender)
	}
	return known{speaker: speaker.Speaker{ID: "anonymous-they", Name: w, Type: speaker.Anonymous}, entity: -1, confidence: 0.4}
}

// singularThey reports whether the article says of somebody that they use the
// pronouns they and them.
func (r *reading) singularThey() bool {
	if r.they == notAsked {
		r.they = no
		if strings.Contains(r.doc.Body, "pronouns they") || strings.Contains(r.doc.Body, "they/them") {
			r.they = yes
		}
	}
	return r.they == yes
}

// An answer to a question that few articles are asked.
type answer uint8

const (
	notAsked answer = iota
	no
	yes
)

// it is the last body that spoke.
func (v *resolver) it(p phrase) known {
	if n := v.last.speaker; n.Name != "" && (n.Type == speaker.Organisation || n.Type == speaker.Document) {
		return known{speaker: n, entity: v.last.entity, confidence: 0.7}
	}
	e, conf := v.r.cast.It(p.s.items[p.head].tok)
	if e < 0 {
		return nobody
	}
	return known{speaker: v.r.cast.Of(e), entity: e, confidence: conf}
}

func (v *resolver) pronoun(q int, p phrase, g speaker.Gender) known {
	t := p.s.items[p.head].tok
	h := speaker.Hint{Last: -1, Avoid: v.named(q)}
	if v.last.entity >= 0 {
		h.Last, h.Since = v.last.entity, v.r.cast.Beat(t)-v.since
	}
	e, conf := v.r.cast.Pronoun(t, g, h)
	if e < 0 {
		return nobody
	}
	return known{speaker: v.r.cast.Of(e), entity: e, confidence: conf}
}

// named is who is named inside a quote: hardly its own speaker.
func (v *resolver) named(q int) map[int]bool {
	if q < 0 {
		return nil
	}
	if out, ok := v.names[q]; ok {
		return out
	}
	var out map[int]bool // nil of most quotes, which name nobody
	for _, s := range v.r.quotes[q].Segments {
		for t := v.r.tokenAt(s.Start); t < len(v.r.doc.Tokens) && v.r.doc.Tokens[t].Start < s.End; t++ {
			if m := v.r.cast.MentionAt(t); m != nil {
				if out == nil {
					out = map[int]bool{}
				}
				out[m.Entity] = true
			}
		}
	}
	v.names[q] = out
	return out
}

// several are the speakers of “Warren and Sanders said in a joint letter”.
func (v *resolver) several(q int, f *finding, outer known) known {
	var names, ids []string
	conf := 1.0
	for _, p := range append(append([]phrase{}, f.source.with...), phrase{s: f.source.s, first: f.source.first, last: f.source.last, head: f.source.head, name: f.source.name}) {
		k := v.resolve(q, &finding{source: p}, outer)
		if k.speaker.Name == "" {
			return nobody
		}
		names, ids, conf = append(names, k.speaker.Name), append(ids, k.speaker.ID), min(conf, k.confidence)
	}
	return known{speaker: speaker.Speaker{ID: strings.Join(ids, "+"), Name: strings.Join(names, " and "), Type: speaker.Persons}, entity: -1, confidence: conf * 0.9}
}

// nominal resolves a description: by the article's own appositions, by office
// and date, as a nameless source, as a body or document that speaks.
func (v *resolver) nominal(q int, p phrase) known {
	s, head := p.s, v.r.word(p.s, p.head)
	one := speaker.Singular(head)
	_, isPerson := v.r.lex.PersonNoun(head)
	if !isPerson {
		_, isPerson = v.r.lex.PersonNoun(one)
	}
	plural := head != one && v.r.tag(s, p.head) == "NNS"
	det := v.r.word(s, p.first)
	definite := det == "the" || det == "this" || det == "that" || det == "mr." || v.r.tag(s, p.first) == "PRP$" || v.r.tag(s, p.first) == "NNP" || det == head
	mods, of := v.modifiers(p)
	_, isTitle := v.r.lex.Title(one)
	if (isPerson || isTitle) && !plural {
		if sp, conf, ok := v.r.cast.ByRole(s.items[p.head].tok, one, mods, of, definite); ok {
			return known{speaker: sp, entity: v.r.cast.Find(sp.ID), confidence: conf}
		}
	}
	name := strings.TrimPrefix(strings.ToLower(v.r.doc.Text(v.r.sourceSpan(p))), "the ")
	if v.r.lex.Document(one) && !isPerson {
		if k, ok := v.issuer(q, p); ok {
			return k
		}
		return known{speaker: speaker.Speaker{ID: speaker.Slug(name), Name: name, Type: speaker.Document}, entity: -1, confidence: 0.8}
	}
	if _, ok := v.r.lex.OrganisationWord(one); ok && !isPerson {
		if e := v.r.cast.Body(s.items[p.head].tok, one); e >= 0 && det == "the" && p.head == p.first+1 {
			return known{speaker: v.r.cast.Of(e), entity: e, confidence: 0.85} // the club, after the Alpine Club
		}
		return known{speaker: speaker.Speaker{ID: speaker.Slug(name), Name: name, Type: speaker.Organisation}, entity: -1, confidence: 0.8}
	}
	if k, ok := v.anonymous[one]; ok && det == "the" && !plural {
		return k
	}
	if v.epithet(p, det, one, plural) {
		g, ok := v.r.lex.PersonNoun(one)
		if !ok {
			g = lexicon.UnknownGender
		}
		if k := v.pronoun(q, p, g); k.speaker.Name != "" {
			k.confidence *= 0.75
			return k
		}
	}
	k := known{speaker: speaker.Speaker{ID: "anonymous-" + speaker.Slug(name), Name: name, Type: speaker.Anonymous}, entity: -1, confidence: 0.8}
	v.anonymous[one] = k
	return k
}

// epithet reports whether a description is another name for somebody whom the
// article has named: the New York businessman, the front-runner. An official, a
// spokesman or whoever is described by an “of” or “for” is his own man.
func (v *resolver) epithet(p phrase, det, head string, plural bool) bool {
	if plural || det != "the" || v.r.tag(p.s, p.head+1) == "IN" && p.head+1 < p.last && v.r.tag(p.s, p.head+2) != "CD" { // the mother of three
		return false
	}
	switch head {
	case "official", "spokesman", "spokeswoman", "spokesperson", "aide", "source", "person", "adviser", "advisor", "narrator", "judge", "report":
		return false
	}
	return true
}

// issuer finds the person behind a document: in his letter, a statement from Díaz.
func (v *resolver) issuer(q int, p phrase) (known, bool) {
	s := p.s
	for j := p.first; j < p.head; j++ {
		switch v.r.word(s, j) {
		case "his":
			return v.pronoun(q, phrase{s: s, first: j, last: j + 1, head: j}, lexicon.Male), true
		case "her":
			return v.pronoun(q, phrase{s: s, first: j, last: j + 1, head: j}, lexicon.Female), true
		case "’s", "'s":
			if o, ok := v.r.ending(s, j-1); ok && o.name != nil {
				return known{speaker: v.r.cast.Of(o.name.Entity), entity: o.name.Entity, confidence: 0.85}, true
			}
		}
	}
	if w := v.r.word(s, p.head+1); w == "from" || w == "by" {
		if o, ok := v.r.starting(s, p.head+2); ok && o.name != nil {
			return known{speaker: v.r.cast.Of(o.name.Entity), entity: o.name.Entity, confidence: 0.85}, true
		}
	}
	return nobody, false
}

// modifiers are the words of a description before its head, and the name that
// follows “of”: the Mexican president; the president of Mexico.
func (v *resolver) modifiers(p phrase) (mods []string, of string) {
	s := p.s
	for j := p.first; j < p.head; j++ {
		if w := v.r.word(s, j); v.r.tag(s, j) != "DT" {
			mods = append(mods, strings.TrimSuffix(w, "’s"))
		}
	}
	if v.r.word(s, p.head+1) == "of" {
		j := p.head + 2
		if v.r.word(s, j) == "the" {
			j++
		}
		if o, ok := v.r.starting(s, j); ok && o.name != nil {
			of = v.r.doc.Text(v.r.sourceSpan(o))
		}
	}
	return mods, of
}
