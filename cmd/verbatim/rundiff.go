package main

import (
	"cmp"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/rundiff"
)

// areRuns tells two folders that run wrote from everything else that diff takes.
func areRuns(a, b string) (bool, error) {
	runs := 0
	for _, arg := range []string{a, b} {
		info, err := os.Stat(arg)
		switch {
		case err != nil || !info.IsDir():
		case rundiff.IsRun(arg):
			runs++
		default:
			return false, usagef("%s is a folder without a run.json, so verbatim run did not write it, or not to the end: diff takes two such folders, two files or two wordings", arg)
		}
	}
	if runs == 1 {
		return false, usagef("one of the two is a folder that a run wrote, the other is not: give two folders, or two files")
	}
	return runs == 2, nil
}

// compareRuns prints what changed between the runs in two folders.
func (s *session) compareRuns(a, b string, asJSON bool) error {
	earlier, err := rundiff.Read(a)
	if err != nil {
		return err
	}
	later, err := rundiff.Read(b)
	if err != nil {
		return err
	}
	changes := rundiff.Compare(earlier, later)
	p := newPage(s.out)
	if !asJSON {
		p.changes(changes, a, b)
	}
	for i := range changes {
		if !asJSON {
			break
		}
		line, err := record.AppendLine(nil, &changes[i])
		if err != nil {
			return err
		}
		p.Write(line)
	}
	_, err = s.out.Write(p.Bytes())
	return err
}

// A section of the page lists changes of a kind; whatever has no name here is
// counted alone.
var sections = []struct {
	kind rundiff.Kind
	name string
}{
	{rundiff.Setting, "Made otherwise"},
	{rundiff.Verdict, "Verdicts moved"},
	{rundiff.ClusterNew, "Utterances that several print now"},
	{rundiff.ClusterGone, "Utterances that several printed before"},
	{rundiff.Speaker, "Given another speaker"},
	{rundiff.ArticleChanged, "Articles of another text"},
	{rundiff.ArticleNew, "New articles"},
	{rundiff.ArticleGone, "Articles gone"},
	{rundiff.Rejected, "Rejected"},
	{rundiff.RejectedNoMore, "No longer rejected"},
}

// alarming are the verdicts that a list begins with; what has none keeps its order.
var alarming = []string{record.VerdictConflicting, record.VerdictDivergent, record.VerdictVariant, record.VerdictConsistent}

// maxChanges is how many changes of a kind a terminal is told of one by one.
const maxChanges = 20

// changes prints what changed: figures, then each kind, then differences by type.
func (p *page) changes(changes []rundiff.Change, a, b string) {
	if len(changes) == 0 {
		p.block("", fmt.Sprintf("Nothing changed from %s to %s.", printable(a), printable(b)))
		return
	}
	of := map[rundiff.Kind][]*rundiff.Change{}
	for i := range changes {
		of[changes[i].Kind] = append(of[changes[i].Kind], &changes[i])
	}
	n := func(k rundiff.Kind) int { return len(of[k]) }
	p.block("", fmt.Sprintf("From %s to %s", printable(a), printable(b)))
	for _, f := range []struct {
		name  string
		parts string
	}{
		{"articles", fmt.Sprintf("%d new, %d gone, %d of another text", n(rundiff.ArticleNew), n(rundiff.ArticleGone), n(rundiff.ArticleChanged))},
		{"rejected", fmt.Sprintf("%d new, %d no longer", n(rundiff.Rejected), n(rundiff.RejectedNoMore))},
		{"quotes", fmt.Sprintf("%d new, %d gone, %d given another speaker", n(rundiff.QuoteNew), n(rundiff.QuoteGone), n(rundiff.Speaker))},
		{"utterances", fmt.Sprintf("%d new, %d gone, %d with another verdict", n(rundiff.ClusterNew), n(rundiff.ClusterGone), n(rundiff.Verdict))},
		{"printings", fmt.Sprintf("%d more and %d fewer of utterances in both", n(rundiff.MemberNew), n(rundiff.MemberGone))},
		{"differences", fmt.Sprintf("%d gained, %d lost", n(rundiff.DifferenceGained), n(rundiff.DifferenceLost))},
	} {
		fmt.Fprintf(p, "  %-12s  %s\n", f.name, f.parts)
	}
	for _, s := range sections {
		if n(s.kind) == 0 {
			continue
		}
		fmt.Fprintf(p, "\n%s\n", s.name)
		slices.SortStableFunc(of[s.kind], func(a, b *rundiff.Change) int {
			return cmp.Compare(slices.Index(alarming, string(a.Is)), slices.Index(alarming, string(b.Is)))
		})
		for i, x := range of[s.kind] {
			if i == maxChanges {
				p.block("  ", fmt.Sprintf("and %d more, which --json lists", n(s.kind)-i))
				break
			}
			p.change(x)
			p.itsDifferences(x, of)
		}
	}
	p.types(of)
}

