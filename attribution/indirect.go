package attribution

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"

	"github.com/verbatim-news/verbatim/attribution/lexicon"
	"github.com/verbatim-news/verbatim/attribution/model"
	"github.com/verbatim-news/verbatim/attribution/quote"
	"github.com/verbatim-news/verbatim/attribution/speaker"
	"github.com/verbatim-news/verbatim/attribution/text"
)

// Reported speech without marks: “Trump said that the cartels run Mexico”, “Díaz
// opposes the plan”, “the tax will rise, officials said”. A trained model says of
// every verb whether it is a cue; its subject is the source (subject.go), and the
// content is what stands behind it in its clause, or before it where the cue ends
// the sentence. PARC and PolNeAR count thoughts, plans and polls too.

// A Reported is one stretch of reported speech that stands in no marks.
type Reported struct {
	Clause     text.Span // the content, “that” included
	Source     text.Span
	Cue        text.Span
	Speaker    speaker.Speaker
	Rule       string
	Confidence float64
}

// verbNames are the features of the model of cues, by position.
var verbNames = []string{
	"how often it is a cue", "how often it was seen", "tier", "past", "third person", "present", "participle in -ing", "past participle", "infinitive",
	"subject is a person's name", "subject is a body", "subject is a place", "subject is he or she", "subject is they", "subject is it", "subject is I or we", "subject is a role noun",
	"subject is a body noun", "subject is a document", "subject is another noun", "no subject", "words to the subject",
	"that follows", "to follows", "a preposition follows", "an article follows", "a noun follows", "a name follows", "a pronoun follows", "a participle follows", "a question word follows",
	"a quote follows", "a stop follows", "a comma follows", "an adjective follows", "passive", "perfect", "negated", "modal before", "verbs before", "words before", "words after", "in a headline", "quotes in the sentence",
	"a comma before the subject", "cue before it", "a reporting cue before it",
}

// VerbNames are the features of the model of cues, part of a trained model.
func VerbNames() []string { return verbNames }

// minReported is the least confidence with which a verb counts as a cue.
const minReported = 0.35

// stem is the key under which verb forms are counted: Porter's second stemmer.
func stem(w string) string {
	env := snowballstem.NewEnv(w)
	english.Stem(env)
	return env.Current()
}

// A Verb is one verb of an article as the trainer sees it.
type Verb struct {
	At   text.Span
	Stem string
	X    model.Vector // with the priors left at 0: they come from all articles together
}

// Verbs lists the verbs of an article that could be cues.
func (a *Attributor) Verbs(doc *text.Document, quotes []quote.Quote) []Verb {
	c := a.cascade(doc, quotes)
	var out []Verb
	c.eachVerb(func(s *sentence, v int) {
		p, ok := c.subject(s, v, 0)
		out = append(out, Verb{At: c.span(s, v, v+1), Stem: stem(c.word(s, v)), X: c.verbVector(s, v, &p, ok, nil)})
	})
	return out
}

// eachVerb calls yield for each full verb of the reporter's text.
func (c *cascade) eachVerb(yield func(s *sentence, v int)) {
	for n := range c.sentences {
		s := &c.sentences[n]
		if s.level >= 0 {
			return
		}
		for v := range s.items {
			if strings.HasPrefix(c.tag(s, v), "VB") && !auxiliary.has(c.word(s, v)) {
				yield(s, v)
			}
		}
	}
}

// verbVector measures the verb at item v with its subject p.
func (c *cascade) verbVector(s *sentence, v int, p *phrase, ok bool, priors model.Priors) model.Vector {
	x := make(model.Vector, 0, len(verbNames))
	prior := priors[stem(c.word(s, v))]
	cue, _ := c.verb(s, v)
	tag := c.tag(s, v)
	x = append(x, prior.Odds, prior.Seen, float32(cue.Tier), bit(tag == "VBD"), bit(tag == "VBZ"), bit(tag == "VBP"), bit(tag == "VBG"), bit(tag == "VBN"), bit(tag == "VB"))
	x = append(x, c.subjectKind(p, ok)...)
	away := 30
	if ok && p.s == s && p.last <= v {
		away = v - p.last
	}
	x = append(x, near(away, 30))
	x = append(x, c.following(s, v+1)...)
	negated, modal := false, false
	for k := v - 1; k >= 0 && k > v-4; k-- {
		w := c.word(s, k)
		negated = negated || w == "not" || w == "n't" || w == "n’t" || w == "never"
		modal = modal || c.tag(s, k) == "MD"
	}
	verbs, cues, reports, quotes := 0, 0, 0, 0
	for k := range s.items {
		if s.items[k].quote >= 0 {
			quotes++
		}
		if k >= v {
			continue
		}
		verbs += int(bit(strings.HasPrefix(c.tag(s, k), "VB")))
		if q, ok := c.verb(s, k); ok {
			cues++
			reports += int(bit(q.Tier == lexicon.Speech))
		}
	}
	comma := ok && p.s == s && c.word(s, p.first-1) == ","
	return append(x, bit(c.passive(s, v)), bit(c.perfect(s, v)), bit(negated), bit(modal), near(verbs, 8), near(v, 40), near(len(s.items)-v, 40),
		bit(c.cast.Heading(s.items[v].tok)), near(quotes, 4), bit(comma), near(cues, 4), near(reports, 4))
}

