package variant

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// Words stand in order inside the text, on rune boundaries, never empty, and
// share a range only as parts of one printed word; an alignment of two texts
// takes every word of both once, in order.
func FuzzRead(f *testing.F) {
	f.Add("It cost $1.5bn in the U.S.A., didn’t it?", "It cost 1,500 million dollars in the United States")
	f.Add("“one hundred and five thousand”", "a hundred and")
	f.Add("[Peña] f---ing c*** ", "\xff\u0301’s $ %")
	f.Add("$", "100th 9/11 1990s £5m ¥ 007 1.2.3 1e9999999999999999999999")
	f.Fuzz(func(t *testing.T, a, b string) {
		x, y := Read(a), Read(b)
		for text, words := range map[string][]Word{a: x, b: y} {
			end := 0
			for i, w := range words {
				part := i > 0 && w.Start == words[i-1].Start && w.End == words[i-1].End
				if !part && w.Start < end || w.Start >= w.End || w.End > len(text) || w.Key == "" || w.ID != hash(w.Key) {
					t.Fatalf("%q: word %d %+v after byte %d", text, i, w, end)
				}
				if !utf8.RuneStart(text[w.Start]) || w.End < len(text) && !utf8.RuneStart(text[w.End]) && utf8.ValidString(text) {
					t.Fatalf("%q: word %d %+v cuts a rune", text, i, w)
				}
				end = w.End
			}
		}
		i, j := 0, 0
		for _, p := range Align(x, y) {
			if p.A >= 0 {
				if p.A != i {
					t.Fatalf("%q, %q: word %d of the first after %d", a, b, p.A, i)
				}
				i++
			}
			if p.B >= 0 {
				if p.B != j {
					t.Fatalf("%q, %q: word %d of the second after %d", a, b, p.B, j)
				}
				j++
			}
			if p.A < 0 && p.B < 0 {
				t.Fatalf("%q, %q: an empty pair", a, b)
			}
		}
		if i != len(x) || j != len(y) {
			t.Fatalf("%q, %q: %d of %d and %d of %d words aligned", a, b, i, len(x), j, len(y))
		}
	})
}

// Clusters are disjoint, of two articles or more, hold their base, and depend
// neither on the order of the quotes nor on what was held in memory.
func FuzzGroup(f *testing.F) {
	f.Add("we will never sell the harbour|we will never sell the harbour|the harbour|never sell", uint64(1))
	f.Add("thank you very much|thank you very much|a b c d e f|d e f a b c|b c d e f g", uint64(2))
	f.Add("’s ’s ’s|’s ’s ’s|[a] [b]|… … …", uint64(3))
	f.Fuzz(func(t *testing.T, texts string, seed uint64) {
		r := rand.New(rand.NewPCG(seed, 1))
		var quotes []record.Quote
		for i, text := range strings.Split(texts, "|") {
			q := row(fmt.Sprintf("a/%d", r.IntN(5)), []string{"", "Ana Díaz", "Karl Brandt", "Díaz"}[r.IntN(4)], text)
			q.ID = fmt.Sprintf("%s#%d", q.Article, i)
			if r.IntN(2) == 0 {
				q.Date = record.Null(fmt.Sprintf("2024-03-%02d", 1+r.IntN(28)))
			}
			if r.IntN(8) == 0 && i > 0 {
				q.Within = record.Null(quotes[i-1].ID)
			}
			quotes = append(quotes, q)
		}
		want := describe(t, quotes)
		if got := describeWith(t, quotes, Options{Memory: 1, TempDir: t.TempDir()}); !slices.Equal(got, want) {
			t.Fatalf("spilled: %q, not %q", got, want)
		}
		slices.Reverse(quotes)
		if got := describe(t, quotes); !slices.Equal(got, want) {
			t.Fatalf("reversed: %q, not %q", got, want)
		}
	})
}

// describe runs Group, checks its clusters and names them by the quotes' ids.
func describe(t *testing.T, quotes []record.Quote) []string {
	t.Helper()
	return describeWith(t, quotes, Options{})
}

func describeWith(t *testing.T, quotes []record.Quote, opts Options) []string {
	t.Helper()
	cs, err := Group(context.Background(), Slice(quotes), opts)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	seen := map[int]bool{}
	for i, c := range cs {
		s := quotes[c.Base].ID + ":"
		articles := map[string]bool{}
		for _, m := range c.Members {
			if seen[m] {
				t.Fatalf("quote %d is in two clusters", m)
			}
			seen[m] = true
			articles[quotes[m].Article] = true
			s += " " + quotes[m].ID
		}
		if len(articles) < 2 || !slices.Contains(c.Members, c.Base) {
			t.Fatalf("cluster %+v of %d articles", c, len(articles))
		}
		for _, r := range c.Repeats {
			if r == i || !slices.Contains(cs[r].Repeats, i) {
				t.Fatalf("cluster %d repeats %d, and not the other way round", i, r)
			}
			s += " again " + quotes[cs[r].Base].ID
		}
		out = append(out, s)
	}
	return out
}
