// Package attribution says who said what in one article. It is pure: no files,
// no goroutines, no clock, no network.
//
// The words are PARC's. An attribution is a cue (“said”), a source (the words
// that name who said it, “the minister”) and a content (here a quote). The
// mention in quotes.jsonl is the source; the speaker is who the source turns out
// to be.
//
// The way of an article, worked by hand:
//
//		The mayor of Leeds, Ana Díaz, was firm. “We won’t,” she said, “stop.” The plan is “sacrosanct,” she told Tom Reyes.
//
//	 1. quote.Detect finds two quotes: “We won’t,” … “stop.” is one of two segments.
//	 2. read (reading.go) lays out the reporter's own text with each segment shrunk
//	    to one item: [Q1 she said , Q1] [The plan is Q2 she told Tom Reyes .]
//	 3. speaker.NewCast finds the names: Ana Díaz (mayor), Tom Reyes.
//	 4. The rules (after, joined, before, elsewhere; attribute.go lists them) find
//	    the words of the source: “she” by the cue “said”; “she” by “told”, never its
//	    object Tom Reyes.
//	 5. resolve.go turns “she” into Ana Díaz: she is the last subject that fits.
//
// A rule that is unsure declines. A missing speaker costs a reader a minute, a
// wrong one costs trust.
//
// The road not taken: a dependency parser. The best open systems for news use
// one, none exists in Go, and the subject of a reporting verb can be found from
// parts of speech nearly always (subject.go).
package attribution
