package score

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestLoad(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "letter.txtar", `A letter speaks.
-- article.txt --
“Pay up,” a letter to Ms Ruiz said. “Never,” Ana Ruiz said. ‘Later,’ she added.

Her “plan” stands.
-- quotes.txt --
quote direct document | Pay up, | letter to Ms Ruiz | a letter to Ms Ruiz | said
quote direct | Never, | Ana Ruiz | Ana Ruiz | said
quote direct | Later, | Ana Ruiz | she | added
scare | plan
`)
	set, err := Load("testdata/mini.gold.jsonl", dir)
	if err != nil {
		t.Fatal(err)
	}
	gold := set.Gold()
	last := gold[len(gold)-1]
	if len(gold) != 5 || last.ID != "letter" || set.Parts[0].SHA256 == "" || set.Parts[1].SHA256 != "" {
		t.Fatalf("%d articles, the last %s", len(gold), last.ID)
	}
	var got []string
	for _, a := range last.Gold.Attributions {
		got = append(got, last.Text[a.Source[0][0]:a.Source[0][1]]+" "+a.SourceType+" "+a.Position())
	}
	for _, s := range last.Gold.Spans {
		got = append(got, last.Text[s.Start:s.End]+" "+s.Mark+" "+s.Attribution)
	}
	want := []string{"a letter to Ms Ruiz nominal after", "Ana Ruiz name after", "she pronoun after",
		"Pay up, curly 7", "Never, curly 8", "Later, british 9", "plan curly 10"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
	paths, lines, err := set.Input()
	if err != nil || !slices.Equal(paths, []string{"testdata/mini.gold.jsonl", "-"}) || lines == nil {
		t.Errorf("input %q, %v", paths, err)
	}
}

func TestLoadErrors(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "ghost.txtar", "x\n-- article.txt --\n“Boo,” he said.\n-- quotes.txt --\nquote direct | Boo, | A Ghost | the ghost | said\n")
	for want, paths := range map[string][]string{
		"nowhere":                      {"nowhere"},
		"is in testdata/mini":          {"testdata/mini.gold.jsonl", "testdata/mini.gold.jsonl"},
		"no fixtures (*.txtar)":        {t.TempDir()},
		"ghost.txtar: line 5: the art": {dir},
	} {
		if _, err := Load(paths...); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Load(%q): %v, want %s", paths, err, want)
		}
	}
}

// The mentions of the project's own fixtures are all found.
func TestLoadFixtures(t *testing.T) {
	set, err := Load("../../fixtures/articles")
	if err != nil {
		t.Fatal(err)
	}
	sources := 0
	for _, a := range set.Gold() {
		for _, x := range a.Gold.Attributions {
			sources += len(x.Source)
		}
	}
	if sources < 300 {
		t.Errorf("only %d mentions", sources)
	}
}

func write(t *testing.T, dir, name, data string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o600); err != nil {
		t.Fatal(err)
	}
}
