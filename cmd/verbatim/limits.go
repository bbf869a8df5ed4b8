package main

// This file has the flags that bound what an input may cost.

import (
	"math"
	"strconv"
	"strings"

	"github.com/dustin/go-humanize"
	"github.com/urfave/cli/v2"

	"github.com/verbatim-news/verbatim/pipeline/corpus"
)

// limitCategory is the heading of these flags in help.
const limitCategory = "LIMITS"

// A limit is a flag and the field of corpus.Limits that it sets.
type limit struct {
	name, usage string
	usual, most int
	size        bool // in bytes, and not a count
	field       func(*corpus.Limits) *int
}

// mostBytes bounds a text: places in it are counted in 32 bits here and there.
const mostBytes = 1 << 30

var limits = []limit{
	{"max-article", "reject texts longer than `SIZE`", corpus.DefaultMaxArticle, mostBytes, true, func(l *corpus.Limits) *int { return &l.MaxArticle }},
	{"max-line", "reject lines of JSON longer than `SIZE`", corpus.DefaultMaxLine, mostBytes, true, func(l *corpus.Limits) *int { return &l.MaxLine }},
	{"max-page", "reject web pages longer than `SIZE`", corpus.DefaultMaxPage, corpus.DefaultMaxPage, true, func(l *corpus.Limits) *int { return &l.MaxPage }},
	{"max-ratio", "reject archives that unpack to `N` times their size", corpus.DefaultMaxRatio, math.MaxInt32, false, func(l *corpus.Limits) *int { return &l.MaxRatio }},
}

func limitFlags() []cli.Flag {
	var flags []cli.Flag
	for _, l := range limits {
		flags = append(flags, &cli.StringFlag{Name: l.name, Category: limitCategory, Usage: l.usage, DefaultText: l.show(l.usual)})
	}
	return flags
}

// show is a value of the limit as people write it: “4 MiB”.
func (l limit) show(n int) string {
	if !l.size {
		return humanize.Comma(int64(n))
	}
	return strings.Replace(humanize.IBytes(uint64(n)), ".0 ", " ", 1)
}

// parse reads what a user gave: 4MB are four million bytes, 4MiB somewhat more.
func (l limit) parse(given string) (int, error) {
	n, err := uint64(0), error(nil)
	if l.size {
		n, err = humanize.ParseBytes(given)
	} else {
		n, err = strconv.ParseUint(given, 10, 64)
	}
	switch {
	case err != nil && l.size:
		return 0, usagef("--%s wants a size such as 500kB, 4MB or 16MiB, not %q", l.name, given)
	case err != nil:
		return 0, usagef("--%s wants a whole number, not %q", l.name, given)
	case n < 1 || n > uint64(l.most):
		return 0, usagef("--%s lies between 1 and %s, not at %s", l.name, l.show(l.most), given)
	}
	return int(n), nil
}

// readLimits gives what limitFlags ask for, with the defaults.
func readLimits(c *cli.Context) (corpus.Limits, error) {
	var out corpus.Limits
	for _, l := range limits {
		*l.field(&out) = l.usual
		if given := c.String(l.name); given != "" {
			n, err := l.parse(given)
			if err != nil {
				return out, err
			}
			*l.field(&out) = n
		}
	}
	return out, nil
}
