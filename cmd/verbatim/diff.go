package main

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/verbatim-news/verbatim/attribution/text"
	"github.com/verbatim-news/verbatim/pipeline"
	"github.com/verbatim-news/verbatim/pipeline/quotediff"
	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/report"
	"github.com/verbatim-news/verbatim/pipeline/variant"
)

func (s *session) diffVerb() *cli.Command {
	return &cli.Command{
		Name:               "diff",
		Usage:              "what differs between two wordings, articles or runs",
		ArgsUsage:          "A B [WORDING...]",
		HideHelpCommand:    true,
		CustomHelpTemplate: verbHelp,
		Flags: append([]cli.Flag{
			&cli.BoolFlag{Name: "json", Usage: "print rows of clusters.jsonl; of runs, a change a line"},
		}, readingFlags()...),
		Description: `A and B are two wordings, or two files with an article each. Of articles, what
both quote is compared, against the fuller rendering of each utterance. More
wordings than two are laid out word by word below the first.
Or they are two folders that verbatim run wrote, the earlier first: then it
says what changed between the runs, which articles and utterances are new or
gone, which verdicts moved, which differences were gained and lost, and who is
given another speaker. Colours show on a terminal, unless NO_COLOR is set.

EXAMPLES
   verbatim diff "we do not want a war" "we want a war"
   verbatim diff "we want no war" "we do not want war" "we want no new war"
   verbatim diff times/troops.txt post/troops.txt
   verbatim diff --json times/troops.txt post/troops.txt | jq .verdict
   verbatim diff monday tuesday
   verbatim diff monday tuesday --json | jq 'select(.change == "verdict")'`,
		Action: s.diff,
	}
}

func (s *session) diff(c *cli.Context) error {
	if c.NArg() < 2 || c.NArg() > maxTexts {
		return usagef("diff takes two files, two folders, or 2 to %d wordings, not %d", maxTexts, c.NArg())
	}
	if c.NArg() > 2 {
		return s.diffWordings(c)
	}
	a, b := c.Args().Get(0), c.Args().Get(1)
	if runs, err := areRuns(a, b); err != nil {
		return err
	} else if runs {
		return s.compareRuns(a, b, c.Bool("json"))
	}
	articles, err := areArticles(a, b)
	if err != nil {
		return err
	}
	if !articles {
		return s.diffWordings(c)
	}
	rep, err := s.compareArticles(c, a, b)
	if err != nil {
		return err
	}
	s.warnOf(rep.Rejected, "above")
	if len(rep.Articles) < 2 && len(rep.Rejected) > 0 {
		return exitCode(codeRejected) // with nothing to compare, “In both: 0” would be a finding
	}
	if err := s.printDiff(rep, c.Bool("json"), articles); err != nil {
		return err
	}
	if len(rep.Rejected) > 0 {
		return exitCode(codeRejected)
	}
	return nil
}

// maxTexts is how many wordings a terminal shows below each other.
const maxTexts = 12

// diffWordings compares wordings with the first, and lays them out word by word
// where there are more than two.
func (s *session) diffWordings(c *cli.Context) error {
	wordings := c.Args().Slice()
	if len(wordings) > 2 {
		for _, w := range wordings {
			if _, err := os.Stat(w); err == nil {
				return usagef("%s is a file or a folder: of more than two, diff takes wordings", w)
			}
		}
	}
	rep, err := compareWordings(wordings)
	if err != nil {
		return err
	}
	return s.printDiff(rep, c.Bool("json"), false)
}

// areArticles tells two files from two wordings. A word is rarely the name of
// a file that exists, but a mistyped path must not be compared as a wording.
func areArticles(a, b string) (bool, error) {
	files := 0
	for _, arg := range []string{a, b} {
		info, err := os.Stat(arg)
		switch {
		case err == nil && !info.IsDir():
			files++
		case filepath.Ext(arg) == ".txt":
			return false, usagef("there is no file %s", arg)
		}
	}
	if files == 1 {
		return false, usagef("one of the two is a file, the other is not")
	}
	return files == 2, nil
}

