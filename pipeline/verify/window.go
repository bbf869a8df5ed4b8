package verify

import (
	"cmp"
	"slices"
	"strings"

	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/transcript"
)

// A window is a stretch of the index in which runs of a quote gather.
type window struct {
	from, to int // places
	covered  int // words of the quote that the runs hold
	t        int // number of the transcript
	speaker  string
	standing
}

const (
	maxCandidates = 256 // windows that are looked at more closely for one quote
	maxWindows    = 8   // that are aligned
)

// windows gives the stretches of at most span words that hold the most of the n
// words of the quote which hits are of, the best first. They do not overlap.
func (x *query) windows(hits []hit, n, span int) []window {
	type found struct{ l, r, covered int }
	var all []found
	count := make([]int, len(x.words))
	covered, l := 0, 0
	cover := func(h hit, d int) {
		for k := h.i; k < h.i+h.n; k++ {
			if count[k] += d; count[k] == 0 && d < 0 {
				covered--
			} else if count[k] == 1 && d > 0 {
				covered++
			}
		}
	}
	for r, h := range hits {
		cover(h, 1)
		for h.at+h.n-hits[l].at > span || x.ix.transcriptOf(hits[l].at) != x.ix.transcriptOf(h.at) {
			cover(hits[l], -1)
			l++
		}
		if covered >= 3 && 3*covered >= n || covered == n {
			all = append(all, found{l, r, covered})
		}
	}
	slices.SortFunc(all, func(a, b found) int { return cmp.Or(cmp.Compare(b.covered, a.covered), cmp.Compare(a.r, b.r)) })
	var out []window
	for _, f := range all {
		if len(out) == maxCandidates || len(out) > 0 && 2*f.covered < out[0].covered {
			break
		}
		from, to := hits[f.l].at, hits[f.r].at+hits[f.r].n
		if !slices.ContainsFunc(out, func(o window) bool { return from < o.to && o.from < to }) {
			out = append(out, x.window(hits[f.l:f.r+1], f.covered))
		}
	}
	slices.SortStableFunc(out, func(a, b window) int {
		return cmp.Or(cmp.Compare(b.covered, a.covered), a.compare(b.standing), b.event-a.event, cmp.Compare(a.days, b.days), cmp.Compare(a.from, b.from))
	})
	return out[:min(len(out), maxWindows)]
}

// window is the stretch that runs stand in; its speaker is whoever says most of
// their words.
func (x *query) window(hits []hit, covered int) window {
	w := window{from: hits[0].at, covered: covered, t: x.ix.transcriptOf(hits[0].at)}
	t := &x.ix.Transcripts[w.t]
	votes := map[string]int{}
	for _, h := range hits {
		w.to = max(w.to, h.at+h.n)
		if k := t.Turn(int(x.ix.start[h.at])); k < len(t.Turns) {
			votes[t.Turns[k].Speaker] += h.n
		}
	}
	most := -1
	for name, n := range votes {
		if n > most || n == most && name < w.speaker {
			w.speaker, most = name, n
		}
	}
	w.standing = x.standing(w.t, w.speaker)
	return w
}

// A stretch is a window as the text that one speaker says in it.
type stretch struct {
	row   record.Quote // the transcript's text as a row: id, segments, text
	holes []int
}

// interjected is how many words others may say before a turn that goes on is
// another answer.
const interjected = 40

// stretch widens a window by margin words and reads what its speaker says in it.
// What others throw in is passed over, and so is what is no speech.
func (x *query) stretch(w window, margin int) stretch {
	ix := x.ix
	first, last := ix.first[w.t], ix.first[w.t+1]-1 // the separator
	t := &ix.Transcripts[w.t]
	lo, hi := w.from, w.to-1
	for n := 0; lo > first && n < margin; lo-- {
		if ix.speaks(t, lo-1, w.speaker) {
			n++
		} else if n == 0 || !ix.speaks(t, max(first, lo-interjected), w.speaker) {
			break
		}
	}
	for n := 0; hi+1 < last && n < margin; hi++ {
		if ix.speaks(t, hi+1, w.speaker) {
			n++
		} else if n == 0 || !ix.speaks(t, min(last-1, hi+interjected), w.speaker) {
			break
		}
	}
	return cut(t, int(ix.start[lo]), int(ix.end[hi]), w.speaker)
}

// speaks reports whether the word at a place is the speaker's.
func (ix *Index) speaks(t *transcript.Transcript, at int, speaker string) bool {
	k := t.Turn(int(ix.start[at]))
	return k < len(t.Turns) && t.Turns[k].Speaker == speaker
}

// cut reads what a speaker says in bytes from to to of a transcript.
func cut(t *transcript.Transcript, from, to int, speaker string) stretch {
	s := stretch{row: record.Quote{ID: t.ID, Article: t.ID, Start: from, End: to, Class: record.ClassQuote, Kind: record.KindDirect}}
	var parts []string
	for k := t.Turn(from); k < len(t.Turns) && t.Turns[k].Start < to; k++ {
		if t.Turns[k].Speaker != speaker {
			continue
		}
		said := spoken(t.Text, max(from, t.Turns[k].Start), min(to, t.Turns[k].End))
		s.holes = append(s.holes, said.holes...)
		for _, sp := range said.spans {
			s.row.Segments = append(s.row.Segments, sp)
			parts = append(parts, t.Text[sp.Start:sp.End])
		}
	}
	s.row.Text = strings.Join(parts, " ")
	return s
}

// offset maps a byte of the row's text to a byte of the transcript; end says
// that it is the end of a range, which belongs to the segment before.
func (s *stretch) offset(at int, end bool) int {
	for _, seg := range s.row.Segments {
		if n := seg.End - seg.Start; at < n || end && at == n {
			return seg.Start + at
		} else {
			at -= n + 1
		}
	}
	return s.row.End
}
