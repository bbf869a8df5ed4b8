package transcript

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxLabel bounds a speaker's label, in bytes: “SALINAS [through translator]”.
const maxLabel = 60

// maxName bounds a name that a field or a voice tag gives, in bytes: it stands in
// every row of what the speaker said.
const maxName = 200

// cutLabel cuts “NAME:” off the beginning of a line. A label is set in capitals
// (“DONALD TRUMP:”, “WALLACE (VOICE-OVER):”) or in capitalised words (“Rep.
// Bobby Scott:”), which sure tells: prose too has “Incident after incident:” and
// “Here is my plan:”.
func cutLabel(line string) (label string, rest int, sure bool) {
	lead := len(line) - len(strings.TrimLeft(line, "> \t\ufeff"))
	head := line[lead:min(len(line), lead+maxLabel+1)]
	colon := strings.IndexByte(head, ':')
	if colon <= 0 || lead+colon+1 < len(line) && !strings.ContainsRune(" \t\r*[(", rune(line[lead+colon+1])) {
		return "", 0, false
	}
	label = strings.Trim(head[:colon], " *_")
	name := bare(label)
	if name == "" {
		return "", 0, false
	}
	letters, upper, words := 0, true, strings.Fields(name)
	for _, r := range name {
		switch {
		case unicode.IsLetter(r):
			letters++
			upper = upper && !unicode.IsLower(r)
		case !strings.ContainsRune(" .'’-&#,/", r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r):
			return "", 0, false
		}
	}
	if letters == 0 || len(words) > 6 {
		return "", 0, false
	}
	if upper {
		return label, lead + colon + 1, true
	}
	return label, lead + colon + 1, capitalised(words) && len(words) <= 4 && !strings.Contains(name, ",")
}

// bare is a label without what stands beside the name: “(VOICE-OVER)”.
func bare(label string) string {
	if i := strings.IndexAny(label, "(["); i >= 0 {
		label = label[:i]
	}
	return strings.TrimSpace(label)
}

func capitalised(words []string) bool {
	for _, w := range words {
		if r, _ := utf8.DecodeRuneInString(w); !unicode.IsUpper(r) {
			return false
		}
	}
	return true
}

// isCapitals reports whether a label holds no small letter.
func isCapitals(label string) bool { return strings.ToUpper(bare(label)) == bare(label) }

// countLetters counts the capitals and the letters of s.
func countLetters(s string) (upper, letters int) {
	for _, r := range s {
		if unicode.IsLetter(r) {
			letters++
		}
		if unicode.IsUpper(r) {
			upper++
		}
	}
	return upper, letters
}

// nobody are labels that name no person in particular, and what is no label.
var nobody = map[string]bool{}

func init() {
	for _, s := range []string{
		"unidentified", "unknown", "question", "q", "answer", "a", "moderator", "moderators", "audience", "announcer", "male", "female", "man", "woman",
		"speaker", "reporter", "reporters", "host", "interviewer", "interviewee", "crowd", "operator", "narrator", "voiceover", "voice-over", "voice",
		"participant", "participants", "candidates", "panelists", "protester", "protesters", "student", "voter", "caller", "translator", "interpreter",
		"note", "update", "transcript", "date", "time", "location", "video", "clip", "all", "both", "multiple", "group", "press", "media", "staff",
	} {
		nobody[s] = true
	}
}

// speakerOf is whom a label names; "" if nobody in particular: “MODERATOR”,
// “UNIDENTIFIED MALE”, “QUESTION”, “SPEAKER 2”.
func speakerOf(label string) string {
	name := bare(label)
	if len(name) > maxName {
		return ""
	}
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) && r != '-' && r != '\'' && r != '’' })
	if len(words) == 0 || nobody[words[0]] || words[0] == "unidentifiable" {
		return ""
	}
	return name
}
