package speaker

import (
	"slices"
	"sort"
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
	speakers []Speaker      // by entity; see Of
	ids      map[string]int // ID of a speaker -> its first entity; see Find
	listed   int            // so many entities are in ids
	doc      *text.Document
	dir      *Directory
	lex      *lexicon.Lexicon
	tables   tables          // of the directory
	day      string          // of the article; see dayOf
	words    []word          // token -> what is asked of it again and again
	at       []int32         // token -> mention that covers it, -1 if none
	heading  []bool          // paragraph -> set in headline style
	inside   map[string]bool // words that the article writes with a capital inside a sentence
	looks    int             // see Looks
	strung   bool            // the page strings several items together, with rules between
	beat     []int           // sentence -> how many of the reporter's own sentences begin up to it
	focus    []int           // sentence -> the entity that it is about, -1 if none

	// Memory of the article before that this one uses again; see Read.
	spellings map[string]*spelling // of names, of many articles
	low       []byte               // see lowered
	runs      []run
	ran       []int // run -> one more than the entity it names, 0 if it names none
	named     []int // of all entities, their mentions
	reach     []reach
}

// An Entity is one person or body of the article.
type Entity struct {
	Name     string // the fullest form found, or the directory's
	Gender   Gender
	Entry    *Entry // nil if the directory does not know it
	Full     int    // mentions by a full name
	Mentions []int
	Roles    []string // folded head nouns that the article gives it: "spokesman", "mayor"

	names    body
	unsure   bool      // the directory knows several of this name, and the article does not tell which
	fulls    []naming  // mentions by a full name, in order
	sorted   int       // so many of the fulls are in order for certain; see justNamed
	words    []string  // folded words of the fullest form
	spelling *spelling // of the fullest form
	count    int       // of Mentions
}

// A naming is a mention by a full name: where, and whether as a subject.
type naming struct {
	token   int
	subject bool
}

// NewCast reads the names of a document. quoted says which tokens stand inside
// quotation marks: those name people too, but never a quote's own speaker.
func NewCast(doc *text.Document, dir *Directory, quoted []bool) *Cast {
	c := &Cast{}
	c.Read(doc, dir, quoted)
	return c
}

// Read is NewCast in the memory of a cast that is no longer needed: what it holds of
// another article is forgotten. A new cast for each article cost a third of the time
// that it took, most of it in the garbage collector.
func (c *Cast) Read(doc *text.Document, dir *Directory, quoted []bool) {
	if c.dir != dir {
		*c = Cast{dir: dir, tables: dir.tables(), index: newIndex(), inside: map[string]bool{}, ids: map[string]int{}, spellings: map[string]*spelling{}}
	}
	c.doc, c.lex, c.day = doc, lexicon.Default(), dayOf(doc.Date)
	c.Mentions, c.Entities, c.strung = c.Mentions[:0], c.Entities[:0], false
	c.index.reset()
	clear(c.inside)
	clear(c.ids)
	c.listed, c.looks = 0, 0
	c.spell(quoted)
	c.headings()
	c.beats()
	c.findRuns()
	c.enlist()
	c.gather()
	for i := range c.Mentions {
		c.describe(&c.Mentions[i])
	}
	c.namesakes()
	c.chain()
	c.speakers = grown(c.speakers, len(c.Entities))
	clear(c.speakers)
}

// Looks is how many mentions and entities were looked at for an antecedent or a
// namesake: beside its tokens what an article costs, and the same on every machine.
func (c *Cast) Looks() int { return c.looks }

// grown returns a slice of n elements in the memory of list where that is enough.
// What they hold is left over from before.
func grown[T any](list []T, n int) []T {
	if cap(list) < n {
		return make([]T, n, n+n/4)
	}
	return list[:n]
}

// gather tells every token its mention and every entity all of its.
func (c *Cast) gather() {
	c.at = grown(c.at, len(c.doc.Tokens))
	for i := range c.at {
		c.at[i] = -1
	}
	for i := range c.Mentions {
		m := &c.Mentions[i]
		for t := m.First; t < m.Last; t++ {
			c.at[t] = int32(i)
		}
		c.Entities[m.Entity].count++
	}
	c.named = grown(c.named, len(c.Mentions))
	from := 0
	for i := range c.Entities {
		e := &c.Entities[i]
		e.Mentions = c.named[from : from : from+e.count]
		from += e.count
	}
	for i := range c.Mentions {
		e := &c.Entities[c.Mentions[i].Entity]
		e.Mentions = append(e.Mentions, i)
	}
}

