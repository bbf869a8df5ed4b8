package attribution_test

import (
	"strings"
	"testing"

	"github.com/verbatim-news/verbatim/attribution"
	"github.com/verbatim-news/verbatim/attribution/quote"
	"github.com/verbatim-news/verbatim/attribution/text"
)

// invented is the i-th name of a crowd: Aor, Bor, … Abor, Bbor, …
func invented(i int) string {
	b := []byte{byte('A' + i%26)}
	for i /= 26; i > 0; i /= 26 {
		b = append(b, byte('a'+i%26))
	}
	return string(b) + "or"
}

// crowd repeats what each of many people does until there are n bytes of it.
func crowd(n int, does func(i int) string) string {
	var b strings.Builder
	for i := 0; b.Len() < n; i++ {
		b.WriteString(does(i))
	}
	return b.String()
}

// hostile are articles that nobody writes, of n bytes, which would take quadratic time
// or worse if a step looked at all of them for each part.
var hostile = map[string]func(n int) string{
	"marks in a row":           repeated(`"`),
	"openers in a row":         repeated("“"),
	"marks nested":             repeated("“«"),
	"words nested":             repeated("“a «b "),
	"brackets nested":          repeated("("),
	"brackets open":            func(n int) string { return strings.Repeat("( a ", n/8) + strings.Repeat(") “b” ", n/20) },
	"brackets with quotes":     repeated("[ ( “a” ) ], "),
	"quotes inside one":        func(n int) string { return "“Well " + strings.Repeat("‘a’ ", n/8) + "”" },
	"clauses inside one":       func(n int) string { return "“Well " + strings.Repeat("‘a,’ he said. ", n/18) + "”" },
	"singles open":             repeated("‘a "),
	"apostrophes":              repeated("'a "),
	"one sentence":             repeated("a word of this "),
	"one sentence with commas": repeated("a word, this, "),
	"one word":                 repeated("a"),
	"one word in capitals":     repeated("A"),
	"one capital in a row":     repeated("Orlova "),
	"capitals in a row":        func(n int) string { return crowd(n, func(i int) string { return invented(i) + " " }) },
	"people, a line each": func(n int) string {
		return crowd(n, func(i int) string { return invented(i) + " " + invented(i+7) + " said “no.”\n" })
	},
	"people, all in a line": func(n int) string {
		return crowd(n, func(i int) string { return invented(i) + " " + invented(i+7) + " said “no.” " })
	},
	"people of one name": func(n int) string {
		return crowd(n, func(i int) string { return invented(i) + " Smith said “no.” Smith left. " })
	},
	"people, then he": func(n int) string {
		return crowd(n/2, func(i int) string { return invented(i) + " " + invented(i+7) + ", " }) + strings.Repeat("“No,” he said. ", n/40)
	},
	"a name before its full form": func(n int) string {
		return strings.Repeat("Orlova came. ", n/26) + strings.Repeat("Ada Orlova came. ", n/34)
	},
	"he, a line each":             repeated("“No,” he said.\n"),
	"he, all in a line":           repeated("“No,” he said. "),
	"they":                        repeated("“No,” they said.\n"),
	"an official":                 repeated("“No,” the official said.\n"),
	"two presidents":              repeated("Barack Obama and Ada Orlova, the mayor, came. “No,” the president said.\n"),
	"a club":                      repeated("The Alpine Council met. “No,” the club said.\n"),
	"nobody, a line each":         func(n int) string { return "Ada Orlova said:\n" + strings.Repeat("“No.”\n", n/10) },
	"nobody, all in a line":       func(n int) string { return "Ada Orlova said: " + strings.Repeat("“No.” ", n/10) },
	"a list":                      func(n int) string { return "Ada Orlova said:\n" + strings.Repeat("• “No.”\n", n/14) },
	"one speech reopened":         func(n int) string { return "Ada Orlova said: " + strings.Repeat("“No.\n", n/7) },
	"said":                        repeated("said "),
	"said with quotes":            repeated("said “no” "),
	"he said she said":            repeated("he said she said "),
	"according to":                repeated("according to Ada Orlova "),
	"one utterance":               repeated("“We,” she said, "),
	"the same words":              repeated("“We will not go there again”. "),
	"one long quote":              func(n int) string { return "“" + strings.Repeat("We saw Ada Orlova. ", n/19) + "” he said." },
	"turns":                       repeated("“ORLOVA: No.\n"),
	"questions":                   repeated("Q: “Why?” A: “No.” "),
	"lines":                       repeated("a\n"),
	"blanks":                      func(n int) string { return "“" + strings.Repeat(" ", n) + "” he said" },
	"rules":                       repeated("___\n"),
	"tags":                        repeated("<a b=c "),
	"furniture":                   repeated("READ NEXT\n“A”\n"),
	"letters that grow in case":   repeated("İzmir said. "),
	"quotes of a name in pieces":  repeated("Díaz’s “a” and her “b” plan "),
	"reports of reports":          repeated("Ada Orlova said that he said that "),
	"verbs":                       repeated("went and came and "),
	"appositions":                 repeated("Ada Orlova, the mayor, who said, "),
	"relative clauses and quotes": repeated("who said “we”, "),
}