// compareWordings makes a report of quotes that stand in no article; the first
// is the base.
func compareWordings(wordings []string) (*report.Report, error) {
	rep := &report.Report{}
	group := variant.Cluster{}
	for i, text := range wordings {
		name := string(rune('A' + i))
		if strings.TrimSpace(text) == "" {
			return nil, usagef("wording %s is empty", name)
		}
		if len(text) > maxWording {
			return nil, usagef("wording %s is longer than %d bytes", name, maxWording)
		}
		body := strings.ToValidUTF8(text, "\uFFFD")
		rep.Quotes = append(rep.Quotes, record.Quote{
			ID: name, Article: name, Outlet: name, Text: body,
			End: len(body), Segments: []record.Span{{End: len(body)}}, Class: record.ClassQuote, Kind: record.KindDirect,
		})
		group.Members = append(group.Members, i)
	}
	rep.Clusters = append(rep.Clusters, quotediff.Cluster(rep.Quotes, group, quotediff.Options{}))
	return rep, nil
}

// maxWording bounds a wording from the command line, in bytes.
const maxWording = 1 << 20

// compareArticles runs over two files. Each is read by itself and goes by the
// path it was given by: two outlets often call their files alike, and the
// contract makes the id of a single file from its name alone.
func (s *session) compareArticles(c *cli.Context, a, b string) (*report.Report, error) {
	stages, o, err := s.reading(c)
	if err != nil {
		return nil, err
	}
	var all pipeline.Reading
	var extracts []pipeline.Extract
	for _, path := range []string{a, b} {
		named := stages
		named.Parse = func(ctx context.Context, art text.Article) (*text.Document, error) {
			art.ID = path
			return stages.Parse(ctx, art)
		}
		r, err := named.Read(c.Context, pipeline.Input{Paths: []string{path}}, o, func(e pipeline.Extract) error {
			extracts = append(extracts, e)
			return nil
		})
		if err != nil {
			return nil, err
		}
		all.Rejected = append(all.Rejected, r.Rejected...)
	}
	return stages.Collate(c.Context, extracts, all, o)
}

// printDiff prints the clusters of a report, the worst first.
func (s *session) printDiff(rep *report.Report, asJSON, articles bool) error {
	quotes := map[string]*record.Quote{}
	for i := range rep.Quotes {
		quotes[rep.Quotes[i].ID] = &rep.Quotes[i]
	}
	clusters := slices.SortedStableFunc(slices.Values(rep.Clusters), func(a, b record.Cluster) int {
		return cmp.Compare(worst(b), worst(a))
	})
	page := newPage(s.out)
	for _, k := range clusters {
		if asJSON {
			line, err := record.AppendLine(nil, k)
			if err != nil {
				return err
			}
			page.Write(line)
			continue
		}
		page.cluster(k, quotes)
	}
	switch {
	case asJSON:
	case articles:
		page.tally(rep)
	case len(rep.Quotes) > 2:
		page.collation(rep.Quotes)
	}
	_, err := s.out.Write(page.Bytes())
	return err
}

// worst is the highest severity of a cluster; a conflict goes before all.
func worst(k record.Cluster) int {
	if k.Verdict == record.VerdictConflicting {
		return 5
	}
	most := 0
	for _, d := range k.Differences {
		most = max(most, d.Severity)
	}
	return most
}

// tally says how many quotes of each article the other does not print.
func (p *page) tally(rep *report.Report) {
	alone := map[string]int{}
	for _, a := range rep.Articles {
		alone[a.ID] = 0
	}
	for _, q := range rep.Quotes {
		if q.Class == record.ClassQuote && q.Cluster == "" {
			alone[q.Article]++
		}
	}
	line := fmt.Sprintf("In both: %d.", len(rep.Clusters))
	for _, id := range slices.Sorted(maps.Keys(alone)) {
		line += fmt.Sprintf(" Only in %s: %d.", printable(id), alone[id])
	}
	p.block("", line)
}
