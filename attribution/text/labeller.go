package text

import (
	"errors"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// labeller guesses entity labels, B-PERSON, I-GPE and so on, with prose's
// maximum-entropy model.
//
// The features are prose's (extract.go: extract, shape; MIT licence, © 2017-2018
// Joseph Kato), after NLTK's ne_chunk. One of the seventeen, shape+prevtag, is
// left out: the model was saved with the name of a Python function in its
// values, so that none ever occurs. prose joins 13 labels x 17 features into
// strings for every token; here the value of a feature is looked up once and
// brings the votes for all labels.
type labeller struct {
	names   []string // label by number
	history []string // by label: what the next token sees of it, B, I or O
	basic   map[string]bool
	votes   [features]map[string][]labelVote
}

// A labelVote is the weight that one feature gives to one label.
type labelVote struct {
	class uint8
	w     float64
}

// The features stand in the order in which prose adds their weights, so that
// floating-point sums are the same to the last bit.
const (
	bias = iota
	inBasic
	nextPos
	nextWord
	pos
	posPrevTag
	prefix3
	prevPos
	prevTag
	prevWord
	shape
	suffix3
	word
	wordNextPos
	wordLower
	wordLen
	features
)

var featureNames = [features]string{"bias", "en-wordlist", "nextpos", "nextword", "pos", "pos+prevtag",
	"prefix3", "prevpos", "prevtag", "prevword", "shape", "suffix3", "word", "word+nextpos", "word.lower", "wordlen"}

// loadLabeller decodes the model once for the whole program.
var loadLabeller = sync.OnceValues(func() (*labeller, error) {
	var labels, basic []string
	var mapping map[string]int
	var weights []float64
	err := errors.Join(decode("Maxent/labels", &labels), decode("Maxent/words", &basic),
		decode("Maxent/mapping", &mapping), decode("Maxent/weights", &weights))
	if err != nil {
		return nil, err
	}
	return newLabeller(labels, basic, mapping, weights), nil
})

// newLabeller files the weights by feature and value. A key of mapping reads
// feature-value-label, where the value may hold hyphens and the label does
// (“word-long-time-B-GPE”); no label is the end of another after a hyphen.
func newLabeller(labels, basic []string, mapping map[string]int, weights []float64) *labeller {
	l := &labeller{names: labels, basic: map[string]bool{}}
	for _, w := range basic {
		l.basic[w] = true
	}
	byName := map[string]map[string][]labelVote{}
	for i, name := range featureNames {
		l.votes[i] = map[string][]labelVote{}
		byName[name] = l.votes[i]
	}
	for _, label := range labels {
		b, _, _ := strings.Cut(label, "-")
		l.history = append(l.history, b)
	}
	for key, weight := range mapping {
		for class, label := range labels {
			rest, ok := strings.CutSuffix(key, "-"+label)
			if !ok {
				continue
			}
			// en-wordlist is the one feature with a hyphen in its name.
			name, value, _ := strings.Cut(strings.Replace(rest, "en-wordlist", "en_wordlist", 1), "-")
			if table := byName[strings.Replace(name, "en_", "en-", 1)]; table != nil {
				table[value] = append(table[value], labelVote{uint8(class), weights[weight]})
			}
		}
	}
	return l
}

// labelScratch is what the labelling of one sentence needs and the next can use
// again.
type labelScratch struct {
	tags   []string // the tagger's names for the sentence's words: what is given
	labels []uint8  // what is returned
	lower  []byte
	ends   []int
	key    []byte
}

// label returns the numbers of the labels of one sentence, whose tags stand in
// s. They are good until the next call.
func (l *labeller) label(forms []form, s *labelScratch) []uint8 {
	tags := s.tags
	s.labels = s.labels[:0]
	s.lower, s.ends = s.lower[:0], append(s.ends[:0], 0)
	for _, f := range forms {
		s.lower = appendLower(s.lower, heard(f.text))
		s.ends = append(s.ends, len(s.lower))
	}
	history := "None"
	for i := range forms {
		var scores [256]float64 // by label; no bounds to check for an uint8
		for _, votes := range l.look(i, forms, tags, history, s) {
			for _, v := range votes {
				scores[v.class] += v.w
			}
		}
		best := 0
		for class := range l.names {
			if scores[class] > scores[best] {
				best = class
			}
		}
		s.labels = append(s.labels, uint8(best))
		history = l.history[best]
	}
	return s.labels
}

// heard is a form as this model was trained on it: straight marks, where the
// tagger's training had “ and ”.
func heard(form string) string {
	if form == "``" || form == "''" {
		return `"`
	}
	return form
}

// look returns the votes of the features of the i-th word.
func (l *labeller) look(i int, forms []form, tags []string, history string, s *labelScratch) (v [features][]labelVote) {
	text, lower := heard(forms[i].text), s.lower[s.ends[i]:s.ends[i+1]]
	v[bias] = l.votes[bias]["True"]
	v[inBasic] = l.votes[inBasic]["False"]
	if l.basic[text] {
		v[inBasic] = l.votes[inBasic]["True"]
	}
	v[prevWord], v[prevPos] = l.votes[prevWord]["None"], l.votes[prevPos]["None"]
	if i > 0 {
		v[prevWord] = l.votes[prevWord][string(s.lower[s.ends[i-1]:s.ends[i]])]
		v[prevPos] = l.votes[prevPos][tags[i-1]]
	}
	v[nextWord], s.key = l.votes[nextWord]["None"], append(s.key[:0], "None"...)
	if i+1 < len(forms) {
		v[nextWord] = l.votes[nextWord][string(s.lower[s.ends[i+1]:s.ends[i+2]])]
		s.key = appendLower(s.key[:0], tags[i+1])
	}
	v[nextPos] = l.votes[nextPos][string(s.key)]
	next := len(s.key)
	s.key = append(append(append(s.key, lower...), '+'), s.key[:next]...)
	v[wordNextPos] = l.votes[wordNextPos][string(s.key[next:])]
	s.key = append(append(append(s.key[:0], tags[i]...), '+'), history...)
	v[posPrevTag] = l.votes[posPrevTag][string(s.key)]
	v[pos], v[prevTag] = l.votes[pos][tags[i]], l.votes[prevTag][history]
	s.key = appendLower(s.key[:0], text[:min(3, len(text))])
	v[prefix3] = l.votes[prefix3][string(s.key)]
	s.key = appendLower(s.key[:0], text[max(0, len(text)-3):])
	v[suffix3] = l.votes[suffix3][string(s.key)]
	v[shape] = l.votes[shape][shapeOf(text, lower)]
	v[word], v[wordLower] = l.votes[word][text], l.votes[wordLower][string(lower)]
	s.key = strconv.AppendInt(s.key[:0], int64(len(text)), 10)
	v[wordLen] = l.votes[wordLen][string(s.key)]
	return v
}

// shapeOf is prose's shape: number, punct, downcase, upcase or mixedcase. Only
// the last character tells a mark from a word, and only ASCII counts as one.
func shapeOf(text string, lower []byte) string {
	last := text[len(text)-1]
	switch {
	case isNumeric(text):
		return "number"
	case !isDigit(last) && !isLetter(last) && last != '_':
		return "punct"
	case text == string(lower):
		return "downcase"
	case isTitle(text):
		return "upcase"
	}
	return "mixedcase"
}

// isNumeric reports whether strconv reads text as a number. The first byte is
// asked before, because an error is costly to make; but “Inf” is a number too.
func isNumeric(text string) bool {
	c := text[0]
	if !isDigit(c) && c != '.' && c != '+' && c != '-' && len(text) != len("nan") && len(text) != len("infinity") {
		return false
	}
	_, err := strconv.ParseFloat(text, 64)
	return err == nil
}

// isTitle reports whether every word inside text begins with a capital, which
// is what comparing text with the deprecated strings.Title comes to.
func isTitle(text string) bool {
	inside := false
	for _, r := range text {
		if !inside && unicode.ToTitle(r) != r {
			return false
		}
		inside = unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' || r >= utf8.RuneSelf && !unicode.IsSpace(r)
	}
	return true
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
