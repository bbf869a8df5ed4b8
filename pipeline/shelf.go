package pipeline

import (
	"context"
	"fmt"
	"strings"

	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/rows"
	"github.com/verbatim-news/verbatim/pipeline/syndicate"
)

// A shelf is the rows of a run, settled, in the order of their ids: in memory
// while they are few, or else in a file, which every look at them reads again.
// What looking across articles finds is entered in them as they are given out.
type shelf struct {
	path     string // of the file; "" where there is none
	workers  int
	limit    int // bytes of rows that may be held
	held     []rows.Row
	size     int             // bytes of held
	extracts []*rows.Extract // held, decoded
	spilled  bool
	articles int // that have an extract
	quotes   int // of them
	marked   int // of the quotes, those that can be held against the record
	said     int // bytes of the quotes' text

	marks    *syndicate.Marks // nil until known
	names    *namesakes       // nil until known
	clusters *clusters        // nil until known
}

func newShelf(o *Options) *shelf {
	b := &shelf{workers: o.Workers, limit: o.memory(holdShare)}
	if o.Dir == "" {
		b.limit = 1<<63 - 1
	}
	return b
}

// add puts the next row on the shelf.
func (b *shelf) add(r rows.Row) error {
	if r.Body == "" {
		return nil
	}
	if _, failed, err := r.Failed(); failed || err != nil {
		return err
	}
	b.articles++
	if b.spilled {
		return nil
	}
	r.Origins = nil // nobody asks a shelf where an article stood
	b.held = append(b.held, r)
	if b.size += r.Size(); b.size > b.limit {
		b.held, b.spilled = nil, true
	}
	return nil
}

// each gives every extract, with its index and that of its first quote, in
// order. It is decoded on all workers. What is given is nobody else's, but a
// string of it holds on to all of its article.
func (b *shelf) each(ctx context.Context, yield func(i, first int, e *rows.Extract) error) error {
	first := 0
	return b.decode(ctx, (*rows.Row).Extract, func(i int, e *rows.Extract) error {
		err := yield(i, first, e)
		first += len(e.Quotes)
		return err
	})
}

// A numbered row is the i-th of the extracts.
type numbered struct {
	rows.Row
	i int
}

type decoded struct {
	e   *rows.Extract
	i   int
	err error
}

// decode is each for whoever says how much is wanted of an extract.
func (b *shelf) decode(ctx context.Context, how func(*rows.Row) (*rows.Extract, error), take func(i int, e *rows.Extract) error) error {
	if b.spilled {
		return b.read(ctx, how, take)
	}
	if b.extracts == nil {
		err := b.read(ctx, (*rows.Row).Extract, func(_ int, e *rows.Extract) error {
			b.extracts = append(b.extracts, e)
			return nil
		})
		if err != nil {
			return err
		}
		b.held = nil // the strings of the extracts are pieces of it
	}
	for i, e := range b.extracts {
		if err := take(i, e); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// read decodes the rows on all workers.
func (b *shelf) read(ctx context.Context, how func(*rows.Row) (*rows.Extract, error), take func(i int, e *rows.Extract) error) error {
	return each(ctx, b.workers,
		func(_ context.Context, emit func(numbered) error) error { return b.rows(emit) },
		func(_ context.Context, r numbered) decoded {
			e, err := how(&r.Row)
			if err == nil {
				b.dress(r.i, e)
			}
			return decoded{e, r.i, err}
		},
		func(d decoded) error {
			if d.err != nil {
				return broken(fmt.Errorf("%s: %w", b.path, d.err))
			}
			return take(d.i, d.e)
		})
}

func (b *shelf) rows(emit func(numbered) error) error {
	if !b.spilled {
		for i, r := range b.held {
			if err := emit(numbered{r, i}); err != nil {
				return err
			}
		}
		return nil
	}
	f, err := rows.OpenFile(b.path)
	if err != nil {
		return err
	}
	defer f.Close()
	for i := 0; ; {
		r, ok, err := f.Next()
		if !ok || err != nil {
			return err
		}
		if _, failed, _ := r.Failed(); failed || r.Body == "" {
			continue
		}
		if err := emit(numbered{r, i}); err != nil {
			return err
		}
		i++
	}
}

// dress enters in an extract what was found by looking across articles.
func (b *shelf) dress(i int, e *rows.Extract) {
	if b.marks != nil {
		b.marks.Enter(i, &e.Article)
	}
	if b.names != nil {
		for k := range e.Quotes {
			b.names.rename(i, &e.Quotes[k])
		}
	}
}

// Len is the number of quotes.
func (b *shelf) Len() int { return b.quotes }

// Each yields every quote with its index (variant.Quotes).
func (b *shelf) Each(yield func(i int, q *record.Quote) error) error {
	return b.each(context.Background(), func(_, first int, e *rows.Extract) error {
		for k := range e.Quotes {
			if err := yield(first+k, &e.Quotes[k]); err != nil {
				return err
			}
		}
		return nil
	})
}

// Articles yields every article (report.Rows).
func (b *shelf) Articles(yield func(*record.Article) error) error {
	return b.each(context.Background(), func(_, _ int, e *rows.Extract) error { return yield(&e.Article) })
}

// Quotes yields every quote, its cluster filled in (report.Rows).
func (b *shelf) Quotes(yield func(*record.Quote, *record.Context) error) error {
	return b.each(context.Background(), func(_, first int, e *rows.Extract) error {
		for k := range e.Quotes {
			q := &e.Quotes[k]
			q.Cluster = record.Null(b.clusters.of(first + k))
			if err := yield(q, &e.Contexts[k]); err != nil {
				return err
			}
		}
		return nil
	})
}

// Clusters yields every cluster by id (report.Rows).
func (b *shelf) Clusters(yield func(*record.Cluster) error) error { return b.clusters.each(yield) }

// flags are the marks of an article that have no partner, without its text.
func flags(e *rows.Extract) []record.Flag {
	out := make([]record.Flag, len(e.Flags))
	for i, f := range e.Flags {
		out[i] = f
		out[i].Article = strings.Clone(f.Article)
	}
	return out
}
