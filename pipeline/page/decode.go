package page

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// decode gives the bytes of a page as valid UTF-8. What is asked, in order:
// the byte-order mark; whether every second byte is NUL, as UTF-16 without a
// mark has it; whether all of it is UTF-8, which text of another encoding is
// only by accident, whatever the labels say; the Content-Type; the meta tags;
// and else windows-1252, as browsers do. A page that is UTF-8 but for a few bytes
// keeps its letters; one that only says that it is UTF-8 is windows-1252:
// “Caf\xe9” under a wrong label.
func decode(page []byte, contentType string) []byte {
	if e, ok := wide(page); ok {
		return through(e, page)
	}
	page = bytes.TrimPrefix(page, []byte("\xef\xbb\xbf"))
	if utf8.Valid(page) {
		return page
	}
	sound, broken := count(page)
	e, name, _ := charset.DetermineEncoding(page, contentType)
	wrong := name == "utf-8" || strings.HasPrefix(name, "utf-16") || name == "replacement"
	switch {
	case sound > 4*broken || wrong && sound > broken:
		return bytes.ToValidUTF8(page, []byte("\uFFFD"))
	case wrong:
		e = charmap.Windows1252
	}
	return through(e, page)
}

// wide knows UTF-16, by its mark or by the NULs that half of ASCII is there.
func wide(page []byte) (encoding.Encoding, bool) {
	little := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	big := unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	if len(page) < 4 {
		return nil, false
	}
	switch {
	case page[0] == 0xff && page[1] == 0xfe:
		return little, true
	case page[0] == 0xfe && page[1] == 0xff:
		return big, true
	case page[0] == '<' && page[1] == 0 && page[2] != 0 && page[3] == 0:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), true
	case page[0] == 0 && page[1] == '<' && page[2] == 0 && page[3] != 0:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), true
	}
	return nil, false
}

func through(e encoding.Encoding, page []byte) []byte {
	out, _, err := transform.Bytes(e.NewDecoder(), page)
	if err != nil { // a decoder replaces what it cannot read; what is left is not trusted
		out = page
	}
	return bytes.ToValidUTF8(out, []byte("\uFFFD"))
}

// count gives how many letters beyond ASCII are sound UTF-8, and how many bytes
// are not.
func count(page []byte) (sound, broken int) {
	for len(page) > 0 {
		if page[0] < utf8.RuneSelf {
			page = page[1:]
			continue
		}
		r, n := utf8.DecodeRune(page)
		if r == utf8.RuneError && n == 1 {
			broken++
		} else {
			sound++
		}
		page = page[n:]
	}
	return sound, broken
}
