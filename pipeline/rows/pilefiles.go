package rows

// This file gives the rows of a pile out again.

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// Sources gives the rows of the pile, to be merged; done closes its files.
func (p *Pile) Sources() (sources []Source, done func(), err error) {
	for len(p.files) > p.open {
		if err := p.compact(); err != nil {
			return nil, nil, err
		}
	}
	p.sort()
	sources, done, err = p.sourcesOf(p.files)
	return append(sources, Slice(p.rows)), done, err
}

func (p *Pile) sourcesOf(files []pileFile) (sources []Source, done func(), err error) {
	var open []*File
	done = func() {
		for _, f := range open {
			f.Close()
		}
	}
	for _, file := range files {
		f, err := OpenFile(file.path)
		if err != nil {
			done()
			return nil, nil, err
		}
		open = append(open, f)
		if file.earlier {
			sources = append(sources, &metRows{p, f})
		} else {
			sources = append(sources, f)
		}
	}
	return sources, done, nil
}

// maxOpen is how many files are merged at once: each takes a block and what
// belongs to it, a quarter of a megabyte.
const maxOpen = 512

// compact makes one file of the first so many.
func (p *Pile) compact() error {
	first := p.files[:p.open]
	sources, done, err := p.sourcesOf(first)
	if err != nil {
		return err
	}
	defer done()
	path := p.nextPath()
	err = WriteFile(path, true, p.head, func(w *Writer) error {
		return Merge(sources, func(id []Row) error {
			for i := range id {
				if i > 0 && id[i-1].Compare(&id[i]) == 0 {
					continue
				}
				if err := w.Add(&id[i]); err != nil {
					return err
				}
			}
			return nil
		})
	})
	if err != nil {
		return err
	}
	var errs []error
	for _, f := range first {
		errs = append(errs, os.Remove(f.path))
	}
	p.files = append(slices.Clone(p.files[p.open:]), pileFile{path: path})
	return errors.Join(errs...)
}

func (p *Pile) nextPath() string {
	p.next++
	return filepath.Join(p.folder, fmt.Sprintf("%06d%s", p.next-1, fileSuffix))
}

// metRows are the rows of an earlier process whose units were asked for. Where
// else an article stood is found anew.
type metRows struct {
	pile *Pile
	file *File
}

func (m *metRows) Next() (Row, bool, error) {
	for {
		r, ok, err := m.file.Next()
		if !ok || err != nil {
			return r, ok, err
		}
		if r.Body == "" || len(r.Origins) == 0 {
			continue
		}
		if i, ok := m.pile.at[r.Origins[0].Unit()]; ok && m.pile.kept[i].met {
			r.Origins = r.Origins[:1]
			return r, true, nil
		}
	}
}
