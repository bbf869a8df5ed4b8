// Package lexicon holds the word lists that the rules look words up in. Each
// list is a text file, embedded, whose head names its source, licence and date.
package lexicon

import (
	"embed"
	"strings"
	"sync"
)

// Version names the state of the lists; it is printed in run.json.
const Version = "2026-11-20"

//go:embed *.txt
var files embed.FS

// A Lexicon is read-only and may be shared.
type Lexicon struct {
	cues        map[string]Cue
	given       map[string]Gender
	personNouns map[string]Gender
	orgWords    map[string]bool // word -> only as the last word of a name
	documents   map[string]bool
	speaks      *Table // the words of the three
	titles      map[string]Gender
	places      map[string]bool
	adjectives  map[string]bool
}

// A Gender is what a name or noun says of a person's gender.
type Gender byte

const (
	UnknownGender Gender = 'u'
	Female        Gender = 'f'
	Male          Gender = 'm'
)

// Default returns the embedded lists, read on first use.
var Default = sync.OnceValue(func() *Lexicon {
	l := &Lexicon{given: genders("given_names.txt"), personNouns: genders("person_nouns.txt"), titles: genders("titles.txt"), orgWords: map[string]bool{}, documents: map[string]bool{}}
	l.addCues(lines("cues.txt"))
	for _, line := range lines("organisation_words.txt") {
		w, where, _ := strings.Cut(line, "\t")
		l.orgWords[w] = where == "last"
	}
	for _, w := range lines("document_nouns.txt") {
		l.documents[w] = true
	}
	l.addPlaces(lines("places.txt"))
	l.speaks = NewTable(l.speakers())
	return l
})

// speakers are the nouns for what speaks.
func (l *Lexicon) speakers() map[string]uint32 {
	words := map[string]uint32{}
	for w := range l.documents {
		words[w] = 1
	}
	for w := range l.personNouns {
		words[w] = 1
	}
	for w := range l.orgWords {
		words[w] = 1
	}
	return words
}

// Given says whether a lower-case word is a given name, and of which gender.
func (l *Lexicon) Given(w string) (Gender, bool) { g, ok := l.given[w]; return g, ok }

// PersonNoun says whether a lower-case singular noun names a person by a role
// ("spokeswoman", "mayor"), and of which gender.
func (l *Lexicon) PersonNoun(w string) (Gender, bool) { g, ok := l.personNouns[w]; return g, ok }

// OrganisationWord says whether a lower-case word in a capitalised name makes
// it the name of a body; last is true for words that do so only at its end.
func (l *Lexicon) OrganisationWord(w string) (last, ok bool) {
	last, ok = l.orgWords[w]
	return last, ok
}

// Document says whether a lower-case noun is a document that “says” things.
func (l *Lexicon) Document(w string) bool { return l.documents[w] }

// Speaks says whether a lower-case singular noun names what speaks: a person, a
// body or a document. Of most nouns it is asked, and of most the answer is no.
func (l *Lexicon) Speaks(w string) bool { return l.speaks.Bits(w) != 0 }

// Title says whether a lower-case word without its stop is a title that stands
// before names, and which gender it tells.
func (l *Lexicon) Title(w string) (Gender, bool) {
	g, ok := l.titles[w]
	if !ok {
		if i := strings.IndexByte(w, '-'); i > 0 {
			switch w[i:] {
			case "-elect", "-to-be", "-designate", "-nominate": // House Speaker-to-be Nancy Pelosi
				g, ok = l.titles[w[:i]]
			}
		}
	}
	return g, ok
}

// Place says whether a lower-case name is a place known to the list.
func (l *Lexicon) Place(w string) bool { return l.places[w] }

// Adjective says whether a lower-case word is the adjective of a place, people
// or party, which stands before titles: “the Mexican president”.
func (l *Lexicon) Adjective(w string) bool { return l.adjectives[w] }

// addPlaces reads lines of "place" or "adjective" with words, or, where a bar
// stands in the line, with names of several words.
func (l *Lexicon) addPlaces(lines []string) {
	l.places, l.adjectives = map[string]bool{}, map[string]bool{}
	for _, line := range lines {
		kind, rest, _ := strings.Cut(line, " ")
		names := strings.Fields(rest)
		if strings.Contains(rest, "|") {
			names = strings.Split(rest, "|")
		}
		for _, n := range names {
			if kind == "place" {
				l.places[n] = true
			} else {
				l.adjectives[n] = true
			}
		}
	}
}

// lines returns the lines of an embedded list without comments and blanks.
func lines(name string) []string {
	b, err := files.ReadFile(name)
	if err != nil {
		return nil // a list that is not there is caught by the tests
	}
	var out []string
	for line := range strings.SplitSeq(string(b), "\n") {
		if line = strings.TrimRight(line, "\r "); line != "" && line[0] != '#' {
			out = append(out, line)
		}
	}
	return out
}

func genders(name string) map[string]Gender {
	m := map[string]Gender{}
	for _, line := range lines(name) {
		if w, g, ok := strings.Cut(line, "\t"); ok && g != "" {
			m[w] = Gender(g[0])
		}
	}
	return m
}
