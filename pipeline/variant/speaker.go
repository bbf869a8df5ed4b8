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
	for _, t := range scan(name) {
		switch f := strings.TrimSuffix(t.fold, "."); {
		case f == "the" || f == "jr" || f == "sr" || f == "ii" || f == "iii" || f == "iv":
		case lex.form1(f)&Title != 0:
		case strings.HasSuffix(f, "'s"):
			out = append(out, strings.TrimSuffix(f, "'s"))
		default:
			out = append(out, f)
		}
	}
	return out
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
	x, y := nameWords(a.Name), nameWords(b.Name)
	if len(x) == 0 || len(y) == 0 || a.Type != b.Type {
		return false
	}
	if a.Type != record.TypePerson {
		return slices.Equal(x, y)
	}
	n := min(len(x), len(y))
	if slices.Equal(x[len(x)-n:], y[len(y)-n:]) {
		return true
	}
	last, other := x[len(x)-1], y[len(y)-1]
	return (last == other || misspelt(last, other)) && givenFits(x[0], y[0])
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
