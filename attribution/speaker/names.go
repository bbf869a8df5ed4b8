package speaker

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/verbatim-news/verbatim/attribution/lexicon"
	"github.com/verbatim-news/verbatim/attribution/text"
)

// A Mention is a name as it stands in the article: a run of proper nouns with
// the titles before it. Prose's entity labels break names in two and glue
// titles on; runs of proper nouns hold 98 % of full names whole.
type Mention struct {
	First, Last int    // tokens [First,Last), titles included
	Core        int    // first token of the name without its titles
	Title       string // folded titles before the name, "" if none
	Entity      int    // index into Cast.Entities
	Subject     bool   // a verb follows: Díaz said
}

// body says what a run of proper nouns names.
type body uint8

const (
	unknown body = iota
	person
	organisation
	place
)

// A run is a stretch of proper nouns before it is known whom it names.
type run struct {
	first, last, core int
	title             string
	names             body
	definite          bool // “the” stands before it

	name, fold string   // its text without titles and nickname, and that folded
	words      []string // of the name; see nameWords
	entry      *Entry   // whom the directory knows by the name, nil if nobody
}

var particles = map[string]bool{"de": true, "la": true, "del": true, "van": true, "von": true, "der": true, "den": true, "bin": true, "ibn": true, "al": true, "el": true,
	"da": true, "dos": true, "di": true, "du": true, "le": true, "ter": true, "ten": true, "y": true}

// runs lists the runs of proper nouns of a document, in order.
func (c *Cast) runs() []run {
	var out []run
	toks := c.doc.Tokens
	c.inside = c.capitalised()
	for i := range toks {
		c.capital[i] = c.proper(i)
	}
	for i := 0; i < len(toks); {
		if !c.capital[i] {
			i++
			continue
		}
		j := c.runEnd(i)
		if c.onlyInitial(i, j) {
			i++
			continue
		}
		r := run{first: i, last: j, core: i, definite: i > 0 && strings.EqualFold(c.text(i-1), "the") && toks[i-1].Sentence == toks[i].Sentence}
		if strings.EqualFold(c.text(i), "the") { // The Hill
			r.core++
		}
		c.stripTitles(&r)
		if r.core < r.last {
			c.bare(&r)
			out = append(out, r)
		}
		i = j
	}
	return out
}

// capitalised lists the words that the article writes with a capital inside a
// sentence.
func (c *Cast) capitalised() map[string]bool {
	out := map[string]bool{}
	for i := 1; i < len(c.doc.Tokens); i++ {
		if t := &c.doc.Tokens[i]; strings.HasPrefix(t.Tag, "NNP") && c.doc.Tokens[i-1].Sentence == t.Sentence && !c.opens(i-1) && !c.heading[c.doc.Sentences[t.Sentence].Paragraph] {
			out[c.text(i)] = true
		}
	}
	return out
}

// onlyInitial reports whether the word whose run ends at token j stands alone at
// the head of a sentence, is no name that a list knows, and is never written with
// a capital elsewhere: “Again, he won.” The tagger takes many of those for names.
func (c *Cast) onlyInitial(i, j int) bool {
	if i > 0 && c.doc.Tokens[i-1].Sentence == c.doc.Tokens[i].Sentence && !c.opens(i-1) {
		return false
	}
	w := c.text(i)
	if c.inside[w] || j > i+1 || c.verbFollows(i+1) {
		return false
	}
	low := c.lower[i]
	_, given := c.lex.Given(Fold(low))
	return !given && len(c.dir.byLast[Fold(low)]) == 0 && !c.lex.Place(low) && !isAcronym(w) && c.dir.Lookup(w) == nil
}

// opens reports whether token i is a quotation mark that opens: it touches the
// word behind it. Robert “Bobby” Hale is in the middle of his sentence.
func (c *Cast) opens(i int) bool {
	return c.mark[i] && i+1 < len(c.doc.Tokens) && c.doc.Tokens[i].End == c.doc.Tokens[i+1].Start
}

