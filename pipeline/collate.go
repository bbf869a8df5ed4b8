package pipeline

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/verbatim-news/verbatim/attribution/speaker"
	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/report"
	"github.com/verbatim-news/verbatim/pipeline/rows"
	"github.com/verbatim-news/verbatim/pipeline/syndicate"
	"github.com/verbatim-news/verbatim/pipeline/variant"
)

// Collate turns the extracts of a reading into its report, as Run does, all in
// memory.
func (s Stages) Collate(ctx context.Context, extracts []Extract, reading Reading, o Options) (*report.Report, error) {
	if reading.costs == nil { // of several readings together
		reading.costs = o.meter()
	}
	o.Dir = ""
	slices.SortFunc(extracts, func(a, b Extract) int { return cmp.Compare(a.Article.ID, b.Article.ID) })
	b := newShelf(&o)
	for i := range extracts {
		e := &extracts[i].Extract
		body, err := rows.AppendExtract(nil, e)
		if err != nil {
			return nil, err
		}
		if err := b.add(rows.Row{ID: e.Article.ID, SHA256: e.Article.SHA256, Body: string(body)}); err != nil {
			return nil, err
		}
	}
	return s.collate(ctx, b, reading, o)
}

// collate is the second half of a run, which looks across articles: 1. copies,
// versions and sources are marked; 2. namesakes told apart; 3. quotes held against
// the record, if there is one, and grouped; 4. each group compared. Each is a pass
// over the rows.
func (s Stages) collate(ctx context.Context, b *shelf, reading Reading, o Options) (*report.Report, error) {
	r := &report.Report{Rejected: reading.Rejected}
	var err error
	if b.marks, err = b.mark(ctx, &o); err != nil {
		return nil, err
	}
	if err := b.look(ctx, r); err != nil {
		return nil, err
	}
	if err := b.load(ctx, r); err != nil {
		return nil, err
	}
	var rendered rendering
	if o.Against != nil {
		if rendered, err = hold(ctx, b, r, reading.costs, o); err != nil {
			return nil, err
		}
	}
	if err := s.group(ctx, b, r, rendered, reading.costs, o); err != nil {
		return nil, err
	}
	r.Run = report.Run{
		Format:  record.FormatVersion,
		Lexicon: speaker.Version,
		Model:   record.Null(s.Models),
		Options: o.record(),
		Counts: report.Counts{
			Filtered: reading.Counts.LeftOut, Skipped: reading.Counts.Skipped + reading.Counts.Records, Duplicates: reading.Counts.Repeated,
		},
		Stages: reading.costs.Stages(),
	}
	r.Written, r.Workers = o.writing(reading.costs, r), runner(o.Workers)
	r.Sort()
	return r, nil
}

// mark finds the articles that repeat another, and whose words each prints.
func (b *shelf) mark(ctx context.Context, o *Options) (*syndicate.Marks, error) {
	return syndicate.Mark(ctx, b.articles, func(yield func(int, *record.Article, *syndicate.Sketch) error) error {
		return b.decode(ctx, (*rows.Row).Outline, func(i int, e *rows.Extract) error { return yield(i, &e.Article, e.Sketch) })
	}, syndicate.Options{Memory: int64(o.memory(stageShare)), TempDir: o.partial()})
}

// look counts the quotes, tells namesakes apart, and lists the flags.
func (b *shelf) look(ctx context.Context, r *report.Report) error {
	names := newNamesakes()
	err := b.each(ctx, func(i, first int, e *rows.Extract) error {
		for k := range e.Quotes {
			names.note(i, &e.Quotes[k])
			b.said += len(e.Quotes[k].Text)
			if holdable(&e.Quotes[k]) {
				b.marked++
			}
		}
		b.quotes += len(e.Quotes)
		r.Flags = append(r.Flags, flags(e)...)
		return nil
	})
	names.settle()
	b.names = names
	return err
}

// load puts the rows into the report: as they are where memory holds them all.
func (b *shelf) load(ctx context.Context, r *report.Report) error {
	if b.spilled {
		r.Rows = b
		return nil
	}
	r.Articles = make([]record.Article, 0, b.articles)
	r.Quotes, r.Contexts = make([]record.Quote, 0, b.quotes), make([]record.Context, 0, b.quotes)
	err := b.each(ctx, func(i, _ int, e *rows.Extract) error {
		b.dress(i, e)
		r.Articles = append(r.Articles, e.Article)
		r.Quotes, r.Contexts = append(r.Quotes, e.Quotes...), append(r.Contexts, e.Contexts...)
		return nil
	})
	b.extracts = nil // they are in memory once
	return err
}

// group finds what is one utterance, and compares its renderings.
func (s Stages) group(ctx context.Context, b *shelf, r *report.Report, rendered rendering, spent *Meter, o Options) error {
	o.progress(ProgressGrouping, 0, 1)
	start := time.Now()
	var quotes variant.Quotes = b
	if !b.spilled {
		quotes = variant.Slice(r.Quotes)
	}
	groups, err := s.Group(ctx, quotes, variant.Options{Sources: b.marks.Sources, Memory: int64(o.memory(stageShare)), TempDir: o.partial(), Workers: runner(o.Workers)})
	if err != nil {
		return err
	}
	if o.Against != nil {
		if groups, err = variant.Join(quotes, groups, rendered); err != nil {
			return err
		}
	}
	spent.add(stageGroup, start, b.said)
	spent.count(stageGroup, b.articles, b.quotes)
	o.progress(ProgressGrouping, 1, 1)
	c := &comparing{s: s, o: o, b: b, r: r, groups: groups, rendered: rendered, spent: spent}
	return c.compare(ctx)
}
