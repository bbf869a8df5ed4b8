package variant

import (
	"context"
	"math/rand/v2"
	"runtime"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// several is a Runner on four goroutines that lets every item of work wait for
// others, so that they end in another order than they began in.
func several(ctx context.Context, feed func(emit func(any) error) error, work func(any) any, take func(any) error) error {
	const workers = 4
	var items []any
	if err := feed(func(in any) error { items = append(items, in); return ctx.Err() }); err != nil {
		return err
	}
	results := make([]any, len(items))
	var group sync.WaitGroup
	for w := range workers {
		group.Go(func() {
			for i := len(items) - 1 - w; i >= 0; i -= workers {
				runtime.Gosched()
				results[i] = work(items[i])
			}
		})
	}
	group.Wait()
	for _, out := range results {
		if err := take(out); err != nil {
			return err
		}
	}
	return nil
}

func TestGroupOnSeveralGoroutines(t *testing.T) {
	quotes := generate(rand.New(rand.NewPCG(7, 8)), 20_000)
	want := describe(t, quotes)
	for _, memory := range []int64{1, 1 << 40} {
		got := describeWith(t, quotes, Options{Workers: several, Memory: memory, TempDir: t.TempDir()})
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%d bytes in memory: (-want +got)\n%s", memory, d)
		}
	}
}
