package quote

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/verbatim-news/verbatim/attribution/lexicon"
	"github.com/verbatim-news/verbatim/attribution/text"
)

// classifyAll classes every quote of an article and gives each piece of speech
// its kind. Annotators take nearly every marked span for somebody's words, one
// short lower-case word included, so a span is set aside only on a sign of its
// own: the word before it, its capitals, or a sentence without any cue.
func classifyAll(doc *text.Document, quotes []Quote) {
	junk := furniture(doc)
	at := 0
	var s place
	for i := range quotes {
		q := &quotes[i]
		for at < len(doc.Paragraphs)-1 && doc.Paragraphs[at+1].Start <= q.Segments[0].Start {
			at++
		}
		s.set(doc, doc.Paragraphs[at].Span, q)
		switch {
		case junk[at]:
			q.Class = Furniture
		case len(q.Segments) > 1:
			q.Class = Speech
		default:
			q.Class = s.class()
		}
		q.Kind = s.kind() // of every class: the attribution may still take the span for speech
	}
}

// A place is a span with the words beside it in its paragraph.
type place struct {
	text          string              // the first segment
	words         []string            // of the text, the first of them; at most near+1
	before, after []string            // words outside, nearest last and nearest first; at most near of them
	lead, tail    string              // the raw text outside, nearest end first trimmed
	bare          [5]string           // see word
	memory        [3][near + 1]string // of words, before and after
}

// near is how many words beside a span are looked at, and of the span itself.
const near = 12

// set makes p the place of a quote in its paragraph.
func (p *place) set(doc *text.Document, para text.Span, q *Quote) {
	seg := q.Segments[0]
	end := q.Segments[len(q.Segments)-1].End
	from, to := max(para.Start, min(seg.Start, seg.Start-240)), max(end, min(para.End, end+160))
	for from < seg.Start && !utf8.RuneStart(doc.Body[from]) {
		from++
	}
	for to > end && to < len(doc.Body) && !utf8.RuneStart(doc.Body[to]) {
		to--
	}
	p.lead = strings.TrimRightFunc(strings.TrimRightFunc(doc.Body[from:seg.Start], isSpace), isMark) // “ We won’t ”: space inside the marks
	p.tail = strings.TrimLeftFunc(strings.TrimLeftFunc(doc.Body[end:to], isSpace), isMark)
	p.text, p.bare = doc.Text(seg), [5]string{}
	p.words = firstFields(p.memory[0][:0], p.text, near+1)
	p.before, p.after = lastFields(p.memory[1][:], p.lead), firstFields(p.memory[2][:0], p.tail, near)
}

// sentence is the reporter's own words of the sentence, in lower case.
func (p *place) sentence() string {
	return strings.ToLower(afterStop(p.lead) + " " + beforeStop(p.tail))
}

// firstFields appends the first words of s to out, at most n.
func firstFields(out []string, s string, n int) []string {
	for w := range strings.FieldsSeq(s) {
		if len(out) == n {
			break
		}
		out = append(out, w)
	}
	return out
}

// lastFields puts the last words of s at the end of memory, at most near.
func lastFields(memory []string, s string) []string {
	at := len(memory)
	for at > len(memory)-near {
		s = strings.TrimRightFunc(s, unicode.IsSpace)
		if s == "" {
			break
		}
		i := strings.LastIndexFunc(s, unicode.IsSpace)
		if i >= 0 {
			_, n := utf8.DecodeRuneInString(s[i:])
			i += n
		} else {
			i = 0
		}
		at--
		memory[at], s = s[i:], s[:i]
	}
	return memory[at:]
}

// afterStop returns what follows the last full stop of s that ends a sentence.
func afterStop(s string) string {
	for i := len(s) - 2; i > 3; i-- {
		if strings.IndexByte(".?!", s[i]) >= 0 && s[i+1] == ' ' && s[i-1] >= 'a' && s[i-1] <= 'z' && s[i-3] != ' ' && s[i-3] != '.' {
			return s[i+1:]
		}
	}
	return s
}

func beforeStop(s string) string {
	for i := 3; i+1 < len(s); i++ {
		if strings.IndexByte(".?!", s[i]) >= 0 && s[i+1] == ' ' && s[i-1] >= 'a' && s[i-1] <= 'z' && s[i-3] != ' ' && s[i-3] != '.' {
			return s[:i]
		}
	}
	return s
}

