package attribution

import (
	"slices"

	"github.com/verbatim-news/verbatim/attribution/lexicon"
	"github.com/verbatim-news/verbatim/attribution/text"
)

// A candidate is a source that some rules propose for a quote, or that merely
// stands near it. The ranker weighs the candidates against each other and
// against nobody.
type candidate struct {
	finding
	rules uint32
	from  int    // the quote whose answer this is: “…,” she said. “…”; -1 if none
	near  *named // what it was found as, where no rule proposes it
	rank  int    // the place of its first rule in the cascade; len(ruleNames) if no rule proposes it
}

// ruleNames are the rules in the order of the cascade, surest first. The order
// is part of the model: bit i of candidate.rules is rule i.
var ruleNames = []string{
	"turn",
	"quote-cue-source", "quote-source-cue", "quote-source-verb", "according-to", "as-source-cue", "in-the-words-of", "signature", // after
	"coordinated",
	"source-cue-quote", "cue-source-quote", "passive", "source-noun-quote", "noun-source-quote", "name-colon", // before
	"trailing", "introduced", "subject-before", "same-paragraph", "paragraph-later", "colon-paragraph", "continued", "continued-report", "continued-subject", // elsewhere
	"possessor", "clause-right", "subject", // weak
	"nearest-cue", "outer-cue", // only for the ranker: cues that the cascade passes over
}

// strictRules is how many of the first rules are clauses that stand at the quote.
const strictRules = 8

// maxCandidates bounds the work for one quote; nearer ones come first.
const maxCandidates = 40

// propose lists the candidates for a quote, those of rules first, in the order
// of the cascade. The next call uses their memory again.
func (c *cascade) propose(q int) []candidate {
	out := c.proposed[:0]
	add := func(f finding, ok bool) {
		if !ok {
			return
		}
		from := -1
		if f.same {
			if from = f.like; c.found[from].rule == "" {
				return
			}
			_, f = c.shared(f)
		}
		k := c.candidate(f)
		k.from = from
		out = merge(out, &k)
	}
	for _, sp := range c.places[q] {
		add(c.after(&c.sentences[sp.sentence], sp.item))
	}
	sp := c.places[q][0]
	s := &c.sentences[sp.sentence]
	from := previousQuote(s, sp.item) + 1
	add(c.joined(s, sp.item))
	add(c.before(s, sp.item))
	add(c.nounCue(s, from, sp.item))
	for _, rule := range []func(int, spot) (finding, bool){c.signed, c.trailing, c.introduced, c.same, c.later, c.colonParagraph, c.continued} {
		add(rule(q, sp))
	}
	add(c.owner(s, sp.item))
	add(c.right(s, sp.item))
	add(c.main(s, sp.item))
	for v, asked, seen := sp.item-1, 0, false; v >= 0 && asked < maxCues; v-- {
		if cue, ok := c.verb(s, v); ok && cue.Tier >= lexicon.Judge {
			asked++
			f, ok := c.reading.source(s, v)
			if ok {
				if f.rule = "outer-cue"; !seen {
					f.rule, seen = "nearest-cue", true
				}
			}
			add(f, ok)
		}
	}
	c.nearby(sp, func(f *named) bool {
		if !f.span.Empty() && !covered(out, f.span) && len(out) < maxCandidates {
			out = append(out, candidate{finding: finding{source: f.source, span: f.span}, rank: len(ruleNames), from: -1, near: f})
		}
		return len(out) < maxCandidates
	})
	c.proposed = out
	return out
}

// candidate places a finding among the rules.
func (c *cascade) candidate(f finding) candidate {
	k := candidate{finding: f, rank: len(ruleNames), from: -1}
	if i := slices.Index(ruleNames, f.rule); i >= 0 {
		k.rules, k.rank = 1<<i, i
	}
	return k
}

// merge adds a candidate, or its rules to the one that has the same words.
func merge(list []candidate, k *candidate) []candidate {
	if k.span.Empty() {
		return list
	}
	for i := range list {
		if list[i].span.Overlaps(k.span) {
			list[i].rules |= k.rules
			list[i].rank = min(list[i].rank, k.rank)
			list[i].from = max(list[i].from, k.from)
			return list
		}
	}
	if len(list) == maxCandidates {
		return list
	}
	return append(list, *k)
}

