package rows

import "github.com/verbatim-news/verbatim/pipeline/record"

// sizes says how much of everything follows, so that decoding makes room once.
func (e *encoder) sizes() {
	var n sizes
	for i := range e.e.Quotes {
		n.add(&e.e.Quotes[i])
	}
	for _, size := range n {
		e.int(size)
	}
}

// sizes are how many quotes, spans, ranges, speakers, names and alternatives an
// article has.
type sizes [6]int

const (
	ofQuotes = iota
	ofSpans
	ofRanges
	ofSpeakers
	ofVia
	ofAlternatives
)

func (n *sizes) add(q *record.Quote) {
	n[ofQuotes]++
	n[ofSpans] += len(q.Segments)
	n[ofVia] += len(q.Via)
	n[ofAlternatives] += len(q.Alternatives)
	for _, r := range []*record.Range{q.Mention, q.Cue} {
		if r != nil {
			n[ofRanges]++
		}
	}
	for k := range q.Alternatives {
		if q.Alternatives[k].Mention != nil {
			n[ofRanges]++
		}
	}
	if q.Clause != nil {
		n[ofSpans]++
	}
	if q.Speaker != nil {
		n[ofSpeakers]++
	}
}

// least are the bytes that one of each of sizes takes.
var least = sizes{ofQuotes: 12, ofSpans: 2, ofRanges: 2, ofSpeakers: 2, ofVia: 1, ofAlternatives: 5}
