package speaker

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/verbatim-news/verbatim/attribution/lexicon"
	"github.com/verbatim-news/verbatim/attribution/text"
)

// A Cast is everyone whom an article names, with every place where it does.
// It is made once for an article and only read after that.
type Cast struct {
	Mentions []Mention // of names, in order
	Entities []Entity

	index    index          // of the entities, by name
	ids      map[string]int // ID of a speaker -> its first entity
	speakers []Speaker      // by entity
	doc      *text.Document
	dir      *Directory
	lex      *lexicon.Lexicon
	day      string          // of the article; see dayOf
	lower    []string        // token -> its text in lower case: looked up a dozen times each
	mark     []bool          // token -> holds a quotation mark
	capital  []bool          // token -> can be part of a name; see proper
	at       []int32         // token -> mention that covers it, -1 if none
	heading  []bool          // paragraph -> set in headline style
	quoted   []bool          // token -> inside quotation marks
	scope    string          // see scopeOf
	inside   map[string]bool // words that the article writes with a capital inside a sentence
	strung   bool            // the page strings several items together, with rules between
	beat     []int           // sentence -> how many of the reporter's own sentences begin up to it
	focus    []int           // sentence -> the entity that it is about, -1 if none
}

// An Entity is one person or body of the article.
type Entity struct {
	Name     string // the fullest form found, or the directory's
	Gender   Gender
	Entry    *Entry // nil if the directory does not know it
	Full     int    // mentions by a full name
	Mentions []int
	Roles    []string // folded head nouns that the article gives it: "spokesman", "mayor"

	names  body
	unsure bool     // the directory knows several of this name, and the article does not tell which
	fulls  []naming // mentions by a full name, in order
	words  []string // folded words of the fullest form
	fold   string   // Name folded, without its article
}

// A naming is a mention by a full name: where, and whether as a subject.
type naming struct {
	token   int
	subject bool
}

// NewCast reads the names of a document. quoted says which tokens stand inside
// quotation marks: those name people too, but never a quote's own speaker.
func NewCast(doc *text.Document, dir *Directory, quoted []bool) *Cast {
	c := &Cast{doc: doc, dir: dir, lex: lexicon.Default(), quoted: quoted, index: newIndex(), day: dayOf(doc.Date), scope: scopeOf(doc.ID)}
	c.spell()
	c.headings()
	c.beats()
	runs := c.runs()
	c.enlist(runs)
	c.at = make([]int32, len(doc.Tokens))
	for i := range c.at {
		c.at[i] = -1
	}
	for i, m := range c.Mentions {
		for t := m.First; t < m.Last; t++ {
			c.at[t] = int32(i)
		}
		e := &c.Entities[m.Entity]
		e.Mentions = append(e.Mentions, i)
	}
	for i := range c.Mentions {
		c.describe(&c.Mentions[i])
	}
	c.namesakes()
	c.chain()
	c.ids, c.speakers = make(map[string]int, len(c.Entities)), make([]Speaker, len(c.Entities))
	for i := len(c.Entities) - 1; i >= 0; i-- {
		c.speakers[i] = c.speaker(&c.Entities[i])
		c.ids[c.speakers[i].ID] = i
	}
	return c
}

// spell reads the tokens one by one, for the questions that are asked of each
// again and again.
func (c *Cast) spell() {
	n := len(c.doc.Tokens)
	c.lower, c.mark, c.capital = make([]string, n), make([]bool, n), make([]bool, n)
	for i := range c.doc.Tokens {
		s := c.text(i)
		c.lower[i], c.mark[i] = strings.ToLower(s), holdsMark(s)
	}
}

// Word returns token t in lower case.
func (c *Cast) Word(t int) string { return c.lower[t] }

