package rows

import (
	"bufio"
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// A Pile collects rows in any order. Whenever they take more than its budget they
// go to a file of its folder, sorted, and stay there: a pile opened later, over
// what is left of a run that was killed, has them. It is the way of an external
// sort, whose runs are the checkpoints too.
//
// What an earlier process wrote counts only as far as the inputs still hold it:
// rows whose unit nobody asks for (Done) are passed over in the end.
type Pile struct {
	folder string // "" keeps all rows in memory
	head   []byte
	budget int
	next   int // number of the next file
	open   int // how many files may be open at once

	files []pileFile
	rows  []Row
	size  int // bytes of rows, about

	mu   sync.Mutex // of what follows
	at   map[Digest]int32
	kept []kept
}

type pileFile struct {
	path    string
	earlier bool // of an earlier process
}

// A kept row is on disk from before; met says that its unit was asked for.
type kept struct {
	Key
	met bool
}

const fileSuffix = ".rows"

// OpenPile opens the pile in folder, which need not be there yet, with what a
// killed process left in it: whole files with the same head. All else is removed;
// of files that cannot be used warn is told the reason. Without a folder all
// rows stay in memory. Budget counts bytes.
func OpenPile(folder string, head []byte, budget int, warn func(file string, err error)) (*Pile, error) {
	p := &Pile{folder: folder, head: head, budget: budget, open: maxOpen, at: map[Digest]int32{}}
	if folder == "" {
		return p, nil
	}
	entries, err := os.ReadDir(folder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	for _, e := range entries {
		path := filepath.Join(folder, e.Name())
		name, whole := strings.CutSuffix(e.Name(), fileSuffix)
		if whole {
			err := p.enter(path)
			if err == nil {
				n, _ := strconv.Atoi(name)
				p.next = max(p.next, n+1)
				p.files = append(p.files, pileFile{path, true})
				continue
			}
			warn(path, err)
		}
		if err := os.RemoveAll(path); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// errOtherHead is why a file that was made with other options is not used.
var errOtherHead = errors.New("it was made by another version, or with other options")

// enter takes note of the rows of a file.
func (p *Pile) enter(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	var keys []Key
	err = Scan(bufio.NewReaderSize(f, 1<<20), func(head []byte) error {
		if !bytes.Equal(head, p.head) {
			return errOtherHead
		}
		return nil
	}, func(k Key) { keys = append(keys, k) })
	if err != nil {
		return err
	}
	for _, k := range keys {
		if _, ok := p.at[k.Unit]; !ok {
			p.at[k.Unit] = int32(len(p.kept))
			p.kept = append(p.kept, kept{Key: k})
		}
	}
	return nil
}

// Kept is how many rows with a body an earlier process left.
func (p *Pile) Kept() int { return len(p.kept) }

// Done reports whether the row of a unit is there from before. It may be called
// on any goroutine.
func (p *Pile) Done(unit Digest) (Key, bool) {
	if len(p.kept) == 0 {
		return Key{}, false
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	i, ok := p.at[unit]
	if !ok {
		return Key{}, false
	}
	p.kept[i].met = true
	return p.kept[i].Key, true
}

// Add adds a row. The error is the disk's.
func (p *Pile) Add(r Row) error {
	p.rows = append(p.rows, r)
	p.size += r.Size() + rowBytes
	if p.folder == "" || p.size < p.budget {
		return nil
	}
	return p.spill()
}

// rowBytes is what a row takes in memory beside its strings, about.
const rowBytes = 128

func (p *Pile) sort() { slices.SortFunc(p.rows, func(a, b Row) int { return a.Compare(&b) }) }

// spill writes the rows at hand to a file, which has its name only when it is
// whole and on the disk.
func (p *Pile) spill() error {
	p.sort()
	path := p.nextPath()
	err := WriteFile(path, true, p.head, func(w *Writer) error {
		for i := range p.rows {
			if i > 0 && p.rows[i-1].Compare(&p.rows[i]) == 0 {
				continue // of an input that was named twice
			}
			if err := w.Add(&p.rows[i]); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	p.files = append(p.files, pileFile{path: path})
	clear(p.rows)
	p.rows, p.size = p.rows[:0], 0
	return nil
}

// Flush writes down the rows at hand, for a process that ends before its time.
func (p *Pile) Flush() error {
	if p.folder == "" || len(p.rows) == 0 {
		return nil
	}
	return p.spill()
}

// Spilled reports whether rows of the pile are on disk.
func (p *Pile) Spilled() bool { return len(p.files) > 0 }

// Forget removes the files of the pile but for one.
func (p *Pile) Forget(but string) error {
	var errs []error
	for _, f := range p.files {
		if f.path != but {
			errs = append(errs, os.Remove(f.path))
		}
	}
	p.files = nil
	return errors.Join(errs...)
}
