// Package record holds the rows that a run writes, as docs/schema and the
// contract name them. They are what the stages over many articles exchange,
// and what eval, diff and the desk read back: small programs joined by a record.
package record

import "encoding/json"

// FormatVersion is written to run.json.
//
//	1: first release.
//	2: articles have credit and version_of; members their source; differences who
//	   stands on either side; clusters an occasion, repeats, folds, wordings and
//	   the passage of the record; stages in run.json articles, quotes, rejected.
//	   Nothing was taken away.
const FormatVersion = 2

// A Null is a string that is null in JSON when it is empty.
type Null string

// MarshalJSON writes null for the empty string.
func (s Null) MarshalJSON() ([]byte, error) {
	if s == "" {
		return []byte("null"), nil
	}
	return marshal(string(s))
}

// UnmarshalJSON reads null as the empty string.
func (s *Null) UnmarshalJSON(b []byte) error {
	var p *string
	if err := json.Unmarshal(b, &p); err != nil {
		return err
	}
	*s = ""
	if p != nil {
		*s = Null(*p)
	}
	return nil
}

// A Span is a half-open range of bytes of an article's text.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// A Range is a span with the words that stand there.
type Range struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

// Classes of a marked span.
const (
	ClassQuote     = "quote"     // somebody's words
	ClassScare     = "scare"     // the writer's own distance: a “temporary” tax
	ClassTitle     = "title"     // of a work: “The Art of the Deal”
	ClassName      = "name"      // a nickname or so-called name: the “War on Drugs”
	ClassFurniture = "furniture" // other stories' headlines, share bars, adverts
)

// Kinds of a quote.
const (
	KindDirect   = "direct"   // a whole utterance
	KindMixed    = "mixed"    // a piece inside the reporter's own sentence
	KindIndirect = "indirect" // reported speech without marks
)

// Speaker types.
const (
	TypePerson       = "person"
	TypePersons      = "persons" // several at once
	TypeOrganisation = "organisation"
	TypeDocument     = "document"
	TypeAnonymous    = "anonymous" // a senior official
)

// A Speaker is who is said to have uttered a quote.
type Speaker struct {
	ID         string  `json:"id"`   // stable slug: "donald-trump"
	Name       string  `json:"name"` // the fullest name known
	Type       string  `json:"type"`
	Confidence float64 `json:"confidence"` // 0 to 1, three decimals
}

// An Alternative is a speaker that was weighed and not chosen.
type Alternative struct {
	Speaker    Speaker `json:"speaker"`
	Mention    *Range  `json:"mention"`
	Rule       string  `json:"rule"`
	Confidence float64 `json:"confidence"`
}

// A Quote is a row of quotes.jsonl: an utterance, or another span, that is
// printed in quotation marks. Offsets count in the bytes of the article.
type Quote struct {
	ID           string        `json:"id"`
	Article      string        `json:"article"`
	Outlet       string        `json:"outlet"`
	Date         Null          `json:"date"` // YYYY-MM-DD
	Start        int           `json:"start"`
	End          int           `json:"end"`
	Text         string        `json:"text"` // the segments' text joined by one space
	Segments     []Span        `json:"segments"`
	Class        string        `json:"class"`
	Kind         Null          `json:"kind"`
	Within       Null          `json:"within"`
	Speaker      *Speaker      `json:"speaker"`
	Mention      *Range        `json:"mention"`
	Cue          *Range        `json:"cue"`
	Via          []string      `json:"via"`
	Clause       *Span         `json:"clause"`
	Rule         Null          `json:"rule"`
	Alternatives []Alternative `json:"alternatives"`
	Cluster      Null          `json:"cluster"`
}

// Verdicts on a cluster, by its worst difference.
const (
	VerdictConsistent  = "consistent"  // severity 0 and 1
	VerdictVariant     = "variant"     // 2
	VerdictDivergent   = "divergent"   // 3 and 4
	VerdictConflicting = "conflicting" // the same words under different speakers
)

// A Member is one rendering in a cluster.
type Member struct {
	Quote       string `json:"quote"`
	Outlet      string `json:"outlet"`
	Date        Null   `json:"date"`
	Independent bool   `json:"independent"` // false where an earlier member is of the same source
	Source      string `json:"source"`      // the witness: the agency that the article credits, else the outlet that it was copied from, else its own
}

