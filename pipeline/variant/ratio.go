package variant

import (
	"strconv"
	"strings"
)

// ratio reads what follows a number of n tokens and value v in “one in four”,
// “one-in-four”, “nine out of ten”: the share in percent. Only the round numbers
// that shares are told of are read, and nothing timed: “three in five minutes”
// is no share, nor is “one in 2016”.
func ratio(lex *lexicon, tokens []token, v string, n int) (percent string, used int) {
	at := n
	switch {
	case at+1 < len(tokens) && tokens[at].fold == "in":
		at++
	case at+2 < len(tokens) && tokens[at].fold == "out" && tokens[at+1].fold == "of":
		at += 2
	default:
		return "", 0
	}
	for i := n; i <= at; i++ {
		if !joins(tokens[i].gap) {
			return "", 0
		}
	}
	whole, k := cardinal(lex, tokens[at:])
	part, err := strconv.ParseFloat(v, 64)
	of, err2 := strconv.ParseFloat(whole, 64)
	if k == 0 || err != nil || err2 != nil || part >= of || !roundShare(of) {
		return "", 0
	}
	if at+k < len(tokens) {
		switch tokens[at+k].fold {
		case "second", "seconds", "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "month", "months", "year", "years":
			return "", 0
		}
	}
	return plain(100 * part / of), at + k
}

func roundShare(of float64) bool {
	switch of {
	case 12, 20, 50, 100, 1000, 10_000, 100_000, 1e6:
		return true
	}
	return of >= 2 && of <= 10 && of == float64(int(of))
}

// rangeEnd finds the number that a range of tokens ends in, after the n tokens
// of its first: “to 15” of “10 to 15 percent”, “-15” of “10-15%”. It is the
// index of that number's first token, 0 if no range goes on here.
func rangeEnd(tokens []token, n int) int {
	switch {
	case n+1 < len(tokens) && tokens[n].fold == "to" && joins(tokens[n].gap) && joins(tokens[n+1].gap):
		return n + 1
	case n < len(tokens) && (tokens[n].gap == "-" || tokens[n].gap == "–"):
		return n
	}
	return 0
}

// shared gives the value and the unit of a number of n tokens with what its
// range says once, at the end: the percent of “10 to 15 percent”, the million of
// “5 to 10 million”. A factor counts only where the range then still rises, and
// where the first number has none of its own.
func shared(lex *lexicon, tokens []token, v string, n int) (value, unit string) {
	at := rangeEnd(tokens, n)
	if at == 0 {
		return v, ""
	}
	last, k := cardinal(lex, tokens[at:])
	if k == 0 {
		return v, ""
	}
	if at += k; at < len(tokens) && (joins(tokens[at].gap) || tokens[at].fold == "%") {
		unit, _ = unitAt(lex, tokens[at:])
	}
	low, err := strconv.ParseFloat(v, 64)
	high, err2 := strconv.ParseFloat(last, 64)
	if factor := scale(lex, tokens[at-1].fold); err == nil && err2 == nil && factor >= 1000 && low < 1000 && low*factor < high {
		v = plain(low * factor)
	}
	return v, unit
}

// half reads the half that belongs to a number of n tokens and value v: “one and
// a half million”; used is 0 if there is none.
func half(lex *lexicon, tokens []token, v string, n int) (value string, used int) {
	if n+2 >= len(tokens) || tokens[n].fold != "and" || tokens[n+1].fold != "a" || tokens[n+2].fold != "half" {
		return v, 0
	}
	f, err := strconv.ParseFloat(v, 64)
	if err != nil || f >= 1000 {
		return v, 0
	}
	f, used = f+0.5, 3
	if n+3 < len(tokens) && joins(tokens[n+3].gap) {
		if s := scale(lex, tokens[n+3].fold); s > 0 {
			f, used = f*s, 4
		}
	}
	return plain(f), used
}

// halfOf reads “half a million” and “half a dozen”.
func halfOf(lex *lexicon, tokens []token) (value string, n int) {
	if len(tokens) < 3 || tokens[0].fold != "half" || tokens[1].fold != "a" || !joins(tokens[1].gap) || !joins(tokens[2].gap) {
		return "", 0
	}
	if s := scale(lex, tokens[2].fold); s > 0 {
		return plain(s / 2), 3
	}
	return "", 0
}

// compoundOrdinal reads “twenty-first”, which is 21st.
func compoundOrdinal(lex *lexicon, tokens []token) string {
	if len(tokens) < 2 || !joins(tokens[1].gap) {
		return ""
	}
	tens, ones := lex.forms[tokens[0].fold], lex.forms[tokens[1].fold]
	if tens == nil || ones == nil || tens.numeral.section != "cardinal" || ones.numeral.section != "ordinal" {
		return ""
	}
	if t, o := tens.numeral.value, ones.numeral.value; t >= 20 && o < 10 {
		return "#" + plain(t+o) + " th"
	}
	return ""
}

// multiple reads “twice”, which is two times, and “threefold”.
func multiple(lex *lexicon, f string) string {
	switch f {
	case "twice":
		return "#2 times"
	case "thrice":
		return "#3 times"
	}
	if host, ok := strings.CutSuffix(f, "fold"); ok {
		if x := lex.forms[host]; x != nil && x.numeral.section == "cardinal" {
			return "#" + plain(x.numeral.value) + " fold"
		}
	}
	return ""
}
