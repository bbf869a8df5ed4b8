package record

import (
	"math"
	"strconv"
	"unicode/utf8"
)

// appendPointer appends what v points at, null where it is nil.
func appendPointer[T any](dst []byte, v *T, one func([]byte, *T) []byte) []byte {
	if v == nil {
		return append(dst, "null"...)
	}
	return one(dst, v)
}

func appendList[T any](dst []byte, list []T, one func([]byte, *T) []byte) []byte {
	dst = append(dst, '[')
	for i := range list {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = one(dst, &list[i])
	}
	return append(dst, ']')
}

func appendNull(dst []byte, s Null) []byte {
	if s == "" {
		return append(dst, "null"...)
	}
	return appendString(dst, string(s))
}

func appendInt(dst []byte, n int) []byte { return strconv.AppendInt(dst, int64(n), 10) }

func appendIntAt(dst []byte, n *int) []byte { return appendInt(dst, *n) }

// appendFloat writes the shortest form that reads back the same, as ECMAScript
// does: without an exponent from 1e-6 up to 1e21. JSON has no form for what is no
// number.
func appendFloat(dst []byte, x float64) []byte {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return append(dst, "null"...)
	}
	format := byte('f')
	if size := math.Abs(x); size != 0 && (size < 1e-6 || size >= 1e21) {
		format = 'e'
	}
	dst = strconv.AppendFloat(dst, x, format, -1, 64)
	if n := len(dst); format == 'e' && dst[n-4] == 'e' && dst[n-3] == '-' && dst[n-2] == '0' { // e-09 is e-9
		dst[n-2] = dst[n-1]
		dst = dst[:n-1]
	}
	return dst
}

func appendStringAt(dst []byte, s *string) []byte { return appendString(dst, *s) }

// plain tells the bytes that stand for themselves in a string of JSON.
var plain = func() (is [256]bool) {
	for c := range is {
		is[c] = ' ' <= c && c < utf8.RuneSelf && c != '"' && c != '\\'
	}
	return is
}()

// appendString appends s in quotation marks. What is not UTF-8 becomes U+FFFD;
// U+2028 and U+2029, which JavaScript once took for the end of a line, are escaped.
func appendString(dst []byte, s string) []byte {
	dst = append(dst, '"')
	from := 0
	for i := 0; i < len(s); {
		c := s[i]
		if plain[c] {
			i++
			continue
		}
		if c < utf8.RuneSelf {
			dst = appendEscape(append(dst, s[from:i]...), c)
			i++
			from = i
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			dst = append(append(dst, s[from:i]...), `\ufffd`...)
			from = i + size
		case r == '\u2028' || r == '\u2029':
			dst = append(append(dst, s[from:i]...), `\u202`...)
			dst = append(dst, hex[r&15])
			from = i + size
		}
		i += size
	}
	return append(append(dst, s[from:]...), '"')
}

const hex = "0123456789abcdef"

func appendEscape(dst []byte, c byte) []byte {
	switch c {
	case '"', '\\':
		return append(dst, '\\', c)
	case '\b':
		return append(dst, `\b`...)
	case '\f':
		return append(dst, `\f`...)
	case '\n':
		return append(dst, `\n`...)
	case '\r':
		return append(dst, `\r`...)
	case '\t':
		return append(dst, `\t`...)
	}
	return append(dst, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
}