// Word returns token t in lower case.
func (c *Cast) Word(t int) string { return c.words[t].lower }

// Tier returns the tier of the cue that token t may be; see Lexicon.Verb.
func (c *Cast) Tier(t int) lexicon.Tier { return lexicon.Tier(c.words[t].bits & cueTier) }

// headings marks the paragraphs in headline style, whose capitals say nothing.
func (c *Cast) headings() {
	c.heading = grown(c.heading, len(c.doc.Paragraphs))
	for i := range c.doc.Paragraphs {
		p := &c.doc.Paragraphs[i]
		// “No way,” said Prime Minister Ilse Marn. No headline ends in a stop.
		c.heading[i] = !strings.HasSuffix(strings.TrimRight(c.doc.Text(p.Span), `”’"'`), ".") && c.inCapitals(p)
	}
}

// inCapitals reports whether seven words in ten of a paragraph begin with a capital
// or digit, those of less than four bytes left out; there must be 3 of them at least
// and 29 at most.
func (c *Cast) inCapitals(p *text.Paragraph) bool {
	words, high := 0, 0
	for _, s := range c.doc.Sentences[p.First:p.Last] {
		for t := s.First; t < s.Last && words < 30; t++ {
			if c.doc.Tokens[t].Len() < 4 {
				continue
			}
			words++
			if c.words[t].high {
				high++
			} else if r, _ := utf8.DecodeRuneInString(c.words[t].lower); unicode.IsDigit(r) {
				high++
			}
		}
	}
	return words >= 3 && words < 30 && high*10 >= words*7
}

// enlist makes entities of the runs. Full names come first, so that a surname
// finds its bearer wherever the full name stands; headlines come last.
func (c *Cast) enlist() {
	ids := grown(c.ran, len(c.runs))
	c.ran = ids
	clear(ids)
	for i := range c.runs {
		if r := &c.runs[i]; r.last-r.core > 1 && c.words[r.core].bits&isParticle == 0 && !c.Heading(r.first) {
			ids[i] = c.identify(r) + 1
		}
	}
	for i := range c.Entities {
		c.Entities[i].sorted = len(c.Entities[i].fulls)
	}
	for i := range c.runs {
		if r := &c.runs[i]; ids[i] == 0 && !c.Heading(r.first) {
			ids[i] = c.identify(r) + 1
		}
	}
	for i := range c.runs {
		if ids[i] == 0 { // a headline makes nobody: “Mayor Turns Down Millions”
			ids[i] = c.inHeadline(&c.runs[i]) + 1
		}
	}
	for i := range c.runs {
		if ids[i] == 0 {
			continue
		}
		r := &c.runs[i]
		c.Mentions = append(c.Mentions, Mention{First: r.first, Last: r.last, Core: r.core, Title: r.title, Entity: ids[i] - 1, Subject: c.subject(r)})
	}
}

