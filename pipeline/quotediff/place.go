package quotediff

import (
	"strings"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// locate turns a range of a side's text into a range of its article.
func (s *side) locate(r record.Span) record.Side {
	if s.quote == nil {
		return record.Side{Start: r.Start, End: r.End, Text: s.text[r.Start:r.End]}
	}
	best, bestLen := record.Span{}, -1
	offset := 0
	var at record.Span
	for _, seg := range s.quote.Segments {
		n := seg.End - seg.Start
		lo, hi := max(r.Start, offset), min(r.End, offset+n)
		if hi-lo > bestLen && hi >= lo {
			best, bestLen = record.Span{Start: lo, End: hi}, hi-lo
			at = record.Span{Start: seg.Start + lo - offset, End: seg.Start + hi - offset}
		}
		offset += n + 1 // the space that joins two segments
	}
	if bestLen < 0 { // in the space between two segments
		best = record.Span{Start: r.Start, End: r.Start}
		at = record.Span{Start: s.quote.End, End: s.quote.End}
	}
	text := s.text[best.Start:best.End]
	if best != r { // cut: the blank that was inside the range is now at its edge
		left := len(text) - len(strings.TrimLeft(text, " "))
		text = text[left:]
		at.Start += left
		text = strings.TrimRight(text, " ")
		at.End = at.Start + len(text)
	}
	return record.Side{Quote: s.quote.ID, Start: at.Start, End: at.End, Text: text}
}

// TextRange maps a difference's range back to bytes of its quote's text, for a
// renderer that shows the text: the reverse of what Compare does. A range
// outside the quote (a mention, a cue) gives false.
func TextRange(q *record.Quote, s record.Side) (record.Span, bool) {
	offset := 0
	for _, seg := range q.Segments {
		if s.Start >= seg.Start && s.End <= seg.End {
			return record.Span{Start: offset + s.Start - seg.Start, End: offset + s.End - seg.Start}, true
		}
		offset += seg.End - seg.Start + 1
	}
	return record.Span{}, false
}

// span is the range of words[i:j]; of no words, the empty range where they
// would stand.
func (s *side) span(i, j int) record.Span {
	switch {
	case i < j:
		return record.Span{Start: s.words[i].Start, End: s.words[j-1].End}
	case i > 0:
		return record.Span{Start: s.words[i-1].End, End: s.words[i-1].End}
	}
	return record.Span{}
}

// gap is what stands between words i-1 and i: before the first, after the last,
// or between two.
func (s *side) gap(i int) string {
	from, to := s.gapSpan(i)
	return s.text[from:to]
}

func (s *side) gapSpan(i int) (from, to int) {
	from, to = 0, len(s.text)
	if i > 0 && i <= len(s.words) {
		from = s.words[i-1].End
	}
	if i < len(s.words) {
		to = s.words[i].Start
	}
	return from, max(from, to)
}

// surface is what a word is printed as.
func (s *side) surface(i int) string { return s.text[s.words[i].Start:s.words[i].End] }
