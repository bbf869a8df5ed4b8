package corpus

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"strconv"
	"unicode/utf8"
)

// readLines reads JSON Lines: an article a line.
func readLines(in *bufio.Reader, s *session) error {
	head, _ := in.Peek(len(magicHead{}))
	if kind := magicOf(head); kind != "" {
		s.refuse("", binaryReason(kind))
		return nil
	}
	lines := lineReader{in: in, max: s.gate.MaxLine}
	found := false
	for n := 1; ; n++ {
		line, err := lines.next()
		place := fmt.Sprintf("line %d", n)
		switch {
		case err == io.EOF:
			if !found {
				s.refuse("", "file holds no article")
			}
			return nil
		case errors.Is(err, errLong):
			s.refuse(place, longerThan("line", s.gate.MaxLine))
		case err != nil:
			s.refuse(place, unreadable(err))
			return nil
		case blankLine(line):
			continue
		default:
			if err := s.giveLine(place, line, ""); err != nil {
				return err
			}
		}
		found = true
	}
}

func blankLine(line []byte) bool {
	return len(bytes.Trim(line, "\ufeff\x00 \t\r\n")) == 0
}

// giveLine gives a JSON object, which id names if it does not itself.
func (s *session) giveLine(place string, line []byte, id string) error {
	return s.give(place, len(line), rawLine{line, id, s.gate.fields})
}

// A rawLine is an article in JSON.
type rawLine struct {
	json   []byte
	id     string // of an article that has none
	fields Map    // in the key of the gate
}

func (l rawLine) read() (draft, error) { return parseLine(l.json, l.fields, l.id) }

func (l rawLine) key(k *keyer) {
	k.add("line", l.id)
	k.bytes(l.json)
}

// parseLine decodes a line. A byte-order mark may stand before any line, since
// files are joined with cat; a bare NUL, which JSON does not allow, is mended
// as in plain text.
func parseLine(line []byte, m Map, id string) (draft, error) {
	var d draft
	if rest := bytes.TrimPrefix(line, []byte(bom)); len(rest) < len(line) {
		line, d.repairs = rest, append(d.repairs, repairBOM)
	}
	if bytes.IndexByte(line, 0) >= 0 {
		line, d.repairs = bytes.ReplaceAll(line, []byte{0}, nil), append(d.repairs, repairNUL)
	}
	f, err := parseObject(line)
	if err != nil {
		return d, err
	}
	if !m.none() {
		mapped, err := m.draft(line, id)
		mapped.repairs = append(d.repairs, mapped.repairs...)
		return mapped, err
	}
	if d.id, err = f.str("id"); err != nil {
		return d, err
	}
	d.id = cmp.Or(d.id, id)
	raw, ok := f["text"]
	if !ok || string(raw) == "null" {
		return d, m.lacking(d.id != "", false, namesIn(line))
	}
	var mended bool
	if d.text, mended, err = unquote(raw); err != nil {
		return d, err
	}
	if mended {
		d.repairs = append(d.repairs, repairUTF8)
	}
	d.meta = f.meta()
	if d.id == "" {
		return d, m.lacking(false, true, namesIn(line))
	}
	return d, nil
}

// unquote decodes the JSON string raw. encoding/json would replace invalid
// bytes and lone surrogates without a word, so they are looked for first.
func unquote(raw []byte) (s string, mended bool, err error) {
	if !utf8.Valid(raw) {
		fixed, ok := fixUTF8(string(raw))
		if !ok {
			return "", false, errors.New(reasonEncoding)
		}
		raw, mended = []byte(fixed), true
	}
	if s, err = unquoteJSON(raw); err != nil {
		return "", false, errors.New("text is not a string")
	}
	return s, mended || loneSurrogate(raw), nil
}

// loneSurrogate reports whether a JSON string escapes half of a pair: "\ud83d"
// without "\ude00" after it.
func loneSurrogate(raw []byte) bool {
	if !bytes.Contains(raw, []byte(`\ud`)) && !bytes.Contains(raw, []byte(`\uD`)) {
		return false
	}
	unit := func(i int) uint64 {
		if i+6 > len(raw) || raw[i] != '\\' || raw[i+1] != 'u' {
			return 0
		}
		u, _ := strconv.ParseUint(string(raw[i+2:i+6]), 16, 16)
		return u
	}
	for i := 0; i < len(raw); i++ {
		if raw[i] != '\\' {
			continue
		}
		switch u := unit(i); {
		case u >= 0xD800 && u < 0xDC00:
			if low := unit(i + 6); low < 0xDC00 || low > 0xDFFF {
				return true
			}
			i += 11
		case u >= 0xDC00 && u < 0xE000:
			return true
		default:
			i++ // the escaped character, a backslash perhaps
		}
	}
	return false
}

var errLong = errors.New("line too long")

// A lineReader gives the lines of a file, without holding one that is longer
// than max bytes. bufio.Scanner would end there; here the next line follows.
type lineReader struct {
	in  *bufio.Reader
	max int
}

// next gives a line without its end, which is the caller's; errLong for one
// that is too long, which has been passed over; io.EOF at the end. A line that
// an error cuts short is not given.
func (r *lineReader) next() ([]byte, error) {
	var buf []byte
	long := false
	for {
		part, err := r.in.ReadSlice('\n')
		if long = long || len(buf)+len(part) > r.max+1; long {
			buf = nil
		} else {
			buf = append(buf, part...)
		}
		switch {
		case err == bufio.ErrBufferFull:
			continue
		case err == io.EOF && (long || len(buf) > 0), err == nil:
			line := bytes.TrimSuffix(buf, []byte("\n"))
			if long || len(line) > r.max {
				return nil, errLong
			}
			return line, nil
		default:
			return nil, err
		}
	}
}
