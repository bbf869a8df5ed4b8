package quote

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/verbatim-news/verbatim/attribution/text"
)

// A family is a style of quotation mark. Marks of two families may still be one
// pair: papers mix “ with ".
type family uint8

const (
	curly      family = iota // “ ”
	straight                 // "
	twoSingle                // '' and ``
	guillemet                // « »
	corner                   // 「 」 『 』
	single                   // ‘ ’ ‚ ‹ ›
	apostrophe               // ' and `
)

// double reports whether the family quotes at the outer level in most papers.
// The others share their glyph with the apostrophe and need proof.
func (f family) double() bool { return f < single }

// A side says which way a glyph points by itself.
type side uint8

const (
	either side = iota
	opens
	closes
)

// A mark is one quotation mark, or an apostrophe not yet told apart from one.
type mark struct {
	text.Span
	family     family
	side       side
	prev, next rune // the runes beside it in its paragraph; 0 at its ends
}

// mayMark tells the bytes with which a mark or a tag can begin.
var mayMark = func() (out [256]bool) {
	for _, s := range []string{"\"", "'", "`", "<", "“", "«", "「", "＂"} {
		out[s[0]] = true // of all curly and single marks the first byte is that of “
	}
	return out
}()

// scanMarks appends the marks of body[p.Start:p.End] to out in order, in time linear
// in its length. Of most bytes it only asks whether a mark can begin with them.
func scanMarks(out []mark, body string, p text.Span) []mark {
	for i := p.Start; i < p.End; {
		b := body[i]
		if !mayMark[b] {
			i++
			continue
		}
		if n := markup(body[i:p.End]); n > 0 {
			i += n
			continue
		}
		r, n := utf8.DecodeRuneInString(body[i:p.End])
		fam, sd, width := classify(body[i:p.End], r, n)
		if width == 0 {
			i += n
			continue
		}
		prev := rune(0)
		if i > p.Start {
			prev, _ = utf8.DecodeLastRuneInString(body[p.Start:i])
		}
		if isSpace(prev) && strings.HasPrefix(body[i:p.End], "'''") { // '''Go,' he told me
			fam, sd, width = twoSingle, opens, 2
		}
		m := mark{Span: text.Span{Start: i, End: i + width}, family: fam, side: sd, prev: prev}
		if m.End < p.End {
			m.next, _ = utf8.DecodeRuneInString(body[m.End:p.End])
		}
		out = append(out, m)
		i += width
	}
	return out
}

// markup returns the length of a tag with attributes that begins s, 0 if none
// does: feeds and scrapers leave <tweet author="…"> behind, and attribute values
// are nobody's words.
func markup(s string) int {
	if s[0] != '<' || len(s) < 4 || !isWord(rune(s[1])) {
		return 0
	}
	end := strings.IndexByte(s[:min(len(s), 600)], '>')
	if end < 0 || !strings.Contains(s[:end], "=") {
		return 0
	}
	return end + 1
}

// classify tells whether a mark begins s, whose first rune is r of n bytes, and
// how many bytes wide it is; 0 if none does.
func classify(s string, r rune, n int) (family, side, int) {
	switch r {
	case '"', '＂', '″':
		return straight, either, n
	case '“', '‟':
		return curly, opens, n
	case '”':
		return curly, closes, n
	case '„':
		return curly, opens, n
	case '«':
		return guillemet, opens, n
	case '»':
		return guillemet, closes, n
	case '「', '『':
		return corner, opens, n
	case '」', '』':
		return corner, closes, n
	case '\'':
		// ''' is a nested mark and its parent's: the pairing knows which comes first.
		if strings.HasPrefix(s, "''") && !strings.HasPrefix(s, "'''") || strings.HasPrefix(s, "''''") {
			return twoSingle, either, 2
		}
		return apostrophe, either, 1
	case '`':
		if strings.HasPrefix(s, "``") {
			return twoSingle, opens, 2
		}
		return apostrophe, opens, 1
	case '‘', '‚', '‛', '‹':
		if r == '‘' && strings.HasPrefix(s, "‘‘") {
			return twoSingle, opens, 2 * n
		}
		return single, opens, n
	case '’':
		if strings.HasPrefix(s, "’’") && !strings.HasPrefix(s, "’’’") {
			return twoSingle, closes, 2 * n
		}
		return single, closes, n
	case '›':
		return single, closes, n
	}
	return 0, 0, 0
}

func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r|0x20 && r|0x20 <= 'z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

func isSpace(r rune) bool { return r == 0 || unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' }

// mayOpen reports whether text can begin after the mark: nothing, white space, a
// bracket, a dash or another mark stands before it, and no white space after.
func (m *mark) mayOpen() bool {
	return !isSpace(m.next) && (isSpace(m.prev) || strings.ContainsRune(`([{<—–―-/|…•*“‘"'«‹:=>`, m.prev) || unicode.Is(unicode.Pd, m.prev))
}

// mayClose reports whether text can end before the mark.
func (m *mark) mayClose() bool { return !isSpace(m.prev) && !isWord(m.next) }

// firm reports whether a closing single mark is more than a plural possessive
// (“the boys’ game”) or a dropped letter (“goin’ home”): a stop stands before
// it, or a stop, a mark or nothing after.
func (m *mark) firm() bool {
	return strings.ContainsRune(".,!?…;:—)]", m.prev) || m.next == 0 || strings.ContainsRune(`.,!?…;:)]—–”"»`, m.next)
}

// elided begins words that a leading apostrophe shortens: ’90s, ’em, ’til.
func elided(rest string) bool {
	if rest == "" {
		return false
	}
	if rest[0] >= '0' && rest[0] <= '9' {
		i := 0
		for i < len(rest) && rest[i] >= '0' && rest[i] <= '9' {
			i++
		}
		return i == 2 // ’90s, class of ’68; ‘70 per cent’ has to close to be a quote
	}
	n := 0
	for n < len(rest) && n < 6 && (rest[n]|0x20) >= 'a' && (rest[n]|0x20) <= 'z' {
		n++
	}
	switch strings.ToLower(rest[:n]) {
	case "em", "til", "till", "tis", "twas", "cause", "bout", "round", "n", "kay", "cuz", "nuff", "ere", "hood":
		return true
	}
	return false
}

// inch reports whether a straight mark stands for inches, feet or seconds:
// 6'2", 5' 11", a 12" record after a number that no quote has to end with.
func inch(body string, m mark) bool {
	if m.prev < '0' || m.prev > '9' || m.family != straight && m.family != apostrophe {
		return false
	}
	i := m.Start
	for i > 0 && (body[i-1] >= '0' && body[i-1] <= '9' || body[i-1] == '.' || body[i-1] == ' ') {
		i--
	}
	feet := i > 1 && (body[i-1] == '\'' || strings.HasSuffix(body[:i], "’")) && body[i-2] >= '0' && body[i-2] <= '9'
	if m.family == apostrophe { // 6'2
		return m.next >= '0' && m.next <= '9'
	}
	return feet
}
