package attribution

import (
	"github.com/verbatim-news/verbatim/attribution/quote"
	"github.com/verbatim-news/verbatim/attribution/text"
)

// Weighed is how many candidates were weighed for the quotes of an article, MaxWeighed
// how many may be before the last.
func Weighed(a *Attributor, doc *text.Document, quotes []quote.Quote) int {
	return a.cascade(doc, quotes).weighed
}

const MaxWeighed = maxWeighed

// Work is what the quotes of an article, and with clauses its speech without marks,
// cost: phrases, verbs, candidates, mentions and entities looked at.
func Work(a *Attributor, doc *text.Document, quotes []quote.Quote, clauses bool) int {
	c := a.cascade(doc, quotes)
	if clauses {
		c.clauses()
	}
	return c.steps + c.cast.Looks()
}
