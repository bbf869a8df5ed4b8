package text

import (
	"bytes"
	"encoding/gob"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/jdkato/prose/v2"
)

// decode reads one of the gobs that prose carries inside it, such as
// "Maxent/labels", into v.
func decode(name string, v any) error {
	b, err := prose.Asset("model/" + name + ".gob")
	if err == nil {
		err = gob.NewDecoder(bytes.NewReader(b)).Decode(v)
	}
	if err != nil {
		return fmt.Errorf("prose's model %s: %w", name, err)
	}
	return nil
}

// featureNames are the labeller's features as prose calls them.
var featureNames = [features]string{"bias", "en-wordlist", "nextpos", "nextword", "pos", "pos+prevtag",
	"prefix3", "prevpos", "prevtag", "prevword", "shape", "suffix3", "word", "word+nextpos", "word.lower", "wordlen"}

// A labelVote is the weight that one value of a feature gives to one label.
type labelVote struct {
	class uint8
	w     float64
}

// makeLabeller makes the weights of the labeller from prose's.
func makeLabeller(t *testing.T) []byte {
	var labels, basic []string
	var mapping map[string]int
	var weights []float64
	if err := errors.Join(decode("Maxent/labels", &labels), decode("Maxent/words", &basic),
		decode("Maxent/mapping", &mapping), decode("Maxent/weights", &weights)); err != nil {
		t.Fatal(err)
	}
	var w writer
	w.part(strings.Join(labels, " "))
	slices.Sort(basic)
	w.vocabulary(slices.Compact(basic))
	for _, table := range labelTables(labels, mapping, weights) {
		values := slices.Sorted(maps.Keys(table))
		var ends, halves []uint32
		var classes []byte
		for _, value := range values {
			for _, v := range table[value] {
				b := math.Float64bits(v.w)
				classes, halves = append(classes, v.class), append(halves, uint32(b), uint32(b>>32))
			}
			ends = append(ends, uint32(len(classes)))
		}
		w.vocabulary(values)
		w.array(ends)
		w.part(string(classes))
		w.array(halves)
	}
	return w.Bytes()
}

// labelTables files the weights by feature and value, votes by label. A key of
// mapping reads feature-value-label, where the value may hold hyphens and the
// label does (“word-long-time-B-GPE”); no label is the end of another after a hyphen.
func labelTables(labels []string, mapping map[string]int, weights []float64) (tables [features]map[string][]labelVote) {
	byName := map[string]map[string][]labelVote{}
	for i, name := range featureNames {
		tables[i] = map[string][]labelVote{}
		byName[name] = tables[i]
	}
	keys := slices.Sorted(maps.Keys(mapping))
	for class, label := range labels {
		for _, key := range keys {
			rest, ok := strings.CutSuffix(key, "-"+label)
			if !ok {
				continue
			}
			// en-wordlist is the one feature with a hyphen in its name.
			name, value, _ := strings.Cut(strings.Replace(rest, "en-wordlist", "en_wordlist", 1), "-")
			if table := byName[strings.Replace(name, "en_", "en-", 1)]; table != nil {
				table[value] = append(table[value], labelVote{uint8(class), weights[mapping[key]]})
			}
		}
	}
	return tables
}