// subjectKinds is where each sort stands among the features of a subject: names of
// persons are one kind, known or not, and no subject is the last.
var subjectKinds = [sorts]int{personName: 0, bodyName: 1, placeName: 2, unknownName: 0, heOrShe: 3, theyWord: 4, itWord: 5, iOrWe: 6, hisOrHer: 10,
	roleNoun: 7, bodyNoun: 8, documentNoun: 9, otherNoun: 10}

// subjectKind is a one-hot of what the subject is.
func (c *cascade) subjectKind(p *phrase, ok bool) []float32 {
	var out [12]float32
	switch {
	case !ok:
		out[11] = 1
	case p.name == nil && c.word(p.s, p.head) == "you":
		out[subjectKinds[iOrWe]] = 1
	default:
		out[subjectKinds[c.sortOf(p)]] = 1
	}
	return out[:]
}

// following is a one-hot of what stands at item i.
func (c *cascade) following(s *sentence, i int) []float32 {
	for strings.HasPrefix(c.tag(s, i), "RB") {
		i++
	}
	w, tag := c.word(s, i), c.tag(s, i)
	return []float32{bit(w == "that"), bit(w == "to"), bit(tag == "IN" && w != "that"), bit(tag == "DT"), bit(tag == "NN" || tag == "NNS"), bit(strings.HasPrefix(tag, "NNP")), bit(strings.HasPrefix(tag, "PRP")), bit(tag == "VBG"),
		bit(tag == "WP" || tag == "WRB" || w == "whether" || w == "if"), bit(tag == "Q"), bit(w == "." || w == "" && tag == ""), bit(w == ","), bit(strings.HasPrefix(tag, "JJ"))}
}

// AttributeAll answers for the quotes as Attribute does, and finds the reported
// speech outside marks, in order of its clause, and the whole reported clause of
// each quote, by index: the reporter's words around a piece, or its own bounds.
func (a *Attributor) AttributeAll(doc *text.Document, quotes []quote.Quote) ([]Attribution, []Reported, []text.Span) {
	c := a.cascade(doc, quotes)
	answers := c.out
	reported, clauses := c.clauses()
	a.release(c)
	return answers, reported, clauses
}

// clauses finds the speech without marks, and the whole clause of each quote.
func (c *cascade) clauses() ([]Reported, []text.Span) {
	clauses := make([]text.Span, len(c.quotes))
	for q := range c.quotes {
		if c.out[q].Class == quote.Speech {
			clauses[q] = c.quotes[q].Span()
		}
	}
	c.resolver.last = nobody // of the last quote, which stands behind most of what follows
	var out []Reported
	c.eachVerb(func(s *sentence, v int) {
		if r, ok := c.reported(s, v); ok && !c.quoted(&r, s, v, c.out, clauses) {
			out = append(out, r)
		}
	})
	c.accordingClauses(func(r Reported) { out = append(out, r) })
	return disjoint(out), clauses
}

