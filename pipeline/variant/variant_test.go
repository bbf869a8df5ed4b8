package variant

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// row makes a quote of one segment that begins at the article's byte 100.
func row(article, speaker, text string) record.Quote {
	q := record.Quote{
		ID: article + "#1", Article: article, Outlet: strings.Split(article, "/")[0],
		Start: 100, End: 100 + len(text), Text: text, Segments: []record.Span{{Start: 100, End: 100 + len(text)}},
		Class: record.ClassQuote, Kind: record.KindDirect,
	}
	if speaker != "" {
		q.Speaker = &record.Speaker{ID: strings.ReplaceAll(strings.ToLower(speaker), " ", "-"), Name: speaker, Type: record.TypePerson, Confidence: 0.95}
	}
	return q
}

// groups runs Group and shows each cluster as its members' articles, the base first.
func groups(t *testing.T, quotes []record.Quote) []string {
	t.Helper()
	cs, err := Group(context.Background(), Slice(quotes), Options{})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, c := range cs {
		s := []string{}
		for _, m := range c.Members {
			if m != c.Base {
				s = append(s, quotes[m].Article)
			}
		}
		out = append(out, quotes[c.Base].Article+" < "+strings.Join(s, " "))
	}
	return out
}

// body makes a quote of an organisation.
func body(article, speaker, text string) record.Quote {
	q := row(article, speaker, text)
	q.Speaker.Type = record.TypeOrganisation
	return q
}

// paper makes a quote of a document.
func paper(article, speaker, text string) record.Quote {
	q := row(article, speaker, text)
	q.Speaker.Type = record.TypeDocument
	return q
}

// unsure makes the speaker of a quote one that is not asserted.
func unsure(q record.Quote) record.Quote { q.Speaker.Confidence = 0.6; return q }

// more makes a quote another one of its article.
func more(q record.Quote) record.Quote { q.ID += "1"; return q }

func on(date string, q record.Quote) record.Quote { q.Date = record.Null(date); return q }

