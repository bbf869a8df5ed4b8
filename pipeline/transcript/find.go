package transcript

import (
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// Stage is that of every rejection made here.
const Stage = "transcripts"

// A File is a source to be read.
type File struct {
	Name string // as the user named it, with forward slashes
	Path string
	ID   string // below the folder, without endings
	Size int64  // bytes on disk
	kind kind
}

type kind int

const (
	none kind = iota
	plain
	srt
	vtt
	lines
)

// kindOf tells a kind by the ending that stands before that of a packing.
func kindOf(name string) (stem string, k kind) {
	for _, packing := range []string{".gz", ".zst", ".bz2"} {
		if n := len(name) - len(packing); n > 0 && strings.EqualFold(name[n:], packing) {
			name = name[:n]
			break
		}
	}
	for _, known := range []struct {
		ending string
		kind   kind
	}{{".txt", plain}, {".srt", srt}, {".vtt", vtt}, {".jsonl", lines}, {".ndjson", lines}} {
		if n := len(name) - len(known.ending); n > 0 && strings.EqualFold(name[n:], known.ending) {
			return name[:n], known.kind
		}
	}
	return name, none
}

// Find lists the sources below root, which is a folder or one file, in the
// order of their names. Files of other endings are passed over: archives keep
// lists beside their transcripts. It fails if root does not exist or holds none.
func Find(root string) ([]File, error) {
	info, err := os.Stat(root)
	if err != nil {
		return nil, fmt.Errorf("transcripts: %w", err)
	}
	var files []File
	if !info.IsDir() {
		if stem, k := kindOf(filepath.Base(root)); k != none {
			files = append(files, File{filepath.ToSlash(root), root, clean(stem), info.Size(), k})
		}
	} else if files, err = below(root); err != nil {
		return nil, fmt.Errorf("transcripts: %w", err)
	}
	if len(files) == 0 {
		orIndex := ""
		if !info.IsDir() {
			orIndex = ", and is no index that verbatim index made"
		}
		return nil, fmt.Errorf("%s holds no transcript: .txt, .srt, .vtt or .jsonl, packed or not, are read%s", root, orIndex)
	}
	slices.SortFunc(files, func(a, b File) int { return cmp.Compare(a.Name, b.Name) })
	return files, nil
}

// below follows no link but root itself: one may lead out of the folder, or
// round in circles.
func below(root string) ([]File, error) {
	real, err := filepath.EvalSymlinks(root)
	if err != nil {
		return nil, err
	}
	var files []File
	err = filepath.WalkDir(real, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if strings.HasPrefix(d.Name(), ".") && p != real {
			if d.IsDir() {
				return filepath.SkipDir
			}
			return nil
		}
		rel, err := filepath.Rel(real, p)
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		stem, k := kindOf(filepath.ToSlash(rel))
		if k == none {
			return nil
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		files = append(files, File{clean(path.Join(filepath.ToSlash(root), filepath.ToSlash(rel))), p, clean(stem), info.Size(), k})
		return nil
	})
	return files, err
}

func clean(name string) string { return strings.ToValidUTF8(name, "\uFFFD") }

func reject(f File, place, reason string) record.Rejection {
	return record.Rejection{Source: f.Name, Place: place, Stage: Stage, Reason: reason}
}
