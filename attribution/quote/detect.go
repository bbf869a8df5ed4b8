package quote

import "github.com/verbatim-news/verbatim/attribution/text"

// Detect finds every span of a document that stands in quotation marks, in
// order of its start, the outer before the nested, and classes it. The strays
// are marks without a partner. It never fails: what cannot be read as a pair is
// flagged, and the rest of the article goes unharmed.
//
// The steps:
//  1. pair: marks to spans, over paragraphs (marks.go, pair.go, paragraphs.go);
//  2. join: an utterance interrupted by its reporting clause (speech.go);
//  3. class and kind (class.go, furniture.go).
func Detect(doc *text.Document) ([]Quote, []Stray) {
	quotes, strays := pair(doc)
	quotes = join(doc, quotes)
	classifyAll(doc, quotes)
	return quotes, strays
}
