package attribution

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/verbatim-news/verbatim/attribution/lexicon"
	"github.com/verbatim-news/verbatim/attribution/model"
	"github.com/verbatim-news/verbatim/attribution/quote"
	"github.com/verbatim-news/verbatim/attribution/speaker"
)

// featureNames are what the ranker looks at, in words that an editor could use.
// Their order is part of the model: weights are stored by position, and the
// model file repeats the names so that a mismatch is an error.
var featureNames = append(slices.Clone(ruleNames), []string{
	"rank of the rule",
	"a person's name", "a body's name", "a place", "an unknown name", "he or she", "they", "it", "I or we", "his or her", "a role noun", "a body noun", "a document noun",
	"another noun", "plural",
	"same sentence", "sentences away", "paragraphs away", "words away", "stands before the quote",
	"is a subject", "tier of its verb", "its verb is said", "words from its verb to the quote", "its verb is passive", "its verb is a participle",
	"after of", "after to or with", "after by", "after another preposition", "after a verb", "addressee of told", "followed by 's", "followed by a comma", "begins its sentence",
	"commas between", "verbs between", "cues between", "quotes between", "candidates between",
	"words in the quote", "a whole utterance", "begins in lower case", "quote ends in a comma", "quote ends in a stop", "quote ends in a question", "one word",
	"quote begins its sentence", "quote ends its sentence", "quote is alone", "first in its paragraph", "quotes in the paragraph", "place in the paragraph", "nested",
	"after a colon", "after a comma", "after that", "after a cue", "after a preposition ", "after an article or adjective", "a verb follows", "a name or pronoun follows", "a noun follows",
	"tier of the nearest cue before", "words to the nearest cue before", "a cue follows at once", "cues in the sentence",
	"spoke before", "source of the quote before", "named in the quote", "mentions in the article", "in a headline", "is the author", "candidates",
	"title case", "quoted class", "I in the quote", "unclosed",
	"tier of its cue", "words from its cue to the quote", "its cue is a participle", "its cue is an infinitive", "its cue comes after the quote", "that follows its cue", "quotes between cue and quote",
	"its cue names a judgement", "rank of the best other", "another stands in a strict clause", "place by rank",
}...)

// The features from firstOfQuote up to lastOfQuote are the same for every candidate
// of a quote: those that describe measures.
var firstOfQuote, lastOfQuote = slices.Index(featureNames, "words in the quote"), slices.Index(featureNames, "spoke before")

// A scene is what the candidates for one quote have in common.
type scene struct {
	c       *cascade
	q       int
	sp      spot
	s       *sentence
	shared  []float32 // the features of the quote and its place
	wording []float32 // those of its words
	named   map[int]bool
	before  int // the quote before in reading order at this level, -1 if none
	start   int // the token with which the quote begins
}

// maxBefore is how many quotes back the last one with a source is looked for.
const maxBefore = 100

// featurise measures all candidates of a quote. The next call uses the memory of
// the vectors again.
func (c *cascade) featurise(q int, list []candidate) []model.Vector {
	sc := &scene{c: c, q: q, sp: c.places[q][0], before: -1, start: c.tokenAt(c.quotes[q].Segments[0].Start)}
	sc.s = &c.sentences[sc.sp.sentence]
	sc.named = c.resolver.named(q)
	for p := q - 1; p >= 0 && p > q-maxBefore; p-- {
		if c.quotes[p].Within == c.quotes[q].Within && c.found[p].rule != "" {
			sc.before = p
			break
		}
	}
	sc.describe()
	if c.vectors == nil {
		n := len(featureNames)
		all := make([]float32, maxCandidates*n)
		for i := range maxCandidates {
			c.vectors = append(c.vectors, all[i*n:i*n:(i+1)*n])
		}
	}
	out := c.vectors[:len(list)]
	for i := range out {
		out[i] = sc.measure(out[i][:0], list, i)
	}
	return out
}

func bit(b bool) float32 {
	if b {
		return 1
	}
	return 0
}

func near(n int, most float32) float32 { return min(float32(n), most) }

