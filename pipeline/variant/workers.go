package variant

import "context"

// A Runner calls work on all that feed emits, on several goroutines, and hands
// the results to take one by one, in the order of what was emitted; feed and
// take run on a goroutine each. It returns the first error of either, or the
// context's. Package pipeline, which alone starts goroutines, has one.
type Runner func(ctx context.Context, feed func(emit func(any) error) error, work func(any) any, take func(any) error) error

// pump is a Runner of known types; with none it does one after the other.
func pump[In, Out any](ctx context.Context, run Runner, feed func(emit func(In) error) error, work func(In) Out, take func(Out) error) error {
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

// parts pumps the numbers below n.
func parts[Out any](ctx context.Context, run Runner, n int, work func(part int) Out, take func(Out) error) error {
	feed := func(emit func(int) error) error {
		for p := range n {
			if err := emit(p); err != nil {
				return err
			}
		}
		return nil
	}
	return pump(ctx, run, feed, work, take)
}

// A pool lends scratch memory to workers. It is a channel and no sync.Pool, which
// lets go of what it holds at every collection.
type pool[T any] chan *T

func newPool[T any]() pool[T] { return make(pool[T], 64) }

func (p pool[T]) get() *T {
	select {
	case t := <-p:
		return t
	default:
		return new(T)
	}
}

func (p pool[T]) put(t *T) {
	select {
	case p <- t:
	default:
	}
}
