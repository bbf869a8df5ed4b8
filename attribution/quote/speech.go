package quote

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/verbatim-news/verbatim/attribution/lexicon"
	"github.com/verbatim-news/verbatim/attribution/text"
)

// maxClause is how many words a reporting clause inside an utterance may have.
const maxClause = 25

// join makes one quote of an utterance that its reporting clause interrupts:
//
//	“We won’t,” she said, “stop.”
//
// A clause that ends the sentence leaves two quotes of one speaker: “We don’t
// accept that,” she said. “We are no colony.”
func join(doc *text.Document, quotes []Quote) []Quote {
	into := make([]int, len(quotes)) // the quote that each became part of
	last := map[int]int{}            // by parent: the sibling before
	for i := range quotes {
		into[i] = i
		w := quotes[i].Within
		if w >= 0 {
			w = into[w]
			quotes[i].Within = w
		}
		if b, ok := last[w]; ok && interrupted(doc, &quotes[b], &quotes[i]) {
			quotes[b].Segments = append(quotes[b].Segments, quotes[i].Segments...)
			quotes[b].Unclosed = quotes[b].Unclosed || quotes[i].Unclosed
			into[i] = b
			continue
		}
		last[w] = i
	}
	return compact(quotes, into)
}

// compact drops the quotes that were joined to another and renumbers Within.
func compact(quotes []Quote, into []int) []Quote {
	place := make([]int, len(quotes))
	out := quotes[:0]
	for i, q := range quotes {
		if into[i] != i {
			place[i] = place[into[i]]
			continue
		}
		place[i] = len(out)
		if q.Within >= 0 {
			q.Within = place[q.Within]
		}
		out = append(out, q)
	}
	return out
}

// interrupted reports whether b goes on with the utterance of a.
func interrupted(doc *text.Document, a, b *Quote) bool {
	if a.Unclosed || len(b.Segments) == 0 {
		return false
	}
	left, right := a.Segments[len(a.Segments)-1], b.Segments[0]
	if right.Start-left.End > 300 || right.Start <= left.End {
		return false
	}
	between := strings.TrimFunc(doc.Body[left.End:right.Start], func(r rune) bool { return unicode.IsSpace(r) || isMark(r) })
	if strings.ContainsAny(between, "\n\r") || between == "" {
		return false
	}
	if !endsOpen(doc.Text(left)) && !strings.ContainsAny(between[:1], ",-") && !strings.HasPrefix(between, "—") && !strings.HasPrefix(between, "–") {
		return false // a piece of the reporter's sentence: “sacrosanct” and “not for sale”
	}
	first, _ := utf8.DecodeRuneInString(doc.Text(right))
	lower := unicode.IsLower(first)
	open := strings.HasSuffix(between, ",") || strings.HasSuffix(between, "—") || strings.HasSuffix(between, "–") || strings.HasSuffix(between, "-")
	if !open && !lower {
		return false
	}
	// A full stop before lower case is a slip: “…,” said Ashe. “and that was that.”
	return reports(strings.Trim(between, ",—–- "), open || strings.HasSuffix(between, "."))
}

func isMark(r rune) bool {
	_, _, width := classify("", r, 1)
	return width > 0
}

// endsOpen reports whether a segment breaks off where a reporting clause can
// come in: at a comma, a dash, a question or exclamation mark.
func endsOpen(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(",—–-?!…", r)
}

// reports reports whether a clause is a whole reporting clause: “she said”,
// “said the minister on Friday”. A clause that is not closed by a comma or stop
// must also not lead into what follows: “she said of the”.
func reports(clause string, closed bool) bool {
	words := strings.Fields(clause)
	if len(words) < 2 || len(words) > maxClause {
		return false // “…,” added, “…”: the subject stands before the first piece
	}
	first, second := strings.ToLower(words[0]), strings.ToLower(strings.TrimRight(words[1], ","))
	if leadsOn[first] {
		return false
	}
	if _, ok := lexicon.Default().Verb(first); ok && (leadsOn[second] || second == "that" || second == "of" || second == "at") {
		return false // said on Friday, “…”
	}
	cues, lastCue := 0, -1
	for i, w := range words {
		if i+1 < len(words) && endsSentence(w, words[i+1]) {
			return false
		}
		w = strings.ToLower(strings.TrimRight(w, ",;."))
		if c, ok := lexicon.Default().Verb(w); ok && c.Tier >= lexicon.Manner {
			cues, lastCue = cues+1, i
		}
	}
	switch strings.ToLower(words[len(words)-1]) {
	case "adding", "added", "calling", "saying": // a clause of its own: “…,” he said, adding, “…”
		return len(words) <= 2
	}
	return cues > 0 && (closed || cues == 1 && lastCue == len(words)-1 || len(words) <= 3)
}

// leadsOn words begin a clause that reports nothing by itself.
var leadsOn = words(`and but or then while as with to in on for when because after before during from by that which who about`)

// endsSentence reports whether a word ends a sentence, given the word after it.
func endsSentence(w, next string) bool {
	if strings.HasSuffix(w, "!") || strings.HasSuffix(w, "?") {
		return true
	}
	r, _ := utf8.DecodeRuneInString(next)
	return strings.HasSuffix(w, ".") && unicode.IsUpper(r) && !abbreviated(w)
}

// abbreviated reports whether the stop of a word belongs to it: Sen., U.S., J.
func abbreviated(w string) bool {
	stem, ok := strings.CutSuffix(strings.TrimLeft(w, "(“\"‘"), ".")
	if !ok || stem == "" {
		return false
	}
	if strings.Contains(stem, ".") || utf8.RuneCountInString(stem) == 1 {
		return true
	}
	r, _ := utf8.DecodeRuneInString(stem)
	low := strings.ToLower(stem)
	switch low {
	case "st", "jr", "sr", "no", "inc", "corp", "co", "ltd", "vs", "ret", "mr", "mrs", "ms", "dr":
		return true
	}
	_, title := lexicon.Default().Title(low)
	return unicode.IsUpper(r) && len(stem) <= 5 && (title || lexicon.Default().Place(low))
}
