package corpus

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
)

const (
	sidecarEnding = ".meta.json"
	maxSidecar    = 1 << 20 // bytes
)

// isSidecar reports whether a file says something about another: no input.
func isSidecar(name string) bool {
	return strings.HasSuffix(strings.ToLower(name), sidecarEnding)
}

// readText reads a file whose bytes are one article.
func readText(in *bufio.Reader, s *session) error {
	b, err := io.ReadAll(io.LimitReader(in, int64(s.gate.MaxArticle)+1))
	switch {
	case err != nil:
		// Half an article would be held against others as if it were whole.
		s.refuse(fmt.Sprintf("byte %d", len(b)), unreadable(err))
		return nil
	case len(b) > s.gate.MaxArticle:
		// What is wrong with a film is not its length; its head tells.
		if kind := binaryKind(string(b[:min(len(b), headSize)])); kind != "" {
			s.refuse("", binaryReason(kind))
		} else {
			s.refuse("", longerThan("text", s.gate.MaxArticle))
		}
		return nil
	}
	d := s.begin()
	d.text = string(b)
	return s.admit("", d)
}

// begin begins the article of a file that holds one, with what its sidecar says.
func (s *session) begin() draft {
	d := draft{id: s.id}
	side, ok := s.sidecar()
	if !ok {
		return d
	}
	d.meta = side.meta()
	id, err := side.str("id")
	if err != nil {
		s.walk.refuse(s.sidecarName(s.name), "", err.Error())
	}
	if id != "" {
		d.id = id
	}
	return d
}

// sidecar reads what stands beside the file, if anything does. A sidecar that
// makes no sense is rejected; its article is read as if there were none.
func (s *session) sidecar() (fields, bool) {
	find := s.besideFile
	if s.beside != nil {
		find = s.beside
	}
	side, ok := find()
	if !ok {
		return nil, false
	}
	if side.reason == "" {
		f, err := parseObject([]byte(strings.TrimPrefix(string(side.bytes), bom)))
		if err == nil {
			return f, true
		}
		side.reason = err.Error()
	}
	s.walk.refuse(s.sidecarName(s.name), "", side.reason)
	return nil, false
}

// besideFile reads the sidecar of a file on disk.
func (s *session) besideFile() (side fileBeside, ok bool) {
	if s.stdin {
		return side, false
	}
	at := s.sidecarName(s.path)
	info, err := os.Lstat(at)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return side, false
	case err != nil:
		side.reason = cannotRead(err)
	case !info.Mode().IsRegular():
		side.reason = "not a regular file"
	case info.Size() > maxSidecar:
		side.reason = longerThan("sidecar", maxSidecar)
	default:
		if side.bytes, err = os.ReadFile(at); err != nil {
			side.reason = cannotRead(err)
		}
	}
	return side, true
}

// sidecarName gives the name of the sidecar for x.txt and x.txt.gz: x.meta.json.
func (s *session) sidecarName(of string) string {
	stem, _, _, _ := formatOf(of)
	return stem + sidecarEnding
}
