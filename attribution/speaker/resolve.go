package speaker

import (
	"fmt"
	"hash/fnv"
	"math"
	"slices"
	"strings"

	"github.com/verbatim-news/verbatim/attribution/lexicon"
)

// Of is the speaker that an entity is.
func (c *Cast) Of(entity int) Speaker {
	s := &c.speakers[entity] // made when it is asked for: nine in ten never speak
	if s.ID == "" {
		*s = c.speaker(&c.Entities[entity])
	}
	return *s
}

func (c *Cast) speaker(e *Entity) Speaker {
	s := Speaker{ID: e.id(), Name: e.Name, Type: Person}
	switch {
	case e.names == organisation || e.names == place:
		s.Type = Organisation
	case e.unsure, e.Entry == nil && len(e.words) < 2:
		s.ID += "~" + scopeOf(c.doc.ID) // a Smith here is not the Smith of another article
	}
	return s
}

// scopeOf is six letters that stand for an article in the ids of those who are
// known in it alone.
func scopeOf(article string) string {
	h := fnv.New32a()
	h.Write([]byte(article))
	return fmt.Sprintf("%06x", h.Sum32()&0xffffff)
}

func (e *Entity) id() string {
	if e.Entry != nil {
		return e.Entry.ID
	}
	return Slug(e.Name)
}

// Find returns the first entity that is the speaker with this ID, -1 if none is.
func (c *Cast) Find(id string) int {
	if i, ok := c.ids[id]; ok {
		return i
	}
	for c.listed < len(c.Entities) {
		i := c.listed
		c.listed++
		own := c.Of(i).ID
		if _, ok := c.ids[own]; !ok {
			c.ids[own] = i
		}
		if own == id {
			return i
		}
	}
	return -1
}

// MentionAt returns the mention that covers token t, nil if none does.
func (c *Cast) MentionAt(t int) *Mention {
	if t < 0 || t >= len(c.at) || c.at[t] < 0 {
		return nil
	}
	return &c.Mentions[c.at[t]]
}

// IsPerson reports whether an entity can say things in its own voice: a person,
// or a name that nothing is known of.
func (c *Cast) IsPerson(entity int) bool {
	n := c.Entities[entity].names
	return n == person || n == unknown
}

// IsKnown reports whether a name is surely a person's.
func (c *Cast) IsKnown(entity int) bool { return c.Entities[entity].names == person }

// Beat numbers the reporter's own sentences; see beats.
func (c *Cast) Beat(t int) int { return c.beat[c.doc.Tokens[t].Sentence] }

// Heading reports whether token t stands in a paragraph set as a headline.
func (c *Cast) Heading(t int) bool {
	return c.heading[c.doc.Sentences[c.doc.Tokens[t].Sentence].Paragraph]
}

// IsPlace reports whether an entity is a place, which speaks only by metonymy.
func (c *Cast) IsPlace(entity int) bool { return c.Entities[entity].names == place }

// A Hint is what the attribution knows beside the words: who spoke last, and
// who is named inside the quote and so is hardly its speaker.
type Hint struct {
	Last  int // entity of the speaker of the quote before, -1 if none
	Since int // beats since then
	Avoid map[int]bool
}

// Pronoun resolves “he” or “she” at token t to an entity, with a confidence;
// -1 if nobody fits. The subject of the cue before is the likelier speaker than
// the nearest name: in news “he added” goes on with the current one.
func (c *Cast) Pronoun(t int, g Gender, h Hint) (int, float64) {
	best, second := math.Inf(-1), math.Inf(-1)
	who := -1
	last := -1
	for _, m := range c.latest(t, h.Last) {
		if m.entity == last {
			continue
		}
		last = m.entity
		score, ok := c.weigh(m.entity, m.at, t, g, h)
		if !ok {
			continue
		}
		if score > best {
			best, second, who = score, best, m.entity
		} else if score > second {
			second = score
		}
	}
	if who < 0 {
		return -1, 0
	}
	margin := best - second
	return who, 0.62 + 0.36*math.Tanh(math.Max(0, math.Min(margin, 4))/2)
}

// It resolves “it” at token t to the last body named before that is the
// subject of a verb, or else the last at all, with a confidence; -1 if none is.
func (c *Cast) It(t int) (int, float64) {
	last := -1
	for n, i := 0, c.before(t); i >= 0 && n < maxBack; n, i = n+1, i-1 {
		c.looks++
		m := &c.Mentions[i]
		if c.Entities[m.Entity].names != organisation {
			continue
		}
		if m.Subject {
			return m.Entity, 0.6
		}
		if last < 0 {
			last = m.Entity
		}
	}
	return last, 0.4
}

// maxBack is how many mentions a description or pronoun may look back over. It
// binds no article that a person would read: without it, a list of names with
// “he said” after each would cost quadratic time.
const maxBack = 1000