// headings marks the paragraphs in headline style, whose capitals say nothing.
func (c *Cast) headings() {
	c.heading = make([]bool, len(c.doc.Paragraphs))
	for i, p := range c.doc.Paragraphs {
		words, high := 0, 0
		for _, s := range c.doc.Sentences[p.First:p.Last] {
			for _, t := range c.doc.Tokens[s.First:s.Last] {
				w := c.doc.Text(t.Span)
				if len(w) < 4 {
					continue
				}
				words++
				if r, _ := utf8.DecodeRuneInString(w); unicode.IsUpper(r) || unicode.IsDigit(r) {
					high++
				}
			}
		}
		// “No way,” said Prime Minister Ilse Marn. No headline ends in a stop.
		stop := strings.HasSuffix(strings.TrimRight(c.doc.Text(p.Span), `”’"'`), ".")
		c.heading[i] = words >= 3 && words < 30 && high*10 >= words*7 && !stop
	}
}

// enlist makes entities of the runs. Full names come first, so that a surname
// finds its bearer wherever the full name stands; headlines come last.
func (c *Cast) enlist(runs []run) {
	ids := make([]int, len(runs))
	pass := func(want func(r *run) bool) {
		for i := range runs {
			if r := &runs[i]; ids[i] == 0 && want(r) {
				ids[i] = c.identify(r) + 1
			}
		}
	}
	inHeading := func(r *run) bool { return c.heading[c.doc.Sentences[c.doc.Tokens[r.first].Sentence].Paragraph] }
	pass(func(r *run) bool {
		return r.last-r.core > 1 && !particles[c.lower[r.core]] && !inHeading(r)
	})
	pass(func(r *run) bool { return !inHeading(r) })
	for i := range runs {
		if ids[i] == 0 { // a headline makes nobody: “Mayor Turns Down Millions”
			ids[i] = c.inHeadline(&runs[i]) + 1
		}
	}
	c.Mentions = make([]Mention, 0, len(runs))
	for i, r := range runs {
		if ids[i] == 0 {
			continue
		}
		m := Mention{First: r.first, Last: r.last, Core: r.core, Title: r.title, Entity: ids[i] - 1}
		m.Subject = c.leadsVerb(r.last) || c.inverted(r.first)
		c.Mentions = append(c.Mentions, m)
	}
}

// inHeadline finds the entity that a run in a headline names, -1 if the body and
// the directory know none.
func (c *Cast) inHeadline(r *run) int {
	if len(r.words) == 0 {
		return -1
	}
	if e := c.match(r, r.words); e >= 0 {
		return e
	}
	if e := c.matchBody(r); e >= 0 {
		return e
	}
	if r.entry != nil {
		return c.identify(r)
	}
	return -1
}

// verbFollows reports whether a finite verb comes next, adverbs aside.
func (c *Cast) verbFollows(i int) bool {
	for ; i < len(c.doc.Tokens); i++ {
		switch tag := c.doc.Tokens[i].Tag; {
		case strings.HasPrefix(tag, "RB"):
		case tag == "VBD" || tag == "VBZ" || tag == "VBP" || tag == "MD":
			return true
		default:
			return false
		}
	}
	return false
}

// leadsVerb reports whether a name that ends before token i is the subject of a
// verb: at once, behind a phrase with a preposition (Díaz of the Post agreed), or
// behind an apposition (Díaz, the mayor, agreed).
func (c *Cast) leadsVerb(i int) bool {
	if c.verbFollows(i) {
		return true
	}
	toks := c.doc.Tokens
	if i >= len(toks) {
		return false
	}
	switch {
	case toks[i].Tag == "IN":
		for n := i + 1; n < len(toks) && n < i+8 && toks[n].Sentence == toks[i].Sentence; n++ {
			if t := toks[n].Tag; t == "VBD" || t == "VBZ" {
				return true
			} else if t != "DT" && t != "IN" && !strings.HasPrefix(t, "NN") && !strings.HasPrefix(t, "JJ") && t != "CD" {
				return false
			}
		}
	case c.text(i) == "," || c.text(i) == "(":
		for n := i + 1; n < len(toks) && n < i+25 && toks[n].Sentence == toks[i].Sentence; n++ {
			if s := c.text(n); s == "," || s == ")" {
				return c.verbFollows(n + 1)
			} else if strings.HasPrefix(toks[n].Tag, "PRP") {
				return false
			}
		}
	}
	return false
}

