package lexicon

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// minimum is how many lines a list has at least: a list that is not embedded is
// empty, and nothing else would tell.
var minimum = map[string]int{
	"cues.txt": 15, "given_names.txt": 1000, "person_nouns.txt": 500, "organisation_words.txt": 100, "document_nouns.txt": 100, "titles.txt": 50, "places.txt": 20,
}

func TestLists(t *testing.T) {
	entries, err := files.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if minimum[e.Name()] == 0 {
			t.Errorf("%s is embedded and not tested", e.Name())
		}
	}
	for name, least := range minimum {
		all := lines(name)
		if len(all) < least {
			t.Errorf("%s has %d lines, want at least %d", name, len(all), least)
		}
		b, err := files.ReadFile(name)
		if err != nil {
			t.Error(err)
			continue
		}
		head, _, _ := strings.Cut(strings.ReplaceAll(string(b), "\n# ", " "), "\n")
		if !regexp.MustCompile(`^# .*Apache-2\.0.*\d{4}-\d\d-\d\d`).MatchString(head) {
			t.Errorf("%s names no source, licence and date in its head: %q", name, head)
		}
		said := map[string]string{} // word -> what the list says of it
		for _, line := range all {
			for word, what := range words(name, line) {
				if word != strings.ToLower(word) || word != strings.TrimSpace(word) || word == "" || strings.Contains(word, "  ") {
					t.Errorf("%s: %q is not a lower-case word", name, word)
				}
				if old, ok := said[word]; ok && old != what {
					t.Errorf("%s: %q is %q and %q", name, word, old, what)
				}
				said[word] = what
			}
		}
	}
}

// words yields the words of a line with what the line says of each.
func words(name, line string) func(yield func(word, what string) bool) {
	return func(yield func(word, what string) bool) {
		word, mark, marked := strings.Cut(line, "\t")
		_, rest, _ := strings.Cut(line, " ")
		switch {
		case marked:
			yield(word, mark)
		case name == "cues.txt": // a verb may stand in two tiers, but has one past
			for _, v := range strings.Fields(rest) {
				lemma, parts, _ := strings.Cut(v, "/")
				if !yield(lemma, parts) {
					return
				}
			}
		case name == "places.txt": // a name may be a place and an adjective
			list := strings.Fields(rest)
			if strings.Contains(rest, "|") {
				list = strings.Split(rest, "|")
			}
			for _, w := range list {
				if !yield(w, "") {
					return
				}
			}
		default:
			yield(line, "")
		}
	}
}

// TestMarked holds what the lines say of their words to what the code knows.
func TestMarked(t *testing.T) {
	for name, want := range map[string][]string{
		"given_names.txt": {"f", "m", "u"}, "person_nouns.txt": {"f", "m", "u"}, "titles.txt": {"f", "m", "u"}, "organisation_words.txt": {"any", "last"},
	} {
		for _, line := range lines(name) {
			if _, mark, _ := strings.Cut(line, "\t"); !slices.Contains(want, mark) {
				t.Errorf("%s: %q is not marked by one of %v", name, line, want)
			}
		}
	}
	for _, line := range lines("places.txt") {
		if kind, _, _ := strings.Cut(line, " "); kind != "place" && kind != "adjective" {
			t.Errorf("places.txt: what is %q?", kind)
		}
	}
	for _, line := range lines("cues.txt") {
		tier, verbs, _ := strings.Cut(line, " ")
		if tiers[tier] == NoCue {
			t.Errorf("cues.txt: what tier is %q?", tier)
		}
		for _, v := range strings.Fields(verbs) {
			if n := strings.Count(v, "/"); n != 0 && n != 2 {
				t.Errorf("cues.txt: %q is neither a lemma nor lemma/past/participle", v)
			}
		}
	}
}

