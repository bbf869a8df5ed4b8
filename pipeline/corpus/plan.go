package corpus

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// A file is one file to be read, and what its path says of its articles.
type file struct {
	name   string // as the user named it, with forward slashes
	path   string // where it lies
	id     string // the path below the input, without endings
	outlet string // the folder that it lies in, or "unknown"
	size   int64  // bytes on disk
	format format // of standard input its beginning says what it is
	pack   packing
	stdin  bool

	beside func() (fileBeside, bool) // the sidecar of an entry of an archive; nil for files
}

const unknownOutlet = "unknown"

// A plan lists what is to be read, and what cannot be.
type plan struct {
	files    []file
	rejected []record.Rejection
	skipped  []string // names of files that are no input
	stdin    bool     // whether "-" was named
	total    int64    // bytes of the files; 0 with standard input, whose length nobody knows
}

// newPlan finds the files of the inputs. An input that does not exist is an
// error; what lies below it and cannot be read is a rejection.
func newPlan(inputs []string) (*plan, error) {
	if len(inputs) == 0 {
		return nil, errNoInput
	}
	p := &plan{}
	for _, in := range inputs {
		if in == stdinName {
			if !p.stdin { // it cannot be read twice
				p.stdin = true
				p.files = append(p.files, file{name: stdinName, id: "stdin", outlet: unknownOutlet, stdin: true})
			}
			continue
		}
		info, err := os.Stat(in)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil, fmt.Errorf("reading %s: %w", in, fs.ErrNotExist)
		case err != nil:
			p.reject(slashed(in), cannotRead(err))
		case info.IsDir():
			p.addFolder(in)
		default:
			p.addInput(in, info)
		}
	}
	return p, nil
}

// addInput adds a file that the user named. Its ending must be known: the user
// asked for it, so that skipping it would be silence.
func (p *plan) addInput(in string, info fs.FileInfo) {
	name := slashed(in)
	stem, f, pk, ok := formatOf(path.Base(name))
	switch {
	case !ok:
		p.reject(name, fmt.Sprintf("ending %q not known", path.Ext(name)))
	case !info.Mode().IsRegular():
		p.reject(name, "not a regular file")
	default:
		if isContainer(name) {
			stem = "" // the ids of what it holds begin in it, as in a folder
		}
		p.add(file{name: name, path: in, id: stem, outlet: folderOf(name), size: info.Size(), format: f, pack: pk})
	}
}

// addFolder adds the files below a folder. One without any is worth a row: a
// desk that names the wrong folder should not be told that all is well.
func (p *plan) addFolder(in string) {
	name := slashed(in)
	before := len(p.files) + len(p.rejected)
	p.walk(in, strings.TrimRight(name, "/"), "")
	if len(p.files)+len(p.rejected) == before {
		p.reject(name, "folder holds no article")
	}
}

// walk adds what lies in dir, called name by the user, below the input as rel.
// It follows no link: a link may lead out of the folder, or round in circles.
func (p *plan) walk(dir, name, rel string) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		p.reject(name, cannotRead(err))
	}
	for _, e := range entries {
		at, base := filepath.Join(dir, e.Name()), strings.ToValidUTF8(e.Name(), "\uFFFD")
		switch {
		case strings.HasPrefix(base, "."):
		case e.IsDir():
			p.walk(at, name+"/"+base, path.Join(rel, base))
		default:
			p.addEntry(at, name+"/"+base, path.Join(rel, base), e)
		}
	}
}

func (p *plan) addEntry(at, name, below string, e fs.DirEntry) {
	stem, f, pk, ok := formatOf(below)
	switch {
	case isSidecar(below):
	case !ok || !e.Type().IsRegular():
		p.skipped = append(p.skipped, name)
	default:
		info, err := e.Info()
		if err != nil {
			p.reject(name, cannotRead(err))
			return
		}
		p.add(file{name: name, path: at, id: stem, outlet: folderOf(name), size: info.Size(), format: f, pack: pk})
	}
}

func (p *plan) add(f file) {
	p.files = append(p.files, f)
	p.total += f.size
}

func (p *plan) reject(name, reason string) {
	p.rejected = append(p.rejected, record.Rejection{Source: name, Stage: stage, Reason: reason})
}

// sort makes the order of reading that of the names. Under one name there may
// be two ids: a file named by itself, and as part of its folder. Under both there
// may be two files, whose names are no UTF-8 and read alike.
func (p *plan) sort() {
	if p.stdin {
		p.total = 0
	}
	slices.SortFunc(p.files, func(a, b file) int {
		return cmp.Or(cmp.Compare(a.name, b.name), cmp.Compare(a.id, b.id), cmp.Compare(a.path, b.path))
	})
	slices.SortFunc(p.rejected, func(a, b record.Rejection) int {
		return cmp.Or(cmp.Compare(a.Source, b.Source), cmp.Compare(a.Reason, b.Reason))
	})
}

// folderOf gives the folder that a file lies in, as far as its name tells. A
// name without a folder is not resolved against the working directory, where
// the same input would give other bytes in another place.
func folderOf(name string) string {
	switch dir := tidy(path.Base(path.Dir(name))); dir {
	case "", ".", "..", "/":
		return unknownOutlet
	default:
		return dir
	}
}

func slashed(name string) string {
	return strings.ToValidUTF8(filepath.ToSlash(name), "\uFFFD")
}

// cannotRead gives the reason of an error of the file system, without the path
// that a rejection names already.
func cannotRead(err error) string {
	if pe := (*fs.PathError)(nil); errors.As(err, &pe) {
		err = pe.Err
	}
	return "cannot be read: " + err.Error()
}
