package pipeline

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/verbatim-news/verbatim/pipeline/corpus"
	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/report"
	"github.com/verbatim-news/verbatim/pipeline/rows"
)

// settle merges what was gathered with what the earlier run kept: of each id one
// article stays. What stays is written down, for collating where it is much, and
// for a later run to join to.
func (g *gathering) settle(ctx context.Context) (*shelf, error) {
	sources, done, err := g.pile.Sources()
	if err != nil {
		return nil, err
	}
	defer done()
	var earlier *rows.File
	if g.earlier != "" {
		if earlier, err = rows.OpenFile(g.earlier); err != nil {
			return nil, broken(err)
		}
		defer earlier.Close()
		sources = append(sources, earlierRows{earlier})
	}
	b := newShelf(&g.o)
	if g.o.Dir == "" {
		return b, g.merge(ctx, sources, earlier, b.add)
	}
	b.path = g.o.merged()
	if err := g.write(ctx, b, sources, earlier); err != nil {
		return nil, err
	}
	return b, g.pile.Forget(b.path)
}

// write writes what stays to the file of b: rows, then what was passed over.
func (g *gathering) write(ctx context.Context, b *shelf, sources []rows.Source, earlier *rows.File) error {
	head, err := json.Marshal(g.made)
	if err != nil {
		return err
	}
	return rows.WriteFile(b.path, g.pile.Spilled(), head, func(w *rows.Writer) error {
		err := g.merge(ctx, sources, earlier, func(r rows.Row) error {
			return cmp.Or(w.Add(&r), b.add(r))
		})
		if err != nil {
			return err
		}
		var line []byte
		for _, a := range g.passed.asides() {
			line = a.Append(line[:0])
			if err := w.Aside(line); err != nil {
				return err
			}
		}
		return nil
	})
}

// earlierRows are those of an earlier run.
type earlierRows struct{ *rows.File }

func (e earlierRows) Next() (rows.Row, bool, error) {
	r, ok, err := e.File.Next()
	if err != nil {
		err = broken(err)
	}
	return r, ok, err
}

// merge calls take with every row that stays, and settles what was passed over.
func (g *gathering) merge(ctx context.Context, sources []rows.Source, earlier *rows.File, take func(rows.Row) error) error {
	var failed []record.Rejection
	err := rows.Merge(sources, func(id []rows.Row) error {
		r, lost := keeper(id)
		for _, o := range lost {
			g.reject(record.Rejection{Source: o.Source, Place: o.Place, Stage: stageRead, Reason: corpus.DuplicateID})
		}
		g.Counts.Repeated += len(r.Origins) - 1
		if f, ok, err := r.Failed(); err != nil {
			return broken(err)
		} else if ok {
			failed = append(failed, record.Rejection{Source: r.Origins[0].Source, Place: r.Origins[0].Place, Stage: f.Stage, Reason: f.Reason})
		}
		return cmp.Or(take(r), ctx.Err())
	})
	if err != nil {
		return err
	}
	if err := g.join(earlier); err != nil {
		return broken(fmt.Errorf("%s: %w", g.earlier, err))
	}
	g.Rejected = failed
	g.Reading.settle()
	return nil
}

// join enters what the earlier run, if there is one, had passed over. Its rows
// have been read.
func (g *gathering) join(earlier *rows.File) error {
	for earlier != nil {
		s, ok, err := earlier.Aside()
		if !ok || err != nil {
			return err
		}
		a, err := rows.ParseAside(s)
		if err != nil {
			return err
		}
		g.passed.join(a)
	}
	return nil
}

// keeper gives, of all rows of an id, that which holds it: the text of the lowest
// SHA-256, under its fullest imprint, with every place where it stood; and the
// places of the other texts, which lose.
func keeper(id []rows.Row) (r rows.Row, lost []rows.Origin) {
	i := max(slices.IndexFunc(id, func(r rows.Row) bool { return r.Body != "" }), 0)
	r = id[i]
	var origins []rows.Origin
	for k := range id {
		if id[k].SHA256 == r.SHA256 {
			origins = append(origins, id[k].Origins...)
		} else {
			lost = append(lost, id[k].Origins...)
		}
	}
	if len(origins) > 1 {
		slices.SortFunc(origins, byRank)
		at := map[[2]string]bool{}
		origins = slices.DeleteFunc(origins, func(o rows.Origin) bool {
			place := [2]string{o.Source, o.Place}
			twice := at[place]
			at[place] = true
			return twice
		})
	}
	r.Origins = origins
	return r, lost
}

// byRank puts the origin first that the article is read from, were it read again.
func byRank(a, b rows.Origin) int {
	return cmp.Or(strings.Compare(string(a.Rank[:]), string(b.Rank[:])), cmp.Compare(a.Source, b.Source),
		report.ComparePlaces(a.Place, b.Place), strings.Compare(string(a.Key[:]), string(b.Key[:])))
}
