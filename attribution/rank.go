package attribution

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/verbatim-news/verbatim/attribution/model"
	"github.com/verbatim-news/verbatim/attribution/quote"
	"github.com/verbatim-news/verbatim/attribution/speaker"
	"github.com/verbatim-news/verbatim/attribution/text"
)

// The rules propose, the ranker weighs: against each other and against nobody.
// It decides quotes at the reporter's level; a quote inside a quote is left to
// the rules, since no gold annotates those.

// least is the confidence below which an answer is not worth showing at all.
const least = 0.1

// maxAlternatives is how many runners-up an answer names.
const maxAlternatives = 3

// speechNames are the features of the model that tells speech from other marked
// spans: those of the likeliest source, and what the ranker made of it.
var speechNames = append(slices.Clone(featureNames), "score of the likeliest source", "score of the next")

// ranked decides the source of a quote by the trained models.
func (c *cascade) ranked(q int) {
	if f, ok := c.turn(q); ok && c.quotes[q].Class == quote.Speech {
		k := c.candidate(f)
		c.accept(q, &k, confidence(f.rule))
		return
	}
	if c.quotes[q].Class == quote.Furniture {
		return
	}
	list := c.propose(q)
	c.weighed += len(list)
	x := c.featurise(q, list)
	score, order := c.weigh(c.ranker, x)
	speech := 1.0
	if c.speech != nil {
		speech = 1 / (1 + math.Exp(-c.speech.Score(c.speechVector(x))))
		c.out[q].Class = reclass(c.quotes[q].Class, speech)
	}
	if len(order) == 0 || c.out[q].Class != quote.Speech {
		return
	}
	best, group, second := c.likeliest(q, list, score, order)
	// The ranker's own confidence counts an answer as wrong where nobody speaks; that
	// doubt is the class's, and once the span is called a quote it is said there.
	sure := c.ranker.Confidence(group, second)
	sure = min(sure/max(speech, sure, 0.5), 0.998)
	if sure < least {
		return
	}
	c.accept(q, &list[best], sure)
	c.alternatives(q, list, score, order, sure)
	if c.explain {
		c.out[q].Reasons = c.ranker.Reasons(x[best], 8)
	}
}

// A weighing is the memory in which candidates are scored; each uses it again.
type weighing struct {
	score  []float64
	order  []int
	likely model.Vector // see speechVector
}

// weigh scores candidates and orders them, best first.
func (w *weighing) weigh(ranker *model.Ranker, x []model.Vector) (score []float64, order []int) {
	w.score, w.order = ranker.Scores(w.score[:0], x, firstOfQuote, lastOfQuote), w.order[:0]
	for i := range x {
		w.order = append(w.order, i)
	}
	slices.SortStableFunc(w.order, func(a, b int) int { return cmp.Compare(w.score[b], w.score[a]) })
	return w.score, w.order
}

// likeliest finds the candidate with the best claim and its score, together with
// those of the other candidates that name the same person (“Díaz told reporters
// that she”), and the score of the best that names another.
func (c *cascade) likeliest(q int, list []candidate, score []float64, order []int) (best int, group, second float64) {
	const reach, most = 5.0, 4 // those far behind change nothing
	ids, sums, heads := make([]string, 0, most), make([]float64, 0, most), make([]int, 0, most)
	for n, i := range order {
		if n == most || score[order[0]]-score[i] > reach {
			break
		}
		id := c.identity(q, &list[i]).speaker.ID
		k := slices.Index(ids, id)
		if k < 0 || id == "" {
			ids, sums, heads = append(ids, id), append(sums, score[i]), append(heads, i)
			continue
		}
		sums[k] = math.Log(math.Exp(sums[k]) + math.Exp(score[i]))
	}
	top := 0
	for k := range sums {
		if sums[k] > sums[top] {
			top = k
		}
	}
	second = math.Inf(-1)
	if len(order) > len(sums) {
		second = score[order[len(order)-1]]
	}
	for k := range sums {
		if k != top {
			second = max(second, sums[k])
		}
	}
	return heads[top], sums[top], second
}

// accept makes a candidate the answer for a quote.
func (c *cascade) accept(q int, k *candidate, sure float64) {
	f := k.finding
	if k.rank < len(ruleNames) {
		f.rule = ruleNames[k.rank]
	} else {
		f.rule = "nearby"
	}
	who := c.identity(q, k)
	if who.speaker.Name == "" || c.inQuote(q, &f) {
		return
	}
	c.found[q], c.known[q] = f, who
	att := &c.out[q]
	att.Source, att.Cue, att.Speaker, att.Rule = f.span, f.cue, who.speaker, f.rule
	att.Confidence = sure * who.confidence
	att.Via = c.via(q, f, who, nobody)
	c.resolver.last, c.resolver.since = who, c.cast.Beat(c.tokenAt(c.quotes[q].Segments[0].Start))
}

// identity is who a candidate's words name: for the source of another quote, the
// speaker of that one.
func (c *cascade) identity(q int, k *candidate) known {
	if k.from >= 0 && c.found[k.from].span == k.span {
		return c.known[k.from]
	}
	return c.resolver.resolve(q, &k.finding, nobody)
}

