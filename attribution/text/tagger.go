package text

import (
	"errors"
	"math"
	"slices"
	"strings"
	"sync"
)

// tagger guesses Penn Treebank parts of speech with prose's averaged perceptron.
//
// The fourteen features and their order are prose's (tag.go: featurize,
// normalize; MIT licence, © 2017-2018 Joseph Kato), who ported them from
// TextBlob's tagger by Matthew Honnibal (MIT licence, © 2013); the weights are
// read from prose's own gobs. What is ours is the arithmetic. prose joins
// fourteen strings a token and looks each up in a map of maps; here a word is
// looked up once and its number then indexes every feature that mentions it.
// All weights are whole thousandths, so they are kept as integers: sums are
// exact, and a tie goes to the class that the model lists first, where prose
// leaves both to the order of a Go map.
type tagger struct {
	names   []string         // tag by number
	known   map[string]uint8 // words that nearly always bear one tag, and are not scored
	link    uint8            // NN: links, addresses, handles
	smile   uint8            // SYM: emoticons
	start   [2]uint8         // -START-, -START2-: the tags before the first word
	answers []uint8          // the classes that the model can answer, in its order

	edges                [4]context // before and after the sentence
	hyphen, year, digits context    // what stands in for such words

	bias     []vote[int32]
	first    [256][]vote[int32] // by the word's first byte
	prevTag  [][]vote[int32]    // by the tag before
	prevTag2 [][]vote[int32]    // by the tag before that
	prevTags [][]vote[int32]    // by both: second last + last*len(names)
	endings  map[uint32]int32   // index into suffixes
	suffixes []suffixVotes
	vocab    vocabulary
	words    []wordVotes
	tagWord  map[tagWord][]vote[int32]
}

// suffixVotes are what three last bytes say of the word itself and of its neighbours.
type suffixVotes struct{ here, after, before []vote[int32] }

// wordVotes are what a word says of itself and of its neighbours: after1 are
// the votes on the word that follows it, before2 those on the second word before it.
type wordVotes struct{ here, after1, after2, before1, before2 []vote[int32] }

type tagWord struct {
	tag  uint8
	word int32
}

// loadTagger decodes the model once for the whole program, as it takes 0.15 s
// and never changes.
var loadTagger = sync.OnceValues(func() (*tagger, error) {
	var classes []string
	var known map[string]string
	var weights map[string]map[string]float64
	err := errors.Join(decode("AveragedPerceptron/classes", &classes),
		decode("AveragedPerceptron/tags", &known), decode("AveragedPerceptron/weights", &weights))
	if err != nil {
		return nil, err
	}
	return newTagger(classes, known, weights), nil
})

func newTagger(classes []string, known map[string]string, weights map[string]map[string]float64) *tagger {
	t := &tagger{
		names: append(slices.Clone(classes), "-START-", "-START2-"),
		known: make(map[string]uint8, len(known)), endings: map[uint32]int32{},
		vocab: vocabulary{}, words: make([]wordVotes, 1), suffixes: make([]suffixVotes, 1),
		tagWord: map[tagWord][]vote[int32]{},
	}
	number := map[string]uint8{}
	for i, name := range t.names {
		number[name] = uint8(i)
	}
	t.link, t.smile = number["NN"], number["SYM"]
	t.start = [2]uint8{number["-START-"], number["-START2-"]}
	for word, tag := range known {
		t.known[word] = number[tag]
	}
	n := len(t.names)
	t.prevTag, t.prevTag2 = make([][]vote[int32], n), make([][]vote[int32], n)
	t.prevTags = make([][]vote[int32], n*n)
	for feature, byClass := range weights {
		votes := make([]vote[int32], 0, len(byClass))
		for class, w := range byClass {
			votes = append(votes, vote[int32]{number[class], int32(math.Round(w * 1000))})
		}
		t.place(feature, votes, number)
	}
	for _, v := range t.bias {
		t.answers = append(t.answers, v.class)
	}
	slices.Sort(t.answers)
	for i, mark := range []string{"-START-", "-START2-", "-END-", "-END2-"} {
		t.edges[i] = t.verbatim(mark)
	}
	t.hyphen, t.year, t.digits = t.verbatim("!HYPHEN"), t.verbatim("!YEAR"), t.verbatim("!DIGITS")
	return t
}

