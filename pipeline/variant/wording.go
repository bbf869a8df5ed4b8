package variant

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// maxWords bounds what is looked at of one rendering. No reporter quotes a
// longer piece; a page without its closing mark may.
const maxWords = 2000

// A wording is what several quotes print alike, but for what Read folds, under
// one speaker and within the days of one occasion. Grouping works on wordings:
// forty copies of a wire story cost as much as one. Its words lie in the
// grouper's texts: a wording is what is held in memory of it, 48 bytes.
type wording struct {
	text    int64 // where its words begin in texts
	first   int32 // its quotes are members[first:first+count], by date and id
	count   int32
	size    int32  // words as a reader counts them, of the fullest, but for another's
	speaker int32  // index of the grouper's people; 0 if unknown
	block   int32  // number of the speaker's name, in order; 0 if unknown
	lo, hi  int32  // days since 1970 of the first and last quote; noDay if no date is known
	sources int32  // independent ones
	words   uint16 // all that were read
	own     uint16 // words that are not another's
	content uint16 // words that are neither grammar nor another's
	flags   uint8
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
	quotes   []record.Quote
	opts     Options
	disk     *disk
	people   []person
	wordings []wording
	members  []int32 // quotes by wording
	texts    texts
	blocks   []int32 // blocks[b] is the first wording of block b; one more than there are blocks
	dayEnd   []int32 // the wording after the last of the same block and day
	base     []int32 // the wording that each is grouped under, perhaps itself
	rank     []int32 // place in the order of bases: fullest first
	table    table
	seq      seq // scratch: the words of the wording that is looked at
	count    map[uint64]int32
	events   events
}

// quotesOf are the quotes of a wording, by date and id.
func (g *grouper) quotesOf(w *wording) []int32 { return g.members[w.first : w.first+w.count] }

// takingPart lists the quotes that can be grouped, by day and id: the order
// that makes the result independent of the order of the input.
func (g *grouper) takingPart() []int32 {
	type entry struct{ day, quote int32 } // beside each other: most comparisons need no more
	var all []entry
	for i := range g.quotes {
		if q := &g.quotes[i]; q.Class == record.ClassQuote && q.Kind != record.KindIndirect && len(q.Segments) > 0 {
			all = append(all, entry{day(q.Date), int32(i)})
		}
	}
	slices.SortFunc(all, func(a, b entry) int {
		if a.day != b.day {
			return cmp.Compare(a.day, b.day)
		}
		return cmp.Compare(g.quotes[a.quote].ID, g.quotes[b.quote].ID)
	})
	out := make([]int32, len(all))
	for i, e := range all {
		out[i] = e.quote
	}
	return out
}

// sameOccasion reports whether day d belongs to the days of x, which has the same
// words and speaker. Days come in order, unknown ones first, so that only the
// last wording of some words can be meant.
func (g *grouper) sameOccasion(x *wording, d int32, words int) bool {
	return d == noDay || x.hi == noDay || words >= g.opts.LongWords || d-x.lo <= int32(g.opts.Days)
}

// add counts a quote of day d in.
func (w *wording) add(d int32, size int) {
	w.count++
	w.size = max(w.size, int32(size))
	w.hi = max(w.hi, d)
	if w.lo == noDay {
		w.lo = d
	}
}

// nestedIn lists, for the id of each quote around others, the nested rows.
func (g *grouper) nestedIn() map[string][]int32 {
	out := map[string][]int32{}
	for i := range g.quotes {
		if q := &g.quotes[i]; q.Within != "" && q.Class == record.ClassQuote {
			out[string(q.Within)] = append(out[string(q.Within)], int32(i))
		}
	}
	for _, inner := range out {
		slices.Sort(inner)
	}
	return out
}

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

// maskNested blanks the words of the nested rows that another speaker says and
// gives the number of words that remain. What a speaker repeats of himself (“And
// I said, ‘No’”) stays his.
func (g *grouper) maskNested(s *seq, words []Word, row *record.Quote, inner []int32) (own int) {
	for i := range words {
		at := articleOffset(row, words[i].Start)
		for _, n := range inner {
			if q := &g.quotes[n]; q.Start <= at && at < q.End && !SameSpeaker(q.Speaker, row.Speaker) {
				s.id[i], s.kind[i], s.head[i] = notOwn, Function, 0
				break
			}
		}
		if s.id[i] != notOwn {
			own++
		}
	}
	return own
}

// articleOffset maps a byte of a quote's text to a byte of its article.
func articleOffset(q *record.Quote, at int) int {
	for _, s := range q.Segments {
		if n := s.End - s.Start; at <= n {
			return s.Start + at
		} else {
			at -= n + 1 // the space that joins two segments
		}
	}
	return q.End
}

// day counts a date's days since 1970; what is no date is unknown.
func day(d record.Null) int32 {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return noDay
	}
	return int32(t.Unix() / (24 * 60 * 60))
}