// word returns the n-th word before (negative) or after the span, lower case,
// without punctuation; "" if there is none.
func (p *place) word(n int) string {
	var memory *string
	if n >= -2 && n <= 2 { // asked for again and again
		if memory = &p.bare[n+2]; *memory != "" {
			return *memory
		}
	}
	w := ""
	if n < 0 && -n <= len(p.before) {
		w = p.before[len(p.before)+n]
	} else if n > 0 && n <= len(p.after) {
		w = p.after[n-1]
	}
	w = strings.ToLower(strings.TrimFunc(w, func(r rune) bool { return !isWord(r) }))
	if memory != nil {
		*memory = w
	}
	return w
}

func (p *place) class() Class {
	switch {
	case p.isTitle():
		return Title
	case p.isName():
		return Name
	case p.isScare():
		return Scare
	}
	return Speech
}

var (
	works = words(`book books novel memoir film movie movies song songs album show shows series sitcom drama comedy musical play episode program programme
		segment single anthem hit poem essay painting documentary podcast blockbuster bestseller best-seller magazine video ballad opera ad spot
		commercial bestselling thriller sequel remake broadcast column section novels films plays game soundtrack biography autobiography`)
	makers  = words(`author co-author coauthor host co-host co-hosts hosts star stars anchor moderator editor director producer creator reader star-studded cast viewers fans`)
	stage   = words(`on in of watching watched hosts hosted from tells told with for and to`)
	network = words(`abc’s abc's nbc’s nbc's cbs’s cbs's cbs’ cbs' cnn’s cnn's fox’s fox's msnbc’s msnbc's news’s news's news’ news' pbs’s pbs's hbo’s hbo's
		showtime’s showtime's netflix’s netflix's cnbc’s cnbc's bbc’s bbc's npr’s npr's abc nbc cbs cnn msnbc pbs hbo netflix cnbc bbc npr bloomberg’s bloomberg's
		siriusxm’s siriusxm's bravo’s bravo's mtv’s mtv's tbs’s tbs's`)
)

