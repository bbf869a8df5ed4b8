package pipeline

import (
	"cmp"
	"context"
	"slices"
	"sort"
	"time"

	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/report"
	"github.com/verbatim-news/verbatim/pipeline/rows"
	"github.com/verbatim-news/verbatim/pipeline/variant"
	"github.com/verbatim-news/verbatim/pipeline/verify"
)

// hold holds every quote, but reported speech without marks, against the record,
// article by article, and gives the passages that quotes may be joined by, in the
// order of the quotes. What was found is in the report: where the rows are in a
// file, in another one.
func hold(ctx context.Context, b *shelf, r *report.Report, spent *Meter, o Options) ([]variant.Passage, error) {
	add, done := func(h *report.Held) error { r.Held = append(r.Held, *h); return nil }, func() error { return nil }
	if b.spilled && b.marked > 0 {
		file, err := newHeldFile(o.held())
		if err != nil {
			return nil, err
		}
		defer file.close()
		add, done = file.add, file.done
		r.HeldRows = heldRows(o.held())
	}
	var passages []variant.Passage
	n := 0
	err := each(ctx, o.Workers,
		func(ctx context.Context, emit func(printed) error) error { return b.printed(ctx, r, emit) },
		func(_ context.Context, p printed) []held { return p.hold(o.Against, spent) },
		func(list []held) error {
			for i := range list {
				h := &list[i]
				if h.err != nil {
					r.Rejected = append(r.Rejected, spent.reject(record.Rejection{Source: h.Quote, Stage: stageVerify, Reason: h.err.Error()}))
				}
				passages = append(passages, h.passages...)
				if err := add(&h.Held); err != nil {
					return err
				}
				n++
				o.progress(ProgressVerifying, int64(n), int64(b.marked))
			}
			return nil
		})
	return slices.Clip(passages), cmp.Or(err, done())
}

// A printed article is what holding its quotes looks at.
type printed struct {
	first    int // index of the first quote
	title    string
	quotes   []record.Quote
	contexts []record.Context
}

// printed gives every article, from memory (load) or from the file.
func (b *shelf) printed(ctx context.Context, r *report.Report, yield func(printed) error) error {
	if b.spilled {
		return b.each(ctx, func(_, first int, e *rows.Extract) error {
			return yield(printed{first, string(e.Article.Title), e.Quotes, e.Contexts})
		})
	}
	first := 0
	for i := range r.Articles {
		end := first
		for end < len(r.Quotes) && r.Quotes[end].Article == r.Articles[i].ID {
			end++
		}
		if err := yield(printed{first, string(r.Articles[i].Title), r.Quotes[first:end], r.Contexts[first:end]}); err != nil {
			return err
		}
		first = end
	}
	return nil
}

// A held is a quote that was held, and the passages that it may be joined by; or
// why holding it gave nothing.
type held struct {
	report.Held
	passages []variant.Passage
	err      error
}

// hold holds the quotes of an article.
func (p *printed) hold(against *verify.Index, spent *Meter) (out []held) {
	for i := range p.quotes {
		q := &p.quotes[i]
		if !holdable(q) {
			continue
		}
		start, f := time.Now(), verify.Unheld(q)
		err := safely(func() error {
			f = against.Verify(q, p.title+" "+p.contexts[i].Text)
			return nil
		})
		h := held{report.Held{Verified: f.Row, Passage: f.Passage, Before: f.Before, After: f.After, Dates: f.Dates, Title: f.Title}, nil, err}
		h.passages = passagesOf(&h.Held, p.first+i, q.Text)
		out = append(out, h)
		spent.add(stageVerify, start, len(q.Text))
		spent.count(stageVerify, 0, 1)
	}
	return out
}

// holdable reports whether a quote is held: reported speech without marks is not.
func holdable(q *record.Quote) bool {
	return q.Class == record.ClassQuote && q.Kind != record.KindIndirect
}

// Bounds on what may join quotes through the record.
const (
	surely  = 6    // words that stand nowhere by chance
	unless  = 3    // words that are enough where they stand in one place alone
	nearest = 0.05 // how much worse another transcript's score may be
)

// passagesOf lists where a quote of the given index and text stands in the record,
// as far as that is sure enough to group by: out of the mouth that the article
// says, on no later day, in one piece. Places as good as the first, on its day,
// are other transcripts of one event.
func passagesOf(h *report.Held, quote int, text string) (out []variant.Passage) {
	switch h.Verdict {
	case record.VerdictNotFound, record.VerdictSpliced:
		return nil
	}
	if slices.Contains(h.Flags, record.FlagSpeaker) || slices.Contains(h.Flags, record.FlagDate) {
		return nil
	}
	words, places := variant.Words(text), h.Places
	if words < unless || words < surely && len(places) > 1 {
		return nil
	}
	for k, p := range places {
		if k > 0 && (p.Score < places[0].Score-nearest || h.Dates[k] == "" || h.Dates[k] != h.Dates[0] || !samePerson(p.Speaker, places[0].Speaker)) {
			continue
		}
		out = append(out, variant.Passage{Quote: quote, Passage: record.Passage{Transcript: p.Transcript, Start: p.Start, End: p.End}})
	}
	return out
}

// A rendering is the passages of a run in the order of the quotes that render them.
type rendering []variant.Passage

// of is the likeliest passage of a quote.
func (r rendering) of(quote int) *record.Passage {
	at := sort.Search(len(r), func(i int) bool { return r[i].Quote >= quote })
	if at == len(r) || r[at].Quote != quote {
		return nil
	}
	return &r[at].Passage
}

// passageOf is the passage that a group renders: its base's, or else that of the
// first member that has one.
func (r rendering) passageOf(g variant.Cluster) *record.Passage {
	if p := r.of(g.Base); p != nil {
		return p
	}
	for _, m := range g.Members {
		if p := r.of(m); p != nil {
			return p
		}
	}
	return nil
}

// samePerson reports whether two labels may be one person's: TRUMP, DONALD TRUMP.
func samePerson(a, b record.Null) bool {
	return a == b || variant.SameSpeaker(&record.Speaker{ID: "a", Name: string(a), Type: record.TypePerson}, &record.Speaker{ID: "b", Name: string(b), Type: record.TypePerson})
}