// A ClusterSpeaker names the speaker of a cluster.
type ClusterSpeaker struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// A Side is where one side of a difference stands: a range of bytes in the
// article that Quote stands in. Where nothing stands on that side, the range
// is empty, at the place where the words would be, and Text is "".
type Side struct {
	Quote string `json:"quote"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

// A Difference is one way in which a member departs from the base.
type Difference struct {
	Type     string `json:"type"`
	Severity int    `json:"severity"` // 0 none, 1 style, 2 notable, 3 material, 4 critical
	Note     Null   `json:"note"`     // "broader", "synonym", "partial", ...
	Base     Side   `json:"base"`
	Other    Side   `json:"other"`

	BaseSources  int  `json:"base_sources"`  // independent sources whose words at this place are the base's
	OtherSources int  `json:"other_sources"` // and the other's
	First        Null `json:"first"`         // the quote that printed the minority's words first; null where neither side is the smaller, or no date tells
}

// An Occasion is where and when an utterance was made, as far as the articles
// say: the days on which it was printed, whom it was told to, where.
type Occasion struct {
	From  Null   `json:"from"`  // first day of publication, YYYY-MM-DD
	Until Null   `json:"until"` // last day
	To    []Side `json:"to"`    // the words that name whom it was told to: “Fox News”
	At    []Side `json:"at"`    // the words that say where: “a rally in Ohio”
}

// A Wording is one way in which a cluster's utterance is printed: what members
// have in common that differ in nothing of severity 2 or above.
type Wording struct {
	Members []string `json:"members"` // ids of quotes, the earliest first
	Sources int      `json:"sources"` // independent ones
	First   string   `json:"first"`   // the quote that printed it first; of undated ones the lowest id
	From    *int     `json:"from"`    // index of the wording that it most likely descends from; null for the root
}

// A Passage is a stretch of a transcript, in bytes of its text.
type Passage struct {
	Transcript string `json:"transcript"`
	Start      int    `json:"start"`
	End        int    `json:"end"`
}

// A Cluster is a row of clusters.jsonl: an utterance that two or more articles
// print.
type Cluster struct {
	ID                 string          `json:"id"`
	Speaker            *ClusterSpeaker `json:"speaker"`
	Verdict            string          `json:"verdict"`
	Base               string          `json:"base"` // id of the fullest rendering
	Members            []Member        `json:"members"`
	Outlets            int             `json:"outlets"`
	IndependentSources int             `json:"independent_sources"`
	Differences        []Difference    `json:"differences"`
	Occasion           Occasion        `json:"occasion"`
	Repeats            []string        `json:"repeats"`  // clusters of the same words on other days: linked, not merged
	Folds              []string        `json:"folds"`    // what was folded away to call members the same words: types of difference of severity 0 and 1
	Wordings           []Wording       `json:"wordings"` // the root first
	Passage            *Passage        `json:"passage"`  // of the record that the members render, where transcripts were given
}

// An Article is a row of articles.jsonl.
type Article struct {
	ID      string   `json:"id"`
	Outlet  string   `json:"outlet"`
	Title   Null     `json:"title"`
	Date    Null     `json:"date"`
	Author  Null     `json:"author"`
	URL     Null     `json:"url"`
	Lang    Null     `json:"lang"`
	Words   int      `json:"words"`
	Quotes  int      `json:"quotes"` // rows in quotes.jsonl, of every class
	SHA256  string   `json:"sha256"`
	CopyOf  Null     `json:"copy_of"` // the article whose text it repeats, but for a few words outside the quotes
	Repairs []string `json:"repairs"`
	Text    *string  `json:"text"` // null unless extracted from a page or repaired

	Credit    Null `json:"credit"`     // the agency that a credit line names: "AP"
	VersionOf Null `json:"version_of"` // the earlier article that was published under the same URL
}

// A Rejection is a row of rejected.jsonl: an input that could not be used.
type Rejection struct {
	Source string `json:"source"` // the file, or "-"
	Place  string `json:"place"`  // "line 41", "byte 1024", or ""
	Stage  string `json:"stage"`  // "read", "text", "quotes", ...
	Reason string `json:"reason"`
}

// A Flag marks a place in an article that could be read in more than one way:
// a quotation mark without its partner. Flags are listed in run.json.
type Flag struct {
	Article string `json:"article"`
	Start   int    `json:"start"`
	End     int    `json:"end"`
	Kind    string `json:"kind"` // "unclosed" or "stray"
}

// A Context is the stretch of an article around a quote that a reader needs to
// check it by eye: whole sentences that hold quote, mention and cue.
type Context struct {
	Start int    `json:"start"` // byte offset of Text in the article
	Text  string `json:"text"`
}
