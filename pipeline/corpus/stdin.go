package corpus

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"regexp"
	"strings"
)

const stdinName = "-"

// formatOfStream tells the format of standard input by its beginning: JSON Lines
// begin with a brace and pages with a tag, and few articles do; web archives
// and feeds name their format.
func formatOfStream(in *bufio.Reader) format {
	switch head, _ := in.Peek(len("filedesc:")); {
	case strings.HasPrefix(string(head), "PK\x03\x04"):
		return readZip
	case startsTar(in):
		return readTar
	case startsDocument(in):
		return readJSON
	case startsObject(in):
		return readLines
	case strings.HasPrefix(string(head), "WARC/"), string(head) == "filedesc:":
		return readArchive
	case startsFeed(in):
		return readFeed
	case startsPage(in):
		return readPage
	}
	return readText
}

// startsObject reports whether the first byte that is neither space nor part
// of a byte-order mark is a brace.
func startsObject(in *bufio.Reader) bool {
	head, _ := in.Peek(in.Size())
	for _, c := range head {
		switch c {
		case ' ', '\t', '\r', '\n', 0, 0xef, 0xbb, 0xbf, 0xfe, 0xff:
		default:
			return c == '{'
		}
	}
	return false
}

// startsTar reports whether a stream begins with the header of a tar's entry.
func startsTar(in *bufio.Reader) bool {
	head, _ := in.Peek(tarBlock)
	return len(head) == tarBlock && string(head[257:262]) == "ustar"
}

// startsDocument reports whether a stream is JSON, and not an object a line: a list, a
// JSON Feed, or an object that does not end with its line.
func startsDocument(in *bufio.Reader) bool {
	head, _ := in.Peek(in.Size())
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte(bom)), " \t\r\n")
	line, rest, _ := bytes.Cut(head, []byte{'\n'})
	line = bytes.TrimSpace(line)
	switch {
	case bytes.HasPrefix(head, []byte("[{")), bytes.HasPrefix(head, []byte("[")) && bytes.HasPrefix(bytes.TrimLeft(head[1:], " \t\r\n"), []byte("{")):
		return true
	case len(line) == 0 || line[0] != '{':
		return false
	}
	return len(rest) > 0 && strings.IndexByte("{[,", line[len(line)-1]) >= 0 || bytes.Contains(head, []byte("jsonfeed.org/version/"))
}

// startsPage reports whether the head of a stream says that it is HTML.
func startsPage(in *bufio.Reader) bool {
	head, _ := in.Peek(in.Size())
	head = bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head[:min(len(head), 512)], []byte(bom)), " \t\r\n"))
	return bytes.HasPrefix(head, []byte("<!doctype html")) || bytes.HasPrefix(head, []byte("<html"))
}

// startsFeed reports whether the first element of a stream that begins with a tag is
// the root of a feed.
func startsFeed(in *bufio.Reader) bool {
	head, _ := in.Peek(in.Size())
	head = bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head, []byte(bom)), " \t\r\n"))
	return feedRoot.Match(head)
}

// feedRoot is a feed's first tag, behind the declaration, comments and a DTD.
var feedRoot = regexp.MustCompile(`^(?:<\?[^>]*>\s*|<!--[^>]*-->\s*|<!doctype rss[^>]*>\s*)*<(?:rss|rdf:rdf|feed)\b`)

// An interruptible reader ends when its context does.
type interruptible struct {
	ctx context.Context
	in  io.Reader
}

func (r *interruptible) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.in.Read(p)
}
