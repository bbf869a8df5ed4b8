package variant

import (
	"strings"
	"time"

	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/spill"
)

// maxWords bounds what is looked at of one rendering. No reporter quotes a
// longer piece; a page without its closing mark may.
const maxWords = 2000

// A wording is what several quotes print alike, but for what Read folds, under
// one speaker and within the days of one occasion. Grouping works on wordings:
// forty copies of a wire story cost as much as one. Its words lie in the
// grouper's texts: a wording is what is held in memory of it, 40 bytes.
type wording struct {
	text    uint32 // where its words begin in texts
	first   uint32 // its quotes are printed[first:first+count], the fullest first
	count   uint32
	size    int32  // words as a reader counts them, of the fullest, but for another's
	speaker int32  // index of the grouper's people; 0 if unknown
	number  int32  // of its first quote by day and id, in the order of ids
	lo      int32  // days since 1970 of the first quote; noDay if no date is known
	days    uint16 // from the first quote to the last
	sources uint16 // independent ones
	words   uint16 // all that were read
	own     uint16 // words that are not another's
	content uint16 // words that are neither grammar nor another's
	flags   uint8
}

// hi is the day of the last quote.
func (w *wording) hi() int32 { return w.lo + int32(w.days) }

// add counts a quote in; they come by day.
func (w *wording) add(p *printed) {
	w.count++
	w.size = max(w.size, p.size)
	w.flags |= p.flags & sure
	switch {
	case w.lo == noDay:
		w.lo = p.day
	default:
		w.days = max(w.days, uint16(min(p.day-w.lo, 1<<16-1)))
	}
}

// What is known of a wording besides.
const (
	formula = 1 << iota // a set phrase and nothing else
	titled              // short, every word of weight with a capital: the name of a thing, perhaps
	vague               // short, and nobody definite is named: “a statement”, “officials”
	elided              // an ellipsis stands in it
	sure                // an article asserts the speaker
	common              // two words that others say, too: “national security”
	head                // the base of others
	bridged             // grouped through a member, not held by the base itself
)

func (w *wording) is(flags uint8) bool { return w.flags&flags != 0 }

// noDay stands for an unknown day: before all others, so that in every order
// by day the undated come first and are always looked at.
const noDay = -1 << 30

// grouper is one run of Group.
type grouper struct {
	opts      Options
	disk      *spill.Disk
	people    []person
	printings []printing
	wordings  []wording
	printed   []int32      // the printing of each quote, by wording
	places    *spill.Spool // and its sequence number and index
	texts     texts
	blocks    []int32 // blocks[b] is the first wording of block b; one more than there are blocks
	days      dayEnds
	base      []int32 // the wording that each is grouped under, perhaps itself
	rank      []int32 // place in the order of bases: fullest first
	ofRank    []int32 // the wording of each rank
	table     table
	seq       seq // scratch: the words of the wording that is looked at
	count     map[uint64]int32
	articles  []int32 // of the wording that is looked at, in order
	events    events
}

// printingsOf are the printings of a wording's quotes, the fullest first.
func (g *grouper) printingsOf(w *wording) []int32 { return g.printed[w.first : w.first+w.count] }

// article is the number of a printing's article.
func (g *grouper) article(printing int32) int32 { return g.printings[printing].article }

// block is the number of the name of a wording's speaker, in order; 0 if unknown.
func (g *grouper) block(w *wording) int32 { return g.people[w.speaker].block }

// inCapitals reports whether every word of weight begins with a capital: “In God We
// Trust”, a motto, a book, a programme. Outlets print it alike because it is
// called so, and not because they heard one person say it.
func inCapitals(text string, words []Word) bool {
	n := 0
	for i := range words {
		if w := &words[i]; !w.Has(Function | Number) {
			if !upper(text[w.Start:]) {
				return false
			}
			n++
		}
	}
	return n > 1
}

// nobody reports whether a speaker is nobody in particular.
func nobody(s *record.Speaker) bool {
	return s != nil && (s.Type == record.TypeDocument || s.Type == record.TypeAnonymous)
}

func hasEllipsis(text string) bool {
	return strings.Contains(text, "…") || strings.Contains(text, "..") || strings.Contains(text, ". .")
}

// notOwn is the id of words that stand in a nested row: it equals nothing.
const notOwn = 0

// day counts a date's days since 1970; what is no date is unknown.
func day(d record.Null) int32 {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return noDay
	}
	return int32(t.Unix() / (24 * 60 * 60))
}
