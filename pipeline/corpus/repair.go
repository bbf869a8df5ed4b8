package corpus

import (
	"bufio"
	"html"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	xunicode "golang.org/x/text/encoding/unicode"
)

// Repairs, in the order in which they are made.
const (
	repairUTF16    = "utf16"    // decoded from UTF-16, as its byte-order mark says
	repairUTF8     = "utf8"     // invalid bytes decoded as windows-1252, or replaced by U+FFFD
	repairBOM      = "bom"      // a byte-order mark before the text removed
	repairNUL      = "nul"      // NUL removed
	repairEntities = "entities" // &rsquo; and the like decoded
)

var repairOrder = []string{repairUTF16, repairUTF8, repairBOM, repairNUL, repairEntities}

const (
	bom            = "\ufeff"
	reasonEmpty    = "text is empty"
	reasonEncoding = "text is of no known encoding"
)

// union joins lists of repairs, in their order.
func union(a, b []string) []string {
	if len(a)+len(b) == 0 {
		return nil
	}
	var all []string
	for _, r := range repairOrder {
		if slices.Contains(a, r) || slices.Contains(b, r) {
			all = append(all, r)
		}
	}
	return all
}

// mend gives a text as valid UTF-8 without byte-order mark, NUL and entities,
// with the repairs made, or else the reason why it is no text. A text that
// needs no repair comes back as it is, every byte of it.
func mend(s string) (fixed string, repairs []string, reason string) {
	if kind := binaryKind(s); kind != "" {
		return "", nil, binaryReason(kind)
	}
	step := func(repair, to string) {
		if to != s {
			s, repairs = to, append(repairs, repair)
		}
	}
	if !utf8.ValidString(s) {
		to, ok := fixUTF8(s)
		if !ok {
			return "", nil, reasonEncoding
		}
		step(repairUTF8, to)
	}
	step(repairBOM, strings.TrimLeft(s, bom))
	step(repairNUL, strings.ReplaceAll(s, "\x00", ""))
	to, _ := decodeEntities(s)
	step(repairEntities, to)
	if strings.TrimFunc(s, invisible) == "" {
		return "", nil, reasonEmpty
	}
	return s, repairs, ""
}

// invisible reports whether a rune leaves nothing on the page.
func invisible(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r)
}

// decodeUTF16 gives a reader of UTF-8 where a byte-order mark says UTF-16.
func decodeUTF16(in *bufio.Reader) (*bufio.Reader, bool) {
	head, _ := in.Peek(2)
	if string(head) != "\xff\xfe" && string(head) != "\xfe\xff" {
		return in, false
	}
	dec := xunicode.UTF16(xunicode.LittleEndian, xunicode.ExpectBOM).NewDecoder()
	return bufio.NewReaderSize(dec.Reader(in), 64<<10), true
}

// fixUTF8 makes valid UTF-8 of bytes that are not. Text without one valid
// sequence of several bytes is windows-1252, if it can be: so wrote the
// editors of the nineties, and wire services long after. Otherwise the valid
// runes stay, a single curly mark or dash of windows-1252 among them is
// decoded (pasted into a page of UTF-8, and to us the most precious bytes of
// all), and every other run of invalid bytes becomes U+FFFD. It fails where
// more than a tenth of the result would be that.
func fixUTF8(s string) (string, bool) {
	multi, stray, undefined := 0, 0, 0
	for i := 0; i < len(s); {
		_, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case size > 1:
			multi++
		case s[i] >= utf8.RuneSelf:
			stray++
			if strings.IndexByte("\x81\x8d\x8f\x90\x9d", s[i]) >= 0 {
				undefined++
			}
		}
		i += size
	}
	if multi == 0 && undefined == 0 && stray*3 < len(s) {
		fixed, err := charmap.Windows1252.NewDecoder().String(s)
		return fixed, err == nil
	}
	return replaceStrays(s)
}

// replaceStrays mends the invalid runs of a text that is otherwise UTF-8.
func replaceStrays(s string) (string, bool) {
	var b strings.Builder
	b.Grow(len(s))
	runes, replaced := 0, 0
	for i := 0; i < len(s); runes++ {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r != utf8.RuneError || size != 1 {
			b.WriteString(s[i : i+size])
			i += size
			continue
		}
		end := i + 1
		for end < len(s) {
			if r, size := utf8.DecodeRuneInString(s[end:]); r != utf8.RuneError || size != 1 {
				break
			}
			end++
		}
		if end == i+1 && (s[i] == 0x85 || 0x91 <= s[i] && s[i] <= 0x97) {
			b.WriteRune(charmap.Windows1252.DecodeByte(s[i]))
		} else {
			b.WriteRune(utf8.RuneError)
			replaced++
		}
		i = end
	}
	return b.String(), replaced*10 <= runes
}

// decodeEntities decodes the HTML entities of a text, known ones that end in
// their semicolon: an ampersand in AT&T, or in an address (?a=1&copy=2), is no
// entity. It goes over the text twice, for &amp;rsquo; of a page that was
// escaped twice, and never more often.
func decodeEntities(s string) (string, bool) {
	once, ok := decodeEntitiesOnce(s)
	if !ok {
		return s, false
	}
	twice, _ := decodeEntitiesOnce(once)
	return twice, true
}

const maxEntity = 34 // bytes; the longest name, with its marks

func decodeEntitiesOnce(s string) (string, bool) {
	var b strings.Builder
	done := 0
	for i := 0; ; {
		n := strings.IndexByte(s[i:], '&')
		if n < 0 {
			break
		}
		i += n
		end := strings.IndexByte(s[i:min(len(s), i+maxEntity)], ';')
		if end < 0 {
			i++
			continue
		}
		to, ok := entity(s[i : i+end+1])
		if !ok {
			i++
			continue
		}
		b.WriteString(s[done:i])
		b.WriteString(to)
		i += end + 1
		done = i
	}
	if done == 0 {
		return s, false
	}
	b.WriteString(s[done:])
	return b.String(), true
}

// entity decodes one entity, from & to semicolon. The library also decodes
// those that lack theirs ("&notit;" is "¬it;"), which is for browsers, and
// shows in more than the two runes that an entity can stand for. What decodes
// to a control character or to U+FFFD is better left to be seen.
func entity(e string) (string, bool) {
	if strings.ContainsFunc(e[1:len(e)-1], func(r rune) bool {
		return r != '#' && (r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r))
	}) {
		return "", false
	}
	to := html.UnescapeString(e)
	if to == e || utf8.RuneCountInString(to) > 2 {
		return "", false
	}
	bad := strings.ContainsFunc(to, func(r rune) bool {
		return r == utf8.RuneError || unicode.IsControl(r) && r != '\n' && r != '\t' && r != '\r'
	})
	return to, !bad
}
