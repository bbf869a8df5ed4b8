package corpus

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"
)

const maxTag = 35 // bytes; what RFC 5646 asks of those who cut tags short

// languageOf gives the ISO 639 code of a language tag: "en" for en-US, en_GB
// and eng; "" for what is no tag, and for "und".
func languageOf(tag string) string {
	if len(tag) > maxTag {
		return ""
	}
	t, err := language.Parse(tag)
	if err != nil {
		return ""
	}
	// Parse guesses English for "und"; the others stand for several or none.
	switch base, _, _ := t.Raw(); base.String() {
	case "und", "mul", "mis", "zxx":
		return ""
	default:
		return base.String()
	}
}

// foreign gives the reason why a text of a language is not in the one that is
// wanted; "" lets it through, since a foreign article costs a minute and a lost one
// a story.
func (g *gate) foreign(lang string) string {
	if g.lang == "" || lang == "" || lang == g.lang {
		return ""
	}
	return fmt.Sprintf("language %q, not %q", lang, g.lang)
}

// spoken gives the language of a text of which something may be said: the words go
// before that, which a template says of every page and an export of every row.
// Where they are unsure, what is said stands.
func (g *gate) spoken(said, body string) string {
	if g.lang == "" {
		return said
	}
	if atGlance(body, g.lang) || said != g.lang && isIn(strings.FieldsFunc(clip(body, guessBytes), notLetter), g.lang) {
		return g.lang
	}
	return cmp.Or(guessLanguage(body, g.lang), said)
}

// atGlance reports whether the first words of a text are in a language. English
// prose has 25 to 40 words of its list in a hundred, and up to 10 of another's, 19
// in a table of names; the others have 30 to 45 of their own. At a quarter no other
// language can have three times as many, so that nearly every article is known here.
func atGlance(body, lang string) bool {
	words := wordsOf(clip(body, glanceBytes))
	return len(words) >= guessWords && hits(words, lang)*4 >= len(words)
}

const (
	glanceBytes = 512     // of a text, enough to know the wanted language by
	guessBytes  = 2 << 10 // enough to tell another
	guessWords  = 20      // below this nobody can tell
)

// guessLanguage guesses the language of a text by its script, and in Latin
// script by its function words; "" where it may well be the wanted one. A text
// that is in another language must be so at its beginning and in its middle. The
// statistical detectors that were measured take a millisecond a kilobyte, half
// of what an article may cost in all.
func guessLanguage(body, want string) string {
	if atGlance(body, want) {
		return ""
	}
	lang := guessPart(clip(body, guessBytes), want)
	if len(body) <= 2*guessBytes || lang == "" {
		return lang
	}
	// A statement may be printed as it was given before it is told in English.
	if guessPart(clip(body[runeAt(body, len(body)/2):], guessBytes), want) != lang {
		return ""
	}
	return lang
}

// guessPart guesses the language of a part of a text.
func guessPart(head, want string) string {
	if script := foreignScript(head); script != "" {
		if s, _ := language.Make(want).Script(); s.String() == script {
			return ""
		}
		base, _ := language.Make("und-" + script).Base()
		return base.String()
	}
	return guessLatin(strings.FieldsFunc(head, notLetter), want)
}

// isIn reports whether words are surely in a language: a tenth of them are its
// function words, and of no other half as many.
func isIn(words []string, lang string) bool {
	n, _ := proseHits(words, lang)
	if len(words) < guessWords || n*10 < len(words) {
		return false
	}
	for other := range functionWords {
		if m, _ := proseHits(words, other); other != lang && m*2 > n {
			return false
		}
	}
	return true
}

// guessLatin guesses the language of words in Latin script. Languages that inflect
// have as few as one function word in eight.
func guessLatin(words []string, want string) string {
	best, lang := 0, ""
	for _, l := range slices.Sorted(maps.Keys(functionWords)) {
		if n, distinct := proseHits(words, l); n > best && distinct >= 4 {
			best, lang = n, l
		}
	}
	if wanted, _ := proseHits(words, want); len(words) < guessWords || best*8 < len(words) || best < 3*wanted {
		return ""
	}
	return lang
}

// proseHits counts the words that are function words of a language, and how many
// different ones there are, as prose has them. Tables of names and results in
// English have few words of English, and may be full of another's: initials, which
// are single letters; El Paso and Los Angeles, which begin with capitals; and
// “de la Cruz”, particles before one.
func proseHits(words []string, lang string) (n, distinct int) {
	set, seen := functionWords[lang], map[string]bool{}
	for i, w := range words {
		if len(w) < 2 || !set[w] || particles[w] && i+1 < len(words) && !unicode.IsLower(firstRune(words[i+1])) {
			continue
		}
		seen[w] = true
		n++
	}
	return n, len(seen)
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// particles are parts of names in many languages.
var particles = wordSet("al bin da das de del della den der des di do dos du el la las le los ten ter van von")

// runeAt gives the first place from i on where a rune begins.
func runeAt(s string, i int) int {
	for i < len(s) && !utf8.RuneStart(s[i]) {
		i++
	}
	return i
}

func wordsOf(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), notLetter)
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) }

// hits counts the words that are function words of a language.
func hits(words []string, lang string) int {
	set, n := functionWords[lang], 0
	for _, w := range words {
		if set[w] {
			n++
		}
	}
	return n
}

// scripts by their ISO 15924 codes. A language written in a script of its own
// is known by that; of Cyrillic or Arabic the likeliest language is named.
var scripts = []struct {
	code  string
	table *unicode.RangeTable
}{
	{"Hans", unicode.Han}, {"Jpan", unicode.Hiragana}, {"Jpan", unicode.Katakana}, {"Kore", unicode.Hangul},
	{"Cyrl", unicode.Cyrillic}, {"Arab", unicode.Arabic}, {"Grek", unicode.Greek}, {"Hebr", unicode.Hebrew},
	{"Deva", unicode.Devanagari}, {"Beng", unicode.Bengali}, {"Taml", unicode.Tamil}, {"Telu", unicode.Telugu},
	{"Thai", unicode.Thai}, {"Geor", unicode.Georgian}, {"Armn", unicode.Armenian}, {"Ethi", unicode.Ethiopic},
}

// foreignScript gives the script other than Latin in which most of the letters
// are, if any is. Japanese writes its nouns in Han and its grammar in kana, so
// that a little kana decides.
func foreignScript(s string) string {
	counts := map[string]int{}
	letters := 0
	for _, r := range s {
		if !unicode.IsLetter(r) {
			continue
		}
		letters++
		if r < 0x370 {
			continue
		}
		for _, sc := range scripts {
			if unicode.Is(sc.table, r) {
				counts[sc.code]++
				break
			}
		}
	}
	if letters < guessWords {
		return ""
	}
	if counts["Jpan"]*20 > letters {
		counts["Jpan"] += counts["Hans"]
		counts["Hans"] = 0
	}
	for _, sc := range scripts {
		if counts[sc.code]*2 > letters {
			return sc.code
		}
	}
	return ""
}
