package variant

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// BenchmarkCandidates tells what the index cannot find. Of a sample of 500
// wordings among 100,000 renderings, every base that each would fit under is
// looked for by holding it against all; recall is the share of these pairs that
// are among its candidates. The others are lost because the two share no gram
// that is asked for (no-gram), or because a bound of candidates.go cut them off
// (capped): such wordings have many bases, so that placed, the share of wordings
// with such a base that got one, is higher. The first pairs lost are logged.
func BenchmarkCandidates(b *testing.B) {
	quotes := generate(rand.New(rand.NewPCG(1, 2)), 100_000)
	var s sample
	for b.Loop() {
		s = sample{}
		s.take(b, quotes, 500)
	}
	for name, n := range map[string]int{"recall": s.found, "no-gram": s.noGram, "capped": s.capped} {
		b.ReportMetric(float64(n)/float64(s.pairs), name)
	}
	b.ReportMetric(float64(s.placed)/float64(s.placeable), "placed")
	for _, pair := range s.lost[:min(len(s.lost), 5)] {
		b.Log(pair)
	}
}

type sample struct {
	pairs, found, noGram, capped, placeable, placed int
	lost                                            []string
}

func (s *sample) take(b *testing.B, quotes []record.Quote, n int) {
	ctx := context.Background()
	g := newGrouper(Options{})
	defer g.disk.Close()
	if err := g.collect(ctx, Slice(quotes)); err != nil {
		b.Fatal(err)
	}
	x, err := g.newIndex(ctx)
	if err != nil {
		b.Fatal(err)
	}
	step := int32(len(g.wordings) / n)
	candidates := map[int32][]int32{}
	err = g.assign(ctx, func(late bool, visit func(int32, []int32) error) error {
		return x.walk(late, func(w int32, cs []int32) error {
			if w%step == 0 {
				candidates[w] = append(candidates[w], cs...)
			}
			return visit(w, cs)
		})
	})
	if err != nil {
		b.Fatal(err)
	}
	for w := int32(0); int(w) < len(g.wordings); w += step {
		s.hold(g, w, candidates[w])
	}
}

// hold holds a wording against all bases.
func (s *sample) hold(g *grouper, w int32, candidates []int32) {
	var words seq
	g.look(&g.wordings[w], &words)
	bases := map[int32]bool{}
	for _, c := range candidates {
		bases[g.base[c]] = true
	}
	before := s.pairs
	for v := range g.wordings {
		v := int32(v)
		if g.base[v] != v || g.rank[v] >= g.rank[w] || !g.fit(&words, w, v).ok {
			continue
		}
		s.pairs++
		switch shared := g.sharedGrams(&words, w, v); {
		case bases[v]:
			s.found++
		case shared == 0:
			s.noGram++
		default:
			s.capped++
			s.lost = append(s.lost, fmt.Sprintf("%d grams shared, %d candidates: %.60q under %.60q", shared, len(candidates), g.textOf(w), g.textOf(v)))
		}
	}
	if s.pairs > before {
		s.placeable++
		if g.base[w] != w {
			s.placed++
		}
	}
}

// textOf is the keys of a wording's words.
func (g *grouper) textOf(w int32) string {
	var s seq
	g.texts.load(&g.wordings[w], &s)
	var keys []string
	for i := range s.len() {
		keys = append(keys, s.key(i))
	}
	return strings.Join(keys, " ")
}

// sharedGrams counts the grams that w asks for and v offers.
func (g *grouper) sharedGrams(words *seq, w, v int32) int {
	asks := func(i int32, s *seq) (out []uint64) {
		if g.wordings[w].short() {
			return s.grams(2, isTwo, nil)
		}
		return s.signature(g.block(&g.wordings[i]), s.grams(3, isThree, nil))
	}
	offered := asks(v, g.texts.of(v, &g.wordings[v]))
	n := 0
	for _, h := range asks(w, words) {
		if slices.Contains(offered, h) {
			n++
		}
	}
	return n
}