// covered reports whether a candidate has some of these words.
func covered(list []candidate, words text.Span) bool {
	for i := range list {
		if list[i].span.Overlaps(words) {
			return true
		}
	}
	return false
}

// maxNearby is how many sentences to either side nearby looks at: some feeds
// come without paragraphs, an article in one line.
const maxNearby = 40

// nearby proposes every name, pronoun and role noun of the quote's paragraph and
// the one before, at its level.
func (c *cascade) nearby(sp spot, yield func(*named) bool) {
	here := &c.sentences[sp.sentence]
	each := func(n int) bool {
		s := &c.sentences[n]
		if s.level != here.level || s.paragraph < here.paragraph-1 || s.paragraph > here.paragraph {
			return false
		}
		list := c.mentions(s)
		for i := range list {
			if !yield(&list[i]) {
				return false
			}
		}
		return true
	}
	for n := sp.sentence; n >= 0 && n > sp.sentence-maxNearby && each(n); n-- {
	}
	for n := sp.sentence + 1; n < len(c.sentences) && n < sp.sentence+maxNearby && each(n); n++ {
	}
}

// A named is words that can name a source.
type named struct {
	source   phrase
	span     text.Span
	standing standing // once a quote has asked
	measured bool
}

// mentions lists the words of a sentence that can name a source, the last first. It
// remembers them, since every quote of two paragraphs asks; nil is what was not asked,
// and a sentence without any has an empty list.
func (c *cascade) mentions(s *sentence) []named {
	if c.around[s.index] == nil {
		from := len(c.mentioned)
		for i := len(s.items) - 1; i >= 0; i-- {
			if p, ok := c.mentionAt(s, i); ok {
				c.mentioned = append(c.mentioned, named{source: p, span: c.sourceSpan(p)})
			}
		}
		c.around[s.index] = c.mentioned[from:len(c.mentioned):len(c.mentioned)]
	}
	return c.around[s.index]
}

// mentionAt reads the word at item i as a source: the end of a name, a personal
// pronoun, a possessive, a role noun.
func (c *cascade) mentionAt(s *sentence, i int) (phrase, bool) {
	if s.items[i].tok < 0 {
		return phrase{}, false
	}
	c.steps++
	switch c.word(s, i) {
	case "he", "she", "they", "i", "we", "it", "his", "her", "their":
		return phrase{s: s, first: i, last: i + 1, head: i}, true
	}
	if m := c.cast.MentionAt(s.items[i].tok); m != nil {
		if s.items[i].tok != m.Last-1 {
			return phrase{}, false
		}
	} else if !c.nounAt(s, i) {
		return phrase{}, false
	}
	p, ok := c.ending(s, i)
	if !ok {
		return phrase{}, false
	}
	return c.oneOf(p), true
}

// oneOf gives the name for a description that stands in apposition to it, on
// either side, so that the two do not compete: the race director, Pamela Stroud;
// Pamela Stroud, the race director.
func (c *cascade) oneOf(p phrase) phrase {
	if p.name != nil {
		return p
	}
	if n := c.named(c.extended(p)); n.name != nil {
		return n
	}
	s := p.s
	if p.first < 2 || c.word(s, p.first-1) != "," || !isDeterminer(c.tag(s, p.first)) && c.tag(s, p.first) != "NN" {
		return p
	}
	q, ok := c.ending(s, p.first-2)
	if !ok || q.name == nil || !c.cast.IsPerson(q.name.Entity) {
		return p
	}
	if w := c.word(s, c.extended(p).last); w != "," && w != "" && w != "." && w != "who" {
		return p // Díaz spoke first, the mayor said
	}
	return q
}

// nounAt reports whether item i is a noun for what speaks.
func (c *cascade) nounAt(s *sentence, i int) bool {
	if t := c.tag(s, i); t != "NN" && t != "NNS" {
		return false
	}
	return c.speaks(phrase{s: s, first: i, last: i + 1, head: i})
}
