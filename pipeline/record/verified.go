package record

// Verdicts on a quote that is held against the record.
const (
	VerdictVerbatim = "verbatim"  // equal but for case, marks and spacing
	VerdictMinor    = "minor"     // differences of severity 0 and 1
	VerdictAltered  = "altered"   // of severity 2 and above
	VerdictSpliced  = "spliced"   // of pieces from distant places
	VerdictNotFound = "not-found" // nothing that it can be held against: never a pass
)

// Flags on a quote that is held against the record: what a person should look
// at, never a verdict.
const (
	FlagContext = "context" // the words around the passage may turn its meaning
	FlagSpeaker = "speaker" // the record has another speaker
	FlagDate    = "date"    // the record is later than the article
)

// A Verified is a row of verified.jsonl: a quote held against the record.
type Verified struct {
	Quote       string             `json:"quote"`
	Verdict     string             `json:"verdict"`
	Flags       []string           `json:"flags"`
	Places      []Place            `json:"places"`      // likeliest first; of a spliced quote the pieces come first, in its own order
	Differences []RecordDifference `json:"differences"` // from the likeliest place
}

// A Place is a passage of a transcript, in bytes of its text: of the file for
// plain text, of the text that the index keeps for captions and JSON Lines.
type Place struct {
	Transcript string  `json:"transcript"`
	Start      int     `json:"start"`
	End        int     `json:"end"`
	Text       string  `json:"text"`
	Turn       int     `json:"turn"`    // counted from 1
	Speaker    Null    `json:"speaker"` // as the transcript names whom it names
	Time       Null    `json:"time"`    // of the recording, "00:14:05.500", where the source has times
	Score      float64 `json:"score"`   // share of the words, weighted, that quote and passage have in common; 1 for all
}

// A RecordSide is where the record's side of a difference stands; of nothing,
// the empty range where the words would be.
type RecordSide struct {
	Transcript string `json:"transcript"`
	Start      int    `json:"start"`
	End        int    `json:"end"`
	Text       string `json:"text"`
}

// A RecordDifference is one way in which a quote departs from the record.
type RecordDifference struct {
	Type     string     `json:"type"`
	Severity int        `json:"severity"`
	Note     Null       `json:"note"`
	Base     RecordSide `json:"base"`
	Other    Side       `json:"other"`
}
