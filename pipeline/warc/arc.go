package warc

import (
	"strings"
	"time"
)

// The first line of an ARC record, version 1: the address, in which spaces may
// stand, and four words more. https://archive.org/web/researcher/ArcFileFormat.php
//
//	http://example.com/ 93.184.216.119 20140216050221 text/html 1591
const arcWords = 4

// splitArc splits a line into the address and the words, which are counted
// from its end.
func splitArc(line string) (uri string, words [arcWords]string, ok bool) {
	for i := arcWords - 1; i >= 0; i-- {
		space := strings.LastIndexByte(line, ' ')
		if space < 0 {
			return "", words, false
		}
		words[i], line = line[space+1:], line[:space]
	}
	return line, words, true
}

// arcLike reports whether a line is the first of an ARC record: an address with
// a scheme, and a date of digits alone. The length may make no sense; that is
// then the record's fault, and it is reported.
func arcLike(line string) bool {
	uri, words, ok := splitArc(line)
	if !ok || !isDigits(words[1]) || len(words[1]) < len("20060102") {
		return false
	}
	scheme, _, ok := strings.Cut(uri, ":")
	return ok && scheme != "" && strings.Trim(strings.ToLower(scheme), "abcdefghijklmnopqrstuvwxyz0123456789+.-") == ""
}

const arcDate = "20060102150405"

func arcHead(line string) (head, string) {
	uri, words, _ := splitArc(line)
	h := head{arc: true, Record: Record{
		Version: "ARC/1", Type: TypeResource, ID: words[1] + "/" + uri, URI: uri, ContentType: words[2],
	}}
	if t, err := time.Parse(arcDate, words[1][:min(len(words[1]), len(arcDate))]); err == nil {
		h.Date = t
	}
	if strings.HasPrefix(uri, "filedesc:") {
		h.Type = TypeWarcinfo
	}
	var reason string
	h.length, reason = lengthOf(words[3])
	return h, reason
}
