package main

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/verbatim-news/verbatim/attribution"
	"github.com/verbatim-news/verbatim/attribution/model"
	"github.com/verbatim-news/verbatim/pipeline/record"
)

// ruleExamples show for each rule of attribution the English that it catches.
var ruleExamples = map[string]string{
	"turn":              "“RUIZ: We won’t pay.” · Q: “Will you pay?” A: “No.”",
	"quote-cue-source":  "“We won’t pay,” said Ruiz.",
	"quote-source-cue":  "“We won’t pay,” Ruiz, the mayor, said.",
	"quote-source-verb": "“We won’t pay,” Ruiz laughed.",
	"according-to":      "“We won’t pay,” according to Ruiz.",
	"as-source-cue":     "“A costly error,” as Ruiz put it.",
	"in-the-words-of":   "“A costly error,” in the words of Ruiz.",
	"signature":         "“We won’t pay.” — Ana Ruiz",
	"coordinated":       "Ruiz called it “costly” and “unsafe.” (the second)",
	"source-cue-quote":  "Ruiz said: “We won’t pay.”",
	"cue-source-quote":  "Because of the cost, explained Ruiz, “we won’t pay.”",
	"passive":           "It was called “costly” by Ruiz.",
	"source-noun-quote": "Ruiz’s response: “We won’t pay.”",
	"noun-source-quote": "A statement from Ruiz: “We won’t pay.”",
	"name-colon":        "Ruiz: “We won’t pay.”",
	"trailing":          "“We won’t pay.” Ruiz said.",
	"introduced":        "Ruiz said the plan was dead. “We won’t pay.”",
	"subject-before":    "Ruiz was angry. “We won’t pay.”",
	"same-paragraph":    "“We won’t pay,” Ruiz said. “Not a cent.” (the second)",
	"paragraph-later":   "“Not a cent.” It was late. “We won’t pay,” Ruiz said. (the first)",
	"colon-paragraph":   "Ruiz wrote on Monday: [new paragraph] “We won’t pay.”",
	"continued":         "“We won’t pay,” Ruiz said. [new paragraph] “Not a cent.” (the second)",
	"continued-report":  "Ruiz said the plan was dead. [new paragraph] “We won’t pay.”",
	"continued-subject": "Ruiz shook her head. [new paragraph] “We won’t pay.”",
	"possessor":         "Ruiz’s “costly” bridge",
	"clause-right":      "The “costly” bridge, Ruiz said, is unsafe.",
	"subject":           "Ruiz was “very tired.”",
	"nearest-cue":       "Ruiz said that the bridge, built in a hurry, is “unsafe.”",
	"outer-cue":         "Ruiz said that critics who call it “unsafe” are wrong.",
	"nearby":            "Ruiz had left. It was late. “We won’t pay.”",
	"repeated":          "“We won’t pay,” Ruiz said. [large print] “We won’t pay” (the second)",
	"reported":          "Ruiz said that the city will not pay.",
	"reported-before":   "The city will not pay, Ruiz said.",
}

// counted are the features whose value is a number; all others are yes or no.
var counted = []string{
	"sentences away", "paragraphs away", "words away", "tier of its verb", "words from its verb to the quote",
	"commas between", "verbs between", "cues between", "quotes between", "candidates between",
	"words in the quote", "quotes in the paragraph", "place in the paragraph",
	"tier of the nearest cue before", "words to the nearest cue before", "cues in the sentence",
	"mentions in the article", "candidates", "quoted class", "tier of its cue", "words from its cue to the quote", "quotes between cue and quote",
	"place by rank",
}

// farAway is the value that stands for no cue or verb near.
var farAway = map[string]float32{"words from its verb to the quote": 40, "words to the nearest cue before": 40, "words from its cue to the quote": 50}

// ranked are the features whose value is the place of a rule in the cascade.
var ranked = []string{"rank of the rule", "rank of the best other"}

// tiers say how much a cue tells, by the value of a feature.
var tiers = map[float32]string{-1: "no cue", 0: "no cue", 1: "a verb of judgement", 2: "a verb of manner", 3: "a verb of speech"}

// because says a feature with its value in words: “not same sentence”, “words away: 3”.
func because(r model.Reason) string {
	name := strings.TrimSpace(r.Feature)
	switch {
	case slices.Contains(ranked, name):
		return name + ": " + ruleAt(int(r.Value))
	case strings.HasPrefix(name, "tier of"):
		if words, ok := tiers[r.Value]; ok {
			return name + ": " + words
		}
	case name == "words in the quote", name == "mentions in the article": // measured as logarithms
		return name + ": " + strconv.Itoa(int(math.Round(math.Expm1(float64(r.Value)))))
	}
	_, isRule := ruleExamples[name]
	switch {
	case r.Value == farAway[name] && r.Value != 0:
		return name + ": none near"
	case r.Value < 0: // distances count from what stands before the quote
		return fmt.Sprintf("%s: %g, behind it", name, -r.Value)
	case slices.Contains(counted, name), r.Value != 0 && r.Value != 1:
		return fmt.Sprintf("%s: %g", name, r.Value)
	case isRule && r.Value == 1:
		return "rule " + name + " finds it"
	case isRule:
		return "rule " + name + " does not"
	case r.Value == 0:
		return "not " + name
	}
	return name
}

// ruleAt is the rule at a place in the cascade. The ranker's features begin with
// the rules, in that order.
func ruleAt(place int) string {
	names := attribution.FeatureNames()
	if place < 0 || place >= slices.Index(names, ranked[0]) {
		return "no rule"
	}
	return names[place]
}

// ruleWords says a rule and what it catches.
func ruleWords(rule string) string {
	if example, ok := ruleExamples[rule]; ok {
		return rule + ", as in: " + example
	}
	return rule
}

// speakerTypes say the type of a speaker in words.
var speakerTypes = map[string]string{
	record.TypePerson: "a person", record.TypePersons: "several people", record.TypeOrganisation: "an organisation",
	record.TypeDocument: "a document", record.TypeAnonymous: "not named",
}
