package attribution_test

import (
	"fmt"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/verbatim-news/verbatim/attribution"
	"github.com/verbatim-news/verbatim/attribution/quote"
	"github.com/verbatim-news/verbatim/attribution/speaker"
	"github.com/verbatim-news/verbatim/attribution/text"
)

// parser and directory are loaded once: they take longer than the tests.
var (
	parser = sync.OnceValue(func() *text.Parser {
		p, err := text.NewParser(text.Options{})
		if err != nil {
			panic(err)
		}
		return p
	})
	directory = sync.OnceValue(func() *speaker.Directory {
		d, err := speaker.Load()
		if err != nil {
			panic(err)
		}
		return d
	})
)

// read parses a body and finds its quotes.
func read(t testing.TB, art text.Article) (*text.Document, []quote.Quote) {
	t.Helper()
	doc, err := parser().Parse(art)
	if err != nil {
		t.Fatal(err)
	}
	quotes, _ := quote.Detect(doc)
	return doc, quotes
}

// answers writes whom each quote is ascribed to, in order: “speaker | mention |
// cue | rule”, with “via NAME” behind it; “-” where nobody is.
func answers(doc *text.Document, list []attribution.Attribution) []string {
	var out []string
	for _, a := range list {
		if a.Speaker.Name == "" {
			out = append(out, "-")
			continue
		}
		line := fmt.Sprintf("%s | %s | %s | %s", a.Speaker.Name, doc.Text(a.Source), doc.Text(a.Cue), a.Rule)
		for _, v := range a.Via {
			line += " via " + v.Name
		}
		out = append(out, line)
	}
	return out
}

// A ruling is a text and whom its quotes are ascribed to.
type ruling struct {
	body string
	want []string
}

// judge holds the rules alone to their rulings: what the ranker makes of them
// changes with every training.
func judge(t *testing.T, cases []ruling) {
	t.Helper()
	rules := attribution.New(directory(), attribution.RulesOnly())
	for _, c := range cases {
		doc, quotes := read(t, text.Article{Body: c.body, Imprint: text.Imprint{Author: "Lou Farrant"}})
		if diff := cmp.Diff(c.want, answers(doc, rules.Attribute(doc, quotes))); diff != "" {
			t.Errorf("%s\n(-want +got)\n%s", c.body, diff)
		}
	}
}

// TestAfter: the reporting clause comes after the quote.
func TestAfter(t *testing.T) {
	judge(t, []ruling{
		{"“We held the gate,” said Ada Orlova.", []string{"Ada Orlova | Ada Orlova | said | quote-cue-source"}},
		{"“Who held it?” asked the mayor, Ada Orlova.", []string{"Ada Orlova | Ada Orlova | asked | quote-cue-source"}},
		{"“We held the gate,” said Ada Orlova and Tom Reyes.", []string{"Ada Orlova and Tom Reyes | Ada Orlova and Tom Reyes | said | quote-cue-source"}},
		{"“We held the gate,” Ada Orlova said on Monday.", []string{"Ada Orlova | Ada Orlova | said | quote-source-cue"}},
		{"“We held the gate,” Ada Orlova, the mayor of Oster, said.", []string{"Ada Orlova | Ada Orlova | said | quote-source-cue"}},
		{"“We held the gate,” Ada Orlova shrugged.", []string{"Ada Orlova | Ada Orlova | shrugged | quote-source-cue"}},
		{"“We held the gate,” a spokesman for the ferry company said.", []string{"a spokesman for the ferry company | a spokesman for the ferry company | said | quote-source-cue"}},
		{"Ada Orlova came. “We held the gate,” she thundered back.", []string{"Ada Orlova | she | thundered | quote-source-cue"}},
		{"“We held the gate,” Orlova shot back at once.", []string{"Orlova | Orlova | shot | quote-source-cue"}},
		{"“We held the gate,” Ada Orlova grimaced.", []string{"Ada Orlova | Ada Orlova | grimaced | quote-source-verb"}},
		{"“We held the gate,” according to Ada Orlova.", []string{"Ada Orlova | Ada Orlova | according to | according-to"}},
		{"It was “a very long night,” as Ada Orlova put it.", []string{"Ada Orlova | Ada Orlova | put | as-source-cue"}},
		{"It was “a very long night,” in the words of Ada Orlova.", []string{"Ada Orlova | Ada Orlova | in the words of | in-the-words-of"}},
		{"“We held the gate.” — Ada Orlova, mayor", []string{"Ada Orlova | Ada Orlova |  | signature"}},
	})
}

