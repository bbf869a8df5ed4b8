package main

// This file bounds what a run holds, and says what one that does not end leaves.

import (
	"errors"
	"runtime/debug"
	"syscall"

	"github.com/dustin/go-humanize"
	"github.com/urfave/cli/v2"

	"github.com/verbatim-news/verbatim/pipeline"
)

func memoryFlag() cli.Flag {
	return &cli.StringFlag{Name: "max-memory", Category: limitCategory, Usage: "hold about `SIZE`, the rest in files", DefaultText: "1 GiB"}
}

// leastMemory is what models, articles in work and the program itself take: less
// than that the runtime is not asked to keep to, for it would do nothing but look
// for memory.
const leastMemory = 256 << 20

// readMemory gives what memoryFlag asks for, and tells the runtime.
func readMemory(c *cli.Context) (int64, error) {
	given := c.String("max-memory")
	if given == "" {
		return pipeline.DefaultMemory, nil
	}
	n, err := humanize.ParseBytes(given)
	if err != nil || n < 1 || n > 1<<50 {
		return 0, usagef("--max-memory wants a size such as 500MB or 2GiB, not %q", given)
	}
	debug.SetMemoryLimit(max(int64(n), leastMemory))
	return int64(n), nil
}

// unfinished says of a run that ended before its time what it leaves.
func (s *session) unfinished(c *cli.Context, o *pipeline.Options, err error) error {
	if err != nil && o.Left() && (c.Context.Err() != nil || errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EFBIG)) {
		s.log.Warn("what was found so far is kept; the same command goes on", "folder", o.Dir)
	}
	return err
}
