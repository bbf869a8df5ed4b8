package variant

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/zeebo/xxh3"
	"golang.org/x/text/unicode/norm"
)

// Kind says what comparison must know of a word.
type Kind uint16

const (
	Function    Kind = 1 << iota // grammar rather than content: the, of, is
	Negator                      // not, never, without: turns a clause round
	Number                       // has a value: thirty, $1.5bn, 27th, Monday
	Name                         // capitalised inside a sentence, and no title: Mexico
	Title                        // an office or form of address: President, Mr.
	InAliasBook                  // the alias book knows other names for it
	Short                        // printed as a short form: ’re, n’t, gonna
	Masked                       // letters struck out: f-----g
	Bracketed                    // inside square brackets: an editor's word
	Opening                      // first of a sentence
)

// A Word is one word of a rendering as comparison sees it. A token that stands
// for two words (won’t) gives two, and several tokens with one meaning (thirty
// percent; United States) give one: so words that follow each other may have
// the same range, and never overlap otherwise.
type Word struct {
	Start, End int    // bytes of the text: the whole token or tokens
	Key        string // loose key: case, marks, spelling, short forms and number forms folded
	ID         uint64 // hash of Key, the same in every run
	Kind       Kind
}

// Has reports whether w is of any of the kinds k.
func (w *Word) Has(k Kind) bool { return w.Kind&k != 0 }

func hash(key string) uint64 { return xxh3.HashString(key) }

// Read splits a rendering's text into words. It never fails: bytes that are no
// valid UTF-8 stand between words.
func Read(text string) []Word { return new(reader).read(text) }

// A reader reads text after text into the same memory: of a million renderings,
// the words are otherwise half of all that is allocated.
type reader struct {
	tokens []token
	words  []Word
	seq    seq // of the row that was read last
	bytes  []byte
}

// read is Read; its words stand until the next call.
func (r *reader) read(text string) []Word {
	r.tokens = scan(text, r.tokens[:0])
	lex, tokens := tables(), r.tokens
	title := titleCase(text, tokens)
	out := slices.Grow(r.words[:0], len(tokens)+4)
	for i := 0; i < len(tokens); {
		t := &tokens[i]
		from := len(out)
		n := 1
		if i > 0 && t.capital && month(tokens[i-1].fold, t) {
			out = append(out, Word{Key: t.fold, Kind: Number})
		} else if key, used, kind := number(lex, tokens[i:]); used > 0 {
			n = used
			out = append(out, Word{Key: key, Kind: kind})
		} else if p := match(lex, tokens[i:], text); p != nil {
			n = len(p.forms)
			kind := p.kind
			if x := lex.forms[p.key]; x != nil {
				kind |= x.kind
			}
			out = append(out, Word{Key: p.key, Kind: kind})
		} else if p, clitic := hosted(lex, t, text); p != nil {
			out = append(out, Word{Key: p.key, Kind: p.kind | lex.form1(p.key)}, Word{Key: clitic, Kind: Short | lex.form1(clitic)})
		} else {
			out = appendWords(out, lex, t)
		}
		last := &tokens[i+n-1]
		for j := from; j < len(out); j++ {
			w := &out[j]
			w.Start, w.End, w.ID = t.start, last.end, hash(w.Key)
			w.Kind |= t.kind(j == from && opens(t.gap), j == 0)
			if !title && w.Kind&(Function|Title|Number|Opening|Negator|Short) == 0 && upper(text[t.start:]) {
				w.Kind |= Name
			}
		}
		i += n
	}
	r.words = out
	return out
}

// kind is what a token passes on to its words.
func (t *token) kind(opens, first bool) (k Kind) {
	if opens || first {
		k |= Opening
	}
	if t.bracketed {
		k |= Bracketed
	}
	if t.masked {
		k |= Masked
	}
	return k
}

// opens reports whether a sentence may begin after what stands between two words.
func opens(gap string) bool { return strings.ContainsAny(gap, ".?!…:“\"") }

// appendWords adds the words of one token that is neither number nor phrase.
func appendWords(out []Word, lex *lexicon, t *token) []Word {
	x := lex.forms[t.fold]
	if x == nil {
		if host, clitic := cutClitic(t.fold); clitic != "" {
			out = appendWords(out, lex, &token{fold: host})
			return append(out, Word{Key: clitic, Kind: Short | lex.form1(clitic)})
		}
		return append(out, Word{Key: undotted(t)})
	}
	if x.words != nil {
		for _, w := range x.words {
			out = append(out, Word{Key: w, Kind: Short | lex.form1(w)})
		}
		return out
	}
	key := t.fold
	if x.key != "" {
		key = x.key
	}
	return append(out, Word{Key: key, Kind: x.kind})
}

