package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"runtime/debug"
	"syscall"

	"github.com/urfave/cli/v2"
)

// The exit codes of the contract.
const (
	codeDone        = 0
	codeAlarm       = 1 // --check: something is divergent or conflicting
	codeUsage       = 2 // usage or set-up at fault, nothing written
	codeRejected    = 3 // done, but some inputs were rejected
	codeInterrupted = 130
)

// An exitCode is the error of a verb that did its work and has said all there
// is to say.
type exitCode int

func (c exitCode) Error() string { return fmt.Sprintf("exit code %d", int(c)) }

// A usageError is a mistake in the command line.
type usageError struct{ error }

func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// A session is one call of the command: its streams and where messages go.
type session struct {
	in        io.Reader
	out, errw io.Writer
	messages  *messages
	log       *slog.Logger
	logFormat string
	quiet     bool
	closers   []func() // of what ends with the session
}

// run is the whole command. It takes the argument vector with the program's
// name first, and returns the exit code; tests call it in process.
func run(ctx context.Context, args []string, in io.Reader, out, errw io.Writer) int {
	s := &session{in: in, out: out, errw: errw, messages: &messages{errw}}
	s.log = newLog(s.messages, formatIn(args), false)
	defer s.close()
	app := s.app()
	if len(args) > 1 && args[1] == completeVerb {
		s.complete(app, args[2:])
		return codeDone
	}
	args, err := arrange(app, args)
	if err == nil {
		err = app.RunContext(ctx, args)
	}
	return s.code(ctx, err)
}

// formatIn is the --log-format that args ask for, for messages about args that
// cannot be parsed.
func formatIn(args []string) string {
	for i, arg := range args {
		if arg == "--log-format="+formatJSON || arg == formatJSON && args[max(i-1, 0)] == "--log-format" {
			return formatJSON
		}
	}
	return formatText
}

func (s *session) app() *cli.App {
	return &cli.App{
		Name:                      "verbatim",
		Usage:                     "who said what, and how outlets print it",
		Version:                   version(),
		CustomAppHelpTemplate:     appHelp,
		Reader:                    s.in,
		Writer:                    s.out,
		ErrWriter:                 s.errw,
		Commands:                  []*cli.Command{s.runVerb(), s.extractVerb(), s.verifyVerb(), s.indexVerb(), s.diffVerb(), s.evalVerb(), s.trainVerb(), s.completionVerb()},
		HideHelpCommand:           true,
		DisableSliceFlagSeparator: true, // a comma may be part of a file's name
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "log-format", Value: formatText, Usage: "messages as `FORMAT`: text or json"},
			&cli.BoolFlag{Name: "quiet", Usage: "no progress and no messages but errors"},
		},
		Before:         s.configure,
		Action:         noVerb,
		OnUsageError:   func(_ *cli.Context, err error, _ bool) error { return usageError{err} },
		ExitErrHandler: func(*cli.Context, error) {}, // code decides
	}
}

// configure sets up messages as the global flags ask.
func (s *session) configure(c *cli.Context) error {
	s.quiet, s.logFormat = c.Bool("quiet"), c.String("log-format")
	if s.logFormat != formatText && s.logFormat != formatJSON {
		return usagef("--log-format is %s or %s, not %q", formatText, formatJSON, s.logFormat)
	}
	s.log = newLog(s.messages, s.logFormat, s.quiet)
	return nil
}

func noVerb(c *cli.Context) error {
	c.App.Writer = c.App.ErrWriter
	_ = cli.ShowAppHelp(c)
	return exitCode(codeUsage)
}

// code reports what went wrong, if anything, and turns it into an exit code.
func (s *session) code(ctx context.Context, err error) int {
	var code exitCode
	var usage usageError
	switch {
	case err == nil, errors.Is(err, syscall.EPIPE), errors.Is(err, io.ErrClosedPipe):
		return codeDone // a reader such as head has seen enough
	case ctx.Err() != nil:
		s.log.Warn("interrupted")
		return codeInterrupted
	case errors.As(err, &code):
		return int(code)
	case errors.As(err, &usage):
		s.log.Error(err.Error() + " (verbatim --help shows what there is)")
	default:
		s.log.Error(err.Error())
	}
	return codeUsage
}

// version is what the Go command stamped into the binary: a tag, or the commit
// that was built.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}
