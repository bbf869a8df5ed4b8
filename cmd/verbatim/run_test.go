package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/verbatim-news/verbatim/pipeline"
)

// An interrupter is a standard input during which the user presses Ctrl-C.
type interrupter struct {
	cancel context.CancelFunc
	rest   io.Reader
}

func (r *interrupter) Read(p []byte) (int, error) {
	r.cancel()
	return r.rest.Read(p)
}

func TestInterruptWritesNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	for _, args := range [][]string{{"verbatim", "run", "-", "--out", dir}, {"verbatim", "extract", "-"}} {
		ctx, cancel := context.WithCancel(t.Context())
		var out, errw bytes.Buffer
		in := &interrupter{cancel, strings.NewReader("“We will not leave,” said Ana Ruiz.")}
		if code := run(ctx, args, in, &out, &errw); code != codeInterrupted {
			t.Errorf("%v: exit code %d, want %d; messages: %s", args, code, codeInterrupted, &errw)
		}
		if out.Len() > 0 || errw.String() != "verbatim: warning: interrupted\n" {
			t.Errorf("%v: wrote %q and %q", args, &out, &errw)
		}
	}
	if _, err := os.Stat(dir); err == nil {
		t.Errorf("the folder was made although nothing was done")
	}
}

// Of two runs into one folder the second is refused, and harms nothing.
func TestTwoRunsIntoOneFolder(t *testing.T) {
	dir := t.TempDir()
	call := func(out string) (int, string) {
		var errw bytes.Buffer
		in := strings.NewReader("“We will not leave,” said Ana Ruiz.")
		code := run(t.Context(), []string{"verbatim", "--quiet", "run", "-", "--out", out}, in, io.Discard, &errw)
		return code, errw.String()
	}
	release, err := (&pipeline.Options{Dir: dir}).Lock()
	if err != nil {
		t.Fatal(err)
	}
	if code, said := call(dir); code != codeUsage || !strings.Contains(said, "another run writes to "+dir) {
		t.Errorf("exit code %d: %s", code, said)
	}
	if code, said := call(filepath.Join(dir, "other")); code != codeDone {
		t.Errorf("exit code %d: %s", code, said)
	}
	release()
	if code, said := call(dir); code != codeDone {
		t.Errorf("exit code %d: %s", code, said)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".*")); len(left) > 0 {
		t.Errorf("%v is left", left)
	}
}

// A reader of the rows who has seen enough must not be met with a stack trace.
func TestExtractIntoAClosedPipe(t *testing.T) {
	r, w := io.Pipe()
	r.Close()
	var errw bytes.Buffer
	in := strings.NewReader("“We will not leave,” said Ana Ruiz.")
	if code := run(t.Context(), []string{"verbatim", "extract", "-"}, in, w, &errw); code != codeDone {
		t.Errorf("exit code %d; messages: %s", code, &errw)
	}
	if errw.Len() > 0 {
		t.Errorf("messages: %s", &errw)
	}
}

func TestMessagesCannotMoveTheCursor(t *testing.T) {
	var errw bytes.Buffer
	newLog(&errw, formatText, false).Warn("rejected \x1b[2Jx\nverbatim: all is well", "reason", "\u202etxt.exe")
	if got := errw.String(); strings.ContainsAny(got, "\x1b\u202e") || strings.Count(got, "\n") != 1 {
		t.Errorf("%q", got)
	}
}
