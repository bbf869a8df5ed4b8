package corpus

import "github.com/verbatim-news/verbatim/pipeline/page"

// Limits bound what an input may cost. All are counted, in bytes or pieces, and
// none is a clock's, so that the outcome is the same on every machine. A zero,
// or less, is the default. What goes beyond a limit is rejected with the limit
// in its reason, and the run goes on.
type Limits struct {
	MaxArticle int // bytes of an article's text
	MaxLine    int // bytes of a line of JSON, and of an item of a feed
	// MaxPage bounds a page, in bytes as it is parsed: a file unpacked, the body of
	// an archive's record decoded. Beyond the default it changes nothing.
	MaxPage   int
	MaxRecord int // bytes of an archive's record, as it stands in the archive unpacked
	// MaxRatio is how many times its size a packed file may unpack to, or a member
	// of an archive, once it has given 64 MB.
	MaxRatio int
	// MaxRejected bounds the rows of rejected.jsonl that one file may cause, twice:
	// those that the reader finds and those that only Make finds. What follows is
	// counted in one row (Faults).
	MaxRejected int
}

// Defaults of Limits.
const (
	// DefaultMaxArticle is a hundred times the longest feature that a newspaper
	// prints.
	DefaultMaxArticle = 4 << 20
	// DefaultMaxLine is an article of the greatest length with every letter
	// escaped, or with annotations beside it.
	DefaultMaxLine = 16 << 20
	// DefaultMaxPage is eighty times the page of a newspaper with all its scripts.
	DefaultMaxPage = page.MaxInput
	// DefaultMaxRecord is that of a page which was stored as it is.
	DefaultMaxRecord = DefaultMaxPage
	// DefaultMaxRatio: articles in JSON Lines pack three to ten times, the same
	// hundred over and over, as in a test of load, some hundred times. What is held
	// of a bomb is bounded anyway; this bounds the time: a megabyte of blanks costs a
	// second, one of empty objects, each a line and rejected, a minute or two.
	DefaultMaxRatio = 1000
	// DefaultMaxRejected is more than anybody looks through. A megabyte of gzip may
	// hold three hundred million lines that are no articles.
	DefaultMaxRejected = 100_000
)

// filled gives l with its defaults.
func (l Limits) filled() Limits {
	for _, f := range []struct {
		value *int
		usual int
	}{
		{&l.MaxArticle, DefaultMaxArticle}, {&l.MaxLine, DefaultMaxLine}, {&l.MaxPage, DefaultMaxPage},
		{&l.MaxRecord, DefaultMaxRecord}, {&l.MaxRatio, DefaultMaxRatio}, {&l.MaxRejected, DefaultMaxRejected},
	} {
		if *f.value <= 0 {
			*f.value = f.usual
		}
	}
	l.MaxPage = min(l.MaxPage, page.MaxInput)
	return l
}
