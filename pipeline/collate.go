package pipeline

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/verbatim-news/verbatim/attribution/speaker"
	"github.com/verbatim-news/verbatim/pipeline/quotediff"
	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/report"
	"github.com/verbatim-news/verbatim/pipeline/syndicate"
	"github.com/verbatim-news/verbatim/pipeline/variant"
)

// Collate turns the extracts of a reading into its report: 1. in the order of
// their ids; 2. copies, versions and sources marked; 3. namesakes told apart; 4. quotes grouped; 5. each
// group compared. It takes the extracts over, and leaves their slice empty.
func (s Stages) Collate(ctx context.Context, extracts []Extract, reading Reading, o Options) (*report.Report, error) {
	if reading.costs == nil { // of several readings together
		reading.costs = newCosts()
	}
	slices.SortFunc(extracts, func(a, b Extract) int { return cmp.Compare(a.Article.ID, b.Article.ID) })
	sources, err := witnesses(ctx, extracts)
	if err != nil {
		return nil, err
	}
	r := &report.Report{Rejected: reading.Rejected}
	for i, e := range extracts {
		extracts[i] = Extract{} // the rows are in memory once
		r.Articles = append(r.Articles, e.Article)
		r.Quotes = append(r.Quotes, e.Quotes...)
		r.Contexts = append(r.Contexts, e.Contexts...)
		r.Flags = append(r.Flags, e.Flags...)
	}
	separate(r.Quotes)
	if o.Against != nil {
		if err := hold(ctx, r, reading.costs, o); err != nil {
			return nil, err
		}
	}
	if err := s.compare(ctx, r, sources, reading.costs, o); err != nil {
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
		Stages: reading.costs.stages(),
	}
	r.Sort()
	return r, nil
}

// witnesses marks the articles that repeat another, and says whose words each
// prints.
func witnesses(ctx context.Context, extracts []Extract) (syndicate.Sources, error) {
	marks, err := syndicate.Mark(ctx, len(extracts), func(yield func(int, *record.Article, *syndicate.Sketch) error) error {
		for i := range extracts {
			if err := yield(i, &extracts[i].Article, extracts[i].Sketch); err != nil {
				return err
			}
		}
		return nil
	}, syndicate.Options{})
	if err != nil {
		return nil, err
	}
	for i := range extracts {
		marks.Enter(i, &extracts[i].Article)
	}
	return marks.Sources, nil
}

// versions gives, for an article that is a later version of another, that other.
func versions(articles []record.Article) map[string]string {
	of := map[string]string{}
	for i := range articles {
		if a := &articles[i]; a.VersionOf != "" {
			of[a.ID] = string(a.VersionOf)
		}
	}
	return of
}

// compare groups the quotes of r and fills in its clusters.
func (s Stages) compare(ctx context.Context, r *report.Report, sources syndicate.Sources, spent costs, o Options) error {
	o.progress("grouping", 0, 1)
	start := time.Now()
	groups, err := s.Group(ctx, variant.Slice(r.Quotes), variant.Options{Sources: sources, Workers: runner(o.Workers)})
	if err != nil {
		return err
	}
	passages := passagesOf(r)
	if o.Against != nil {
		groups = variant.Join(r.Quotes, groups, passages)
	}
	rendered := firstPassages(passages)
	size := 0
	for i := range r.Quotes {
		size += len(r.Quotes[i].Text)
	}
	spent.add(stageGroup, start, size)
	o.progress("grouping", 1, 1)

	feed := func(_ context.Context, emit func(variant.Cluster) error) error {
		for _, g := range groups {
			if err := emit(g); err != nil {
				return err
			}
		}
		return nil
	}
	opts := quotediff.Options{Sources: sources, Versions: versions(r.Articles), Contexts: r.Contexts, Foreign: map[string]bool{}}
	for i := range r.Articles {
		if a := &r.Articles[i]; quotediff.Foreign(string(a.Lang)) {
			opts.Foreign[a.ID] = true
		}
	}
	work := func(ctx context.Context, g variant.Cluster) compared {
		start, size := time.Now(), 0
		c := compared{group: g}
		c.err = safely(func() (err error) {
			c.cluster, err = s.Compare(ctx, r.Quotes, g, opts)
			return
		})
		for _, m := range g.Members {
			size += len(r.Quotes[m].Text)
		}
		spent.add(stageCompare, start, size)
		return c
	}
	var all []compared
	err = each(ctx, o.Workers, feed, work, func(c compared) error {
		all = append(all, c)
		o.progress("comparing", int64(len(all)), int64(len(groups)))
		return nil
	})
	repeats(all)
	for _, c := range all { // only now: workers read the quotes
		if c.err != nil {
			r.Rejected = append(r.Rejected, record.Rejection{Source: r.Quotes[c.group.Base].ID, Stage: stageCompare, Reason: c.err.Error()})
			continue
		}
		c.cluster.Passage = passageOf(c.group, rendered)
		r.Clusters = append(r.Clusters, c.cluster)
		for _, m := range c.group.Members {
			r.Quotes[m].Cluster = record.Null(c.cluster.ID)
		}
	}
	return err
}

// A compared is a group with the cluster made of it, or why there is none.
type compared struct {
	group   variant.Cluster
	cluster record.Cluster
	err     error
}

// repeats enters in every cluster the ids of those of the same words on other
// days. all are the clusters of Group's result, in its order, as many as were
// compared.
func repeats(all []compared) {
	for i := range all {
		c := &all[i].cluster
		for _, j := range all[i].group.Repeats {
			if j < len(all) && all[j].err == nil {
				c.Repeats = append(c.Repeats, all[j].cluster.ID)
			}
		}
		slices.Sort(c.Repeats)
	}
}
