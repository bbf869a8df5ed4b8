package score

import (
	"slices"

	"github.com/verbatim-news/verbatim/attribution/text"
	"github.com/verbatim-news/verbatim/pipeline/record"
)

// reported counts all reported speech, in marks or not: “She ‘cannot’ come”
// counts once, with the words about its marks.
type reported struct {
	gold, goldHit, rows, rowsHit int
	source                       Share
}

// reports says whether there is speech without marks on both sides. Rows have it
// from a run with --indirect; gold that marks none, as fixtures do not, would
// call every find of it wrong.
func reports(gold []GoldArticle, rows []record.Quote) bool {
	marked := slices.ContainsFunc(gold, func(a GoldArticle) bool {
		return slices.ContainsFunc(a.Gold.Attributions, func(a GoldAttribution) bool { return a.Kind == record.KindIndirect })
	})
	return marked && slices.ContainsFunc(rows, func(q record.Quote) bool { return q.Kind == record.KindIndirect || q.Clause != nil })
}

// add counts one article: each content and each row against the one of the other
// side that shares most words with it.
func (c *reported) add(m *matching, rows []*record.Quote) {
	var contents, sources, claims []set
	for _, a := range m.art.Gold.Attributions {
		if words := m.page.words(m.spans(a.Content)...); len(words) > 0 {
			contents = append(contents, words)
			sources = append(sources, m.page.words(m.spans(a.Source)...))
		}
	}
	var claimants []*record.Quote
	for _, q := range rows {
		if q.Class == record.ClassQuote && q.Within == "" {
			claimants = append(claimants, q)
			claims = append(claims, m.page.words(m.page.clause(q)...))
		}
	}
	c.gold += len(contents)
	c.rows += len(claims)
	toContent, toClaim := newIndex(contents), newIndex(claims)
	for _, words := range contents {
		if best := toClaim.nearest(words, false); best >= 0 {
			c.goldHit += one(words.mostly(claims[best]))
		}
	}
	for i, words := range claims {
		best := toContent.nearest(words, false)
		if best < 0 || !words.mostly(contents[best]) {
			continue
		}
		c.rowsHit++
		if len(sources[best]) > 0 {
			at := claimants[i].Mention
			c.source.count(at != nil && sources[best].common(m.page.words(m.page.clamp(at.Start, at.End))) > 0)
		}
	}
}

func (c *reported) result() *Reported {
	if c == nil {
		return nil
	}
	return &Reported{Gold: c.gold, System: c.rows, Content: newPRF(c.rowsHit, c.rows, c.goldHit, c.gold), Source: c.source}
}

// clause is where all that a row reports stands; its marks alone if it does not say.
func (p *page) clause(q *record.Quote) []text.Span {
	if q.Clause != nil {
		return []text.Span{p.clamp(q.Clause.Start, q.Clause.End)}
	}
	return p.segments(q)
}
