package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"github.com/verbatim-news/verbatim/pipeline"
	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/score"
)

func (s *session) evalVerb() *cli.Command {
	return &cli.Command{
		Name:               "eval",
		Usage:              "score a run against what people marked",
		ArgsUsage:          "--gold GOLD.jsonl [DIR]",
		HideHelpCommand:    true,
		CustomHelpTemplate: verbHelp,
		Flags: append([]cli.Flag{
			&cli.StringFlag{Name: "gold", Usage: "the articles and what people marked, from `FILE`"},
			&cli.BoolFlag{Name: "json", Usage: "print all figures and every error as JSON"},
		}, readingFlags()...),
		Description: `DIR is what a run over the same articles wrote. Without it, the articles of the
gold are read afresh.

EXAMPLES
   verbatim eval --gold polnear-dev.jsonl
   verbatim eval --gold polnear-dev.jsonl report
   verbatim eval --gold polnear-dev.jsonl --json | jq .figures[0]`,
		Action: s.eval,
	}
}

func (s *session) eval(c *cli.Context) error {
	path := c.String("gold")
	if path == "" {
		return usagef("eval needs --gold FILE")
	}
	if c.NArg() > 1 {
		return usagef("eval takes one DIR, not %d", c.NArg())
	}
	gold, err := readGold(path)
	if err != nil {
		return fmt.Errorf("reading %s: %w", path, err)
	}
	var rows []record.Quote
	if c.NArg() == 1 {
		rows, err = readQuotes(filepath.Join(c.Args().First(), "quotes.jsonl"))
	} else {
		rows, err = s.readAfresh(c, path)
	}
	if err != nil {
		return err
	}
	result := score.Quotes(gold, rows)
	if !c.Bool("json") {
		return result.WriteTable(s.out)
	}
	enc := json.NewEncoder(s.out)
	enc.SetIndent("", "  ")
	return enc.Encode(result)
}

func readGold(path string) ([]score.GoldArticle, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return score.ReadGold(f)
}

// readQuotes reads the rows that a run wrote.
func readQuotes(path string) ([]record.Quote, error) {
	f, err := os.Open(path)
	if err != nil {
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

// readAfresh returns the rows of a run over the articles of a gold file.
func (s *session) readAfresh(c *cli.Context, path string) ([]record.Quote, error) {
	stages, o, err := s.reading(c)
	if err != nil {
		return nil, err
	}
	var rows []record.Quote
	reading, err := stages.Read(c.Context, pipeline.Input{Paths: []string{path}}, o, func(e pipeline.Extract) error {
		rows = append(rows, e.Quotes...)
		return nil
	})
	s.warnOf(reading.Rejected, "verbatim run, which lists them all")
	return rows, err
}