func TestGroup(t *testing.T) {
	long := "We told the minister that the harbour is not for sale, and that the people of this island will never leave it."
	for _, c := range []struct {
		name   string
		quotes []record.Quote
		want   []string
	}{
		{"a fragment meets its parent", []record.Quote{row("a/1", "Ana Díaz", long), row("b/1", "Ana Díaz", "the harbour is not for sale")}, []string{"a/1 < b/1"}},
		{"so does one of two words", []record.Quote{row("a/1", "Ana Díaz", long), row("b/1", "Ana Díaz", "this island")}, []string{"a/1 < b/1"}},
		{"not under another speaker", []record.Quote{row("a/1", "Ana Díaz", long), row("b/1", "Karl Brandt", "not for sale")}, nil},
		{"a single word proves nothing", []record.Quote{row("a/1", "Ana Díaz", long), row("b/1", "Ana Díaz", "island")}, nil},
		{"a surname alone is the same speaker", []record.Quote{row("a/1", "Ana Díaz", long), row("b/1", "Díaz", "the harbour is not for sale")}, []string{"a/1 < b/1"}},
		{"two of one surname are not", []record.Quote{row("a/1", "Ana Díaz", long), row("b/1", "Luis Díaz", "harbour is not for sale")}, nil},
		{"changed words", []record.Quote{row("a/1", "Ana Díaz", "I propose that the United States military come in and help you."), row("b/1", "Ana Díaz", "I propose that the U.S. Army come in to help you.")}, []string{"a/1 < b/1"}},
		{"another number is another wording of the same", []record.Quote{row("a/1", "Ana Díaz", "Prices rose by 25 percent in a single winter"), row("b/1", "Ana Díaz", "Prices rose by 30 percent in a single winter")}, []string{"a/1 < b/1"}},
		{"one article alone is no cluster", []record.Quote{row("a/1", "Ana Díaz", long), func() record.Quote { q := row("a/1", "Ana Díaz", long); q.ID = "a/1#2"; return q }()}, nil},
		{"two answers that share an opening", []record.Quote{row("a/1", "Ana Díaz", "I have always said that the harbour must stay in public hands."), row("b/1", "Ana Díaz", "I have always said that taxes on bread are a disgrace.")}, nil},
		{"a set phrase", []record.Quote{row("a/1", "Ana Díaz", "Thank you very much."), row("b/1", "Ana Díaz", "Thank you very much")}, nil},
		{"a set phrase at an event both cover", []record.Quote{
			on("2024-03-01", row("a/1", "Ana Díaz", "Thank you very much.")), on("2024-03-01", row("b/1", "Ana Díaz", "Thank you very much")),
			func() record.Quote { q := on("2024-03-01", row("a/1", "Ana Díaz", long)); q.ID = "a/1#2"; return q }(),
			func() record.Quote { q := on("2024-03-01", row("b/1", "Ana Díaz", long)); q.ID = "b/1#2"; return q }(),
		}, []string{"a/1 < b/1", "a/1 < b/1"}},
		{"a document's fragment finds a body's, as long as itself, whichever is printed first", []record.Quote{
			on("2024-03-01", paper("a/1", "The advertisement", "elitist hypocrites")), on("2024-03-02", body("b/1", "The harbour league", "elitist hypocrites")),
			on("2024-03-01", more(row("a/1", "Ana Díaz", long))), on("2024-03-01", more(row("b/1", "Ana Díaz", long))),
		}, []string{"a/1 < b/1", "b/1 < a/1"}},
		{"a line said again weeks later", []record.Quote{on("2024-03-01", row("a/1", "Ana Díaz", "We will rebuild every single house")), on("2024-05-01", row("b/1", "Ana Díaz", "We will rebuild every single house"))}, nil},
		{"the same days", []record.Quote{on("2024-03-01", row("a/1", "Ana Díaz", "We will rebuild every single house")), on("2024-03-03", row("b/1", "Ana Díaz", "We will rebuild every single house"))}, []string{"a/1 < b/1"}},
		{"a long one is a re-quotation whenever", []record.Quote{on("2024-03-01", row("a/1", "Ana Díaz", long)), on("2024-09-01", row("b/1", "Ana Díaz", long))}, []string{"a/1 < b/1"}},
		{"nobody's words join by many", []record.Quote{row("a/1", "Ana Díaz", long), row("b/1", "", "the people of this island will never leave it")}, []string{"a/1 < b/1"}},
		{"and not by few", []record.Quote{row("a/1", "Ana Díaz", long), row("b/1", "", "will never leave it")}, nil},
		{"the same words under two speakers", []record.Quote{row("a/1", "Ana Díaz", long), row("b/1", "Karl Brandt", long)}, []string{"a/1 < b/1"}},
		{"letters struck out", []record.Quote{row("a/1", "Ana Díaz", "They will never get that fucking harbour of ours"), row("b/1", "Ana Díaz", "that f-----g harbour")}, []string{"a/1 < b/1"}},
		{"struck out, and not to be told", []record.Quote{row("a/1", "Ana Díaz", "They will never get that fucking harbour of ours"), row("b/1", "Ana Díaz", "that ----ing harbour")}, nil},
		{"an account is who keeps it", []record.Quote{row("a/1", "WikiLeaks", long), body("b/1", "the WikiLeaks Twitter account", "not for sale")}, nil},
		{"the same of two bodies", []record.Quote{body("a/1", "WikiLeaks", long), body("b/1", "the WikiLeaks Twitter account", "not for sale")}, []string{"a/1 < b/1"}},
		{"one end is the other's beginning", []record.Quote{row("a/1", "Ana Díaz", "Nobody asked us. We were never told that the bridge was closed."), row("b/1", "Ana Díaz", "We were never told that the bridge was closed. It was a scandal, and it still is.")}, []string{"b/1 < a/1"}},
	} {
		if d := cmp.Diff(c.want, groups(t, c.quotes)); d != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, d)
		}
	}
}