// place files the votes of one feature, spelt as in the model: “i-1 word trump”.
func (t *tagger) place(feature string, votes []vote[int32], number map[string]uint8) {
	name, value := feature, ""
	if i := strings.LastIndex(feature, " "); i >= 0 {
		name, value = feature[:i], feature[i+1:]
	}
	switch name {
	case "bias":
		t.bias = votes
	case "i pref1":
		t.first[[]rune(value)[0]&0xff] = votes
	case "i-1 tag":
		t.prevTag[number[value]] = votes
	case "i-2 tag":
		t.prevTag2[number[value]] = votes
	case "i suffix":
		t.suffix(value).here = votes
	case "i-1 suffix":
		t.suffix(value).after = votes
	case "i+1 suffix":
		t.suffix(value).before = votes
	case "i word":
		t.word(value).here = votes
	case "i-1 word":
		t.word(value).after1 = votes
	case "i-2 word":
		t.word(value).after2 = votes
	case "i+1 word":
		t.word(value).before1 = votes
	case "i+2 word":
		t.word(value).before2 = votes
	default: // two values: “i tag+i-2 tag VBD PRP”, “i-1 tag+i word DT summit”
		tag, ok := strings.CutPrefix(name, "i tag+i-2 tag ")
		if ok {
			t.prevTags[int(number[tag])*len(t.names)+int(number[value])] = votes
		} else if tag, ok = strings.CutPrefix(name, "i-1 tag+i word "); ok {
			t.word(value)
			t.tagWord[tagWord{number[tag], t.vocab[value]}] = votes
		}
	}
}

func (t *tagger) suffix(s string) *suffixVotes {
	i, ok := t.endings[ending(s)]
	if !ok {
		i = int32(len(t.suffixes))
		t.endings[ending(s)] = i
		t.suffixes = append(t.suffixes, suffixVotes{})
	}
	return &t.suffixes[i]
}

func (t *tagger) word(s string) *wordVotes {
	id := t.vocab.add(s)
	if int(id) == len(t.words) {
		t.words = append(t.words, wordVotes{})
	}
	return &t.words[id]
}

// A context is what a token tells its neighbours: its normalised form's votes.
type context struct {
	word   int32
	suffix int32
}

// tag writes into tags (as long as forms) the numbers of the tags of one
// sentence, whose words are given as feed made them.
func (t *tagger) tag(forms []form, tags []uint8, s *scratch) {
	ctx := append(s.context[:0], t.edges[0], t.edges[1])
	for _, f := range forms {
		ctx = append(ctx, t.context(f.text, s))
	}
	ctx = append(ctx, t.edges[2], t.edges[3])
	s.context = ctx
	p1, p2 := t.start[0], t.start[1]
	for i, f := range forms {
		switch {
		case f.kind == linkForm:
			tags[i] = t.link
		case f.kind == smileForm:
			tags[i] = t.smile
		default:
			tag, ok := t.known[f.text]
			if !ok {
				tag = t.predict(f.text, ctx[i:i+5], p1, p2)
			}
			tags[i] = tag
		}
		p1, p2 = tags[i], p1
	}
}

// predict scores a word by itself, by the two words on either side (ctx holds
// all five) and by the two tags before it.
func (t *tagger) predict(word string, ctx []context, p1, p2 uint8) uint8 {
	before, here, after := ctx[1], ctx[2], ctx[3]
	var scores [256]int32 // by class; no bounds to check for an uint8
	for _, votes := range [...][]vote[int32]{
		t.bias,
		t.suffixes[t.endings[ending(word)]].here,
		t.first[word[0]],
		t.prevTag[p1], t.prevTag2[p2], t.prevTags[int(p1)*len(t.names)+int(p2)],
		t.words[here.word].here, t.tagWord[tagWord{p1, here.word}],
		t.words[before.word].after1, t.suffixes[before.suffix].after, t.words[ctx[0].word].after2,
		t.words[after.word].before1, t.suffixes[after.suffix].before, t.words[ctx[4].word].before2,
	} {
		for _, v := range votes {
			scores[v.class] += v.w
		}
	}
	best := t.answers[0]
	for _, class := range t.answers[1:] {
		if scores[class] > scores[best] {
			best = class
		}
	}
	return best
}

// context looks up the form under which a word's neighbours know it.
func (t *tagger) context(word string, s *scratch) context {
	switch {
	case word[0] != '-' && strings.Contains(word, "-"):
		return t.hyphen
	case isDigit(word[0]):
		if len(word) == 4 && isDigit(word[1]) && isDigit(word[2]) && isDigit(word[3]) {
			return t.year
		}
		return t.digits
	}
	s.lower = appendLower(s.lower[:0], word)
	return context{t.vocab[string(s.lower)], t.endings[ending(s.lower)]}
}

// verbatim is the context of one of the model's own marks, such as !YEAR.
func (t *tagger) verbatim(mark string) context {
	return context{t.vocab[mark], t.endings[ending(mark)]}
}
