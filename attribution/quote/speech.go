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
	comma := strings.HasSuffix(between, ",") || strings.HasSuffix(between, "—") || strings.HasSuffix(between, "–") || strings.HasSuffix(between, "-")
	return (comma || unicode.IsLower(first)) && reports(strings.Trim(between, ",—–- "), comma)
}

func isMark(r rune) bool { return strings.ContainsRune("\"“”„«»'‘’`", r) }

// endsOpen reports whether a segment breaks off where a reporting clause can
// come in: at a comma, a dash, a question or exclamation mark.
func endsOpen(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(",—–-?!…", r)
}

// reports reports whether a clause is a whole reporting clause: “she said”,
// “said the minister on Friday”. Without a comma at its end it must also not
// lead into what follows: “she said of the”.
func reports(clause string, comma bool) bool {
	words := strings.Fields(clause)
	if len(words) == 0 || len(words) > maxClause {
		return false
	}
	switch strings.ToLower(words[0]) {
	case "and", "but", "or", "then", "while", "as", "with", "to", "in", "on", "for", "when", "because":
		return false
	}
	cue, lastCue := false, -1
	for i, w := range words {
		w = strings.ToLower(strings.TrimRight(w, ",;"))
		if strings.ContainsAny(w, ".!?") && !strings.Contains(words[i], ".") {
			return false
		}
		if c, ok := lexicon.Default().Verb(w); ok && c.Tier >= lexicon.Manner {
			cue, lastCue = true, i
		}
		if sentenceEnd(words[i]) && i+1 < len(words) {
			return false
		}
	}
	switch strings.ToLower(strings.TrimRight(words[len(words)-1], ",")) {
	case "adding", "added", "calling", "saying": // its own clause: “…,” he said, adding, “…”
		return len(words) <= 2
	}
	return cue && (comma || lastCue == len(words)-1 || lastCue >= 0 && len(words) <= 3)
}

// sentenceEnd reports whether a word ends a sentence and is no abbreviation
// such as “Sen.” or “U.S.”.
func sentenceEnd(w string) bool {
	if strings.HasSuffix(w, "!") || strings.HasSuffix(w, "?") {
		return true
	}
	stem, ok := strings.CutSuffix(w, ".")
	return ok && len(stem) > 3 && !strings.Contains(stem, ".") && unicode.IsLower(rune(stem[0]))
}