// inverted reports whether a name that begins at token i is the subject of the
// reporting verb before it: “…,” said Díaz.
func (c *Cast) inverted(i int) bool {
	if i < 2 {
		return false
	}
	cue, ok := c.lex.Verb(c.lower[i-1])
	return ok && cue.Tier == lexicon.Speech && (c.mark[i-2] || c.text(i-2) == ",")
}

// identify finds the entity that a run names, or makes a new one.
func (c *Cast) identify(r *run) int {
	name, words, entry := r.name, r.words, r.entry
	if len(words) == 0 {
		words = []string{r.fold}
	}
	if (r.names == place || r.names == organisation) && len(words) == 1 && !r.definite && c.namesake(words[0]) {
		r.names = person // Jordan, after Rep. Jim Jordan; BOONE: in an interview
	}
	if len(words) == 1 && r.names == person && mononym[r.title[strings.LastIndexByte(r.title, ' ')+1:]] {
		name = c.span(r.core-1, r.last) // Mother Benedicta, Queen Margrethe
		entry = c.dir.Lookup(name)
	}
	if r.names == person || r.names == unknown {
		if e := c.match(r, words); e >= 0 {
			c.enrich(e, r, name, words)
			return e
		}
	} else if e := c.matchBody(r); e >= 0 {
		return e
	}
	if r.names == unknown && len(words) == 1 {
		as := *r
		as.names = organisation
		if e := c.matchBody(&as); e >= 0 {
			return e // Peabody, after Peabody Energy
		}
	}
	e := Entity{Name: name, Gender: lexicon.UnknownGender, Entry: entry, names: r.names, words: words}
	if e.Entry == nil && len(words) == 1 && (r.names == person || r.names == unknown) {
		if e.Entry = c.dir.surname(words[0], c.day); e.Entry != nil && r.title != "" && !titleFits(r.title, e.Entry) {
			e.Entry = nil
		}
	}
	if e.Entry != nil {
		e.Name, e.words = e.Entry.Name, nameWords(e.Entry.Name)
		if e.names = organisation; e.Entry.person() {
			e.names = person
		}
		if e.Entry.Gender != "" && len(c.dir.bearers[Fold(name)]) < 2 { // of several bearers, see namesakes
			e.Gender = Gender(e.Entry.Gender[0])
		}
		if i, ok := c.index.entries[e.Entry]; ok { // “Lula” after “Luiz Inácio Lula da Silva”
			return i
		}
	}
	e.fold = foldBody(e.Name)
	c.Entities = append(c.Entities, e)
	c.index.add(&e, len(c.Entities)-1)
	c.enrich(len(c.Entities)-1, r, name, words)
	return len(c.Entities) - 1
}

// titleFits reports whether a title can belong to a directory's person.
func titleFits(title string, e *Entry) bool {
	g, ok := lexicon.Default().Title(title[strings.LastIndexByte(title, ' ')+1:])
	return !ok || g == lexicon.UnknownGender || e.Gender == "" || Gender(e.Gender[0]) == g
}

// enrich adds what a mention tells of its entity.
func (c *Cast) enrich(i int, r *run, name string, words []string) {
	e := &c.Entities[i]
	if len(words) > 1 {
		e.Full++
		e.fulls = append(e.fulls, naming{token: r.first, subject: c.leadsVerb(r.last) || c.inverted(r.first)})
		if e.Entry == nil && len(words) > len(e.words) {
			e.Name, e.words, e.fold = name, words, foldBody(name)
			c.index.add(e, i)
		}
	}
	if e.names == unknown {
		e.names = r.names
	}
	if e.Gender == lexicon.UnknownGender {
		if t := r.title; t != "" {
			if g, ok := c.lex.Title(t[strings.LastIndexByte(t, ' ')+1:]); ok {
				e.Gender = g
			}
		}
		if g, ok := c.lex.Given(words[0]); ok && e.Gender == lexicon.UnknownGender && (len(words) > 1 || e.Full == 0) {
			e.Gender = g
		}
	}
}

