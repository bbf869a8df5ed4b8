package quotediff

import (
	"strings"

	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/variant"
)

// Against lists the differences of a quote from the passage of the record that
// it covers, given as a row whose segments count in the transcript. It does what
// Compare does, with two things apart: the record was not cut, so that words
// which the quote alone has at an end were put in; and who speaks is not
// compared. The base's sides name the passage's id.
func Against(passage, quote *record.Quote) []record.Difference {
	c := newComparison(sideOf(passage), sideOf(quote))
	c.held = true
	c.words(nil)
	return c.differences()
}

// Turned reports whether the words that stand beside a passage of the record may
// turn what it says: head are those of its own sentence before it, tail those
// after it, next those that follow, be it in the next sentence. A person must
// look; it is never a verdict.
func Turned(head, tail, next string) bool {
	before, after := side{text: head, words: variant.Read(head)}, side{text: tail, words: variant.Read(tail)}
	return negatedBefore(&before) || reportedBefore(&before) || boundAfter(&after) || takenBack(next)
}

// Reported reports whether head, the words of a sentence before a passage, put it
// into another's mouth.
func Reported(head string) bool { return reportedBefore(&side{text: head, words: variant.Read(head)}) }

// negatedBefore reports a negator or condition that governs what follows: “I
// never said that ...”, “nobody thinks ...”, “if ...”. A mark ends the reach of
// a negator: “No, ...” is an answer.
func negatedBefore(s *side) bool {
	const reach = 5 // words
	n := len(s.words)
	for i := n - 1; i >= 0; i-- {
		w := &s.words[i]
		switch w.Key {
		case "if", "unless", "lest", "suppose", "supposing", "imagine", "pretend", "whether":
			return true
		}
		if w.Has(variant.Negator) && n-i <= reach && !strings.ContainsAny(s.text[w.End:], ",;:—–") && !strings.Contains(s.text[w.End:], "--") {
			return true
		}
	}
	return false
}

// reportedBefore reports words that put what follows into another's mouth:
// “they say ...”, “Ted said that ...”; not “I say ...”.
func reportedBefore(s *side) bool {
	n := len(s.words)
	if n > 0 && s.words[n-1].Key == "that" {
		n--
	}
	if n < 2 || strings.ContainsAny(s.text[s.words[n-1].End:], ".?!;") {
		return false
	}
	switch s.words[n-1].Key {
	case "say", "says", "said", "saying", "claim", "claims", "claimed", "think", "thinks", "believes", "told":
		switch s.words[n-2].Key {
		case "i", "we", "to", "have", "will", "would", "just", "let", "am", "can", "me", "must", "should":
			return false
		}
		return true
	}
	return false
}

// boundAfter reports a condition or exception right behind: “... unless they
// pay”, “... if I lose”.
func boundAfter(s *side) bool {
	if len(s.words) == 0 {
		return false
	}
	switch s.words[0].Key {
	case "if", "unless", "except", "provided", "without", "until":
		return true
	}
	return s.words[0].Has(variant.Negator) && s.words[0].Key != "no"
}

// takenBack reports that the next words take back what was said: “Not.”, “I'm
// kidding.”, “That's a lie.”
func takenBack(next string) bool {
	words := variant.Read(next)
	loose := keys(words[:min(len(words), 6)])
	for _, s := range []string{"not true", "kidding", "i am joking", "a lie", "is wrong", "is false", "is nonsense"} {
		if strings.Contains(loose, s) {
			return true
		}
	}
	return loose == "not" || loose == "wrong"
}