// reported reads the verb at v as a cue.
func (c *cascade) reported(s *sentence, v int) (Reported, bool) {
	p, ok := c.subject(s, v, 0)
	if c.verbs == nil {
		return Reported{}, false
	}
	x := c.verbVector(s, v, &p, ok, c.stems)
	sure := 1 / (1 + math.Exp(-c.verbs.Score(x)))
	if sure < minReported {
		return Reported{}, false
	}
	content, behind := c.content(s, v, &p, ok)
	if content.Empty() {
		return Reported{}, false
	}
	r := Reported{Clause: content, Cue: c.span(s, v, v+1), Rule: "reported"}
	if behind {
		r.Rule = "reported-before"
	}
	if !ok {
		if q, inv := c.starting(s, v+1); behind && inv {
			p, ok = q, true
		}
	}
	if !ok || !c.canSpeak(p) {
		return Reported{}, false
	}
	f := finding{source: p, span: c.sourceSpan(p)}
	who := c.resolver.resolve(-1, &f, nobody)
	if who.speaker.Name == "" || f.span.Overlaps(content) {
		return Reported{}, false
	}
	r.Source, r.Speaker, r.Confidence = f.span, who.speaker, sure*who.confidence
	return r, true
}

// content is the words that the cue at v reports: to the end of its clause, or,
// where the cue and its source end the sentence behind a comma, those before.
func (c *cascade) content(s *sentence, v int, p *phrase, ok bool) (span text.Span, before bool) {
	end := c.clauseEnd(s, v+1)
	if ok && p.s == s && p.first > 4 && c.word(s, p.first-1) == "," && c.closing(s, v+1, end) {
		return c.stretch(s, c.dateline(s), p.first-1), true
	}
	if q, inv := c.starting(s, v+1); inv && c.word(s, v-1) == "," && v > 4 && c.closing(s, q.last, end) && q.name != nil {
		return c.stretch(s, c.dateline(s), v-1), true // the tax will rise, said Díaz.
	}
	from := v + 1
	for strings.HasPrefix(c.tag(s, from), "RB") || c.tag(s, from) == "RP" {
		from++
	}
	if addressed.has(c.word(s, v)) { // told reporters that
		if q, ok := c.starting(s, from); ok && q.last < end && (c.word(s, q.last) == "that" || c.word(s, q.last) == "to" || strings.HasPrefix(c.tag(s, q.last), "W") || !strings.HasPrefix(c.tag(s, q.last), "V")) {
			from = q.last
		}
	}
	// said on Tuesday that: step over the time before “that”.
	for k := from; k < end && k < from+9; k++ {
		if c.word(s, k) == "that" && strings.HasPrefix(c.tag(s, k), "IN") {
			from = k
			break
		}
		if strings.HasPrefix(c.tag(s, k), "V") {
			break
		}
	}
	for w := c.word(s, from); from < end && (w == "," || w == ":" || w == "and" || w == "but" || w == "—"); w = c.word(s, from) {
		from++
	}
	for from < end && c.word(s, end-1) == "," {
		end--
	}
	if end-from < 2 && !(end-from == 1 && isNoun(c.tag(s, from))) {
		return text.Span{}, false
	}
	return c.stretch(s, from, end), false
}

// dateline returns the item behind a dateline that opens a sentence (LEEDS,
// England (Northwire) — ), 0 if none does.
func (c *cascade) dateline(s *sentence) int {
	if w := c.word(s, 0); w == "" || strings.ToUpper(c.text(s.items[0].tok)) != c.text(s.items[0].tok) || len(w) < 3 {
		return 0
	}
	for i := 1; i < len(s.items) && i < 12; i++ {
		if w := c.word(s, i); w == "—" || w == "–" || w == "-" || w == "--" {
			return i + 1
		}
	}
	return 0
}

// closing reports whether a cue that is followed by items [i,end) ends its
// sentence: nothing but a time, a place or an occasion comes after it.
func (c *cascade) closing(s *sentence, i, end int) bool {
	if end-i > 9 || end < len(s.items)-1 {
		return false
	}
	if i >= end {
		return true
	}
	return c.tag(s, i) == "IN" && c.word(s, i) != "that" || temporal.has(c.word(s, i)) || c.word(s, i) == "reporters" || strings.HasPrefix(c.tag(s, i), "RB")
}

// clauseEnd returns the item at which the clause that goes on from item i ends:
// at the end of the sentence, before “, adding”, “, according to”, or before a
// comma and conjunction with a subject and cue of their own.
func (c *cascade) clauseEnd(s *sentence, i int) int {
	for ; i < len(s.items); i++ {
		w := c.word(s, i)
		switch w {
		case ".", "!", "?", ";", "—", "--":
			return i
		case ",":
			next := c.word(s, i+1)
			if cue, ok := c.verb(s, i+1); ok && cue.Tier > 0 && c.tag(s, i+1) == "VBG" || next == "according" {
				return i
			}
			if next == "but" || next == "and" || next == "while" || next == "although" || next == "though" {
				if c.newCue(s, i+2) {
					return i
				}
			}
		}
	}
	return len(s.items)
}

