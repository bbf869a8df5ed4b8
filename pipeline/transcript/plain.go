package transcript

import (
	"strings"
	"unicode"
)

// parsePlain finds the turns of a text that has them, each to the next label;
// what stands before the first is nobody's. A label in small letters counts
// where it comes twice, or where the text begins with it.
func parsePlain(text string) []Turn {
	type header struct {
		line, from int
		label      string
	}
	var found []header
	count := map[string]int{}
	at := 0
	for line := range strings.Lines(text) {
		if label, rest, ok := cutLabel(strings.TrimRight(line, "\r\n")); ok {
			found = append(found, header{at, at + rest, label})
			count[label]++
		}
		at += len(line)
	}
	var turns []Turn
	add := func(from, to int, speaker string) {
		body := text[from:to]
		from += len(body) - len(strings.TrimLeftFunc(body, unicode.IsSpace))
		to = from + len(strings.TrimSpace(text[from:to]))
		if from < to {
			turns = append(turns, Turn{from, to, speaker})
		}
	}
	start, speaker := 0, ""
	for _, h := range found {
		if !isCapitals(h.label) && count[h.label] < 2 && strings.TrimSpace(text[:h.line]) != "" {
			continue
		}
		add(start, h.line, speaker)
		start, speaker = h.from, speakerOf(h.label)
	}
	add(start, len(text), speaker)
	return turns
}
