package pipeline

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sort"

	"github.com/verbatim-news/verbatim/pipeline/quotediff"
	"github.com/verbatim-news/verbatim/pipeline/rows"
	"github.com/verbatim-news/verbatim/pipeline/variant"
)

// parts are the quotes that comparing looks at, dealt out to files by group, as
// many to a file as memory may hold: members of one group stand in articles that
// are anywhere.
type parts struct {
	folder string
	first  []int // the first group of each part
	groups []variant.Cluster
	out    *clusters
	files  []*os.File
	to     []*rows.Writer
}

// memberBytes is about what comparing one member holds: its row, those beside it
// and their contexts.
const memberBytes = 8 << 10

// maxParts bounds the files that are open at once: more memory is held where
// there would be more.
const maxParts = 512

// split deals out the quotes.
func (c *comparing) split(ctx context.Context) (*parts, error) {
	p := &parts{folder: filepath.Join(c.o.partial(), "parts"), groups: c.groups, out: c.out}
	members := 0
	for g := range c.groups {
		members += len(c.groups[g].Members)
	}
	room, each := 0, max(c.o.memory(stageShare), memberBytes*members/maxParts)
	for g := range c.groups {
		size := memberBytes * len(c.groups[g].Members)
		if g == 0 || room < size {
			p.first = append(p.first, g)
			room = each
		}
		room -= size
	}
	if err := os.MkdirAll(p.folder, 0o777); err != nil {
		return nil, err
	}
	err := p.open()
	if err == nil {
		err = c.b.each(ctx, p.deal)
	}
	for i := range p.files {
		if err == nil {
			err = p.to[i].Close()
		}
		if closeErr := p.files[i].Close(); err == nil {
			err = closeErr
		}
	}
	if err != nil {
		p.remove()
	}
	return p, err
}

func (p *parts) path(n int) string { return filepath.Join(p.folder, fmt.Sprint(n)) }

func (p *parts) open() error {
	for n := range p.first {
		f, err := os.Create(p.path(n))
		if err != nil {
			return err
		}
		p.files = append(p.files, f)
		w, err := rows.NewWriter(f, nil)
		if err != nil {
			return err
		}
		p.to = append(p.to, w)
	}
	return nil
}

func (p *parts) remove() { _ = os.RemoveAll(p.folder) } // what stays is removed with all of the run

// deal writes the quotes of an article to the parts that compare them.
func (p *parts) deal(_, first int, e *rows.Extract) error {
	members := map[int][]int{}
	for k := range e.Quotes {
		if g := p.out.groupOf[first+k]; g >= 0 {
			n := sort.SearchInts(p.first, int(g)+1) - 1
			members[n] = append(members[n], k)
		}
	}
	for n, list := range members { // each has a file of its own, so that their order is nothing
		b, err := e.Of(around(e, list), first).Append(nil)
		if err != nil {
			return err
		}
		if err := p.to[n].Aside(b); err != nil {
			return err
		}
	}
	return nil
}

// around lists, in order, the rows of an article that comparing the given members
// looks at: what lies between two of one group, too, for somebody else may speak
// there. A row is not kept without the one that it stands within, which is before
// it, nor that without those between, for rows are counted.
func around(e *rows.Extract, members []int) []int {
	from, to := quotediff.Beside(e.Quotes, e.Contexts, members)
	at := map[string]int{}
	for k := range e.Quotes {
		at[e.Quotes[k].ID] = k
	}
	for k := to - 1; k >= from; k-- {
		if outer, ok := at[string(e.Quotes[k].Within)]; ok {
			from = min(from, outer)
		}
	}
	list := make([]int, 0, to-from)
	for k := from; k < to; k++ {
		list = append(list, k)
	}
	return list
}

// load reads the n-th part.
func (p *parts) load(ctx context.Context, n int) (part, error) {
	end := len(p.groups)
	if n+1 < len(p.first) {
		end = p.first[n+1]
	}
	out := part{first: p.first[n]}
	var indexes []int
	f, err := rows.OpenFile(p.path(n))
	if err != nil {
		return out, err
	}
	defer f.Close()
	for {
		s, ok, err := f.Aside()
		if err != nil {
			return out, fmt.Errorf("%s: %w", p.path(n), err)
		}
		if !ok {
			break
		}
		some, err := rows.ParsePart(s)
		if err != nil {
			return out, fmt.Errorf("%s: %w", p.path(n), err)
		}
		indexes = append(indexes, some.Indexes...)
		out.quotes, out.contexts = append(out.quotes, some.Extract.Quotes...), append(out.contexts, some.Extract.Contexts...)
	}
	for _, g := range p.groups[p.first[n]:end] {
		out.groups = append(out.groups, here(g, indexes))
	}
	return out, ctx.Err()
}

// here is a group by the places that its quotes have in a part, which are in
// the order of their indexes.
func here(g variant.Cluster, indexes []int) variant.Cluster {
	place := func(list []int) []int {
		var out []int
		for _, m := range list {
			out = append(out, sort.SearchInts(indexes, m))
		}
		return out
	}
	return variant.Cluster{Base: sort.SearchInts(indexes, g.Base), Members: place(g.Members), Bridged: place(g.Bridged)}
}