// repeats gives a quote that stands alone and says again what an attributed one
// says, word for word, that one's speaker: a pull quote repeats the body, and is
// one utterance with it.
func (c *cascade) repeats() {
	var open []int // folding every quote for the few that repeat one took a twentieth of the ranker's time
	for q := range c.quotes {
		if c.quotes[q].Within < 0 && !strict(c.found[q].rule) && len(c.places[q]) > 0 && c.alone(&c.sentences[c.places[q][0].sentence]) {
			open = append(open, q)
		}
	}
	if len(open) == 0 {
		return
	}
	said := map[string]int{}
	for q := range c.quotes {
		if !strict(c.found[q].rule) {
			continue
		}
		key := c.key(q)
		if _, ok := said[key]; !ok && key != "" {
			said[key] = q
		}
	}
	for _, q := range open {
		if p, ok := said[c.key(q)]; ok && !c.inQuote(q, &c.found[p]) {
			c.found[q], c.known[q] = c.found[p], c.known[p]
			c.out[q] = c.out[p]
			c.out[q].Rule = "repeated"
		}
	}
}

// key is the words of a quote of five words and more, without case and marks.
func (c *cascade) key(q int) string {
	if c.quotes[q].Class == quote.Furniture {
		return ""
	}
	var b strings.Builder
	for _, s := range c.quotes[q].Segments {
		b.WriteString(speaker.Fold(c.doc.Text(s)))
		b.WriteByte(' ')
	}
	if key := strings.TrimSpace(b.String()); strings.Count(key, " ") >= 4 {
		return key
	}
	return ""
}

// strict reports whether a rule reads a reporting clause at the quote itself.
func strict(rule string) bool {
	i := slices.Index(ruleNames, rule)
	return i >= 0 && i < strictRules || rule == "source-cue-quote"
}

// alternatives names the runners-up, each under another speaker than the answer
// and those before it. What the answer leaves of certainty they share.
func (c *cascade) alternatives(q int, list []candidate, score []float64, order []int, sure float64) {
	att := &c.out[q]
	rest := 1.0 // nobody
	for _, i := range order {
		rest += math.Exp(score[i])
	}
	seen := append(make([]string, 0, 1+maxAlternatives), att.Speaker.ID)
	for _, i := range order {
		share := (1 - sure) * math.Exp(score[i]) / rest
		if len(att.Alternatives) == maxAlternatives || share < 0.005 {
			return
		}
		who := c.identity(q, &list[i])
		if who.speaker.Name == "" || slices.Contains(seen, who.speaker.ID) {
			continue
		}
		seen = append(seen, who.speaker.ID)
		rule := "nearby"
		if list[i].rank < len(ruleNames) {
			rule = ruleNames[list[i].rank]
		}
		att.Alternatives = append(att.Alternatives, Alternative{Source: list[i].span, Speaker: who.speaker, Rule: rule, Confidence: share * who.confidence})
	}
}

// reclass is the class of a marked span of which the rules said was and that is
// somebody's words with a probability of speech.
func reclass(was quote.Class, speech float64) quote.Class {
	switch {
	case was == quote.Title || was == quote.Name:
		return was
	case speech >= 0.5:
		return quote.Speech
	case was != quote.Speech:
		return was
	}
	return quote.Scare
}

// speechVector is the features of the likeliest source with its score; of
// nobody's, where there is no candidate.
func (w *weighing) speechVector(x []model.Vector) model.Vector {
	w.likely = grown(w.likely, len(featureNames))
	best, second := -10.0, -10.0
	if len(w.order) > 0 {
		copy(w.likely, x[w.order[0]])
		best = w.score[w.order[0]]
	} else {
		clear(w.likely)
	}
	if len(w.order) > 1 {
		second = w.score[w.order[1]]
	}
	w.likely = append(w.likely, float32(best), float32(second))
	return w.likely
}

// SpeechVector is the features of a span, in the order of SpeechNames, from those
// of its candidates.
func SpeechVector(ranker *model.Ranker, x []model.Vector) model.Vector {
	var w weighing
	w.weigh(ranker, x)
	return w.speechVector(x)
}

// A Case is one quote as the trainer sees it: its candidates with their features.
type Case struct {
	Quote   int
	Sources []text.Span // index is the candidate's
	X       []model.Vector
}

// Cases lays the quotes of an article out for training, those at the reporter's
// level and of every class but furniture.
func (a *Attributor) Cases(doc *text.Document, quotes []quote.Quote) []Case {
	rules := Attributor{dir: a.dir}
	c := rules.cascade(doc, quotes)
	var out []Case
	for q := range quotes {
		if quotes[q].Within >= 0 || quotes[q].Class == quote.Furniture || len(c.places[q]) == 0 {
			continue
		}
		list := c.propose(q)
		k := Case{Quote: q}
		for i, v := range c.featurise(q, list) {
			k.Sources, k.X = append(k.Sources, list[i].span), append(k.X, slices.Clone(v))
		}
		out = append(out, k)
	}
	return out
}

// FeatureNames are what the ranker looks at; SpeechNames what the model that
// tells speech from scare quotes and titles looks at. Both are part of a trained
// model and checked when it is loaded.
func FeatureNames() []string { return featureNames }

// SpeechNames is described with FeatureNames.
func SpeechNames() []string { return speechNames }
