package text

import (
	"maps"
	"os"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gopkg.in/neurosnap/sentences.v1"
	"gopkg.in/neurosnap/sentences.v1/english"
)

// stockPunkt is the library that punkt must agree with.
var stockPunkt = sync.OnceValue(func() *sentences.DefaultSentenceTokenizer {
	p, err := english.NewSentenceTokenizer(nil)
	if err != nil {
		panic(err)
	}
	return p
})

// FuzzPunkt holds our breaks to the library's.
func FuzzPunkt(f *testing.F) {
	p, err := loadPunkt()
	if err != nil {
		f.Fatal(err)
	}
	body, err := os.ReadFile("testdata/sentences.txt")
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range []string{
		string(body), "", " ", "x", "No", "He left. ”", "He left.”", "Gov. Snyder and J. Bach of the F.B.I. But. It. . . And",
		"On page 5. 6 and -1,000. International B. Smith i.e. U.S. He U.S. he wrote... Then ... then .. 3.5",
		"你好。他说！是？吗；好. a。b", "He said.[1] What?(he) O. O. o. . . x", "É. ÉÉÉÉ. São. İ. é.g. Sept. 5. etc. - a.m. Monday rock-n.-roll-inc. Then",
		"a\u00a0b. \u200bC d.\u2028E \xff. \xff", "1. 2. ,. ., -. .- 5- 5,. A1. x-5. a.5. Indeed", "o o. \x80",
	} {
		f.Add(seed)
	}
	var s punktScratch
	f.Fuzz(func(t *testing.T, text string) {
		if diff := cmp.Diff(stockPunkt().SentencePositions(text), p.breaks(text, &s)); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	})
}

// makePunkt makes the weights of punkt from the library's.
func makePunkt(t *testing.T) []byte {
	traits, stock := map[string]uint8{}, stockPunkt()
	for typ, seen := range stock.OrthoContext {
		if traits[typ] = uint8(seen); seen&^(anyUpper|anyLower) != 0 {
			t.Fatalf("%q was seen %b", typ, seen)
		}
	}
	for typ := range stock.SentStarters {
		traits[typ] |= isStarterType
	}
	for typ := range stock.AbbrevTypes {
		traits[typ] |= isAbbreviation
	}
	for typ := range stock.Collocations {
		if traits[typ] != 0 {
			t.Fatalf("%q is a type and a collocation", typ)
		}
		traits[typ] = isCollocation
	}
	var w writer
	types := slices.Sorted(maps.Keys(traits))
	w.vocabulary(types)
	var all []byte
	for _, typ := range types {
		all = append(all, traits[typ])
	}
	w.part(string(all))
	return w.Bytes()
}
