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

	*spelling // of its text without titles and nickname
}

var particles = map[string]bool{"de": true, "la": true, "del": true, "van": true, "von": true, "der": true, "den": true, "bin": true, "ibn": true, "al": true, "el": true,
	"da": true, "dos": true, "di": true, "du": true, "le": true, "ter": true, "ten": true, "y": true}

// findRuns lists the runs of proper nouns of a document, in order.
func (c *Cast) findRuns() {
	toks := c.doc.Tokens
	c.runs = c.runs[:0]
	c.capitalised()
	for i := range toks {
		c.words[i].capital = c.words[i].high && c.proper(i)
	}
	for i := 0; i < len(toks); {
		if !c.words[i].capital {
			i++
			continue
		}
		j := c.runEnd(i)
		if c.onlyInitial(i, j) {
			i++
			continue
		}
		r := run{first: i, last: j, core: i, definite: i > 0 && c.words[i-1].lower == "the" && toks[i-1].Sentence == toks[i].Sentence}
		if c.words[i].lower == "the" { // The Hill
			r.core++
		}
		c.stripTitles(&r)
		if r.core < r.last {
			c.bare(&r)
			c.runs = append(c.runs, r)
		}
		i = j
	}
}

// capitalised notes the words that the article writes with a capital inside a
// sentence.
func (c *Cast) capitalised() {
	for i := 1; i < len(c.doc.Tokens); i++ {
		if t := &c.doc.Tokens[i]; c.words[i].high && c.doc.Tokens[i-1].Sentence == t.Sentence && !c.opens(i-1) && !c.heading[c.doc.Sentences[t.Sentence].Paragraph] && strings.HasPrefix(c.doc.Tag(i), "NNP") {
			c.inside[c.text(i)] = true
		}
	}
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
	return !c.given(i) && !c.surname(i) && c.words[i].bits&isPlace == 0 && !isAcronym(w) && c.dir.Lookup(w) == nil
}

// opens reports whether token i is a quotation mark that opens: it touches the
// word behind it. Robert “Bobby” Hale is in the middle of his sentence.
func (c *Cast) opens(i int) bool {
	return c.words[i].mark && i+1 < len(c.doc.Tokens) && c.doc.Tokens[i].End == c.doc.Tokens[i+1].Start
}

// proper reports whether token i, which begins with a capital, can be part of a name.
func (c *Cast) proper(i int) bool {
	t, w := &c.doc.Tokens[i], &c.words[i]
	s := c.doc.Body[t.Start:t.End]
	if _, n := utf8.DecodeRuneInString(s); n == len(s) { // a letter by itself: an article, a pronoun, the Q of an interview
		return s != "A" && s != "I" && i+1 < len(c.doc.Tokens) && c.text(i+1) != ":" && c.text(i+1) != "." && strings.HasPrefix(c.doc.Tag(i), "NNP")
	}
	if w.bits&isFunctionWord != 0 || c.withoutStop(i)&isCalendar != 0 && !c.namedMonth(i) {
		return false
	}
	if i+1 < len(c.doc.Tokens) && c.text(i+1) == ":" && len(s) > 2 && strings.ToUpper(s) == s {
		return true // BOONE: the turn of an interview
	}
	if strings.HasPrefix(c.doc.Tag(i), "NNP") {
		return true
	}
	if i == 0 || c.doc.Tokens[i-1].Sentence != t.Sentence || c.opens(i-1) {
		return c.doc.Tag(i) != "RB" && c.given(i) || c.title(i) || c.inside[s] || c.surname(i) || w.bits&isAdjective != 0
	}
	return c.doc.Tag(i) != "PRP" && c.doc.Tag(i) != "PRP$"
}

// given reports whether token i is a given name.
func (c *Cast) given(i int) bool {
	if w := &c.words[i]; w.plain {
		return w.bits&isGiven != 0
	}
	_, ok := c.lex.Given(Fold(c.text(i)))
	return ok
}

// surname reports whether token i is the surname of somebody in the directory.
func (c *Cast) surname(i int) bool {
	if w := &c.words[i]; w.plain {
		return w.bits&isSurname != 0
	}
	return len(c.dir.byLast[Fold(c.text(i))]) > 0
}

// title reports whether token i, its stop aside, is a title that stands before names.
func (c *Cast) title(i int) bool {
	if w := &c.words[i]; w.plain {
		return w.bits&isTitle != 0
	}
	_, ok := c.lex.Title(strings.TrimSuffix(c.words[i].lower, "."))
	return ok
}

// withoutStop returns the bits of token i without its stop, if it has one.
func (c *Cast) withoutStop(i int) uint32 {
	if w, ok := strings.CutSuffix(c.words[i].lower, "."); ok {
		return c.tables.capital.Bits(w)
	}
	return c.words[i].bits
}

