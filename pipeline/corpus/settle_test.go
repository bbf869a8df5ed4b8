package corpus

import (
	"context"
	"io"
	"log/slog"
	"testing"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// result is all that a reading gives, ids settled.
type result struct {
	items    []Item
	rejected []record.Rejection
	counts   tally
	err      error
}

// A tally is Counts with what only settling tells. Rejected counts all.
type tally struct {
	Counts
	Articles, Repeated, LeftOut, BadDates int
}

// readFrom reads, makes every unit and settles whose ids they are: items in the
// order of reading, what could not be read before what is a duplicate.
func readFrom(stdin io.Reader, opts Options, inputs ...string) result {
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	var r result
	var all []Item
	warn := Warner(opts.Log)
	refuse := func(j record.Rejection) { r.rejected = append(r.rejected, j) }
	records := opts.Records
	opts.Records = func(file int, source string, n int) {
		r.counts.Records += n
		if records != nil {
			records(file, source, n)
		}
	}
	var counts Counts
	counts, r.err = Read(context.Background(), inputs, stdin, opts, func(u *Unit) error {
		m := u.Make()
		warn(m)
		if m.BadDate != "" {
			r.counts.BadDates++
		}
		switch {
		case m.Rejected != nil:
			refuse(*m.Rejected)
		case m.LeftOut:
			r.counts.LeftOut++
		case m.Item == nil:
			r.counts.Records++
		default:
			all = append(all, *m.Item)
		}
		return nil
	}, refuse)
	counts.Records = r.counts.Records
	r.counts.Counts = counts
	r.settle(all)
	return r
}

// settle says what becomes of each article, as a set.
func (r *result) settle(all []Item) {
	best := map[Digest]int{}
	for i := range all {
		s := all[i].Standing()
		if b, ok := best[s.ID]; !ok || s.Compare(all[b].Standing()) < 0 {
			best[s.ID] = i
		}
	}
	for i := range all {
		s := all[i].Standing()
		switch b := best[s.ID]; {
		case b == i:
			r.items = append(r.items, all[i])
		case all[b].Standing().Text == s.Text:
			r.counts.Repeated++
		default:
			r.rejected = append(r.rejected, record.Rejection{Source: all[i].Source, Place: all[i].Place, Stage: stage, Reason: DuplicateID})
		}
	}
	r.counts.Articles, r.counts.Rejected = len(r.items), len(r.rejected)
}

func read(t testing.TB, opts Options, inputs ...string) result {
	t.Helper()
	r := readFrom(nil, opts, inputs...)
	if r.err != nil {
		t.Fatal(r.err)
	}
	return r
}
