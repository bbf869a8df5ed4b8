package verify

import (
	"fmt"
	"slices"
	"time"

	"github.com/verbatim-news/verbatim/pipeline/quotediff"
	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/variant"
)

// A Finding is what holding one quote against the record gave.
type Finding struct {
	Row           record.Verified
	Passage       record.Quote // of the likeliest place, as a row whose segments count in the transcript; zero if not found
	Before, After string       // what the same person says around it, a sentence or what remains of one
	Dates         []string     // of the transcripts, by place; "" if unknown
	Title         string       // of the likeliest transcript
}

// Found reports whether there is a passage.
func (f *Finding) Found() bool { return f.Row.Verdict != record.VerdictNotFound }

// Unheld is the finding on a quote that nothing was found for.
func Unheld(q *record.Quote) Finding {
	return Finding{Row: record.Verified{Quote: q.ID, Verdict: record.VerdictNotFound, Flags: []string{}, Places: []record.Place{}, Differences: []record.RecordDifference{}}}
}

// Verify holds a quote against the record. Near are the words around it in its
// article and the article's title, "" if unknown: they may name the event, and
// decide between places that are as good in all else but the day. It never
// fails: what cannot be found is not-found.
func (ix *Index) Verify(q *record.Quote, near string) Finding {
	x := ix.newQuery(q, near)
	f := Unheld(q)
	if len(x.words) < 2 {
		return f // a single word proves nothing
	}
	places := x.find()
	if len(places) == 0 {
		x.judgePieces(&f)
		return f
	}
	if x.leavesPart(&places[0]) {
		if x.judgePieces(&f); f.Found() {
			return f
		}
	}
	differences := x.compare(places)
	said := verdict(differences)
	if p := &places[0]; (p.speaker == differs || p.after == 2) && (said == record.VerdictAltered || said == record.VerdictSpliced) {
		return f // how another tells it, or how it was said later, is no record of these words
	}
	f.Row.Differences = append(differences, x.besides(&places[0])...)
	f.Row.Verdict = verdict(f.Row.Differences)
	x.describe(&f, places)
	return f
}

// leavesPart reports whether a place lacks all that stands before or behind an
// ellipsis of the quote, which may have been said elsewhere.
func (x *query) leavesPart(p *place) bool {
	return slices.ContainsFunc(x.breaks, func(b int) bool { return b <= p.i || b >= p.j })
}

// alternatives is how many places of one standing are compared before a quote is
// called altered.
const alternatives = 4

// compare gives the differences from the likeliest place. Of several that stand
// alike, such as two transcripts of a debate, that one comes first from which
// the quote departs least: transcribers err too.
func (x *query) compare(places []place) []record.RecordDifference {
	best, at := x.differences(&places[0]), 0
	for k := 1; k < min(len(places), alternatives) && worst(best) > 1; k++ {
		if places[k].compare(places[0].standing) != 0 || places[k].score < places[0].score-margin {
			break
		}
		if ds := x.differences(&places[k]); worst(ds) < worst(best) {
			best, at = ds, k
		}
	}
	chosen := places[at]
	copy(places[1:at+1], places[:at])
	places[0] = chosen
	return best
}

func worst(ds []record.RecordDifference) (w int) {
	for _, d := range ds {
		w = max(w, d.Severity)
	}
	return w
}

// unheard notes a difference that is the transcriber's: it accuses nobody.
const unheard = "inaudible in the transcript"

// differences compares the quote with a place's passage.
func (x *query) differences(p *place) []record.RecordDifference {
	out := []record.RecordDifference{}
	doubt := false
	for _, d := range quotediff.Against(&p.row, x.quote) {
		r := record.RecordDifference{Type: d.Type, Severity: d.Severity, Note: d.Note, Base: side(d.Base), Other: d.Other}
		switch {
		case d.Type == "punctuation":
			r.Severity = min(1, d.Severity) // nobody speaks marks
		case d.Severity > 1 && p.doubted(d.Base):
			r.Severity, r.Note, doubt = 1, unheard, true
		case d.Other.Text == "" && x.atJoint(d.Other.Start):
			continue // what was said between two quotes of the article is left out of neither
		}
		out = append(out, r)
	}
	if !doubt && len(p.holes) > 0 && p.inside() && worst(out) == 0 {
		at := p.holes[0]
		out = append(out, record.RecordDifference{Type: "disfluency", Severity: 1, Note: unheard,
			Base: record.RecordSide{Transcript: p.row.ID, Start: at, End: at}, Other: record.Side{Quote: x.quote.ID, Start: x.quote.Start, End: x.quote.Start}})
	}
	return out
}

// notSpoken notes words of the article that our span holds and the speaker did
// not say: they accuse nobody, and no more are they verbatim.
const notSpoken = "not the speaker's"

// besides are those words as differences.
func (x *query) besides(p *place) (out []record.RecordDifference) {
	for _, s := range x.beside {
		at := p.row.End
		if s.Start < x.quote.Start {
			at = p.row.Start
		}
		out = append(out, record.RecordDifference{Type: "insertion", Severity: 1, Note: notSpoken,
			Base: record.RecordSide{Transcript: p.row.ID, Start: at, End: at}, Other: s})
	}
	return out
}

// atJoint reports whether byte at of the article lies where one quote of it ends
// and another begins.
func (x *query) atJoint(at int) bool {
	return slices.ContainsFunc(x.joints, func(i int) bool {
		last := segments(x.quote, x.words[i-1].Start, x.words[i-1].End)
		next := segments(x.quote, x.words[i].Start, x.words[i].End)
		return len(last) > 0 && len(next) > 0 && last[len(last)-1].End <= at && at <= next[0].Start
	})
}

