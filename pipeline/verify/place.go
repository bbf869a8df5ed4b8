package verify

import (
	"cmp"
	"math"
	"slices"

	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/variant"
)

// A place is a passage that a quote, or words [i:j] of it, may render.
type place struct {
	standing
	stretch        // of the passage alone
	t       int    // number of the transcript
	label   string // of its speaker
	score   float64
	i, j    int // words of the quote from the first to the last that it holds
	pieces  []record.Span
}

// exact makes a place of a run of words.
func (x *query) exact(at, n int) place {
	t := x.ix.transcriptOf(at)
	from, to := int(x.ix.start[at]), int(x.ix.end[at+n-1])
	tr := &x.ix.Transcripts[t]
	label := tr.Turns[tr.Turn(from)].Speaker
	return place{standing: x.standing(t, label), stretch: cut(tr, from, to, label), t: t, label: label, score: 1, j: len(x.words)}
}

// What makes a passage the one that a quote renders.
const (
	fewestWords = 5    // of a quote that may be found changed: three words of four are in every speech
	shortQuote  = 8    // words up to which a quote must be held nearly whole
	enough      = 0.72 // share of the weight of a quote's words
	enoughShort = 0.8
	fewestKept  = 3 // words of content
)

// align holds words [i:j] of the quote against a window, and gives the passage
// that they cover; false if they do not render it.
func (x *query) align(w window, i, j int) (place, bool) {
	margin := min((j-i)/2+6, 60)
	s := x.stretch(w, margin)
	said := variant.Read(s.row.Text)
	words := x.words[i:j]
	pairs := variant.Align(words, said)
	kept, total, content := 0.0, 0.0, 0
	first, last := -1, -1
	a, b := -1, -1 // of the quote
	for k := range words {
		total += weight(&words[k])
	}
	for _, p := range pairs {
		if p.A < 0 || p.B < 0 {
			continue
		}
		same := alike(&words[p.A], &said[p.B])
		if same {
			wt := weight(&words[p.A])
			kept += wt
			if wt > 1 {
				content++
			}
		}
		if first < 0 && same {
			first, a = p.B, p.A
		}
		if same {
			last, b = p.B, p.A
		}
	}
	if first < 0 || total == 0 {
		return place{}, false
	}
	first, last, a, b = x.swapped(pairs, first, last, a, b)
	inner := x.between(pairs, words, said, first, last, i)
	need := enough
	if j-i < shortQuote {
		need = enoughShort
	}
	if kept < need*total || content < fewestKept {
		return place{}, false
	}
	tr := &x.ix.Transcripts[w.t]
	from, to := s.offset(said[first].Start, false), s.offset(said[last].End, true)
	return place{
		standing: w.standing, stretch: cut(tr, from, to, w.speaker), t: w.t, label: w.speaker, i: i + a, j: i + b + 1,
		score: math.Round(1000*kept/(total+inner/2)) / 1000,
	}, true
}

// alike reports whether two words are looked up alike.
func alike(a, b *variant.Word) bool {
	return !a.Has(variant.Bracketed) && (a.ID == b.ID || wordHash(a) == wordHash(b) || variant.Related(a, b) == variant.OtherName)
}

// swapped widens a passage by words at its ends that the quote has others for.
func (x *query) swapped(pairs []variant.Pair, first, last, a, b int) (int, int, int, int) {
	for k := len(pairs) - 1; k >= 0; k-- {
		if p := pairs[k]; p.B == first-1 && p.A >= 0 && p.A == a-1 {
			first, a = p.B, p.A
		}
	}
	for _, p := range pairs {
		if p.B == last+1 && p.A == b+1 {
			last, b = p.B, p.A
		}
	}
	return first, last, a, b
}

// between weighs the words of a passage that the quote lacks, but for those that
// an ellipsis or an editor's word of the quote stands for.
func (x *query) between(pairs []variant.Pair, words, said []variant.Word, first, last, i int) (inner float64) {
	at, prev := 0, -1
	for _, p := range pairs {
		if p.A >= 0 {
			at, prev = p.A+1, p.A
		}
		if p.A < 0 && p.B > first && p.B < last && !slices.Contains(x.breaks, i+at) &&
			!(prev >= 0 && words[prev].Has(variant.Bracketed)) && !(at < len(words) && words[at].Has(variant.Bracketed)) {
			inner += weight(&said[p.B])
		}
	}
	return inner
}

// find gives the places of the quote, likeliest first, and what remains of it
// beside the first place's words.
func (x *query) find() []place {
	var out []place
	whole := x.whole()
	for _, at := range x.likeliest(whole) {
		out = append(out, x.exact(at, len(x.words)))
	}
	if n := len(x.words); n >= fewestWords && !slices.ContainsFunc(out, func(p place) bool { return p.speaker == agrees && p.after == 0 }) {
		out = append(out, x.near(0, n, out)...)
	}
	if len(x.words) < fewestWords {
		// a few words of another's mouth are chance
		out = slices.DeleteFunc(out, func(p place) bool { return p.speaker == differs })
	}
	x.rank(out)
	return out[:min(len(out), maxPlaces)]
}

// likeliest gives the places of whole runs by standing, as many as are listed.
func (x *query) likeliest(whole []int) []int {
	if len(whole) <= 1 {
		return whole
	}
	type ranked struct {
		at int
		standing
	}
	list := make([]ranked, len(whole))
	for k, at := range whole {
		t := x.ix.transcriptOf(at)
		tr := &x.ix.Transcripts[t]
		list[k] = ranked{at, x.standing(t, tr.Turns[tr.Turn(int(x.ix.start[at]))].Speaker)}
	}
	slices.SortFunc(list, func(a, b ranked) int {
		return cmp.Or(a.compare(b.standing), cmp.Compare(a.days, b.days), cmp.Compare(a.at, b.at))
	})
	out := make([]int, 0, maxPlaces)
	for _, r := range list[:min(len(list), maxPlaces)] {
		out = append(out, r.at)
	}
	return out
}

// near gives the places where words [i:j] of the quote stand changed, apart from
// those that are known.
func (x *query) near(i, j int, known []place) []place {
	n := j - i
	span := n + n/2 + 20
	for _, b := range x.breaks {
		if b > i && b < j {
			span += hidden
		}
	}
	var out []place
	for _, w := range x.windows(x.hits(i, j), span) {
		p, ok := x.align(w, i, j)
		overlaps := func(o place) bool { return o.t == p.t && o.row.Start < p.row.End && p.row.Start < o.row.End }
		if ok && !slices.ContainsFunc(known, overlaps) && !slices.ContainsFunc(out, overlaps) {
			out = append(out, p)
		}
	}
	return out
}

// hidden is how many words an ellipsis may hide and still be of one answer.
const hidden = 100

// margin is how much worse a score may be for a place to come first by its
// speaker or date: a word or two of a transcriber's.
const margin = 0.12

// rank orders places: those about as good as the best before others; then by
// speaker, date, score, fewest days.
func (x *query) rank(places []place) {
	best := 0.0
	for _, p := range places {
		best = max(best, p.score)
	}
	lesser := func(p place) int {
		if p.score < best-margin {
			return 1
		}
		return 0
	}
	slices.SortFunc(places, func(a, b place) int {
		return cmp.Or(lesser(a)-lesser(b), a.compare(b.standing), cmp.Compare(b.score, a.score), cmp.Compare(a.days, b.days),
			cmp.Compare(a.row.ID, b.row.ID), cmp.Compare(a.row.Start, b.row.Start))
	})
}