func repeated(s string) func(n int) string {
	return func(n int) string { return strings.Repeat(s, n/len(s)) }
}

// maxWork is how much an article may cost for each of its bytes. The dearest of the
// above take a quarter of it: a quote of seven bytes with 40 candidates.
const maxWork = 400

// TestWorkIsLinear counts: an article twice as long may cost twice as much and little
// more, and none more than maxWork a byte. Where a bound stops the looking (maxSentence,
// maxCandidates, maxCues, maxBack, maxNamesakes, lookahead) it is reached here.
func TestWorkIsLinear(t *testing.T) {
	const short, long = 24_000, 120_000
	// Of the mentions before it a description looks at maxBack, which a short one has not.
	crowded := map[string]bool{"two presidents": true, "a club": true, "reports of reports": true}
	attributor := attribution.New(directory())
	for name, make := range hostile {
		t.Run(name, func(t *testing.T) {
			n := short
			if crowded[name] {
				n = long
			}
			var work [2]int
			for i := range work {
				body := make((i + 1) * n)
				doc, quotes := read(t, text.Article{Body: body})
				work[i] = attribution.Work(attributor, doc, quotes, true)
				if most := maxWork * len(body); work[i] > most {
					t.Errorf("%d looks for %d bytes and %d quotes, at most %d are allowed", work[i], len(body), len(quotes), most)
				}
			}
			if most := work[0]*5/2 + n; work[1] > most {
				t.Errorf("%d looks for twice what takes %d, at most %d are allowed", work[1], work[0], most)
			}
		})
	}
}

// TestWeighingIsBounded: of more quotes than any article has, the last are left to the
// rules; they are answered all the same.
func TestWeighingIsBounded(t *testing.T) {
	if testing.Short() {
		t.Skip("a long article")
	}
	doc, quotes := read(t, text.Article{Body: hostile["people, all in a line"](300_000)})
	ranked := attribution.New(directory())
	n := attribution.Weighed(ranked, doc, quotes)
	if n < attribution.MaxWeighed || n > attribution.MaxWeighed+100 {
		t.Errorf("%d candidates weighed, %d are allowed and reached", n, attribution.MaxWeighed)
	}
	list := ranked.Attribute(doc, quotes)
	check(t, doc, quotes, list)
	if last := list[len(list)-1]; last.Speaker.Name == "" {
		t.Error("the last quote has no answer")
	}
}

// TestHostileAnswers runs all of them through every step; the answers are whole.
func TestHostileAnswers(t *testing.T) {
	if testing.Short() {
		t.Skip("long articles")
	}
	ranked, rules := attribution.New(directory()), attribution.New(directory(), attribution.RulesOnly())
	for name, make := range hostile {
		t.Run(name, func(t *testing.T) {
			doc, quotes := read(t, text.Article{Body: make(40_000)})
			for _, a := range []*attribution.Attributor{ranked, rules} {
				check(t, doc, quotes, a.Attribute(doc, quotes))
				list, reported, clauses := a.AttributeAll(doc, quotes)
				check(t, doc, quotes, list)
				checkReported(t, doc, quotes, reported, clauses)
			}
		})
	}
}

// TestMemoryIsReused: an article answered in the memory of another allocates little
// beside its answers.
func TestMemoryIsReused(t *testing.T) {
	if raced {
		t.Skip("the race detector lets go of memory that is to be used again")
	}
	var docs []*text.Document
	var quotes [][]quote.Quote
	tokens := 0
	for _, body := range fixtures(t) {
		doc, found := read(t, text.Article{Body: body})
		docs, quotes, tokens = append(docs, doc), append(quotes, found), tokens+len(doc.Tokens)
	}
	attributor := attribution.New(directory())
	allocations := testing.AllocsPerRun(3, func() {
		for i, doc := range docs {
			attributor.Attribute(doc, quotes[i])
		}
	})
	if most := float64(tokens) / 2; allocations > most {
		t.Errorf("%.0f allocations for %d tokens, at most %.0f are allowed", allocations, tokens, most)
	}
	t.Logf("%.0f allocations for %d tokens", allocations, tokens)
}