func side(s record.Side) record.RecordSide {
	return record.RecordSide{Transcript: s.Quote, Start: s.Start, End: s.End, Text: s.Text}
}

// inside reports whether a hole lies inside the passage.
func (p *place) inside() bool {
	return slices.ContainsFunc(p.holes, func(h int) bool { return p.row.Start < h && h < p.row.End })
}

// near is how far, in bytes, from a hole of the transcript a difference may
// stand and be of its making: a word's length.
const nearHole = 12

// doubted reports whether the record is unsure of itself at a difference.
func (p *place) doubted(s record.Side) bool {
	return slices.ContainsFunc(p.holes, func(h int) bool { return s.Start-nearHole <= h && h <= s.End+nearHole })
}

// verdict is by the worst difference.
func verdict(ds []record.RecordDifference) string {
	out := record.VerdictVerbatim
	for _, d := range ds {
		switch {
		case d.Type == "splice":
			return record.VerdictSpliced
		case d.Severity > 1:
			out = record.VerdictAltered
		case out == record.VerdictVerbatim && !marksOnly(d):
			out = record.VerdictMinor
		}
	}
	return out
}

// marksOnly reports a difference of case, marks and spacing alone.
func marksOnly(d record.RecordDifference) bool {
	switch d.Type {
	case "typography", "case", "punctuation", "identical", "emphasis":
		return true
	}
	return d.Type == "spelling" && d.Note == "hyphen"
}

// judgePieces looks for a quote that stands nowhere as a whole.
func (x *query) judgePieces(f *Finding) {
	places := x.joinAdjacent(x.pieces())
	if places == nil || places[0].speaker == differs || places[0].after == 2 {
		return
	}
	for k := range places {
		f.Row.Differences = append(f.Row.Differences, x.pieceDifferences(&places[k])...)
		if k == 0 {
			continue
		}
		if slices.Contains(x.joints, places[k].i) {
			continue // nobody printed them as one
		}
		a, b := &places[k-1], &places[k]
		n := x.ix.apart(a, b)
		d := record.RecordDifference{Type: "splice", Severity: 3, Note: record.Null(distance(n)),
			Base: record.RecordSide{Transcript: a.row.ID, Start: a.row.End, End: a.row.End}, Other: x.joint(b.i)}
		if slices.Contains(x.breaks, b.i) && n >= 0 && n <= hidden {
			d.Type, d.Severity = "ellipsis", 1
		}
		f.Row.Differences = append(f.Row.Differences, d)
	}
	f.Row.Differences = append(f.Row.Differences, x.besides(&places[0])...)
	f.Row.Verdict = verdict(f.Row.Differences)
	x.describe(f, places)
}

func distance(words int) string {
	if words < 0 {
		return "in another order"
	}
	return fmt.Sprintf("%d words apart", words)
}

// pieceDifferences compares a piece's words with its place. What the rest of the
// quote has is no difference.
func (x *query) pieceDifferences(p *place) []record.RecordDifference {
	from, to := x.words[p.i].Start, x.words[p.j-1].End
	piece := *x.quote
	piece.Text, piece.Segments = x.quote.Text[from:to], segments(x.quote, from, to)
	y := *x
	y.quote = &piece
	return y.differences(p)
}

// joint is the place in the article between words i-1 and i of the quote.
func (x *query) joint(i int) record.Side {
	s := record.Side{Quote: x.quote.ID, Start: x.quote.Start, End: x.quote.Start}
	at := 0
	for _, seg := range x.quote.Segments {
		if n := seg.End - seg.Start; x.words[i].Start <= at+n {
			s.Start = seg.Start + max(0, x.words[i].Start-at)
			s.End = s.Start
			return s
		} else {
			at += n + 1
		}
	}
	return s
}

// describe fills in places, flags and neighbours.
func (x *query) describe(f *Finding, places []place) {
	for k := range places {
		f.Row.Places = append(f.Row.Places, x.row(&places[k]))
		f.Dates = append(f.Dates, x.ix.Transcripts[places[k].t].Date)
	}
	p := &places[0]
	t := &x.ix.Transcripts[p.t]
	f.Passage, f.Title = p.row, t.Title
	n := neighbours(t, p.row.Start, places[0].row.End)
	f.Before, f.After = n.before, n.after
	if x.context(n) {
		f.Row.Flags = append(f.Row.Flags, record.FlagContext)
	}
	// Who speaks after the article repeats it, or another's words: only the date is odd.
	if p.speaker == differs && p.after != 2 && x.quote.Speaker.Confidence >= variant.DefaultOptions().MinConfidence && !n.reported {
		f.Row.Flags = append(f.Row.Flags, record.FlagSpeaker)
	}
	if p.after == 2 {
		f.Row.Flags = append(f.Row.Flags, record.FlagDate)
	}
}

func (x *query) row(p *place) record.Place {
	t := &x.ix.Transcripts[p.t]
	out := record.Place{Transcript: t.ID, Start: p.row.Start, End: p.row.End, Text: t.Text[p.row.Start:p.row.End],
		Turn: t.Turn(p.row.Start) + 1, Speaker: record.Null(p.label), Score: p.score}
	if at, ok := t.Time(p.row.Start); ok {
		out.Time = record.Null(stamp(at))
	}
	return out
}

// stamp is a time of a recording: 00:14:05.500.
func stamp(d time.Duration) string {
	ms := d.Milliseconds()
	return fmt.Sprintf("%02d:%02d:%02d.%03d", ms/3600000, ms/60000%60, ms/1000%60, ms%1000)
}
