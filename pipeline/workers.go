package pipeline

import (
	"cmp"
	"context"

	"golang.org/x/sync/errgroup"

	"github.com/verbatim-news/verbatim/pipeline/pump"
)

// inFlight is how many items a worker may be ahead of the slowest one. Results
// wait for their turn, so without a bound one article that takes seconds would
// let every other of the run pile up in memory behind it.
const inFlight = 8

// each calls work on every item that feed emits, on at most n goroutines (one at
// least), and hands the results to take one by one, in the order of the items. It
// is the only place of the project that starts goroutines: feed runs on one, take
// on the caller's, so that neither needs a lock, and whoever gives rows out may be
// asked for them one by one (iter.Pull). The first error cancels the context that
// feed and work are given, and is returned once all have stopped.
func each[In, Out any](ctx context.Context, n int,
	feed func(ctx context.Context, emit func(In) error) error,
	work func(context.Context, In) Out,
	take func(Out) error,
) error {
	type slot struct {
		in  In
		out chan Out
	}
	n = max(n, 1) // none would wait for ever
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	group, ctx := errgroup.WithContext(ctx)
	jobs := make(chan slot)
	order := make(chan slot, inFlight*n)
	group.Go(func() error {
		defer close(order)
		defer close(jobs)
		return feed(ctx, func(in In) error {
			s := slot{in, make(chan Out, 1)}
			for _, queue := range []chan slot{order, jobs} {
				select {
				case queue <- s:
				case <-ctx.Done():
					return ctx.Err()
				}
			}
			return nil
		})
	})
	for range n {
		group.Go(func() error {
			for s := range jobs {
				if ctx.Err() != nil {
					return ctx.Err()
				}
				s.out <- work(ctx, s.in)
			}
			return nil
		})
	}
	taken := func() error {
		for s := range order {
			select {
			case out := <-s.out:
				if err := take(out); err != nil {
					return err
				}
			case <-ctx.Done():
				return nil // the group knows why
			}
		}
		return nil
	}
	err := taken()
	if err != nil {
		cancel()
	}
	return cmp.Or(err, group.Wait())
}

// runner is each as other packages ask for it; nil for one worker, who needs none.
func runner(workers int) pump.Runner {
	if workers < 2 {
		return nil
	}
	return func(ctx context.Context, feed func(emit func(any) error) error, work func(any) any, take func(any) error) error {
		return each(ctx, workers,
			func(_ context.Context, emit func(any) error) error { return feed(emit) },
			func(_ context.Context, in any) any { return work(in) }, take)
	}
}
