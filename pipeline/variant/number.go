package variant

import (
	"strconv"
	"strings"
)

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// number reads a number, an amount or a date word at the head of tokens and
// gives its key by value: “$1.5bn” and “1,500 million dollars” have one key. n
// is the number of tokens used, 0 if there is no number.
func number(lex *lexicon, tokens []token) (key string, n int, kind Kind) {
	if !beginsNumber(lex, tokens[0].fold) {
		return "", 0, 0
	}
	if key, n = date(lex, tokens); n > 0 {
		return key, n, Number
	}
	if key = multiple(lex, tokens[0].fold); key != "" {
		return key, 1, Number
	}
	if key = compoundOrdinal(lex, tokens); key != "" {
		return key, 2, Number
	}
	unit := ""
	switch tokens[0].fold {
	case "$", "us$":
		unit = "usd"
	case "€":
		unit = "eur"
	case "£":
		unit = "gbp"
	case "¥":
		unit = "jpy"
	}
	if unit != "" {
		if len(tokens) == 1 || tokens[1].gap != "" && tokens[1].gap != " " {
			return "", 0, 0
		}
		n = 1
	}
	v, used := cardinal(lex, tokens[n:])
	if used == 0 {
		v, used = halfOf(lex, tokens[n:])
	}
	if used == 0 {
		if unit != "" {
			return "", 0, 0
		}
		return dateOrOrdinal(lex, &tokens[0])
	}
	n += used
	if n < len(tokens) {
		v, unit, n = amount(lex, tokens, v, unit, n)
	}
	kind = Number
	if n == 1 && tokens[0].fold == "one" {
		kind |= Function // “no one”, “one of the”
	}
	return strings.TrimRight("#"+v+" "+unit, " "), n, kind
}

// beginsNumber reports whether a number may begin with a form. Nineteen words in
// twenty begin none, and all that number tries would look each up ten times.
func beginsNumber(lex *lexicon, f string) bool {
	switch f {
	case "a", "an", "half", "twice", "thrice", "$", "us$", "€", "£", "¥":
		return true
	}
	if isDigit(f[0]) || strings.HasSuffix(f, "fold") {
		return true
	}
	x := lex.forms[f]
	return x != nil && x.numeral.section != ""
}

// amount reads on after the n tokens of a number of value v, which a currency
// may stand before: its half, its unit, what it is a share of or shares with the
// end of its range.
func amount(lex *lexicon, tokens []token, v, unit string, n int) (value, of string, used int) {
	v, k := half(lex, tokens, v, n)
	if n += k; n == len(tokens) {
		return v, unit, n
	}
	if joins(tokens[n].gap) || tokens[n].fold == "%" {
		if u, k := unitAt(lex, tokens[n:]); k > 0 && (unit == "" || unit == u) {
			return v, u, n + k
		}
	}
	if share, k := ratio(lex, tokens, v, n); k > 0 && unit == "" {
		return share, "percent", k
	}
	v, u := shared(lex, tokens, v, n)
	if unit == "" {
		unit = u
	}
	return v, unit, n
}

// unitAt reads the unit after a number: %, percent, per cent, percentage points,
// dollars.
func unitAt(lex *lexicon, tokens []token) (unit string, n int) {
	f := tokens[0].fold
	if f == "percentage" && len(tokens) > 1 && (tokens[1].fold == "point" || tokens[1].fold == "points") {
		return "points", 2
	}
	if f == "%" || f == "pct" {
		return "percent", 1
	}
	if f == "per" && len(tokens) > 1 && tokens[1].fold == "cent" {
		return "percent", 2
	}
	if x := lex.forms[f]; x != nil && x.numeral.section == "unit" {
		return x.numeral.unit, 1
	}
	return "", 0
}

