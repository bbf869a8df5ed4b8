package variant

import (
	"slices"
	"strings"

	"github.com/zeebo/xxh3"

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
func blockKey(id, names, kind string) string {
	switch {
	case names == "":
		return strings.Clone(id)
	case kind != record.TypePerson:
		return names
	}
	return lastWord(names)
}

// nameWords are the folded words of a name without articles, titles and suffixes.
func nameWords(name string) []string {
	lex := tables()
	var out []string
	for _, t := range scan(name, nil) {
		switch f := strings.TrimSuffix(t.fold, "."); {
		case f == "" || f == "the" || f == "jr" || f == "sr" || f == "ii" || f == "iii" || f == "iv":
		case lex.form1(f)&Title != 0:
		case strings.HasSuffix(f, "'s"):
			if f = strings.TrimSuffix(f, "'s"); f != "" {
				out = append(out, f)
			}
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

// A person is a speaker with what comparison needs of the name, read once. There
// may be a million of them: ids are hashed, and kinds and names are kept in one
// string each.
type person struct {
	id    xxh3.Uint128
	names string // words, joined by spaces
	kind  string
	block int32 // number of the block key, in order; 0 if unknown
}

func newPerson(s *record.Speaker) person {
	return person{id: xxh3.HashString128(s.ID), kind: s.Type, names: strings.Join(nameWords(s.Name), " ")}
}

// same reports whether two known speakers may be one.
func (a *person) same(b *person) bool {
	if a.id == b.id {
		return true
	}
	x, y := a.names, b.names
	if x == "" || y == "" || a.kind != b.kind {
		return false
	}
	if x == y {
		return true
	}
	if a.kind != record.TypePerson {
		return false
	}
	if len(x) < len(y) {
		x, y = y, x
	}
	if strings.HasSuffix(x, y) && x[len(x)-len(y)-1] == ' ' {
		return true
	}
	last, other := lastWord(x), lastWord(y)
	return (last == other || misspelt(last, other)) && givenFits(firstWord(x), firstWord(y))
}

func firstWord(names string) string { first, _, _ := strings.Cut(names, " "); return first }

func lastWord(names string) string { return names[strings.LastIndexByte(names, ' ')+1:] }

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
	at     map[xxh3.Uint128]int32 // by id, name and kind
	people []person
	keys   []string // block key of each
	kinds  map[string]string
	buf    []byte
}

func newCensus() *census {
	return &census{at: map[xxh3.Uint128]int32{}, people: make([]person, 1), keys: make([]string, 1), kinds: map[string]string{}}
}

func (c *census) number(s *record.Speaker) int32 {
	if s == nil {
		return 0
	}
	c.buf = append(append(append(append(append(c.buf[:0], s.ID...), 0), s.Name...), 0), s.Type...)
	k := xxh3.Hash128(c.buf)
	n, ok := c.at[k]
	if !ok {
		n = int32(len(c.people))
		c.at[k] = n
		p := newPerson(s)
		if p.kind, ok = c.kinds[s.Type]; !ok {
			p.kind = strings.Clone(s.Type)
			c.kinds[p.kind] = p.kind
		}
		p.names = strings.Clone(p.names) // of one word it is a part of the row's
		key := blockKey(s.ID, p.names, p.kind)
		c.people, c.keys = append(c.people, p), append(c.keys, key)
	}
	return n
}

// sorted gives the people, with the numbers of their blocks.
func (c *census) sorted() []person {
	order := make([]int32, len(c.keys))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int { return strings.Compare(c.keys[a], c.keys[b]) })
	block := int32(0)
	for n, i := range order {
		if n > 0 && c.keys[i] != c.keys[order[n-1]] {
			block++
		}
		c.people[i].block = block
	}
	return slices.Clip(c.people)
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
