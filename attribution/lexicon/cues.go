package lexicon

import "strings"

// A Tier says how much a verb needs beside it to be taken for a cue.
type Tier uint8

const (
	NoCue  Tier = iota
	Judge       // Díaz called the plan “a mistake.”
	Manner      // “We won’t stop,” Díaz shrugged.
	Speech      // “We won’t stop,” Díaz said.
)

// A Cue is a verb form that may report speech.
type Cue struct {
	Lemma string
	Tier  Tier
}

// Verb looks up a lower-case verb form: "said", "telling", "argues".
func (l *Lexicon) Verb(form string) (Cue, bool) {
	c, ok := l.cues[form]
	return c, ok
}

var tiers = map[string]Tier{"judge": Judge, "manner": Manner, "speech": Speech}

// addCues reads the lines of cues.txt. A form of two tiers keeps the stronger.
func (l *Lexicon) addCues(lines []string) {
	l.cues = map[string]Cue{}
	for _, line := range lines {
		fields := strings.Fields(line)
		tier := tiers[fields[0]]
		for _, verb := range fields[1:] {
			lemma, _, _ := strings.Cut(verb, "/")
			for _, form := range forms(verb) {
				if old, ok := l.cues[form]; !ok || old.Tier < tier {
					l.cues[form] = Cue{Lemma: lemma, Tier: tier}
				}
			}
		}
	}
}

// forms inflects a verb: "say/said/said" by its own parts, "shrug" by rule.
func forms(verb string) []string {
	parts := strings.Split(verb, "/")
	lemma := parts[0]
	past := pastOf(lemma)
	out := []string{lemma, thirdOf(lemma), participleOf(lemma)}
	if len(parts) == 3 {
		return append(out, parts[1], parts[2])
	}
	if doublesInBritain(lemma) {
		out = append(out, lemma+"led", lemma+"ling")
	}
	return append(out, past)
}

const vowels = "aeiou"

// doubles reports whether the last consonant is doubled: shrug, shrugged. Verbs
// of two syllables with a final stress are few here and listed.
func doubles(v string) bool {
	switch v {
	case "rebut", "submit", "admit", "refer", "deadpan":
		return true
	}
	v = strings.Replace(v, "qu", "kw", 1) // quip, quipped
	n := len(v)
	if n < 3 || strings.ContainsRune("aeiouwxy", rune(v[n-1])) || !strings.ContainsRune(vowels, rune(v[n-2])) {
		return false
	}
	for _, r := range v[:n-2] {
		if strings.ContainsRune(vowels, r) {
			return false // repeat, answer: the stress is not on the end, or the vowel is double
		}
	}
	return true
}

// doublesInBritain reports whether an l is doubled there alone: label, labelled.
func doublesInBritain(v string) bool {
	n := len(v)
	return n > 4 && v[n-1] == 'l' && strings.ContainsRune(vowels, rune(v[n-2])) && !strings.ContainsRune(vowels, rune(v[n-3]))
}

func pastOf(v string) string {
	switch {
	case strings.HasSuffix(v, "e"):
		return v + "d"
	case strings.HasSuffix(v, "y") && !strings.ContainsRune(vowels, rune(v[len(v)-2])):
		return v[:len(v)-1] + "ied"
	case doubles(v):
		return v + v[len(v)-1:] + "ed"
	}
	return v + "ed"
}

func thirdOf(v string) string {
	switch {
	case strings.HasSuffix(v, "y") && !strings.ContainsRune(vowels, rune(v[len(v)-2])):
		return v[:len(v)-1] + "ies"
	case strings.HasSuffix(v, "s"), strings.HasSuffix(v, "sh"), strings.HasSuffix(v, "ch"), strings.HasSuffix(v, "x"), strings.HasSuffix(v, "o") && !strings.HasSuffix(v, "oo"):
		return v + "es"
	}
	return v + "s"
}

func participleOf(v string) string {
	switch {
	case strings.HasSuffix(v, "ee"):
		return v + "ing"
	case strings.HasSuffix(v, "e"):
		return v[:len(v)-1] + "ing"
	case doubles(v), v == "begin":
		return v + v[len(v)-1:] + "ing"
	}
	return v + "ing"
}
