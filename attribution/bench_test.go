package attribution_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/verbatim-news/verbatim/attribution"
	"github.com/verbatim-news/verbatim/attribution/quote"
	"github.com/verbatim-news/verbatim/attribution/speaker"
	"github.com/verbatim-news/verbatim/attribution/text"
)

// BenchmarkAttribute measures the steps of reading articles: those of the
// fixtures, short and full of quotes, and those of the gold, which are news as it
// comes, where they lie beside the checkout. Cost reports how many times as long
// an article takes with the ranker as by the rules alone, both from its bytes on.
func BenchmarkAttribute(b *testing.B) {
	for _, corpus := range []struct {
		name   string
		bodies func(testing.TB) []string
	}{{"fixtures", fixtures}, {"gold", gold}} {
		b.Run(corpus.name, func(b *testing.B) {
			s := newSteps(b, corpus.bodies(b))
			for _, step := range []struct {
				name string
				run  func(i int)
			}{{"parse", s.parse}, {"detect", s.detect}, {"rules", s.rules}, {"ranked", s.ranked}} {
				b.Run(step.name, func(b *testing.B) {
					b.ReportAllocs()
					for b.Loop() {
						for i := range s.docs {
							step.run(i)
						}
					}
					b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(s.docs)), "ns/article")
					b.ReportMetric(float64(b.N*s.total)/b.Elapsed().Seconds(), "quotes/s")
				})
			}
			b.Run("cost", s.cost)
		})
	}
}

// cost takes the steps in turn for each article, so that a machine that slows
// down meanwhile slows both sides.
func (s *steps) cost(b *testing.B) {
	var shared, rules, ranked time.Duration
	for b.Loop() {
		for i := range s.docs {
			start := time.Now()
			s.parse(i)
			s.detect(i)
			shared += time.Since(start)
			start = time.Now()
			s.rules(i)
			rules += time.Since(start)
			start = time.Now()
			s.ranked(i)
			ranked += time.Since(start)
		}
	}
	b.ReportMetric(float64(shared+ranked)/float64(shared+rules), "x-rules")
}

// steps are articles at every stage of being read.
type steps struct {
	parser    *text.Parser
	docs      []*text.Document
	quotes    [][]quote.Quote
	total     int // of quotes
	byRules   *attribution.Attributor
	byRanking *attribution.Attributor
}

func (s *steps) parse(i int)  { _, _ = s.parser.Parse(s.docs[i].Article) }
func (s *steps) detect(i int) { quote.Detect(s.docs[i]) }
func (s *steps) rules(i int)  { s.byRules.Attribute(s.docs[i], s.quotes[i]) }
func (s *steps) ranked(i int) { s.byRanking.Attribute(s.docs[i], s.quotes[i]) }

func newSteps(b *testing.B, bodies []string) *steps {
	dir, err := speaker.Load()
	if err != nil {
		b.Fatal(err)
	}
	s := &steps{byRules: attribution.New(dir, attribution.RulesOnly()), byRanking: attribution.New(dir)}
	if s.parser, err = text.NewParser(text.Options{}); err != nil {
		b.Fatal(err)
	}
	for _, body := range bodies {
		doc, err := s.parser.Parse(text.Article{Body: body})
		if err != nil {
			b.Fatal(err)
		}
		quotes, _ := quote.Detect(doc)
		s.docs, s.quotes, s.total = append(s.docs, doc), append(s.quotes, quotes), s.total+len(quotes)
	}
	return s
}

// fixtures are the bodies of fixtures/articles and fixtures/stories.
func fixtures(b testing.TB) []string {
	b.Helper()
	var bodies []string
	for _, pattern := range []string{"articles/*.txtar", "stories/*/*/*.txt"} {
		files, err := filepath.Glob("../fixtures/" + pattern)
		if err != nil || len(files) == 0 {
			b.Fatalf("no %s (%v)", pattern, err)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				b.Fatal(err)
			}
			if filepath.Ext(file) == ".txtar" {
				data = txtar.Parse(data).Files[0].Data
			}
			bodies = append(bodies, string(data))
		}
	}
	return bodies
}

// gold is the bodies of PolNeAR's dev articles.
func gold(b testing.TB) []string {
	b.Helper()
	file, err := os.Open("../../shared/gold/polnear-dev.jsonl")
	if err != nil {
		b.Skip("needs shared/gold beside the checkout: ", err)
	}
	defer file.Close()
	var bodies []string
	sc := bufio.NewScanner(file)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		var article struct{ Text string }
		if err := json.Unmarshal(sc.Bytes(), &article); err != nil {
			b.Fatal(err)
		}
		bodies = append(bodies, article.Text)
	}
	if err := sc.Err(); err != nil {
		b.Fatal(err)
	}
	return bodies
}