// dateOrOrdinal reads 27th, third, 1990s, Monday or April.
func dateOrOrdinal(lex *lexicon, t *token) (string, int, Kind) {
	if isDigit(t.fold[0]) {
		i := 0
		for i < len(t.fold) && isDigit(t.fold[i]) {
			i++
		}
		switch t.fold[i:] {
		case "st", "nd", "rd", "th":
			return "#" + t.fold[:i] + " th", 1, Number
		case "s", "'s":
			return "#" + t.fold[:i] + " s", 1, Number
		}
		return "#" + t.fold, 1, Number // 9/11, 24-7, 10am: by its looks
	}
	if x := lex.forms[t.fold]; x != nil {
		switch x.numeral.section {
		case "ordinal":
			return "#" + plain(x.numeral.value) + " th", 1, Number
		case "day":
			return t.fold, 1, Number
		case "month":
			// “May” and “March” alone are rather words than months
			if t.fold == x.numeral.unit && t.fold != "may" && t.fold != "march" {
				return t.fold, 1, Number
			}
		}
	}
	return "", 0, 0
}

// cardinal reads “1,500”, “1.5bn”, “thirty-five”, “two hundred and five
// thousand”, “a million”; the value comes back in plain decimal digits.
func cardinal(lex *lexicon, tokens []token) (value string, n int) {
	var total, part float64 // part: what the next scale word multiplies
	seen, tens, and := false, false, false
	for i := range tokens {
		f := tokens[i].fold
		if i > 0 && !joins(tokens[i].gap) {
			break
		}
		if v, ok := digits(lex, f); ok {
			if seen {
				break
			}
			if len(f) > 15 {
				return f, i + 1 // longer than a float64 is exact: by its looks
			}
			part, seen, tens, n = v, true, false, i+1
			continue
		}
		if i == 0 && (f == "a" || f == "an") && len(tokens) > 1 && scale(lex, tokens[1].fold) > 0 {
			part = 1
			continue
		}
		if f == "and" && seen && (part == 0 || part >= 100) && !and {
			and = true
			continue // “two thousand and five”; given back if no number follows
		}
		if s := scale(lex, f); s > 0 && (seen || i > 0) {
			if s == 100 || s == 12 {
				part *= s
			} else {
				total, part = total+part*s, 0
			}
			seen, tens, n = true, false, i+1
			continue
		}
		x := lex.forms[f]
		if x == nil || x.numeral.section != "cardinal" {
			break
		}
		v := x.numeral.value
		if seen && !(tens && v < 10) && !(part == 0 && total > 0) && !(part >= 100 && v < 100 && !tens) {
			break // “two three” are two numbers
		}
		part, tens = part+v, v >= 20
		seen, n = true, i+1
	}
	if !seen {
		return "", 0
	}
	return plain(total + part), n
}

// scale is the factor of hundred, million, bn; 0 if f is none. Letters alone
// (“m”, “b”) count only when they stand against digits.
func scale(lex *lexicon, f string) float64 {
	if x := lex.forms[f]; x != nil && x.numeral.section == "scale" && len(f) > 1 {
		return x.numeral.value
	}
	return 0
}

// digits reads 1,500, 1.5 and 1.5bn.
func digits(lex *lexicon, f string) (float64, bool) {
	if !isDigit(f[0]) {
		return 0, false
	}
	i := 0
	for i < len(f) && (isDigit(f[i]) || f[i] == '.' || f[i] == ',') {
		i++
	}
	factor := 1.0
	if i < len(f) {
		x := lex.forms[f[i:]]
		if x == nil || x.numeral.section != "scale" {
			return 0, false
		}
		factor = x.numeral.value
	}
	v, err := strconv.ParseFloat(strings.ReplaceAll(f[:i], ",", ""), 64)
	return v * factor, err == nil
}

// plain writes a value without exponent; fifteen significant digits hide what
// binary fractions do to 1.1 million.
func plain(v float64) string {
	s := strconv.FormatFloat(v, 'g', 15, 64)
	if strings.ContainsAny(s, "e") {
		s = strconv.FormatFloat(v, 'f', -1, 64)
	}
	return s
}
