package score

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/verbatim-news/verbatim/attribution/text"
	"github.com/verbatim-news/verbatim/pipeline/record"
)

const ferry = `A ferry: nested, interrupted, and a word that stands twice.
-- article.txt --
Never mind the weather, said the captain.

“We won’t,” said Ana Díaz, “say ‘Never’ again.” The “temporary” pier stays.

“He said «Never»,” she added.
-- meta.json --
{"date":"2019-03-04","title":"Ferry","outlet":"Pier Post"}
-- quotes.txt --

quote direct | We won’t, // say ‘Never’ again. | Ana Díaz | Ana Díaz | said
quote direct anonymous via Ana Díaz | > Never | the captain | the captain | -
scare | temporary
quote direct | He said «Never», | Ana Díaz | she | added
quote mixed via Ana Díaz | > Never | Tom Reyes | He | said
`

func TestParseFixture(t *testing.T) {
	art, err := parseFixture("ferry.txtar", []byte(ferry))
	if err != nil {
		t.Fatal(err)
	}
	if art.ID != "ferry" || art.Outlet != "Pier Post" || art.Date.Format("2 Jan 2006") != "4 Mar 2019" {
		t.Errorf("imprint: %+v", art.Imprint)
	}
	var got []string
	for _, q := range art.Want {
		got = append(got, fmt.Sprintf("%d %s %s %s %s %d %s", q.Line, q.Class, q.Kind, q.Type, q.Via, q.Depth, art.wording(q.Segments)))
	}
	want := []string{
		`12 quote direct person [] 0 "We won’t, // say ‘Never’ again."`,
		`13 quote direct anonymous [Ana Díaz] 1 "Never"`,
		`14 scare   [] 0 "temporary"`,
		`15 quote direct person [] 0 "He said «Never»,"`,
		`16 quote mixed person [Ana Díaz] 1 "Never"`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if at := art.Want[1].Segments[0].Start; !strings.HasSuffix(art.Body[:at], "say ‘") {
		t.Errorf("the nested span was located behind %q", art.Body[:at])
	}
}

func TestParseFixtureErrors(t *testing.T) {
	const head = "A point.\n-- article.txt --\nHe said, “Go on.”\n-- quotes.txt --\n"
	for in, want := range map[string]string{
		"A point.\n": "x.txtar: no article.txt",
		"A point.\n-- article.txt --\nHe said.\n":          "x.txtar: no quotes.txt",
		"A point.\n-- notes.txt --\n":                      "x.txtar: line 2: what is notes.txt?",
		"-- meta.json --\n{":                               "x.txtar: line 2: meta.json: unexpected end of JSON input",
		head + "quote direct\n":                            "x.txtar: line 5: 1 fields, want CLASS | TEXT | SPEAKER | MENTION | CUE",
		head + "\nshout | Go on.\n":                        `x.txtar: line 6: "shout": no class`,
		head + "quote | Go on.\n":                          `x.txtar: line 5: "quote": a quote, and nothing else, has a kind`,
		head + "scare mixed | Go on.\n":                    `x.txtar: line 5: "scare mixed": a quote, and nothing else, has a kind`,
		head + "quote direct loud | Go on. | Al\n":         `x.txtar: line 5: "quote direct loud": what is loud?`,
		head + "quote direct anonymous | Go on.\n":         `x.txtar: line 5: "quote direct anonymous": a type, but no speaker`,
		head + "quote direct | He said\n":                  `x.txtar: line 5: not in the article behind a quotation mark from byte 0 on: "He said"`,
		head + "scare | \n":                                `x.txtar: line 5: a span without text`,
		head + "quote direct | > Go on.\n":                 `x.txtar: line 5: nested, but in nothing`,
		head + "quote direct | Go on.\nscare | > > Go on.": `x.txtar: line 6: nested 2 deep behind a span 0 deep`,
	} {
		_, err := parseFixture("x.txtar", []byte(in))
		if err == nil || err.Error() != want {
			t.Errorf("%q:\n got %v\nwant %s", in, err, want)
		}
	}
}

func TestFixturesReadsFolder(t *testing.T) {
	dir := t.TempDir()
	if _, err := Fixtures(dir); err == nil {
		t.Error("a folder without fixtures is no error")
	}
	for _, name := range []string{"b.txtar", "a.txtar"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(ferry), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	arts, err := Fixtures(dir)
	if err != nil || len(arts) != 2 || arts[0].File != "a.txtar" {
		t.Errorf("Fixtures: %d articles, %v", len(arts), err)
	}
}

func slug(name string) string {
	return strings.NewReplacer(" ", "-", "í", "i").Replace(strings.ToLower(name))
}

// perfect makes the rows that a fixture asks for.
func perfect(art *FixtureArticle) []record.Quote {
	var rows []record.Quote
	up := map[int]string{}
	for i, q := range art.Want {
		r := record.Quote{
			ID: fmt.Sprintf("%s#%d", art.ID, i+1), Article: art.ID, Class: q.Class, Kind: record.Null(q.Kind), Rule: "by-hand",
			Start: q.Segments[0].Start, End: q.Segments[len(q.Segments)-1].End,
		}
		for _, name := range q.Via {
			r.Via = append(r.Via, slug(name))
		}
		for _, s := range q.Segments {
			r.Segments = append(r.Segments, record.Span(s))
		}
		up[q.Depth] = r.ID
		if q.Depth > 0 {
			r.Within = record.Null(up[q.Depth-1])
		}
		if q.Speaker != "" {
			r.Speaker = &record.Speaker{Name: q.Speaker, Type: q.Type}
		}
		if q.Mention != "" {
			r.Mention = &record.Range{Text: q.Mention}
		}
		if q.Cue != "" {
			r.Cue = &record.Range{Text: q.Cue}
		}
		rows = append(rows, r)
	}
	return rows
}

func scores(t *testing.T, arts []FixtureArticle, rows []record.Quote) string {
	t.Helper()
	var b bytes.Buffer
	if err := Scores(&b, arts, rows, slug, nil); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestScoresPerfect(t *testing.T) {
	art, err := parseFixture("ferry.txtar", []byte(ferry))
	if err != nil {
		t.Fatal(err)
	}
	const want = `articles       1
spans          5
found          5
missed         0
extra          0
wrong class    0
wrong kind     0
wrong nesting  0
wrong mention  0
wrong cue      0
attributed     4
right          4
wrong          0
declined       0
silent         1

by-hand  found     4
by-hand  right     4
by-hand  wrong     0
by-hand  declined  0

`
	if diff := cmp.Diff(want, scores(t, []FixtureArticle{art}, perfect(&art))); diff != "" {
		t.Error(diff)
	}
}

func TestScoresNotes(t *testing.T) {
	art, err := parseFixture("ferry.txtar", []byte(ferry))
	if err != nil {
		t.Fatal(err)
	}
	rows := perfect(&art)
	rows[0].Segments = rows[0].Segments[:1] // cut short
	rows[1].Speaker.Name = "Captain"        // as good a description
	rows[2].Class = record.ClassTitle
	rows[3].Speaker, rows[3].Mention, rows[3].Cue = nil, nil, nil
	rows[3].Rule, rows[3].Alternatives = "", []record.Alternative{{Rule: "carried"}}
	rows[4].Speaker.Name, rows[4].Via, rows[4].Within = "Ana Díaz", nil, ""
	got := scores(t, []FixtureArticle{art}, rows)
	for _, want := range []string{
		"found          4\nmissed         1\nextra          1\nwrong class    1\n",
		"right          1\nwrong          1\ndeclined       1\nsilent         1\n",
		"carried  declined  1\n",
		`wrong  ferry.txtar line 12: missed: "We won’t, // say ‘Never’ again."` + "\n",
		"wrong  ferry.txtar line 14: class: got title, want scare\n",
		"wrong  ferry.txtar line 15: speaker: got none, want Ana Díaz; type: got none, want person; mention: got none, want she; cue: got none, want added\n",
		"wrong  ferry.txtar line 16: nesting: got 0, want 1; speaker: got Ana Díaz, want Tom Reyes; via: got none, want ana-diaz\n",
		"wrong  ferry.txtar extra quote 46:102 \"\"\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	if strings.Contains(got, "line 13") {
		t.Errorf("“Captain” is not taken for “the captain”:\n%s", got)
	}
}

// FuzzParseFixture: whatever a file holds, each segment that is read from it
// lies in the body, where its line says, behind those of the same span.
func FuzzParseFixture(f *testing.F) {
	f.Add([]byte(ferry))
	f.Add([]byte("-- article.txt --\n« Non »\n-- quotes.txt --\nscare | Non\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		art, err := parseFixture("x.txtar", data)
		if err != nil {
			return
		}
		for _, q := range art.Want {
			last := text.Span{}
			for _, s := range q.Segments {
				if s.Empty() || s.Start < last.End || s.End > len(art.Body) {
					t.Fatalf("segment %v behind %v in %d bytes", s, last, len(art.Body))
				}
				if !strings.Contains(string(data), art.Body[s.Start:s.End]) {
					t.Fatalf("%q is not in the file", art.Body[s.Start:s.End])
				}
				last = s
			}
		}
	})
}
