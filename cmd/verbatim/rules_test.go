package main

import (
	"maps"
	"math"
	"slices"
	"testing"

	"github.com/verbatim-news/verbatim/attribution"
	"github.com/verbatim-news/verbatim/attribution/model"
)

// Every rule has its example, and the tables name no feature that is gone.
func TestTablesFitTheFeatures(t *testing.T) {
	names := attribution.FeatureNames()
	rules := names[:slices.Index(names, ranked[0])]
	for _, rule := range append(slices.Clone(rules), "nearby", "repeated", "reported", "reported-before") {
		if ruleExamples[rule] == "" {
			t.Errorf("rule %s has no example", rule)
		}
	}
	for _, name := range slices.Concat(counted, ranked, slices.Sorted(maps.Keys(farAway))) {
		if !slices.Contains(names, name) {
			t.Errorf("no feature is called %q", name)
		}
	}
}

func TestBecause(t *testing.T) {
	for want, r := range map[string]model.Reason{
		"its verb is said":                           {Feature: "its verb is said", Value: 1},
		"not same sentence":                          {Feature: "same sentence", Value: 0},
		"words away: 3":                              {Feature: "words away", Value: 3},
		"words away: 1":                              {Feature: "words away", Value: 1},
		"words away: 3, behind it":                   {Feature: "words away", Value: -3},
		"words from its cue to the quote: none near": {Feature: "words from its cue to the quote", Value: 50},
		"rule quote-cue-source finds it":             {Feature: "quote-cue-source", Value: 1},
		"rule quote-cue-source does not":             {Feature: "quote-cue-source", Value: 0},
		"rank of the rule: turn":                     {Feature: "rank of the rule", Value: 0},
		"rank of the best other: no rule":            {Feature: "rank of the best other", Value: 99},
		"words in the quote: 12":                     {Feature: "words in the quote", Value: float32(math.Log1p(12))},
		"tier of its cue: a verb of speech":          {Feature: "tier of its cue", Value: 3},
		"a feature that nobody here knows: 0.5":      {Feature: "a feature that nobody here knows", Value: 0.5},
	} {
		if got := because(r); got != want {
			t.Errorf("%v: %q, want %q", r, got, want)
		}
	}
}
