package main

import (
	"errors"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/verbatim-news/verbatim/attribution"
	"github.com/verbatim-news/verbatim/attribution/speaker"
	"github.com/verbatim-news/verbatim/pipeline"
	"github.com/verbatim-news/verbatim/pipeline/corpus"
	"github.com/verbatim-news/verbatim/pipeline/record"
)

// aboutInputs is the part of help that says what can be read.
const aboutInputs = `INPUT is a .txt, .json, .jsonl, .csv, .tsv, .html, .warc or .arc file, a feed
(.xml, .rss, .atom; JSON Feed as .json), a folder of them or such a folder as
.zip or .tar, or - for standard input; each may be packed (.gz, .zst, .bz2). A
folder in an INPUT names the outlet of the text files in it, unless
NAME.meta.json beside NAME.txt says otherwise.

JSON and tables hold an article in fields called id, text, outlet, title, date,
author, url and lang, of which it needs the first two. Where they go by other
names, --map says so: --map id=guid,text=body. In JSON text=content.body is a
field of an object, authors.0 the first of a list, and authors.name that field
of each in it; lists of texts are paragraphs. html=content is a text with its
markup. A date may count seconds or milliseconds from 1970.`

// readingFlags are those of every verb that reads articles. The library keeps
// values in them, so each verb has its own.
func readingFlags() []cli.Flag {
	return slices.Concat([]cli.Flag{
		&cli.IntFlag{Name: "workers", Value: runtime.NumCPU(), Usage: "read `N` articles at a time", DefaultText: "a core each"},
		&cli.StringFlag{Name: "lang", Value: "en", Usage: "take articles in `LANG`; any takes all"},
		&cli.StringFlag{Name: "since", Usage: "leave out articles from before `DATE`, 2024-10-01"},
		&cli.StringFlag{Name: "until", Usage: "leave out articles from after `DATE`, 2024-10-31"},
		&cli.StringFlag{Name: "outlets", Usage: "take only these `OUTLETS`, such as ap,reuters"},
		&cli.IntFlag{Name: "min-words", Usage: "reject texts of fewer than `N` words, such as stubs"},
		&cli.StringSliceFlag{Name: "map", Usage: "where JSON and CSV hold what, in `PAIRS`: text=body"},
		&cli.StringSliceFlag{Name: "speakers", Usage: "more people and offices, from `FILE`; may be repeated"},
		&cli.BoolFlag{Name: "indirect", Usage: "report speech without marks too: Trump said that ..."},
		&cli.Float64Flag{Name: "min-confidence", Value: pipeline.OperatingPoint, Usage: "name a speaker only if surer than `X` of 1"},
	}, limitFlags(), watchFlags())
}

// reading is what readingFlags ask for, with options of attribution.
func (s *session) reading(c *cli.Context, options ...attribution.Option) (pipeline.Stages, pipeline.Options, error) {
	o := pipeline.Options{
		Workers:       c.Int("workers"),
		MinConfidence: c.Float64("min-confidence"),
		Indirect:      c.Bool("indirect"),
		Version:       c.App.Version,
		Corpus:        corpus.Options{Lang: c.String("lang"), Log: s.log},
	}
	if o.Workers < 1 {
		return pipeline.Stages{}, o, usagef("--workers is at least 1, not %d", o.Workers)
	}
	if !(o.MinConfidence >= 0 && o.MinConfidence <= 1) {
		return pipeline.Stages{}, o, usagef("--min-confidence lies between 0 and 1, not at %g", o.MinConfidence)
	}
	if o.Corpus.MinWords = c.Int("min-words"); o.Corpus.MinWords < 0 {
		return pipeline.Stages{}, o, usagef("--min-words is at least 0, not %d", o.Corpus.MinWords)
	}
	if err := readFilters(c, &o.Corpus); err != nil {
		return pipeline.Stages{}, o, err
	}
	var err error
	if o.Corpus.Limits, err = readLimits(c); err != nil {
		return pipeline.Stages{}, o, err
	}
	meter, err := s.watch(c)
	if err != nil {
		return pipeline.Stages{}, o, err
	}
	o.Meter = meter
	stages, err := loadStages(options, c.StringSlice("speakers"))
	return stages, o, err
}

// readFilters fills in which articles are wanted, and by which names they go.
func readFilters(c *cli.Context, o *corpus.Options) error {
	var err error
	if o.Since, err = dayFlag(c, "since"); err != nil {
		return err
	}
	if o.Until, err = dayFlag(c, "until"); err != nil {
		return err
	}
	if !o.Until.IsZero() && o.Until.Before(o.Since) {
		return usagef("--until %s lies before --since %s", c.String("until"), c.String("since"))
	}
	if o.Map, err = corpus.ParseMap(strings.Join(c.StringSlice("map"), ",")); err != nil {
		return usagef("--map: %w", err)
	}
	for outlet := range strings.SplitSeq(c.String("outlets"), ",") {
		if outlet = strings.TrimSpace(outlet); outlet != "" {
			o.Outlets = append(o.Outlets, outlet)
		}
	}
	return nil
}

// dayFlag reads a flag that names a day; the zero time if it is not given.
func dayFlag(c *cli.Context, name string) (time.Time, error) {
	said := c.String(name)
	if said == "" {
		return time.Time{}, nil
	}
	day, err := time.Parse(time.DateOnly, said)
	if err != nil {
		return day, usagef("--%s wants a day such as 2024-10-01, not %q", name, said)
	}
	return day, nil
}

// loadStages loads models and directory, with what users add to it.
func loadStages(options []attribution.Option, speakers []string) (pipeline.Stages, error) {
	var extra []speaker.NamedReader
	for _, name := range speakers {
		f, err := os.Open(name)
		if err != nil {
			return pipeline.Stages{}, usagef("--speakers %s: %w", name, errors.Unwrap(err)) // without Open’s own mention of the name
		}
		defer f.Close()
		extra = append(extra, speaker.NamedReader{Name: name, Reader: f})
	}
	return pipeline.With(options, extra...)
}

// input is the arguments as articles to read.
func (s *session) input(c *cli.Context) (pipeline.Input, error) {
	if c.NArg() == 0 {
		return pipeline.Input{}, usagef("%s needs an INPUT: a file, a folder, or - for standard input", c.Command.Name)
	}
	return pipeline.Input{Paths: c.Args().Slice(), Stdin: s.in}, nil
}

// maxListed is how many rejections a terminal is told of one by one.
const maxListed = 10

// warnOf tells of inputs that were rejected; where says where the rest stand.
func (s *session) warnOf(rejected []record.Rejection, where string) {
	for i, r := range rejected {
		if i == maxListed {
			s.log.Warn("more inputs were rejected", "more", len(rejected)-i, "see", where)
			return
		}
		source := r.Source
		if r.Place != "" {
			source += ", " + r.Place
		}
		s.log.Warn("rejected "+source, "reason", r.Reason, "stage", r.Stage)
	}
}
