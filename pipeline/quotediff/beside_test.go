package quotediff

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/variant"
)

// A press makes articles that quote a few sentences, with others around them:
// questions, jests, nested quotes, and pages of nothing but quotes.
type press struct {
	*rand.Rand
	quotes   []record.Quote
	contexts []record.Context
}

// speech is what is said in all articles, and asides what stands between.
var speech = []string{
	"We will mend the dam before the winter.", "The village goes home in spring.", "Nobody told us about the flood, and nobody asked.",
	"If the rain holds off, we shall all be fine by May.", "Every man who can carry a stone is welcome here.", "That road was never paid for by the county.",
}
var asides = []string{"I was joking.", "Why did you wait for so long with the old harbour?", "How much money did the county pay?", "A thousand others came along with their horses"}

func (p *press) article(id string) {
	var b strings.Builder
	first := len(p.quotes)
	n := 2 + p.IntN(8)
	if p.IntN(4) == 0 {
		n = 60
	}
	for range n {
		text := asides[p.IntN(len(asides))]
		switch p.IntN(5) {
		case 0:
			text = fmt.Sprintf("word%d and word%d and %d others", p.IntN(1000), p.IntN(1000), p.IntN(1000))
		case 1:
			text = speech[p.IntN(len(speech))]
		}
		b.WriteString([]string{"At a rally in Ohio she said, “", "“", "Then, “", "Asked by reporters, the mayor said on Monday: “"}[p.IntN(4)])
		q := said(id, len(p.quotes)-first+1, []string{"Ana Díaz", "Karl Brandt"}[p.IntN(2)], []string{record.KindDirect, record.KindMixed}[p.IntN(2)], "she", text)
		q.Start, q.End = b.Len(), b.Len()+len(text)
		q.Segments = []record.Span{{Start: q.Start, End: q.End}}
		if k := len(p.quotes); k > first && p.IntN(5) == 0 {
			q.Within = record.Null(p.quotes[k-1].ID)
			p.quotes[k-1].End = q.End + 3 // reaches over it
		}
		b.WriteString(text + "” ")
		q.Cue = &record.Range{Start: b.Len(), End: b.Len() + 4, Text: "said"}
		b.WriteString("said the mayor. ")
		p.quotes = append(p.quotes, q)
	}
	body := b.String()
	for _, q := range p.quotes[first:] {
		far := []int{1, 400}[p.IntN(2)]
		from, to := max(0, q.Start-p.IntN(far)), min(len(body), q.End+p.IntN(far))
		p.contexts = append(p.contexts, record.Context{Start: from, Text: strings.ToValidUTF8(body[from:to], "?")})
	}
}

// What Cluster says of a group hangs on nothing but what Beside names.
func TestClusterLooksAtNoMore(t *testing.T) {
	compared := 0
	for seed := range uint64(40) {
		p := &press{Rand: rand.New(rand.NewPCG(seed, 9))}
		for a := range 6 {
			p.article(fmt.Sprintf("o%d/%d", a%4, a))
		}
		groups, err := variant.Group(context.Background(), variant.Slice(p.quotes), variant.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, g := range groups {
			compared++
			want := Cluster(p.quotes, g, Options{Contexts: p.contexts})
			quotes, contexts, here := p.beside(g)
			if d := cmp.Diff(want, Cluster(quotes, here, Options{Contexts: contexts})); d != "" {
				t.Fatalf("seed %d, %d of %d rows (-want +got):\n%s", seed, len(quotes), len(p.quotes), d)
			}
		}
	}
	if compared < 50 {
		t.Fatalf("only %d groups: the test would prove little", compared)
	}
}

// beside is a group with the rows that Beside names.
func (p *press) beside(g variant.Cluster) (quotes []record.Quote, contexts []record.Context, here variant.Cluster) {
	at := map[int]int{}
	for first := 0; first < len(p.quotes); {
		end := first
		for end < len(p.quotes) && p.quotes[end].Article == p.quotes[first].Article {
			end++
		}
		var members []int
		for i := first; i < end; i++ {
			for _, m := range g.Members {
				if m == i {
					members = append(members, i-first)
				}
			}
		}
		from, to := Beside(p.quotes[first:end], p.contexts[first:end], members)
		for i := first + from; i < first+to; i++ {
			at[i] = len(quotes)
			quotes, contexts = append(quotes, p.quotes[i]), append(contexts, p.contexts[i])
		}
		first = end
	}
	for _, m := range g.Members {
		here.Members = append(here.Members, at[m])
	}
	for _, m := range g.Bridged {
		here.Bridged = append(here.Bridged, at[m])
	}
	here.Base = at[g.Base]
	return quotes, contexts, here
}
