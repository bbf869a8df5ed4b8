package text

import (
	"os"
	"sync"
	"testing"
	"time"
)

// stockRate is how many tokens a second prose tags, and labels, given the very
// tokens that Parse has already made for it, on the benchmark's text.
var stockRate = sync.OnceValue(func() (rate [2]float64) {
	p, err := NewParser(Options{})
	if err != nil {
		panic(err)
	}
	body, err := os.ReadFile("testdata/sentences.txt")
	if err != nil {
		panic(err)
	}
	sentences := safeForms(p, string(body))
	for i, labels := range []bool{false, true} {
		stock(sentences[0], labels)
		tokens, start := 0, time.Now()
		for range 3 {
			for _, forms := range sentences {
				tokens += len(stock(forms, labels))
			}
		}
		rate[i] = float64(tokens) / time.Since(start).Seconds()
	}
	return rate
})

// BenchmarkParse reports tokens a second, and how many times as many that is as
// prose's own call manages with model and segmentation taken off its hands. To
// our disadvantage, Parse also divides the text and cuts it into tokens. A worker
// that has read the text before flatters: in a dump 96 of 100 stretches are known.
// One that has read nothing (cold) is the first article of a run.
func BenchmarkParse(b *testing.B) {
	body, err := os.ReadFile("testdata/sentences.txt")
	if err != nil {
		b.Fatal(err)
	}
	for _, bench := range []struct {
		name   string
		opts   Options
		cold   bool
		labels int // index of stockRate
	}{{"tags", Options{}, false, 0}, {"cold", Options{}, true, 0}, {"labels", Options{Labels: Entities}, false, 1}} {
		b.Run(bench.name, func(b *testing.B) {
			p, tokens := newParser(b, bench.opts), 0
			stockRate()
			b.SetBytes(int64(len(body)))
			b.ReportAllocs()
			for b.Loop() {
				if bench.cold {
					p = newParser(b, bench.opts)
				}
				doc, _ := p.Parse(Article{Body: string(body)})
				tokens += len(doc.Tokens)
			}
			rate := float64(tokens) / b.Elapsed().Seconds()
			b.ReportMetric(rate, "tokens/s")
			b.ReportMetric(rate/stockRate()[bench.labels], "x-stock")
		})
	}
}
