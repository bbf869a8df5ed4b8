package verify

import (
	"slices"
	"strings"
	"time"

	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/variant"
)

// An agreement says how the speaker of a turn stands to the article's.
type agreement uint8

const (
	agrees agreement = iota
	unsaid           // one of the two names nobody, or no person
	differs
)

// speaker compares the speaker whom a transcript's label names with the
// quote's: TRUMP is Donald Trump and not Eric. A speaker of ours who is unsure
// must not become a finding.
func (x *query) speaker(label string) agreement {
	if a, ok := x.agrees[label]; ok {
		return a
	}
	a := compareSpeaker(label, x.quote.Speaker)
	x.agrees[label] = a
	return a
}

func compareSpeaker(label string, s *record.Speaker) agreement {
	name, _, _ := strings.Cut(label, ",") // KULASH, DRAKE UNIVERSITY STUDENT
	if name == "" || s == nil || s.Type != record.TypePerson {
		return unsaid
	}
	if joined(name, s.Name) {
		return agrees
	}
	named := record.Speaker{ID: "\x00" + name, Name: name, Type: record.TypePerson}
	switch {
	case variant.SameSpeaker(&named, s):
		return agrees
	case wider(s.Name, name):
		return unsaid
	}
	return differs
}

// wider reports whether a name is a label with a word behind it: “Hillary Clinton
// Goes”, which we read in a headline. A suffix is another person.
func wider(name, label string) bool {
	words := strings.Fields(strings.ToLower(name))
	n := len(words) - 1
	if n < 1 || slices.Contains([]string{"jr.", "jr", "sr.", "sr", "ii", "iii", "iv"}, words[n]) {
		return false
	}
	return strings.Contains(" "+strings.Join(words[:n], " ")+" ", " "+strings.Join(strings.Fields(strings.ToLower(label)), " ")+" ")
}

// joined reports whether a label is a name written in one word, the surname
// first as in an index: OBAMABARACK.
func joined(label, name string) bool {
	if strings.ContainsRune(label, ' ') {
		return false
	}
	words := strings.Fields(strings.ToLower(name))
	if len(words) < 2 {
		return false
	}
	given, ok := strings.CutPrefix(strings.ToLower(label), words[len(words)-1])
	return ok && len(given) > 2 && (strings.HasPrefix(words[0], given) || strings.HasPrefix(given, words[0])) // SMITHPAT
}

// A standing is what speaks for a place beside its words.
type standing struct {
	speaker agreement
	after   int // 0 not later than the article, 1 unknown, 2 later
	days    int // between the two; of an unknown date, more than any
	event   int // words of the transcript's title or name that stand around the quote
}

func (x *query) standing(t int, label string) standing {
	s := standing{speaker: x.speaker(label), after: 1, days: 1 << 20, event: x.event(t)}
	spoken, err := time.Parse(time.DateOnly, x.ix.Transcripts[t].Date)
	printed, err2 := time.Parse(time.DateOnly, string(x.quote.Date))
	if err != nil || err2 != nil {
		return s
	}
	s.days = int(printed.Sub(spoken).Hours() / 24)
	s.after = 0
	if s.days < 0 {
		s.days, s.after = -s.days, 2
	}
	return s
}

// compare orders by speaker, date not after the article, and, unless the scores
// differ, the fewest days before it.
func (s standing) compare(o standing) int {
	if s.speaker != o.speaker {
		return int(s.speaker) - int(o.speaker)
	}
	return s.after - o.after
}
