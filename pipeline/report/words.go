package report

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// day writes 2025-05-06 as 6 May 2025, and what is no date as it stands.
func day(date string) string {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return date
	}
	return t.Format("2 January 2006")
}

// unbroken keeps a date or a figure and its noun on one line.
func unbroken(s string) string { return strings.ReplaceAll(s, " ", "\u00a0") }

// span is the first and the last day of ps, which are sorted by date.
func span(ps []printing) string {
	var first, last string
	for _, p := range ps {
		if d := string(p.Quote.Date); d != "" {
			if first == "" {
				first = d
			}
			last = d
		}
	}
	return days(first, last)
}

// days writes two dates as “3–6 May 2025”, repeating no month or year.
func days(first, last string) string {
	a, errA := time.Parse(time.DateOnly, first)
	b, errB := time.Parse(time.DateOnly, last)
	switch {
	case first == last:
		return day(first)
	case errA != nil || errB != nil:
		return first + " – " + last
	case a.Year() != b.Year():
		return day(first) + " – " + day(last)
	case a.Month() != b.Month():
		return a.Format("2 January") + " – " + day(last)
	}
	return a.Format("2") + "–" + day(last)
}

// count writes 12345 as 12,345.
func count(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// plural writes “1 outlet”, “12,480 outlets”, “3 copies”.
func plural(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	if stem, ok := strings.CutSuffix(one, "y"); ok && !strings.HasSuffix(stem, "a") {
		return count(n) + " " + stem + "ies"
	}
	return count(n) + " " + one + "s"
}

// perCent rounds 0.974 to 97, but never a doubt away to 100.
func perCent(x float64) int {
	p := int(x*100 + 0.5)
	if p >= 100 && x < 1 {
		return 99
	}
	return p
}

// percent writes 0.974 as 97 %.
func percent(x float64) string { return strconv.Itoa(perCent(x)) + " %" }

// firstWords returns up to n words from the start of s.
func firstWords(s string, n int) string {
	words := strings.Fields(clipTo(s, 100))
	return strings.Join(words[:min(n, len(words))], " ")
}

// lastWords returns up to n words from the end of s.
func lastWords(s string, n int) string {
	from := max(0, len(s)-100)
	for from < len(s) && !utf8.RuneStart(s[from]) {
		from++
	}
	words := strings.Fields(s[from:])
	return strings.Join(words[max(0, len(words)-n):], " ")
}

// opening returns the start of s on one line, whole words of about n bytes.
func opening(s string, n int) string {
	line := strings.Join(strings.Fields(clipTo(s, 4*n)), " ")
	if len(line) <= n && len(s) <= 4*n {
		return line
	}
	line = clipTo(line, n)
	if i := strings.LastIndexByte(line, ' '); i > n/2 {
		line = line[:i]
	}
	return line + " …"
}

// elide shows the two ends of what is longer than n bytes.
func elide(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return firstWords(s, 4) + " … " + lastWords(s, 4)
}

// clipTo cuts s to at most n bytes on a rune boundary.
func clipTo(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// clip cuts s to at most n bytes and says how much is missing.
func clip(s string, n int) string {
	cut := clipTo(s, n)
	if len(cut) == len(s) {
		return s
	}
	return fmt.Sprintf("%s … [%s more bytes]", cut, count(len(s)-len(cut)))
}

// Plain takes out of s what moves a terminal’s cursor or turns a line around:
// control characters, escape sequences among them, and marks of direction. The
// words of an article are not to write on the screen of whoever reads them.
func Plain(s string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case unicode.IsSpace(c):
			return ' '
		case unicode.IsControl(c), unicode.Is(unicode.Bidi_Control, c), c == utf8.RuneError:
			return '\uFFFD'
		}
		return c
	}, s)
}

// fold keeps letters and digits, in lower case, a space between words.
func fold(s string) string {
	var b strings.Builder
	gap := false
	for _, c := range s {
		switch {
		case unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.IsMark(c):
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			gap = false
			b.WriteRune(unicode.ToLower(c))
		case c == '\'' || c == '’': // we’re is one word, and not “we re”
		default:
			gap = true
		}
	}
	return b.String()
}

// column counts A, B, ... Z, AA, AB as a spreadsheet does.
func column(i int) string {
	s := ""
	for i++; i > 0; i = (i - 1) / 26 {
		s = string(rune('A'+(i-1)%26)) + s
	}
	return s
}
