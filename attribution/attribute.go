package attribution

import (
	"slices"
	"strings"
	"sync"

	"github.com/verbatim-news/verbatim/attribution/lexicon"
	"github.com/verbatim-news/verbatim/attribution/model"
	"github.com/verbatim-news/verbatim/attribution/quote"
	"github.com/verbatim-news/verbatim/attribution/speaker"
	"github.com/verbatim-news/verbatim/attribution/text"
)

// An Attributor says who said what in one article. It is read-only and may be
// shared by any number of workers.
type Attributor struct {
	dir     *speaker.Directory
	ranker  *model.Ranker // nil: the rules decide alone
	speech  *model.Ranker // tells speech from scare quotes and titles; nil: the shape of the words decides
	verbs   *model.Ranker // tells the verbs that are cues of speech without marks; nil: none is looked for
	stems   model.Priors
	explain bool
	used    sync.Pool // of *cascade: the memory of articles that have been answered
}

// An Option changes what New makes.
type Option func(*Attributor)

// RulesOnly leaves the trained models out.
func RulesOnly() Option { return func(a *Attributor) { a.ranker, a.speech = nil, nil } }

// Ranked puts other models in the place of the embedded ones. They must have
// been trained for FeatureNames and SpeechNames.
func Ranked(source, speech *model.Ranker) Option {
	return func(a *Attributor) { a.ranker, a.speech = source, speech }
}

// Counted puts another model of verbs, and the priors that it was trained with, in
// the place of the embedded ones. It must have been trained for VerbNames.
func Counted(verbs *model.Ranker, stems model.Priors) Option {
	return func(a *Attributor) { a.verbs, a.stems = verbs, stems }
}

// Explained makes every answer carry the features that weighed most.
func Explained() Option { return func(a *Attributor) { a.explain = true } }

// New makes an Attributor over a directory of people and bodies. Models that were
// trained for other features than this code measures are left out.
func New(dir *speaker.Directory, options ...Option) *Attributor {
	lexicon.Default()
	a := &Attributor{dir: dir}
	if source := model.Embedded("source"); source != nil && source.Check(featureNames) == nil {
		a.ranker = source
		if speech := model.Embedded("speech"); speech != nil && speech.Check(speechNames) == nil {
			a.speech = speech
		}
	}
	if verbs := model.Embedded("verbs"); verbs != nil && verbs.Check(verbNames) == nil {
		a.verbs, a.stems = verbs, model.EmbeddedPriors()
	}
	for _, o := range options {
		o(a)
	}
	return a
}

// Models names the trained models that decide and their versions, as in
// "source 2026-11-20.1a2b3c4d, speech 2026-11-20.5e6f7a8b"; "" where the rules
// decide alone.
func (a *Attributor) Models() string {
	var said []string
	for _, m := range []struct {
		name   string
		ranker *model.Ranker
	}{{"source", a.ranker}, {"speech", a.speech}, {"verbs", a.verbs}} {
		if m.ranker != nil {
			said = append(said, m.name+" "+m.ranker.Version())
		}
	}
	return strings.Join(said, ", ")
}

// Attribute answers for every quote of a document, by index: its speaker, the
// words that name him, the cue, the rule. Quotes of a class other than Speech,
// and those that nobody is said to have uttered, get the zero Attribution. It
// leaves its input alone and is deterministic.
func (a *Attributor) Attribute(doc *text.Document, quotes []quote.Quote) []Attribution {
	c := a.cascade(doc, quotes)
	out := c.out
	a.release(c)
	return out
}

// cascade runs the rules over an article, in the memory of another if there is one.
func (a *Attributor) cascade(doc *text.Document, quotes []quote.Quote) *cascade {
	c, ok := a.used.Get().(*cascade)
	if !ok {
		c = &cascade{reading: newReading(), mentioned: make([]named, 0, 64)} // never nil: see mentions
		c.resolver = resolver{r: c.reading, anonymous: map[string]known{}, names: map[int]map[int]bool{}}
	}
	c.Attributor = a
	c.read(doc, quotes, a.dir)
	c.reset(len(quotes))
	// The outer quotes first: a nested one asks who speaks around it.
	nested := c.eachAt(0)
	for level := 1; nested; level++ {
		nested = c.eachAt(level)
	}
	c.repeats()
	return c
}

