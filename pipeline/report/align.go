package report

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// A piece is a stretch of a rendering, held against the base.
type piece struct {
	Text     string // as this rendering prints it; "" where words of the base are missing
	Was      string // as the base prints it, where that differs
	Tags     []tag  // what the difference is called; none where both print the same
	Letters  string // in the base: the wordings that differ here
	Severity int
}

// A tag names a difference.
type tag struct {
	Type, Note string
	Severity   int
}

// Note is the note of a difference as people read it. Beside an arrow from the
// base to the other, “broader” by itself would be read of the other.
func Note(note string) string {
	if note == "broader" || note == "narrower" {
		return "base is " + note
	}
	return note
}

// Name is the type in words, with its note: "number value", "alias, base is broader".
func (t tag) Name() string {
	name := strings.ReplaceAll(t.Type, "-", " ")
	if t.Note != "" {
		name += ", " + Note(t.Note)
	}
	return name
}

// Level is the word for the severity.
func (t tag) Level() string { return severities[t.Severity] }

// align lays q beside base by the ranges of ds, the differences between them:
// what lies in no range is the same in both. Ranges that overlap become one
// piece with several names. Differences of severity 0 are not shown in the
// line, where curly marks would bury a lost “not”, but in the table below it.
func align(base, q *record.Quote, ds []*record.Difference) []piece {
	type place struct {
		from, to   int // in q.Text
		bfrom, bto int // in base.Text
		tags       []tag
	}
	var places []place
	for _, d := range ds {
		if severity(d) == 0 || !inLine(d) || !within(q, d.Other) || !within(base, d.Base) {
			continue
		}
		places = append(places, place{offset(q, d.Other.Start), offset(q, d.Other.End),
			offset(base, d.Base.Start), offset(base, d.Base.End), []tag{{d.Type, string(d.Note), severity(d)}}})
	}
	slices.SortStableFunc(places, func(a, b place) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.bfrom, b.bfrom), cmp.Compare(a.to, b.to))
	})
	var merged []place
	for _, p := range places {
		if n := len(merged); n > 0 && (p.from < merged[n-1].to || p.from == merged[n-1].from && p.bfrom < merged[n-1].bto) {
			m := &merged[n-1]
			m.to, m.bfrom, m.bto = max(m.to, p.to), min(m.bfrom, p.bfrom), max(m.bto, p.bto)
			m.tags = addTag(m.tags, p.tags[0])
			continue
		}
		merged = append(merged, p)
	}
	var pieces []piece
	at := 0
	for _, m := range merged {
		if m.from > at {
			pieces = append(pieces, piece{Text: q.Text[at:m.from]})
		}
		p := piece{Text: q.Text[m.from:m.to], Was: base.Text[m.bfrom:m.bto], Tags: m.tags}
		for _, t := range m.tags {
			p.Severity = max(p.Severity, t.Severity)
		}
		pieces = append(pieces, p)
		at = max(at, m.to)
	}
	if at < len(q.Text) {
		pieces = append(pieces, piece{Text: q.Text[at:]})
	}
	return pieces
}

// inLine reports whether d is about the words, and not about who said them,
// how strongly, where, or what stands around them.
func inLine(d *record.Difference) bool {
	switch d.Type {
	case "attribution", "attribution-strength", "occasion", "context", "split", "quotation-status", "unsupported", "edited", "repeat":
		return false
	}
	return true
}

func addTag(tags []tag, t tag) []tag {
	if slices.Contains(tags, t) {
		return tags
	}
	return append(tags, t)
}

// underline cuts the base where other wordings differ from it in more than
// style, and says which. Letters maps a quote to its wording, for the wordings
// that are shown; there are few, whatever a cluster holds. What another cut
// off is left out: a line under all the rest would hide where words changed.
func underline(base *record.Quote, ds []record.Difference, letters map[string]string) []piece {
	type edge struct {
		at     int
		letter string
		sev    int // positive: opens; negative: closes
	}
	var edges []edge
	for i := range ds {
		d := &ds[i]
		from, to := offset(base, d.Base.Start), offset(base, d.Base.End)
		for to > from && base.Text[to-1] == ' ' {
			to--
		}
		l := letters[d.Other.Quote]
		if sev := severity(d); sev >= 2 && l != "" && from < to && d.Type != "truncation" && inLine(d) && within(base, d.Base) {
			edges = append(edges, edge{from, l, sev}, edge{to, l, -sev})
		}
	}
	slices.SortStableFunc(edges, func(a, b edge) int { return cmp.Compare(a.at, b.at) })
	var pieces []piece
	open := map[string]int{} // how many differences of a wording are open
	var sevs [5]int
	begin, at := 0, 0 // of the last piece; of what is not yet in one
	cut := func(to int) {
		if to <= at {
			return
		}
		p := piece{Letters: letterList(open)}
		for s, n := range sevs {
			if n > 0 {
				p.Severity = s
			}
		}
		n := len(pieces)
		if n == 0 || pieces[n-1].Letters != p.Letters || pieces[n-1].Severity != p.Severity {
			pieces, begin, n = append(pieces, p), at, n+1
		}
		pieces[n-1].Text = base.Text[begin:to]
		at = to
	}
	for _, e := range edges {
		cut(e.at)
		if e.sev > 0 {
			open[e.letter]++
			sevs[e.sev]++
		} else {
			open[e.letter]--
			sevs[-e.sev]--
		}
	}
	cut(len(base.Text))
	return pieces
}

func letterList(open map[string]int) string {
	var list []string
	for l, n := range open {
		if n > 0 {
			list = append(list, l)
		}
	}
	slices.SortFunc(list, func(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) })
	return strings.Join(list, " ")
}

// within reports whether s stands inside q: an attribution's side names the
// mention, which does not.
func within(q *record.Quote, s record.Side) bool {
	return s.Quote == q.ID && q.Start <= s.Start && s.Start <= s.End && s.End <= q.End
}

// offset turns a byte offset in q's article into one in q.Text. Between two
// segments, where the reporter's words stand, it is the end of the first.
func offset(q *record.Quote, at int) int {
	off := 0
	for i, s := range q.Segments {
		if at < s.Start {
			if i > 0 {
				off--
			}
			break
		}
		if at <= s.End {
			off += at - s.Start
			break
		}
		off += s.End - s.Start
		if i+1 < len(q.Segments) {
			off++
		}
	}
	off = min(max(off, 0), len(q.Text))
	for off < len(q.Text) && off > 0 && !utf8.RuneStart(q.Text[off]) {
		off--
	}
	return off
}
