package transcript

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"unicode/utf8"

	"github.com/verbatim-news/verbatim/pipeline/corpus"
	"github.com/verbatim-news/verbatim/pipeline/record"
)

// Bounds of what is read, in bytes: a day of debate in the Senate is two
// megabytes.
const (
	maxText    = 16 << 20
	maxLines   = 512 << 20 // of a file of JSON Lines, unpacked
	maxSidecar = 1 << 20
	maxRows    = 1 << 20 // transcripts of a file of JSON Lines
	maxOpen    = 16      // tags open at once in a caption

	maxCaptions = 4 << 20 // of a file of captions: a hundred hours

	maxCaption = 60 << 10 // a line of captions: what the library reads, which stops at a longer one and says nothing
)

var errEncoding = errors.New("not UTF-8: convert it first, with iconv -f windows-1252 -t utf-8, say")

// Read reads the transcripts of one file: one, or of JSON Lines one a line.
// What cannot be read comes back as rows of rejected.jsonl.
func Read(f File) ([]Transcript, []record.Rejection) {
	disk, err := os.Open(f.Path)
	if err != nil {
		return nil, []record.Rejection{reject(f, "", corpus.Unreadable(err))}
	}
	defer disk.Close()
	in, _, err := corpus.Unpack(disk, f.Path)
	if err != nil {
		return nil, []record.Rejection{reject(f, "", corpus.Unreadable(err))}
	}
	defer in.Close()
	if f.kind == lines {
		return readLines(f, in, maxRows)
	}
	b, err := io.ReadAll(io.LimitReader(in, maxText+1))
	if err != nil {
		return nil, []record.Rejection{reject(f, "", corpus.Unreadable(err))}
	}
	t, err := parse(f.kind, b)
	if err != nil {
		return nil, []record.Rejection{reject(f, "", err.Error())}
	}
	t.ID = f.ID
	var rejected []record.Rejection
	if err := t.sidecar(f); err != nil {
		rejected = append(rejected, reject(f, "", err.Error()))
	}
	if t.Date == "" {
		t.Date = dateIn(t.ID[strings.LastIndexByte(t.ID, '/')+1:])
	}
	return []Transcript{t}, rejected
}

// parse reads a file that is one transcript.
func parse(k kind, b []byte) (Transcript, error) {
	var t Transcript
	switch {
	case len(b) > maxText:
		return t, fmt.Errorf("longer than %d MB: split it by events", maxText>>20)
	case corpus.BinaryKind(string(b)) != "":
		return t, fmt.Errorf("binary: %s", corpus.BinaryKind(string(b)))
	case !utf8.Valid(b):
		return t, errEncoding
	case len(bytes.TrimSpace(b)) == 0:
		return t, errors.New("file is empty")
	}
	if k == plain {
		t.Text = string(b)
		t.Turns = parsePlain(t.Text)
		return t, nil
	}
	if err := boundCaptions(b); err != nil {
		return t, err
	}
	pieces, err := parseCaptions(bytes.NewReader(b), k == vtt)
	if err != nil {
		return t, err
	}
	t.Text, t.Turns, t.Times = compose(pieces)
	return t, nil
}

// boundCaptions refuses what the library would take long over, or much memory: it
// makes a tokenizer for every line, and copies the tags that are open for every
// word between two of them.
func boundCaptions(b []byte) error {
	if len(b) > maxCaptions {
		return fmt.Errorf("captions longer than %d MB: split them by events", maxCaptions>>20)
	}
	for line := range bytes.FieldsFuncSeq(b, func(r rune) bool { return r == '\n' || r == '\r' }) {
		if len(line) > maxCaption {
			return fmt.Errorf("a line of the captions is longer than %d kB: are these captions?", maxCaption>>10)
		}
	}
	open := 0
	for i, c := range b {
		switch next := b[min(i+1, len(b)-1)]; {
		case c == '\n' && (next == '\n' || next == '\r'):
			open = 0 // the library forgets tags at a blank line
		case c != '<' || next >= '0' && next <= '9': // no tag, or a time
		case next == '/':
			open = max(0, open-1)
		default:
			open++
		}
		if open > maxOpen {
			return fmt.Errorf("captions with more than %d tags that are not closed", maxOpen)
		}
	}
	return nil
}

// readLines reads JSON Lines, up to most transcripts. A line that is none costs
// itself.
func readLines(f File, in io.Reader, most int) ([]Transcript, []record.Rejection) {
	l := lineFile{File: f}
	scan := bufio.NewScanner(io.LimitReader(in, maxLines+1))
	scan.Buffer(make([]byte, 0, 1<<16), maxText)
	size := 0
	for len(l.out) < most && scan.Scan() {
		l.n++
		size += len(scan.Bytes()) + 1
		l.take(bytes.TrimPrefix(bytes.TrimSpace(scan.Bytes()), []byte("\ufeff")))
	}
	if l.faults > len(l.rejected) {
		l.rejected = append(l.rejected, reject(f, "", fmt.Sprintf("and %d more lines that are no transcript", l.faults-len(l.rejected))))
	}
	place := fmt.Sprintf("line %d", l.n+1)
	var reason string
	switch err := scan.Err(); {
	case errors.Is(err, bufio.ErrTooLong):
		reason = fmt.Sprintf("longer than %d MB, and so the rest of the file was not read", maxText>>20)
	case err != nil:
		reason = corpus.Unreadable(err)
	case size > maxLines:
		reason = fmt.Sprintf("longer than %d MB: the rest was not read; split the file", maxLines>>20)
	case len(l.out) == most && scan.Scan():
		reason = fmt.Sprintf("more than %d transcripts: the rest was not read; split the file", most)
	case len(l.out)+len(l.rejected) == 0:
		place, reason = "", "file holds no transcript"
	default:
		return l.out, l.rejected
	}
	return l.out, append(l.rejected, reject(f, place, reason))
}

// A lineFile is a file of JSON Lines that is being read.
type lineFile struct {
	File
	n        int // lines
	out      []Transcript
	rejected []record.Rejection
	faults   int // lines that are no transcript
}

// take takes a line. What is rejected is bounded as in corpus: a few hundred
// kilobytes of gzip may hold a quarter of a billion lines.
func (l *lineFile) take(line []byte) {
	if len(line) == 0 {
		return
	}
	t, err := parseRow(line)
	if err == nil {
		l.out = append(l.out, t)
		return
	}
	if l.faults++; l.faults <= corpus.DefaultMaxRejected {
		l.rejected = append(l.rejected, reject(l.File, fmt.Sprintf("line %d", l.n), err.Error()))
	}
}

// sidecar reads NAME.meta.json beside NAME.txt, .srt or .vtt: date, speaker
// (of a source in which nobody is named), title or event.
func (t *Transcript) sidecar(f File) error {
	stem, _ := kindOf(f.Path)
	file, err := os.Open(stem + ".meta.json")
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return errors.New("its sidecar " + corpus.Unreadable(err))
	}
	defer file.Close()
	b, err := io.ReadAll(io.LimitReader(file, maxSidecar+1))
	if err != nil || len(b) > maxSidecar {
		return errors.New("its sidecar cannot be read, or is longer than a megabyte")
	}
	var meta row
	if err := json.Unmarshal(bytes.TrimPrefix(b, []byte("\ufeff")), &meta); err != nil {
		return fmt.Errorf("its sidecar is bad JSON: %w", err)
	}
	t.Date, t.Title = dayOf(meta.Date), meta.title()
	t.spokenBy(meta.Speaker)
	return nil
}
