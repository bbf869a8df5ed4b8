package variant

import "strings"

// date reads a day of a month, in either order: May 5, May 5th, 5 May, the
// fifth of May have one key; the year, if any, is a word of its own. “May” and
// “March”, which are other words as well, and short forms such as “Sept.” are
// months only here, beside a day and with a capital.
func date(lex *lexicon, tokens []token) (key string, n int) {
	if m := lex.month(&tokens[0]); m != "" && len(tokens) > 1 && (dateGap(tokens[1].gap) || tokens[1].gap == ". " && tokens[0].fold != m) { // Sept. 11
		if d := lex.dayOfMonth(&tokens[1]); d != "" {
			return "#" + d + " " + m, 2
		}
	}
	if len(tokens) > 1 && tokens[0].fold == "9" && tokens[1].fold == "11" && tokens[1].gap == "/" {
		return "#11 september", 2 // so called in print wherever days come first, too
	}
	d, of := lex.dayOfMonth(&tokens[0]), 1
	if d == "" {
		return "", 0
	}
	if len(tokens) > 1 && tokens[1].fold == "of" && tokens[1].gap == " " {
		of = 2
	}
	if len(tokens) > of && dateGap(tokens[of].gap) {
		if m := lex.month(&tokens[of]); m != "" {
			return "#" + d + " " + m, of + 1
		}
	}
	return "", 0
}

// month reports a “May” or “March” that is one by the word before it, as it is
// not by itself: “in May”, “last March”.
func month(before string, t *token) bool {
	if t.fold != "may" && t.fold != "march" || t.gap != " " {
		return false
	}
	switch before {
	case "in", "by", "since", "until", "last", "next", "early", "late", "mid", "during":
		return true
	}
	return false
}

// dateGap reports whether a day and a month may stand on either side of a gap.
func dateGap(gap string) bool { return joins(gap) && gap != ", " }

// month gives the full name of a month, "" if the token is none.
func (l *lexicon) month(t *token) string {
	if x := l.forms[t.fold]; x != nil && x.numeral.section == "month" && t.capital {
		return x.numeral.unit
	}
	return ""
}

// dayOfMonth reads 5, 5th or fifth as "5"; "" if the token is no day of a month.
func (l *lexicon) dayOfMonth(t *token) string {
	d := t.fold
	if x := l.forms[d]; x != nil && x.numeral.section == "ordinal" {
		d = plain(x.numeral.value)
	}
	for _, ending := range []string{"st", "nd", "rd", "th"} {
		d = strings.TrimSuffix(d, ending)
	}
	d = strings.TrimPrefix(d, "0")
	switch {
	case d == "" || len(d) > 2 || d[0] == '0' || !isDigit(d[0]) || !isDigit(d[len(d)-1]):
		return ""
	case len(d) == 2 && d > "31":
		return ""
	}
	return d
}
