package main

import (
	"bufio"

	"github.com/urfave/cli/v2"

	"github.com/verbatim-news/verbatim/pipeline"
	"github.com/verbatim-news/verbatim/pipeline/record"
)

func (s *session) extractVerb() *cli.Command {
	return &cli.Command{
		Name:               "extract",
		Usage:              "print the quotes of articles as JSON Lines",
		ArgsUsage:          "INPUT...",
		HideHelpCommand:    true,
		CustomHelpTemplate: verbHelp,
		Flags:              readingFlags(),
		Description: `Prints the rows of quotes.jsonl article by article, in the order of reading,
without comparing outlets: cluster is null. Memory hardly grows with the input.

EXAMPLES
   verbatim extract article.txt
   verbatim extract dump.jsonl.zst > quotes.jsonl
   verbatim extract articles | jq -r '.speaker.name + ": " + .text'
   echo '“We will not leave,” said Ana Ruiz.' | verbatim extract -`,
		Action: s.extract,
	}
}

func (s *session) extract(c *cli.Context) error {
	in, err := s.input(c)
	if err != nil {
		return err
	}
	stages, o, err := s.reading(c)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(s.out)
	var line []byte
	reading, err := stages.Read(c.Context, in, o, func(e pipeline.Extract) error {
		for i := range e.Quotes {
			if line, err = record.AppendLine(line[:0], &e.Quotes[i]); err != nil {
				return err
			}
			if _, err := out.Write(line); err != nil {
				return err
			}
		}
		return out.Flush() // whoever reads along sees whole articles
	})
	if err != nil {
		return err
	}
	s.warnOf(reading.Rejected, "verbatim run, which lists them all")
	if len(reading.Rejected) > 0 {
		return exitCode(codeRejected)
	}
	return nil
}
