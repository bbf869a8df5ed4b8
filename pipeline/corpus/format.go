package corpus

import (
	"bufio"
	"strings"
)

// A format reads the articles of one kind of file. It gives each to s, in
// order, and returns only an error that ends the whole run: what is wrong with
// the file goes to s too.
type format func(in *bufio.Reader, s *session) error

// formatOf says how to read a file by its name's endings, whatever their case,
// and gives the name without them: an article's id. A format added here is
// read packed as well, from folders and by name.
func formatOf(name string) (stem string, f format, p packing, ok bool) {
	stem, p = packingOf(name)
	for _, known := range []struct {
		ending string
		format format
		own    bool // its format knows gzip itself, whose members are its records
	}{
		{".txt", readText, false},
		{".jsonl", readLines, false},
		{".ndjson", readLines, false},
		{".csv", readTable, false},
		{".tsv", readTable, false},
		{".json", readJSON, false},
		{".html", readPage, false},
		{".htm", readPage, false},
		{".xml", readFeed, false},
		{".rss", readFeed, false},
		{".atom", readFeed, false},
		{".warc", readArchive, true},
		{".arc", readArchive, true},
	} {
		if s, ok := cutEnding(stem, known.ending); ok {
			if known.own && p == packedGzip {
				p = plain
			}
			return s, known.format, p, true
		}
	}
	return name, nil, p, false
}

// cutEnding cuts an ending off a name that holds more than the ending.
func cutEnding(name, ending string) (string, bool) {
	n := len(name) - len(ending)
	if n <= 0 || !strings.EqualFold(name[n:], ending) {
		return name, false
	}
	return name[:n], true
}

// A draft is an article as its file gives it, before repairs and gates.
type draft struct {
	place   string
	id      string
	text    string
	meta    meta
	repairs []string // what was mended to get at the text at all

	extracted bool // the text is part of what the file holds
	doubtful  bool // the language was said by a template, for every page alike
}

// A session is the reading of one file in one pass.
type session struct {
	file
	*pass
	repairs []string // what was mended in the file as a whole
}
