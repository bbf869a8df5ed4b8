package score

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

const pier = `# two papers and a wire
group tolls | Ana Díaz | divergent
  herald/a | We will never charge a toll | -
  wire/b | We will charge | negation 4, omission 3
  post/c | never charge | truncation 1

group boats | - | consistent
  herald/a | Boats first | -
  wire/b | Boats first | case 0
apart | herald/a | Boats first | post/c | Boats later
`

func pierStory(t *testing.T) []Story {
	t.Helper()
	s, err := parseStory(pier)
	if err != nil {
		t.Fatal(err)
	}
	s.Name = "pier"
	return []Story{s}
}

func pierRows() []record.Quote {
	row := func(id, article, text string) record.Quote {
		return record.Quote{ID: id, Article: article, Class: record.ClassQuote, Text: text}
	}
	return []record.Quote{
		row("a1", "pier/herald/a", "We will never charge a toll here."),
		row("a2", "pier/herald/a", "Boats first, we say."),
		row("a3", "pier/herald/a", "Boats first"),
		row("b1", "pier/wire/b", "We will charge a toll."),
		row("b2", "pier/wire/b", "BOATS FIRST"),
		row("b3", "pier/wire/b", "Boats first"),
		row("c1", "pier/post/c", "never charge"),
		row("c2", "pier/post/c", "Boats later"),
	}
}

func cluster(id, verdict string, quotes ...string) record.Cluster {
	c := record.Cluster{ID: id, Verdict: verdict}
	for _, q := range quotes {
		c.Members = append(c.Members, record.Member{Quote: q})
	}
	return c
}

func TestGroupsPerfect(t *testing.T) {
	tolls := cluster("c-1", record.VerdictDivergent, "a1", "b1", "c1")
	tolls.Speaker = &record.ClusterSpeaker{Name: "Ana Díaz"}
	tolls.Differences = []record.Difference{{Type: "negation", Severity: 4}, {Type: "insertion", Severity: 3}, {Type: "truncation", Severity: 1}}
	r := Groups(pierStory(t), pierRows(), []record.Cluster{tolls, cluster("c-2", record.VerdictConsistent, "a3", "b3")})
	want := &GroupResult{
		Pairs: PRF{1, 1, 1}, GoldPairs: 4, SystemPairs: 4,
		KeptApart: Share{1, 1}, Verdicts: Share{2, 2}, NotConsistent: Share{1, 1}, Speakers: Share{2, 2},
		Types: PRF{1, 1, 1}, GoldTypes: 2, Errors: []GroupError{},
	}
	if diff := cmp.Diff(want, r); diff != "" {
		t.Error(diff)
	}
}

func TestGroupsErrors(t *testing.T) {
	rows := pierRows()
	rows[6].Class = record.ClassScare // c1 is lost
	r := Groups(pierStory(t), rows, []record.Cluster{cluster("c-1", record.VerdictVariant, "a1", "b1"), cluster("c-2", record.VerdictVariant, "a3", "c2")})
	want := []string{
		"pier line 2: not found: got none, want post/c never charge",
		"pier line 2: verdict: got variant, want divergent",
		"pier line 2: speaker: got none, want Ana Díaz",
		"pier line 2: types: got none, want negation, omission",
		"pier line 7: split: got none, want one group of a3 and b3",
		"pier line 7: verdict: got variant, want consistent",
		"pier: joined: got c-2, want a3 and c2 apart",
		"pier: extra: got one cluster of a3 and c2, want none",
	}
	var got []string
	for _, e := range r.Errors {
		got = append(got, e.String())
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if r.Pairs != newPRF(1, 2, 1, 4) || r.NotConsistent != (Share{1, 1}) || r.KeptApart != (Share{0, 1}) {
		t.Errorf("%+v", r)
	}
}

func TestParseStoryErrors(t *testing.T) {
	for in, want := range map[string]string{
		"group g | A | fine": `line 1: "fine" is no verdict`,
		"  o/a | text | -":   `line 1: neither group, member nor apart: "o/a | text | -"`,
		"# x\n\ngroup g | A | variant\n  o/a | text | -": "line 3: group g has 1 members",
		"group g | A | variant\n  o/a | t | omission 9":  `line 2: "omission 9" is no difference: want a type and a severity from 0 to 4`,
		"apart | o/a | t": `line 1: neither group, member nor apart: "apart | o/a | t"`,
	} {
		_, err := parseStory(in)
		if err == nil || err.Error() != want {
			t.Errorf("%q:\n got %v\nwant %s", in, err, want)
		}
	}
}