// proper reports whether token i can be part of a name.
func (c *Cast) proper(i int) bool {
	t := &c.doc.Tokens[i]
	s := c.doc.Text(t.Span)
	r, n := utf8.DecodeRuneInString(s)
	if !unicode.IsUpper(r) {
		return false
	}
	if n == len(s) { // a letter by itself: an article, a pronoun, the Q of an interview
		return s != "A" && s != "I" && i+1 < len(c.doc.Tokens) && c.text(i+1) != ":" && c.text(i+1) != "." && strings.HasPrefix(t.Tag, "NNP")
	}
	low := c.lower[i]
	if functionWords[low] || calendar[strings.TrimSuffix(low, ".")] && !c.namedMonth(i, low) {
		return false
	}
	if i+1 < len(c.doc.Tokens) && c.text(i+1) == ":" && len(s) > 2 && strings.ToUpper(s) == s {
		return true // BOONE: the turn of an interview
	}
	if strings.HasPrefix(t.Tag, "NNP") {
		return true
	}
	if i == 0 || c.doc.Tokens[i-1].Sentence != t.Sentence || c.opens(i-1) {
		_, given := c.lex.Given(Fold(low))
		_, title := c.lex.Title(strings.TrimSuffix(low, "."))
		return given && t.Tag != "RB" || title || c.inside[s] || len(c.dir.byLast[Fold(low)]) > 0 || c.lex.Adjective(low)
	}
	return t.Tag != "PRP" && t.Tag != "PRP$"
}

// namedMonth reports whether the name of a month is a person's: April Lincoln.
func (c *Cast) namedMonth(i int, low string) bool {
	if _, ok := c.lex.Given(low); !ok || i+1 >= len(c.doc.Tokens) {
		return false
	}
	next := c.text(i + 1)
	r, _ := utf8.DecodeRuneInString(next)
	return unicode.IsUpper(r) && strings.HasPrefix(c.doc.Tokens[i+1].Tag, "NNP") && !functionWords[c.lower[i+1]]
}

// initial reports whether token i is an initial inside a name: Donald J. Trump.
func (c *Cast) initial(i int) bool {
	s := c.text(i)
	r, n := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r) && (len(s) == n || s[n:] == ".") && s != "I"
}

// runEnd returns the end of the run of proper nouns that begins at token i.
func (c *Cast) runEnd(i int) int {
	toks := c.doc.Tokens
	j := i + 1
	for j < len(toks) && toks[j].Sentence == toks[i].Sentence && j-i < 12 {
		low := c.lower[j]
		switch {
		case c.capital[j] || c.initial(j):
			j++
		case particles[low] && c.properAt(j+1, i), (low == "de" || low == "van" || low == "von") && c.properAt(j+2, i):
			j += 2
		case c.nickname(j):
			j += 3
		case low == "&" && c.properAt(j+1, i):
			j += 2
		case (low == "of" || low == "for") && c.linksOrganisation(j-1) && c.properAt(j+1, i):
			j += 2
		case low == "on" && c.convenes(j-1) && c.properAt(j+1, i):
			j += 2
		case low == "of" && j == i+1 && c.portfolio(j-1, j+1):
			j += 2
		case low == "of" && j == i+1 && j+2 < len(toks) && strings.EqualFold(c.text(j+1), "the") && c.portfolio(j-1, j+2):
			j += 3
		case (low == "of" || low == "for") && c.linksOrganisation(j-1) && j+2 < len(toks) && strings.EqualFold(c.text(j+1), "the") && c.properAt(j+2, i):
			j += 3
		case low == "," && j+1 < len(toks) && suffixes[Fold(c.text(j+1))]:
			j += 2
		case suffixes[strings.TrimSuffix(low, ".")]:
			j++
		default:
			return j
		}
	}
	return min(j, len(toks))
}

func (c *Cast) properAt(j, i int) bool {
	return j < len(c.doc.Tokens) && c.doc.Tokens[j].Sentence == c.doc.Tokens[i].Sentence && c.capital[j]
}

