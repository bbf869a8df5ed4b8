package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/verbatim-news/verbatim/pipeline"
	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/report"
)

func (s *session) runVerb() *cli.Command {
	return &cli.Command{
		Name:               "run",
		Usage:              "read articles, compare their quotes, write the report",
		ArgsUsage:          "INPUT... --out DIR",
		HideHelpCommand:    true,
		CustomHelpTemplate: verbHelp,
		Flags: append([]cli.Flag{
			&cli.StringFlag{Name: "out", Usage: "write the report to `DIR`, made if absent"},
			&cli.StringFlag{Name: "add", Usage: "join the articles to those of the earlier run in `DIR`"},
			&cli.BoolFlag{Name: "check", Usage: "exit 1 if anything is divergent or conflicting"},
			againstFlag("group quotes through `TRANSCRIPTS` or their index"),
			memoryFlag(),
		}, readingFlags()...),
		Description: aboutInputs + `

DIR then holds report.html and report.md for people, quotes.csv for
spreadsheets, and for programs run.json and articles, quotes, clusters and
rejected as .jsonl. What was found in each article is kept beside them
(kept.rows.zst): with --add DIR a later run reads new articles alone, and
writes, into DIR unless --out names another, what a run over all would. It takes
the same options as the earlier one. A run that was killed leaves DIR/.partial:
the same command goes on where it stood.

EXAMPLES
   verbatim run articles --out report
   verbatim run monday.jsonl.gz tuesday.jsonl.gz --out week --since 2024-10-01
   verbatim run --add week wednesday.jsonl.gz
   verbatim run archive.zip export.csv --out report --map text=body,date=day
   verbatim run articles --out report --check && echo "they all agree"
   curl -s https://example.org/wire.jsonl | verbatim run - --out wire`,
		Action: s.run,
	}
}

func (s *session) run(c *cli.Context) error { return s.report(c, false) }

// report is what run and verify do: read, compare, write, and say what came of
// it. verify, which must hold quotes against the record, writes verified.jsonl.
func (s *session) report(c *cli.Context, verify bool) error {
	started := time.Now()
	in, err := s.input(c)
	if err != nil {
		return err
	}
	dir, flag := c.String("out"), "--out"
	if add := c.String("add"); dir == "" && add != "" {
		dir, flag = add, "--add"
	}
	if err := checkOut(c.Command.Name, flag, dir, in.Paths); err != nil {
		return err
	}
	if err := checkRecord(c.String("against"), dir, in.Paths); err != nil {
		return err
	}
	stages, o, err := s.reading(c)
	if err != nil {
		return err
	}
	if o.MaxMemory, err = readMemory(c); err != nil {
		return err
	}
	shown := s.progress()
	defer shown.close()
	o.Progress = shown.show
	rejected, err := openRecord(c, &o, verify)
	if err != nil {
		return err
	}
	o.Dir = dir
	if o.Earlier, err = earlierRun(c.String("add")); err != nil {
		return err
	}
	release, err := o.Lock()
	if err != nil {
		return err
	}
	defer release()
	rep, err := stages.Run(c.Context, in, o)
	if err != nil {
		return s.unfinished(c, &o, err)
	}
	rep.Rejected = append(rep.Rejected, rejected...)
	rep.Run.Verify, rep.Run.Version = verify, c.App.Version
	rep.Run.Options["speakers"], rep.Run.Options["add"] = c.StringSlice("speakers"), c.String("add")
	if err := pipeline.Write(dir, rep, started, o.Kept()); err != nil {
		return s.unfinished(c, &o, err)
	}
	if err := o.Discard(); err != nil {
		return err
	}
	shown.close()
	return s.conclude(rep, dir, c.Bool("check"))
}

// checkOut refuses what cannot become a folder of results before hours are
// spent on filling it; flag is what named it. It makes nothing: a run that fails leaves no trace.
func checkOut(verb, flag, dir string, inputs []string) error {
	if dir == "" {
		return usagef("%s needs --out DIR, the folder to write to", verb)
	}
	for _, in := range inputs {
		if info, err := os.Stat(in); err == nil && info.IsDir() && isBelow(dir, in) {
			return usagef("%s %s lies inside the input %s: the next run would read what this one writes", flag, dir, in)
		}
		if name := filepath.Base(in); pipeline.Writes(name) && sameFolder(filepath.Dir(in), dir) {
			return usagef("%s %s: the input %s would be written over, for a report has a %s of its own; name another folder", flag, dir, in, name)
		}
	}
	at := filepath.Clean(dir)
	info, err := os.Stat(at)
	for errors.Is(err, fs.ErrNotExist) && filepath.Dir(at) != at {
		at = filepath.Dir(at) // the first of its parents that there is
		info, err = os.Stat(at)
	}
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return usagef("%s %s: %s is a file, not a folder", flag, dir, at)
	}
	if err := probe(filepath.Join(at, ".verbatim-probe")); err != nil {
		return usagef("%s %s cannot be written to: %w", flag, dir, err)
	}
	return nil
}

// probe makes a file of the name and removes it. The name is always the same, so
// that what a run leaves that is killed in between goes with the next.
func probe(name string) error {
	if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if errors.Is(err, fs.ErrExist) { // another run's, at this moment
		return nil
	}
	if err != nil {
		return err
	}
	if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return errors.Join(err, f.Close())
	}
	return f.Close()
}

// sameFolder reports whether two paths lead to one folder.
func sameFolder(a, b string) bool {
	infoA, errA := os.Stat(a)
	infoB, errB := os.Stat(b)
	return errA == nil && errB == nil && os.SameFile(infoA, infoB)
}

// isBelow reports whether path is folder or lies in it.
func isBelow(path, folder string) bool {
	p, errP := filepath.Abs(path)
	f, errF := filepath.Abs(folder)
	if errP != nil || errF != nil {
		return false
	}
	rel, err := filepath.Rel(f, p)
	return err == nil && filepath.IsLocal(rel)
}

// conclude says what came of a run, and with which exit code it ends.
func (s *session) conclude(rep *report.Report, dir string, check bool) error {
	s.warnOf(rep.Rejected, filepath.Join(dir, "rejected.jsonl"))
	if !s.quiet {
		width := terminalWidth(s.out)
		if width == 0 {
			width = defaultWidth
		}
		if err := report.Summary(s.out, rep, width); err != nil {
			return err
		}
		fmt.Fprintf(s.out, "\nReport: %s\n", filepath.Join(dir, "report.html"))
	}
	verdicts := rep.Run.Counts.Verdicts
	alarming := verdicts[record.VerdictDivergent]+verdicts[record.VerdictConflicting] > 0
	switch {
	case check && alarming:
		return exitCode(codeAlarm)
	case len(rep.Rejected) > 0:
		return exitCode(codeRejected)
	}
	return nil
}
