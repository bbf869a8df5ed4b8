package attribution_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/verbatim-news/verbatim/attribution"
	"github.com/verbatim-news/verbatim/attribution/quote"
	"github.com/verbatim-news/verbatim/attribution/speaker"
	"github.com/verbatim-news/verbatim/attribution/text"
)

func FuzzAttribute(f *testing.F) {
	for _, seed := range []string{
		"", "“a,” said Ada Orlova. “b.”\n\n“c.”", "Orlova told Reyes that ‘he’ “said ‘no,’ she said,” according to “them”.",
		"ADA: “x” — Ada Orlova\nQ: \"y\"\n“REYES: z”", "and said and said, saying, “a” and “b” (", "His “a” her “b” it was “c” by whom “d” was said",
		"“I said ‘we,’ ” they said. READ MORE\n“They” the mayor of Oster, 59, who “said”", "”’'\"“‘ he said : — , . ? !",
	} {
		f.Add(seed)
	}
	for _, body := range fixtures(f) {
		f.Add(body)
	}
	both := []*attribution.Attributor{attribution.New(directory()), attribution.New(directory(), attribution.RulesOnly())}
	f.Fuzz(func(t *testing.T, body string) {
		doc, quotes := read(t, text.Article{Body: strings.ToValidUTF8(body, "?"), Imprint: text.Imprint{Author: "Lou Farrant"}})
		for _, a := range both {
			list := a.Attribute(doc, quotes)
			check(t, doc, quotes, list)
			all, reported, clauses := a.AttributeAll(doc, quotes)
			if diff := cmp.Diff(list, all); diff != "" {
				t.Fatalf("asking for speech without marks changed an answer: %s", diff)
			}
			checkReported(t, doc, quotes, reported, clauses)
			var other []attribution.Attribution
			var wg sync.WaitGroup
			wg.Go(func() { other = a.Attribute(doc, quotes) })
			_, again, _ := a.AttributeAll(doc, quotes)
			wg.Wait()
			if diff := cmp.Diff(list, other) + cmp.Diff(reported, again); diff != "" {
				t.Error("a second call, in another goroutine, answers otherwise", diff)
			}
		}
	})
}

// check fails unless every answer points at words of the article that are not
// the quote's own, and is whole or empty.
func check(t *testing.T, doc *text.Document, quotes []quote.Quote, list []attribution.Attribution) {
	t.Helper()
	if len(list) != len(quotes) {
		t.Fatalf("%d answers for %d quotes", len(list), len(quotes))
	}
	for i, a := range list {
		named := a.Speaker.Name != ""
		if named != !a.Source.Empty() || named != (a.Speaker.ID != "") || named != (a.Rule != "") || named != (a.Confidence > 0) || !named && (!a.Cue.Empty() || len(a.Via) > 0) {
			t.Fatalf("quote %d: half an answer: %+v", i, a)
		}
		if a.Confidence < 0 || a.Confidence > 1 || named && a.Class != quote.Speech {
			t.Fatalf("quote %d: %+v", i, a)
		}
		if slices.ContainsFunc(a.Via, func(s speaker.Speaker) bool { return s.ID == a.Speaker.ID || s.Name == "" }) {
			t.Fatalf("quote %d by %v reaches us via %v", i, a.Speaker, a.Via)
		}
		checkWords(t, doc, a.Source)
		checkWords(t, doc, a.Cue)
		for _, s := range quotes[i].Segments {
			if a.Rule != "turn" && (s.Overlaps(a.Source) || s.Overlaps(a.Cue)) {
				t.Fatalf("quote %d: source %q or cue %q lies inside the quote, by %s", i, doc.Text(a.Source), doc.Text(a.Cue), a.Rule)
			}
		}
		seen := []string{a.Speaker.ID}
		for _, alt := range a.Alternatives {
			checkWords(t, doc, alt.Source)
			if alt.Speaker.Name == "" || alt.Confidence < 0 || alt.Confidence > 1 || slices.Contains(seen, alt.Speaker.ID) {
				t.Fatalf("quote %d: alternative %+v to %+v", i, alt, a)
			}
			seen = append(seen, alt.Speaker.ID)
		}
	}
}

