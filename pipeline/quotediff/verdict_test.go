package quotediff

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/variant"
)

// said makes a quote, number n of its article, whose speaker's mention stands
// right after it.
func said(article string, n int, speaker, kind, mention, text string) record.Quote {
	start := 1000 * n
	end := start + len(text)
	return record.Quote{
		ID: fmt.Sprintf("%s#%d", article, n), Article: article, Outlet: strings.Split(article, "/")[0], Date: "2024-03-01",
		Start: start, End: end, Text: text, Segments: []record.Span{{Start: start, End: end}},
		Class: record.ClassQuote, Kind: record.Null(kind),
		Speaker: &record.Speaker{ID: strings.ReplaceAll(strings.ToLower(speaker), " ", "-"), Name: speaker, Type: record.TypePerson, Confidence: 0.95},
		Mention: &record.Range{Start: end + 2, End: end + 2 + len(mention), Text: mention},
	}
}

// cluster groups the quotes, which must make one cluster, and compares them.
func cluster(t *testing.T, quotes []record.Quote, opts Options) record.Cluster {
	t.Helper()
	cs, err := variant.Group(context.Background(), variant.Slice(quotes), variant.Options{})
	if err != nil || len(cs) != 1 {
		t.Fatalf("%d clusters, error %v", len(cs), err)
	}
	return Cluster(quotes, cs[0], opts)
}

const whole = "We will mend the dam. If the rain holds off, the village goes home in spring."

func TestCluster(t *testing.T) {
	quotes := []record.Quote{
		said("herald/1", 1, "Ana Díaz", record.KindDirect, "Ana Díaz", whole),
		said("post/1", 1, "Ana Díaz", record.KindDirect, "she", "The village goes home in spring."),
		said("times/1", 1, "Ana Díaz", record.KindMixed, "Díaz", "mend the dam"),
	}
	got := cluster(t, quotes, Options{})
	want := record.Cluster{
		ID: variant.ID("herald/1#1", variant.Loose(whole)), Base: "herald/1#1", Verdict: record.VerdictDivergent,
		Speaker: &record.ClusterSpeaker{ID: "ana-díaz", Name: "Ana Díaz"},
		Members: []record.Member{
			{Quote: "herald/1#1", Outlet: "herald", Date: "2024-03-01", Independent: true, Source: "herald"},
			{Quote: "post/1#1", Outlet: "post", Date: "2024-03-01", Independent: true, Source: "post"},
			{Quote: "times/1#1", Outlet: "times", Date: "2024-03-01", Independent: true, Source: "times"},
		},
		Outlets: 3, IndependentSources: 3,
		Occasion: record.Occasion{From: "2024-03-01", Until: "2024-03-01"}, Folds: []string{"case", "truncation"},
	}
	differences := got.Differences
	got.Differences, got.Wordings = nil, nil
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
	if got, want := show(differences), "truncation 3 We will mend the dam. If the rain holds off| (unmarked; a condition, exception or negation is lost); "+
		"case 0 the|The; truncation 1 We will| (partial); truncation 1 If the rain holds off, the village goes home in spring| (at a sentence)"; got != want {
		t.Errorf("%s\nnot %s", got, want)
	}
}

// What is cut from one quote but printed in the next one of the same article is
// no cut: the reporter split the utterance.
func TestClusterSplit(t *testing.T) {
	quotes := []record.Quote{
		said("herald/1", 1, "Ana Díaz", record.KindDirect, "Ana Díaz", whole),
		said("post/1", 1, "Ana Díaz", record.KindDirect, "Díaz", "If the rain holds off,"),
		said("post/1", 2, "Ana Díaz", record.KindDirect, "Díaz", "the village goes home in spring."),
	}
	got := cluster(t, quotes, Options{})
	if got.Verdict != record.VerdictConsistent {
		t.Errorf("%s: %s", got.Verdict, show(got.Differences))
	}
	if s := show(got.Differences); strings.Count(s, "split 0") != 2 {
		t.Errorf("no two splits: %s", s)
	}
}

