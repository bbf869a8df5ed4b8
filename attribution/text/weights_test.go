package text

import (
	"bytes"
	"encoding/binary"
	"errors"
	"flag"
	"maps"
	"math"
	"os"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the weights")

// TestWeights makes the weights anew from prose's own and holds those that are
// compiled in to them, byte for byte.
func TestWeights(t *testing.T) {
	for file, made := range map[string][]byte{"tagger.weights": makeTagger(t), "punkt.weights": makePunkt(t), "labeller.weights": makeLabeller(t)} {
		if *update {
			if err := os.WriteFile(file, made, 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		embedded, err := os.ReadFile(file)
		if err != nil || !bytes.Equal(embedded, made) {
			t.Errorf("%s is not what prose's weights give (error %v): go generate ./attribution/text", file, err)
		}
	}
}

// A writer writes what reader reads.
type writer struct{ bytes.Buffer }

func (w *writer) part(s string) {
	w.numbers([]uint32{uint32(len(s))})
	w.WriteString(s)
	w.Write(make([]byte, -len(s)&3))
}

func (w *writer) numbers(n []uint32) {
	for _, x := range n {
		w.Write(binary.LittleEndian.AppendUint32(w.AvailableBuffer(), x))
	}
}

func (w *writer) array(n []uint32) {
	var a writer
	a.numbers(n)
	w.part(a.String())
}

func (w *writer) lists(lists [][]uint32) {
	var ends, items []uint32
	for _, list := range lists {
		items = append(items, list...)
		ends = append(ends, uint32(len(items)))
	}
	w.array(ends)
	w.array(items)
}

// vocabulary writes words by their place, in a table that is three quarters full.
func (w *writer) vocabulary(words []string) {
	slots, ends, text := make([]uint32, len(words)*4/3+2), []uint32(nil), strings.Builder{}
	for i, word := range words {
		at := home(hash([]byte(word)), len(slots))
		for slots[at] != 0 {
			at = (at + 1) % len(slots)
		}
		slots[at] = uint32(i + 1)
		text.WriteString(word)
		ends = append(ends, uint32(text.Len()))
	}
	w.array(slots)
	w.array(ends)
	w.part(text.String())
}

// taggerModel is prose's tagger as its gobs have it, and the numbers of ours.
type taggerModel struct {
	names   []string
	tags    map[string]int
	answers map[string]int
	known   map[string]string
	weights map[string]map[string]float64
}

func makeTagger(t *testing.T) []byte {
	m := taggerModel{tags: map[string]int{}, answers: map[string]int{}}
	if err := errors.Join(decode("AveragedPerceptron/classes", &m.names), decode("AveragedPerceptron/tags", &m.known),
		decode("AveragedPerceptron/weights", &m.weights)); err != nil {
		t.Fatal(err)
	}
	var answers string
	for i, name := range m.names {
		if _, ok := m.weights["bias"][name]; ok {
			m.answers[name] = len(answers)
			answers += string([]byte{byte(i)})
		}
	}
	m.names = append(m.names, "-START-", "-START2-")
	for i, name := range m.names {
		m.tags[name] = i
	}
	if len(answers) > maxAnswers || len(m.names) > 64 {
		t.Fatalf("%d answers, %d tags", len(answers), len(m.names))
	}
	var w writer
	w.part(strings.Join(m.names, " "))
	w.part(answers)
	known := slices.Sorted(maps.Keys(m.known))
	w.vocabulary(known)
	var tags []byte
	for _, word := range known {
		tags = append(tags, byte(m.tags[m.known[word]]))
	}
	w.part(string(tags))
	words, endings := m.values()
	w.vocabulary(words)
	w.vocabulary(endings)
	lists, tagWords := m.lists(t, words, endings)
	w.lists(lists)
	w.array(tagWords)
	return w.Bytes()
}

var wordNames = [...]string{"i word ", "i-1 word ", "i-2 word ", "i+1 word ", "i+2 word "}
var endingNames = [...]string{"i suffix ", "i-1 suffix ", "i+1 suffix "}

// values are the words and endings that features mention.
func (m *taggerModel) values() (words, endings []string) {
	seenWords, seenEndings := map[string]bool{}, map[string]bool{}
	for feature := range m.weights {
		value := feature[strings.LastIndex(feature, " ")+1:]
		switch {
		case strings.Contains(feature, " word "), strings.Contains(feature, "+i word "):
			seenWords[value] = true
		case strings.Contains(feature, " suffix "):
			seenEndings[value] = true
		}
	}
	return slices.Sorted(maps.Keys(seenWords)), slices.Sorted(maps.Keys(seenEndings))
}

// lists are the votes of all features in the order in which the tagger looks
// for them. Each is taken from m.weights, which must then be empty.
func (m *taggerModel) lists(t *testing.T, words, endings []string) (lists [][]uint32, tagWords []uint32) {
	take := func(feature string) {
		lists = append(lists, m.votes(t, feature))
		delete(m.weights, feature)
	}
	for _, word := range append(words, "") {
		for _, name := range wordNames {
			take(name + word)
		}
	}
	for _, ending := range append(endings, "") {
		for _, name := range endingNames {
			take(name + ending)
		}
	}
	for c := range 256 {
		take("i pref1 " + string(rune(c)))
	}
	for _, name := range []string{"i-1 tag ", "i-2 tag "} {
		for _, tag := range m.names {
			take(name + tag)
		}
	}
	for _, last := range m.names {
		for _, second := range m.names {
			take("i tag+i-2 tag " + last + " " + second)
		}
	}
	take("bias")
	for _, word := range append(words, "") {
		first, set := len(lists), uint64(0)
		for i, tag := range m.names {
			feature := "i-1 tag+i word " + tag + " " + word
			if _, ok := m.weights[feature]; ok {
				set |= 1 << i
				take(feature)
			}
		}
		tagWords = append(tagWords, uint32(set), uint32(set>>32), uint32(first))
	}
	if len(m.weights) > 0 {
		t.Fatalf("%d features have no place, such as %v", len(m.weights), slices.Sorted(maps.Keys(m.weights))[:1])
	}
	return lists, tagWords
}

// votes are a feature's, by answer; what no answer gains is left out.
func (m *taggerModel) votes(t *testing.T, feature string) (votes []uint32) {
	for _, class := range m.names {
		w, ok := m.weights[feature][class]
		i, answered := m.answers[class]
		if !ok || !answered {
			continue
		}
		thousandths := math.Round(w * 1000)
		if math.Abs(w*1000-thousandths) > 1e-6 || math.Abs(thousandths) > 1<<24/16 {
			t.Fatalf("%s: weight %g", feature, w)
		}
		votes = append(votes, uint32(int32(thousandths))<<answerBits|uint32(i))
	}
	return votes
}
