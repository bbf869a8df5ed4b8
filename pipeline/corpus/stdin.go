package corpus

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"regexp"
	"strings"
)

const stdinName = "-"

// spooled is standard input, kept so that it can be read twice.
type spooled struct{ file file }

// spool copies standard input to a temporary file. Its beginning says what it
// is: JSON Lines begin with a brace and pages with a tag, and few articles do;
// web archives and feeds name their format.
func spool(ctx context.Context, stdin io.Reader) (s spooled, err error) {
	if stdin == nil {
		return s, errors.New("there is no standard input")
	}
	tmp, err := os.CreateTemp("", "verbatim-stdin-*")
	if err != nil {
		return s, err
	}
	s.file = file{name: stdinName, path: tmp.Name(), id: "stdin", outlet: unknownOutlet, format: readText}
	in := bufio.NewReader(&interruptible{ctx: ctx, in: stdin})
	switch head, _ := in.Peek(len("filedesc:")); {
	case startsObject(in):
		s.file.format = readLines
	case strings.HasPrefix(string(head), "WARC/"), string(head) == "filedesc:":
		s.file.format = readArchive
	case startsFeed(in):
		s.file.format = readFeed
	case startsPage(in):
		s.file.format = readPage
	}
	s.file.size, err = io.Copy(tmp, in)
	if err = errors.Join(err, tmp.Close()); err != nil {
		s.remove()
	}
	return s, err
}

func (s spooled) remove() { os.Remove(s.file.path) }

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
