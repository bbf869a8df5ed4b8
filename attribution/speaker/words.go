package speaker

import (
	"maps"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/verbatim-news/verbatim/attribution/lexicon"
)

// The bits that a Table keeps of a word: the tier of the cue that it may be, lowest,
// and the lists that it stands in.
const (
	cueTier uint32 = 3

	isGiven uint32 = 1 << (iota + 1)
	isPersonNoun
	isTitle
	isPlace
	isAdjective
	isOrganisationWord
	isFunctionWord
	isCalendar
	isParticle
	isSurname // of somebody in the directory
)

// capitalBits are asked only of words that begin with a capital.
const capitalBits = isFunctionWord | isCalendar | isSurname

// A tables is what is looked up of an article's words. Those of lower case have a small
// one of their own, in which “the” and “of”, a third of all, are not found.
type tables struct{ capital, lower *lexicon.Table }

// tablesOf makes the tables of the lexicon's words, this package's own and the
// surnames of a directory.
func tablesOf(byLast map[string][]int) tables {
	all := wordBits(byLast)
	t := tables{capital: lexicon.NewTable(all)}
	for w := range all {
		all[w] &^= capitalBits
	}
	maps.DeleteFunc(all, func(_ string, bits uint32) bool { return bits == 0 })
	t.lower = lexicon.NewTable(all)
	return t
}

func wordBits(byLast map[string][]int) map[string]uint32 {
	lex, words := lexicon.Default(), map[string]uint32{}
	for w := range lex.Words() {
		cue, _ := lex.Verb(w)
		bits := uint32(cue.Tier)
		for bit, in := range map[uint32]func(string) bool{
			isGiven:            func(w string) bool { _, ok := lex.Given(w); return ok },
			isPersonNoun:       func(w string) bool { _, ok := lex.PersonNoun(w); return ok },
			isTitle:            func(w string) bool { _, ok := lex.Title(w); return ok },
			isOrganisationWord: func(w string) bool { _, ok := lex.OrganisationWord(w); return ok },
			isPlace:            lex.Place,
			isAdjective:        lex.Adjective,
		} {
			if in(w) {
				bits |= bit
			}
		}
		words[w] = bits
	}
	for bit, list := range map[uint32]map[string]bool{isFunctionWord: functionWords, isCalendar: calendar, isParticle: particles} {
		for w := range list {
			words[w] |= bit
		}
	}
	for w := range byLast {
		words[w] |= isSurname
	}
	return words
}

// A word is what the questions ask of a token that come again and again.
type word struct {
	lower   string // its text in lower case
	bits    uint32 // of lower, from the directory's tables; capitalBits only if high
	high    bool   // begins with a capital
	plain   bool   // lower is letters and digits of ASCII alone, so that Fold would leave it as it is
	mark    bool   // holds a quotation mark
	capital bool   // can be part of a name; see proper
	quoted  bool   // stands inside quotation marks
}

// spell reads the tokens one by one. The body is brought to lower case as a whole,
// since one string for each capitalised word was a tenth of what an article allocated.
func (c *Cast) spell(quoted []bool) {
	c.words = grown(c.words, len(c.doc.Tokens))
	low, aligned := c.lowered(c.doc.Body)
	for i := range c.doc.Tokens {
		t, w := &c.doc.Tokens[i], &c.words[i]
		s := c.doc.Body[t.Start:t.End]
		*w = word{quoted: quoted[i]}
		if aligned {
			w.lower = low[t.Start:t.End]
		} else {
			w.lower = strings.ToLower(s)
		}
		if s[0] < utf8.RuneSelf {
			w.high = 'A' <= s[0] && s[0] <= 'Z'
		} else {
			r, _ := utf8.DecodeRuneInString(s)
			w.high = unicode.IsUpper(r)
		}
		if w.high {
			w.bits = c.tables.capital.Bits(w.lower)
		} else {
			w.bits = c.tables.lower.Bits(w.lower)
		}
		if w.plain = isPlain(w.lower); !w.plain {
			w.mark = holdsMark(s)
		}
	}
}

// holdsMark reports whether a token is a quotation mark, or has one in it.
func holdsMark(s string) bool {
	for i := range len(s) {
		switch b := s[i]; {
		case b == '"' || b == '`':
			return true
		case b >= utf8.RuneSelf:
			return strings.ContainsAny(s[i:], "\"`“”„«»‘")
		}
	}
	return s == "''" || s == "'"
}

// lowered returns a text in lower case if every letter has as many bytes there, so
// that offsets hold in both: the Turkish İ has not.
func (c *Cast) lowered(s string) (string, bool) {
	c.low = append(c.low[:0], s...)
	for i := 0; i < len(s); {
		b := s[i]
		if b < utf8.RuneSelf {
			if 'A' <= b && b <= 'Z' {
				c.low[i] = b | 0x20
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError {
			return "", false
		}
		i += n
		if r>>8 == 0x20 { // curly marks and dashes, which a table of cases would be searched for
			continue
		}
		if lower := unicode.ToLower(r); lower != r {
			if utf8.RuneLen(lower) != n {
				return "", false
			}
			utf8.EncodeRune(c.low[i-n:], lower)
		}
	}
	return string(c.low), true
}