// TestBefore: the reporter's words lead into the quote.
func TestBefore(t *testing.T) {
	judge(t, []ruling{
		{"Ada Orlova said: “We held the gate.”", []string{"Ada Orlova | Ada Orlova | said | source-cue-quote"}},
		{"Ada Orlova, who is 59, said that they had “held the gate.”", []string{"Ada Orlova | Ada Orlova | said | source-cue-quote"}},
		{"Ada Orlova called the plan “a very bad joke.”", []string{"Ada Orlova | Ada Orlova | called | source-cue-quote"}},
		{"Ada Orlova laughed at the plan, saying it was “a very bad joke.”", []string{"Ada Orlova | Ada Orlova | saying | source-cue-quote"}},
		{"Ada Orlova met Tom Reyes and told him that it was “a very bad joke.”", []string{"Ada Orlova | Ada Orlova | told | source-cue-quote"}},
		{"Because of the rain, explained Ada Orlova, “we held the gate.”", []string{"Ada Orlova | Ada Orlova | explained | cue-source-quote"}},
		{"The gate was described by Ada Orlova as “a very bad joke.”", []string{"Ada Orlova | Ada Orlova | described | passive"}},
		{"Ada Orlova’s answer was short: “We held the gate.”", []string{"Ada Orlova | Ada Orlova | answer | source-noun-quote"}},
		{"There was a promise from Ada Orlova to “hold the gate.”", []string{"Ada Orlova | Ada Orlova | promise | noun-source-quote"}},
		{"ADA ORLOVA: “We held the gate.”", []string{"ADA ORLOVA | ADA ORLOVA |  | name-colon"}},
		{"Ada Orlova: “We held the gate.”", []string{"Ada Orlova | Ada Orlova |  | name-colon"}},
		{"The levy is “not for us” and “not for now,” Ada Orlova said.",
			[]string{"Ada Orlova | Ada Orlova | said | clause-right", "Ada Orlova | Ada Orlova | said | quote-source-cue"}},
		{"Ada Orlova called the levy “a very bad joke” and “a burden.”",
			[]string{"Ada Orlova | Ada Orlova | called | source-cue-quote", "Ada Orlova | Ada Orlova | called | coordinated"}},
	})
}

// TestElsewhere: the quote's own sentence names nobody.
func TestElsewhere(t *testing.T) {
	judge(t, []ruling{
		{"“We held the gate.” Ada Orlova said.", []string{"Ada Orlova | Ada Orlova | said | trailing"}},
		{"Ada Orlova said that the rain was bad. “We held the gate.”", []string{"Ada Orlova | Ada Orlova | said | introduced"}},
		{"Ada Orlova went down to the river. “We held the gate.”", []string{"Ada Orlova | Ada Orlova | went | subject-before"}},
		{"“We held,” Ada Orlova said. “Nobody came.”", []string{"Ada Orlova | Ada Orlova | said | quote-source-cue", "Ada Orlova | Ada Orlova | said | same-paragraph"}},
		{"“We held the gate.” It was late by then. “Nobody came,” Ada Orlova said.",
			[]string{"Ada Orlova | Ada Orlova | said | paragraph-later", "Ada Orlova | Ada Orlova | said | quote-source-cue"}},
		{"Ada Orlova said:\n\n“We held the gate.”", []string{"Ada Orlova | Ada Orlova | said | colon-paragraph"}},
		{"“We held,” Ada Orlova said.\n\n“Nobody came.”", []string{"Ada Orlova | Ada Orlova | said | quote-source-cue", "Ada Orlova | Ada Orlova | said | continued"}},
		{"Ada Orlova said that the rain was bad.\n\n“Nobody came.”", []string{"Ada Orlova | Ada Orlova | said | continued-report"}},
		{"Ada Orlova went down to the river.\n\n“Nobody came.”", []string{"Ada Orlova | Ada Orlova | went | continued-subject"}},
	})
}

// TestWeak: signs that prove little.
func TestWeak(t *testing.T) {
	judge(t, []ruling{
		{"Nobody liked Ada Orlova’s “very long fence” at the mill, they said.", []string{"Ada Orlova | Ada Orlova |  | possessor"}},
		{"The “very long fence” at the mill, Ada Orlova said later, was gone.", []string{"Ada Orlova | Ada Orlova | said | clause-right"}},
		{"Ada Orlova was “very happy with what they had done.”", []string{"Ada Orlova | Ada Orlova | was | subject"}},
		{"“ORLOVA: We held the gate.” Nobody came with Ada Orlova.", []string{"Ada Orlova | ORLOVA |  | turn"}},
	})
}

