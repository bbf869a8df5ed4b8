package variant

import (
	"embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
)

//go:embed tables/*.txt
var files embed.FS

// Lines calls each with every line of an embedded table that is neither blank
// nor a comment ("#" in the first column), trimmed, in the order of the file.
func Lines(fs embed.FS, name string, each func(line string)) {
	b, err := fs.ReadFile(name)
	if err != nil {
		panic(err) // the table is compiled in: it is missing only if the name is misspelt
	}
	for line := range strings.Lines(string(b)) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			each(line)
		}
	}
}

// A lexeme is what the tables know of one folded form.
type lexeme struct {
	key     string   // what the form is folded to; "" for itself
	words   []string // the words that a short form stands for: won’t, will not
	kind    Kind
	numeral numeral
	phrases []phrase // those that begin with this form, the longest first
}

// A phrase is a run of folded forms with one key: “N.A.T.O.”, “North Atlantic Treaty Organization”.
type phrase struct {
	forms []string
	exact string // the only casing that counts, or ""
	key   string
	kind  Kind
}

// A numeral is a number word's value and its part in a number's grammar.
type numeral struct {
	section string // "cardinal", "scale", "ordinal", "unit", "day", "month", or "" if it is none
	value   float64
	unit    string // or the month's full name
}

// A Relation says how two keys that name things stand to each other.
type Relation uint8

const (
	Unrelated Relation = iota
	OtherName          // NATO, the alliance
	Wider              // the second is wider: army, military
	Narrower           // the second is narrower
)

type lexicon struct {
	forms    map[string]*lexeme
	related  map[[2]uint64]Relation
	formulae map[string]bool  // loose keys joined by spaces
	masked   []string         // words that papers strike letters out of
	given    map[string][]int // lines of short forms that a given name is on
}

// tables are read once and only looked at afterwards.
var tables = sync.OnceValue(func() *lexicon {
	l := &lexicon{forms: map[string]*lexeme{}, related: map[[2]uint64]Relation{}, formulae: map[string]bool{}, given: map[string][]int{}}
	l.addKinds()
	l.addNumbers()
	Lines(files, "tables/spelling.txt", func(line string) {
		from, to, _ := strings.Cut(line, " ")
		l.form(from).key = to
	})
	Lines(files, "tables/contractions.txt", func(line string) {
		short, words, _ := strings.Cut(line, " = ")
		l.form(short).words = strings.Fields(words)
	})
	Lines(files, "tables/abbreviations.txt", func(line string) {
		full, short, _ := strings.Cut(line, " = ")
		l.phrase(full, full)
		for form := range strings.SplitSeq(short, " | ") {
			l.phrase(form, full)
		}
	})
	Lines(files, "tables/aliases.txt", l.addAlias)
	for _, pair := range [][2]string{{"'s", "is"}, {"'s", "has"}, {"'d", "would"}, {"'d", "had"}} {
		l.relate(pair[0], pair[1], OtherName, OtherName)
	}
	Lines(files, "tables/formulae.txt", func(line string) { l.formulae[line] = true })
	Lines(files, "tables/masked.txt", func(line string) { l.masked = append(l.masked, line) })
	n := 0
	Lines(files, "tables/nicknames.txt", func(line string) {
		n++
		for name := range strings.FieldsSeq(line) {
			l.given[name] = append(l.given[name], n)
		}
	})
	return l
})

func (l *lexicon) form(folded string) *lexeme {
	x := l.forms[folded]
	if x == nil {
		x = &lexeme{}
		l.forms[folded] = x
	}
	return x
}

func (l *lexicon) addKinds() {
	Lines(files, "tables/function.txt", func(line string) {
		for w := range strings.FieldsSeq(line) {
			l.form(w).kind |= Function
		}
	})
	Lines(files, "tables/negators.txt", func(line string) { l.form(line).kind |= Negator })
	Lines(files, "tables/titles.txt", func(line string) { l.phrase(line, line); l.form(line).kind |= Title })
}

func (l *lexicon) addNumbers() {
	section := ""
	Lines(files, "tables/numbers.txt", func(line string) {
		if line[0] == '[' {
			section = strings.Trim(line, "[]")
			return
		}
		form, of, _ := strings.Cut(line, " ")
		n := numeral{section: section, unit: of}
		if section != "unit" && section != "month" {
			v, err := strconv.ParseFloat(of, 64)
			if err != nil {
				panic(fmt.Sprintf("tables/numbers.txt: %s: %v", line, err)) // compiled in
			}
			n.value = v
		}
		l.form(form).numeral = n
	})
}

// phrase makes a form, of one token or several, stand for key.
func (l *lexicon) phrase(form, key string) {
	exact := ""
	if strings.HasPrefix(form, "^") {
		form = form[1:]
		exact = form
	}
	var p phrase
	for _, t := range scan(form, nil) {
		p.forms = append(p.forms, t.fold)
	}
	p.exact, p.key = exact, key
	if l.form(key).kind&Title != 0 {
		p.kind = Title
	}
	head := l.form(p.forms[0])
	at := 0
	for at < len(head.phrases) && len(head.phrases[at].forms) >= len(p.forms) {
		at++
	}
	head.phrases = append(head.phrases[:at], append([]phrase{p}, head.phrases[at:]...)...)
}

func (l *lexicon) addAlias(line string) {
	if a, b, ok := strings.Cut(line, " < "); ok {
		l.relate(a, b, Wider, Narrower)
	} else if a, b, ok := strings.Cut(line, " ~ "); ok {
		l.relate(a, b, OtherName, OtherName)
	}
}

func (l *lexicon) relate(a, b string, there, back Relation) {
	for _, k := range []string{a, b} {
		if strings.Contains(k, " ") {
			l.phrase(k, k)
		}
		l.form(k).kind |= InAliasBook
	}
	l.related[[2]uint64{hash(a), hash(b)}] = there
	l.related[[2]uint64{hash(b), hash(a)}] = back
}

// Related says how b's referent stands to a's, as far as the alias book knows.
func Related(a, b *Word) Relation {
	if a.Kind&b.Kind&InAliasBook == 0 {
		return Unrelated
	}
	return tables().related[[2]uint64{a.ID, b.ID}]
}

// Clitic reports whether one of two words is a ’s or ’d that may stand for the
// other: he’s, he is, he has.
func Clitic(a, b *Word) bool {
	short := func(w *Word) bool { return w.Key == "'s" || w.Key == "'d" }
	return (short(a) || short(b)) && Related(a, b) != Unrelated
}

// formula reports whether words are a set phrase, alone or with nothing but
// grammar around it: “Let’s make America great again”. Kinds are the words' own,
// or Function for what another says.
func (l *lexicon) formula(words []Word, kinds []Kind) bool {
	const fewest, most = 3, 12 // words of a set phrase that may stand among others
	if len(words) > most {
		return false
	}
	var b []byte
	keys := func(i, j int) string {
		b = b[:0]
		for k := i; k < j; k++ {
			if k > i {
				b = append(b, ' ')
			}
			b = append(b, words[k].Key...)
		}
		return string(b)
	}
	if l.formulae[keys(0, len(words))] {
		return true
	}
	for i, j := 0, len(words); j-i >= fewest; {
		if l.formulae[keys(i, j)] {
			return true
		}
		switch { // only grammar may be left off
		case kinds[i]&Function != 0:
			i++
		case kinds[j-1]&Function != 0:
			j--
		default:
			return false
		}
	}
	return false
}
