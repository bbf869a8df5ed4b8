package speaker_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/verbatim-news/verbatim/attribution/speaker"
	"github.com/verbatim-news/verbatim/attribution/text"
)

// parser is loaded once: its models take longer than the tests.
var parser = sync.OnceValue(func() *text.Parser {
	p, err := text.NewParser(text.Options{})
	if err != nil {
		panic(err)
	}
	return p
})

// cast reads the names of a body as published on a day, "" if nobody knows. What
// stands between curly marks counts as quoted.
func cast(t testing.TB, body, on string, extra ...speaker.NamedReader) (*speaker.Cast, *text.Document) {
	t.Helper()
	doc, err := parser().Parse(text.Article{Body: body, Imprint: text.Imprint{Date: day(on)}})
	if err != nil {
		t.Fatal(err)
	}
	quoted, in := make([]bool, len(doc.Tokens)), false
	for i, tok := range doc.Tokens {
		switch doc.Text(tok.Span) {
		case "“":
			in = true
		case "”":
			in = false
		default:
			quoted[i] = in
		}
	}
	return speaker.NewCast(doc, load(t, extra...), quoted), doc
}

// named writes every mention of a cast as “words = speaker”, with the title in
// brackets where the words begin with one.
func named(c *speaker.Cast, doc *text.Document) []string {
	var out []string
	for _, m := range c.Mentions {
		s := c.Of(m.Entity)
		line := doc.Body[doc.Tokens[m.Core].Start:doc.Tokens[m.Last-1].End] + " = " + s.Name
		if m.Title != "" {
			line = "[" + m.Title + "] " + line
		}
		switch {
		case s.Type == speaker.Organisation && c.IsPlace(m.Entity):
			line += ", place"
		case s.Type == speaker.Organisation:
			line += ", body"
		case !c.IsKnown(m.Entity):
			line += ", unknown"
		}
		out = append(out, line)
	}
	return out
}

// TestNames finds names in sentences, with their titles, and says what they name.
func TestNames(t *testing.T) {
	for body, want := range map[string]string{
		"The gate was held by Ada Orlova of Oster.":              "Ada Orlova = Ada Orlova; Oster = Oster, unknown",
		"On Monday they asked Ms. Orlova in May.":                "[ms] Orlova = Orlova",
		"They asked Prime Minister Ilse Marn about it.":          "[prime minister] Ilse Marn = Ilse Marn",
		"They asked U.S. President Ilse Marn about it.":          "[us president] Ilse Marn = Ilse Marn",
		"They asked Lt. Gen. Marcus Tilden about it.":            "[lt gen] Marcus Tilden = Marcus Tilden",
		"They asked spokesman Tom Reyes about it.":               "Tom Reyes = Tom Reyes",
		"They asked Ludwig van der Meer about it.":               "Ludwig van der Meer = Ludwig van der Meer",
		"They asked Ana de la Cruz about it.":                    "Ana de la Cruz = Ana de la Cruz",
		"They asked Thomas R. Hale about it.":                    "Thomas R. Hale = Thomas R. Hale",
		"They asked Thomas Hale Jr. about it.":                   "Thomas Hale Jr. = Thomas Hale Jr.",
		"They asked Thomas Hale III about it.":                   "Thomas Hale III = Thomas Hale III",
		"They asked Aoife O’Malley about it.":                    "Aoife O’Malley = Aoife O’Malley",
		"They asked the Department of Tolls about it.":           "Department of Tolls = Department of Tolls, body",
		"They asked the University of the Plains about it.":      "University of the Plains = University of the Plains, body",
		"They asked the Harbor Ledger Group about it.":           "Harbor Ledger Group = Harbor Ledger Group, body",
		"They asked the Commission on River Tolls about it.":     "Commission on River Tolls = Commission on River Tolls, body",
		"They asked the OPT about it.":                           "OPT = OPT, body",
		"They met in Austria and Buenos Aires last week.":        "Austria = Austria, place; Buenos Aires = Buenos Aires, place",
		"They asked Republican Ada Orlova about it.":             "[republican] Ada Orlova = Ada Orlova",
		"Later Robert “Bobby” Hale left the old mill.":           "Robert “Bobby” Hale = Robert Hale",
		"They asked Mother Benedicta about it.":                  "[mother] Benedicta = Mother Benedicta",
		"However, nothing came of it. Again, nobody was asked.":  "",
		"A plan was made. I know it. The Monday crowd left.":     "",
		"They asked April Lincoln in April and in May, 2012.":    "April Lincoln = April Lincoln",
		"They read the Riverland Gazette and the Oster Courier.": "Riverland Gazette = Riverland Gazette, body; Oster Courier = Oster Courier, body",
	} {
		c, doc := cast(t, body, "")
		if diff := cmp.Diff(want, strings.Join(named(c, doc), "; ")); diff != "" {
			t.Errorf("%s\n(-want +got)\n%s", body, diff)
		}
	}
}

