package corpus

import "github.com/verbatim-news/verbatim/pipeline/page"

// Limits bound what an input may cost. All are counted in bytes, never in
// seconds, so that the outcome is the same on every machine. A zero, or less,
// is the default.
type Limits struct {
	// MaxArticle bounds an article's text.
	MaxArticle int
	// MaxLine bounds a line of JSON, and an item of a feed.
	MaxLine int
	// MaxPage bounds a page, unpacked: a file, or the body of an archive's record.
	MaxPage int
	// MaxRatio is how many times its size a packed file may unpack to, once it
	// has given 64 MB.
	MaxRatio int
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
	// DefaultMaxRatio: articles in JSON Lines pack three to ten times, the same
	// hundred over and over, as in a test of load, some hundred times. What is held
	// of a bomb is bounded anyway; this bounds the time, to a few seconds for a
	// megabyte.
	DefaultMaxRatio = 1000
)

// filled gives l with its defaults.
func (l Limits) filled() Limits {
	for _, f := range []struct {
		value *int
		usual int
	}{
		{&l.MaxArticle, DefaultMaxArticle}, {&l.MaxLine, DefaultMaxLine},
		{&l.MaxPage, DefaultMaxPage}, {&l.MaxRatio, DefaultMaxRatio},
	} {
		if *f.value <= 0 {
			*f.value = f.usual
		}
	}
	return l
}
