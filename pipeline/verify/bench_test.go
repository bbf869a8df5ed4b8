package verify

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/transcript"
)

// Generated speech: words by Zipf's law out of vocabulary, sentences of fifteen,
// and every tenth one that has been said before, as in stump speeches.
const (
	benchWords      = 5_000_000
	benchVocabulary = 30_000
	benchTranscript = 4_000 // words each
)

func generate(words int) []transcript.Transcript {
	r := rand.New(rand.NewPCG(1, 2))
	zipf := rand.NewZipf(r, 1.15, 4, benchVocabulary-1)
	var sentences []string
	sentence := func() string {
		if len(sentences) > 1000 && r.IntN(10) == 0 {
			return sentences[r.IntN(1000)]
		}
		var b strings.Builder
		for i := range 15 {
			if i > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(spell(zipf.Uint64()))
		}
		sentences = append(sentences, b.String()+". ")
		return sentences[len(sentences)-1]
	}
	var out []transcript.Transcript
	for n := 0; n < words; n += benchTranscript {
		var b strings.Builder
		for range benchTranscript / 15 {
			b.WriteString(sentence())
		}
		t := transcript.Transcript{ID: fmt.Sprintf("t%06d", n/benchTranscript), Date: fmt.Sprintf("2016-%02d-%02d", 1+n/benchTranscript%12, 1+n/benchTranscript%28), Text: b.String()}
		t.Turns = []transcript.Turn{{End: len(t.Text), Speaker: []string{"ANN LEE", "BEN SOTO"}[n/benchTranscript%2]}}
		out = append(out, t)
	}
	return out
}

// spell makes a word of a number: bo, kedu.
func spell(n uint64) string {
	const consonants, vowels = "bdfgklmnprstvz", "aeiou"
	var b strings.Builder
	for n += 70; n > 0; n /= 70 {
		b.WriteByte(consonants[n%14])
		b.WriteByte(vowels[n/14%5])
	}
	return b.String()
}

var benchSources = sync.OnceValue(func() []transcript.Transcript { return generate(benchWords) })

var benchIndex = sync.OnceValue(func() *Index {
	var b Builder
	for _, t := range benchSources() {
		b.Add(t, Words(&t))
	}
	ix, _, err := b.Build()
	if err != nil {
		panic(err)
	}
	return ix
})

// BenchmarkIndex indexes five million words on one core.
func BenchmarkIndex(b *testing.B) {
	sources, words := benchSources(), 0
	for b.Loop() {
		var builder Builder
		for _, t := range sources {
			builder.Add(t, Words(&t))
		}
		ix, _, err := builder.Build()
		if err != nil {
			b.Fatal(err)
		}
		words += ix.Size()
	}
	b.ReportMetric(float64(words)/b.Elapsed().Seconds(), "words/s")
}

// BenchmarkVerify looks quotes of fifteen words up among five million: as they
// were said, with a word changed, with every fifth changed, and not there.
func BenchmarkVerify(b *testing.B) {
	ix := benchIndex()
	r := rand.New(rand.NewPCG(3, 4))
	said := func(change int) []*record.Quote {
		var out []*record.Quote
		for range 500 {
			t := &ix.Transcripts[r.IntN(len(ix.Transcripts))]
			words := strings.Fields(t.Text)
			at := r.IntN(len(words) - 15)
			piece := append([]string(nil), words[at:at+15]...)
			for i := range piece {
				if change > 0 && i%change == change-1 {
					piece[i] = spell(r.Uint64N(benchVocabulary))
				}
			}
			q := quoted(strings.Join(piece, " "))
			q.Speaker, q.Date = nil, "2017-01-01"
			out = append(out, q)
		}
		return out
	}
	for _, c := range []struct {
		name   string
		change int
	}{{"verbatim", 0}, {"one-changed", 12}, {"fifth-changed", 5}, {"absent", 1}} {
		quotes := said(c.change)
		b.Run(c.name, func(b *testing.B) {
			found := 0
			for i := 0; b.Loop(); i++ {
				if f := ix.Verify(quotes[i%len(quotes)], ""); f.Found() {
					found++
				}
			}
			b.ReportMetric(float64(found)/float64(b.N), "found")
		})
	}
}