// undotted is the form of a token, of initials without their stops: A.A., AA.
func undotted(t *token) string {
	if !t.dotted || !t.capital || len(t.fold) < 3 {
		return t.fold
	}
	for i := 0; i < len(t.fold); i++ {
		if (t.fold[i] == '.') != (i%2 == 1) {
			return t.fold
		}
	}
	return strings.ReplaceAll(t.fold, ".", "")
}

// form1 is the kind of a folded form, 0 if no table knows it.
func (l *lexicon) form1(folded string) Kind {
	if x := l.forms[folded]; x != nil {
		return x.kind
	}
	return 0
}

// cutClitic splits a folded token into its host and the word that the clitic
// stands for: “we're” into we and are. ’s and ’d stay as they are: whether is,
// has, us or a possessive is meant, the other rendering may tell.
func cutClitic(fold string) (host, word string) {
	i := strings.LastIndexByte(fold, '\'')
	if i <= 0 {
		return "", ""
	}
	switch fold[i:] {
	case "'t":
		if i > 1 && fold[i-1] == 'n' {
			return fold[:i-1], "not"
		}
	case "'re":
		return fold[:i], "are"
	case "'ve":
		return fold[:i], "have"
	case "'ll":
		return fold[:i], "will"
	case "'m":
		return fold[:i], "am"
	case "'s", "'d":
		return fold[:i], fold[i:]
	}
	return "", ""
}

// hosted finds the phrase that a token is without its clitic: the EU’s, the EU is.
func hosted(lex *lexicon, t *token, text string) (p *phrase, clitic string) {
	host, clitic := cutClitic(t.fold)
	if clitic == "" || len(host) >= t.end-t.start {
		return nil, ""
	}
	h := token{start: t.start, end: t.start + len(host), fold: host}
	return match(lex, []token{h}, text), clitic
}

// match finds the longest phrase of the tables that the tokens begin with.
func match(lex *lexicon, tokens []token, text string) *phrase {
	x := lex.forms[tokens[0].fold]
	if x == nil {
		return nil
	}
next:
	for i := range x.phrases {
		p := &x.phrases[i]
		if len(p.forms) > len(tokens) {
			continue
		}
		for j, f := range p.forms {
			if tokens[j].fold != f || j > 0 && !joins(tokens[j].gap) {
				continue next
			}
		}
		whole := text[tokens[0].start:tokens[len(p.forms)-1].end]
		if p.exact != "" && (strings.TrimSuffix(whole, ".") != strings.TrimSuffix(p.exact, ".") || strings.ToUpper(text) == text) {
			continue // “GIVE US HELP” says nothing about the United States
		}
		return p
	}
	return nil
}

// joins reports whether two tokens may belong to one phrase.
func joins(gap string) bool {
	switch gap {
	case " ", "-", "\u00a0", "\u2010", "\u2011", "–", ", ":
		return true
	}
	return false
}

// titleCase reports whether most words begin with a capital, as in a headline:
// there a capital does not make a name.
func titleCase(text string, tokens []token) bool {
	capitals, n := 0, 0
	for i := range tokens {
		if r, _ := utf8.DecodeRuneInString(text[tokens[i].start:]); unicode.IsLetter(r) {
			n++
			if unicode.IsUpper(r) {
				capitals++
			}
		}
	}
	return n >= 4 && capitals*3 > n*2
}

// Words counts the words of a text as a reader would, by the spaces: a short
// form is one word, a dash between spaces none.
func Words(text string) int {
	n, in := 0, false
	for _, r := range text {
		switch {
		case unicode.IsSpace(r):
			in = false
		case !in && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			in = true
			n++
		}
	}
	return n
}

// Loose is the text's loose keys joined by single spaces: what two renderings
// have in common when they differ in case, marks, spelling and form alone.
func Loose(text string) string {
	var b strings.Builder
	for i, w := range Read(text) {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w.Key)
	}
	return b.String()
}

// Strict folds typography alone: NFC, quotation marks, apostrophes, dashes,
// ellipses and spaces. Case, punctuation and spelling stay.
func Strict(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	space := false
	for _, r := range norm.NFC.String(text) {
		if unicode.IsSpace(r) {
			space = true
			continue
		}
		if unicode.Is(unicode.Cf, r) || r == '\u200b' {
			continue
		}
		if space && b.Len() > 0 {
			b.WriteByte(' ')
		}
		space = false
		switch r {
		case '‘', '’', 'ʼ', '`', '´', '‚':
			r = '\''
		case '“', '”', '„', '«', '»':
			r = '"'
		case '‐', '‑':
			r = '-'
		case '–', '—', '―', '−':
			b.WriteString("--")
			continue
		case '…':
			b.WriteString("...")
			continue
		}
		b.WriteRune(r)
	}
	return strings.ReplaceAll(b.String(), ". . .", "...")
}