// linksOrganisation reports whether “of” or “for” after token i goes on with the
// name of a body: Department of Justice, Center for Politics.
func (c *Cast) linksOrganisation(i int) bool {
	low := c.lower[i]
	_, ok := c.lex.OrganisationWord(low)
	switch low {
	case "university", "department", "ministry", "bank", "institute", "center", "centre", "council", "chamber", "board", "bureau", "office", "house",
		"committee", "association", "league", "federation", "college", "school", "church", "americans", "citizens", "house-of", "union", "society":
		return true
	}
	return ok && low != "party" && low != "senate" && low != "congress"
}

// nickname reports whether tokens j to j+2 are a nickname in quotation marks or
// brackets between two parts of a name: Robert C. “Bobby” Scott.
func (c *Cast) nickname(j int) bool {
	if j+3 >= len(c.doc.Tokens) || c.doc.Tokens[j+3].Sentence != c.doc.Tokens[j].Sentence || !c.capital[j+1] || !c.capital[j+3] {
		return false
	}
	a, b := c.text(j), c.text(j+2)
	return c.mark[j] && (c.mark[j+2] || b == "”" || b == "’") || a == "(" && b == ")"
}

// name is the text of a run without its titles and without a nickname.
func (c *Cast) name(r *run) string {
	for i := r.core; i+3 < r.last; i++ {
		if c.nickname(i + 1) {
			return c.span(r.core, i+1) + " " + c.span(i+4, r.last)
		}
	}
	return c.span(r.core, r.last)
}

// convenes reports whether “on” after token i goes on with the name of a body:
// Commission on Presidential Debates.
func (c *Cast) convenes(i int) bool {
	switch c.lower[i] {
	case "commission", "committee", "council", "conference", "subcommittee", "center", "centre", "forum", "panel":
		return true
	}
	return false
}

// portfolio reports whether tokens i and j are an office that “of” joins:
// Secretary of State, Speaker of the House, Minister of Defense.
func (c *Cast) portfolio(i, j int) bool {
	switch c.lower[i] {
	case "secretary", "minister", "speaker", "chief", "leader":
	default:
		return false
	}
	if j >= len(c.doc.Tokens) || !c.capital[j] {
		return false
	}
	_, ok := c.lex.Title(c.lower[j])
	return ok
}

// stripTitles moves core past the titles of a run: U.S. President Donald Trump.
func (c *Cast) stripTitles(r *run) {
	at := -1
	for j := r.core; j < r.last-1; j++ {
		w := strings.TrimSuffix(c.lower[j], ".")
		_, ok := c.lex.Title(w)
		if _, role := c.lex.PersonNoun(w); role && !ok { // Abbot Rudd, Grandmaster Antonov; but Dean Whalen
			_, given := c.lex.Given(w)
			ok = !given
		}
		if ok && !c.organisational(j+1, r.last) && c.text(j+1) != "of" && c.text(j+1) != "for" {
			at = j
		}
	}
	if at < 0 {
		return
	}
	var t []string
	for j := r.core; j <= at; j++ {
		t = append(t, Fold(c.text(j)))
	}
	r.title, r.core = strings.Join(t, " "), at+1
}

// organisational reports whether a word of tokens [i,j) makes the name a body's.
func (c *Cast) organisational(i, j int) bool {
	for k := i; k < j; k++ {
		if last, ok := c.lex.OrganisationWord(c.lower[k]); ok && (!last || k == j-1 || c.text(k+1) == "of" || c.text(k+1) == "for" || c.text(k+1) == "on") {
			if _, given := c.lex.Given(Fold(c.text(k))); given && k == i && j-i > 1 {
				continue // Page, Bill, Church can be given names or surnames
			}
			return true
		}
	}
	return false
}