// TestMerged tells whether two names are one person's.
func TestMerged(t *testing.T) {
	for _, c := range []struct{ name, body, want string }{
		{"surname", "Ada Orlova spoke. Then Orlova left.", "Ada Orlova = Ada Orlova; Orlova = Ada Orlova"},
		{"surname before the full name", "They heard Orlova. It was Ada Orlova who spoke.", "Orlova = Ada Orlova; Ada Orlova = Ada Orlova"},
		{"title and surname", "Ada Orlova spoke. Then Ms. Orlova left.", "Ada Orlova = Ada Orlova; [ms] Orlova = Ada Orlova"},
		{"middle name", "Ada Maria Orlova spoke. Then Ada Orlova left.", "Ada Maria Orlova = Ada Maria Orlova; Ada Orlova = Ada Maria Orlova"},
		{"the fuller name", "Ada Orlova spoke. Then Ada Maria Orlova left.", "Ada Orlova = Ada Maria Orlova; Ada Maria Orlova = Ada Maria Orlova"},
		{"initial", "Thomas R. Hale spoke. Then T. R. Hale left.", "Thomas R. Hale = Thomas R. Hale; T. R. Hale = Thomas R. Hale"},
		{"short form", "William Hale spoke. Then Bill Hale left.", "William Hale = William Hale; Bill Hale = William Hale"},
		{"given name", "Ada Orlova spoke. Everybody there likes Ada very much.", "Ada Orlova = Ada Orlova; Ada = Ada Orlova"},
		{"two of one surname", "Ada Hale spoke. Then Tom Hale left.", "Ada Hale = Ada Hale; Tom Hale = Tom Hale"},
		{"two, told by the title", "Ada Hale met Tom Hale. They asked Mr. Hale, then Mrs. Hale.",
			"Ada Hale = Ada Hale; Tom Hale = Tom Hale; [mr] Hale = Tom Hale; [mrs] Hale = Ada Hale"},
		{"two Clintons, by the title", "Hillary Clinton met Bill Clinton. They asked Mr. Clinton, then Mrs. Clinton.",
			"Hillary Clinton = Hillary Clinton; Bill Clinton = Bill Clinton; [mr] Clinton = Bill Clinton; [mrs] Clinton = Hillary Clinton"},
		{"two Clintons, by what was said last", "Bill Clinton spoke. Then Clinton left. The rain went on.", "Bill Clinton = Bill Clinton; Clinton = Bill Clinton"},
		{"father and son", "Thomas Hale met Thomas Hale Jr. at the mill.", "Thomas Hale = Thomas Hale; Thomas Hale Jr. = Thomas Hale Jr."},
		{"particle", "Gerhard von Trotha spoke. They asked Von Trotha again.", "Gerhard von Trotha = Gerhard von Trotha; Von Trotha = Gerhard von Trotha"},
		{"initials of a body", "The Office of Public Tolls met. Then the OPT voted.", "Office of Public Tolls = Office of Public Tolls, body; OPT = Office of Public Tolls, body"},
		{"first word of a body", "They asked Halvorsen Energy about it. Then Halvorsen left.", "Halvorsen Energy = Halvorsen Energy, body; Halvorsen = Halvorsen Energy, body"},
		{"place or person", "Ada Jordan spoke. Then Jordan left.", "Ada Jordan = Ada Jordan; Jordan = Ada Jordan"},
		{"place", "They met in Jordan. Then they left Jordan.", "Jordan = Jordan, place; Jordan = Jordan, place"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, doc := cast(t, c.body, "2013-05-01")
			if diff := cmp.Diff(c.want, strings.Join(named(got, doc), "; ")); diff != "" {
				t.Errorf("%s\n(-want +got)\n%s", c.body, diff)
			}
			for _, m := range got.Mentions {
				if s := got.Of(m.Entity); got.Find(s.ID) != m.Entity {
					t.Errorf("%s: entity %d is %+v, whose ID finds entity %d", c.body, m.Entity, s, got.Find(s.ID))
				}
			}
		})
	}
}

