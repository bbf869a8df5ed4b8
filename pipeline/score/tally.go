package score

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// noRule is the name that a row without a rule counts under.
const noRule = "(none)"

// A tally gathers counts over articles.
type tally struct {
	names    *names
	groups   map[group]*counts
	rules    map[string]*Rule
	reported *reported // nil: speech without marks is not looked at
	answers  []answer
	asked    int // gold quotes with a source
	errors   []Error
}

// counts of one group: what was found, seen from the gold and from the rows.
type counts struct {
	gold, goldExact, goldOverlap, goldEnd, goldNamed int
	rows, rowsExact, rowsOverlap, rowsEnd, rowsNamed int
	mention, mentionExact, entity, noSource          Share
}

func newTally(gold []GoldArticle) *tally {
	var speakers []string
	for _, art := range gold {
		for _, a := range art.Gold.Attributions {
			if a.Speaker != "" {
				speakers = append(speakers, a.Speaker)
			}
		}
	}
	return &tally{names: newNames(speakers), groups: map[group]*counts{}, rules: map[string]*Rule{}, errors: []Error{}}
}

func (t *tally) in(g group) *counts {
	if t.groups[g] == nil {
		t.groups[g] = &counts{}
	}
	return t.groups[g]
}

// gold counts one gold quote.
func (t *tally) gold(m *matching, g *goldQuote) {
	var r *rowQuote
	var v verdict
	if g.hit && g.best >= 0 {
		r = &m.rows[g.best]
		v = t.judge(m, g, r)
		ruleIn(t.rules, r.Quote).judge(v)
	}
	if len(g.source) > 0 {
		t.asked++
		if r != nil && r.Speaker != nil {
			t.answers = append(t.answers, answer{r.Speaker.Confidence, v.entity || !v.known && v.mention})
		}
	}
	for _, k := range groupsOf(m.art, g) {
		t.in(k).addGold(g, r != nil, v)
	}
	t.errors = append(t.errors, goldErrors(m, g, r, v)...)
}

func (c *counts) addGold(g *goldQuote, found bool, v verdict) {
	c.gold++
	c.goldExact += one(g.exact)
	c.goldOverlap += one(g.hit)
	if !found {
		return
	}
	c.goldEnd += one(v.ok())
	c.goldNamed += one(v.named())
	if !v.sourced {
		c.noSource.count(v.silent)
		return
	}
	c.mention.count(v.mention)
	c.mentionExact.count(v.exact)
	if v.known {
		c.entity.count(v.entity)
	}
}

// row counts one row.
func (t *tally) row(m *matching, r *rowQuote) {
	groups := []group{{"all", ""}, {"outlet", m.art.Outlet}}
	var v verdict
	found := r.hit && r.best >= 0
	if found {
		g := &m.golds[r.best]
		groups = groupsOf(m.art, g)
		v = t.judge(m, g, r)
	}
	for _, k := range groups {
		c := t.in(k)
		c.rows++
		c.rowsExact += one(r.exact)
		c.rowsOverlap += one(r.hit)
		c.rowsEnd += one(found && v.ok())
		c.rowsNamed += one(found && v.named())
	}
	if !r.hit {
		ruleIn(t.rules, r.Quote).Extra++
		t.errors = append(t.errors, extraError(m, r))
	}
}

// ruleName is the rule that decided a row. One that was left open counts under
// the rule that came nearest to deciding it, so that a rule's refusals can be seen.
func ruleName(q *record.Quote) string {
	name := string(q.Rule)
	if name == "" && len(q.Alternatives) > 0 {
		name = q.Alternatives[0].Rule
	}
	return cmp.Or(name, noRule)
}

func ruleIn(rules map[string]*Rule, q *record.Quote) *Rule {
	name := ruleName(q)
	if rules[name] == nil {
		rules[name] = &Rule{Rule: name}
	}
	return rules[name]
}

func (r *Rule) judge(v verdict) {
	r.Found++
	switch {
	case v.ok():
		r.Right++
	case v.silent:
		r.Declined++
	default:
		r.Wrong++
	}
	if v.known {
		r.Named.count(v.named())
	}
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (t *tally) result() *Result {
	r := &Result{Reported: t.reported.result(), Calibration: calibrate(t.answers, t.asked), Errors: t.errors, Figures: []Figures{}, Rules: []Rule{}}
	for _, k := range slices.SortedFunc(maps.Keys(t.groups), group.compare) {
		r.Figures = append(r.Figures, t.groups[k].figures(k))
	}
	for _, name := range slices.Sorted(maps.Keys(t.rules)) {
		r.Rules = append(r.Rules, *t.rules[name])
	}
	slices.SortStableFunc(r.Errors, func(a, b Error) int {
		if c := strings.Compare(a.Article, b.Article); c != 0 {
			return c
		}
		return a.Start - b.Start
	})
	return r
}

func (c *counts) figures(k group) Figures {
	return Figures{
		By: k.by, Value: k.value, Gold: c.gold, System: c.rows,
		Exact:    newPRF(c.rowsExact, c.rows, c.goldExact, c.gold),
		Overlap:  newPRF(c.rowsOverlap, c.rows, c.goldOverlap, c.gold),
		EndToEnd: newPRF(c.rowsEnd, c.rows, c.goldEnd, c.gold),
		ByName:   newPRF(c.rowsNamed, c.rows, c.goldNamed, c.gold),
		Mention:  c.mention, MentionExact: c.mentionExact, Entity: c.entity, NoSource: c.noSource,
	}
}
