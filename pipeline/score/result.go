package score

import "github.com/verbatim-news/verbatim/pipeline/record"

// A Result says how right the rows of quotes.jsonl are.
type Result struct {
	Figures     []Figures   `json:"figures"`  // all quotes first, then group by group
	Reported    *Reported   `json:"reported"` // nil if rows or gold hold no speech without marks
	Rules       []Rule      `json:"rules"`    // by name
	Calibration Calibration `json:"calibration"`
	Errors      []Error     `json:"errors"` // by article and place
}

// Figures are the scores of one group of quotes.
//
// A span counts as found by overlap if at least half of its words lie inside
// the other side's spans, and exactly if both ends agree once marks and edge
// punctuation are taken off. End to end, a span must be found and its mention
// right, or null where the gold has no source; by name, the speaker's name must
// be right as well, where it is known.
type Figures struct {
	By       string `json:"by"`    // "all", or what the group is made by: see groupings
	Value    string `json:"value"` // "pronoun", "curly", "2-4"; "" for all
	Gold     int    `json:"gold"`
	System   int    `json:"system"`
	Exact    PRF    `json:"exact"`
	Overlap  PRF    `json:"overlap"`
	EndToEnd PRF    `json:"end_to_end"`
	ByName   PRF    `json:"by_name"`
	// Of the gold quotes that were found:
	Mention      Share `json:"mention"`       // with a source: the mention shares a word with it and reaches at most three words beyond
	MentionExact Share `json:"mention_exact"` // with a source: the mention is the source
	Entity       Share `json:"entity"`        // whose speaker is known: the name is that person's
	NoSource     Share `json:"no_source"`     // without a source: no mention is given
}

// Reported are the scores of all reported speech, in marks or not: of every
// attribution of the gold, and every outer row of class quote.
//
// A row stands for its clause, or else for its segments. A content and a row
// count as found if at least half of their words lie in the one of the other side
// that shares most with them.
type Reported struct {
	Gold    int   `json:"gold"`
	System  int   `json:"system"`
	Content PRF   `json:"content"`
	Source  Share `json:"source"` // of the rows found, whose content has a source: the mention shares a word with it
}

// PRF is precision, recall and their harmonic mean, 0 to 1; 0 of nothing is 0.
type PRF struct {
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	F1        float64 `json:"f1"`
}

func newPRF(right, system, hit, gold int) PRF {
	f := PRF{Precision: ratio(right, system), Recall: ratio(hit, gold)}
	if sum := f.Precision + f.Recall; sum > 0 {
		f.F1 = 2 * f.Precision * f.Recall / sum
	}
	return f
}

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// A Share is how many of how many.
type Share struct {
	Right int `json:"right"`
	Of    int `json:"of"`
}

func (s *Share) count(right bool) {
	s.Of++
	if right {
		s.Right++
	}
}

// Rate is the share as a fraction; 0 of nothing is 0.
func (s Share) Rate() float64 { return ratio(s.Right, s.Of) }

// A Rule says how right the answers of one rule are. Found counts the gold
// quotes that rows of this rule cover best, and is Right + Wrong + Declined.
type Rule struct {
	Rule     string `json:"rule"`
	Found    int    `json:"found"`
	Right    int    `json:"right"`    // mention right, or null where nobody is the source
	Wrong    int    `json:"wrong"`    // another mention than the source, or one where nobody is
	Declined int    `json:"declined"` // no mention where there is a source
	Named    Share  `json:"named"`    // of those whose speaker is known by name
	Extra    int    `json:"extra"`    // rows that no gold quote covers
}

// Precision is how many of its answers are right.
func (r Rule) Precision() Share { return Share{r.Right, r.Right + r.Wrong} }

// Calibration says what the speakers' confidence is worth, over the gold quotes
// that have a source and were found with a speaker. An answer is right by name
// where the name is known, else by mention.
type Calibration struct {
	// Error is the expected calibration error over ten bins (Naeini et al., 2015).
	Error    float64 `json:"error"`
	KeptAt99 float64 `json:"kept_at_99"` // share of all quotes with a source that can be kept at 99 % precision
	Answered int     `json:"answered"`
	Asked    int     `json:"asked"` // gold quotes with a source, found or not
	Bins     []Bin   `json:"bins"`  // those that hold an answer, lowest first
	Curve    []Point `json:"curve"` // at each tenth of all quotes with a source, as far as answers go
	Kept     []Kept  `json:"kept"`  // the most that can be kept at each of some precisions: where to set the operating point
}

// A Bin holds the answers of like confidence.
type Bin struct {
	From       float64 `json:"from"`       // the bin ends a tenth higher
	Confidence float64 `json:"confidence"` // mean
	Answers    Share   `json:"answers"`
}

// A Point says how precise the surest answers are, ties counted against the
// system.
type Point struct {
	Coverage   float64 `json:"coverage"` // share of all quotes with a source
	Precision  float64 `json:"precision"`
	Confidence float64 `json:"confidence"` // of the least sure answer kept
}

// Kept is the most answers that can be kept at a precision of At; none has a
// coverage of 0.
type Kept struct {
	At float64 `json:"at"`
	Point
}

// Kinds of error.
const (
	Missed       = "missed"  // a gold quote that no row covers
	WrongMention = "mention" // another source, or one where there is none
	Declined     = "none"    // no source where there is one
	WrongName    = "name"    // the right words, taken for another person
	Extra        = "extra"   // a row of class quote that is no quote in the gold
)

// An Error is one quote that is not right, with what a person needs to see why.
type Error struct {
	Kind       string         `json:"kind"`
	Article    string         `json:"article"`
	Outlet     string         `json:"outlet"`
	Quote      string         `json:"quote"`       // id of the row; "" where missed
	SourceType string         `json:"source_type"` // as in Figures; "" where extra
	Start      int            `json:"start"`
	End        int            `json:"end"`
	Text       string         `json:"text"`
	Segments   []record.Span  `json:"segments"` // of the row; empty where missed
	Want       Answer         `json:"want"`
	Got        Answer         `json:"got"`
	Rule       string         `json:"rule"` // of the row; where it names nobody, that which came nearest to deciding
	Confidence float64        `json:"confidence"`
	Weighed    []string       `json:"weighed"` // the row's alternatives, likeliest first: "“she”: Ana Ruiz, 0.31"
	Context    record.Context `json:"context"`
}

// An Answer names a speaker: the words of the article, and the person.
type Answer struct {
	Mention *record.Range `json:"mention"`
	Name    string        `json:"name"`
}
