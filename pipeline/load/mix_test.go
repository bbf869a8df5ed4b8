package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// dump is n articles of one outlet each, every paragraph of which is its own.
func dump(n int) string {
	var b strings.Builder
	for i := range n {
		var paragraphs []string
		for j := range 12 {
			words := strings.Repeat(fmt.Sprintf("kept words of paragraph %d-%d, ", i, j), 20)
			paragraphs = append(paragraphs, fmt.Sprintf("%s“floodgate%c valley%c,” said Peña Ruiz%c.", words, 'a'+i%26, 'a'+j%26, 'a'+i%26))
		}
		line, _ := json.Marshal(source{fmt.Sprint("outlet", i), "Title", "2024-10-0" + fmt.Sprint(1+i%9), strings.Join(paragraphs, "\n\n")})
		b.Write(append(line, '\n'))
	}
	return b.String()
}

func mix(t *testing.T, dump string, seed uint64, n int) ([]byte, []mixed) {
	t.Helper()
	m, err := NewMixer(strings.NewReader(dump), seed)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := m.Write(&out, n); err != nil {
		t.Fatal(err)
	}
	var list []mixed
	for line := range strings.Lines(out.String()) {
		var a mixed
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			t.Fatal(err)
		}
		list = append(list, a)
	}
	return out.Bytes(), list
}

func TestSameSeedSameBytes(t *testing.T) {
	few, _ := mix(t, dump(9), 1, 20)
	many, list := mix(t, dump(9), 1, 60)
	if !bytes.HasPrefix(many, few) {
		t.Error("sixty articles do not begin with the twenty")
	}
	if other, _ := mix(t, dump(9), 2, 60); bytes.Equal(other, many) {
		t.Error("another seed gives the same articles")
	}
	ids := map[string]bool{}
	for _, a := range list {
		ids[a.ID] = true
	}
	if len(ids) != 60 || len(list) != 60 {
		t.Errorf("%d articles of %d ids, want 60", len(list), len(ids))
	}
}

// TestWorlds: every world has all paragraphs of the dump, once; the first in
// their words, the others in other words, but for those that hold sentences
// together, with dates and marks as they were.
func TestWorlds(t *testing.T) {
	const articles = 9
	text := dump(articles)
	_, list := mix(t, text, 1, 200)
	worlds := map[string][]string{}
	for _, a := range list {
		name, _, _ := strings.Cut(a.ID, "-")
		for p := range strings.SplitSeq(a.Text, "\n\n") {
			if strings.TrimSpace(p) != "" {
				worlds[name] = append(worlds[name], p)
			}
		}
	}
	for _, name := range []string{"w0000", "w0001"} {
		slices.Sort(worlds[name])
		if got := len(slices.Compact(slices.Clone(worlds[name]))); got != 12*articles || len(worlds[name]) != got {
			t.Errorf("world %s has %d paragraphs, %d different, want %d", name, len(worlds[name]), got, 12*articles)
		}
		for _, p := range worlds[name] {
			if !strings.Contains(p, "kept words of paragraph") || !strings.Contains(p, ",” said Peña ") {
				t.Fatalf("world %s: %q", name, p)
			}
		}
	}
	var first []string
	for line := range strings.Lines(text) {
		var a source
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			t.Fatal(err)
		}
		first = append(first, strings.Split(a.Text, "\n\n")...)
	}
	slices.Sort(first)
	if !slices.Equal(first, worlds["w0000"]) {
		t.Error("the first world is not in the words of the dump")
	}
}

// TestWordsChangePlaces: of the words that are changed none is lost and none
// becomes two, a name stays a name, and what is no word stays.
func TestWordsChangePlaces(t *testing.T) {
	s := swaps{"flooding": "voting", "voting": "flooding", "Ruiz": "Brandt", "Brandt": "Ruiz"}
	for _, tt := range []struct{ text, want string }{
		{"The flooding of 2024", "The voting of 2024"},
		{"Voting: “Ms. Ruiz’s”", "Flooding: “Ms. Brandt’s”"},
		{"Ruizé, éRuiz, RUIZ, ruiz", "Ruizé, éRuiz, RUIZ, ruiz"},
		{"\xff voting\xff", "\xff flooding\xff"},
		{"", ""},
	} {
		if got := s.apply(tt.text); got != tt.want {
			t.Errorf("%q becomes %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestNoArticles(t *testing.T) {
	for _, dump := range []string{"", `{"text":""}`, `{"text":`} {
		if _, err := NewMixer(strings.NewReader(dump), 1); err == nil {
			t.Errorf("%q can be mixed", dump)
		}
	}
}
