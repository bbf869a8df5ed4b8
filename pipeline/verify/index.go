// Package verify holds quotes against the record: the passages of transcripts
// that they render, how they differ from them, and what a person should look at.
//
// An Index finds runs of words of any length by a suffix array over the words
// of all transcripts (Manber and Myers 1993, to a bounded depth). A quote's
// places are looked for as LAST looks for genes (Kiełbasa 2011): from each of
// its words a run is lengthened until it is rare, so that neither a stump line
// of two thousand places nor a list of stop words needs a rule of its own. The
// windows in which such runs gather are aligned word by word, and the best are
// compared as the renderings of a group are.
//
// What is folded is what variant.Read folds, so that “we're” meets “we are”.
package verify

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/zeebo/xxh3"

	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/transcript"
	"github.com/verbatim-news/verbatim/pipeline/variant"
)

// An Index is a set of transcripts in which runs of words are found fast. It
// does not change, so any number of workers may share it.
type Index struct {
	Transcripts []transcript.Transcript // by id
	vocabulary  []uint64                // hashes of the loose keys, sorted; a word's number is its place, from 1
	words       []uint32                // numbers of the words as spoken; 0 after each transcript
	start, end  []uint32                // bytes of each in its transcript's text
	order       []uint32                // every place in words, by the words that follow
	first       []int                   // first word of each transcript, and len(words)
	begins      []int32                 // begins[n] is the first in order of those that begin with word n
}

// A Word is a word of a transcript as the index keeps it.
type Word struct {
	hash       uint64
	start, end uint32
}

// Words reads a transcript's words, without labels, stage directions and
// hesitations. It is most of the work of indexing, and safe for concurrent use.
func Words(t *transcript.Transcript) []Word {
	out := make([]Word, 0, len(t.Text)/5)
	for _, turn := range t.Turns {
		for _, s := range spoken(t.Text, turn.Start, turn.End).spans {
			for at := s.Start; at < s.End; {
				n := chunk(t.Text[at:s.End])
				words := variant.Read(t.Text[at : at+n])
				for i := range words {
					if w := &words[i]; !skipped(w) {
						out = append(out, Word{wordHash(w), uint32(at + w.Start), uint32(at + w.End)})
					}
				}
				at += n
			}
		}
	}
	return out
}

// chunk gives how many bytes of a speech to read at a time: to the end of a
// paragraph, or of a sentence if it is long. What variant.Read looks at as a
// whole is a quote, and a few of its rules look at all of it for every word.
func chunk(s string) int {
	const long, longest = 1000, 8000
	for i := range len(s) {
		switch {
		case s[i] == '\n' && i > 0, i > long && s[i] == ' ' && strings.ContainsRune(".?!", rune(s[i-1])), i > longest && s[i] == ' ':
			return i
		}
	}
	return len(s)
}

// skipped reports whether a word is not looked up: hesitations, and what stands
// in brackets, which nobody spoke.
func skipped(w *variant.Word) bool {
	switch w.Key {
	case "uh", "um", "er", "ah", "uhm", "mm", "hmm":
		return true
	}
	return w.Has(variant.Bracketed)
}

// wordHash folds a little more than variant.Read does: ’s is looked up as “is”
// and ’d as “would”, whatever they stand for, since both sides are folded alike.
func wordHash(w *variant.Word) uint64 {
	switch w.Key {
	case "'s":
		return hashIs
	case "'d":
		return hashWould
	}
	return w.ID
}

var hashIs, hashWould = xxh3.HashString("is"), xxh3.HashString("would")

// A Builder gathers transcripts for an index, in any order.
type Builder struct{ parts []part }

type part struct {
	t     transcript.Transcript
	words []Word
	sum   uint64
}

// Add takes a transcript with the words that Words read.
func (b *Builder) Add(t transcript.Transcript, words []Word) {
	b.parts = append(b.parts, part{t, words, xxh3.HashString(t.Text)})
}

// comparePart orders by id, and one text's copies by date, the undated last.
func comparePart(x, y part) int {
	c := cmp.Or(cmp.Compare(x.t.ID, y.t.ID), cmp.Compare(x.sum, y.sum))
	if c == 0 && (x.t.Date == "") != (y.t.Date == "") {
		return cmp.Compare(y.t.Date, x.t.Date)
	}
	return cmp.Or(c, cmp.Compare(x.t.Date, y.t.Date), cmp.Compare(x.t.Title, y.t.Title))
}

// maxWords bounds an index: places are numbers of 32 bits, and half of them are
// left for what is built beside.
const maxWords = 1 << 31

// Build makes the index of what was added. Of two transcripts of one id and
// different text, the one of the lower hash stays, the other is rejected; the
// same text twice counts once, with the earlier date.
func (b *Builder) Build() (*Index, []record.Rejection, error) {
	slices.SortStableFunc(b.parts, comparePart)
	var rejected []record.Rejection
	kept, total := b.parts[:0], 0
	for _, p := range b.parts {
		if n := len(kept); n > 0 && kept[n-1].t.ID == p.t.ID {
			if kept[n-1].sum != p.sum {
				rejected = append(rejected, record.Rejection{Source: p.t.ID, Stage: transcript.Stage, Reason: "duplicate id"})
			}
			continue
		}
		kept = append(kept, p)
		total += len(p.words) + 1
	}
	if total > maxWords {
		return nil, nil, fmt.Errorf("%d words are too many for one index: split the transcripts, by year for example", total)
	}
	ix := &Index{words: make([]uint32, 0, total), start: make([]uint32, 0, total), end: make([]uint32, 0, total)}
	ix.number(kept)
	for _, p := range kept {
		ix.Transcripts = append(ix.Transcripts, p.t)
		for _, w := range p.words {
			n, _ := slices.BinarySearch(ix.vocabulary, w.hash)
			ix.add(uint32(n+1), w.start, w.end)
		}
		ix.add(0, 0, 0)
	}
	if len(ix.vocabulary) > maxVocabulary {
		return nil, nil, fmt.Errorf("%d different words are too many for one index: are these transcripts?", len(ix.vocabulary))
	}
	b.parts = nil
	ix.order = sortRuns(ix.words)
	ix.finish()
	return ix, rejected, nil
}

func (ix *Index) add(word, start, end uint32) {
	ix.words, ix.start, ix.end = append(ix.words, word), append(ix.start, start), append(ix.end, end)
}

// number makes the vocabulary: by hash, so that it is the same however the
// transcripts came.
func (ix *Index) number(parts []part) {
	seen := map[uint64]bool{}
	for _, p := range parts {
		for _, w := range p.words {
			seen[w.hash] = true
		}
	}
	for h := range seen {
		ix.vocabulary = append(ix.vocabulary, h)
	}
	slices.Sort(ix.vocabulary)
}

// finish fills in what is not stored but follows from what is.
func (ix *Index) finish() {
	ix.first = append(ix.first[:0], 0)
	counts := make([]int32, len(ix.vocabulary)+2)
	for i, w := range ix.words {
		if w == 0 {
			ix.first = append(ix.first, i+1)
			continue
		}
		counts[w+1]++
	}
	for n := 1; n < len(counts); n++ {
		counts[n] += counts[n-1]
	}
	ix.begins = counts
}

// Size is how many words the index holds.
func (ix *Index) Size() int { return len(ix.order) }

// transcriptOf gives the number of the transcript that word at belongs to.
func (ix *Index) transcriptOf(at int) int {
	i, found := slices.BinarySearch(ix.first, at)
	if !found {
		i--
	}
	return i
}