// match finds the person whom words name among those known so far: a full name
// by its surname and a given name that fits, a single name by surname, then by
// given name. Two full names of one surname are never merged.
func (c *Cast) match(r *run, words []string) int {
	if len(words) > 1 && particles[words[0]] {
		words = words[len(words)-1:] // Von Trotha, after Gerhard von Trotha
	}
	if len(words) > 1 {
		last := words[len(words)-1]
		for _, i := range c.index.words[last] {
			e := &c.Entities[i]
			if e.names == person && e.surname() == last && givenFits(e.words[0], words[0]) && junior(e.fold) == junior(r.fold) {
				return i
			}
		}
		if i, ok := c.index.entries[r.entry]; ok {
			return i
		}
		return -1
	}
	return c.bearer(r, words[0])
}

// mononym titles belong to the name of those who have no other.
var mononym = map[string]bool{"mother": true, "sister": true, "brother": true, "queen": true, "king": true, "prince": true, "princess": true, "saint": true, "pope": true, "emperor": true}

// namesake reports whether the article names a person in full by this surname.
func (c *Cast) namesake(w string) bool {
	for _, i := range c.index.words[w] {
		if e := &c.Entities[i]; e.names == person && e.Full > 0 && e.surname() == w {
			return true
		}
	}
	return false
}

// matchBody finds the body that a name means among those known so far: the same
// name, its last or first word (the Times, Peabody), or its initials (the IMF).
func (c *Cast) matchBody(r *run) int {
	fold := withoutArticle(r.fold)
	for _, i := range c.index.named(fold, r.entry) {
		e := &c.Entities[i]
		if e.names != r.names {
			continue
		}
		full := e.fold
		if full == fold || r.entry != nil && e.Entry == r.entry {
			return i
		}
		if r.names != organisation || strings.Contains(fold, " ") || !strings.Contains(full, " ") {
			continue
		}
		if strings.HasSuffix(full, " "+fold) || strings.HasPrefix(full, fold+" ") || len(fold) > 1 && initials(full) == fold {
			return i
		}
	}
	return -1
}

// bearer finds whom a single name means. The press introduces a person in full
// and goes on by the surname; of two bearers the one goes by it who was
// introduced first, or was the subject just now, or holds high office: “Obama
// said” where only Michelle Obama is named in full. A title counts by its gender
// and office. -1 means somebody whom the article has not named in full.
func (c *Cast) bearer(r *run, w string) int {
	best, score := -1, -1
	first := slices.IndexFunc(c.index.words[w], func(i int) bool { return c.Entities[i].Full > 0 && c.Entities[i].surname() == w })
	if first >= 0 {
		first = c.index.words[w][first]
	}
	for _, i := range c.index.named(w, c.dir.Lookup(w)) {
		s := c.bears(&c.Entities[i], r, w)
		if s >= 100 && i == first {
			s += 30
		}
		if s > score {
			best, score = i, s
		}
	}
	e := c.dir.surname(w, c.day)
	if best >= 0 && c.Entities[best].Entry == nil && c.Entities[best].Full > 0 && r.title == "" {
		return best // Carmen Ortega, of whom the directory knows nothing, is the Ortega of her article
	}
	if e == nil || !e.inHighOffice(c.day) || score >= 160 || r.title != "" && !titleFits(r.title, e) {
		return best
	}
	if _, ok := c.index.entries[e]; ok {
		return best
	}
	return -1
}