// A reach is an entity within reach of a pronoun, by a mention or, where at is
// -1, without one.
type reach struct{ entity, at int }

// latest lists the entities within reach of a pronoun at token t by their mentions
// before it outside quotation marks: those of the last ten beats. The last speaker
// and those in focus are within reach without one. It orders them by entity, of
// each the last mention first. A map, made for every pronoun, took three times as
// long.
func (c *Cast) latest(t, speaker int) []reach {
	out := c.reach[:0]
	sent := c.doc.Tokens[t].Sentence
	for n, i := 0, c.before(t); i >= 0 && n < maxBack; n, i = n+1, i-1 {
		c.looks++
		m := &c.Mentions[i]
		if c.beat[sent]-c.beat[c.doc.Tokens[m.First].Sentence] > 10 {
			break
		}
		if !c.words[m.First].quoted {
			out = append(out, reach{m.Entity, i})
		}
	}
	for _, e := range c.focus[max(0, sent-maxFocus):sent] {
		out = append(out, reach{e, -1})
	}
	out = append(out, reach{speaker, -1})
	out = slices.DeleteFunc(out, func(r reach) bool { return r.entity < 0 })
	slices.SortFunc(out, func(a, b reach) int {
		if a.entity != b.entity {
			return a.entity - b.entity
		}
		return b.at - a.at
	})
	c.reach = out
	return out
}

