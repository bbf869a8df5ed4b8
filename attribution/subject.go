package attribution

import (
	"strings"

	"github.com/verbatim-news/verbatim/attribution/speaker"
)

var auxiliary = wordSet(`has have had having was were is are am be been being do does did will would can could may might must shall should to not n't n’t also ’s 's ’ve 've
	’d 'd ’ll 'll ’re 're`)

// subjectOf is the question whose subject a verb is: sentence, item, depth.
type subjectOf struct{ sentence, verb, depth int }

// A subject is the answer.
type subject struct {
	phrase
	ok bool
}

// subject finds the noun phrase that is the subject of the verb at item v,
// without a parser. It remembers its answers: the rules ask for the same subject
// again for every quote of a sentence, and in “and said and said and said” every
// verb asks for those of all before it.
func (r *reading) subject(s *sentence, v, depth int) (phrase, bool) {
	if depth > 4 || v <= 0 {
		return phrase{}, false
	}
	of := subjectOf{s.index, v, depth}
	if a, ok := r.subjects[of]; ok {
		return a.phrase, a.ok
	}
	p, ok := r.findSubject(s, v, depth)
	r.subjects[of] = subject{p, ok}
	return p, ok
}

// findSubject looks over the verb's auxiliaries and adverbs to the left, past an
// apposition, out of a chain of verbs (“went on and said”), a participle
// (“…, saying”) or an infinitive to the verb that governs it.
func (r *reading) findSubject(s *sentence, v, depth int) (phrase, bool) {
	r.steps++
	i := r.leftOfVerb(s, v)
	if i < 0 {
		return phrase{}, false
	}
	w := r.word(s, i)
	if r.tag(s, v) == "VBN" && i == v-1 && isNoun(r.tag(s, i)) && r.word(s, v) == "called" {
		return phrase{}, false // a play called “Brokers”
	}
	bare := i == v-1 || r.tag(s, v-1) == "RB" && i == v-2
	switch {
	case r.tag(s, v) == "VBG" && bare && (w == "," || w == "—" || w == "–" || w == "and" || w == "but" || w == "or" || r.tag(s, i) == "IN" || s.items[i].quote >= 0):
		return r.governing(s, i, depth)
	case r.word(s, v-1) == "to" || i > 0 && r.word(s, i+1) == "to":
		return r.governing(s, i+1, depth)
	case w == "and" || w == "but" || w == "or" || w == "then":
		return r.governing(s, i, depth)
	case w == "who" || w == "which" || w == "that":
		return r.antecedent(s, i)
	case w == ",":
		if p, ok := r.beforeApposition(s, i); ok {
			return r.together(r.hanging(p)), true
		}
		return r.governing(s, i, depth)
	case w == ")" || w == "]":
		for i > 0 && r.word(s, i) != "(" && r.word(s, i) != "[" {
			i--
		}
		i--
		if r.word(s, i) == "," {
			i--
		}
	}
	for i >= 0 {
		p, ok := r.ending(s, i)
		if !ok {
			break
		}
		if h := r.hanging(p); !r.namesTime(h) {
			if p.name != nil && h.name == nil && r.cast.IsPerson(p.name.Entity) && !r.speaks(h) {
				h = p // footage of Trump saying
			}
			return r.together(h), true
		}
		// Díaz on Tuesday said: step over the time, and its preposition.
		i = p.first - 1
		if t := r.tag(s, i); t == "IN" {
			i--
		}
		if r.word(s, i) == "," {
			if q, ok := r.beforeApposition(s, i); ok {
				return r.together(r.hanging(q)), true
			}
			i--
		}
	}
	return phrase{}, false
}

