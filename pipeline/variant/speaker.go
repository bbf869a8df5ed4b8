package variant

import (
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

// SameSpeaker reports whether two speakers of one block may be one: equal ids,
// or two persons one of whom is known by the surname alone or by an initial.
func SameSpeaker(a, b *record.Speaker) bool {
	if a == nil || b == nil {
		return false
	}
	if a.ID == b.ID {
		return true
	}
	x, y := nameWords(a.Name), nameWords(b.Name)
	if len(x) == 0 || len(y) == 0 || x[len(x)-1] != y[len(y)-1] {
		return false
	}
	if a.Type != record.TypePerson || b.Type != record.TypePerson {
		return a.Type == b.Type && strings.Join(x, " ") == strings.Join(y, " ")
	}
	if len(x) == 1 || len(y) == 1 {
		return true
	}
	return x[0] == y[0] || (len(x[0]) == 1 || len(y[0]) == 1) && x[0][0] == y[0][0]
}
