package variant

import (
	"slices"
	"strings"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// speakerKey tells speakers apart exactly.
func speakerKey(s *record.Speaker) string {
	if s == nil {
		return ""
	}
	return s.ID
}

// blockKey is what two names of one speaker have in common: a person's surname,
// anybody else's whole name. “Manley” and “Jim Manley” must meet, though the
// articles were resolved apart; SameSpeaker then keeps two Clintons asunder.
func blockKey(s *record.Speaker) string {
	if s == nil {
		return ""
	}
	names := nameWords(s.Name)
	if len(names) == 0 {
		return s.ID
	}
	if s.Type != record.TypePerson {
		return strings.Join(names, " ")
	}
	return names[len(names)-1]
}

// nameWords are the folded words of a name without articles, titles and suffixes.
func nameWords(name string) []string {
	lex := tables()
	var out []string
	for _, t := range scan(name, nil) {
		switch f := strings.TrimSuffix(t.fold, "."); {
		case f == "the" || f == "jr" || f == "sr" || f == "ii" || f == "iii" || f == "iv":
		case lex.form1(f)&Title != 0:
		case strings.HasSuffix(f, "'s"):
			out = append(out, strings.TrimSuffix(f, "'s"))
		default:
			out = append(out, f)
		}
	}
	for len(out) > 1 && channel[out[len(out)-1]] {
		out = out[:len(out)-1]
	}
	return out
}

// channel are the words that name where somebody publishes, not who: “WikiLeaks”,
// “the WikiLeaks Twitter account”.
var channel = map[string]bool{"twitter": true, "facebook": true, "instagram": true, "account": true, "feed": true, "website": true}

// A person is a speaker with what comparison needs of the name, read once.
type person struct {
	id, kind string
	names    []string
	block    int32 // number of the block key, in order; 0 if unknown
}

func newPerson(s *record.Speaker) person {
	return person{id: s.ID, kind: s.Type, names: nameWords(s.Name)}
}

// same reports whether two known speakers may be one.
func (a *person) same(b *person) bool {
	if a.id == b.id {
		return true
	}
	x, y := a.names, b.names
	if len(x) == 0 || len(y) == 0 || a.kind != b.kind {
		return false
	}
	if a.kind != record.TypePerson {
		return slices.Equal(x, y)
	}
	n := min(len(x), len(y))
	if slices.Equal(x[len(x)-n:], y[len(y)-n:]) {
		return true
	}
	last, other := x[len(x)-1], y[len(y)-1]
	return (last == other || misspelt(last, other)) && givenFits(x[0], y[0])
}

// SameSpeaker reports whether two speakers, perhaps resolved in two articles,
// may be one: equal ids; one name the end of the other (“Manley”, “Jim Manley”,
// “spokesman Jim Manley”); or two persons of one surname whose given names fit.
func SameSpeaker(a, b *record.Speaker) bool {
	if a == nil || b == nil {
		return false
	}
	if a.ID == b.ID {
		return true
	}
	x, y := newPerson(a), newPerson(b)
	return x.same(&y)
}

// A census numbers the speakers of the quotes; 0 is nobody known.
type census struct {
	at     map[named]int32
	people []person
	keys   []string // block key of each
}

type named struct{ id, name, kind string }

func newCensus() *census {
	return &census{at: map[named]int32{}, people: make([]person, 1), keys: make([]string, 1)}
}

func (c *census) number(s *record.Speaker) int32 {
	if s == nil {
		return 0
	}
	k := named{s.ID, s.Name, s.Type}
	n, ok := c.at[k]
	if !ok {
		n = int32(len(c.people))
		c.at[k] = n
		c.people, c.keys = append(c.people, newPerson(s)), append(c.keys, blockKey(s))
	}
	return n
}

// sorted gives the people, with the numbers of their blocks.
func (c *census) sorted() []person {
	sorted := slices.Compact(slices.Sorted(slices.Values(c.keys)))
	for i := range c.people {
		b, _ := slices.BinarySearch(sorted, c.keys[i])
		c.people[i].block = int32(b)
	}
	return c.people
}

// misspelt reports whether two surnames may be one in two transcriptions:
// Zakharova, Zhakarova.
func misspelt(a, b string) bool { return min(len(a), len(b)) >= 7 && distance(a, b) <= 2 }

// givenFits reports whether two given names can be one person's: equal, an
// initial, or a usual short form.
func givenFits(a, b string) bool {
	if a == b || len(a) == 1 && b[0] == a[0] || len(b) == 1 && a[0] == b[0] {
		return true
	}
	lines := tables().given
	return slices.ContainsFunc(lines[a], func(n int) bool { return slices.Contains(lines[b], n) })
}