// newCue reports whether a subject with a cue, or a cue alone, begins at item i.
func (c *cascade) newCue(s *sentence, i int) bool {
	if cue, ok := c.verb(s, i); ok && cue.Tier > 0 {
		return true
	}
	p, ok := c.starting(s, i)
	if !ok {
		return false
	}
	v, ok := c.verbAfter(s, p.last)
	if !ok {
		return false
	}
	cue, ok := c.verb(s, v)
	return ok && cue.Tier > 0
}

// stretch is the bytes from item i to item j, with the quotes and marks between.
func (c *cascade) stretch(s *sentence, i, j int) text.Span {
	if i >= j || j > len(s.items) {
		return text.Span{}
	}
	from, to := c.edges(s.items[i]), c.edges(s.items[j-1])
	return text.Span{Start: from.Start, End: to.End}
}

func (c *cascade) edges(it item) text.Span {
	if it.quote >= 0 {
		return c.quotes[it.quote].Segments[it.seg]
	}
	return c.doc.Tokens[it.tok].Span
}

// quoted reports whether reported speech is that of a quote: its clause holds one
// that has the same cue, or is marked for the most part. It is then no row of its
// own; the quote's clause grows by the reporter's words.
func (c *cascade) quoted(r *Reported, s *sentence, v int, answers []Attribution, clauses []text.Span) bool {
	marked := 0
	own := false
	for _, it := range s.items {
		if it.quote < 0 || answers[it.quote].Class != quote.Speech {
			continue
		}
		seg := c.quotes[it.quote].Segments[it.seg]
		if !r.Clause.Contains(seg) {
			own = own || answers[it.quote].Cue == r.Cue // “…,” Díaz said in an interview
			continue
		}
		marked += seg.Len()
		if answers[it.quote].Cue == r.Cue {
			clauses[it.quote], own = text.Span{Start: min(r.Clause.Start, clauses[it.quote].Start), End: max(r.Clause.End, clauses[it.quote].End)}, true
		}
	}
	return own || marked*2 > r.Clause.Len()
}

// accordingClauses finds what is according to somebody: the rest of the sentence.
func (c *cascade) accordingClauses(yield func(Reported)) {
	for n := range c.sentences {
		s := &c.sentences[n]
		if s.level >= 0 {
			return
		}
		for i := range s.items {
			f, ok := c.accordingTo(s, i)
			if !ok {
				continue
			}
			r := Reported{Source: f.span, Cue: f.cue, Rule: f.rule}
			if i <= 1 {
				from := f.source.last
				if c.word(s, from) == "," {
					from++
				}
				r.Clause = c.stretch(s, from, c.clauseEnd(s, from))
			} else if c.word(s, i-1) == "," {
				r.Clause = c.stretch(s, 0, i-1)
			} else {
				r.Clause = c.stretch(s, 0, i)
			}
			who := c.resolver.resolve(-1, &f, nobody)
			if r.Speaker, r.Confidence = who.speaker, 0.95*who.confidence; who.speaker.Name != "" && !r.Clause.Empty() && !c.mostlyMarked(s, r.Clause) {
				yield(r)
			}
		}
	}
}

func (c *cascade) mostlyMarked(s *sentence, clause text.Span) bool {
	marked := 0
	for _, it := range s.items {
		if it.quote >= 0 && clause.Contains(c.edges(it)) {
			marked += c.edges(it).Len()
		}
	}
	return marked*2 > clause.Len()
}

// disjoint orders reported speech by its clause and drops what stands inside
// another's: no attribution is nested in another (PolNeAR), the outer one stands.
func disjoint(list []Reported) []Reported {
	slices.SortFunc(list, func(a, b Reported) int {
		return cmp.Or(cmp.Compare(a.Clause.Start, b.Clause.Start), cmp.Compare(b.Clause.End, a.Clause.End), cmp.Compare(a.Cue.Start, b.Cue.Start))
	})
	var out []Reported
	for _, r := range list {
		if n := len(out); n > 0 && out[n-1].Clause.Contains(r.Clause) {
			continue
		}
		out = append(out, r)
	}
	return out
}
