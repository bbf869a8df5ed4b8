package corpus

import (
	"bufio"
	"strings"
)

// A format cuts one kind of file into what holds an article each: s.give takes
// what is to be made on a worker, a raw of the format's own; s.admit, a draft
// that was cheap to make; s.refuse, what is wrong at a place of the file. It
// returns only an error that ends the whole run, which is what give and admit
// gave. It may not hold on to more than one of them, nor use the bytes of one
// again once it was given.
type format func(in *bufio.Reader, s *session) error

// formatOf says how to read a file by its name's endings, whatever their case,
// and gives the name without them: an article's id. A format added here is
// read packed as well, from folders and by name.
func formatOf(name string) (stem string, f format, p packing, ok bool) {
	stem, p = packingOf(name)
	if p == plain {
		stem = longTar(stem)
		stem, p = packingOf(stem)
	}
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
		{".zip", readZip, false},
		{".tar", readTar, false},
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

// longTar writes the short endings of packed tars in full: x.tgz is x.tar.gz.
func longTar(name string) string {
	for _, short := range [][2]string{{".tgz", ".tar.gz"}, {".tbz2", ".tar.bz2"}, {".tzst", ".tar.zst"}} {
		if stem, ok := cutEnding(name, short[0]); ok {
			return stem + short[1]
		}
	}
	return name
}

// cutEnding cuts an ending off a name that holds more than the ending.
func cutEnding(name, ending string) (string, bool) {
	n := len(name) - len(ending)
	if n <= 0 || !strings.EqualFold(name[n:], ending) {
		return name, false
	}
	return name[:n], true
}
