package rows

import (
	"container/heap"
)

// A Source gives rows in the order of a file; false after the last.
type Source interface {
	Next() (Row, bool, error)
}

// Slice is a Source of rows at hand, which must be in order.
func Slice(list []Row) Source { return &slice{list} }

type slice struct{ list []Row }

func (s *slice) Next() (Row, bool, error) {
	if len(s.list) == 0 {
		return Row{}, false, nil
	}
	r := s.list[0]
	s.list = s.list[1:]
	return r, true, nil
}

// Merge calls yield with all rows of an id, in order, id by id. Of the sources
// it holds a row each, and those of the id at hand. The rows are yield's until it
// returns.
func Merge(sources []Source, yield func(id []Row) error) error {
	h := &front{}
	for _, s := range sources {
		if err := h.fill(s); err != nil {
			return err
		}
	}
	heap.Init(h)
	var id []Row
	for len(h.heads) > 0 {
		first := &h.heads[0]
		if len(id) > 0 && id[0].ID != first.row.ID {
			if err := yield(id); err != nil {
				return err
			}
			id = id[:0]
		}
		id = append(id, first.row)
		row, ok, err := first.source.Next()
		switch {
		case err != nil:
			return err
		case ok:
			first.row = row
			heap.Fix(h, 0)
		default:
			heap.Pop(h)
		}
	}
	if len(id) == 0 {
		return nil
	}
	return yield(id)
}

// front are the sources by their next rows.
type front struct{ heads []head }

type head struct {
	row    Row
	source Source
}

func (f *front) fill(s Source) error {
	row, ok, err := s.Next()
	if ok {
		f.heads = append(f.heads, head{row, s})
	}
	return err
}

func (f *front) Len() int           { return len(f.heads) }
func (f *front) Less(i, j int) bool { return f.heads[i].row.Compare(&f.heads[j].row) < 0 }
func (f *front) Swap(i, j int)      { f.heads[i], f.heads[j] = f.heads[j], f.heads[i] }
func (f *front) Push(x any)         { f.heads = append(f.heads, x.(head)) }
func (f *front) Pop() any {
	last := len(f.heads) - 1
	h := f.heads[last]
	f.heads[last] = head{}
	f.heads = f.heads[:last]
	return h
}
