package text

import (
	_ "embed"
	"math"
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
	basic   vocabulary
	tables  [features]labelTable
}

// A labelTable holds the votes of one feature, by its value.
type labelTable struct {
	values  vocabulary
	ends    numbers // where the votes of value i end; they begin where those before do
	labels  string  // of the votes
	weights numbers // two for each vote: the lower and the upper half of a float64
}

// labelVotes are the votes of one value.
type labelVotes struct {
	labels  string
	weights numbers
}

func (t *labelTable) at(value []byte) labelVotes {
	id := t.values.find(value)
	if id < 0 {
		return labelVotes{}
	}
	from, to := 0, int(t.ends.at(id))
	if id > 0 {
		from = int(t.ends.at(id - 1))
	}
	return labelVotes{t.labels[from:to], t.weights[8*from : 8*to]}
}

func (v labelVotes) addTo(scores *[256]float64) { // by label; no bounds to check for an uint8
	for i := range len(v.labels) {
		scores[v.labels[i]] += math.Float64frombits(uint64(v.weights.at(2*i)) | uint64(v.weights.at(2*i+1))<<32)
	}
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

//go:embed labeller.weights
var labellerWeights string

// Entities is the labeller of Options. A program that names it nowhere is linked
// without its weights, 3.5 MB.
func Entities() (*labeller, error) { return loadLabeller() }

var loadLabeller = sync.OnceValues(func() (*labeller, error) {
	r := reader{rest: labellerWeights}
	l := &labeller{names: r.names(), basic: r.vocabulary()}
	for i := range l.tables {
		l.tables[i] = labelTable{r.vocabulary(), r.numbers(), r.part(), r.numbers()}
	}
	for _, name := range l.names {
		b, _, _ := strings.Cut(name, "-")
		l.history = append(l.history, b)
	}
	return l, r.err
})

// labelScratch is what the labelling of one sentence needs and the next can use
// again.
type labelScratch struct {
	tags   []string // the tagger's names for the sentence's words: what is given
	labels []uint8  // what is returned
	lower  []byte
	ends   []int
	key    []byte
	next   []byte
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
		var scores [256]float64
		for _, votes := range l.look(i, forms, tags, history, s) {
			votes.addTo(&scores)
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
func (l *labeller) look(i int, forms []form, tags []string, history string, s *labelScratch) (v [features]labelVotes) {
	text, lower := heard(forms[i].text), s.lower[s.ends[i]:s.ends[i+1]]
	ask := func(feature int, value ...string) {
		s.key = s.key[:0]
		for _, part := range value {
			s.key = append(s.key, part...)
		}
		v[feature] = l.tables[feature].at(s.key)
	}
	ask(bias, "True")
	ask(inBasic, "False")
	if l.basic.find(append(s.key[:0], text...)) >= 0 {
		ask(inBasic, "True")
	}
	ask(prevWord, "None")
	ask(prevPos, "None")
	if i > 0 {
		v[prevWord] = l.tables[prevWord].at(s.lower[s.ends[i-1]:s.ends[i]])
		ask(prevPos, tags[i-1])
	}
	ask(nextWord, "None")
	s.next = append(s.next[:0], "None"...)
	if i+1 < len(forms) {
		v[nextWord] = l.tables[nextWord].at(s.lower[s.ends[i+1]:s.ends[i+2]])
		s.next = appendLower(s.next[:0], tags[i+1])
	}
	v[nextPos] = l.tables[nextPos].at(s.next)
	s.key = append(append(append(s.key[:0], lower...), '+'), s.next...)
	v[wordNextPos] = l.tables[wordNextPos].at(s.key)
	ask(posPrevTag, tags[i], "+", history)
	ask(pos, tags[i])
	ask(prevTag, history)
	s.key = appendLower(s.key[:0], text[:min(3, len(text))])
	v[prefix3] = l.tables[prefix3].at(s.key)
	s.key = appendLower(s.key[:0], text[max(0, len(text)-3):])
	v[suffix3] = l.tables[suffix3].at(s.key)
	ask(shape, shapeOf(text, lower))
	ask(word, text)
	v[wordLower] = l.tables[wordLower].at(lower)
	s.key = strconv.AppendInt(s.key[:0], int64(len(text)), 10)
	v[wordLen] = l.tables[wordLen].at(s.key)
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
