package variant

import (
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestGroupSpilledIsGroupInMemory(t *testing.T) {
	quotes := generate(rand.New(rand.NewPCG(5, 6)), 20_000) // two partitions
	quotes = append(quotes, row("a/1", "Ana Díaz", strings.Repeat("x", 3000)+" and the harbour"), row("b/1", "Ana Díaz", strings.Repeat("x", 3000)+" and the harbour"))
	want := describeWith(t, quotes, Options{Memory: 1 << 40})
	if len(want) < 200 {
		t.Fatalf("only %d clusters in the generated quotes: the test would prove little", len(want))
	}
	for _, memory := range []int64{1, 100_000, 3_000_000} {
		dir := t.TempDir()
		if d := cmp.Diff(want, describeWith(t, quotes, Options{Memory: memory, TempDir: dir})); d != "" {
			t.Errorf("%d bytes in memory (-want +got):\n%s", memory, d)
		}
		holdsNothing(t, dir)
	}
}

func TestGroupLeavesNoFiles(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	dir := t.TempDir()
	if _, err := Group(ctx, Slice(generate(rand.New(rand.NewPCG(1, 2)), 1_000)), Options{Memory: 1, TempDir: dir}); err != context.Canceled {
		t.Errorf("error %v, not %v", err, context.Canceled)
	}
	holdsNothing(t, dir)
}

// A killed run leaves nothing, where the system lets an open file be removed:
// while files are in use none has a name.
func TestGroupFilesHaveNoNames(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("an open file keeps its name here")
	}
	g := newGrouper(Options{Memory: 1, TempDir: t.TempDir()})
	opened := 0
	g.disk.Opened = func(*os.File) {
		opened++
		holdsNothing(t, g.opts.TempDir)
	}
	if err := g.run(context.Background(), Slice(generate(rand.New(rand.NewPCG(1, 2)), 1_000)), drop); err != nil || opened == 0 {
		t.Errorf("%d files, %v", opened, err)
	}
}

func holdsNothing(t *testing.T, dir string) {
	t.Helper()
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("in the temporary folder: %v, %v", left, err)
	}
}

func TestGroupSaysThatItHasNoDisk(t *testing.T) {
	none := filepath.Join(t.TempDir(), "none")
	t.Setenv("TMPDIR", none)
	_, err := Group(context.Background(), Slice(generate(rand.New(rand.NewPCG(1, 2)), 1_000)), Options{Memory: 1})
	if err == nil || !strings.Contains(err.Error(), none) || !strings.Contains(err.Error(), "TMPDIR") {
		t.Errorf("error %v names neither the folder nor the cure", err)
	}
}

// A disk that fails at any moment, here because its files are closed under it,
// is an error and never a result.
func TestGroupOnAFailingDisk(t *testing.T) {
	quotes := generate(rand.New(rand.NewPCG(1, 2)), 3_000)
	for broken := range 8 {
		g := newGrouper(Options{Memory: 1, TempDir: t.TempDir()})
		n := 0
		g.disk.Opened = func(f *os.File) {
			if n == broken {
				_ = f.Close()
			}
			n++
		}
		if err := g.run(context.Background(), Slice(quotes), drop); err == nil {
			t.Errorf("file %d is closed, and no error", broken)
		}
	}
}

func drop(Cluster) error { return nil }
