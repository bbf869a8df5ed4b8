package text

import "time"

// An Article is one piece as an outlet published it. Body is never altered:
// every Span in the project is a range of its bytes.
type Article struct {
	Imprint
	Body string // plain text, valid UTF-8; line breaks as they were read
}

// An Imprint says which article it is: all that travels on once Body is read.
type Imprint struct {
	ID     string // unique in a run; every output is sorted by it
	Outlet string // who published it, such as "reuters"
	Title  string
	Author string
	URL    string
	Lang   string    // ISO 639-1, "" if nobody says
	Date   time.Time // day of publication, UTC; zero if unknown: the clock is never asked
}