// change prints one change.
func (p *page) change(x *rundiff.Change) {
	none := record.Null("nobody")
	if x.Kind == rundiff.Setting {
		none = "unset"
	}
	moved := printable(string(cmp.Or(x.Was, none))) + " → " + printable(string(cmp.Or(x.Is, none)))
	switch x.Kind {
	case rundiff.Verdict:
		p.block("  ", moved+"  "+printable(x.ID))
	case rundiff.ClusterNew, rundiff.ClusterGone:
		words := printable(string(x.Is+x.Was)) + "  " + printable(x.ID)
		if x.With != "" {
			words += ", with quotes of " + printable(string(x.With))
		}
		p.block("  ", words)
	case rundiff.Speaker, rundiff.Setting:
		p.block("  ", printable(x.ID)+"  "+moved)
	case rundiff.Rejected, rundiff.RejectedNoMore:
		p.block("  ", printable(x.ID)+": "+printable(string(x.Text)))
		return
	default:
		p.block("  ", printable(x.ID))
	}
	if x.Text != "" {
		p.block("    ", "“"+printable(start(string(x.Text), 2*p.width))+"”")
	}
}

// itsDifferences prints what a cluster gained and lost, under its verdict: what
// several members share once.
func (p *page) itsDifferences(x *rundiff.Change, of map[rundiff.Kind][]*rundiff.Change) {
	if x.Kind != rundiff.Verdict && x.Kind != rundiff.ClusterNew {
		return
	}
	for _, kind := range []rundiff.Kind{rundiff.DifferenceGained, rundiff.DifferenceLost} {
		told := map[string]bool{}
		for _, c := range of[kind] {
			d := *c.Difference
			key := d.Type + "\x00" + d.Base.Text + "\x00" + d.Other.Text
			if c.ID != x.ID || d.Severity < 2 || told[key] {
				continue
			}
			if kind == rundiff.DifferenceLost && len(told) == 0 {
				fmt.Fprintln(p, "    no longer:")
			}
			told[key] = true
			d.Base.Text, d.Other.Text = start(d.Base.Text, p.width), start(d.Other.Text, p.width)
			p.difference("    ", d, "")
		}
	}
}

// types counts the differences gained and lost by type.
func (p *page) types(of map[rundiff.Kind][]*rundiff.Change) {
	gained, lost := map[string]int{}, map[string]int{}
	var names []string
	for kind, count := range map[rundiff.Kind]map[string]int{rundiff.DifferenceGained: gained, rundiff.DifferenceLost: lost} {
		for _, d := range of[kind] {
			count[d.Difference.Type]++
			names = append(names, d.Difference.Type)
		}
	}
	slices.Sort(names)
	names = slices.Compact(names)
	if len(names) == 0 {
		return
	}
	fmt.Fprintf(p, "\nDifferences by type\n")
	for _, name := range names {
		fmt.Fprintf(p, "  %-24s  %5d gained  %5d lost\n", printable(name), gained[name], lost[name])
	}
}

// start cuts s to whole words of about n bytes.
func start(s string, n int) string {
	if len(s) <= n {
		return s
	}
	cut := strings.ToValidUTF8(s[:n], "")
	if i := strings.LastIndexByte(cut, ' '); i > 0 {
		cut = cut[:i]
	}
	return cut + " …"
}