// A fragment whose speaker is not found, or not sure, meets its parent where the
// two articles share another utterance: one of the two is wrong about the
// speaker, and not about the words. Two candidates under two speakers are too
// many, and so is one speaker that is sure of it.
func TestDoubtfulFragments(t *testing.T) {
	long := "We told the minister that the harbour is not for sale, and that the people of this island will never leave it."
	answer := "It would be a gross distortion of the record to say so."
	day := "2024-03-01"
	event := func(quotes ...record.Quote) []record.Quote {
		all := []record.Quote{on(day, row("a/1", "Ana Díaz", long)), on(day, row("b/1", "Ana Díaz", long))}
		for _, q := range quotes {
			all = append(all, more(q))
		}
		return all
	}
	const shared = "a/1 < b/1"
	for _, c := range []struct {
		name   string
		quotes []record.Quote
		want   []string
	}{
		{"not found", event(on(day, row("a/1", "Karl Brandt", answer)), on(day, row("b/1", "", "gross distortion"))), []string{shared, shared}},
		{"not sure", event(on(day, row("a/1", "Karl Brandt", answer)), on(day, unsure(row("b/1", "Ana Díaz", "gross distortion")))), []string{shared, shared}},
		{"sure of another", event(on(day, row("a/1", "Karl Brandt", answer)), on(day, row("b/1", "Ana Díaz", "gross distortion"))), []string{shared}},
		{"days later", event(on(day, row("a/1", "Karl Brandt", answer)), on("2024-03-04", row("b/1", "", "gross distortion"))), []string{shared}},
		{"one word of content", event(on(day, row("a/1", "Karl Brandt", answer)), on(day, row("b/1", "", "of the record"))), []string{shared}},
		{"the name of a thing", event(on(day, row("a/1", "Karl Brandt", "We call it the Gross Distortion Act.")), on(day, row("b/1", "", "Gross Distortion"))), []string{shared}},
		{"either's", event(on(day, row("a/1", "Karl Brandt", answer)), on(day, row("a/1", "Luis Moreno", "A gross distortion, and he knows it.")), on(day, row("b/1", "", "gross distortion"))), []string{shared}},
		{"no event in common", []record.Quote{on(day, row("a/1", "Karl Brandt", answer)), on(day, row("b/1", "", "gross distortion"))}, nil},
	} {
		if d := cmp.Diff(c.want, groups(t, c.quotes)); d != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, d)
		}
	}
}

// “national security” is what anybody says: two papers print it as one person's
// words on the same day because he said it once, and days apart because he said
// it twice.
func TestCommonPhrase(t *testing.T) {
	anybody := func(quotes ...record.Quote) []record.Quote {
		for i, name := range []string{"Karl Brandt", "Luis Moreno", "Mira Kovač"} {
			quotes = append(quotes, on("2023-01-01", row(fmt.Sprintf("c/%d", i), name, []string{"a question of national security", "national security comes first", "our national security team"}[i])))
		}
		return quotes
	}
	parent := on("2024-03-01", row("a/1", "Ana Díaz", "This is national security we are talking about, and no game"))
	if got := groups(t, anybody(parent, on("2024-03-02", row("b/1", "Ana Díaz", "national security")))); !slices.Equal(got, []string{"a/1 < b/1"}) {
		t.Errorf("a day apart: %q", got)
	}
	if got := groups(t, anybody(parent, on("2024-03-04", row("b/1", "Ana Díaz", "national security")))); got != nil {
		t.Errorf("three days apart: %q", got)
	}
	if got := groups(t, []record.Quote{parent, on("2024-03-04", row("b/1", "Ana Díaz", "national security"))}); !slices.Equal(got, []string{"a/1 < b/1"}) {
		t.Errorf("three days apart, and nobody else says so: %q", got)
	}
}

