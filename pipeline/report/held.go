package report

import (
	"cmp"
	"io"
	"slices"
	"strings"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// A Held is a quote held against the record.
type Held struct {
	record.Verified
	Passage       record.Quote // the likeliest, as a row whose segments count in the transcript; zero if not found
	Before, After string       // what the same person says around it
	Dates         []string     // of the transcripts, by place
	Title         string       // of the likeliest transcript
}

// HeldRows gives the quotes held against the record one by one, in the order of
// the quotes and the same each time. What a yield is given is its own to keep.
// The error of a yield ends the iteration, and is returned.
type HeldRows interface {
	Held(yield func(*Held) error) error
}

// eachHeld goes over the quotes held against the record, wherever they are.
func (r *Report) eachHeld(yield func(*Held) error) error {
	if r.HeldRows != nil {
		return r.HeldRows.Held(yield)
	}
	for i := range r.Held {
		if err := yield(&r.Held[i]); err != nil {
			return err
		}
	}
	return nil
}

// holds reports whether there is any.
func (r *Report) holds() bool { return r.HeldRows != nil || r.Held != nil }

// heldFiles is verified.jsonl, where the run is to write it.
func (r *Report) heldFiles() []File {
	if !r.Run.Verify {
		return nil
	}
	return []File{{"verified.jsonl", r.writeVerified}}
}

func (r *Report) writeVerified(w io.Writer) error {
	var line []byte
	return r.eachHeld(func(h *Held) (err error) {
		v := h.Verified
		v.Flags, v.Places, v.Differences = present(v.Flags), present(v.Places), present(v.Differences)
		if line, err = record.AppendLine(line[:0], v); err == nil {
			_, err = w.Write(line)
		}
		return err
	})
}

func (r *Report) sortHeld() {
	slices.SortFunc(r.Held, func(a, b Held) int { return compareIDs(a.Quote, b.Quote) })
}

// compareIDs orders ids of quotes as the contract orders their rows.
func compareIDs(a, b string) int {
	ai, an := number(a)
	bi, bn := number(b)
	return cmp.Or(cmp.Compare(articleOf(a), articleOf(b)), cmp.Compare(ai, bi), cmp.Compare(an, bn))
}

func articleOf(id string) string { return id[:max(strings.LastIndexByte(id, '#'), 0)] }

// heldVerdicts are in the order in which a desk reads them.
var heldVerdicts = []string{record.VerdictSpliced, record.VerdictAltered, record.VerdictMinor, record.VerdictVerbatim, record.VerdictNotFound}

var heldMeanings = map[string]string{
	record.VerdictVerbatim: "the words stand in the record, but for case, marks and spacing",
	record.VerdictMinor:    "with differences of style",
	record.VerdictAltered:  "with differences that matter",
	record.VerdictSpliced:  "of pieces that were said apart",
	record.VerdictNotFound: "nothing to hold it against: never a pass",
}

// A heldCount is how many quotes have a verdict of the record.
type heldCount struct {
	Verdict, Means, Shade string
	Count                 int
}

// A heldIndex is what the pages say of the quotes held against the record: the
// figures, and the worst, as many as pages of their size can show.
type heldIndex struct {
	verdicts map[string]int
	flagged  int
	found    int     // in the record
	worst    []*Held // of those found, in the order of worstFirst
}

// newHeldIndex goes over the quotes held.
func newHeldIndex(r *Report) (heldIndex, error) {
	x := heldIndex{verdicts: map[string]int{}}
	chosen := shortlist[*Held]{order: worstFirst, budget: maxHeld, least: maxMarkdown / leastInMD, cost: func(*Held) int { return leastHeld }}
	err := r.eachHeld(func(h *Held) error {
		x.verdicts[h.Verdict]++
		if len(h.Flags) > 0 {
			x.flagged++
		}
		if h.Verdict == record.VerdictNotFound {
			return nil
		}
		if x.found++; chosen.wants(h) {
			chosen.add(h)
		}
		return nil
	})
	x.worst = chosen.list()
	return x, err
}

// counts are the verdicts, in the order in which a desk reads them.
func (x *heldIndex) counts() (list []heldCount) {
	for _, v := range heldVerdicts {
		list = append(list, heldCount{v, heldMeanings[v], shade(v), x.verdicts[v]})
	}
	return list
}

// shade is the verdict on a group whose colour a verdict of the record takes.
func shade(verdict string) string {
	switch verdict {
	case record.VerdictSpliced:
		return record.VerdictConflicting
	case record.VerdictAltered:
		return record.VerdictDivergent
	case record.VerdictMinor, record.VerdictVerbatim:
		return record.VerdictConsistent
	}
	return record.VerdictVariant
}

// worstFirst orders what was found in the record, the worst first: what differs
// by verdict and severity, then what is flagged, then the rest, in the order of
// the rows. A true quote turned round by its context matters more than “we’re”.
func worstFirst(a, b *Held) int {
	return cmp.Or(cmp.Compare(a.rank(), b.rank()),
		cmp.Compare(slices.Index(heldVerdicts, a.Verdict), slices.Index(heldVerdicts, b.Verdict)),
		cmp.Compare(b.worst(), a.worst()), cmp.Compare(len(b.Flags), len(a.Flags)), compareIDs(a.Quote, b.Quote))
}

// rank is 0 of what differs in substance, 1 of what else is flagged, 2 of the rest.
func (h *Held) rank() int {
	switch {
	case h.Verdict == record.VerdictSpliced || h.Verdict == record.VerdictAltered:
		return 0
	case len(h.Flags) > 0:
		return 1
	}
	return 2
}

func (h *Held) worst() (w int) {
	for i := range h.Differences {
		w = max(w, min(max(h.Differences[i].Severity, 0), 4))
	}
	return w
}

// differences are those of h as a group has them, the record being the base.
func (h *Held) differences() []*record.Difference {
	out := make([]*record.Difference, len(h.Differences))
	for i, d := range h.Differences {
		out[i] = &record.Difference{Type: d.Type, Severity: d.Severity, Note: d.Note, Other: d.Other,
			Base: record.Side{Quote: d.Base.Transcript, Start: d.Base.Start, End: d.Base.End, Text: d.Base.Text}}
	}
	return out
}

// flagMeanings say what a flag asks a person to look at.
var flagMeanings = map[string]string{
	record.FlagContext: "the words around it may turn its meaning",
	record.FlagSpeaker: "the record has another speaker",
	record.FlagDate:    "the record is later than the article",
}