// describe measures the quote itself and the words beside it.
func (sc *scene) describe() {
	c, s, i := sc.c, sc.s, sc.sp.item
	q := &c.quotes[sc.q]
	words := c.doc.Text(q.Span())
	n, title := 0, true
	for w := range strings.FieldsSeq(words) {
		r, _ := utf8.DecodeRuneInString(w)
		n, title = n+1, title && (unicode.IsUpper(r) || len(w) < 4)
	}
	first, _ := utf8.DecodeRuneInString(words)
	seg := q.Segments[0]
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(c.doc.Text(seg), "’'”\") "))
	at, count := c.nth[sc.q], c.perParagraph[[2]int{s.level, s.paragraph}]
	prev, prevTag, next := c.word(s, i-1), c.tag(s, i-1), c.tag(s, i+1)
	tier, dist := lexicon.NoCue, 40
	cues := 0
	for v := range s.items {
		cue, ok := c.verb(s, v)
		if !ok {
			continue
		}
		cues++
		if v < i && cue.Tier >= lexicon.Judge {
			tier, dist = cue.Tier, i-v
		}
	}
	follows, ok := c.verb(s, i+1)
	if c.word(s, i+1) == "," {
		follows, ok = c.verb(s, i+2)
	}
	prevCue, prevOK := c.verb(s, i-1)
	sc.wording = []float32{bit(title), float32(q.Class), bit(strings.HasPrefix(words, "I ") || strings.Contains(words, " I ") || strings.Contains(words, "We ")), bit(q.Unclosed)}
	sc.shared = []float32{
		float32(math.Log1p(float64(n))), bit(q.Kind == quote.Direct), bit(unicode.IsLower(first)), bit(last == ','), bit(last == '.'), bit(last == '?' || last == '!'), bit(n == 1),
		bit(i == 0), bit(i == len(s.items)-1), bit(c.alone(s)), bit(at == 0), near(count, 8), near(at, 8), bit(q.Within >= 0),
		bit(prev == ":"), bit(prev == ","), bit(prev == "that"), bit(prevOK && prevCue.Tier > 0), bit(prevTag == "IN" && prev != "that"), bit(prevTag == "DT" || prevTag == "JJ" || prevTag == "POS" || prevTag == "PRP$"),
		bit(strings.HasPrefix(next, "V")), bit(strings.HasPrefix(next, "NNP") || next == "PRP"), bit(next == "NN" || next == "NNS"),
		float32(tier), near(dist, 40), bit(ok && follows.Tier > 0), near(cues, 6),
	}
}

// measure appends the features of one candidate to v.
func (sc *scene) measure(v model.Vector, list []candidate, i int) model.Vector {
	k := &list[i]
	sc.c.steps++
	for b := range ruleNames {
		v = append(v, bit(k.rules&(1<<b) != 0))
	}
	v = append(v, float32(k.rank))
	st := sc.c.standingOf(k)
	v = append(v, st.kind[:]...)
	v = sc.position(v, &k.source, st)
	v = sc.between(v, list, i)
	v = append(v, sc.shared...)
	v = sc.person(v, k, st, len(list))
	v = append(v, sc.wording...)
	v = sc.cue(v, k)
	return rivals(v, list, i)
}

// maxGap is how many tokens before a quote its cue may stand for the quotes
// between the two to be counted.
const maxGap = 2000

// cue measures the cue by which the rules found the source.
func (sc *scene) cue(v model.Vector, k *candidate) model.Vector {
	c, start := sc.c, sc.start
	out := [8]float32{-1, 50}
	if k.finding.cue.Empty() {
		return append(v, out[:]...)
	}
	t := c.tokenAt(k.finding.cue.Start)
	cue, _ := c.lex.Verb(c.cast.Word(t))
	tag := c.doc.Tag(t)
	out[0] = float32(cue.Tier)
	out[1] = float32(max(-50, min(50, sc.gap(t))))
	out[2] = bit(tag == "VBG" || tag == "VBN")
	out[3] = bit(tag == "VB")
	out[4] = bit(t > start)
	for n := t + 1; n < start && n < t+6; n++ {
		out[5] = max(out[5], bit(c.text(n) == "that"))
	}
	last := int32(-1)
	for n := max(t+1, start-maxGap); n < start; n++ {
		if q := c.inside[n]; q != last && q >= 0 {
			out[6]++
			last = q
		}
	}
	out[6] = min(out[6], 6)
	out[7] = bit(cue.Tier == lexicon.Judge)
	return append(v, out[:]...)
}