// TestGenders tells a gender by title, given name, role and directory.
func TestGenders(t *testing.T) {
	for body, want := range map[string]byte{
		"They asked Mr. Zzabo about it.": 'm', "They asked Mrs. Zzabo about it.": 'f', "They asked Denise Zzabo about it.": 'f', "They asked Herbert Zzabo about it.": 'm',
		"They asked Qwex Zzabo about it.": 'u', "They asked Qwex Zzabo, a spokeswoman, about it.": 'f', "They asked spokesman Qwex Zzabo about it.": 'm',
		"They asked Claudia Sheinbaum about it.": 'f', "They asked Sen. Zzabo about it.": 'u',
	} {
		c, _ := cast(t, body, "")
		if len(c.Entities) != 1 || byte(c.Entities[0].Gender) != want {
			t.Errorf("%s: %d entities, %c, want %c", body, len(c.Entities), c.Entities[0].Gender, want)
		}
	}
}

// TestRoles: what the words beside a name say of its bearer.
func TestRoles(t *testing.T) {
	for body, want := range map[string]string{
		"Ada Orlova, the mayor of Oster, spoke.":             "mayor",
		"Ada Orlova, Oster’s longtime mayor, spoke.":         "mayor",
		"They asked spokeswoman Ada Orlova about it.":        "spokeswoman",
		"They asked Sen. Ada Orlova about it.":               "senator",
		"They asked former senator Ada Orlova about it.":     "senator",
		"Ada Orlova, who met the mayor of Oster, spoke.":     "",
		"Ada Orlova, 59, spoke. The mayor of Oster did not.": "",
		"They asked Mrs. Ada Orlova about it.":               "",
	} {
		c, _ := cast(t, body, "")
		if got := strings.Join(c.Entities[0].Roles, " "); got != want {
			t.Errorf("%s: roles %q, want %q", body, got, want)
		}
	}
}

// last returns the last token of a document that is the word.
func last(t testing.TB, doc *text.Document, word string) int {
	t.Helper()
	for i := len(doc.Tokens) - 1; i >= 0; i-- {
		if strings.EqualFold(doc.Text(doc.Tokens[i].Span), word) {
			return i
		}
	}
	t.Fatalf("%q is not in %q", word, doc.Body)
	return -1
}

func TestPronoun(t *testing.T) {
	for _, c := range []struct{ name, body, want string }{
		{"gender", "Tom Reyes met Ada Orlova at the mill. ‹She› left.", "Ada Orlova"},
		{"the other gender", "Ada Orlova met Tom Reyes at the mill. ‹He› left.", "Tom Reyes"},
		{"subject before object", "Tom Reyes met Paul Hale at the mill. ‹He› left.", "Tom Reyes"},
		{"focus over a chain", "Tom Reyes came. He saw Paul Hale at the mill. ‹He› left.", "Tom Reyes"},
		{"new subject", "Tom Reyes came. Then Paul Hale came. ‹He› left.", "Paul Hale"},
		{"not one who is only quoted", "Tom Reyes spoke. “Paul Hale came,” it said. ‹He› left.", "Tom Reyes"},
		{"not a place", "Tom Reyes flew to Austria and then to Cairo. ‹He› left.", "Tom Reyes"},
		{"nobody", "The rain went on. ‹He› left.", ""},
		{"nobody of that gender", "Ada Orlova came. ‹He› left.", ""},
		{"out of reach", "Tom Reyes came. " + strings.Repeat("The rain went on. ", 12) + "‹He› left.", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			before, rest, _ := strings.Cut(c.body, "‹")
			word, after, _ := strings.Cut(rest, "›")
			got, doc := cast(t, before+word+after, "")
			g := speaker.Gender('m')
			if word == "She" {
				g = 'f'
			}
			e, conf := got.Pronoun(last(t, doc, word), g, speaker.Hint{Last: -1})
			name := ""
			if e >= 0 {
				name = got.Of(e).Name
			}
			if name != c.want || conf < 0 || conf > 1 || (conf == 0) != (e < 0) {
				t.Errorf("%s: %q at %.2f, want %q", c.body, name, conf, c.want)
			}
		})
	}
}

