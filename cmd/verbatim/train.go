package main

import (
	"fmt"
	"path/filepath"
	"runtime"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/verbatim-news/verbatim/pipeline"
	"github.com/verbatim-news/verbatim/pipeline/report"
	"github.com/verbatim-news/verbatim/pipeline/score"
	"github.com/verbatim-news/verbatim/pipeline/train"
)

func (s *session) trainVerb() *cli.Command {
	return &cli.Command{
		Name:               "train",
		Usage:              "train the models that weigh who said a quote",
		ArgsUsage:          "GOLD.jsonl... --out DIR",
		HideHelpCommand:    true,
		CustomHelpTemplate: verbHelp,
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "out", Usage: "write the weights and CARD.md to `DIR`, made if absent"},
			&cli.StringFlag{Name: "date", Usage: "put `DATE` into the models' version", DefaultText: "today"},
			&cli.StringSliceFlag{Name: "held-out", Usage: "score the new models on `GOLD`, for the card; may be repeated"},
			&cli.StringFlag{Name: "about", Usage: "the card says `TEXT` of what the articles are"},
			&cli.IntFlag{Name: "workers", Value: runtime.NumCPU(), Usage: "read `N` articles at a time", DefaultText: "a core each"},
		},
		Description: `GOLD.jsonl holds articles with what people marked in them. DIR then holds
source.json, speech.json, verbs.json and stems.json, the weights, and CARD.md:
what they were trained from, how good they are, and what they are bad at. The
same files and date give the same bytes.

The command uses the weights that were compiled into it, so those of this
project change with: make train

EXAMPLES
   verbatim train polnear-train.jsonl --out weights
   verbatim train a.jsonl b.jsonl --held-out c.jsonl --out weights`,
		Action: s.train,
	}
}

func (s *session) train(c *cli.Context) error {
	date, err := trainingDate(c.String("date"))
	switch {
	case err != nil:
		return err
	case c.NArg() == 0:
		return usagef("train needs GOLD.jsonl, a file of articles with what people marked in them")
	case c.Int("workers") < 1:
		return usagef("--workers is at least 1, not %d", c.Int("workers"))
	}
	dir := c.String("out")
	if err := checkOut(c.Command.Name, "--out", dir, c.Args().Slice()); err != nil {
		return err
	}
	set, held, err := loadSplit(c.Args().Slice(), c.StringSlice("held-out"))
	if err != nil {
		return err
	}
	shown := s.progress()
	models, files, err := trainOn(c, set, held, date, shown)
	shown.close()
	if err != nil {
		return err
	}
	if err := report.WriteFiles(dir, files); err != nil {
		return err
	}
	if s.quiet {
		return nil
	}
	r := models.SourceReport
	fmt.Fprintf(s.out, `Of %d quotes with a right candidate, cross-validated:
  right first       %.1f %%
  calibration error %.3f
  kept at 99 %%      %.1f %%

Card: %s
`, r.Answerable, 100*r.AccuracyCV, r.ECE, 100*r.KeptAt99, filepath.Join(dir, "CARD.md"))
	return nil
}

// trainOn reads, trains, and scores what came of it.
func trainOn(c *cli.Context, set, held *score.Set, date string, shown display) (*train.Models, []report.File, error) {
	o := pipeline.Options{Workers: c.Int("workers"), MinConfidence: pipeline.OperatingPoint, Progress: shown.show}
	data, err := train.Read(c.Context, set, o)
	if err != nil {
		return nil, nil, err
	}
	models, err := train.Train(c.Context, data, train.Options{Date: date, Progress: func(what string, done, total int) {
		shown.show(pipeline.Progress{Stage: what, Done: int64(done), Total: int64(total)})
	}})
	if err != nil {
		return nil, nil, err
	}
	var score *train.HeldOut
	if held != nil {
		o.Progress = nil // a bar is there already for reading
		if score, err = models.Score(c.Context, held, o); err != nil {
			return nil, nil, err
		}
	}
	return models, models.Files(c.String("about"), set, data, score), nil
}

// loadSplit loads the gold to train on and, if any, that held back. An article
// in both would make the card a lie.
func loadSplit(paths, held []string) (*score.Set, *score.Set, error) {
	set, err := score.Load(paths...)
	if err != nil || len(held) == 0 {
		return set, nil, err
	}
	back, err := score.Load(held...)
	if err != nil {
		return nil, nil, err
	}
	if id := set.Shared(back); id != "" {
		return nil, nil, usagef("article %s is in %s, and in %s, which is held back", id, set.Name(), back.Name())
	}
	return set, back, nil
}

// trainingDate is the value of --date, or today's.
func trainingDate(given string) (string, error) {
	if given == "" {
		return time.Now().Format(time.DateOnly), nil
	}
	if _, err := time.Parse(time.DateOnly, given); err != nil {
		return "", usagef("--date wants a day such as 2024-10-01, not %q", given)
	}
	return given, nil
}