// TestDeclined: nothing is said of a quote whose speaker nobody names, nor of
// what is no quote.
func TestDeclined(t *testing.T) {
	judge(t, []ruling{
		{"“We held the gate.”", []string{"-"}},
		{"The sign on the gate was old. “No entry.”", []string{"-"}},
		{"The gate at the mill was old.\n\n“We held the gate.”\n\n“Nobody came.”", []string{"-", "-"}},
		{"Ada Orlova hummed “Rivers of Tin” by Ada Lund.", []string{"-"}},
		{"The “temporary” levy is twenty years old.", []string{"-"}},
		{"It was “over” by then.", []string{"-"}},
	})
}

// TestAddressee: whom a speaker tells, asks or reminds is not the speaker.
func TestAddressee(t *testing.T) {
	judge(t, []ruling{
		{"Ada Orlova told Tom Reyes: “We held the gate.”", []string{"Ada Orlova | Ada Orlova | told | source-cue-quote"}},
		{"“We held the gate,” Ada Orlova told Tom Reyes.", []string{"Ada Orlova | Ada Orlova | told | quote-source-cue"}},
		{"“We held the gate,” she told Tom Reyes. Ada Orlova was tired. “Nobody came,” she told him.",
			[]string{"-", "Ada Orlova | she | told | quote-source-cue"}},
		{"Ada Orlova reminded Tom Reyes that they had “held the gate.”", []string{"Ada Orlova | Ada Orlova | reminded | source-cue-quote"}},
	})
}

// TestResolved: pronouns, descriptions and bodies turn into speakers.
func TestResolved(t *testing.T) {
	judge(t, []ruling{
		{"Ada Orlova met Tom Reyes. “We held,” she said. “They did,” he said.",
			[]string{"Ada Orlova | she | said | quote-source-cue", "Tom Reyes | he | said | quote-source-cue"}},
		{"Ada Orlova, the mayor of Oster, came late. “We held,” the mayor said.", []string{"Ada Orlova | the mayor | said | quote-source-cue"}},
		{"The Department of Tolls closed the gate. “We held,” it said.", []string{"Department of Tolls | it | said | quote-source-cue"}},
		{"“We held the gate,” a senior official said.", []string{"a senior official | a senior official | said | quote-source-cue"}},
		{"“We held the gate,” the report said.", []string{"report | the report | said | quote-source-cue"}},
		{"“We held the gate,” I said.", []string{"Lou Farrant | I | said | quote-source-cue"}},
	})
}

// TestVia: who reports the words of another, outermost first.
func TestVia(t *testing.T) {
	judge(t, []ruling{
		{"“Tom Reyes told me, ‘Run to the mill,’ and I ran,” Ada Orlova said.",
			[]string{"Ada Orlova | Ada Orlova | said | quote-source-cue", "Tom Reyes | Tom Reyes | told | source-cue-quote via Ada Orlova"}},
		{"“I told Tom Reyes, ‘Run to the mill,’ and he ran,” Ada Orlova said.",
			[]string{"Ada Orlova | Ada Orlova | said | quote-source-cue", "Ada Orlova | I | told | source-cue-quote"}},
		{"Ada Orlova said that Tom Reyes said, “Run to the mill.”", []string{"Tom Reyes | Tom Reyes | said | source-cue-quote via Ada Orlova"}},
	})
}

// TestRanked: what any reader gets right, the trained models do as well.
func TestRanked(t *testing.T) {
	ranked := attribution.New(directory(), attribution.Explained())
	for _, c := range []ruling{
		{"The rain was bad. “We held the gate all through the night,” said Ada Orlova.", []string{"Ada Orlova"}},
		{"The rain was bad. “We held the gate all through the night,” Ada Orlova told Tom Reyes.", []string{"Ada Orlova"}},
		{"The rain was bad. Ada Orlova said: “We held the gate all through the night.”", []string{"Ada Orlova"}},
		{"“We held the gate,” Ada Orlova said. “Nobody came,” she added.\n\n“I was asleep,” Tom Reyes said.", []string{"Ada Orlova", "Ada Orlova", "Tom Reyes"}},
		{"Ada Orlova hummed “Rivers of Tin” by Ada Lund on the way home.", []string{""}},
	} {
		doc, quotes := read(t, text.Article{Body: c.body})
		var got []string
		for _, a := range ranked.Attribute(doc, quotes) {
			got = append(got, a.Speaker.Name)
			if (a.Speaker.Name != "") != (len(a.Reasons) > 0) {
				t.Errorf("%s: %q has %d reasons", c.body, a.Speaker.Name, len(a.Reasons))
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s\n(-want +got)\n%s", c.body, diff)
		}
	}
}