// One article has the two halves of a sentence as two answers, with a question
// between: who runs them together is to be looked at. Without the question, or
// where a sentence ends between them, the reporter split the utterance.
func TestClusterSpliced(t *testing.T) {
	const together = "I drew the plan of the harbour wall, and I would draw it again tomorrow."
	for _, c := range []struct{ about, base, asker, second, want string }{
		{"another's words between", together, "Karl Brandt", "I would draw it again tomorrow.", record.VerdictDivergent},
		{"her own words between", together, "Ana Díaz", "I would draw it again tomorrow.", record.VerdictConsistent},
		{"two sentences", strings.Replace(together, ", and", ".", 1), "Karl Brandt", "I would draw it again tomorrow.", record.VerdictConsistent},
		{"the sentence goes on", together, "Karl Brandt", "and I would draw it again tomorrow.", record.VerdictConsistent},
	} {
		quotes := []record.Quote{
			said("herald/1", 1, "Ana Díaz", record.KindDirect, "Díaz", c.base),
			said("post/1", 1, "Ana Díaz", record.KindDirect, "Díaz", "I drew the plan of the harbour wall,"),
			said("post/1", 2, c.asker, record.KindDirect, "Brandt", "Are you not ashamed of the tower?"),
			said("post/1", 3, "Ana Díaz", record.KindDirect, "Díaz", c.second),
		}
		got := cluster(t, quotes, Options{})
		if s := show(got.Differences); got.Verdict != c.want || strings.Contains(s, "splice 3") != (c.want == record.VerdictDivergent) {
			t.Errorf("%s: %s: %s", c.about, got.Verdict, s)
		}
	}
}

func TestClusterBridged(t *testing.T) {
	quotes := []record.Quote{
		said("herald/1", 1, "Ana Díaz", record.KindDirect, "Ana Díaz", "We need a road to the coast. We need a harbour there, and ships, and people to sail them."),
		said("post/1", 1, "Ana Díaz", record.KindDirect, "Díaz", "Nobody has asked the islands. We need a road to the coast."),
		said("times/1", 1, "Ana Díaz", record.KindDirect, "Díaz", "Nobody has asked the islands."),
	}
	got := cluster(t, quotes, Options{})
	if s := show(got.Differences); got.Verdict != record.VerdictConsistent || !strings.Contains(s, "split 0 We need a road") || strings.Contains(s, "substitution") {
		t.Errorf("%s: %s", got.Verdict, s)
	}
}

func TestClusterCopies(t *testing.T) {
	quotes := []record.Quote{
		said("herald/1", 1, "Ana Díaz", record.KindDirect, "Ana Díaz", whole),
		said("post/1", 1, "Ana Díaz", record.KindDirect, "Ana Díaz", whole),
		said("times/1", 1, "Ana Díaz", record.KindDirect, "Ana Díaz", whole),
	}
	got := cluster(t, quotes, Options{Sources: map[string]string{"post/1": "herald"}})
	if got.Outlets != 3 || got.IndependentSources != 2 || got.Members[1].Independent {
		t.Errorf("%d outlets, %d sources, members %+v", got.Outlets, got.IndependentSources, got.Members)
	}
	if len(got.Differences) != 0 || got.Verdict != record.VerdictConsistent {
		t.Errorf("%s: %s", got.Verdict, show(got.Differences))
	}
}

func TestAttribution(t *testing.T) {
	for _, c := range []struct {
		about, speaker, mention, kind string
		confidence                    float64
		verdict, want                 string
	}{
		{"two persons", "Karl Brandt", "Karl Brandt", record.TypePerson, 0.95, record.VerdictConflicting, "attribution 4 Ana Díaz|Karl Brandt (another person)"},
		{"no finding of ours: too unsure", "Karl Brandt", "Karl Brandt", record.TypePerson, 0.8, record.VerdictConsistent, ""},
		{"no finding of ours: a pronoun", "Karl Brandt", "he", record.TypePerson, 0.95, record.VerdictConsistent, ""},
		{"no finding of ours: a surname that both have", "Luis Díaz", "Díaz", record.TypePerson, 0.95, record.VerdictConsistent, ""},
		{"another name", "Díaz", "Díaz", record.TypePerson, 0.95, record.VerdictConsistent, "attribution 1 Ana Díaz|Díaz (another name)"},
		{"less specific", "Harbour Board", "the Harbour Board", record.TypeOrganisation, 0.95, record.VerdictVariant, "attribution 2 Ana Díaz|the Harbour Board (another kind of source)"},
		{"unnamed", "spokeswoman", "the spokeswoman", record.TypeAnonymous, 0.75, record.VerdictVariant, "attribution 2 Ana Díaz|the spokeswoman (less specific)"},
		{"unnamed, and unsure", "spokeswoman", "the spokeswoman", record.TypeAnonymous, 0.6, record.VerdictConsistent, ""},
		{"unnamed, and nobody's voice", "woman", "the woman", record.TypeAnonymous, 0.75, record.VerdictConsistent, ""},
		{"unnamed, and many", "officials", "the officials", record.TypeAnonymous, 0.75, record.VerdictConsistent, ""},
		{"described by her name", "Díaz's spokesman Díaz", "spokeswoman Ana Díaz", record.TypeAnonymous, 0.75, record.VerdictConsistent, ""},
		{"not described at all", "she", "she", record.TypeAnonymous, 0.75, record.VerdictConsistent, ""},
		{"issued by another", "statement from the Harbour Board", "a statement from the Harbour Board", record.TypeDocument, 0.75, record.VerdictVariant, "attribution 2 Ana Díaz|a statement from the Harbour Board (another kind of source)"},
		{"a statement is whoever's it is", "statement", "The statement", record.TypeDocument, 0.95, record.VerdictConsistent, ""},
	} {
		other := said("post/1", 1, c.speaker, record.KindDirect, c.mention, whole)
		other.Speaker.Type, other.Speaker.Confidence = c.kind, c.confidence
		got := cluster(t, []record.Quote{said("herald/1", 1, "Ana Díaz", record.KindDirect, "Ana Díaz", whole), other}, Options{})
		if s := show(got.Differences); got.Verdict != c.verdict || s != c.want {
			t.Errorf("%s: %s, %q; not %s, %q", c.about, got.Verdict, s, c.verdict, c.want)
		}
	}
}