// leftOfVerb returns the item before the verb group that ends with item v.
func (r *reading) leftOfVerb(s *sentence, v int) int {
	i := v - 1
	for i >= 0 {
		tag, w := r.tag(s, i), r.word(s, i)
		if tag == "Q" || !(tag == "MD" || strings.HasPrefix(tag, "RB") || auxiliary.has(w) || w == "repeatedly" || w == "later" || w == "once" || w == "then") || w == "that" {
			return i
		}
		if (w == "'s" || w == "’s") && tag == "POS" {
			return i
		}
		i--
	}
	return i
}

// governing finds the subject of the finite verb that governs what begins after
// item i: the nearest cue to the left, or else the first verb of the sentence.
func (r *reading) governing(s *sentence, i, depth int) (phrase, bool) {
	first := -1
	for v := i - 1; v > 0; v-- {
		tag := r.tag(s, v)
		if tag != "VBD" && tag != "VBZ" && tag != "VBP" && !(tag == "VBN" && r.perfect(s, v)) {
			continue
		}
		if r.relative(s, v) {
			continue
		}
		if c, ok := r.verb(s, v); ok && c.Tier > 0 {
			if p, ok := r.subject(s, v, depth+1); ok && r.canSpeak(p) {
				return p, true
			}
			// “…,” said Vice President Reyes, urging: the subject of the cue stands behind it.
			if p, ok := r.starting(s, v+1); ok && p.last <= i && p.name != nil && r.cast.IsPerson(p.name.Entity) && !addressed.has(r.word(s, v)) {
				return p, true
			}
		}
		first = v
	}
	if first < 0 {
		return phrase{}, false
	}
	if p, ok := r.subject(s, first, depth+1); ok {
		return p, true
	}
	return phrase{}, false
}

// perfect reports whether a participle has its auxiliary: has rejected.
func (r *reading) perfect(s *sentence, v int) bool {
	for i := v - 1; i >= 0 && i >= v-3; i-- {
		switch r.word(s, i) {
		case "has", "have", "had", "’s", "'s", "’ve", "'ve":
			return true
		}
	}
	return false
}

// relative reports whether the verb at v belongs to a relative clause: “the man
// who shot him”; its subject is no subject of what follows.
func (r *reading) relative(s *sentence, v int) bool {
	i := r.leftOfVerb(s, v)
	switch r.word(s, i) {
	case "who", "which":
		return true
	case "that":
		return strings.HasPrefix(r.tag(s, i-1), "NN")
	}
	return false
}

// antecedent finds what a relative pronoun at item i stands for.
func (r *reading) antecedent(s *sentence, i int) (phrase, bool) {
	j := i - 1
	if r.word(s, j) == "," {
		j--
	}
	p, ok := r.ending(s, j)
	if !ok {
		return p, false
	}
	// Díaz, the mayor of Leeds, who said: the name before the apposition is the source.
	if p.name == nil && p.first > 0 && r.word(s, p.first-1) == "," {
		if q, ok := r.ending(s, p.first-2); ok && q.name != nil {
			return q, true
		}
	}
	return r.together(r.hanging(p)), true
}

