package verify

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/verbatim-news/verbatim/pipeline/quotediff"
	"github.com/verbatim-news/verbatim/pipeline/transcript"
)

// What a neighbourhood holds of either side, in bytes.
const maxNeighbour = 500

// A neighbourhood is what stands around a passage in its turn.
type neighbourhood struct {
	head, tail    string // of the sentence that the passage begins in, and of the one that it ends in
	before, after string // a sentence each: what head and tail are part of, or the next one over
	reported      bool   // the passage stands or begins in quotation marks, or behind “you said”: the words are somebody else's
	question      bool   // its sentence is a question
}

// neighbours reads around bytes from to to of a transcript, inside the turn.
func neighbours(t *transcript.Transcript, from, to int) neighbourhood {
	lo, hi := from, to
	if k := t.Turn(from); k < len(t.Turns) {
		lo = min(lo, t.Turns[k].Start)
	}
	if k := t.Turn(max(from, to-1)); k < len(t.Turns) {
		hi = max(hi, t.Turns[k].End)
	}
	left, right := t.Text[max(lo, from-maxNeighbour):from], t.Text[to:min(hi, to+maxNeighbour)]
	left, right = strings.ToValidUTF8(left, ""), strings.ToValidUTF8(right, "")
	var n neighbourhood
	n.head = left[lastEnd(left, 0):]
	n.before = strings.TrimSpace(n.head)
	if n.before == "" {
		n.before = strings.TrimSpace(left[lastEnd(left, 1):])
	}
	end := firstEnd(right, 0)
	n.tail = right[:end]
	n.question = strings.ContainsRune(n.tail, '?') && !tag.MatchString(n.tail) || strings.HasSuffix(strings.TrimRight(t.Text[from:to], ` "”’'`), "?")
	n.after = strings.TrimSpace(n.tail)
	if !strings.ContainsFunc(n.after, unicode.IsLetter) {
		n.after = strings.TrimSpace(right[:firstEnd(right, 1)])
	}
	all := t.Text[max(lo, from-4*maxNeighbour):from]
	all = all[strings.LastIndexByte(all, '\n')+1:]
	n.reported = strings.Count(all, `"`)%2 == 1 || strings.Count(all, "“") > strings.Count(all, "”") ||
		strings.ContainsAny(t.Text[from:to], "\"“”") || quotediff.Reported(n.head)
	return n
}

// tag is what asks for assent and makes no question of a sentence: “..., OK?”
var tag = regexp.MustCompile(`(?i)^\s*,\s*(?:ok|okay|right|huh|alright|all right|correct|yeah|folks|you know|(?:isn|aren|don|doesn|wasn|won|can)['’]t (?:it|that|they|we|you|i|he|she)(?: right)?)\s*\?`)

// ends reports whether a sentence ends after byte i of s, a mark with a space,
// a quotation mark or the end behind it.
func ends(s string, i int) bool {
	if !strings.ContainsRune(".?!\n", rune(s[i])) {
		return false
	}
	if s[i] == '\n' {
		return true
	}
	return i+1 == len(s) || strings.ContainsRune(" \n\t\"'", rune(s[i+1])) || strings.HasPrefix(s[i+1:], "”")
}

// lastEnd is the byte at which the last sentence of s begins, or the last with
// words if skip is 1.
func lastEnd(s string, skip int) int {
	for i := len(s) - 1; i >= 0; i-- {
		if ends(s, i) && (skip == 0 || strings.ContainsFunc(s[i+1:], unicode.IsLetter)) {
			return i + 1
		}
	}
	return 0
}

// firstEnd is the byte at which the first sentence of s ends, or the first with
// words if skip is 1.
func firstEnd(s string, skip int) int {
	for i := range len(s) {
		if ends(s, i) && (skip == 0 || strings.ContainsFunc(s[:i], unicode.IsLetter)) {
			return i + 1
		}
	}
	return len(s)
}

// context reports whether the words around a passage may turn its meaning: “I
// never said that ...” before it, “unless ...” after it, a question printed as a
// statement.
func (x *query) context(n neighbourhood) bool {
	if len(x.words) < fewestWords {
		return false // a scrap has no meaning that others could turn
	}
	if n.question && !strings.Contains(x.quote.Text, "?") && !x.asked() {
		return true
	}
	return quotediff.Turned(n.head, n.tail, n.after)
}

// asked reports whether the article says that the words are a question: “asked”.
func (x *query) asked() bool {
	if x.quote.Cue == nil {
		return false
	}
	cue := strings.ToLower(x.quote.Cue.Text)
	return strings.Contains(cue, "ask") || strings.Contains(cue, "wonder") || strings.Contains(cue, "question")
}
