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

// functionWords are the commonest short words of the languages most likely to
// lie among English news. What two languages share stays in both lists.
var functionWords = map[string]map[string]bool{
	"en": wordSet("the of and to a in that is was for it on with as he she his her be at by i this had not are but from or have an they which you were we their has would there been will who said"),
	"es": wordSet("de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha me si sin sobre este ya entre cuando todo esta ser son dos también fue había era muy"),
	"fr": wordSet("de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont la avec son ou aux d l s n qu c elle cette mais ont été être leur comme nous vous"),
	"de": wordSet("der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber"),
	"pt": wordSet("de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu sua ou ser quando muito há nos já está eu também só pelo pela até isso ela entre era"),
	"it": wordSet("di e il la che in un a per è una non sono con si da del della le dei come più al ma ha nel i anche gli alla lo se o delle ci su questo dal essere stato tra l d nella hanno dell"),
	"id": wordSet("yang dan di dari untuk dengan ini itu pada tidak ke dalam juga akan ada oleh karena adalah saya mereka kita bisa sudah kami telah lebih para dia seperti atau bahwa sebagai tersebut hanya jika saat"),
	"sv": wordSet("och i att det som en på är av för med till den har de inte om ett han men var jag sig från vi så kan när nu ut vid hade hon år efter ska eller"),
	"pl": wordSet("i w na z się nie to do że jest o jak a od za po przez co dla ale tym być są tak było może który która które jego ich czy już tylko ze oraz pod"),
	"da": wordSet("og at det er en til på den af for med der som ikke de har et var jeg kan vi om han fra men sig ved havde så efter blev skal hun ville være være eller når også nu ud over efter alle mod hvor bliver fordi"),
	"no": wordSet("og at det er en til på den av for med der som ikke de har et var jeg kan vi om han fra men seg ved hadde så etter ble skal hun ville være eller når også nå ut over alle mot hvor blir fordi sier"),
	"fi": wordSet("ja on ei että se oli hän mutta ovat kun myös joka sen niin kuin mukaan jo jos vain ole sekä mitä tai hänen sitä nyt ollut voi koska enää kuten joiden jotka tämän vielä olla he ne eivät tämä siitä jossa jonka"),
	"hu": wordSet("az és hogy nem is egy ez meg de van csak már el azt volt még ki mint ha vagy akkor szerint lehet minden azonban után amely nagyon pedig ami ezt sem majd így mert több lesz kell aki elő között"),
	"tr": wordSet("bir ve bu için da de çok ile ne ama olarak daha gibi olan kadar sonra var ise en değil ki o her mi ben göre oldu dedi olduğunu ancak olduğu yeni kendi iki şey bunu diye söyledi bin karşı"),
	"cs": wordSet("se na je že to jsem ve si by do jako za ale po co tak jsou podle jeho aby pro při byl byla které který která už ze od není jen až bude také jak ke když jsme ho mu proti před"),
	"ro": wordSet("de în și a la cu că nu pe să care din un o mai pentru este au fi dar ce sunt lui fost se al ca au o după această acest cei lor prin dacă ale era avea spus noi fără sau către"),
	"hr": wordSet("je da se na su za od kako koji što ne će to bi ili iz ali koja koje nije sam do po već prema jer o samo još kao bio bila rekao sve smo prije te nakon može oko bez bude dok kod"),
	"vi": wordSet("và của là có cho không được trong một với những người các đã này đến ra từ khi để về như sẽ cũng tôi vào ông nhiều năm phải tại theo lại hơn vì nói thì đó bà trên"),
	"nl": wordSet("de van een het en in is dat op te zijn met voor niet aan er om ook als maar bij dan nog uit door over hij ze naar heeft hebben wordt deze tot was die we worden ik je zich geen"),
}

func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}
