package variant

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// BenchmarkGroup groups generated renderings. renderings/s is the figure of the
// README; slope is that of log time on log size between this size and a tenth
// of it, 1 if the cost is linear.
func BenchmarkGroup(b *testing.B) {
	took := map[int]float64{}
	for _, n := range []int{1_000, 10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			quotes := generate(rand.New(rand.NewPCG(1, 2)), n)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Group(context.Background(), quotes, Options{}); err != nil {
					b.Fatal(err)
				}
			}
			took[n] = b.Elapsed().Seconds() / float64(b.N)
			b.ReportMetric(float64(n)/took[n], "renderings/s")
			if small := took[n/10]; small > 0 {
				b.ReportMetric(math.Log10(took[n]/small), "slope")
			}
		})
	}
}

// BenchmarkAllPairs holds every wording against every fuller one, which is what
// Group's index saves: ratio is how much longer that takes for the same
// quotes, recall the share of the pairs it groups that Group finds too.
func BenchmarkAllPairs(b *testing.B) {
	quotes := generate(rand.New(rand.NewPCG(1, 2)), 5_000)
	start := time.Now()
	indexed, err := Group(context.Background(), quotes, Options{})
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
	g := newGrouper(quotes, Options{})
	defer g.disk.close()
	g.collect()
	before := slices.Clone(g.base) // the order of bases
	err := g.assign(context.Background(), func(late bool, visit func(int32, []int32) error) error {
		for r, w := range before {
			if g.wordings[w].late() == late {
				if err := visit(w, before[:r]); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return g.clusters()
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
