package score

import (
	"cmp"
	"slices"
	"strings"

	"github.com/verbatim-news/verbatim/attribution/text"
	"github.com/verbatim-news/verbatim/pipeline/record"
)

// groupings are what Figures are made by, besides "all".
var groupings = []string{"source_type", "speaker_type", "outlet", "kind", "mark", "position", "words"}

// Groupings are what Figures are made by, besides "all", in the order of Quotes.
func Groupings() []string { return slices.Clone(groupings) }

// light words do not make a mention share anything with a source.
var light = strings.Fields("the a an of and for in at to by with on from s")

// A mention may reach this many words beyond the annotated source: annotators
// and systems differ on where a title or an apposition ends.
const beyond = 3

// Quotes scores the rows of a run against gold. Rows of articles that are not
// in the gold, of a class other than quote, of indirect speech, and nested ones
// do not count, but in Reported. The order of gold and of articles among the rows plays no part.
func Quotes(gold []GoldArticle, rows []record.Quote) *Result {
	byArticle := map[string][]*record.Quote{}
	for i := range rows {
		byArticle[rows[i].Article] = append(byArticle[rows[i].Article], &rows[i])
	}
	t := newTally(gold)
	if reports(gold, rows) {
		t.reported = &reported{}
	}
	for i := range gold {
		m := match(&gold[i], byArticle[gold[i].ID])
		for j := range m.golds {
			t.gold(m, &m.golds[j])
		}
		for j := range m.rows {
			t.row(m, &m.rows[j])
		}
		if t.reported != nil {
			t.reported.add(m, byArticle[gold[i].ID])
		}
	}
	return t.result()
}

// A verdict is how right a row is about one gold quote.
type verdict struct {
	sourced bool // the gold names a source
	mention bool // the right words are given for it
	exact   bool
	known   bool // the speaker's full name is known
	entity  bool // the right person is given
	silent  bool // the row names nobody
}

// ok: the mention is right, or nobody is named where nobody is the source.
func (v verdict) ok() bool {
	if !v.sourced {
		return v.silent
	}
	return v.mention
}

func (v verdict) named() bool { return v.ok() && (!v.known || v.entity) }

func (t *tally) judge(m *matching, g *goldQuote, r *rowQuote) verdict {
	v := verdict{silent: r.Mention == nil, sourced: len(g.source) > 0}
	if !v.sourced {
		return v
	}
	if r.Mention != nil {
		at := m.page.clamp(r.Mention.Start, r.Mention.End)
		v.mention = m.page.mentions(at, g.source)
		v.exact = m.page.trim(at) == m.page.trim(g.source[0])
	}
	a := g.att
	if a.Speaker != "" && a.SpeakerType != record.TypeAnonymous && a.SpeakerType != "none" {
		v.known = true
		v.entity = r.Speaker != nil && t.names.same(r.Speaker.Name, a.Speaker)
	}
	return v
}

// mentions reports whether the words at share one that carries meaning with the
// source, and keep close to it.
func (p *page) mentions(at text.Span, source []text.Span) bool {
	given, want := p.words(at), p.words(source...)
	first, last := len(p.starts), -1
	core := set{}
	for w := range want {
		first, last = min(first, p.rank(w)), max(last, p.rank(w))
		if !slices.Contains(light, p.lower(w)) {
			core[w] = struct{}{}
		}
	}
	if len(core) == 0 {
		core = want
	}
	for w := range given {
		if r := p.rank(w); r < first-beyond || r > last+beyond {
			return false
		}
	}
	return core.common(given) > 0
}

// groupsOf are the groups that a gold quote counts in.
func groupsOf(art *GoldArticle, g *goldQuote) []group {
	speakerType, kind := "none", "?"
	if g.att != nil {
		speakerType, kind = cmp.Or(g.att.SpeakerType, "none"), g.att.Kind
	}
	return []group{
		{"all", ""}, {"source_type", g.sourceType()}, {"speaker_type", speakerType}, {"outlet", art.Outlet}, {"kind", kind},
		{"mark", g.Mark}, {"position", g.att.Position()}, {"words", length(g.Words)},
	}
}

func (g *goldQuote) sourceType() string {
	if g.att == nil {
		return "missing"
	}
	return g.att.SourceType
}

// Position is where the source stands, seen from the content: before, after,
// inside, or none if there is no source.
func (a *GoldAttribution) Position() string {
	if a == nil || len(a.Source) == 0 || len(a.Content) == 0 {
		return "none"
	}
	first, last := a.Content[0][0], a.Content[len(a.Content)-1][1]
	switch s := a.Source[0][0]; {
	case s < first:
		return "before"
	case s >= last:
		return "after"
	}
	return "inside"
}

// lengths are the groups of length in words, in the order of a table.
var lengths = []string{"1", "2-4", "5-19", "20+"}

func length(words int) string {
	switch {
	case words == 1:
		return lengths[0]
	case words < 5:
		return lengths[1]
	case words < 20:
		return lengths[2]
	}
	return lengths[3]
}

// A group is one value of one grouping.
type group struct{ by, value string }

// order: all quotes first, then the groupings in their own order.
func (g group) order() int { return slices.Index(groupings, g.by) }

func (g group) compare(h group) int {
	return cmp.Or(
		cmp.Compare(g.order(), h.order()),
		cmp.Compare(slices.Index(lengths, g.value), slices.Index(lengths, h.value)),
		cmp.Compare(g.value, h.value))
}
