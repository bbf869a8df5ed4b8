package text

import (
	"os"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func newParser(t testing.TB, opts Options) *Parser {
	t.Helper()
	p, err := NewParser(opts)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func FuzzParse(f *testing.F) {
	p := newParser(f, Options{Labels: Entities})
	for _, seed := range []string{
		"", "\n\r\n\u2028", "“We won’t go,” said Ms. O’Malley of the U.S.\r\nShe left.",
		"''It''s ``odd''. a@b.co @x #y http://x.y/z). \xff\xfe's n't\u200b", "。 .\u0301 U.S.’s ...” — “No. 5” 👍🏽 :-) İİİ's ȺȺȺ's",
		"a-b--c - 3.5% 10:30 AT&T x:y U.S.-led ’tis", ". . . . \" \" \" . “ ” .",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body string) {
		doc, err := p.Parse(Article{Body: body})
		if err != nil || doc.Body != body {
			t.Fatalf("error %v, body changed: %t", err, doc.Body != body)
		}
		check(t, doc)
	})
}

// check fails unless the parts of doc are ordered, nested, on rune boundaries
// and leave no byte out that is not white space.
func check(t *testing.T, doc *Document) {
	t.Helper()
	sent, tok := 0, 0
	var last Span
	within := func(parent, s Span) {
		if !parent.Contains(s) || s.Empty() || s.Start < last.Start {
			t.Fatalf("%v %q in %v, after %v", s, doc.Text(s), parent, last)
		}
		last = s
	}
	end := 0
	for pi, p := range doc.Paragraphs {
		within(Span{end, len(doc.Body)}, p.Span)
		end = p.End
		if p.First != sent || p.Last <= p.First {
			t.Fatalf("paragraph %d holds sentences %d to %d, want from %d", pi, p.First, p.Last, sent)
		}
		from := p.Start
		for ; sent < p.Last; sent++ {
			s := doc.Sentences[sent]
			within(Span{from, p.End}, s.Span)
			from = s.End
			if s.Paragraph != pi || s.First != tok || s.Last <= s.First {
				t.Fatalf("sentence %d: %+v", sent, s)
			}
			at := s.Start
			for ; tok < s.Last; tok++ {
				w := doc.Tokens[tok]
				within(Span{at, s.End}, w.Span)
				at = w.End
				if int(w.Sentence) != sent || doc.Tag(tok) == "" || doc.Labels[tok] == "" {
					t.Fatalf("token %d: %+v", tok, w)
				}
			}
		}
	}
	if sent != len(doc.Sentences) || tok != len(doc.Tokens) {
		t.Fatalf("%d of %d sentences, %d of %d tokens reached", sent, len(doc.Sentences), tok, len(doc.Tokens))
	}
	covered(t, doc)
}

// covered fails unless every token begins and ends with a rune and every rune
// is white space or in a token.
func covered(t *testing.T, doc *Document) {
	t.Helper()
	i := 0
	for at := 0; at < len(doc.Body); {
		r, n := utf8.DecodeRuneInString(doc.Body[at:])
		for i < len(doc.Tokens) && doc.Tokens[i].End <= at {
			i++
		}
		in := i < len(doc.Tokens) && doc.Tokens[i].Start <= at
		if !in && !isSpace(r) {
			t.Fatalf("no token holds %q at %d", r, at)
		}
		if i < len(doc.Tokens) && (Span{at, at + n}).Overlaps(doc.Tokens[i].Span) && !doc.Tokens[i].Contains(Span{at, at + n}) {
			t.Fatalf("token %q cuts %q", doc.Text(doc.Tokens[i].Span), r)
		}
		at += n
	}
}

// TestHostile would take minutes if any step were quadratic.
func TestHostile(t *testing.T) {
	p := newParser(t, Options{Labels: Entities})
	for _, s := range []string{`"`, "!", ".", "()", ". ", `" `, "U.S. ", "a:", "a+", "a@", "a-", "n't", "'\u0301", "“", "\n", "\xff", "👍", "a"} {
		start := time.Now()
		doc, err := p.Parse(Article{Body: strings.Repeat(s, 200_000/len(s))})
		if err != nil {
			t.Fatal(err)
		}
		check(t, doc)
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("a run of %q took %v", s, took)
		}
	}
}

// tags are those of all tokens.
func tags(doc *Document) string {
	var b strings.Builder
	for i := range doc.Tokens {
		b.WriteString(doc.Tag(i) + " ")
	}
	return b.String()
}

// TestFull holds tags to those of a parser whose memory never fills: it is emptied
// in the middle of an article, of a sentence, of a line.
func TestFull(t *testing.T) {
	body, err := os.ReadFile("testdata/sentences.txt")
	if err != nil {
		t.Fatal(err)
	}
	oneLine := strings.NewReplacer("\n", " ", ".", "", "?", "", "!", "").Replace(string(body))
	for name, body := range map[string]string{"text": string(body), "line": oneLine, "lines": strings.Repeat(oneLine+"\n", 2)} {
		want, _ := newParser(t, Options{}).Parse(Article{Body: body})
		for most := 1; most < 200; most += 7 {
			p := newParser(t, Options{})
			p.desks.New = func() any {
				d := &desk{Parser: p, mem: newMemory(p.tagger)}
				d.mem.most = most
				return d
			}
			if got, _ := p.Parse(Article{Body: body}); tags(got) != tags(want) {
				t.Errorf("%s, memory of %d: other tags", name, most)
			}
		}
	}
}

// TestConcurrent holds eight parsers at once to one alone.
func TestConcurrent(t *testing.T) {
	p := newParser(t, Options{Labels: Entities})
	body, err := os.ReadFile("testdata/sentences.txt")
	if err != nil {
		t.Fatal(err)
	}
	want, err := p.Parse(Article{Body: string(body)})
	if err != nil {
		t.Fatal(err)
	}
	answers := tags(want)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			other := newParser(t, Options{Labels: Entities})
			for _, q := range []*Parser{p, other} {
				got, err := q.Parse(Article{Body: string(body)})
				if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(Document{}, Token{})); err != nil || diff != "" {
					t.Error(err, diff)
				}
				if tags(got) != answers {
					t.Error("other tags")
				}
			}
		})
	}
	wg.Wait()
}

// TestTags shows what the models make of marks, accents and clitics that they
// were never trained on.
func TestTags(t *testing.T) {
	p := newParser(t, Options{Labels: Entities})
	for body, want := range map[string]string{
		"“My plan won’t fail,” said José.":      "“/`` My/PRP$ plan/NN wo/MD n’t/RB fail/VB ,/, ”/'' said/VBD José/NNP/B-PERSON ./.",
		`"How?" Elena Marsh asked.`:             "\"/`` How/WRB ?/. \"/'' Elena/NNP/B-PERSON Marsh/NNP/B-PERSON asked/VBD ./.",
		"Ms. O’Neill — 10.25% … @pat_x :-) 0 *": "Ms./NNP O’Neill/NNP —/: 10.25/CD %/NN …/: @pat_x/NN :-)/SYM 0/CD */:",
	} {
		doc, err := p.Parse(Article{Body: body})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for i, tok := range doc.Tokens {
			w := doc.Text(tok.Span) + "/" + doc.Tag(i)
			if label := doc.Labels[i]; label != "O" {
				w += "/" + label
			}
			got = append(got, w)
		}
		if diff := cmp.Diff(strings.Fields(want), got); diff != "" {
			t.Error(diff, strings.Join(got, " "))
		}
	}
}
