package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// sentences divides the paragraph in d.line where punkt does (Kiss and Strunk,
// 2006), with repairs for what it does not know of quotation marks and titles.
// Sentences end at white space only: a run such as here.Next is left alone,
// because it is as often a web address. It returns, for each sentence, how many
// stretches the line holds up to its end.
func (d *desk) sentences() []int {
	line := d.line
	start, end := line[0].Start, line[len(line)-1].End
	d.cuts = d.cuts[:0]
	var breaks []int // punkt's, ascending, the last at the end; offsets in the paragraph
	wordy, ended := false, false
	for i := range line[:len(line)-1] {
		s := &line[i]
		wordy = wordy || s.traits&worded != 0
		if !ended && s.traits&endsMaybe == 0 {
			continue // as at most gaps
		}
		chunk, rest := d.body[s.Start:s.End], d.body[line[i+1].Start:end]
		if breaks == nil {
			breaks = d.punkt.breaks(d.body[start:end], &d.stops)
		}
		for breaks[0] < s.End-start {
			breaks = breaks[1:]
		}
		ended = ended || breaks[0] < line[i+1].Start-start || endsQuoted(chunk) || endsBefore(chunk, rest)
		if ended && beginsClosing(rest) {
			continue // the marks that follow are still this sentence's
		}
		if ended && wordy && divides(chunk, rest) {
			d.cuts = append(d.cuts, i+1)
			wordy = false
		}
		ended = false
	}
	d.cuts = append(d.cuts, len(line))
	return d.cuts
}

// endsQuoted reports whether a sentence may end with chunk because a closing
// mark follows its full stop, which punkt misses where there are two: ‘…go.’”
func endsQuoted(chunk string) bool {
	bare := strings.TrimRightFunc(chunk, isClosing)
	if len(bare) == len(chunk) {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(bare)
	return strings.ContainsRune(".?!…", r)
}

// endsBefore reports whether a sentence may end with chunk because of what comes
// next, where punkt sees an abbreviation or nothing: …left the U.S. “Never
// again,” he said. / …in Eau Claire, Wis. And then / …one of them… It was
func endsBefore(chunk, rest string) bool {
	if !strings.HasSuffix(chunk, ".") && !strings.HasSuffix(chunk, "…") {
		return false
	}
	opened := strings.TrimLeftFunc(rest, isOpening)
	next, _ := utf8.DecodeRuneInString(opened)
	return len(opened) < len(rest) && unicode.IsUpper(next) || isStarter(opened)
}

// beginsClosing reports whether rest begins with closing marks and then white
// space, an end or a comma: marks that belong to what stands before them.
func beginsClosing(rest string) bool {
	after := strings.TrimLeftFunc(rest, isClosing)
	if len(after) == len(rest) {
		return false
	}
	r, n := utf8.DecodeRuneInString(after)
	return n == 0 || isSpace(r) || strings.ContainsRune(",.;:", r)
}

// divides reports whether a sentence that may end with chunk does, seeing what
// comes after the space.
func divides(chunk, rest string) bool {
	bare := strings.TrimRightFunc(chunk, isClosing)
	closed := len(bare) < len(chunk)
	last, n := utf8.DecodeLastRuneInString(bare)
	opened := strings.TrimLeftFunc(rest, isOpening)
	next, _ := utf8.DecodeRuneInString(opened)
	fresh := len(opened) < len(rest) && unicode.IsUpper(next) || isStarter(opened)
	switch {
	case strings.ContainsRune(",;:", next):
		return false
	case beginsLower(opened): // “Why not?” he asked.
		return !closed && last == '.'
	case last == '…' || strings.HasSuffix(bare, ".."): // “I just …” Díaz began.
		return fresh
	case last != '.':
		return !closed || !isReporting(rest)
	}
	word := strings.TrimLeftFunc(bare[:len(bare)-n], isOpening)
	switch {
	case titles[word]: // “Gov. Snyder knew.”
		return false
	case isDottedLetters(word): // the U.N. Ambassador; but: left the U.N. He went
		return fresh
	case len(word) == 1 && unicode.IsUpper(rune(word[0])) && word != "I": // John B. “Bud” Smith
		return isStarter(opened)
	}
	return true
}

// beginsLower reports whether text begins with a lower-case word; an iPhone is none.
func beginsLower(text string) bool {
	first, n := utf8.DecodeRuneInString(text)
	second, _ := utf8.DecodeRuneInString(text[n:])
	return unicode.IsLower(first) && !unicode.IsUpper(second)
}

// isReporting reports whether text is at once a reporting clause and its end:
// “Are you in?” Bill Díaz asked. With anything after the verb it may as well be
// a new sentence (Díaz asked for quiet.), and stays one.
func isReporting(text string) bool {
	for range 4 { // names of up to three words
		end := strings.IndexFunc(text, func(r rune) bool { return isSpace(r) || strings.ContainsRune(",.;:", r) })
		if end < 0 {
			end = len(text)
		}
		if reporting[text[:end]] {
			return end == len(text) || text[end] < utf8.RuneSelf && text[end] != ' '
		}
		if first, _ := utf8.DecodeRuneInString(text); !unicode.IsUpper(first) || isStarter(text) {
			return false
		}
		text = strings.TrimLeftFunc(strings.TrimPrefix(text[end:], "."), isSpace) // Mr. Díaz
	}
	return false
}

// isStarter reports whether text begins with one of the function words that
// begin sentences and are capitalised only there.
func isStarter(text string) bool {
	n := 0
	for n < len(text) && isLetter(text[n]) {
		n++
	}
	return starters[text[:n]]
}

// isOpening reports whether r is a mark or bracket that opens or may open.
func isOpening(r rune) bool { return strings.ContainsRune("“„«‹‘‚\"'`([{", r) }
