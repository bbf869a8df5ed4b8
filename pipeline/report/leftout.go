package report

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// maxReasons is how many reasons are told apart; what is behind them is counted
// together.
const maxReasons = 20

// A leftOut is a reason why something of the input is in no figure of a run.
type leftOut struct {
	Why   string
	Count int
	First string // the source and place of the first; "" where what was left out is counted only
}

// whatWasLeftOut lists why inputs are in no figure, and how many each reason
// concerns: rows of rejected.jsonl by reason, the most first, then what a run only
// counts.
func (r *Report) whatWasLeftOut() []leftOut {
	at := map[string]int{}
	var list []leftOut
	for _, j := range r.Rejected {
		why := reasonOf(j)
		i, ok := at[why]
		if !ok {
			i, at[why] = len(list), len(list)
			list = append(list, leftOut{Why: why, First: strings.TrimSuffix(j.Source+", "+j.Place, ", ")})
		}
		list[i].Count++
	}
	slices.SortStableFunc(list, func(a, b leftOut) int { return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Why, b.Why)) })
	if len(list) > maxReasons {
		rest := leftOut{Why: "other reasons"}
		for _, x := range list[maxReasons-1:] {
			rest.Count += x.Count
		}
		list = append(list[:maxReasons-1], rest)
	}
	c := r.Run.Counts
	for _, x := range []leftOut{
		{Why: "left out by date or outlet", Count: c.Filtered},
		{Why: "met again: the same text under the same id", Count: c.Duplicates},
		{Why: "files of no known kind, and records of web archives that hold no article", Count: c.Skipped},
	} {
		if x.Count > 0 {
			list = append(list, x)
		}
	}
	return list
}

// volatile is what differs between two inputs that were turned away for one
// reason: what stands in quotation marks, and numbers.
var volatile = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`"(?:[^"\\]|\\.)*"|“[^”]*”|'[^']{1,6}'|[0-9]+`) })

// reasonOf is the reason of a rejection without what is true of it alone. A
// language is kept: which ones came in is what a desk wants to know. A stage that
// failed has its article's id for a reason, and any words behind it.
func reasonOf(j record.Rejection) string {
	if j.Stage != "read" && j.Stage != "transcripts" {
		return fmt.Sprintf("failed in the stage %s", j.Stage)
	}
	if strings.HasPrefix(j.Reason, "language ") {
		return clip(j.Reason, 100)
	}
	return clip(volatile().ReplaceAllString(clipTo(j.Reason, 400), "…"), 200)
}

// leftOutLine is “Left out: language "de", not "en" (12), text is empty (1).”; ""
// if there was nothing.
func (r *Report) leftOutLine() string {
	const most = 5
	list, more := first(r.whatWasLeftOut(), most)
	if len(list) == 0 {
		return ""
	}
	var said []string
	for _, x := range list {
		said = append(said, Plain(x.Why)+" ("+count(x.Count)+")")
	}
	if more > 0 {
		said = append(said, plural(more, "other reason"))
	}
	return "Left out: " + strings.Join(said, "; ") + "."
}

// mdLeftOut is the same as a table of report.md.
func (r *Report) mdLeftOut(b *strings.Builder) {
	list := r.whatWasLeftOut()
	if len(list) == 0 {
		return
	}
	b.WriteString("\n## Left out\n\n| Why | How many | The first |\n|---|---:|---|\n")
	for _, x := range list {
		fmt.Fprintf(b, "| %s | %s | %s |\n", md(x.Why), count(x.Count), md(clip(x.First, 150)))
	}
}
