package pipeline

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/verbatim-news/verbatim/pipeline/corpus"
	"github.com/verbatim-news/verbatim/pipeline/rows"
)

// A gathering is the first half of a run: whatever the inputs hold is made,
// worked on, and put on a pile of rows, in the order in which it comes. It decides
// nothing about ids; settle does, when all is there.
type gathering struct {
	Reading
	s       Stages
	o       Options
	made    made
	pile    *rows.Pile
	earlier string // the file of an earlier run, or ""
	ledger  corpus.Ledger
}

// newGathering takes up what a run that was killed has left, and takes note of
// the articles of the earlier run.
func (s Stages) newGathering(o Options) (*gathering, error) {
	g := &gathering{Reading: newReading(&o), s: s, o: o, made: s.made(o)}
	if o.Earlier != "" {
		g.earlier = filepath.Join(o.Earlier, KeptFile)
		if err := g.note(); err != nil {
			return nil, fmt.Errorf("reading %s: %w", g.earlier, err)
		}
	}
	head, err := json.Marshal(g.made)
	if err != nil {
		return nil, err
	}
	g.pile, err = rows.OpenPile(o.partial(), head, o.memory(spillShare), func(file string, err error) {
		o.log().Warn("what an interrupted run left is not used", "file", file, "reason", err)
	})
	if err != nil {
		return nil, err
	}
	if n := g.pile.Kept(); n > 0 {
		o.log().Info("going on where an interrupted run stood", "articles", n)
	}
	return g, nil
}

// gather reads the inputs.
func (g *gathering) gather(ctx context.Context, in Input) error {
	warn := corpus.Warner(g.o.Corpus.Log)
	err := each(ctx, g.o.Workers,
		func(ctx context.Context, emit func(*corpus.Unit) error) error { return g.feed(ctx, in, &g.o, emit) },
		func(ctx context.Context, u *corpus.Unit) outcome { return g.work(ctx, u) },
		func(out outcome) error {
			if out.done || !g.take(out) {
				return nil
			}
			warn(out.made)
			return g.pile.Add(out.row)
		})
	g.o.attributed(g.costs)
	return err
}

// leave writes down what was found until a run was interrupted, as far as that is
// possible.
func (g *gathering) leave(err error) error {
	if flushErr := g.pile.Flush(); flushErr != nil && errors.Is(err, context.Canceled) {
		g.o.log().Warn("what was found last is lost", "reason", flushErr)
	}
	return err
}

// work makes a row of a unit: with a body if the article may keep its id, as far
// as the ledger knows.
func (g *gathering) work(ctx context.Context, u *corpus.Unit) outcome {
	at := rows.Origin{Source: u.Source, Place: u.Place, Key: rows.Digest(u.Key())}
	if k, ok := g.pile.Done(at.Unit()); ok {
		g.ledger.Enter(corpus.Standing{ID: corpus.Digest(k.ID), Text: corpus.Digest(k.Text), Rank: corpus.Digest(k.Rank)})
		g.costs.count(stageRead, 1, 0)
		g.costs.count(stageSpeakers, 1, 0)
		return outcome{done: true}
	}
	out := g.make(u)
	it := out.made.Item
	if it == nil {
		return out
	}
	standing := it.Standing()
	at.Rank = rows.Digest(standing.Rank)
	out.row = rows.Row{ID: it.Article.ID, SHA256: it.SHA256, Origins: []rows.Origin{at}}
	if g.ledger.Enter(standing).Holds() {
		e, failure := g.s.extract(ctx, it, g.o, g.costs)
		out.row.Body = body(e, failure)
	}
	out.made.Item = &corpus.Item{Source: it.Source, Place: it.Place} // the text is let go
	return out
}

// body is what is kept of an article. What cannot be kept is a failure.
func body(e *Extract, failure *rows.Failure) string {
	if failure == nil {
		b, err := rows.AppendExtract(nil, &e.Extract)
		switch {
		case err != nil:
			failure = &rows.Failure{Stage: stageSpeakers, Reason: err.Error()}
		case len(b) > rows.MaxRow/2:
			failure = &rows.Failure{Stage: stageSpeakers, Reason: e.Article.ID + ": more quotes than can be kept"}
		default:
			return string(b)
		}
	}
	return string(rows.AppendFailure(nil, *failure))
}
