package text

import (
	_ "embed"
	"math"
	"strings"
	"sync"
)

// tagger guesses Penn Treebank parts of speech with prose's averaged perceptron.
//
// The fourteen features and their order are prose's (tag.go: featurize,
// normalize; MIT licence, © 2017-2018 Joseph Kato), who ported them from
// TextBlob's tagger by Matthew Honnibal (MIT licence, © 2013); so are the
// weights. What is ours is the arithmetic. prose joins fourteen strings a token
// and looks each up in a map of maps; here a word is looked up once, when a
// worker meets it first, and what it says of itself and of its neighbours is
// added up then (lexeme). All weights are whole thousandths, so they are kept as
// integers: sums are exact in any order, and a tie goes to the class that the
// model lists first, where prose leaves both to the order of a Go map.
type tagger struct {
	answers string   // the numbers of the tags that the model can answer, in its order
	link    uint8    // NN: links, addresses, handles
	smile   uint8    // SYM: emoticons
	start   [2]uint8 // -START-, -START2-: the tags before the first word

	known     vocabulary // words that nearly always bear one tag, and are not scored
	knownTags string

	words    vocabulary
	endings  vocabulary
	votes    lists   // of features, in the order of the constants below
	tagWords numbers // by word: two numbers of a set of tags, and their first list in votes

	pairs []scores // of the two tags before a word: second last + last*len(tagNames)
}

// The lists of votes begin with five for each word, three for each ending and one
// for each first byte; a word or ending that the model never saw has empty ones.
const (
	wordHere   = iota
	wordAfter1 // votes on the word that follows it
	wordAfter2
	wordBefore1
	wordBefore2 // votes on the second word before it
	wordFeatures
)

const (
	endingHere = iota
	endingAfter
	endingBefore
	endingFeatures
)

// scores are sums of votes by answer. The low bits tell the answers apart: those
// that the model lists first have more, so that the greatest number is the answer.
type scores [maxAnswers]int32

// A vote is the weight that one feature gives to one answer: thousandths above,
// the answer's place below.
type vote = uint32

const (
	answerBits = 6
	answerMask = 1<<answerBits - 1
	maxAnswers = 40 // 38, and two that never win
)

//go:generate go test -run ^TestWeights$ -update .

//go:embed tagger.weights
var taggerWeights string

// tagNames are the tags by number.
var tagNames = (&reader{rest: taggerWeights}).names()

// loadTagger adds up what the tags before a word say, for the whole program; all
// else is in place.
var loadTagger = sync.OnceValues(func() (*tagger, error) {
	r := reader{rest: taggerWeights}
	r.names()
	t := &tagger{answers: r.part(), known: r.vocabulary(), knownTags: r.part(),
		words: r.vocabulary(), endings: r.vocabulary(), votes: r.lists(), tagWords: r.numbers()}
	if r.err != nil {
		return nil, r.err
	}
	for i, name := range tagNames {
		switch name {
		case "NN":
			t.link = uint8(i)
		case "SYM":
			t.smile = uint8(i)
		case "-START-":
			t.start[0] = uint8(i)
		case "-START2-":
			t.start[1] = uint8(i)
		}
	}
	t.pairs = make([]scores, len(tagNames)*len(tagNames))
	for i := range t.pairs {
		last, second := i/len(tagNames), i%len(tagNames)
		for _, list := range []int{t.tagList(last), t.tagList(len(tagNames) + second), t.tagList(2*len(tagNames) + i)} {
			t.pairs[i].add(t.votes.at(list))
		}
	}
	return t, nil
})

func (s *scores) add(votes numbers) {
	for i := range votes.len() {
		v := votes.at(i)
		s[v&answerMask] += int32(v &^ answerMask)
	}
}

// Where the lists of a word, an ending, a first byte and the tags before begin.
func (t *tagger) wordList(id int) int   { return id * wordFeatures }
func (t *tagger) endingList(id int) int { return t.wordList(t.words.len()+1) + id*endingFeatures }
func (t *tagger) firstList(c byte) int  { return t.endingList(t.endings.len()+1) + int(c) }
func (t *tagger) tagList(i int) int     { return t.firstList(255) + 1 + i }
func (t *tagger) biasList() int         { return t.tagList((2 + len(tagNames)) * len(tagNames)) }