// beforeApposition finds the phrase that an apposition ending at the comma of
// item i describes: Katrina Díaz, a spokeswoman for Mr. Reyes, said. Ages,
// parties and states between commas are stepped over.
func (r *reading) beforeApposition(s *sentence, i int) (phrase, bool) {
	end := i
	for n := 0; n < 4; n++ {
		j := end - 1
		depth := 0
		for j > 0 && end-j < 45 && !(depth == 0 && r.word(s, j) == ",") {
			switch r.word(s, j) {
			case ")":
				depth++
			case "(":
				depth--
			}
			if s.items[j].quote >= 0 && end-j > 20 {
				return phrase{}, false
			}
			j--
		}
		if r.word(s, j) != "," {
			return phrase{}, false
		}
		p, ok := r.ending(s, j-1)
		if !ok && r.word(s, j-1) == ")" {
			k := j - 1
			for k > 0 && r.word(s, k) != "(" {
				k--
			}
			p, ok = r.ending(s, k-1)
		}
		if ok && p.first > 1 && r.tag(s, p.first-1) == "IN" {
			if p = r.hanging(p); p.first > 0 && r.tag(s, p.first-1) == "IN" {
				end = j // Ana Díaz, 59, of Leeds, Ohio, said
				continue
			}
		}
		if ok && (strings.HasPrefix(r.tag(s, p.first-1), "V") || p.name == nil && r.tag(s, p.head) == "CD") {
			end = j // Reyes, who is a pastor in Leeds, Ohio, said
			continue
		}
		if ok && p.name == nil && n == 0 && r.appositive(s, j+1, end) {
			// Apple's chief executive, Tim Cook, said: the apposition is the name itself.
			if q, yes := r.ending(s, end-1); yes && q.name != nil && q.first == j+1 && r.cast.IsPerson(q.name.Entity) {
				return q, true
			}
		}
		if ok && r.appositive(s, j+1, end) && (p.name == nil || r.cast.IsPerson(p.name.Entity) || n == 0 || !r.cast.IsPlace(p.name.Entity)) && !r.namesTime(p) {
			if p.name != nil && r.cast.IsPlace(p.name.Entity) && j > 2 {
				end = j
				continue
			}
			return p, true
		}
		end = j
	}
	return phrase{}, false
}

// appositive reports whether items [i,j) can describe the name before them.
func (r *reading) appositive(s *sentence, i, j int) bool {
	w, tag := r.word(s, i), r.tag(s, i)
	switch {
	case w == "who" || w == "whose" || w == "which" || w == "whom":
		return true
	case tag == "VBG" || tag == "VBN" || tag == "CD" || tag == "IN" || tag == "RB":
		return true
	case tag == "VBD" || tag == "VBZ" || tag == "MD" || tag == "PRP":
		return false
	}
	for k := i; k < j; k++ { // a clause of its own is no apposition
		if t := r.tag(s, k); (t == "VBD" || t == "VBZ") && !r.relative(s, k) && !hasWho(r, s, i, k) {
			return false
		}
	}
	return true
}

func hasWho(r *reading, s *sentence, i, k int) bool {
	for ; i < k; i++ {
		if w := r.word(s, i); w == "who" || w == "which" || w == "that" || w == "whose" {
			return true
		}
	}
	return false
}

// together takes in the other members of “Warren and Sanders”.
func (r *reading) together(p phrase) phrase {
	s := p.s
	if p.name == nil && p.first > 1 && r.word(s, p.first-1) == "and" && !isDeterminer(r.tag(s, p.first)) {
		if q, ok := r.ending(s, p.first-2); ok && q.name == nil && isDeterminer(r.tag(s, r.hanging(q).first)) {
			q = r.hanging(q) // the former first lady and U.S. senator said
			q.last = p.last
			return q
		}
	}
	if p.name == nil || !r.cast.IsPerson(p.name.Entity) || p.first < 2 || r.word(s, p.first-1) != "and" {
		return p
	}
	q, ok := r.ending(s, p.first-2)
	if !ok || q.name == nil || !r.cast.IsPerson(q.name.Entity) || q.name.Entity == p.name.Entity {
		return p
	}
	if t := r.tag(s, q.first-1); t == "IN" || strings.HasPrefix(t, "V") {
		return p // met with Warren, and Sanders said
	}
	p.with = append(p.with, q)
	return p
}

// speaks reports whether the head of a description is a noun for what speaks: a
// person, a body, a document.
func (r *reading) speaks(p phrase) bool {
	w := r.word(p.s, p.head)
	return r.lex.Speaks(speaker.Singular(w)) || personal(w)
}

// canSpeak reports whether a phrase can be a source at all.
func (r *reading) canSpeak(p phrase) bool {
	if r.namesTime(p) {
		return false
	}
	if p.name != nil {
		return true
	}
	w := r.word(p.s, p.head)
	return w != "you" && w != "there" && w != "percent" && w != "way" && w != "thing" && w != "something" && w != "nothing"
}
