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
	Index         int          // of Report.Quotes, until Sort
	Passage       record.Quote // the likeliest, as a row whose segments count in the transcript; zero if not found
	Before, After string       // what the same person says around it
	Dates         []string     // of the transcripts, by place
	Title         string       // of the likeliest transcript
}

// heldFiles is verified.jsonl, where the run is to write it.
func (r *Report) heldFiles() []File {
	if !r.Run.Verify {
		return nil
	}
	return []File{{"verified.jsonl", r.writeVerified}}
}

func (r *Report) writeVerified(w io.Writer) error {
	return writeLines(w, r.Held, func(h Held) record.Verified {
		v := h.Verified
		v.Flags, v.Places, v.Differences = present(v.Flags), present(v.Places), present(v.Differences)
		return v
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

func heldCounts(held []Held) (list []heldCount, flagged int) {
	n := map[string]int{}
	for i := range held {
		n[held[i].Verdict]++
		if len(held[i].Flags) > 0 {
			flagged++
		}
	}
	for _, v := range heldVerdicts {
		list = append(list, heldCount{v, heldMeanings[v], shade(v), n[v]})
	}
	return list, flagged
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

// worstFirst gives what was found in the record, the worst first: what differs
// by verdict and severity, then what is flagged, then the rest, in the order of
// the rows. A true quote turned round by its context matters more than “we're”.
func worstFirst(held []Held) []*Held {
	var list []*Held
	for i := range held {
		if held[i].Verdict != record.VerdictNotFound {
			list = append(list, &held[i])
		}
	}
	slices.SortStableFunc(list, func(a, b *Held) int {
		return cmp.Or(cmp.Compare(a.rank(), b.rank()),
			cmp.Compare(slices.Index(heldVerdicts, a.Verdict), slices.Index(heldVerdicts, b.Verdict)),
			cmp.Compare(b.worst(), a.worst()), cmp.Compare(len(b.Flags), len(a.Flags)))
	})
	return list
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