// A lexeme is what the tagger knows of a form before it sees the sentence.
type lexeme struct {
	here  scores   // votes on itself; unset if the tag is certain
	tags  uint64   // set of the tags before it that, with it, have votes
	pairs uint32   // their lists in the tagger's votes
	at    uint32   // where its votes on others begin,
	ends  [4]uint8 // and end, from there: on the next word, the last, the next but one, the last but one
	tag   uint8    // if that is certain, or uncertain
}

const uncertain = 255

// A profile is all that the tagger sees of a form. Most words of a text are
// frequent, but most forms are rare and unknown to the model, and alike.
type profile struct {
	word   int32 // numbers in the model: of the form as its neighbours know it,
	ending int32
	own    int32 // and of its own last bytes; 0 if the tag is certain
	first  byte
	tag    uint8
}

// edges stand around a sentence. They are the first lexemes of every memory.
var edges = [...]form{{"-START-", edgeForm}, {"-START2-", edgeForm}, {"-END-", edgeForm}, {"-END2-", edgeForm}}

// profile looks a form up.
func (t *tagger) profile(f form) profile {
	word, ending := t.context(f)
	p := profile{word: int32(word), ending: int32(ending), tag: t.certain(f)}
	if p.tag == uncertain {
		p.own, p.first = int32(t.ending(f.text)), f.text[0]
	}
	return p
}

// lexeme adds up what the model says of a profile, and appends its votes on its
// neighbours to votes.
func (t *tagger) lexeme(p profile, votes *[]vote) lexeme {
	x := lexeme{tag: p.tag, at: uint32(len(*votes))}
	word, ending := t.wordList(int(p.word)), t.endingList(int(p.ending))
	for role, features := range [...][]int{
		{word + wordAfter1, ending + endingAfter}, {word + wordBefore1, ending + endingBefore}, {word + wordAfter2}, {word + wordBefore2},
	} {
		var sum scores
		for _, list := range features {
			sum.add(t.votes.at(list))
		}
		for i, w := range sum {
			if w != 0 {
				*votes = append(*votes, vote(w)|vote(i))
			}
		}
		x.ends[role] = uint8(len(*votes) - int(x.at))
	}
	if p.tag != uncertain {
		return x
	}
	for i := range x.here {
		x.here[i] = answerMask - int32(i)
		if i >= len(t.answers) {
			x.here[i] = math.MinInt32 / 2
		}
	}
	for _, list := range []int{t.biasList(), t.endingList(int(p.own)) + endingHere, t.firstList(p.first), word + wordHere} {
		x.here.add(t.votes.at(list))
	}
	x.tags = uint64(t.tagWords.at(3*int(p.word))) | uint64(t.tagWords.at(3*int(p.word)+1))<<32
	x.pairs = t.tagWords.at(3*int(p.word) + 2)
	return x
}

// certain is the tag of a form that is not scored, or uncertain.
func (t *tagger) certain(f form) uint8 {
	switch f.kind {
	case linkForm:
		return t.link
	case smileForm:
		return t.smile
	}
	if id := t.known.find([]byte(f.text)); id >= 0 {
		return t.knownTags[id]
	}
	return uncertain
}

// context looks up the shape under which a form's neighbours know it, and it
// itself too: its number as a word and as an ending.
func (t *tagger) context(f form) (word, ending int) {
	shape := strings.ToLower(f.text)
	switch {
	case f.kind == edgeForm:
		shape = f.text
	case shape[0] != '-' && strings.Contains(shape, "-"):
		shape = "!HYPHEN"
	case len(f.text) == 4 && strings.Trim(f.text, "0123456789") == "":
		shape = "!YEAR"
	case isDigit(shape[0]):
		shape = "!DIGITS"
	}
	if word = t.words.find([]byte(shape)); word < 0 {
		word = t.words.len()
	}
	return word, t.ending(shape)
}

// ending is the number of a word's last three bytes. Bytes, not runes, because
// the models were trained so.
func (t *tagger) ending(word string) int {
	if id := t.endings.find([]byte(word[max(0, len(word)-3):])); id >= 0 {
		return id
	}
	return t.endings.len()
}