// TestHint: who spoke last is the likelier, who is named in the quote the less
// likely antecedent.
func TestHint(t *testing.T) {
	c, doc := cast(t, "Tom Reyes came to the mill. Paul Hale came to the mill. He left.", "")
	he := last(t, doc, "he")
	reyes, hale := c.Find("tom-reyes"), c.Find("paul-hale")
	for _, x := range []struct {
		hint speaker.Hint
		want int
	}{
		{speaker.Hint{Last: -1}, hale},
		{speaker.Hint{Last: reyes, Since: 0}, reyes},
		{speaker.Hint{Last: reyes, Since: 10}, hale},
		{speaker.Hint{Last: -1, Avoid: map[int]bool{hale: true}}, reyes},
	} {
		if got, _ := c.Pronoun(he, 'm', x.hint); got != x.want {
			t.Errorf("%+v: entity %d, want %d", x.hint, got, x.want)
		}
	}
}

// TestByRole: a description means whom the article calls so, or who held the
// office on its day.
func TestByRole(t *testing.T) {
	for _, c := range []struct {
		name, body, on, mods, of string
		vague                    bool // no definite article
		want                     string
	}{
		{name: "apposition", body: "Ada Orlova, the mayor of Oster, came. The ‹mayor› left.", want: "Ada Orlova"},
		{name: "the last of two", body: "Ada Orlova, a mayor, came. Tom Reyes, a mayor, came. The ‹mayor› left.", want: "Tom Reyes"},
		{name: "abbreviated title", body: "They met Sen. Ada Orlova there. The ‹senator› left.", want: "Ada Orlova"},
		{name: "indefinite", body: "Ada Orlova, the mayor of Oster, came. A ‹mayor› left.", vague: true},
		{name: "nobody", body: "Ada Orlova came. The ‹mayor› left."},
		{name: "office by adjective", body: "The Riverlandish ‹president› left.", on: "2012-01-01", mods: "Riverlandish", want: "Ada Orlova"},
		{name: "office by place", body: "The ‹president› left.", on: "2016-01-01", of: "Riverland", want: "Juris Kalns"},
		{name: "office of two words", body: "The foreign ‹minister› left.", on: "2016-03-01", mods: "foreign", of: "Riverland", want: "Mara Vane"},
		{name: "before his time", body: "The ‹president› left.", on: "2009-01-01", of: "Riverland"},
		{name: "former, but named", body: "They met Ada Orlova there. The ‹president› left.", on: "2020-01-01", want: "Ada Orlova"},
		{name: "two senators at once", body: "The ‹senator› left.", on: "2016-01-01", of: "Lakeside"},
	} {
		t.Run(c.name, func(t *testing.T) {
			before, rest, _ := strings.Cut(c.body, "‹")
			word, after, _ := strings.Cut(rest, "›")
			got, doc := cast(t, before+word+after, c.on, riverland())
			s, conf, ok := got.ByRole(last(t, doc, word), word, strings.Fields(c.mods), c.of, !c.vague)
			if s.Name != c.want || ok != (c.want != "") || ok && (conf <= 0 || conf > 1) {
				t.Errorf("%s: %q at %.2f, want %q", c.body, s.Name, conf, c.want)
			}
		})
	}
}