// bare moves core past the adjectives that stand before a full name (Republican
// Donald Trump, Texan Ted Cruz) and past a title that no list knows (Grandmaster
// Yuri Antonov): a word that is no given name before two that begin with one.
// Then it reads the name that is left.
func (c *Cast) bare(r *run) {
	for r.last-r.core > 1 && r.title == "" {
		low := c.lower[r.core]
		if !c.lex.Adjective(low) || c.organisational(r.core, r.last) {
			break
		}
		r.core++
	}
	if r.last-r.core == 3 && r.title == "" && len(c.text(r.core)) > 3 && c.dir.Lookup(c.name(r)) == nil && !c.organisational(r.core, r.last) {
		_, first := c.lex.Given(Fold(c.text(r.core)))
		_, second := c.lex.Given(Fold(c.text(r.core + 1)))
		if _, last := c.lex.Given(Fold(c.text(r.core + 2))); !first && second && !last {
			r.core++
		}
	}
	r.name = c.name(r)
	r.fold, r.words = Fold(r.name), nameWords(r.name)
	r.entry = c.dir.folded(r.fold)
	r.names = c.whatNames(r)
}

// whatNames classes a run by the lists, the directory and its shape.
func (c *Cast) whatNames(r *run) body {
	low := strings.TrimSuffix(strings.ToLower(r.name), ".")
	if e := r.entry; e != nil && (r.last-r.core > 1 || !e.person()) {
		if e.person() {
			return person
		}
		return organisation
	}
	n := r.last - r.core
	first := Fold(c.text(r.core))
	_, given := c.lex.Given(first)
	switch {
	case r.title != "":
		return person
	case c.organisational(r.core, r.last):
		return organisation
	case n == 2 && given && c.lex.Place(c.lower[r.core+1]) && !c.lex.Place(low):
		return person // April Lincoln
	case c.lex.Place(low):
		return place // or a Jordan, whom the article names in full: see identify
	case n == 1 && c.lex.Adjective(strings.TrimSuffix(low, "s")):
		return organisation // Republicans, Russians: a group
	case n > 1 && given:
		return person
	case n == 1 && isAcronym(r.name):
		return organisation
	case r.definite:
		return organisation
	case n > 1 && n <= 4:
		return person
	case n == 1 && len(c.dir.byLast[first]) > 0:
		return person
	}
	return unknown
}

func isAcronym(s string) bool {
	s = strings.ReplaceAll(s, ".", "")
	if len(s) < 2 || len(s) > 6 {
		return false
	}
	for _, r := range s {
		if !unicode.IsUpper(r) {
			return false
		}
	}
	return true
}

func (c *Cast) text(i int) string { return c.doc.Text(c.doc.Tokens[i].Span) }

// holdsMark reports whether a token is a quotation mark, or has one in it.
func holdsMark(s string) bool {
	for _, r := range s {
		switch r {
		case '"', '“', '”', '„', '«', '»', '‘', '`':
			return true
		}
	}
	return s == "''" || s == "'"
}

// span is the text of tokens [i,j), as it stands.
func (c *Cast) span(i, j int) string {
	if i >= j {
		return ""
	}
	return c.doc.Text(text.Span{Start: c.doc.Tokens[i].Start, End: c.doc.Tokens[j-1].End})
}

func set(s string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		m[w] = true
	}
	return m
}

// functionWords begin sentences with a capital and are no names.
var functionWords = set(`the a an and but or nor so yet for if when while as at by in on of to from with without after before since until because although though
	he she it they we i you his her its their our my your this that these those there here what who whom whose which why how where not no yes all some many
	most more few several each every both either neither one two three four five six seven eight nine ten is are was were be been do does did has have had
	will would can could should may might must let just still also then now however meanwhile instead earlier later asked during despite according under over
	about above across against among between into through toward upon within amid per via like unlike even only than too very well oh ok okay such said says close advertisement photo photos video watch credit caption related`)

var calendar = set(`monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december
	mon tue tues wed thu thurs fri sat sun jan feb mar apr jun jul aug sept sep oct nov dec`)

// Gender is what is known of a person's gender.
type Gender = lexicon.Gender