// checkReported fails unless reported speech is whole, in order and apart, and
// the clause of a quote holds the quote.
func checkReported(t *testing.T, doc *text.Document, quotes []quote.Quote, list []attribution.Reported, clauses []text.Span) {
	t.Helper()
	last := text.Span{}
	for i, r := range list {
		checkWords(t, doc, r.Clause)
		checkWords(t, doc, r.Source)
		checkWords(t, doc, r.Cue)
		if r.Clause.Empty() || r.Source.Empty() || r.Speaker.Name == "" || r.Rule == "" || r.Confidence <= 0 || r.Confidence > 1 || r.Clause.Overlaps(r.Cue) {
			t.Fatalf("reported %d: %+v", i, r)
		}
		if r.Clause.Start < last.Start || last.Contains(r.Clause) {
			t.Fatalf("reported %d at %v comes after %v", i, r.Clause, last)
		}
		last = r.Clause
	}
	for i, c := range clauses {
		if !c.Empty() && !c.Contains(quotes[i].Span()) {
			t.Fatalf("the clause %v of quote %d does not hold it, %v", c, i, quotes[i].Span())
		}
		checkWords(t, doc, c)
	}
}

// checkWords fails unless s is empty or text of the article, on rune boundaries.
func checkWords(t *testing.T, doc *text.Document, s text.Span) {
	t.Helper()
	if s == (text.Span{}) {
		return
	}
	if s.Start < 0 || s.End > len(doc.Body) || s.Empty() || !utf8.RuneStart(doc.Body[s.Start]) || s.End < len(doc.Body) && !utf8.RuneStart(doc.Body[s.End]) {
		t.Fatalf("%v in a body of %d bytes", s, len(doc.Body))
	}
}

// TestShared: one Attributor serves many goroutines, each of which gets what
// one alone gets.
func TestShared(t *testing.T) {
	a := attribution.New(directory())
	for _, body := range fixtures(t) {
		doc, quotes := read(t, text.Article{Body: body})
		want := a.Attribute(doc, quotes)
		check(t, doc, quotes, want)
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				if diff := cmp.Diff(want, a.Attribute(doc, quotes)); diff != "" {
					t.Errorf("%.80s: %s", body, diff)
				}
			})
		}
		wg.Wait()
	}
}

// TestHostile would take minutes, and some of these years, if any step were
// quadratic or worse: long sentences, long paragraphs, many names.
func TestHostile(t *testing.T) {
	if testing.Short() {
		t.Skip("long articles")
	}
	rules, ranked := attribution.New(directory(), attribution.RulesOnly()), attribution.New(directory())
	for _, s := range []string{
		"“We go,” said Ada Orlova. ", "“We go,” he said.\n", "“We go.” ", "“We go,” ", "“We go.”\n", "“We” ( ", "“we” and said ", "and said ", "has said ", "the man ",
		"Ada Orlova, the mayor, said “we go.”\n", "the mayor said “we go” ", "it said “we go.” ", "they said “we go.” ", ", he said, saying ", ", who said “we”, ", "said “we” ", "( ", ") , ",
		"“‘a,’ he said,” she said. ", "“a,” she said, ", "“I\n\n", "according “to” ", "according to ", "— Orlova “a” ", "“ORLOVA: no” ", "Q: Why?\nA: “We go”\n", "Orlova: “We go”\n",
	} {
		body := strings.Repeat(s, 60_000/len(s))
		doc, quotes := read(t, text.Article{Body: body})
		check(t, doc, quotes, rules.Attribute(doc, quotes))
		body = strings.Repeat(s, 6_000/len(s)) // the ranker is linear too, but weighs 40 candidates for each quote
		doc, quotes = read(t, text.Article{Body: body})
		list := ranked.Attribute(doc, quotes)
		check(t, doc, quotes, list)
		_, reported, clauses := ranked.AttributeAll(doc, quotes)
		checkReported(t, doc, quotes, reported, clauses)
	}
}

// TestLarge has as much as an article may hold: 100,000 quotes, 50,000 of them in
// one paragraph, a sentence of 20,000 words.
func TestLarge(t *testing.T) {
	if testing.Short() {
		t.Skip("long articles")
	}
	rules := attribution.New(directory(), attribution.RulesOnly())
	for _, c := range []struct {
		body   string
		quotes int
	}{
		{"Ada Orlova came.\n" + strings.Repeat("“No,” she said.\n", 100_000), 100_000},
		{"Ada Orlova came. " + strings.Repeat("“No,” she said. ", 50_000), 50_000},
		{"Ada Orlova came.\n" + strings.Repeat("• “No,” she said.\n", 50_000) + strings.Repeat("• “No.”\n", 50_000), 100_000},
		{"Ada Orlova said that " + strings.Repeat("a mayor and ", 7_000) + "“no.”", 1},
	} {
		doc, quotes := read(t, text.Article{Body: c.body})
		list := rules.Attribute(doc, quotes)
		check(t, doc, quotes, list)
		if len(list) != c.quotes {
			t.Errorf("%.40s: %d quotes, want %d", c.body, len(list), c.quotes)
		}
		if last := list[len(list)-1]; c.quotes > 1 && last.Speaker.ID != "ada-orlova" {
			t.Errorf("%.40s: the last quote is ascribed to %q", c.body, last.Speaker.Name)
		}
	}
}