func words(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

// isTitle: the author of “The Art of the Deal”; on ABC’s “This Week,”; a video
// titled “Basta”. Its words are capitalised, and something says “work”.
func (p *place) isTitle() bool {
	if len(p.words) > 12 || !titleCase(p.words) || strings.HasSuffix(p.lead, ": ") || strings.HasSuffix(strings.TrimSpace(p.lead), ",") && !works[p.word(-1)] {
		return false
	}
	w1, w2, raw := p.word(-1), p.word(-2), ""
	if n := len(p.before); n > 0 {
		raw = strings.ToLower(p.before[n-1])
	}
	switch {
	case w1 == "called" && (works[w2] || w2 == "group" || w2 == "something"), works[w1], network[raw], w1 == "titled" || w1 == "entitled" || w1 == "headlined":
		return true
	case makers[w2] && (w1 == "of" || w1 == "on"), makers[w1] && len(p.words) > 1:
		return true
	case works[p.word(1)], makers[p.word(1)] && p.tail != "" && p.tail[0] == ' ':
		return true
	case p.word(1) == "by" && len(p.words) > 1 && p.word(2) != "":
		r, _ := utf8.DecodeRuneInString(p.after[1])
		return unicode.IsUpper(r)
	case len(p.before) > 0 && stage[w1] && len(p.words) > 1 && isProgramme(p.text):
		return true
	}
	return false
}

// isProgramme knows the broadcasts that US political news names daily.
func isProgramme(s string) bool {
	switch strings.ToLower(strings.Trim(s, ".,;!? ")) {
	case "meet the press", "face the nation", "this week", "state of the union", "fox & friends", "fox and friends", "morning joe", "good morning america",
		"the view", "the tonight show", "60 minutes", "saturday night live", "the late show", "the daily show", "fox news sunday", "the o'reilly factor",
		"the o’reilly factor", "the kelly file", "hannity", "new day", "the situation room", "the rachel maddow show", "hardball", "the apprentice",
		"the celebrity apprentice", "the five", "the lead", "on the record", "special report", "newsnight", "today", "the today show", "this morning":
		return true
	}
	return false
}

// isName: Jimmy “the Hat” Rossi; the “War on Drugs” paradigm; nicknamed “Bulldog”.
func (p *place) isName() bool {
	if len(p.words) > 5 || len(p.words) == 0 || len(p.before) == 0 {
		return false
	}
	w1, w2 := p.word(-1), p.word(-2)
	switch w1 {
	case "nicknamed", "so-called", "codenamed", "code-named", "alias", "aka", "a.k.a":
		return true
	case "as":
		if w2 == "known" && titleCase(p.words) {
			return true
		}
	}
	last, next := p.before[len(p.before)-1], ""
	if len(p.after) > 0 {
		next = p.after[0]
	}
	noComma := p.tail != "" && p.tail[0] == ' ' && !strings.HasSuffix(p.text, ",") && !strings.HasSuffix(p.text, ".")
	if noComma && nameLike(last) && nameLike(next) && len(p.words) <= 3 && !strings.HasSuffix(last, ",") { // William “Bill” Clinton
		return true
	}
	// A capitalised modifier of a noun of the reporter's: the “War on Drugs” paradigm.
	article := w1 == "the" || w1 == "a" || w1 == "an" || strings.HasSuffix(last, "’s") || strings.HasSuffix(last, "'s") || strings.HasSuffix(last, ".")
	return article && noComma && len(p.words) >= 2 && titleCase(p.words) && !p.cuedBefore() && strings.IndexFunc(next, unicode.IsLower) == 0
}

// nameLike reports whether a word could be part of a person's name.
func nameLike(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	rest := strings.TrimRight(w, ".,;:")
	return unicode.IsUpper(r) && len(rest) > 2 && !strings.HasSuffix(rest, "’s") && !strings.HasSuffix(rest, "'s") && !slices.Contains([]string{"The", "Mr", "Mrs", "And", "But", "For"}, rest)
}

// isScare: a “temporary” tax; the ad “industry” would suffer. Short, lower
// case, and nobody in the sentence says anything.
func (p *place) isScare() bool {
	if len(p.words) > 4 || len(p.words) == 0 || strings.ContainsAny(p.text, "?!") || p.cued() {
		return false
	}
	if strings.HasSuffix(p.lead, ": ") || len(p.before) == 0 {
		return false
	}
	r, _ := utf8.DecodeRuneInString(p.text)
	return unicode.IsLower(r)
}

// cued reports whether the reporter's sentence holds a cue or says whose words
// these are.
func (p *place) cued() bool {
	sentence := p.sentence()
	for w := range strings.FieldsSeq(sentence) {
		w = strings.TrimFunc(w, func(r rune) bool { return !isWord(r) })
		if _, ok := lexicon.Default().Verb(w); ok || cueNouns[w] {
			return true
		}
	}
	return strings.Contains(sentence, "according to") || strings.Contains(sentence, " put it") || strings.Contains(sentence, " puts it") // as Díaz put it
}

// cuedBefore reports whether one of the four words before the span is a cue.
func (p *place) cuedBefore() bool {
	for n := 1; n <= 4; n++ {
		if c, ok := lexicon.Default().Verb(p.word(-n)); ok && c.Tier >= lexicon.Judge {
			return true
		}
	}
	return false
}

// cueNouns report words without a verb of saying: her message of “hope”.
var cueNouns = words(`statement message slogan remarks remark words comments comment claim claims promise pledge interview speech letter memo email tweet post
	view opinion motto chant chants sign signs banner banners description warning term phrase rhetoric response answer question argument according`)

// titleCase reports whether all words but the small ones begin with a capital.
func titleCase(ws []string) bool {
	n := 0
	for i, w := range ws {
		w = strings.TrimFunc(w, func(r rune) bool { return !isWord(r) })
		if w == "" {
			continue
		}
		r, _ := utf8.DecodeRuneInString(w)
		switch {
		case unicode.IsUpper(r) || unicode.IsDigit(r):
			n++
		case i > 0 && small[w]:
		default:
			return false
		}
	}
	return n > 0
}

var small = words(`a an the of on in to and or for at by with from as but nor vs not de la el`)

// kind tells a whole utterance from a piece inside the reporter's own sentence.
//
//	direct: “We won’t stop,” she said.   Díaz said: “We won’t stop.”
//	mixed:  a plan that she called “a mistake”
func (p *place) kind() Kind {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(p.text, "[(…. "))
	lead := strings.TrimRight(p.lead, " \t")
	last, _ := utf8.DecodeLastRuneInString(lead)
	atStart := lead == "" || strings.ContainsRune("?!:—–-\"”'’…)•*([>", last) || last == '.' && !abbreviated(p.before[len(p.before)-1])
	switch {
	case unicode.IsLower(first):
		if strings.HasPrefix(p.text, "…") || strings.HasPrefix(p.text, "...") {
			return Direct
		}
		return Mixed
	case atStart, last == ',':
		return Direct
	case len(p.words) < 4:
		return Mixed
	}
	if c, ok := lexicon.Default().Verb(p.word(-1)); ok && c.Tier >= lexicon.Manner {
		return Direct // Díaz said “We won’t stop doing this.”
	}
	return Mixed
}
