package variant

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"
	"golang.org/x/text/unicode/norm"
)

// A token is a run of letters and digits, or one of $ € £ ¥ % &.
type token struct {
	start, end int
	fold       string // lower case, NFC without marks, straight apostrophes
	gap        string // what stands between the token before and this one
	bracketed  bool
	masked     bool
	capital    bool
	dotted     bool // its last byte is the full stop of an abbreviation: U.S.
}

// scan cuts text into tokens by UAX #29, which keeps won’t, 3.5 and U.S whole,
// and appends them.
func scan(text string, tokens []token) []token {
	tokens = slices.Grow(tokens, len(text)/5+1)
	depth, gapFrom := 0, 0
	it := words.FromString(text)
	for it.Next() {
		s, e := it.Start(), it.End()
		if s < gapFrom {
			continue // taken by the abbreviation or the mask before
		}
		switch c := text[s]; {
		case c == '[' || c == '(' && interjected(text[s:]):
			depth = 1 // editors do not nest them
			continue
		case c == ']' || c == ')':
			depth = 0
			continue
		case c == '$' || c == '%' || c == '&':
		case c < utf8.RuneSelf && !isAlnum(c):
			continue
		case c >= utf8.RuneSelf && !wordRune(text[s:e]):
			continue
		}
		t := token{start: s, end: e, gap: text[gapFrom:s], bracketed: depth > 0, capital: upper(text[s:])}
		if m := maskEnd(text, s, e); m > e {
			t.end, t.masked = m, true
		} else if i := seam(text[s:e]); i > 0 {
			t.end = s + i
			t.fold = fold(text[s:t.end])
			tokens = append(tokens, t)
			gap := " " // as “47 percent” has it
			if text[t.end] == '.' {
				t.end, gap = t.end+1, ". "
			}
			t = token{start: t.end, end: e, gap: gap, bracketed: t.bracketed, capital: upper(text[t.end:])}
		}
		t.fold = strings.ReplaceAll(fold(text[t.start:t.end]), "—", "---") // struck out: sh—
		if t.end < len(text) && text[t.end] == '.' && abbreviated(t.fold) {
			t.end++
			t.dotted = true
		}
		gapFrom = t.end
		tokens = append(tokens, t)
	}
	return tokens
}

// seam finds where a space was forgotten inside a token: before the unit of a
// number, “47percent”, “15,000ft”, or at a full stop, “White House.That”. It is
// the byte at which the first part ends, 0 if there is none.
func seam(s string) int {
	if isDigit(s[0]) {
		i := 0
		for i < len(s) && (isDigit(s[i]) || s[i] == '.' || s[i] == ',') {
			i++
		}
		switch s[i:] {
		case "percent", "pct", "ft", "feet", "km", "kg", "lb", "lbs", "mph", "miles", "dollars":
			return i
		}
		return 0
	}
	i := strings.IndexByte(s, '.')
	const shortest = 3 // bytes of either word: “p.m”, “a.Org” are none
	if i < shortest || len(s)-i <= shortest || strings.IndexByte(s[i+1:], '.') >= 0 || !isLower(s[i-1]) || !isLower(s[i-2]) ||
		s[i+1] < 'A' || s[i+1] > 'Z' || !isLower(s[i+2]) {
		return 0
	}
	return i
}

func isLower(c byte) bool { return c >= 'a' && c <= 'z' }

// interjected reports whether parentheses hold three words or fewer. Nobody
// speaks them: some papers set an editor's words in them, “he (Ruiz) said”.
func interjected(s string) bool {
	end := strings.IndexByte(s[:min(len(s), 48)], ')')
	return end > 0 && strings.Count(s[:end], " ") < 3
}

func isAlnum(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
}

func wordRune(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	if r == utf8.RuneError && n < 2 {
		return false
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '£' || r == '€' || r == '¥'
}

// maskEnd extends a token over letters struck out: c---sucker, f**k, b----.
// Two hyphens are a dash, so a mask has three, or asterisks.
func maskEnd(text string, s, e int) int {
	if e-s > 3 && !strings.HasPrefix(text[e:], "**") || e-s > 6 || !isAlnum(text[s]) { // bull****
		return e
	}
	if strings.HasPrefix(text[e:], "—") && stump(text[s:e]) && (e+len("—") == len(text) || !isAlnum(text[e+len("—")])) {
		return e + len("—")
	}
	i := e
	for i < len(text) && (text[i] == '-' || text[i] == '*') {
		i++
	}
	if i-e < 3 && (i == e || text[e] != '*') && !(i-e == 2 && i < len(text) && isLower(text[i]) && stump(text[s:e])) {
		return e
	}
	for i < len(text) && isAlnum(text[i]) {
		i++
	}
	return i
}

// stump reports a beginning that no word is: small letters, and no vowel.
func stump(s string) bool {
	for i := 0; i < len(s); i++ {
		if !isLower(s[i]) || strings.IndexByte("aeiouy", s[i]) >= 0 {
			return false
		}
	}
	return len(s) < 3
}

// abbreviated reports whether a full stop right after the form is its own.
func abbreviated(fold string) bool {
	if strings.Contains(fold, ".") && !isDigit(fold[0]) {
		return true // U.S, a.m
	}
	switch fold {
	case "sen", "sens", "rep", "reps", "gov", "gen", "lt", "col", "capt", "sgt", "rev", "prof", "dr", "st", "mr", "mrs", "ms", "dept", "vs", "etc", "jr", "sr":
		return true
	}
	return false
}

// fold lowers case, strips marks (Peña, Pena) and straightens apostrophes.
func fold(s string) string {
	plain := true
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf || s[i] >= 'A' && s[i] <= 'Z' {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range norm.NFKD.String(s) {
		switch {
		case r == '’' || r == '‘' || r == 'ʼ' || r == '＇':
			b.WriteByte('\'')
		case !unicode.In(r, unicode.Mn, unicode.Cf):
			b.WriteRune(unicode.ToLower(r))
		}
	}
	if b.Len() == 0 {
		return s // nothing but marks
	}
	return b.String()
}

func upper(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}
