package verify

import (
	"cmp"
	"math"
	"slices"

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
}

// exact makes a place of a run of words.
func (x *query) exact(at, n int) place {
	t := x.ix.transcriptOf(at)
	from, to := int(x.ix.start[at]), int(x.ix.end[at+n-1])
	tr := &x.ix.Transcripts[t]
	label := tr.Turns[tr.Turn(from)].Speaker
	return place{standing: x.standing(t, label), stretch: cut(tr, from, to, label), t: t, label: label, score: 1, j: len(x.words)}
}

// fewestWords are what a quote must have to be found changed: three words of
// four are in every speech.
const fewestWords = 5

// A bar is what a passage must reach to be the one that a quote renders. It
// lies the higher, the less else speaks for the place: of two people who say
// nearly the same, neither misquotes the other.
type bar struct {
	words   int     // of the quote
	kept    float64 // share of the weight of its words
	content int     // words of content
	score   float64
}

// bar is for a place of the given standing and a quote of n words.
func (s standing) bar(n int) bar {
	const shortQuote, scrap, soon = 8, 7, 3 // words; words; days
	switch {
	case s.speaker == differs || s.after == 2 || s.speaker == unsaid && s.after == 1:
		return bar{shortQuote, 0.85, 4, 0.88}
	case s.speaker == agrees && s.after == 0 && s.days <= soon && n >= scrap:
		return bar{fewestWords, 0.7, 2, 0.6}
	case n < shortQuote:
		return bar{fewestWords, 0.85, 3, 0.85}
	}
	return bar{fewestWords, 0.75, 3, 0.7}
}

// align holds words [i:j] of the quote against a window, and gives the passage
// that they cover; false if they do not render it.
func (x *query) align(w window, i, j int) (place, bool) {
	s := x.stretch(w, min((j-i)/2+6, 60))
	said := variant.Read(s.row.Text)
	words := x.words[i:j]
	pairs := variant.Align(words, said)
	m := x.newMatch(pairs, words, said, s.row.Text, i)
	if m.kept == 0 {
		return place{}, false
	}
	total := 0.0
	for k := range words {
		total += weight(&words[k])
	}
	total -= s.lost(pairs, words, said)
	inner := x.between(pairs, words, said, m, i)
	score := math.Round(1000*m.kept/max(m.kept, total+inner/2)) / 1000
	if b := w.bar(j - i); j-i < b.words || m.kept < b.kept*total || m.content < b.content || score < b.score {
		return place{}, false
	}
	tr := &x.ix.Transcripts[w.t]
	from, to := s.offset(said[m.b0].Start, false), s.offset(said[m.b1].End, true)
	p := place{standing: w.standing, stretch: cut(tr, from, to, w.speaker), t: w.t, label: w.speaker, i: i + m.a0, j: i + m.a1 + 1, score: score}
	p.holes = append(p.holes, spoken(tr.Text, to, min(len(tr.Text), to+nearHole+maxDirection)).before(to+nearHole)...)
	return p, true
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
	out = slices.DeleteFunc(out, func(p place) bool { return !p.proves(len(x.words)) })
	x.rank(out)
	return out[:min(len(out), maxPlaces)]
}

// proves reports whether a run of n words at a place of this standing is more
// than chance: two words that fit are found in any long speech, six in a set
// phrase of anybody's.
func (s standing) proves(n int) bool {
	const soon = 3 // days
	event := s.after == 0 && s.days <= soon
	switch {
	case s.speaker == agrees && s.after != 2 || s.speaker == unsaid && event:
		return true
	case s.speaker != differs || event:
		return n > fewestWords
	}
	return n >= 8
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
		return cmp.Or(a.compare(b.standing), b.event-a.event, cmp.Compare(a.days, b.days), cmp.Compare(a.at, b.at))
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
	for _, w := range x.windows(x.hits(i, j), n, span) {
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
// speaker, date, score, event, fewest days.
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
		return cmp.Or(lesser(a)-lesser(b), a.compare(b.standing), cmp.Compare(b.score, a.score), b.event-a.event, cmp.Compare(a.days, b.days),
			cmp.Compare(a.row.ID, b.row.ID), cmp.Compare(a.row.Start, b.row.Start))
	})
}