// gap is how many tokens token t stands before the quote, or, negative, behind
// the segment that it follows: the length of the quote is not in the way.
func (sc *scene) gap(t int) int {
	segments := sc.c.quotes[sc.q].Segments
	if t <= sc.start {
		return sc.start - t
	}
	at := sc.c.doc.Tokens[t].Start
	for k := len(segments) - 1; k > 0; k-- {
		if segments[k].End <= at {
			return sc.c.tokenAt(segments[k].End) - t - 1
		}
	}
	return sc.c.tokenAt(segments[0].End) - t - 1
}

// rivals measures the other candidates.
func rivals(v model.Vector, list []candidate, i int) model.Vector {
	best, strict, place := len(ruleNames), false, 0
	for j := range list {
		if j == i {
			continue
		}
		best = min(best, list[j].rank)
		strict = strict || list[j].rank < strictRules
		place += int(bit(list[j].rank < list[i].rank))
	}
	return append(v, float32(best), bit(strict), float32(min(place, 10)))
}

// A wordSort is what sort of words a phrase is, in the order of featureNames.
type wordSort int

const (
	personName wordSort = iota
	bodyName
	placeName
	unknownName
	heOrShe
	theyWord
	itWord
	iOrWe
	hisOrHer
	roleNoun
	bodyNoun
	documentNoun
	otherNoun
	sorts
)

// sortOf says what sort of words a phrase is.
func (r *reading) sortOf(p *phrase) wordSort {
	if p.name != nil {
		switch e := p.name.Entity; {
		case r.cast.IsPlace(e):
			return placeName
		case !r.cast.IsPerson(e):
			return bodyName
		case r.cast.IsKnown(e):
			return personName
		}
		return unknownName
	}
	w := r.word(p.s, p.head)
	switch w {
	case "he", "she":
		return heOrShe
	case "they":
		return theyWord
	case "it":
		return itWord
	case "i", "we":
		return iOrWe
	case "his", "her", "their":
		return hisOrHer
	}
	one := speaker.Singular(w)
	if _, ok := r.lex.PersonNoun(one); ok {
		return roleNoun
	}
	if _, ok := r.lex.OrganisationWord(one); ok {
		return bodyNoun
	}
	if r.lex.Document(one) {
		return documentNoun
	}
	return otherNoun
}

// A standing is what of a phrase's features is the same for every quote.
type standing struct {
	kind     [sorts + 1]float32 // a one-hot of its sort, and whether it is several
	verb     int                // the item of the verb whose subject it is; -1 if none
	clause   [3]float32         // is a subject, tier of its verb, its verb is said
	voice    [2]float32         // its verb is passive, is a participle
	beside   [9]float32         // after of … begins its sentence
	mentions float32
	heading  float32
	author   float32
}

// standingOf measures the standing of a candidate, or remembers it: one that stands
// near many quotes is weighed for each.
func (c *cascade) standingOf(k *candidate) *standing {
	if k.near == nil {
		c.standing = c.stand(&k.source)
		return &c.standing
	}
	if !k.near.measured {
		k.near.standing, k.near.measured = c.stand(&k.source), true
	}
	return &k.near.standing
}

