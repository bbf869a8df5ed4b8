package variant

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"runtime"
	"runtime/metrics"
	"testing"
	"time"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// BenchmarkGroup groups generated renderings. renderings/s is the figure of the
// README; slope is that of log time on log size between this size and a tenth
// of it, 1 if the cost is linear; resident-B/rendering is what grouping holds
// at its peak beyond the quotes that it is given, weighed in a run of its own.
// A million are grouped where VERBATIM_BENCH_LARGE is set: a minute each time.
func BenchmarkGroup(b *testing.B) {
	sizes := []int{1_000, 10_000, 100_000}
	if os.Getenv("VERBATIM_BENCH_LARGE") != "" {
		sizes = append(sizes, 1_000_000)
	}
	took := map[int]float64{}
	for _, n := range sizes {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			quotes := generate(rand.New(rand.NewPCG(1, 2)), n)
			runtime.GC()
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Group(context.Background(), Slice(quotes), Options{}); err != nil {
					b.Fatal(err)
				}
			}
			took[n] = b.Elapsed().Seconds() / float64(b.N)
			b.ReportMetric(float64(n)/took[n], "renderings/s")
			b.ReportMetric(float64(resident(b, quotes))/float64(n), "resident-B/rendering")
			if small := took[n/10]; small > 0 {
				b.ReportMetric(math.Log10(took[n]/small), "slope")
			}
		})
	}
}

// resident is the most that Group holds at once beyond its quotes.
func resident(b *testing.B, quotes []record.Quote) int64 {
	m := &meter{Context: context.Background(), every: max(1, len(quotes)/30_000)}
	before := m.live()
	cs, err := Group(m, Slice(quotes), Options{})
	if err != nil {
		b.Fatal(err)
	}
	m.peak = max(m.peak, m.live())
	runtime.KeepAlive(cs)
	runtime.KeepAlive(quotes)
	return m.peak - before
}

// A meter is a context that weighs the heap when it is asked whether to go on:
// then Group stands still, and what a collection leaves is what Group needs. A
// sampling goroutine would count all that is allocated while it collects.
type meter struct {
	context.Context
	every, asked int
	peak         int64
}

func (m *meter) Err() error {
	if m.asked++; m.asked%m.every == 0 {
		m.peak = max(m.peak, m.live())
	}
	return nil
}

func (m *meter) live() int64 {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	runtime.GC()
	metrics.Read(sample)
	return int64(sample[0].Value.Uint64())
}

// BenchmarkAllPairs holds every wording against every fuller one, which is what
// Group's index saves: ratio is how much longer that takes for the same
// quotes, recall the share of the pairs it groups that Group finds too.
func BenchmarkAllPairs(b *testing.B) {
	quotes := generate(rand.New(rand.NewPCG(1, 2)), 5_000)
	start := time.Now()
	indexed, err := Group(context.Background(), Slice(quotes), Options{})
	if err != nil {
		b.Fatal(err)
	}
	once := time.Since(start)
	var all []Cluster
	for b.Loop() {
		all = groupAllPairs(b, quotes)
	}
	b.ReportMetric(b.Elapsed().Seconds()/float64(b.N)/once.Seconds(), "ratio")
	b.ReportMetric(recall(all, indexed), "recall")
}

// groupAllPairs is Group with every fuller wording a candidate.
func groupAllPairs(b *testing.B, quotes []record.Quote) []Cluster {
	g := newGrouper(Options{})
	defer g.disk.Close()
	if err := g.collect(context.Background(), Slice(quotes)); err != nil {
		b.Fatal(err)
	}
	err := g.assign(context.Background(), func(late bool, visit func(int32, []int32) error) error {
		for r, w := range g.ofRank {
			if !late && !g.wordings[w].late() || late && g.waits(w) && (g.wordings[w].late() || g.doubtful(&g.wordings[w])) {
				if err := visit(w, g.ofRank[:r]); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	var all []Cluster
	if err := g.clusters(context.Background(), func(c Cluster) error { all = append(all, c); return nil }); err != nil {
		b.Fatal(err)
	}
	return all
}

// recall is the share of the pairs of quotes grouped in want that got groups too.
func recall(want, got []Cluster) float64 {
	of := map[int]int{}
	for i, c := range got {
		for _, m := range c.Members {
			of[m] = i + 1
		}
	}
	pairs, found := 0, 0
	for _, c := range want {
		for i, m := range c.Members {
			for _, o := range c.Members[:i] {
				pairs++
				if of[m] != 0 && of[m] == of[o] {
					found++
				}
			}
		}
	}
	return float64(found) / float64(max(1, pairs))
}
