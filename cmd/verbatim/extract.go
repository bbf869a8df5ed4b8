package main

import (
	"bufio"
	"io"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/verbatim-news/verbatim/attribution"
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
		Flags: append([]cli.Flag{
			&cli.BoolFlag{Name: "explain", Usage: "say in words who said each quote, and why"},
			&cli.StringFlag{Name: "quote", Usage: "only the quote `ID`; 3 is the third of each article"},
		}, readingFlags()...),
		Description: aboutInputs + `

Prints the rows of quotes.jsonl article by article, in the order of reading,
without comparing outlets: cluster is null. Memory hardly grows with the input.

With --explain it prints for each quote, instead of its row, who is given as
its speaker and on what evidence: mention and cue in their sentence, the rule,
what weighed most for (+) and against (-) the answer in log-odds, and who else
was weighed.

EXAMPLES
   verbatim extract article.txt
   verbatim extract article.txt --explain --quote 3
   verbatim extract dump.jsonl.zst > quotes.jsonl
   verbatim extract posts.json --map html=content.rendered,date=published
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
	var options []attribution.Option
	if c.Bool("explain") {
		options = append(options, attribution.Explained())
	}
	stages, o, err := s.reading(c, options...)
	if err != nil {
		return err
	}
	if terminalWidth(s.out) == 0 { // rows and bars would stand on one screen
		shown := s.progress()
		defer shown.close()
		o.Progress = shown.show
	}
	out := bufio.NewWriter(s.out)
	wanted, found := c.String("quote"), false
	reading, err := stages.Read(c.Context, in, o, func(e pipeline.Extract) error {
		for i := range e.Quotes {
			if !asked(&e.Quotes[i], wanted) {
				continue
			}
			found = true
			if err := s.printQuote(out, &e, i, c.Bool("explain"), o.MinConfidence); err != nil {
				return err
			}
		}
		return out.Flush() // whoever reads along sees whole articles
	})
	if err != nil {
		return err
	}
	s.warnOf(reading.Rejected, "verbatim run, which lists them all")
	if wanted != "" && !found {
		return usagef("no quote here is called %s", wanted)
	}
	if len(reading.Rejected) > 0 {
		return exitCode(codeRejected)
	}
	return nil
}

// printQuote prints the i-th quote of an article, as a row or in words.
func (s *session) printQuote(out io.Writer, e *pipeline.Extract, i int, explain bool, least float64) error {
	if !explain {
		line, err := record.AppendLine(nil, &e.Quotes[i])
		if err != nil {
			return err
		}
		_, err = out.Write(line)
		return err
	}
	p := newPage(s.out)
	p.certificate(certificate{&e.Quotes[i], e.Contexts[i], e.Reasons[i], least})
	_, err := out.Write(p.Bytes())
	return err
}

// asked reports whether --quote names q: by its id, or by its number alone.
func asked(q *record.Quote, wanted string) bool {
	return wanted == "" || q.ID == wanted || !strings.Contains(wanted, "#") && q.ID == q.Article+"#"+wanted
}