// eachAt decides the quotes that are nested so deep, and reports whether any are
// nested deeper.
func (c *cascade) eachAt(level int) (deeper bool) {
	for q := range c.quotes {
		switch d := depth(c.quotes, q); {
		case d > level:
			deeper = true
		case d < level:
		case level == 0 && c.ranker != nil:
			c.ranked(q)
		default:
			c.decide(q)
		}
	}
	return deeper
}

// maxKept is how many tokens an article may have for its memory to be kept for the
// next: one of several megabytes takes hundreds, and few are as long.
const maxKept = 50_000

// release gives the memory of an article back. Nothing of its answers lies in it.
func (a *Attributor) release(c *cascade) {
	if len(c.doc.Tokens) <= maxKept {
		a.used.Put(c)
	}
}

// reset forgets what was found in another article.
func (c *cascade) reset(quotes int) {
	c.resolver.last, c.resolver.since, c.resolver.chief = nobody, 0, nil
	clear(c.resolver.anonymous)
	clear(c.resolver.names)
	c.out = make([]Attribution, quotes)
	c.found, c.known = grown(c.found, quotes), grown(c.known, quotes)
	clear(c.found)
	for q := range c.quotes {
		c.known[q], c.out[q].Class = nobody, c.quotes[q].Class
	}
	c.around, c.mentioned = grown(c.around, len(c.sentences)), c.mentioned[:0]
	clear(c.around)
}

// grown returns a slice of n elements in the memory of list where that is enough.
// What they hold is left over from before.
func grown[T any](list []T, n int) []T {
	if cap(list) < n {
		return make([]T, n, n+n/4)
	}
	return list[:n]
}

func depth(quotes []quote.Quote, q int) int {
	n := 0
	for quotes[q].Within >= 0 {
		q = quotes[q].Within
		n++
	}
	return n
}

// A cascade is the state of one article: what the rules have found so far.
type cascade struct {
	*Attributor
	*reading
	resolver  resolver
	out       []Attribution
	found     []finding
	known     []known
	around    [][]named      // sentence -> what mentions found in it; nil if it was not asked
	mentioned []named        // of all those sentences
	proposed  []candidate    // for the quote that is being weighed
	vectors   []model.Vector // of the proposed
	standing  standing       // of the one that is being measured
	weighing
}

// decide finds and resolves the source of one quote.
func (c *cascade) decide(q int) {
	if c.quotes[q].Class != quote.Speech || len(c.places[q]) == 0 {
		return
	}
	f, ok := c.source(q)
	if !ok {
		return
	}
	outer := nobody
	if w := c.quotes[q].Within; w >= 0 {
		outer = c.known[w]
	}
	var k known
	if f.same {
		k, f = c.shared(f)
	} else {
		k = c.resolver.resolve(q, &f, outer)
	}
	if k.speaker.Name == "" || f.span.Empty() || c.inQuote(q, &f) {
		return
	}
	c.found[q], c.known[q] = f, k
	att := &c.out[q]
	att.Source, att.Cue, att.Speaker, att.Rule = f.span, f.cue, k.speaker, f.rule
	att.Confidence = confidence(f.rule) * k.confidence
	att.Via = c.via(q, f, k, outer)
	if c.quotes[q].Within < 0 {
		c.resolver.last, c.resolver.since = k, c.cast.Beat(c.tokenAt(c.quotes[q].Segments[0].Start))
	}
}

// inQuote reports whether a finding takes words of the quote itself for its source or
// cue, as the turn of an interview alone may: “Lefty” is not by Leonard “Lefty” Cobb,
// whom the quote beside it has for its source.
func (c *cascade) inQuote(q int, f *finding) bool {
	return f.rule != "turn" && slices.ContainsFunc(c.quotes[q].Segments, func(s text.Span) bool {
		return s.Overlaps(f.span) || s.Overlaps(f.cue)
	})
}

// shared is the answer of the quote that a finding points to.
func (c *cascade) shared(f finding) (known, finding) {
	other := c.found[f.like]
	k := c.known[f.like]
	other.rule = f.rule
	return k, other
}

