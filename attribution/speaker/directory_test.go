package speaker_test

import (
	"bytes"
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/verbatim-news/verbatim/attribution/speaker"
)

// file is a user's file of entries.
func file(lines ...string) speaker.NamedReader {
	return speaker.NamedReader{Name: "desk.jsonl", Reader: strings.NewReader(strings.Join(lines, "\n"))}
}

func load(t testing.TB, extra ...speaker.NamedReader) *speaker.Directory {
	t.Helper()
	dir, err := speaker.Load(extra...)
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func day(s string) time.Time {
	if s == "" {
		return time.Time{}
	}
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return d
}

// TestLoadErrors: an error names the file, the line and what is wrong with it.
func TestLoadErrors(t *testing.T) {
	for line, want := range map[string]string{
		`{"id":"x"`:                        `desk\.jsonl: line 3: an entry is a JSON object such as .*Ana Díaz.*: unexpected end`,
		`["Ada Orlova"]`:                   `desk\.jsonl: line 3: an entry is a JSON object`,
		`{"id":"x"}`:                       `desk\.jsonl: line 3: entry has no name`,
		`{"name":"Ada","gender":"female"}`: `desk\.jsonl: line 3: gender "female" is not f or m`,
		`{"name":"Ada","type":"document"}`: `desk\.jsonl: line 3: type "document" is not person or organisation`,
		`{"name":"Ada","offices":[{"title":"mayor","from":"May 2012"}]}`:    `desk\.jsonl: line 3: office "mayor": "May 2012" is not a day such as`,
		`{"name":"Ada","offices":[{"title":"mayor","until":"2012-02-30"}]}`: `desk\.jsonl: line 3: office "mayor": "2012-02-30" is not a day such as`,
		`{"name":"` + strings.Repeat("a", 1<<20) + `"}`:                     `desk\.jsonl: .*too long`,
	} {
		_, err := speaker.Load(file("# a comment", "", line, `{"name":"Tom Reyes"}`))
		if err == nil || !regexp.MustCompile("^"+want).MatchString(err.Error()) {
			t.Errorf("%.80s: error %v, want %s", line, err, want)
		}
	}
}

// TestLoad: a user's entry takes the place of the embedded one of its id, in
// that directory alone, and the last file wins.
func TestLoad(t *testing.T) {
	before := load(t).Lookup("Claudia Sheinbaum")
	if before == nil || before.Wikidata == "Q0" {
		t.Fatalf("the embedded directory has %+v for Claudia Sheinbaum", before)
	}
	dir := load(t,
		file(`{"id":"claudia-sheinbaum","name":"Claudia Sheinbaum Pardo","aliases":["La Doctora"],"wikidata":"Q0"}`, `{"name":"Ada Orlova"}`),
		file(`  {"id":"ada-orlova","name":"Ada Orlova","gender":"f"}  `))
	for name, id := range map[string]string{"Claudia Sheinbaum Pardo": "claudia-sheinbaum", "la doctora": "claudia-sheinbaum", "ADA  ORLOVA": "ada-orlova"} {
		if e := dir.Lookup(name); e == nil || e.ID != id {
			t.Errorf("Lookup(%q) = %+v, want id %s", name, e, id)
		}
	}
	if e := dir.Lookup("Claudia Sheinbaum"); e != nil {
		t.Errorf("the replaced entry is still found: %+v", e)
	}
	if e := dir.Lookup("Ada Orlova"); e.Gender != "f" {
		t.Errorf("the last file does not win: %+v", e)
	}
	if after := load(t).Lookup("Claudia Sheinbaum"); after == nil || after.Wikidata != before.Wikidata {
		t.Errorf("the embedded directory was changed to %+v", after)
	}
}

// TestEmbedded holds every line of the embedded directory to what entry.go
// promises of it.
func TestEmbedded(t *testing.T) {
	data, err := os.ReadFile("directory.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	ids, names := map[string]int{}, map[string]int{}
	id := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	lines := strings.Split(strings.TrimSpace(string(data)), "\n")
	if len(lines) < 500 {
		t.Errorf("only %d entries", len(lines))
	}
	for i, line := range lines {
		n := i + 1
		d := json.NewDecoder(strings.NewReader(line))
		d.DisallowUnknownFields()
		var e speaker.Entry
		if err := d.Decode(&e); err != nil {
			t.Errorf("line %d: %v", n, err)
			continue
		}
		if !id.MatchString(e.ID) || ids[e.ID] > 0 {
			t.Errorf("line %d: id %q, also on line %d", n, e.ID, ids[e.ID])
		}
		if person := e.Type == "" || e.Type == "person"; person != (e.Gender != "") {
			t.Errorf("line %d: %s has type %q and gender %q", n, e.ID, e.Type, e.Gender)
		}
		if e.Wikidata != "" && !regexp.MustCompile(`^Q[1-9]\d*$`).MatchString(e.Wikidata) {
			t.Errorf("line %d: wikidata %q", n, e.Wikidata)
		}
		ids[e.ID] = n
		for _, name := range append([]string{e.Name}, e.Aliases...) {
			fold := speaker.Fold(name)
			if fold == "" || names[fold] > 0 && names[fold] != n {
				t.Errorf("line %d: the name %q is also on line %d", n, name, names[fold])
			}
			names[fold] = n
			if words := strings.Fields(e.Name); e.Type == "" && len(words) > 1 && name == words[len(words)-1] {
				t.Errorf("line %d: %q is a bare surname", n, name)
			}
		}
		offices(t, n, e.Offices)
	}
	if !slices.IsSorted(lines) {
		t.Error("the lines are not in order")
	}
}

func offices(t *testing.T, n int, list []speaker.Office) {
	t.Helper()
	for _, o := range list {
		if o.Title == "" || o.Title != strings.ToLower(o.Title) {
			t.Errorf("line %d: office %q", n, o.Title)
		}
		for _, d := range []string{o.From, o.Until} {
			if _, err := time.Parse(time.DateOnly, d); d != "" && err != nil {
				t.Errorf("line %d: %v", n, err)
			}
		}
		if o.Until != "" && o.Until < o.From {
			t.Errorf("line %d: %s from %s until %s", n, o.Title, o.From, o.Until)
		}
	}
}

// riverland is a file of people in office, one after the other and two at once.
func riverland() speaker.NamedReader {
	return file(
		`{"name":"Ada Orlova","gender":"f","offices":[{"title":"president","of":["Riverland","Riverlandish"],"from":"2010-07-01","until":"2015-06-30"}]}`,
		`{"name":"Juris Kalns","gender":"m","offices":[{"title":"president","of":["Riverland","Riverlandish"],"from":"2015-07-01"}]}`,
		`{"name":"Mara Vane","gender":"f","offices":[{"title":"senator","of":["Lakeside"],"from":"2012-01-01"},{"title":"foreign minister","of":["Riverland"],"from":"2016-01-01","until":"2016-12-31"}]}`,
		`{"name":"Otis Vane","gender":"m","offices":[{"title":"senator","of":["Lakeside"],"from":"2014-01-01"}]}`,
	)
}

func TestOffice(t *testing.T) {
	dir := load(t, riverland())
	for _, c := range []struct{ title, of, on, want string }{
		{"president", "Riverland", "2012-01-01", "Ada Orlova"},
		{"president", "Riverlandish", "2012-01-01", "Ada Orlova"},
		{"president", "riverland", "2012-01-01", "Ada Orlova"},
		{"president", "Riverland", "2010-06-30", ""}, // the day before
		{"president", "Riverland", "2010-07-01", "Ada Orlova"},
		{"president", "Riverland", "2015-06-30", "Ada Orlova"}, // the last day
		{"president", "Riverland", "2015-07-01", "Juris Kalns"},
		{"president", "Riverland", "2040-01-01", "Juris Kalns"},
		{"president", "Riverland", "", "Juris Kalns"}, // no date: who holds it still
		{"president", "Hillland", "2012-01-01", ""},
		{"senator", "Lakeside", "2013-01-01", "Mara Vane"},
		{"senator", "Lakeside", "2014-01-01", ""}, // two at once
		{"foreign minister", "Riverland", "2016-05-05", "Mara Vane"},
		{"minister", "Riverland", "2016-05-05", ""},
		{"chancellor", "Riverland", "2016-05-05", ""},
	} {
		got := ""
		if e := dir.Office(c.title, c.of, day(c.on)); e != nil {
			got = e.Name
		}
		if got != c.want {
			t.Errorf("the %s of %s on %q is %q, want %q", c.title, c.of, c.on, got, c.want)
		}
	}
}

func TestFold(t *testing.T) {
	for _, c := range []struct{ name, fold, slug string }{
		{"Claudia Sheinbaum", "claudia sheinbaum", "claudia-sheinbaum"},
		{"Peña  Nieto", "pena nieto", "pena-nieto"},
		{"O’Malley", "omalley", "omalley"},
		{"O'Malley", "omalley", "omalley"},
		{"J.D. Vance", "jd vance", "jd-vance"},
		{"Jean-Claude", "jean claude", "jean-claude"},
		{"Martin Luther King, Jr.", "martin luther king jr", "martin-luther-king-jr"},
		{"Lech Wałęsa", "lech walesa", "lech-walesa"},
		{"Mette Møller", "mette moller", "mette-moller"},
		{"Erdoğan", "erdogan", "erdogan"},
		{"A&M", "a&m", "anm"},
		{"  —  ", "", "unnamed"},
		{"", "", "unnamed"},
		{"Ждан", "ждан", "ждан"},
		{"plain", "plain", "plain"},
	} {
		if got := speaker.Fold(c.name); got != c.fold {
			t.Errorf("Fold(%q) = %q, want %q", c.name, got, c.fold)
		}
		if got := speaker.Slug(c.name); got != c.slug {
			t.Errorf("Slug(%q) = %q, want %q", c.name, got, c.slug)
		}
	}
}

// FuzzFold: folding is idempotent, and leaves nothing that two spellings of a
// name may differ in.
func FuzzFold(f *testing.F) {
	for _, s := range []string{"Peña Nieto", "O’Malley, Jr.", "İstanbul", "ǅ", "Å\u030a", "\xff", "a & b", "ﬁ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		fold := speaker.Fold(s)
		if again := speaker.Fold(fold); again != fold {
			t.Errorf("Fold(%q) = %q, folded again %q", s, fold, again)
		}
		if upper := speaker.Fold(strings.ToLower(s)); upper != fold && isASCII(s) {
			t.Errorf("%q folds to %q, in lower case to %q", s, fold, upper)
		}
		if strings.TrimSpace(fold) != fold || strings.Contains(fold, "  ") || strings.ContainsAny(fold, ".'’-") {
			t.Errorf("Fold(%q) = %q", s, fold)
		}
		if slug := speaker.Slug(s); slug == "" || strings.ContainsAny(slug, " &/") {
			t.Errorf("Slug(%q) = %q", s, slug)
		}
	})
}

func isASCII(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r >= 0x80 })
}

