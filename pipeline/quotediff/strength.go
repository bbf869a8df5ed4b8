package quotediff

import (
	"strings"

	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/variant"
)

// A stand is what a reporting verb says of the words that it reports, beside
// that somebody said them.
type stand uint8

const (
	unheard    stand = iota // no verb of the table
	neutral                 // said, told, wrote
	insisting               // insisted, maintained: against doubts
	admitting               // admitted, conceded: against his interest
	denying                 // denied
	doubting                // claimed, alleged: the reporter does not vouch for it
	confessing              // confessed: it is true, and a fault
	lying                   // lied: it is false
	joking                  // joked: it is not meant
)

// readStands reads cues.txt: a section a stand, but for [proof].
func (l *lexicon) readStands() {
	sections := map[string]stand{"neutral": neutral, "insisting": insisting, "admitting": admitting, "denying": denying,
		"doubting": doubting, "confessing": confessing, "lying": lying, "joking": joking}
	var s stand
	variant.Lines(files, "tables/cues.txt", func(line string) {
		if line[0] == '[' {
			s = sections[strings.Trim(line, "[]")]
			return
		}
		for w := range strings.FieldsSeq(line) {
			if s == unheard {
				l.proof[w] = true
				continue
			}
			l.stands[w] = s
		}
	})
}

// strength compares how strongly two reporters put the same words: said,
// claimed, admitted, lied. “Claimed” and “admitted” for “said” are style, for
// many papers write them of anything that somebody says; notable is what no
// paper writes without meaning it: a falsehood or a confession against plain
// “said”, and a fault owned up to against a mere claim. A cue that the quote
// does not stand beside is nobody's judgement of it, and of quotes within other
// people's words the cue is not the article's.
func strength(base, other *frame) []record.Difference {
	if len(base.quote.Via)+len(other.quote.Via) > 0 {
		return nil
	}
	x, a := base.stand()
	y, b := other.stand()
	if x == y || x == unheard || y == unheard {
		return nil
	}
	d := record.Difference{Type: "attribution-strength", Severity: 1, Base: a, Other: b}
	if distant(x, y) || distant(y, x) {
		d.Severity = 2
	}
	return []record.Difference{d}
}

// distant reports whether two stands are so far apart that no reader takes them
// for one.
func distant(x, y stand) bool {
	switch x {
	case lying:
		return y != joking
	case confessing:
		return y == neutral || y == denying || y == insisting || y == doubting
	case admitting:
		return y == denying || y == doubting
	}
	return false
}

// stand reads the quote's own cue, with a “falsely” or “without evidence”
// beside it.
func (f *frame) stand() (stand, record.Side) {
	c := f.ownCue()
	if c == nil {
		return unheard, record.Side{}
	}
	at := record.Side{Quote: f.quote.ID, Start: c.Start, End: c.End, Text: c.Text}
	s := tables().stands[strings.ToLower(c.Text)]
	i := f.termAt(c.Start)
	terms := f.read()
	if i > 0 && i < len(terms) && terms[i].gap == " " && s != unheard {
		switch terms[i-1].key {
		case "falsely", "wrongly", "dishonestly":
			return lying, f.side(terms[i-1 : i+1])
		case "not", "never", "n't", "didn't", "hasn't":
			return unheard, at // who never admitted it
		}
	}
	return s, at
}