// bears scores an entity as the bearer of a single name; -1 if it is not one.
func (c *Cast) bears(e *Entity, r *run, w string) int {
	if e.names != person && e.names != unknown || len(e.words) == 0 {
		return -1
	}
	s := -1
	switch {
	case e.words[len(e.words)-1] == w:
		s = 100 + 5*min(e.Full, 6)
		s += c.justNamed(e, r.first)
	case len(e.words) > 2 && slices.Contains(e.words[1:len(e.words)-1], w):
		s = 60 // Gutiérrez, after Ana María Gutiérrez de Soto
	case e.words[0] == w && len(e.words) > 1 && r.title == "":
		s = min(e.Full, 40)
	case e.Entry != nil && c.dir.byName[w] > 0 && c.dir.Lookup(w) == e.Entry:
		s = 50
	default:
		return -1
	}
	if e.Entry != nil && e.Entry.inHighOffice(c.day) {
		s += 60
	} else if e.Entry != nil && e.Entry.inOffice(c.day) {
		s += 20
	}
	if r.title == "" {
		return s
	}
	last := r.title[strings.LastIndexByte(r.title, ' ')+1:]
	if g, ok := c.lex.Title(last); ok && g != lexicon.UnknownGender && e.Gender != lexicon.UnknownGender && g != e.Gender {
		return -1
	}
	if e.Entry != nil && len(e.Entry.Offices) > 0 && e.Entry.holds(last) {
		s += 30
	}
	return s
}

// justNamed is what it counts for a bearer that he was named in full shortly
// before token t: as a subject in the last sentences, or in this item of a page
// that strings several together, where the others have other people.
func (c *Cast) justNamed(e *Entity, t int) int {
	k := len(e.fulls) - 1
	for k >= 0 && e.fulls[k].token > t {
		k--
	}
	if k < 0 {
		return 0
	}
	s := 0
	near := c.Beat(t) - c.Beat(e.fulls[k].token)
	if e.fulls[k].subject && near <= 3 {
		s = 45 - 10*near
	}
	if c.strung && near < sectionBreak {
		s += 80
	}
	return s
}

// junior reports whether a folded name ends in Jr.
func junior(fold string) bool { return fold == "jr" || strings.HasSuffix(fold, " jr") }

// givenFits reports whether two given names can be one person's: equal, one the
// beginning of the other, or a usual short form.
func givenFits(a, b string) bool {
	if a == b || strings.HasPrefix(a, b) || strings.HasPrefix(b, a) {
		return true
	}
	return shortForm[a] != "" && shortForm[a] == shortForm[b] || shortForm[a] == b || shortForm[b] == a
}

var shortForm = map[string]string{"joe": "joseph", "bill": "william", "will": "william", "bob": "robert", "rob": "robert", "bobby": "robert", "mike": "michael",
	"jim": "james", "jimmy": "james", "dick": "richard", "rick": "richard", "tim": "timothy", "tom": "thomas", "ted": "edward", "ed": "edward", "jeff": "jeffrey",
	"steve": "stephen", "steven": "stephen", "chris": "christopher", "ben": "benjamin", "dan": "daniel", "dave": "david", "don": "donald", "doug": "douglas",
	"greg": "gregory", "ken": "kenneth", "larry": "lawrence", "matt": "matthew", "nick": "nicholas", "pat": "patrick", "pete": "peter", "phil": "philip",
	"ray": "raymond", "ron": "ronald", "sam": "samuel", "tony": "anthony", "liz": "elizabeth", "beth": "elizabeth", "kate": "katherine", "kathy": "katherine",
	"meg": "margaret", "maggie": "margaret", "sue": "susan", "jen": "jennifer", "deb": "deborah", "debbie": "deborah", "andy": "andrew", "al": "albert",
	"bernie": "bernard", "chuck": "charles", "charlie": "charles", "rudy": "rudolph", "marty": "martin", "harry": "harold", "hank": "henry", "jack": "john"}
