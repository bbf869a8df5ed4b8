package verify

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// parts cuts the quote where two utterances may have been joined: at ellipses,
// or, if it has none, at marks. A part too short to be found by
// itself stays with its neighbour. Each is words [i:j].
func (x *query) parts() [][2]int {
	cuts := x.breaks
	if len(cuts) == len(x.joints) {
		cuts = nil
		for i := 1; i < len(x.words); i++ {
			if gap := x.quote.Text[x.words[i-1].End:max(x.words[i].Start, x.words[i-1].End)]; strings.ContainsAny(gap, ".?!,;—–") {
				cuts = append(cuts, i)
			}
		}
	}
	var out [][2]int
	from := 0
	for _, c := range append(slices.Clone(cuts), len(x.words)) {
		if c-from < fewestWords || x.content(from, c) < 2 {
			continue
		}
		out = append(out, [2]int{from, c})
		from = c
	}
	if n := len(out); n > 0 {
		out[n-1][1] = len(x.words)
	}
	return out
}

const maxParts = 8

// pieces gives a place for each part of a quote that stands nowhere as a whole,
// all in one transcript and out of one mouth; nil if there is no such transcript.
func (x *query) pieces() []place {
	parts := x.parts()
	if len(parts) < 2 || len(parts) > maxParts {
		return nil
	}
	type source struct {
		t     int
		label string
	}
	found := map[source][]place{}
	from, k := 0, 0 // of the piece at hand: its first word, how many came before
	for n, part := range parts {
		places := x.near(part[0], part[1], nil)
		if len(places) == 0 && n > 0 { // too short to be told by itself, or cut in the middle
			if places = x.near(from, part[1], nil); len(places) > 0 {
				k--
				for s, ps := range found {
					found[s] = ps[:min(len(ps), k)]
				}
				part[0] = from
			}
		}
		for _, p := range places {
			s := source{p.t, p.label}
			if len(found[s]) == k {
				found[s] = append(found[s], p) // windows come best first
			}
		}
		from, k = part[0], k+1
	}
	var best []place
	for _, ps := range found {
		if len(ps) == k && k > 0 && (best == nil || x.likelier(ps, best)) {
			best = ps
		}
	}
	return best
}

// together is how many words may stand between two pieces that are one passage
// with something left out: less than what quotediff calls a splice.
const together = 15

// joinAdjacent makes one place of pieces that follow each other in the record as
// in the quote.
func (x *query) joinAdjacent(places []place) []place {
	var out []place
	for _, p := range places {
		n := len(out) - 1
		if n < 0 {
			out = append(out, p)
			continue
		}
		if gap := x.ix.apart(&out[n], &p); gap < 0 || gap >= together {
			out = append(out, p)
			continue
		}
		last := &out[n]
		weightA, weightB := float64(last.j-last.i), float64(p.j-p.i)
		last.score = math.Round(1000*(last.score*weightA+p.score*weightB)/(weightA+weightB)) / 1000
		last.stretch, last.j = cut(&x.ix.Transcripts[p.t], last.row.Start, p.row.End, p.label), p.j
	}
	return out
}

// likelier reports whether the pieces a are a likelier origin than b.
func (x *query) likelier(a, b []place) bool {
	mean := func(ps []place) (sum float64) {
		for _, p := range ps {
			sum += p.score
		}
		return math.Round(1000 * sum)
	}
	return cmp.Or(a[0].compare(b[0].standing), cmp.Compare(mean(b), mean(a)), b[0].event-a[0].event, cmp.Compare(a[0].days, b[0].days), cmp.Compare(a[0].row.ID, b[0].row.ID), cmp.Compare(a[0].label, b[0].label)) < 0
}

// apart gives how many words stand between two places of one transcript, from
// the end of the first; negative if the second stands before it.
func (ix *Index) apart(a, b *place) int {
	from, to := ix.wordAt(a.t, a.row.End), ix.wordAt(b.t, b.row.Start)
	return to - from
}

// wordAt is the place of the first word of a transcript that ends after byte at.
func (ix *Index) wordAt(t, at int) int {
	lo, hi := ix.first[t], ix.first[t+1]-1
	n, _ := slices.BinarySearchFunc(ix.end[lo:hi], at, func(e uint32, at int) int { return cmp.Compare(int(e), at+1) })
	return lo + n
}
