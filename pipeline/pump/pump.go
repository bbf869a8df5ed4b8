// Package pump lets other packages have work done side by side without starting
// a goroutine: package pipeline, which alone starts them, gives them a Runner.
package pump

import "context"

// A Runner calls work on all that feed emits, on several goroutines, and hands
// the results to take one by one, in the order of what was emitted; feed and
// take run on a goroutine each. It returns the first error of either, or the
// context's, once all have stopped. nil is a Runner too: all is done on the
// caller's goroutine, one after the other.
type Runner func(ctx context.Context, feed func(emit func(any) error) error, work func(any) any, take func(any) error) error

// Each is a Runner of known types.
func Each[In, Out any](ctx context.Context, run Runner, feed func(emit func(In) error) error, work func(In) Out, take func(Out) error) error {
	if run == nil {
		return feed(func(in In) error {
			if err := ctx.Err(); err != nil {
				return err
			}
			return take(work(in))
		})
	}
	return run(ctx,
		func(emit func(any) error) error { return feed(func(in In) error { return emit(in) }) },
		func(in any) any { return work(in.(In)) },
		func(out any) error { return take(out.(Out)) })
}

// Parts is Each of the numbers below n.
func Parts[Out any](ctx context.Context, run Runner, n int, work func(part int) Out, take func(Out) error) error {
	feed := func(emit func(int) error) error {
		for p := range n {
			if err := emit(p); err != nil {
				return err
			}
		}
		return nil
	}
	return Each(ctx, run, feed, work, take)
}