func TestSingular(t *testing.T) {
	for plural, want := range map[string]string{
		"officials": "official", "parties": "party", "ties": "tie", "women": "woman", "people": "person", "witnesses": "witness", "coaches": "coach", "boxes": "box",
		"press": "press", "mayor": "mayor", "": "", "s": "",
	} {
		if got := speaker.Singular(plural); got != want {
			t.Errorf("Singular(%q) = %q, want %q", plural, got, want)
		}
	}
}

// FuzzLoad reads any bytes as a file of people: what is none is refused with the
// file and the line, and who is in it is found under his name.
func FuzzLoad(f *testing.F) {
	f.Add([]byte(`{"id":"ana-diaz","name":"Ana Díaz","aliases":["Díaz, A."],"gender":"f","offices":[{"title":"Mayor","of":["Sand Bay"],"from":"2016-01-01"}]}`))
	f.Add([]byte("# a comment\n\n{\"name\":\"Harbour Board\",\"type\":\"organisation\"}\n{\"name\":\"\"}"))
	f.Add([]byte(`{"name":" ","aliases":["",""],"offices":[{"title":""}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := speaker.Load(speaker.NamedReader{Name: "mine.jsonl", Reader: bytes.NewReader(b)})
		if err != nil {
			if !strings.HasPrefix(err.Error(), "mine.jsonl: ") {
				t.Errorf("%v", err)
			}
			return
		}
		for line := range bytes.Lines(b) {
			var e speaker.Entry
			if line = bytes.TrimSpace(line); len(line) == 0 || line[0] == '#' || json.Unmarshal(line, &e) != nil {
				continue
			}
			if d.Lookup(e.Name) == nil {
				t.Errorf("%q is not found", e.Name)
			}
		}
	})
}
