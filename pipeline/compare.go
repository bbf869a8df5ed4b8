package pipeline

import (
	"context"
	"time"

	"github.com/verbatim-news/verbatim/pipeline/quotediff"
	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/report"
	"github.com/verbatim-news/verbatim/pipeline/rows"
	"github.com/verbatim-news/verbatim/pipeline/variant"
)

// A comparing takes groups to clusters.
type comparing struct {
	s        Stages
	o        Options
	b        *shelf
	r        *report.Report
	groups   []variant.Cluster
	rendered rendering
	spent    *Meter
	opts     quotediff.Options
	out      *clusters
	done     int // groups
}

// compare fills in the clusters of r, and those of its quotes.
func (c *comparing) compare(ctx context.Context) error {
	if err := c.prepare(ctx); err != nil {
		return err
	}
	if !c.b.spilled {
		return c.inMemory(ctx)
	}
	parts, err := c.split(ctx)
	if err != nil {
		return err
	}
	defer parts.remove()
	for n := range parts.first {
		p, err := parts.load(ctx, n)
		if err != nil {
			return err
		}
		if err := c.part(ctx, p); err != nil {
			return err
		}
	}
	c.b.clusters = c.out
	return c.out.settle()
}

// prepare finds what of the articles comparing looks at.
func (c *comparing) prepare(ctx context.Context) (err error) {
	c.out, err = newClusters(c.groups, c.b.quotes, c.b.spilled, &c.o)
	if err != nil {
		return err
	}
	c.opts = quotediff.Options{Sources: c.b.marks.Sources, Versions: map[string]string{}, Foreign: map[string]bool{}}
	note := func(a *record.Article) error {
		if a.VersionOf != "" {
			c.opts.Versions[a.ID] = string(a.VersionOf)
		}
		if quotediff.Foreign(string(a.Lang)) {
			c.opts.Foreign[a.ID] = true
		}
		return nil
	}
	if c.b.spilled {
		return c.b.decode(ctx, (*rows.Row).Outline, func(_ int, e *rows.Extract) error { return note(&e.Article) })
	}
	for i := range c.r.Articles {
		_ = note(&c.r.Articles[i]) // never fails
	}
	return nil
}

// inMemory compares all groups at once.
func (c *comparing) inMemory(ctx context.Context) error {
	p := part{quotes: c.r.Quotes, contexts: c.r.Contexts, groups: c.groups}
	if err := c.part(ctx, p); err != nil {
		return err
	}
	for g := range c.groups {
		if c.out.ids[g] == "" {
			continue
		}
		k := c.out.list[g]
		k.Repeats = c.out.repeats(g)
		c.r.Clusters = append(c.r.Clusters, k)
		for _, m := range c.groups[g].Members { // only now: workers read the quotes
			c.r.Quotes[m].Cluster = record.Null(k.ID)
		}
	}
	return nil
}

// A part is groups with the quotes that comparing them looks at.
type part struct {
	quotes   []record.Quote
	contexts []record.Context
	groups   []variant.Cluster // by index of quotes
	first    int               // number of the first group
}

// A compared is a group with the cluster made of it, or why there is none.
type compared struct {
	group   int // in its part
	cluster record.Cluster
	err     error
}

// part compares the groups of a part.
func (c *comparing) part(ctx context.Context, p part) error {
	opts := c.opts
	opts.Contexts = p.contexts
	return each(ctx, c.o.Workers,
		func(_ context.Context, emit func(int) error) error {
			for g := range p.groups {
				if err := emit(g); err != nil {
					return err
				}
			}
			return nil
		},
		func(ctx context.Context, g int) compared {
			start, size := time.Now(), 0
			k := compared{group: g}
			k.err = safely(func() (err error) {
				k.cluster, err = c.s.Compare(ctx, p.quotes, p.groups[g], opts)
				return
			})
			for _, m := range p.groups[g].Members {
				size += len(p.quotes[m].Text)
			}
			c.spent.add(stageCompare, start, size)
			c.spent.count(stageCompare, 0, len(p.groups[g].Members))
			return k
		},
		func(k compared) error {
			c.done++
			c.o.progress(ProgressComparing, int64(c.done), int64(len(c.groups)))
			if k.err != nil {
				c.r.Rejected = append(c.r.Rejected, c.spent.reject(record.Rejection{Source: p.quotes[p.groups[k.group].Base].ID, Stage: stageCompare, Reason: k.err.Error()}))
				return nil
			}
			g := p.first + k.group
			k.cluster.Passage = c.rendered.passageOf(c.groups[g])
			return c.out.add(g, k.cluster)
		})
}
