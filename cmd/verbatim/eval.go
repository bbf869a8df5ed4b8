package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/verbatim-news/verbatim/pipeline"
	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/report"
	"github.com/verbatim-news/verbatim/pipeline/score"
)

// defaultBy is what figures are grouped by unless --by says otherwise: where
// systems differ most.
const defaultBy = "source_type,position,outlet,words"

func (s *session) evalVerb() *cli.Command {
	return &cli.Command{
		Name:               "eval",
		Usage:              "score a run against what people marked",
		ArgsUsage:          "--gold GOLD [DIR]",
		HideHelpCommand:    true,
		CustomHelpTemplate: verbHelp,
		Flags: append([]cli.Flag{
			&cli.StringSliceFlag{Name: "gold", Usage: "score against `GOLD`; may be repeated"},
			&cli.StringFlag{Name: "by", Value: defaultBy, Usage: "figures by `WHAT`"},
			&cli.BoolFlag{Name: "json", Usage: "print all figures and every error as JSON"},
			&cli.StringFlag{Name: "html", Usage: "also write every error, with its context, to `FILE`"},
		}, readingFlags()...),
		Description: `GOLD is a .jsonl file of articles with their gold, or a folder of fixtures
(.txtar). DIR is what a run over the same articles wrote; without it, the
articles of GOLD are read afresh. Speech without marks is scored where DIR was
made with --indirect, or this is given. WHAT is one or more of
` + strings.Join(score.Groupings(), ",") + `.

EXAMPLES
   verbatim eval --gold polnear-dev.jsonl
   verbatim eval --gold polnear-dev.jsonl report --by speaker_type
   verbatim eval --gold fixtures/articles --html errors.html
   verbatim eval --gold polnear-dev.jsonl --json | jq .figures[0]`,
		Action: s.eval,
	}
}

func (s *session) eval(c *cli.Context) error {
	by, err := groupings(c.String("by"))
	switch {
	case err != nil:
		return err
	case len(c.StringSlice("gold")) == 0:
		return usagef("eval needs --gold GOLD")
	case c.NArg() > 1:
		return usagef("eval takes one DIR, not %d", c.NArg())
	}
	gold, err := score.Load(c.StringSlice("gold")...)
	if err != nil {
		return err
	}
	rows, rejected, err := s.rowsToScore(c, gold)
	if err != nil {
		return err
	}
	result := score.Quotes(gold.Gold(), rows)
	if path := c.String("html"); path != "" {
		page := report.File{Name: filepath.Base(path), Write: func(w io.Writer) error {
			return result.WriteHTML(w, gold.Name(), c.App.Version)
		}}
		if err := report.WriteFiles(filepath.Dir(path), []report.File{page}); err != nil {
			return err
		}
	}
	if c.Bool("json") {
		enc := json.NewEncoder(s.out)
		enc.SetIndent("", "  ")
		err = enc.Encode(result)
	} else {
		err = result.WriteTable(s.out, by)
	}
	if err != nil {
		return err
	}
	s.warnOf(rejected, "verbatim run, which lists them all")
	if len(rejected) > 0 {
		return exitCode(codeRejected)
	}
	return nil
}

// rowsToScore are those of the DIR given, or of a run over the articles of gold.
func (s *session) rowsToScore(c *cli.Context, gold *score.Set) ([]record.Quote, []record.Rejection, error) {
	if c.NArg() == 1 {
		rows, err := readQuotes(filepath.Join(c.Args().First(), "quotes.jsonl"))
		return rows, nil, err
	}
	stages, o, err := s.reading(c)
	if err != nil {
		return nil, nil, err
	}
	paths, lines, err := gold.Input()
	if err != nil {
		return nil, nil, err
	}
	shown := s.progress()
	defer shown.close()
	o.Progress = shown.show
	var rows []record.Quote
	reading, err := stages.Read(c.Context, pipeline.Input{Paths: paths, Stdin: lines}, o, func(e pipeline.Extract) error {
		rows = append(rows, e.Quotes...)
		return nil
	})
	return rows, reading.Rejected, err
}

// groupings reads the value of --by.
func groupings(list string) ([]string, error) {
	var by []string
	for name := range strings.SplitSeq(list, ",") {
		if name = strings.TrimSpace(name); name == "" {
			continue
		}
		if !slices.Contains(score.Groupings(), name) {
			return nil, usagef("--by knows no %q%s", name, didYouMean(name, score.Groupings()))
		}
		by = append(by, name)
	}
	return by, nil
}

// readQuotes reads the rows that a run wrote.
func readQuotes(path string) ([]record.Quote, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, usagef("there is no %s: DIR is a folder that verbatim run wrote", path)
	} else if err != nil {
		return nil, err
	}
	defer f.Close()
	var rows []record.Quote
	dec := json.NewDecoder(f)
	for {
		var q record.Quote
		if err := dec.Decode(&q); errors.Is(err, io.EOF) {
			return rows, nil
		} else if err != nil {
			return nil, fmt.Errorf("reading %s: row %d: %w", path, len(rows)+1, err)
		}
		rows = append(rows, q)
	}
}
