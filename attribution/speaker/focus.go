package speaker

import (
	"strings"

	"github.com/verbatim-news/verbatim/attribution/lexicon"
)

// Pronouns go on with whom the text is about, more than with the nearest name. So
// each sentence gets a focus: the person who is its first subject, with “he” and
// “she” read as the focus of the sentences before (centering theory, Grosz, Joshi
// and Weinstein 1995, with the subject as the only centre).

// sectionBreak is how many beats a rule between two items of a page counts for:
// more than any pronoun reaches back.
const sectionBreak = 20

// beats numbers the sentences by the reporter's own: one that stands wholly
// inside quotation marks takes no beat, since a long speech moves nobody away.
func (c *Cast) beats() {
	c.beat = grown(c.beat, len(c.doc.Sentences))
	n := 0
	for i, s := range c.doc.Sentences {
		if s.Len() >= 3 && isRule(c.doc.Text(s.Span)) {
			n += sectionBreak
			c.strung = true
		}
		for t := s.First; t < s.Last; t++ {
			if !c.words[t].quoted && !c.words[t].mark {
				n++
				break
			}
		}
		c.beat[i] = n
	}
}

// isRule reports whether a sentence is a rule between two items: ___
func isRule(s string) bool {
	return !('a' <= s[0]|0x20 && s[0]|0x20 <= 'z') && strings.Trim(s, "_*-—=~. \t") == ""
}

// chain finds the focus of every sentence, in order.
func (c *Cast) chain() {
	c.focus = grown(c.focus, len(c.doc.Sentences))
	for i := range c.focus {
		c.focus[i] = c.subjectOf(i)
	}
}

// subjectOf finds the first subject of a sentence outside quotation marks; -1 if
// it is nobody.
func (c *Cast) subjectOf(i int) int {
	s := c.doc.Sentences[i]
	if c.heading[s.Paragraph] {
		return -1
	}
	for t := s.First; t < s.Last; t++ {
		if c.words[t].quoted {
			continue
		}
		if c.at[t] >= 0 {
			if m := &c.Mentions[c.at[t]]; m.Subject && c.IsPerson(m.Entity) {
				return m.Entity
			}
			continue
		}
		g := lexicon.Female
		switch c.words[t].lower {
		case "he":
			g = lexicon.Male
		case "she":
		default:
			continue
		}
		if !c.verbFollows(t + 1) {
			continue
		}
		if e, _ := c.Pronoun(t, g, Hint{Last: -1}); e >= 0 {
			return e
		}
	}
	return -1
}

// maxFocus is how many sentences a focus lasts at most, quoted ones included.
const maxFocus = 12

// inFocus is how strongly an entity is what the sentences up to token t are
// about, as the salience of a subject would be; ok is false if it is not at all.
func (c *Cast) inFocus(e, t int) (score float64, ok bool) {
	sent := c.doc.Tokens[t].Sentence
	for i := sent - 1; i >= 0 && i >= sent-maxFocus && c.beat[sent]-c.beat[i] <= 5; i-- {
		if c.focus[i] == e {
			return 1.9 - 0.8*float64(c.beat[sent]-c.beat[i]), true
		}
	}
	return 0, false
}
