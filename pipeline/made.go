package pipeline

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/verbatim-news/verbatim/attribution/speaker"
	"github.com/verbatim-news/verbatim/pipeline/corpus"
)

// earlierFormat is the version of KeptFile.
//
//	1: JSON Lines.
//	2: rows.
const earlierFormat = 2

// made is the head of KeptFile: all that an extract hangs on but its article.
// Where any of it is another, the earlier extracts are not those that a run over
// everything would find.
type made struct {
	Format        int      `json:"format"`
	Version       string   `json:"version"` // of the program: its rules
	Lexicon       string   `json:"lexicon"`
	Models        string   `json:"models"`
	Speakers      string   `json:"speakers"` // SHA-256 of what --speakers named
	MinConfidence float64  `json:"min_confidence"`
	Indirect      bool     `json:"indirect"`
	Lang          string   `json:"lang"`
	Since         string   `json:"since"`
	Until         string   `json:"until"`
	Outlets       []string `json:"outlets"`
	Map           string   `json:"map"`
	MinWords      int      `json:"min_words"`
	MaxArticle    int      `json:"max_article"`
	MaxLine       int      `json:"max_line"`
	MaxPage       int      `json:"max_page"`
	MaxRatio      int      `json:"max_ratio"`
}

// made is what the extracts of a run with o hang on.
func (s Stages) made(o Options) made {
	m := made{
		Format: earlierFormat, Version: o.Version, Lexicon: speaker.Version, Models: s.Models, Speakers: s.Speakers,
		MinConfidence: o.MinConfidence, Indirect: o.Indirect, Lang: cmp.Or(strings.ToLower(o.Corpus.Lang), "en"), Outlets: []string{},
		Since: dayOf(o.Corpus.Since), Until: dayOf(o.Corpus.Until), Map: o.Corpus.Map.String(), MinWords: max(0, o.Corpus.MinWords),
		MaxArticle: cmp.Or(o.Corpus.MaxArticle, corpus.DefaultMaxArticle), MaxLine: cmp.Or(o.Corpus.MaxLine, corpus.DefaultMaxLine),
		MaxPage: cmp.Or(o.Corpus.MaxPage, corpus.DefaultMaxPage), MaxRatio: cmp.Or(o.Corpus.MaxRatio, corpus.DefaultMaxRatio),
	}
	for _, outlet := range o.Corpus.Outlets {
		m.Outlets = append(m.Outlets, strings.ToLower(outlet))
	}
	slices.Sort(m.Outlets)
	m.Outlets = slices.Compact(m.Outlets)
	return m
}

// differs says in what m, an earlier run's, is not now's; nil if in nothing.
func (m made) differs(now made) error {
	if m.Format != now.Format {
		return fmt.Errorf("it is of format %d, and this program reads format %d; %s", m.Format, now.Format, again)
	}
	for _, part := range []struct{ name, was, is string }{
		{"version", m.Version, now.Version},
		{"word lists", m.Lexicon, now.Lexicon},
		{"models", m.Models, now.Models},
	} {
		if part.was != part.is {
			return fmt.Errorf("it was made by other %s, %.200q, and not %q; %s", part.name, part.was, part.is, again)
		}
	}
	if m.Speakers != now.Speakers {
		return errors.New("it was made with other --speakers; give the same, or " + again)
	}
	for _, o := range []struct {
		flag    string
		was, is any
	}{
		{"--min-confidence", m.MinConfidence, now.MinConfidence},
		{"--indirect", m.Indirect, now.Indirect},
		{"--lang", m.Lang, now.Lang},
		{"--since", m.Since, now.Since},
		{"--until", m.Until, now.Until},
		{"--outlets", strings.Join(m.Outlets, ","), strings.Join(now.Outlets, ",")},
		{"--map", m.Map, now.Map},
		{"--min-words", m.MinWords, now.MinWords},
		{"--max-article", m.MaxArticle, now.MaxArticle},
		{"--max-line", m.MaxLine, now.MaxLine},
		{"--max-page", m.MaxPage, now.MaxPage},
		{"--max-ratio", m.MaxRatio, now.MaxRatio},
	} {
		if o.was != o.is {
			return fmt.Errorf("it was made with %s %s, and not %s; give the same, or %s", o.flag, option(o.was), option(o.is), again)
		}
	}
	return nil
}

// option is the value of a flag for people.
func option(v any) string {
	switch v {
	case "":
		return "unset"
	case true:
		return "on"
	case false:
		return "off"
	}
	return fmt.Sprintf("%.100s", fmt.Sprint(v))
}
