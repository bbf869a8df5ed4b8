package pipeline

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
)

// count feeds the numbers below n.
func count(n int) func(context.Context, func(int) error) error {
	return func(_ context.Context, emit func(int) error) error {
		for i := range n {
			if err := emit(i); err != nil {
				return err
			}
		}
		return nil
	}
}

func TestEachKeepsOrder(t *testing.T) {
	for _, workers := range []int{0, 1, 2, 8} {
		var got []int
		work := func(_ context.Context, i int) int {
			if i%7 == 0 {
				runtime.Gosched() // let others overtake
			}
			return i * i
		}
		take := func(sq int) error { got = append(got, sq); return nil }
		if err := each(t.Context(), workers, count(500), work, take); err != nil {
			t.Fatal(err)
		}
		for i, sq := range got {
			if sq != i*i {
				t.Fatalf("%d workers: result %d is %d", workers, i, sq)
			}
		}
		if len(got) != 500 {
			t.Errorf("%d workers: %d results of 500", workers, len(got))
		}
	}
}

// While the first item is held up, the feed must come to a stand.
func TestEachBoundsWhatIsInFlight(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const workers = 3
		release := make(chan struct{})
		var fed, running, most atomic.Int32
		feed := func(_ context.Context, emit func(int) error) error {
			for i := range 1000 {
				if err := emit(i); err != nil {
					return err
				}
				fed.Add(1)
			}
			return nil
		}
		work := func(_ context.Context, i int) int {
			most.Store(max(most.Load(), running.Add(1)))
			defer running.Add(-1)
			if i == 0 {
				<-release
			}
			return i
		}
		done := make(chan error)
		go func() { done <- each(t.Context(), workers, feed, work, func(int) error { return nil }) }()
		synctest.Wait() // until every goroutine is blocked
		if n := fed.Load(); n == 0 || n > (inFlight+1)*workers {
			t.Errorf("%d items were taken in while the first was in work", n)
		}
		close(release)
		if err := <-done; err != nil || fed.Load() != 1000 {
			t.Errorf("%d items fed, error %v", fed.Load(), err)
		}
		if most.Load() > workers {
			t.Errorf("%d items in work at once, with %d workers", most.Load(), workers)
		}
	})
}

func TestEachStopsAtTheFirstError(t *testing.T) {
	broken := errors.New("broken")
	same := func(_ context.Context, i int) int { return i }
	keep := func(int) error { return nil }

	t.Run("take", func(t *testing.T) {
		var got []int
		err := each(t.Context(), 4, count(1_000_000), same, func(i int) error {
			if i == 10 {
				return broken
			}
			got = append(got, i)
			return nil
		})
		if !errors.Is(err, broken) || !slices.Equal(got, []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}) {
			t.Errorf("error %v after %v", err, got)
		}
	})
	t.Run("feed", func(t *testing.T) {
		feed := func(_ context.Context, emit func(int) error) error { return errors.Join(emit(1), broken) }
		if err := each(t.Context(), 4, feed, same, keep); !errors.Is(err, broken) {
			t.Errorf("error %v", err)
		}
	})
	t.Run("context", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		err := each(ctx, 4, count(1_000_000), same, func(i int) error {
			if i == 10 {
				cancel()
			}
			return nil
		})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("error %v", err)
		}
	})
}
