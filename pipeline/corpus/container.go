package corpus

import (
	"crypto/sha256"
	"fmt"
	"io"
	"math"
	"path"
	"strings"
	"unicode"
)

// An archive of files, a zip or a tar, is read as if it were a folder of its name:
// the paths in it are ids, the folders in it outlets. Nothing of it is ever written
// to disk, so that a path which leads out of it could harm nobody; it is refused all
// the same, since it is no article's name.

const (
	// maxEntries bounds the names of entries that are kept, to tell one that stands
	// there twice, some forty bytes each.
	maxEntries = 4 << 20
	// maxSidecars bounds the sidecars of an archive that are read, in bytes, those
	// that are refused included: the entries of a zip may all be one that unpacks.
	maxSidecars  = 64 << 20
	maxEntryName = 4 << 10 // bytes
)

// containerEndings are those of archives of files. What packs a tar as a whole is
// part of its ending.
var containerEndings = []string{".zip", ".tar", ".tgz", ".tbz2", ".tzst"}

// isContainer reports whether a file is an archive of files by its name.
func isContainer(name string) bool {
	stem, _ := packingOf(name)
	for _, ending := range containerEndings {
		if _, ok := cutEnding(stem, ending); ok {
			return true
		}
	}
	return false
}

// A container is the reading of one archive of files.
type container struct {
	*session
	entries  int                   // met so far
	seen     map[Digest]bool       // names
	sidecars map[string]fileBeside // by the name without endings
	meter    *meter
}

// A fileBeside is a sidecar in an archive, or why it cannot be read.
type fileBeside struct {
	bytes  []byte
	reason string
}

func newContainer(s *session) *container {
	most := max(bombFloor, int64(s.gate.MaxRatio)*s.size)
	if s.stdin {
		most = math.MaxInt64 // it is not packed itself
	}
	return &container{session: s, seen: map[Digest]bool{}, meter: &meter{left: most, ratio: s.gate.MaxRatio}}
}

// place names the entry met last.
func (c *container) place() string { return fmt.Sprintf("entry %d", c.entries) }

// refuseEntry rejects an entry under the name that the archive gives it.
func (c *container) refuseEntry(name, reason string) {
	if c.faults++; c.faults <= c.gate.MaxRejected {
		c.walk.refuse(c.name+"/"+clip(tidy(strings.ToValidUTF8(name, "\uFFFD")), 400), c.place(), reason)
	}
}

// A kind says what an entry is to be taken for.
type entryKind int

const (
	entrySkip    entryKind = iota // no input, or refused
	entryArticle                  // holds articles
	entrySidecar
)

// judge says what an entry is by its name, and that without "./". What is refused
// has been when it returns.
func (c *container) judge(given string, regular, folder bool) (name string, kind entryKind) {
	if folder || hidden(given) {
		return "", entrySkip
	}
	if reason := badEntryName(given); reason != "" {
		c.refuseEntry(given, reason)
		return "", entrySkip
	}
	name = path.Clean(given)
	_, _, _, known := formatOf(name)
	switch {
	case isSidecar(name) && regular:
		return name, entrySidecar
	case isContainer(name):
		c.refuseEntry(given, "archive inside an archive: it must be unpacked to be read")
	case !known:
		c.skip(c.name + "/" + name)
	case !regular:
		c.refuseEntry(given, "a link or a device, not a file")
	case c.again(name):
		c.refuseEntry(given, "another entry has this name")
	default:
		return name, entryArticle
	}
	return "", entrySkip
}

// again reports whether an entry of this name has been met, and notes it.
func (c *container) again(name string) bool {
	known := c.seen[nameDigest(name)]
	c.seen[nameDigest(name)] = true
	return known
}

func nameDigest(name string) Digest {
	sum := sha256.Sum256([]byte(name))
	return Digest(sum[:len(Digest{})])
}

// hidden reports whether an entry lies where no folder would be looked into: below
// a name with a dot before it, or what macOS keeps of its own in a zip.
func hidden(name string) bool {
	for part := range strings.SplitSeq(name, "/") {
		if part == "__MACOSX" || strings.HasPrefix(part, ".") && part != "." && part != ".." {
			return true
		}
	}
	return false
}

// badEntryName gives the reason why the name of an entry is none of a file below
// the archive; "" if it may be.
func badEntryName(name string) string {
	switch {
	case name == "":
		return "entry has no name"
	case len(name) > maxEntryName:
		return longerThan("name", maxEntryName)
	case strings.ContainsFunc(name, unicode.IsControl):
		return "name holds a control character"
	case strings.Contains(name, `\`):
		return "name holds a backslash"
	case strings.HasPrefix(name, "/"), len(name) > 1 && name[1] == ':' && unicode.IsLetter(rune(name[0])):
		return "name is absolute"
	}
	for part := range strings.SplitSeq(name, "/") {
		if part == ".." {
			return "name leads out of the archive"
		}
	}
	return ""
}

// read reads an entry as a file of its own.
func (c *container) read(name string, in io.Reader) error {
	stem, f, pack, _ := formatOf(name)
	s, below := *c.session, c.id
	if c.stdin {
		below = ""
	}
	s.file = file{
		name: c.name + "/" + name, id: path.Join(below, stem), outlet: folderOf(name), format: f, pack: pack,
		beside: func() (fileBeside, bool) { b, ok := c.sidecars[stem]; return b, ok },
	}
	if s.outlet == unknownOutlet {
		s.outlet = c.outlet
	}
	s.repairs, s.records, s.faults, s.number = nil, 0, 0, c.walk.number
	c.walk.number++
	return s.readStream(in, c.meter)
}

// hold keeps a sidecar until its article asks for it.
func (c *container) hold(name string, in io.Reader) {
	if c.sidecars == nil {
		c.sidecars = map[string]fileBeside{}
	}
	stem := name[:len(name)-len(sidecarEnding)]
	c.sidecars[stem] = c.meter.sidecar(in)
	c.meter.sidecars += len(stem)
}

// sidecar reads a sidecar on account of a meter.
func (m *meter) sidecar(in io.Reader) fileBeside {
	if m.sidecars >= maxSidecars {
		return fileBeside{reason: "sidecars of one archive " + longerThan("together", maxSidecars)}
	}
	b, err := io.ReadAll(io.LimitReader(in, maxSidecar+1))
	m.sidecars += len(b)
	switch {
	case err != nil:
		return fileBeside{reason: unreadable(err)}
	case len(b) > maxSidecar:
		return fileBeside{reason: longerThan("sidecar", maxSidecar)}
	}
	return fileBeside{bytes: b}
}

// A meter bounds what all entries of an archive together may unpack to: each of
// them may be packed again.
type meter struct {
	left     int64
	ratio    int
	sidecars int // bytes read of them, and of their names
}

func (m *meter) spent() bool { return m.left < 0 }

// A metered reader reads on account of a meter, and says of every error that the
// archive is its cause.
type metered struct {
	io.Reader
	*meter
}

func (r metered) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	if r.left -= int64(n); r.left < 0 {
		return n, bombError(r.ratio)
	}
	return n, err
}

// An entryReader says of an error that the archive is its cause.
type entryReader struct{ io.Reader }

func (r entryReader) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	if err != nil && err != io.EOF {
		err = archiveError{err}
	}
	return n, err
}
