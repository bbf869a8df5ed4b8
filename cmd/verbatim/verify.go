package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"github.com/urfave/cli/v2"

	"github.com/verbatim-news/verbatim/pipeline"
	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/report"
	"github.com/verbatim-news/verbatim/pipeline/verify"
)

// againstFlag is --against, which may also be given to run.
func againstFlag(usage string) cli.Flag {
	return &cli.StringFlag{Name: "against", Usage: usage}
}

func (s *session) verifyVerb() *cli.Command {
	return &cli.Command{
		Name:               "verify",
		Usage:              "hold quotes against transcripts of what was said",
		ArgsUsage:          "--against TRANSCRIPTS INPUT... --out DIR",
		HideHelpCommand:    true,
		CustomHelpTemplate: verbHelp,
		Flags: append([]cli.Flag{
			againstFlag("a folder of `TRANSCRIPTS`, or their index"),
			&cli.StringFlag{Name: "out", Usage: "write the report to `DIR`, made if absent"},
			&cli.BoolFlag{Name: "check", Usage: "exit 1 if anything is divergent or conflicting"},
			memoryFlag(),
		}, readingFlags()...),
		Description: `TRANSCRIPTS is a file or folder of what was said: .txt with a line "NAME: words"
where a turn begins, captions (.srt, .vtt), or .jsonl with a transcript a line
(id, text or turns [{speaker, text, time}], date, speaker, event or title). A
date is read off a name such as 2016-09-26-debate.txt, or NAME.meta.json. Of
many transcripts make an index once, with verbatim index. INPUT and DIR are
those of run; DIR gets verified.jsonl too, a row a quote:

   verbatim    the words stand there, but for case, marks and spacing
   minor       with differences of style, such as "we're" for "we are"
   altered     with differences that matter, each named and placed
   spliced     of pieces that were said apart
   not-found   nothing to hold it against: never a pass

Flags are for people to look at: context (the words around it may turn its
meaning), speaker (the record has another), date (said after it was printed).

EXAMPLES
   verbatim verify --against transcripts articles --out report
   verbatim index transcripts --out 2016.index
   verbatim verify --against 2016.index monday.jsonl --out monday
   jq -r 'select(.verdict=="altered").quote' monday/verified.jsonl`,
		Action: func(c *cli.Context) error { return s.report(c, true) },
	}
}

func (s *session) indexVerb() *cli.Command {
	return &cli.Command{
		Name:               "index",
		Usage:              "make the index that verify and run look quotes up in",
		ArgsUsage:          "TRANSCRIPTS",
		HideHelpCommand:    true,
		CustomHelpTemplate: verbHelp,
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "out", Usage: "write the index to `FILE`", DefaultText: "TRANSCRIPTS.index"},
			&cli.IntFlag{Name: "workers", Value: runtime.NumCPU(), Usage: "read `N` transcripts at a time", DefaultText: "a core each"},
		},
		Description: `TRANSCRIPTS is what verify --against takes. The index holds their texts, so it
is all that verify needs. A folder works as well; an index of five million
words is read in a fraction of the time that it takes to make. It is made anew
when transcripts are added.

EXAMPLES
   verbatim index transcripts
   verbatim verify --against transcripts.index articles --out report
   verbatim index debates --out 2016.index
   verbatim run --against 2016.index articles --out report`,
		Action: s.index,
	}
}

func (s *session) index(c *cli.Context) error {
	if c.NArg() != 1 {
		return usagef("index takes one file or folder of TRANSCRIPTS, not %d", c.NArg())
	}
	out, err := indexFile(c.String("out"), c.Args().First())
	if err != nil {
		return err
	}
	if c.Int("workers") < 1 {
		return usagef("--workers is at least 1, not %d", c.Int("workers"))
	}
	if info, err := os.Stat(out); err == nil && info.IsDir() {
		return usagef("--out %s is a folder: name a file, such as %s", out, filepath.Join(out, "transcripts.index"))
	}
	if _, err := os.Stat(out); err == nil && !verify.IsIndex(out) {
		return usagef("--out %s is there, and is no index: name another file, or remove it", out)
	}
	if verify.IsIndex(c.Args().First()) {
		return usagef("%s is an index already", c.Args().First())
	}
	shown := s.progress()
	ix, rejected, err := pipeline.OpenRecord(c.Context, c.Args().First(), c.Int("workers"), shown.show)
	shown.close()
	if err != nil {
		return recordError(c.Args().First(), err)
	}
	if err := report.WriteFiles(filepath.Dir(out), []report.File{{Name: filepath.Base(out), Write: func(w io.Writer) error { return ix.Write(w) }}}); err != nil {
		return err
	}
	s.warnOf(rejected, "above")
	if !s.quiet {
		noun := "transcripts"
		if len(ix.Transcripts) == 1 {
			noun = "transcript"
		}
		fmt.Fprintf(s.out, "%s: %d %s, %d words\n", out, len(ix.Transcripts), noun, ix.Size())
	}
	if len(rejected) > 0 {
		return exitCode(codeRejected)
	}
	return nil
}

// indexFile is where an index goes: to out, or else beside what it is made of.
func indexFile(out, of string) (string, error) {
	if out != "" {
		return out, nil
	}
	switch base := filepath.Base(of); base {
	case ".", "..", string(filepath.Separator):
		return "", usagef("index needs --out FILE here: %s gives no name for one", of)
	}
	return filepath.Clean(of) + ".index", nil
}

// checkRecord refuses transcripts that are what is held against them, now or at
// the next run: what this one writes has rows with an id and a text, and every
// quote would be found in it.
func checkRecord(record, dir string, inputs []string) error {
	if info, err := os.Stat(record); record == "" || err != nil || !info.IsDir() && verify.IsIndex(record) {
		return nil // none; or whoever reads it says what is wrong
	}
	for _, in := range inputs {
		if a, b := unlinked(in), unlinked(record); in != "-" && (isBelow(a, b) || isBelow(b, a)) {
			return usagef("%s is an INPUT and TRANSCRIPTS too: an article is no record of itself", narrower(in, record))
		}
	}
	if isBelow(dir, record) || isBelow(dir, unlinked(record)) {
		return usagef("--out %s lies inside the transcripts %s: the next run would take what this one writes for the record", dir, record)
	}
	return nil
}

// unlinked is what a path leads to; the path itself if that cannot be told.
func unlinked(path string) string {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		return real
	}
	return path
}

// narrower is the one of two paths that lies in the other.
func narrower(a, b string) string {
	if isBelow(a, b) {
		return a
	}
	return b
}

// openRecord reads what --against names into o, and gives what of it cannot be
// read.
func openRecord(c *cli.Context, o *pipeline.Options, needed bool) ([]record.Rejection, error) {
	path := c.String("against")
	if path == "" {
		if needed {
			return nil, usagef("verify needs --against TRANSCRIPTS: a folder of what was said, or an index of it")
		}
		return nil, nil
	}
	ix, rejected, err := pipeline.OpenRecord(c.Context, path, o.Workers, o.Progress)
	if err != nil {
		return nil, recordError(path, err)
	}
	o.Against, o.Record = ix, path
	return rejected, nil
}

// recordError makes a missing path the mistake in the command line that it is.
func recordError(path string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return usagef("there are no transcripts at %s", path)
	}
	return err
}