// The words of a nested quote belong to its own row: the quote around it must
// not be drawn to renderings of the words that it only repeats.
func TestGroupNested(t *testing.T) {
	inner := "we will send our engineers to mend the dam"
	outer := row("a/1", "Ana Díaz", "He said, ‘"+inner+",’ and then he laughed")
	from := strings.Index(outer.Text, inner)
	nested := outer
	nested.ID, nested.Within = "a/1#2", "a/1#1"
	nested.Text, nested.Start, nested.End = inner, 100+from, 100+from+len(inner)
	nested.Segments = []record.Span{{Start: nested.Start, End: nested.End}}
	nested.Speaker = &record.Speaker{ID: "karl-brandt", Name: "Karl Brandt", Type: record.TypePerson, Confidence: 0.95}
	quotes := []record.Quote{outer, nested, row("b/1", "Karl Brandt", inner)}
	cs, err := Group(context.Background(), Slice(quotes), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]Cluster{{Base: 1, Members: []int{1, 2}}}, cs); d != "" {
		t.Error(d)
	}
}

func TestGroupIndependentOfOrder(t *testing.T) {
	quotes := generate(rand.New(rand.NewPCG(1, 2)), 2_000)
	want := describe(t, quotes)
	if len(want) < 20 {
		t.Fatalf("only %d clusters in the generated quotes: the test would prove little", len(want))
	}
	for i := range 5 {
		r := rand.New(rand.NewPCG(3, uint64(i)))
		shuffled := slices.Clone(quotes)
		r.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		if d := cmp.Diff(want, describe(t, shuffled)); d != "" {
			t.Fatalf("shuffle %d changes the clusters (-want +got):\n%s", i, d)
		}
	}
}

func TestGroupStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Group(ctx, Slice(generate(rand.New(rand.NewPCG(1, 2)), 10)), Options{}); err != context.Canceled {
		t.Errorf("error %v, not %v", err, context.Canceled)
	}
}

// Of two wordings as long as each other that is the base which more independent
// sources print: three papers with one agency's story are one.
func TestBaseBySources(t *testing.T) {
	agency, own := "Prices rose by 30 percent in a single winter", "Prices rose by 25 percent in a single winter"
	quotes := []record.Quote{
		row("a/1", "Ana Díaz", agency), row("b/1", "Ana Díaz", agency), row("c/1", "Ana Díaz", agency),
		row("d/1", "Ana Díaz", own), row("e/1", "Ana Díaz", own),
	}
	for want, sources := range map[string]map[string]string{"a/1": nil, "d/1": {"a/1": "AP", "b/1": "AP", "c/1": "AP"}} {
		cs, err := Group(t.Context(), Slice(quotes), Options{Sources: sources})
		if err != nil || len(cs) != 1 || quotes[cs[0].Base].Article != want {
			t.Errorf("with sources %v: %+v, %v; want the base %s", sources, cs, err, want)
		}
	}
}

// What two sentences share is no proof where any sentence of the speaker has it,
// nor what lies scattered over a base whose ellipsis stands elsewhere.
func TestLightWords(t *testing.T) {
	for _, c := range []struct {
		base, other string
		joined      bool
	}{
		{"I have met the old mayor, and I think we are going to have a very good dinner", "I think we are going to beat the harbour.", false},
		{"We are going to take care of our boats in this town and of the old dam", "We are going to take our harbour back.", false},
		{"We have a road to the dam, and in the end we are going to win this", "We are going to win Bergen.", false},
		{"We don't want it. The town will see it and is going to end up taking over the old harbour … we sell it and they bring the boats back.", "We are going to take the harbour back.", false},
		{"It is a disgrace, I think, and she should be ashamed of herself for it", "I think she should be ashamed of herself.", true},
		{"So I told them that, you see, we are going to win here in the old harbour", "I think we are going to win here in the old harbour.", true},
	} {
		got := groups(t, []record.Quote{on("2016-05-05", row("a/1", "Anna Ruiz", c.base)), on("2016-05-05", row("b/1", "Anna Ruiz", c.other))})
		if joined := len(got) == 1; joined != c.joined {
			t.Errorf("%q, %q: %v", c.base, c.other, got)
		}
	}
}
