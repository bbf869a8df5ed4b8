// Package spill keeps what a stage need not hold at once: up to so many bytes in
// memory, the rest in temporary files. One code path serves both, so that a
// small run tests what a large one does.
//
// The road not taken: github.com/lanrat/extsort hands every record through
// channels and a pair of encoding functions. Grouping moves some sixty records
// a rendering, so that the channels alone would cost more than all the rest.
// And records are only ever wanted by partitions of a dense or a hashed key:
// no merge is needed where partitions fit in memory (Spread).
package spill

import (
	"fmt"
	"os"
	"sync"
)

// A Disk is what the spools of one stage share: the bytes of memory, the folder,
// and the first error, which stays and is what every later call meets; the
// caller looks at it (Err) once in a while. Its spools are written by one
// goroutine.
type Disk struct {
	// Opened, where set, is told of every file that is made.
	Opened func(f *os.File)

	stage  string // for errors: "grouping"
	left   int64  // bytes that may still be held in memory
	parent string
	files  []*os.File
	named  []string // of those files that Close has to remove

	mu  sync.Mutex // several goroutines may read
	err error
}

// New gives a disk for a stage: memory is the bytes that may be held at once,
// about, folder where temporary files go, "" for the system's (TMPDIR).
func New(stage string, memory int64, folder string) *Disk {
	return &Disk{stage: stage, left: memory, parent: folder}
}

// Err is the first error of any spool.
func (d *Disk) Err() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.err
}

// Close removes every file. It may be called again.
func (d *Disk) Close() {
	for _, f := range d.files {
		_ = f.Close() // what was in it is no longer wanted
	}
	for _, name := range d.named {
		_ = os.Remove(name) // a temporary file that stays is no reason to lose the result
	}
	d.files, d.named = nil, nil
}

func (d *Disk) fail(err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.err == nil && err != nil {
		d.err = fmt.Errorf("%s: temporary files: %w", d.stage, err)
		if d.parent == "" {
			d.err = fmt.Errorf("%w (TMPDIR names another folder)", d.err)
		}
	}
}

// create makes a temporary file. Where the system lets an open file be removed
// it is removed at once, so that even a killed run leaves nothing behind.
func (d *Disk) create() *os.File {
	f, err := os.CreateTemp(d.parent, "verbatim-")
	if err != nil {
		d.fail(err)
		return nil
	}
	if os.Remove(f.Name()) != nil {
		d.named = append(d.named, f.Name())
	}
	d.files = append(d.files, f)
	if d.Opened != nil {
		d.Opened(f)
	}
	return f
}
