//go:build unix

package bench

import (
	"flag"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"testing"
	"time"
)

// cores are how many a subject may use.
var cores = []int{1, 2}

// A took is what a run cost: time by the clock, and of the processors.
type took struct{ wall, cpu time.Duration }

// by is the time that counts: see doc_test.go.
func (t took) by(cores int) time.Duration {
	if cores == 1 {
		return t.cpu
	}
	return t.wall
}

// A subject does the work that is measured, on so many cores, and says what each
// part of it took.
type subject struct {
	run  func(b *testing.B, cores int) map[string]took
	size map[string]amount // of what each part works on
}

// An amount is what there was to do.
type amount struct {
	articles int
	bytes    int64
}

// BenchmarkAgainst measures as many rounds as -count says.
func BenchmarkAgainst(b *testing.B) {
	rounds, err := strconv.Atoi(flag.Lookup("test.count").Value.String())
	if err != nil {
		b.Fatal(err)
	}
	for _, set := range sets(b) {
		results := set.measure(b, rounds)
		results.print(os.Stdout, set)
		results.report(b, set)
	}
}

// A key names a figure: a part, on so many cores.
type key struct {
	part  string
	cores int
}

// results has the figures of a set, one a round.
type results map[key][]took

// measure runs every subject on one core and on two, in each round in the other
// order than in the one before, so that none has the warmer machine.
func (s *set) measure(b *testing.B, rounds int) results {
	type turn struct {
		subject *subject
		cores   int
	}
	var turns []turn
	for i := range s.subjects {
		for _, n := range cores {
			turns = append(turns, turn{&s.subjects[i], n})
		}
	}
	out := results{}
	for range rounds {
		for _, t := range turns {
			before := runtime.GOMAXPROCS(t.cores)
			runtime.GC() // nobody cleans up after another
			for part, cost := range t.subject.run(b, t.cores) {
				out[key{part, t.cores}] = append(out[key{part, t.cores}], cost)
			}
			runtime.GOMAXPROCS(before)
		}
		slices.Reverse(turns)
	}
	return out
}

// rate is the median of articles and bytes a second; 0 where it was not measured.
func (r results) rate(k key, of amount) (articles, bytes float64) {
	var times []time.Duration
	for _, t := range r[k] {
		times = append(times, t.by(k.cores))
	}
	if len(times) == 0 {
		return 0, 0
	}
	slices.Sort(times)
	s := times[len(times)/2].Seconds()
	return float64(of.articles) / s, float64(of.bytes) / s
}

// medianWall is in seconds, 0 where nothing was measured.
func medianWall(list []took) float64 {
	if len(list) == 0 {
		return 0
	}
	byClock := slices.SortedFunc(slices.Values(list), func(a, b took) int { return int(a.wall - b.wall) })
	return byClock[len(byClock)/2].wall.Seconds()
}

// report gives every figure as a benchmark of its own, a round a line.
func (r results) report(b *testing.B, s *set) {
	for _, part := range s.parts() {
		for _, n := range cores {
			round, of, k := 0, s.amount(part), key{part, n}
			if len(r[k]) == 0 {
				continue
			}
			b.Run(s.name+"/"+part+"/cores="+strconv.Itoa(n), func(b *testing.B) {
				spent := r[k][round%len(r[k])].by(n).Seconds()
				round++
				b.ReportMetric(0, "ns/op") // is of one loop, which does nothing
				b.ReportMetric(float64(of.articles)/spent, "articles/s")
				b.ReportMetric(float64(of.bytes)/1e6/spent, "MB/s")
			})
		}
	}
}

// dumpPath is the dump beside the checkout, "" where there is none.
func dumpPath() string {
	shared := os.Getenv("SHARED")
	if shared == "" {
		shared = "../../../shared"
	}
	path := filepath.Join(shared, "gold", "dump-2016.jsonl.gz")
	if _, err := os.Stat(path); err != nil {
		return ""
	}
	return path
}

// spread calls work for 0 to n-1 on so many goroutines.
func spread(n, cores int, work func(int)) {
	next, done := make(chan int), make(chan struct{})
	for range cores {
		go func() {
			for i := range next {
				work(i)
			}
			done <- struct{}{}
		}()
	}
	for i := range n {
		next <- i
	}
	close(next)
	for range cores {
		<-done
	}
}