// before returns the index of the last mention that ends before token t.
func (c *Cast) before(t int) int {
	lo, hi := 0, len(c.Mentions)
	for lo < hi {
		mid := (lo + hi) / 2
		if c.Mentions[mid].Last <= t {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo - 1
}

// weigh scores an entity as the antecedent of a pronoun at token t. The weights
// were set by hand on the fixtures.
func (c *Cast) weigh(e, at, t int, g Gender, h Hint) (float64, bool) {
	ent := &c.Entities[e]
	if ent.names != person && ent.names != unknown {
		return 0, false
	}
	if ent.Gender != lexicon.UnknownGender && g != lexicon.UnknownGender && ent.Gender != g {
		return 0, false
	}
	sent := c.doc.Tokens[t].Sentence
	score := math.Inf(-1)
	if at >= 0 {
		score = c.salience(&c.Mentions[at], sent)
	}
	if f, ok := c.inFocus(e, t); ok {
		score = math.Max(score, f)
	}
	if e == h.Last && h.Since < 12 {
		score = math.Max(score, 1.9-0.8*float64(h.Since)) + 0.3 // he spoke there: as good as a subject
	}
	if math.IsInf(score, -1) {
		return 0, false
	}
	if ent.names == unknown {
		score -= 2
	}
	if ent.Gender == lexicon.UnknownGender {
		score -= 0.7
	}
	score += 0.25 * logOf(len(ent.Mentions))
	if h.Avoid[e] {
		score -= 2
	}
	return score, true
}

// logs are the logarithms of the counts that articles have.
var logs = func() (out [64]float64) {
	for i := range out {
		out[i] = math.Log(float64(i))
	}
	return out
}()

func logOf(n int) float64 {
	if n < len(logs) {
		return logs[n]
	}
	return math.Log(float64(n))
}

// salience is how readily a mention comes to mind in sentence sent: near, a
// subject, at the head of its sentence, not in a headline.
func (c *Cast) salience(m *Mention, sent int32) float64 {
	in := c.doc.Tokens[m.First].Sentence
	score := -0.8 * float64(c.beat[sent]-c.beat[in])
	if c.heading[c.doc.Sentences[in].Paragraph] {
		score--
	}
	if m.Subject {
		score += 1.2
	}
	if m.First == c.doc.Sentences[in].First {
		score += 0.8
	}
	return score
}

// ByRole finds the person whom a description means: the last one before token t
// whom the article itself calls so, or who held the office on the article's
// day. mods are the words before the head noun, of the noun phrase after “of”.
func (c *Cast) ByRole(t int, head string, mods []string, of string, definite bool) (Speaker, float64, bool) {
	if full, ok := abbreviated[head]; ok {
		head = full
	}
	if definite {
		if e, sure := c.called(t, head, mods); e >= 0 {
			return c.Of(e), sure, true
		}
	}
	if definite {
		if i := c.officer(t, head, mods, of); i >= 0 {
			return c.Of(i), 0.8, true
		}
	}
	if !definite {
		return Speaker{}, 0, false
	}
	title := head
	for _, m := range mods {
		if m == "prime" || m == "vice" || m == "foreign" {
			title = m + " " + head
		}
	}
	if e := c.dir.office(title, of, c.day); of != "" && e != nil {
		return c.ofEntry(e), 0.85, true
	}
	for _, place := range mods {
		if e := c.dir.office(title, place, c.day); place != "" && e != nil {
			return c.ofEntry(e), 0.85, true
		}
	}
	return Speaker{}, 0, false
}

// called finds the person whom the article itself calls by a role noun. Where two
// presidents meet, “the president” is the one whom the text is about just then.
func (c *Cast) called(t int, head string, mods []string) (int, float64) {
	best, score, several := -1, math.Inf(-1), false
	var seen map[int]bool // nil as long as nobody fits, which is nearly always
	for n, i := 0, c.before(t); i >= 0 && n < maxBack; n, i = n+1, i-1 {
		c.looks++
		id := c.Mentions[i].Entity
		e := &c.Entities[id]
		if seen[id] || e.names != person || !contains(e.Roles, head) || !c.modsFit(e, mods) {
			continue
		}
		if seen == nil {
			seen = map[int]bool{}
		}
		seen[id] = true
		s := c.salience(&c.Mentions[i], c.doc.Tokens[t].Sentence)
		if f, ok := c.inFocus(id, t); ok {
			s = math.Max(s, f)
		}
		several = several || best >= 0
		if s > score {
			best, score = id, s
		}
	}
	if several {
		return best, 0.7
	}
	return best, 0.85
}

// officer finds the last person named before token t whom the directory knows
// in an office of this title, then or before: “the former secretary of state”.
// Without a place only one may fit.
func (c *Cast) officer(t int, head string, mods []string, of string) int {
	place := Fold(of)
	for _, m := range mods {
		if c.lex.Place(m) || c.lex.Adjective(m) && m != "republican" && m != "democratic" {
			place = Fold(m)
		}
	}
	found := -1
	for n, i := 0, c.before(t); i >= 0 && n < maxBack; n, i = n+1, i-1 {
		c.looks++
		e := &c.Entities[c.Mentions[i].Entity]
		if e.Entry == nil || !e.Entry.person() || found == c.Mentions[i].Entity {
			continue
		}
		for _, o := range e.Entry.Offices {
			if !beginsOrEnds(o.Title, head) {
				continue
			}
			if place != "" {
				for _, of := range o.Of {
					if Fold(of) == place {
						return c.Mentions[i].Entity
					}
				}
				continue
			}
			if found >= 0 {
				return -1
			}
			found = c.Mentions[i].Entity
			break
		}
	}
	return found
}

// beginsOrEnds reports whether a word is the first or the last of a title.
func beginsOrEnds(title, word string) bool {
	n := len(title) - len(word)
	return n == 0 && title == word || n > 0 && (title[n-1] == ' ' && title[n:] == word || title[len(word)] == ' ' && title[:len(word)] == word)
}

// modsFit reports whether nothing in the modifiers speaks against a person: “the
// Mexican president” is not Trump.
func (c *Cast) modsFit(e *Entity, mods []string) bool {
	if e.Entry == nil {
		return true
	}
	for _, m := range mods {
		if !c.lex.Adjective(m) && !c.lex.Place(m) {
			continue
		}
		fits := false
		for _, o := range e.Entry.Offices {
			for _, of := range o.Of {
				fits = fits || Fold(of) == Fold(m)
			}
		}
		if !fits && len(e.Entry.Offices) > 0 && m != "republican" && m != "democratic" {
			return false
		}
	}
	return true
}

// Body finds the last body named before token t whose name holds the noun: the
// club, after the Alpine Club; -1 if none does.
func (c *Cast) Body(t int, noun string) int {
	for n, i := 0, c.before(t); i >= 0 && n < maxBack; n, i = n+1, i-1 {
		c.looks++
		e := &c.Entities[c.Mentions[i].Entity]
		if e.names == organisation && strings.Contains(e.spelling.fold, noun) && contains(strings.Fields(e.spelling.fold), noun) {
			return c.Mentions[i].Entity
		}
	}
	return -1
}

// ofEntry is the speaker of a directory's entry, known to the article or not.
func (c *Cast) ofEntry(e *Entry) Speaker {
	if i, ok := c.index.entries[e]; ok {
		return c.Of(i)
	}
	return Speaker{ID: e.ID, Name: e.Name, Type: Person}
}

// Singular returns the singular of a regular plural, lower case: "officials".
func Singular(w string) string {
	switch {
	case strings.HasSuffix(w, "ies") && len(w) > 4:
		return w[:len(w)-3] + "y"
	case strings.HasSuffix(w, "men"):
		return w[:len(w)-3] + "man"
	case w == "people":
		return "person"
	case strings.HasSuffix(w, "sses"), strings.HasSuffix(w, "ches"), strings.HasSuffix(w, "xes"):
		return w[:len(w)-2]
	case strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss"):
		return w[:len(w)-1]
	}
	return w
}
