package corpus

import (
	"fmt"
	"maps"
	"slices"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// Faults hands on what is rejected of a file, up to Limits.MaxRejected rows, and
// counts the rest. Whoever makes units gives it their rejections in the order
// of the units, so that the rows that are handed on are always the same. It is
// for one goroutine.
type Faults struct {
	most int
	seen map[int]fault // by Unit.File
}

type fault struct {
	source string
	n      int
}

// NewFaults gives Faults for a reading with limits.
func NewFaults(l Limits) *Faults {
	return &Faults{most: l.filled().MaxRejected, seen: map[int]fault{}}
}

// Enter enters what was rejected of a file, and reports whether it is to be
// handed on.
func (f *Faults) Enter(file int, source string) bool {
	n := f.seen[file].n + 1
	f.seen[file] = fault{source, n}
	return n <= f.most
}

// Rest gives a row for each file of which more was rejected than handed on.
func (f *Faults) Rest() []record.Rejection {
	var rows []record.Rejection
	for _, file := range slices.Sorted(maps.Keys(f.seen)) {
		if s := f.seen[file]; s.n > f.most {
			rows = append(rows, rest(s.source, s.n-f.most, "that hold no article"))
		}
	}
	return rows
}

func rest(source string, n int, what string) record.Rejection {
	return record.Rejection{Source: source, Stage: stage, Reason: fmt.Sprintf("and %d more places %s", n, what)}
}
