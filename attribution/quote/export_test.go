package quote

import "github.com/verbatim-news/verbatim/attribution/text"

// Work is how many marks pairing those of a document looks at, ahead of each.
func Work(doc *text.Document) int {
	p := paired(doc)
	work := p.looks
	for _, marks := range p.marks {
		work += len(marks)
	}
	return work
}