// What a reporter's own sentence asks of a piece of speech is form; the same
// change in a whole utterance is not, nor is one that no report asks for.
func TestPersonAndTenseOfAPiece(t *testing.T) {
	const first, third = "I am ready to sell my house, and it has a view of us all", "she was ready to sell her house, and it had a view of them all"
	const shift = "person-tense %d I|she; person-tense %[1]d am|was; person-tense %[1]d my|her; person-tense %[1]d has|had; "
	for _, c := range []struct{ about, a, kindA, b, kindB, want string }{
		{"a piece", first, record.KindDirect, third, record.KindMixed, fmt.Sprintf(shift, 1) + "person-tense 1 us|them"},
		{"whole", first, record.KindDirect, third, record.KindDirect, fmt.Sprintf(shift, 2) + "substitution 3 us|them (person)"},
		{"the base is the piece", "that she was glad", record.KindMixed, "that I am glad", record.KindDirect, "person-tense 1 she|I; person-tense 1 was|am"},
		{"a piece, and another person", "that he was glad", record.KindDirect, "that she was glad", record.KindMixed, "substitution 3 he|she (person)"},
		{"a piece, brought forward", "that it was done", record.KindDirect, "that it is done", record.KindMixed, "person-tense 2 was|is"},
	} {
		a, b := said("herald/1", 1, "Ana Díaz", c.kindA, "Díaz", c.a), said("post/1", 1, "Ana Díaz", c.kindB, "Díaz", c.b)
		if got := show(Compare(&a, &b)); got != c.want {
			t.Errorf("%s: %s\nnot %s", c.about, got, c.want)
		}
	}
}

func TestVerdict(t *testing.T) {
	for want, severities := range map[string][]int{
		record.VerdictConsistent: {0, 1, 0}, record.VerdictVariant: {1, 2}, record.VerdictDivergent: {2, 3, 4},
	} {
		var ds []record.Difference
		for _, s := range severities {
			ds = append(ds, record.Difference{Type: "substitution", Severity: s})
		}
		if got := Verdict(ds); got != want {
			t.Errorf("severities %v: %s, not %s", severities, got, want)
		}
	}
}

func BenchmarkCompare(b *testing.B) {
	a, c := said("herald/1", 1, "Ana Díaz", record.KindDirect, "she", strings.Repeat(whole+" ", 2)), said("post/1", 1, "Ana Díaz", record.KindDirect, "she", "We’ll mend the dams. When the rain stops, the whole village can go home in the spring.")
	b.ReportAllocs()
	for b.Loop() {
		Compare(&a, &c)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "pairs/s")
}

// A page without closing marks gives a quote of a hundred thousand words: the
// comparison must stay near linear.
func TestHostileLength(t *testing.T) {
	var a, b strings.Builder
	for i := range 40_000 {
		fmt.Fprintf(&a, "w%d ", i%7919)
		if i%50 != 0 {
			fmt.Fprintf(&b, "w%d ", i%7919)
		}
	}
	ds := CompareText(a.String(), b.String())
	if len(ds) == 0 {
		t.Error("no difference found")
	}
}
