package report

import (
	"bytes"
	"context"
	"runtime"
	"slices"
	"sync"
	"testing"
)

// several is a pump.Runner on four goroutines that begins with the last.
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

// Side by side the files are those that are made one after the other, and each is
// told of once.
func TestWriteOnSeveralGoroutines(t *testing.T) {
	dirs := [2]string{t.TempDir(), t.TempDir()}
	var told [2][]int
	for k, dir := range dirs {
		r := bigReport(3000)
		if k == 1 {
			r.Workers = several
		}
		r.Written = func(done, of int, _ int64) { told[k] = append(told[k], done, of) }
		if err := Write(dir, r); err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range indexOf(t, bigReport(6)).files() {
		if a, b := read(t, dirs[0], f.Name), read(t, dirs[1], f.Name); !bytes.Equal(a, b) {
			t.Errorf("%s is another", f.Name)
		}
	}
	if !slices.Equal(told[0], told[1]) || len(told[0]) < 4 {
		t.Errorf("told %v, and side by side %v", told[0], told[1])
	}
}

// Where a page has no room for all groups, side by side as many fit.
func TestGroupsCutOnSeveralGoroutines(t *testing.T) {
	r := bigReport(600)
	for i := range r.Clusters {
		r.Clusters[i].Repeats = []string{r.Clusters[(i+40)%len(r.Clusters)].ID}
	}
	ix := indexOf(t, r)
	for _, budget := range []int{0, 30_000, 200_000, maxGroups} {
		r.Workers = nil
		want, shown, err := renderGroups(ix, nil, budget)
		if err != nil {
			t.Fatal(err)
		}
		r.Workers = several
		got, alike, err := renderGroups(ix, nil, budget)
		if err != nil || got != want || len(shown) != len(alike) {
			t.Errorf("%d bytes: %d groups and not %d (%v)", budget, len(alike), len(shown), err)
		}
	}
}
