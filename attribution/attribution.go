package attribution

import (
	"github.com/verbatim-news/verbatim/attribution/model"
	"github.com/verbatim-news/verbatim/attribution/quote"
	"github.com/verbatim-news/verbatim/attribution/speaker"
	"github.com/verbatim-news/verbatim/attribution/text"
)

// An Attribution says whom a quote is ascribed to, and on what evidence.
// Its index in the result is the quote's index. A Speaker without a name means
// that no rule was sure enough to say; Source and Cue are then empty too, and
// Alternatives holds what was weighed.
type Attribution struct {
	Class        quote.Class       // what the span is, now that its sentence has been read
	Source       text.Span         // the words naming the speaker: “Ms Díaz” or “she”
	Cue          text.Span         // the reporting word, “said”; may be empty
	Speaker      speaker.Speaker   // who Source turned out to be
	Via          []speaker.Speaker // who reports it, outermost first: Sheinbaum says that Trump said
	Rule         string            // the rule that decided
	Confidence   float64           // 0 to 1
	Alternatives []Alternative
	Reasons      []model.Reason // what weighed most, where an Explained attributor answers
}

// An Alternative is a source that was weighed and not chosen.
type Alternative struct {
	Source     text.Span
	Speaker    speaker.Speaker
	Rule       string
	Confidence float64
}