// TestCrowd reads articles of names without end: a list of 10,000 people must
// not be compared each with each.
func TestCrowd(t *testing.T) {
	if testing.Short() {
		t.Skip("long lists of names")
	}
	name := func(i int) string {
		return fmt.Sprintf("%c%c%co", 'A'+rune(i%26), 'a'+rune(i/26%26), 'a'+rune(i/676%26))
	}
	for pattern, one := range map[string]func(i int) string{
		"full names":     func(i int) string { return name(i) + " " + name(7*i+1) + "son came. He left. " },
		"one surname":    func(i int) string { return name(i) + " Smith came. Smith left. " },
		"surnames":       func(i int) string { return "We saw " + name(i) + " there. " },
		"bodies":         func(i int) string { return "The " + name(i) + " " + name(3*i+1) + " Committee came. It left. " },
		"one full name":  func(i int) string { return "Ada Orlova, the mayor, came. She left. " },
		"one sentence":   func(i int) string { return name(i) + " " + name(7*i+1) + "son, the mayor, and " },
		"pronouns":       func(i int) string { return "he said she left, " },
		"without an end": func(i int) string { return name(i) + " " },
	} {
		var b strings.Builder
		for i := 0; b.Len() < 300_000; i++ {
			b.WriteString(one(i))
		}
		c, doc := cast(t, b.String(), "")
		for i, m := range c.Mentions {
			if m.First < 0 || m.Core < m.First || m.Last <= m.Core || m.Last > len(doc.Tokens) || i > 0 && m.First < c.Mentions[i-1].Last {
				t.Fatalf("%s: mention %d: %+v", pattern, i, m)
			}
		}
		for t0 := range doc.Tokens {
			if w := strings.ToLower(doc.Text(doc.Tokens[t0].Span)); w == "he" || w == "she" {
				c.Pronoun(t0, 'u', speaker.Hint{Last: -1})
			} else if w == "mayor" {
				c.ByRole(t0, "mayor", nil, "", true)
			} else if w == "it" {
				c.It(t0)
			}
		}
	}
}

// TestIt: “it” is the last body that did something, and no person or place.
func TestIt(t *testing.T) {
	for body, want := range map[string]string{
		"The Harbor Ledger Group sued the Department of Tolls in Oster. It won.": "Harbor Ledger Group",
		"They sued the Department of Tolls in Austria. It won.":                  "Department of Tolls",
		"Tom Reyes left Austria. It rained.":                                     "",
	} {
		c, doc := cast(t, body, "")
		name := ""
		if e, _ := c.It(last(t, doc, "it")); e >= 0 {
			name = c.Of(e).Name
		}
		if name != want {
			t.Errorf("%s: %q, want %q", body, name, want)
		}
	}
}

// TestNamesakes: people of one full name have ids of their own where the article
// tells them apart, and the article's own where it does not.
func TestNamesakes(t *testing.T) {
	people := func() speaker.NamedReader {
		return file(`{"id":"toma-oru-mayor","name":"Toma Oru","gender":"m","offices":[{"title":"mayor","of":["Danvers"]}]}
{"id":"toma-oru-coach","name":"Toma Oru","gender":"m","offices":[{"title":"head coach","of":["Danvers State"]}]}
{"id":"toma-oru-senator","name":"Toma Oru","gender":"f","offices":[{"title":"senator"}]}
{"id":"t-b-oru","name":"Thomas Oru","aliases":["Toma Oru"],"gender":"m"}`)
	}
	for _, c := range []struct{ name, body, want string }{
		{"title", "On Monday Mayor Toma Oru opened the bridge. Oru went home.", "toma-oru-mayor"},
		{"apposition", "Toma Oru, the coach of the team, opened the bridge.", "toma-oru-coach"},
		{"gender", "Toma Oru opened the bridge. Ms. Oru went home.", "toma-oru-senator"},
		{"a name of his own", "Thomas Oru opened the bridge.", "t-b-oru"},
		{"nothing tells", "Toma Oru opened the bridge.", "toma-oru~"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, _ := cast(t, c.body, "", people())
			if len(got.Entities) != 1 {
				t.Fatalf("%s: %d entities, want 1", c.body, len(got.Entities))
			}
			if id := got.Of(0).ID; id != c.want && !(strings.HasSuffix(c.want, "~") && strings.HasPrefix(id, c.want)) {
				t.Errorf("%s: id %s, want %s", c.body, id, c.want)
			}
		})
	}
}
