package quotediff

import (
	"embed"
	"slices"
	"strings"
	"sync"

	"github.com/verbatim-news/verbatim/pipeline/variant"
)

//go:embed tables/*.txt
var files embed.FS

// A class is what phrases.txt says of a word or phrase: a section's name.
type class uint16

const (
	modal       class = 1 << iota // will, could, able
	quantifier                    // all, some, at least
	hedge                         // maybe, allegedly
	stance                        // I think: the speaker's own
	aside                         // as you know
	leadIn                        // Number one, First of all,
	intensifier                   // very
	filler                        // uh, you know
	condition                     // if, unless: what it governs bounds the rest
	exception                     // but, unless: takes back what stands before
	affirming                     // no doubt: a negator that turns nothing round
	anyWord                       // anything: after a negator, what nothing says alone
	implicit                      // failed to: turns round what follows without a negator
)

var sections = map[string]class{
	"modal": modal, "quantifier": quantifier, "hedge": hedge, "stance": stance, "aside": aside, "leadin": leadIn,
	"intensifier": intensifier, "filler": filler, "condition": condition, "exception": exception, "affirming": affirming, "any": anyWord, "implicit": implicit,
}

type lexicon struct {
	classes  map[string]class  // by loose keys joined by spaces
	heads    map[string]int    // by the first word of a phrase, the words of the longest that it begins
	strength map[string]int    // modals and quantifiers: equal numbers say the same
	synonyms map[string][]int  // the sets that a stem is in
	lemma    map[string]string // irregular forms
	person   map[[2]string]bool
	tense    map[[2]string]bool
	persons  map[string]string // the nominative of each personal pronoun
	// opposites are pairs of words, or phrases, that turn each other round, both ways
	opposites map[[2]string]bool
	// equal are pairs of phrases that say the same, both ways
	equal     map[[2]string]bool
	units     map[string]unit     // by loose key
	magnitude map[string]int      // dozens, thousands: equal numbers say about the same
	particles map[string][]string // by the stem of a verb, the particles that mean one with it: fill in, fill out
	stands    map[string]stand    // reporting verbs
	proof     map[string]bool     // verbs that say a thing is so
	places    map[string]string   // by noun, the kind of place: interview, rally
	apart     map[[2]string]bool  // kinds of place that cannot be one, both ways
	media     map[string]string   // words of outlets' names
	languages map[string]bool     // in lower case
	retracts  map[string]bool     // phrases, by their loose keys
	jest      map[string]bool     // words of a reporter who heard a joke
	unturned  map[string]bool     // words that only look negated: inform
}

var tables = sync.OnceValue(func() *lexicon {
	l := &lexicon{classes: map[string]class{}, heads: map[string]int{}, strength: map[string]int{}, synonyms: map[string][]int{},
		lemma: map[string]string{}, person: map[[2]string]bool{}, tense: map[[2]string]bool{},
		persons: map[string]string{}, opposites: map[[2]string]bool{}, equal: map[[2]string]bool{}, units: map[string]unit{}, magnitude: map[string]int{},
		particles: map[string][]string{}, stands: map[string]stand{}, proof: map[string]bool{},
		places: map[string]string{}, apart: map[[2]string]bool{}, media: map[string]string{}, languages: map[string]bool{},
		retracts: map[string]bool{}, jest: map[string]bool{}, unturned: map[string]bool{}}
	section, n := "", 0
	variant.Lines(files, "tables/phrases.txt", func(line string) {
		n++
		if line[0] == '[' {
			section = strings.Trim(line, "[]")
			return
		}
		l.add(section, line, n)
	})
	l.addMeasures()
	l.readStands()
	l.readOccasions()
	l.readRetractions()
	variant.Lines(files, "tables/languages.txt", func(line string) {
		for w := range strings.FieldsSeq(line) {
			l.languages[w] = true
		}
	})
	variant.Lines(files, "tables/synonyms.txt", func(line string) {
		n++
		for w := range strings.FieldsSeq(line) {
			s := l.stem(w)
			l.synonyms[s] = append(l.synonyms[s], n)
		}
	})
	return l
})

// add reads line n, of the given section of phrases.txt.
func (l *lexicon) add(section, line string, n int) {
	words := strings.Fields(line)
	for i, w := range words {
		words[i] = variant.Loose(strings.ReplaceAll(w, "_", " ")) // “number one” is “number #1” there
	}
	switch section {
	case "backshift":
		l.tense[[2]string{words[0], words[1]}] = true
	case "person":
		for _, third := range words[1:] {
			l.person[[2]string{words[0], third}] = true
		}
	case "pronoun":
		for _, w := range words {
			l.persons[w] = words[0]
		}
	case "opposite":
		for _, w := range words[1:] {
			l.opposites[[2]string{words[0], w}] = true
			l.opposites[[2]string{w, words[0]}] = true
		}
	case "equal":
		for i, w := range words {
			for _, v := range words[:i] {
				l.equal[[2]string{v, w}], l.equal[[2]string{w, v}] = true, true
			}
		}
	case "particle":
		l.particles[l.stem(words[0])] = words[1:]
	case "unturned":
		for _, w := range words {
			l.unturned[w] = true
		}
	case "irregular":
		for _, w := range words {
			l.lemma[w] = words[0]
		}
	default:
		for _, w := range words {
			l.classify(w, sections[section])
			if section == "modal" || section == "quantifier" {
				l.strength[w] = n
			}
		}
	}
}

func (l *lexicon) classify(phrase string, c class) {
	l.classes[phrase] |= c
	head, _, _ := strings.Cut(phrase, " ")
	l.heads[head] = max(l.heads[head], 1+strings.Count(phrase, " "))
}

// at gives the classes of the longest phrase that the words begin with, and
// its length in words; 0 and 1 if no phrase does.
func (l *lexicon) at(words []variant.Word) (class, int) {
	if len(words) == 0 {
		return 0, 1
	}
	head, _, _ := strings.Cut(words[0].Key, " ")
	for n := min(l.heads[head], len(words)); n > 0; n-- {
		if c := l.classes[keys(words[:n])]; c != 0 {
			return c, n
		}
	}
	return 0, 1
}

func keys(words []variant.Word) string {
	if len(words) == 1 {
		return words[0].Key
	}
	var b strings.Builder
	for i := range words {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(words[i].Key)
	}
	return b.String()
}

// synonymous reports whether a set of the thesaurus holds forms of both.
func (l *lexicon) synonymous(a, b string) bool {
	of := l.synonyms[l.stem(b)]
	return slices.ContainsFunc(l.synonyms[l.stem(a)], func(set int) bool { return slices.Contains(of, set) })
}