// namedMonth reports whether the name of a month is a person's: April Lincoln.
func (c *Cast) namedMonth(i int) bool {
	if c.words[i].bits&isGiven == 0 || i+1 >= len(c.doc.Tokens) {
		return false
	}
	next := &c.words[i+1]
	return next.high && strings.HasPrefix(c.doc.Tag(i+1), "NNP") && next.bits&isFunctionWord == 0
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
		low := c.words[j].lower
		switch {
		case c.words[j].capital || c.initial(j):
			j++
		case c.words[j].bits&isParticle != 0 && c.properAt(j+1, i), (low == "de" || low == "van" || low == "von") && c.properAt(j+2, i):
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
		case low == "of" && j == i+1 && j+2 < len(toks) && c.words[j+1].lower == "the" && c.portfolio(j-1, j+2):
			j += 3
		case (low == "of" || low == "for") && c.linksOrganisation(j-1) && j+2 < len(toks) && c.words[j+1].lower == "the" && c.properAt(j+2, i):
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
	return j < len(c.doc.Tokens) && c.doc.Tokens[j].Sentence == c.doc.Tokens[i].Sentence && c.words[j].capital
}

// linksOrganisation reports whether “of” or “for” after token i goes on with the
// name of a body: Department of Justice, Center for Politics.
func (c *Cast) linksOrganisation(i int) bool {
	low := c.words[i].lower
	switch low {
	case "university", "department", "ministry", "bank", "institute", "center", "centre", "council", "chamber", "board", "bureau", "office", "house",
		"committee", "association", "league", "federation", "college", "school", "church", "americans", "citizens", "house-of", "union", "society":
		return true
	}
	return c.words[i].bits&isOrganisationWord != 0 && low != "party" && low != "senate" && low != "congress"
}

// nickname reports whether tokens j to j+2 are a nickname in quotation marks or
// brackets between two parts of a name: Robert C. “Bobby” Scott.
func (c *Cast) nickname(j int) bool {
	if j+3 >= len(c.doc.Tokens) || c.doc.Tokens[j+3].Sentence != c.doc.Tokens[j].Sentence || !c.words[j+1].capital || !c.words[j+3].capital {
		return false
	}
	a, b := c.text(j), c.text(j+2)
	return c.words[j].mark && (c.words[j+2].mark || b == "”" || b == "’") || a == "(" && b == ")"
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
	switch c.words[i].lower {
	case "commission", "committee", "council", "conference", "subcommittee", "center", "centre", "forum", "panel":
		return true
	}
	return false
}

// portfolio reports whether tokens i and j are an office that “of” joins:
// Secretary of State, Speaker of the House, Minister of Defense.
func (c *Cast) portfolio(i, j int) bool {
	switch c.words[i].lower {
	case "secretary", "minister", "speaker", "chief", "leader":
	default:
		return false
	}
	if j >= len(c.doc.Tokens) || !c.words[j].capital {
		return false
	}
	_, ok := c.lex.Title(c.words[j].lower)
	return ok
}

// stripTitles moves core past the titles of a run: U.S. President Donald Trump.
func (c *Cast) stripTitles(r *run) {
	at := -1
	for j := r.core; j < r.last-1; j++ {
		bits := c.withoutStop(j) // Abbot Rudd, Grandmaster Antonov; but Dean Whalen
		if ok := c.title(j) || bits&isPersonNoun != 0 && bits&isGiven == 0; ok && !c.organisational(j+1, r.last) && c.text(j+1) != "of" && c.text(j+1) != "for" {
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
		if c.words[k].bits&isOrganisationWord == 0 {
			continue
		}
		if last, _ := c.lex.OrganisationWord(c.words[k].lower); !last || k == j-1 || c.text(k+1) == "of" || c.text(k+1) == "for" || c.text(k+1) == "on" {
			if k == i && j-i > 1 && c.given(k) {
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
		if c.words[r.core].bits&isAdjective == 0 || c.organisational(r.core, r.last) {
			break
		}
		r.core++
	}
	if r.last-r.core == 3 && r.title == "" && len(c.text(r.core)) > 3 && !c.given(r.core) && c.given(r.core+1) && !c.given(r.core+2) &&
		!c.organisational(r.core, r.last) && c.spelling(c.name(r)).entry == nil {
		r.core++
	}
	r.spelling = c.spelling(c.name(r))
	r.names = c.whatNames(r)
}

// whatNames classes a run by the lists, the directory and its shape.
func (c *Cast) whatNames(r *run) body {
	if e := r.entry; e != nil && (r.last-r.core > 1 || !e.person()) {
		if e.person() {
			return person
		}
		return organisation
	}
	n, given := r.last-r.core, c.given(r.core)
	isPlaceName := c.lex.Place(r.low)
	switch {
	case r.title != "":
		return person
	case c.organisational(r.core, r.last):
		return organisation
	case n == 2 && given && c.words[r.core+1].bits&isPlace != 0 && !isPlaceName:
		return person // April Lincoln
	case isPlaceName:
		return place // or a Jordan, whom the article names in full: see identify
	case n == 1 && c.lex.Adjective(strings.TrimSuffix(r.low, "s")):
		return organisation // Republicans, Russians: a group
	case n > 1 && given:
		return person
	case n == 1 && isAcronym(r.name):
		return organisation
	case r.definite:
		return organisation
	case n > 1 && n <= 4:
		return person
	case n == 1 && c.surname(r.core):
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
