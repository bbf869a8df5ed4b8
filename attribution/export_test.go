package attribution

import (
	"github.com/verbatim-news/verbatim/attribution/quote"
	"github.com/verbatim-news/verbatim/attribution/text"
)

// Work is what the quotes of an article, and with clauses its speech without marks,
// cost: phrases, verbs, candidates, mentions and entities looked at.
func Work(a *Attributor, doc *text.Document, quotes []quote.Quote, clauses bool) int {
	c := a.cascade(doc, quotes)
	if clauses {
		c.clauses()
	}
	return c.steps + c.cast.Looks()
}
