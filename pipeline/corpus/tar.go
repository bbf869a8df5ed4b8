package corpus

import (
	"archive/tar"
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"strings"
)

// readTar reads a tar, entry by entry as they come.
func readTar(in *bufio.Reader, s *session) error {
	c := newContainer(s)
	end := &zeros{in: in}
	t := tar.NewReader(end)
	for {
		if err := s.ctx.Err(); err != nil {
			return err
		}
		h, err := nextEntry(t)
		if err == io.EOF {
			c.concludeTar(end)
			return nil
		}
		c.entries++
		switch {
		case err != nil:
			s.refuse(c.place(), unreadable(archiveError{err}))
			return nil
		case c.entries > maxEntries:
			s.refuse(c.place(), fmt.Sprintf("archive has more than %d entries; the others are not read", maxEntries))
			return nil
		}
		if err := c.readTarred(h, t); err != nil {
			return err
		}
		if c.meter.spent() {
			s.refuse(c.place(), bombError(s.gate.MaxRatio).Error()+"; what comes after is not read")
			return nil
		}
	}
}

// nextEntry gives the header of the next entry. Paths that lead out of the archive
// are refused with the entry, and not with the archive.
func nextEntry(t *tar.Reader) (*tar.Header, error) {
	h, err := t.Next()
	if errors.Is(err, tar.ErrInsecurePath) {
		err = nil
	}
	return h, err
}

// concludeTar says what is wrong with an archive at its end.
func (c *container) concludeTar(end *zeros) {
	switch {
	case c.entries == 0:
		c.refuse("", "archive holds no entry")
	case end.n < tarBlock:
		c.refuse("", "archive is truncated: the mark of its end is missing")
	}
}

func (c *container) readTarred(h *tar.Header, t *tar.Reader) error {
	name, kind := c.judge(strings.ToValidUTF8(h.Name, "\uFFFD"), h.Typeflag == tar.TypeReg || h.Typeflag == tar.TypeGNUSparse, h.Typeflag == tar.TypeDir)
	switch kind {
	case entryArticle:
		if c.sidecars == nil && takesSidecar(name) && !c.stdin {
			c.gather()
		}
		return c.read(name, entryReader{t})
	case entrySidecar:
		if c.stdin {
			c.holdInTime(name, t)
		}
	}
	return nil
}

// takesSidecar reports whether a file holds one article, which a sidecar may say
// more of.
func takesSidecar(name string) bool {
	stem, _ := packingOf(strings.ToLower(name))
	for _, ending := range []string{".txt", ".html", ".htm"} {
		if strings.HasSuffix(stem, ending) {
			return true
		}
	}
	return false
}

// gather reads the archive for its sidecars alone: tar puts files in the order of
// the disk, so that a sidecar may stand anywhere. The road not taken is to hold
// articles until theirs comes, which may be until the end. An error is met again,
// and told, when the articles are read.
func (c *container) gather() {
	c.sidecars = map[string]fileBeside{}
	disk, err := os.Open(c.path)
	if err != nil {
		return
	}
	defer disk.Close()
	raw, err := unpack(disk, c.pack, c.gate.MaxRatio)
	if err != nil {
		return
	}
	defer raw.Close()
	t := tar.NewReader(bufio.NewReader(raw))
	for n := 0; n < maxEntries && c.ctx.Err() == nil; n++ {
		h, err := nextEntry(t)
		if err != nil {
			return
		}
		if h.Typeflag == tar.TypeReg && isSidecar(h.Name) && badEntryName(h.Name) == "" {
			c.hold(path.Clean(h.Name), entryReader{t})
		}
	}
}

// holdInTime keeps a sidecar that comes before its article, as it must where
// nothing can be read twice.
func (c *container) holdInTime(name string, in io.Reader) {
	stem := name[:len(name)-len(sidecarEnding)]
	for _, ending := range []string{".txt", ".html", ".htm"} {
		if c.seen[nameDigest(stem+ending)] {
			c.refuseEntry(name, "sidecar stands behind its article: on standard input it must come first")
			return
		}
	}
	c.hold(name, entryReader{in})
}

const tarBlock = 512 // bytes

// A zeros reader counts the zero bytes at the end of what was read. A tar ends in
// two blocks of them; one that breaks off between two entries would look whole.
type zeros struct {
	in io.Reader
	n  int
}

func (z *zeros) Read(p []byte) (int, error) {
	n, err := z.in.Read(p)
	tail := n
	for tail > 0 && p[tail-1] == 0 {
		tail--
	}
	if tail > 0 {
		z.n = 0
	}
	z.n += n - tail
	return n, err
}
