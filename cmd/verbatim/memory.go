package main

// This file bounds what a run holds, and says what one that does not end leaves.

import (
	"errors"
	"math"
	"runtime/debug"
	"syscall"

	"github.com/urfave/cli/v2"

	"github.com/verbatim-news/verbatim/pipeline"
)

// maxMemory bounds what a run holds, and no input; its field is of no use.
var maxMemory = limit{"max-memory", "hold about `SIZE` at once, and the rest in files", pipeline.DefaultMemory, math.MaxInt, true, nil}

func memoryFlag() cli.Flag {
	return &cli.StringFlag{Name: maxMemory.name, Category: limitCategory, Usage: maxMemory.usage, DefaultText: maxMemory.show(maxMemory.usual)}
}

// leastMemory is what models, articles in work and the program itself take: less
// than that the runtime is not asked to keep to, for it would do nothing but look
// for memory.
const leastMemory = 256 << 20

// readMemory gives what memoryFlag asks for, in bytes, and tells the runtime.
func readMemory(c *cli.Context) (int64, error) {
	given := c.String(maxMemory.name)
	if given == "" {
		return int64(maxMemory.usual), nil
	}
	n, err := maxMemory.parse(given)
	if err == nil {
		debug.SetMemoryLimit(max(int64(n), leastMemory))
	}
	return int64(n), err
}

// unfinished says of a run that ended before its time what it leaves.
func (s *session) unfinished(c *cli.Context, o *pipeline.Options, err error) error {
	if err != nil && o.Left() && (c.Context.Err() != nil || errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EFBIG)) {
		s.log.Warn("what was found so far is kept; the same command goes on", "folder", o.Dir)
	}
	return err
}
