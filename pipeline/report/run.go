package report

import "github.com/verbatim-news/verbatim/pipeline/record"

// A Run is run.json: what made the other files, and what it cost. It is the
// only file in which two runs over the same inputs may differ.
type Run struct {
	Format     int            `json:"format"`  // record.FormatVersion
	Version    string         `json:"version"` // of the program
	Lexicon    record.Null    `json:"lexicon"` // version of the word lists and the directory
	Model      record.Null    `json:"model"`   // of the trained models, "source 2026-11-20.1a2b3c4d, speech ..."; null where only rules were used
	Options    map[string]any `json:"options"` // as given and defaulted: strings, numbers, booleans, lists of strings
	Counts     Counts         `json:"counts"`
	Stages     []Stage        `json:"stages"`      // in the order in which they run
	Seconds    float64        `json:"seconds"`     // of the whole run, wall clock
	PeakMemory int64          `json:"peak_memory"` // bytes, of the process
	Flags      []record.Flag  `json:"flags"`

	Verify bool `json:"-"` // write verified.jsonl
}

// A Stage says what one stage did and cost, summed over the workers.
type Stage struct {
	Name     string  `json:"name"`
	Seconds  float64 `json:"seconds"`
	Bytes    int64   `json:"bytes"`    // read by it: of the files as they lie on disk, of the articles' text, or of the quotes'
	Articles int64   `json:"articles"` // that came through it; 0 where it takes quotes
	Quotes   int64   `json:"quotes"`   // that came through it, of every class; 0 where it takes articles that have none yet
	Rejected int     `json:"rejected"` // rows of rejected.jsonl that it made
}

// Counts are the figures of a run. The caller gives what only it can know
// (Filtered, Skipped, Duplicates); Write counts the rest.
type Counts struct {
	Articles   int            `json:"articles"`
	Outlets    int            `json:"outlets"`
	Words      int            `json:"words"`
	Quotes     int            `json:"quotes"`   // rows of quotes.jsonl, of every class
	Indirect   int            `json:"indirect"` // those of them that report speech without marks
	Classes    map[string]int `json:"classes"`
	Attributed int            `json:"attributed"` // quotes with a speaker
	Withheld   int            `json:"withheld"`   // quotes whose speaker was too unsure to name
	Speakers   int            `json:"speakers"`
	Clusters   int            `json:"clusters"`
	Verdicts   map[string]int `json:"verdicts"`
	Copies     int            `json:"copies"` // articles that repeat another
	Rejected   int            `json:"rejected"`
	Flags      int            `json:"flags"`
	Filtered   int            `json:"filtered"`   // articles left out by a filter
	Skipped    int            `json:"skipped"`    // files of an ending not known, and records of web archives that hold no article
	Duplicates int            `json:"duplicates"` // articles met again under one id with the same text
}

// Marked is how many rows stand in quotation marks.
func (c Counts) Marked() int { return c.Quotes - c.Indirect }

var (
	classes  = []string{record.ClassQuote, record.ClassScare, record.ClassTitle, record.ClassName, record.ClassFurniture}
	verdicts = []string{record.VerdictConflicting, record.VerdictDivergent, record.VerdictVariant, record.VerdictConsistent}
)

// indirect reports whether q stands in no marks, so that its words are the
// reporter’s.
func indirect(q *record.Quote) bool { return q.Kind == record.KindIndirect }

// A split counts rows apart: those in quotation marks, and those without.
type split struct{ Marked, Indirect int }

func (s *split) add(q *record.Quote) {
	if indirect(q) {
		s.Indirect++
	} else {
		s.Marked++
	}
}

// String is “3 quotes and 2 passages reported without marks”; without any such
// passage it says nothing of them.
func (s split) String() string {
	marked, without := plural(s.Marked, "quote"), plural(s.Indirect, "passage")+" "+reported
	switch {
	case s.Indirect == 0:
		return marked
	case s.Marked == 0:
		return without
	}
	return marked + " and " + without
}

const reported = "reported without marks"

// operating is the confidence below which the run named nobody, as “35 %”; ""
// where the run does not say.
func (run Run) operating() string {
	if x, ok := run.Options["min_confidence"].(float64); ok && x > 0 {
		return percent(x)
	}
	return ""
}

func zeroed(keys []string) map[string]int {
	m := make(map[string]int, len(keys))
	for _, k := range keys {
		m[k] = 0
	}
	return m
}

// withheld reports whether speakers were weighed for q and none was sure enough.
func withheld(q *record.Quote) bool {
	return q.Class == record.ClassQuote && q.Speaker == nil && len(q.Alternatives) > 0
}