func (c *cascade) stand(p *phrase) standing {
	st := standing{verb: -1}
	st.kind[c.sortOf(p)] = 1
	if p.name != nil {
		st.kind[sorts] = bit(len(p.with) > 0)
		e := &c.cast.Entities[p.name.Entity]
		st.mentions = float32(math.Log1p(float64(len(e.Mentions))))
		st.author = bit(c.doc.Author != "" && strings.Contains(c.doc.Author, e.Name))
	} else {
		st.kind[sorts] = bit(c.tag(p.s, p.head) == "NNS")
	}
	st.heading = bit(c.cast.Heading(c.headToken(p)))
	if v, subject := c.verbAfter(p.s, p.last); subject {
		cue, _ := c.verb(p.s, v)
		st.verb = v
		st.clause = [3]float32{1, float32(cue.Tier), bit(cue.Lemma == "say" || cue.Lemma == "tell" || cue.Lemma == "add")}
		st.voice = [2]float32{bit(c.passive(p.s, v)), bit(c.tag(p.s, v) == "VBG")}
	}
	prev, tag, next := c.word(p.s, p.first-1), c.tag(p.s, p.first-1), c.word(p.s, p.last)
	st.beside = [9]float32{
		bit(prev == "of"), bit(prev == "to" || prev == "with"), bit(prev == "by"), bit(tag == "IN" && prev != "of" && prev != "with" && prev != "by" && prev != "that"), bit(strings.HasPrefix(tag, "V")), bit(addressed.has(prev)),
		bit(next == "’s" || next == "'s" || next == "’"), bit(next == ","), bit(p.first == 0)}
	return st
}

// position says where the source stands: to the quote, in its clause, to its verb.
func (sc *scene) position(x model.Vector, p *phrase, st *standing) model.Vector {
	same := p.s.index == sc.sp.sentence
	away := sc.gap(sc.c.headToken(p))
	dist := 40
	if same && st.verb >= 0 {
		dist = sc.sp.item - st.verb
		if dist < 0 {
			dist = -dist
		}
	}
	x = append(x, bit(same), float32(max(-8, min(8, sc.sp.sentence-p.s.index))), float32(max(-3, min(3, sc.s.paragraph-p.s.paragraph))), float32(max(-80, min(80, away))), bit(away > 0))
	x = append(append(x, st.clause[:]...), near(dist, 40))
	return append(append(x, st.voice[:]...), st.beside[:]...)
}

// headToken is the token of a phrase's head.
func (r *reading) headToken(p *phrase) int {
	if t := p.s.items[p.head].tok; t >= 0 {
		return t
	}
	return 0
}

// between counts what stands between the source and the quote, where they share
// a sentence.
func (sc *scene) between(v model.Vector, list []candidate, i int) model.Vector {
	p := &list[i].source
	var out [5]float32
	if p.s.index == sc.sp.sentence {
		from, to := p.last, sc.sp.item
		if from > to {
			from, to = sc.sp.item+1, p.first
		}
		for k := from; k < to; k++ {
			tag := sc.c.tag(p.s, k)
			cue, ok := sc.c.verb(p.s, k)
			out[0] += bit(tag == ",")
			out[1] += bit(tag == "VBD" || tag == "VBZ" || tag == "VBP")
			out[2] += bit(ok && cue.Tier > 0)
			out[3] += bit(tag == "Q")
		}
	}
	from, to := list[i].span.Start, sc.c.quotes[sc.q].Segments[0].Start
	from, to = min(from, to), max(from, to)
	n := 0
	for j := range list {
		if at := list[j].span.Start; from < at && at < to {
			n++
		}
	}
	out[4] = near(n, 20)
	return append(v, out[:]...)
}

// person says what is known of the one whom the source may be.
func (sc *scene) person(v model.Vector, k *candidate, st *standing, n int) model.Vector {
	c := sc.c
	e := -1
	if k.source.name != nil {
		e = k.source.name.Entity
	}
	var out [7]float32
	if sc.before >= 0 {
		out[0] = bit(e >= 0 && c.known[sc.before].entity == e)
		out[1] = bit(c.found[sc.before].span.Overlaps(k.span))
	}
	out[2] = bit(e >= 0 && sc.named[e])
	out[3], out[4], out[5] = st.mentions, st.heading, st.author
	out[6] = near(n, 40)
	return append(v, out[:]...)
}