func TestForms(t *testing.T) {
	for verb, want := range map[string]string{ // third person, participle, past, perfect if it differs
		"say/said/said":       "says saying said",
		"write/wrote/written": "writes writing wrote written",
		"begin/began/begun":   "begins beginning began begun",
		"read/read/read":      "reads reading read",
		"state":               "states stating stated",
		"agree":               "agrees agreeing agreed",
		"reply":               "replies replying replied",
		"deny":                "denies denying denied",
		"portray":             "portrays portraying portrayed",
		"shrug":               "shrugs shrugging shrugged",
		"quip":                "quips quipping quipped",
		"rebut":               "rebuts rebutting rebutted",
		"admit":               "admits admitting admitted",
		"refer":               "refers referring referred",
		"deadpan":             "deadpans deadpanning deadpanned",
		"label":               "labels labeling labelled labelling labeled",
		"reveal":              "reveals revealing revealed",
		"recall":              "recalls recalling recalled",
		"echo":                "echoes echoing echoed",
		"coo":                 "coos cooing cooed",
		"cast/cast/cast":      "casts casting cast",
		"answer":              "answers answering answered",
		"repeat":              "repeats repeating repeated",
		"vow":                 "vows vowing vowed",
		"fix":                 "fixes fixing fixed",
		"tweet":               "tweets tweeting tweeted",
		"confess":             "confesses confessing confessed",
		"rush":                "rushes rushing rushed",
		"preach":              "preaches preaching preached",
		"laugh":               "laughs laughing laughed",
		"go/went/gone":        "goes going went gone",
	} {
		lemma, _, _ := strings.Cut(verb, "/")
		got := forms(verb)
		if got[0] != lemma {
			t.Errorf("forms(%q)[0] = %q", verb, got[0])
		}
		if diff := cmp.Diff(strings.Fields(want), slices.Compact(got[1:])); diff != "" {
			t.Errorf("%s (-want +got)\n%s", verb, diff)
		}
	}
}

func TestVerb(t *testing.T) {
	for form, want := range map[string]Cue{
		"said": {"say", Speech}, "says": {"say", Speech}, "saying": {"say", Speech}, "told": {"tell", Speech}, "replies": {"reply", Speech},
		"rebutted": {"rebut", Speech}, "shrugged": {"shrug", Manner}, "thought": {"think", Manner}, "called": {"call", Judge}, "describing": {"describe", Judge},
		"complained": {"complain", Speech}, // in two tiers: the stronger counts
		"walked":     {}, "mayor": {}, "Said": {}, "": {},
	} {
		got, ok := Default().Verb(form)
		if got != want || ok != (want != Cue{}) {
			t.Errorf("Verb(%q) = %v, %t, want %v", form, got, ok, want)
		}
	}
}

func TestLookups(t *testing.T) {
	l := Default()
	if g, ok := l.Given("denise"); g != Female || !ok {
		t.Errorf("Given(denise) = %c, %t", g, ok)
	}
	if g, ok := l.PersonNoun("spokesman"); g != Male || !ok {
		t.Errorf("PersonNoun(spokesman) = %c, %t", g, ok)
	}
	if _, ok := l.PersonNoun("spokesmen"); ok {
		t.Error("a plural is a person noun: the list is of singulars")
	}
	for w, want := range map[string]bool{"speaker-to-be": true, "governor-elect": true, "would-be": false, "editor-at-large": false} {
		if _, ok := l.Title(w); ok != want {
			t.Errorf("Title(%s) = %t", w, ok)
		}
	}
	if g, ok := l.Title("mrs"); g != Female || !ok {
		t.Errorf("Title(mrs) = %c, %t", g, ok)
	}
	if last, ok := l.OrganisationWord("airlines"); last || !ok {
		t.Errorf("OrganisationWord(airlines) = %t, %t", last, ok)
	}
	if last, ok := l.OrganisationWord("brewery"); !last || !ok {
		t.Errorf("OrganisationWord(brewery) = %t, %t", last, ok)
	}
	if !l.Document("affidavit") || l.Document("mayor") {
		t.Error("an affidavit is a document, a mayor is none")
	}
	if !l.Place("austria") || l.Place("austrian") || !l.Adjective("austrian") || l.Adjective("austria") {
		t.Error("Austria is a place, Austrian its adjective")
	}
	if _, ok := l.Given("table"); ok {
		t.Error("table is a given name")
	}
}