// source runs the rules over the places of a quote, surest first; the first
// answer stands.
//
//	   turn:      “RAMOS: …”
//	1. after:     “…,” said Díaz.
//	2. joined:    “sacrosanct” and “not for sale”
//	3. before:    Díaz said: “…”
//	4. elsewhere: the quote stands alone; the sentence or paragraph beside it says
//	5. weak:      Díaz’s “rigged” system; He was “happy.”; a cue far to the right
func (c *cascade) source(q int) (finding, bool) {
	if f, ok := c.turn(q); ok {
		return f, true
	}
	for _, sp := range c.places[q] {
		if f, ok := c.after(&c.sentences[sp.sentence], sp.item); ok {
			return f, true
		}
	}
	sp := c.places[q][0]
	s := &c.sentences[sp.sentence]
	if f, ok := c.joined(s, sp.item); ok && c.found[f.like].rule != "" {
		return f, true
	}
	if f, ok := c.before(s, sp.item); ok {
		return f, true
	}
	if c.alone(s) {
		if f, ok := c.elsewhere(q, sp); ok && (!f.same || c.found[f.like].rule != "") {
			return f, true
		}
		return finding{}, false
	}
	return c.weak(q, sp)
}

// alone reports whether a sentence is quotes and nothing else that counts.
func (c *cascade) alone(s *sentence) bool {
	for _, it := range s.items {
		if it.quote < 0 && isNoun(c.doc.Tag(it.tok)) || it.quote < 0 && personal(c.text(it.tok)) {
			return false
		}
	}
	return true
}

// weak tries what proves little: a possessor, a cue far off, the subject.
func (c *cascade) weak(q int, sp spot) (finding, bool) {
	s := &c.sentences[sp.sentence]
	if f, ok := c.owner(s, sp.item); ok {
		return f, true
	}
	if f, ok := c.right(s, sp.item); ok {
		return f, true
	}
	if f, ok := c.main(s, sp.item); ok {
		return f, true
	}
	if c.quotes[q].Kind == quote.Direct {
		if f, ok := c.elsewhere(q, sp); ok && (!f.same || c.found[f.like].rule != "") {
			return f, true
		}
	}
	return finding{}, false
}

// via is the chain of those who report a quote, outermost first, without the
// speaker himself: Sheinbaum says that Trump said.
func (c *cascade) via(q int, f finding, k, outer known) []speaker.Speaker {
	var chain []speaker.Speaker
	if w := c.quotes[q].Within; w >= 0 && outer.speaker.Name != "" {
		chain = append(append(chain, c.out[w].Via...), outer.speaker)
	}
	for _, p := range f.via {
		if o := c.resolver.resolve(q, &finding{source: p}, outer); o.speaker.Name != "" {
			chain = append(chain, o.speaker)
		}
	}
	out := chain[:0:0]
	for _, s := range chain {
		if s.ID != k.speaker.ID {
			out = append(out, s)
		}
	}
	return out
}

// confidence is how often a rule is right about which words name the source,
// measured on the train articles of PolNeAR; the resolution of those words to a
// person has its own.
func confidence(rule string) float64 {
	if c, ok := confidences[rule]; ok {
		return c
	}
	return 0.5
}

var confidences = map[string]float64{
	"turn": 0.97, "quote-cue-source": 0.98, "quote-source-cue": 0.97, "same-paragraph": 0.97, "colon-paragraph": 0.95, "according-to": 0.93, "quote-source-verb": 0.9,
	"cue-source-quote": 0.9, "source-cue-quote": 0.86, "name-colon": 0.86, "coordinated": 0.84, "as-source-cue": 0.8, "in-the-words-of": 0.8, "signature": 0.8,
	"noun-source-quote": 0.7, "trailing": 0.7, "passive": 0.7, "clause-right": 0.66, "subject": 0.65, "continued": 0.62, "introduced": 0.6, "paragraph-later": 0.6,
	"source-noun-quote": 0.55, "possessor": 0.3, "subject-before": 0.3, "continued-report": 0.3, "continued-subject": 0.2,
}