// subject reports whether a run is the subject of a verb beside it.
func (c *Cast) subject(r *run) bool { return c.leadsVerb(r.last) || c.inverted(r.first) }

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
		switch tag := c.doc.Tag(i); {
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
	case c.doc.Tag(i) == "IN":
		for n := i + 1; n < len(toks) && n < i+8 && toks[n].Sentence == toks[i].Sentence; n++ {
			if t := c.doc.Tag(n); t == "VBD" || t == "VBZ" {
				return true
			} else if t != "DT" && t != "IN" && !strings.HasPrefix(t, "NN") && !strings.HasPrefix(t, "JJ") && t != "CD" {
				return false
			}
		}
	case c.text(i) == "," || c.text(i) == "(":
		for n := i + 1; n < len(toks) && n < i+25 && toks[n].Sentence == toks[i].Sentence; n++ {
			if s := c.text(n); s == "," || s == ")" {
				return c.verbFollows(n + 1)
			} else if strings.HasPrefix(c.doc.Tag(n), "PRP") {
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
	return c.Tier(i-1) == lexicon.Speech && (c.words[i-2].mark || c.text(i-2) == ",")
}

// identify finds the entity that a run names, or makes a new one.
func (c *Cast) identify(r *run) int {
	spelt, words := r.spelling, r.words
	if len(words) == 0 {
		words = []string{r.fold}
	}
	if (r.names == place || r.names == organisation) && len(words) == 1 && !r.definite && c.namesake(words[0]) {
		r.names = person // Jordan, after Rep. Jim Jordan; BOONE: in an interview
	}
	if len(words) == 1 && r.names == person && mononym[r.title[strings.LastIndexByte(r.title, ' ')+1:]] {
		spelt = c.spelling(c.span(r.core-1, r.last)) // Mother Benedicta, Queen Margrethe
	}
	if r.names == person || r.names == unknown {
		if e := c.match(r, words); e >= 0 {
			c.enrich(e, r, spelt, words)
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
	e := Entity{Name: spelt.name, Gender: lexicon.UnknownGender, Entry: spelt.entry, names: r.names, words: words, spelling: spelt}
	if e.Entry == nil && len(words) == 1 && (r.names == person || r.names == unknown) {
		if e.Entry = c.dir.surname(words[0], c.day); e.Entry != nil && r.title != "" && !titleFits(r.title, e.Entry) {
			e.Entry = nil
		}
	}
	if e.Entry != nil {
		e.spelling = c.spelling(e.Entry.Name)
		e.Name, e.words = e.Entry.Name, e.spelling.words
		if e.names = organisation; e.Entry.person() {
			e.names = person
		}
		if e.Entry.Gender != "" && len(c.dir.bearers[spelt.fold]) < 2 { // of several bearers, see namesakes
			e.Gender = Gender(e.Entry.Gender[0])
		}
		if i, ok := c.index.entries[e.Entry]; ok { // “Lula” after “Luiz Inácio Lula da Silva”
			return i
		}
	}
	i := c.add(e)
	c.enrich(i, r, spelt, words)
	return i
}

// add makes an entity one of the article's, in the memory of another's lists.
func (c *Cast) add(e Entity) int {
	i := len(c.Entities)
	if i == cap(c.Entities) {
		c.Entities = append(c.Entities, Entity{})
	}
	c.Entities = c.Entities[:i+1]
	old := &c.Entities[i]
	e.Roles, e.fulls = old.Roles[:0], old.fulls[:0]
	*old = e
	c.index.add(&e, i)
	return i
}

// titleFits reports whether a title can belong to a directory's person.
func titleFits(title string, e *Entry) bool {
	g, ok := lexicon.Default().Title(title[strings.LastIndexByte(title, ' ')+1:])
	return !ok || g == lexicon.UnknownGender || e.Gender == "" || Gender(e.Gender[0]) == g
}

// enrich adds what a mention tells of its entity.
func (c *Cast) enrich(i int, r *run, name *spelling, words []string) {
	e := &c.Entities[i]
	if len(words) > 1 {
		e.Full++
		e.fulls = append(e.fulls, naming{token: r.first, subject: c.subject(r)})
		if e.Entry == nil && len(words) > len(e.words) {
			e.Name, e.words, e.spelling = name.name, words, name
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
		for _, i := range c.index.of(last) {
			c.looks++
			e := &c.Entities[i]
			if e.names == person && e.surname() == last && givenFits(e.words[0], words[0]) && junior(e.spelling.fold) == junior(r.fold) {
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
	for _, i := range c.index.of(w) {
		if e := &c.Entities[i]; e.names == person && e.Full > 0 && e.surname() == w {
			return true
		}
	}
	return false
}

// matchBody finds the body that a name means among those known so far: the same
// name, its last or first word (the Times, Peabody), or its initials (the IMF).
func (c *Cast) matchBody(r *run) int {
	fold := r.body
	for _, i := range c.index.named(fold, r.entry) {
		c.looks++
		e := &c.Entities[i]
		if e.names != r.names {
			continue
		}
		full := e.spelling.body
		if full == fold || r.entry != nil && e.Entry == r.entry {
			return i
		}
		if r.names != organisation || strings.Contains(fold, " ") || !strings.Contains(full, " ") {
			continue
		}
		if strings.HasSuffix(full, " "+fold) || strings.HasPrefix(full, fold+" ") || len(fold) > 1 && e.spelling.initials == fold {
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
	first := slices.IndexFunc(c.index.of(w), func(i int) bool { return c.Entities[i].Full > 0 && c.Entities[i].surname() == w })
	if first >= 0 {
		first = c.index.of(w)[first]
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
	c.looks++
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
	for n := 0; k >= e.sorted && n < maxBack && e.fulls[k].token > t; n, k = n+1, k-1 {
		c.looks++
	}
	if k < e.sorted {
		k = sort.Search(e.sorted, func(i int) bool { return e.fulls[i].token > t }) - 1
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
