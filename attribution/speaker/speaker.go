// Package speaker knows who can be meant by words: it finds the mentions of an
// article (names, descriptions, pronouns) and resolves each to one speaker.
//
// The directory of people, bodies and offices is directory.jsonl. JSON Lines have
// no comments, so it is said here: the project's authors compiled it from general
// knowledge and copied no list; Apache-2.0; its date is Version.
package speaker

// A Type says what kind of speaker a speaker is.
type Type uint8

const (
	Person       Type = iota // Claudia Sheinbaum
	Persons                  // several at once: “Warren and Sanders said”
	Organisation             // the Crisis Group, the White House
	Document                 // a report, a poll, an indictment
	Anonymous                // a senior official, two people briefed on the talks
)

// A Speaker is a person or body, under the fullest name known for it.
type Speaker struct {
	ID   string // stable slug of the name, or the directory's id: "claudia-sheinbaum"
	Name string // "" means nobody
	Type Type
}
