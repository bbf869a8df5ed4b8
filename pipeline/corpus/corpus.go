// Package corpus reads news articles: plain text with sidecars, JSON of many
// kinds, tables, web pages, feeds and web archives, packed or not, from files,
// folders, archives of files and standard input.
//
// All that is read is hostile until shown otherwise. Every size is bounded, a
// bad input costs itself and nothing else, and whatever is not emitted is
// rejected with its place and reason, or counted.
package corpus

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"time"

	"golang.org/x/text/language"

	"github.com/verbatim-news/verbatim/attribution/text"
	"github.com/verbatim-news/verbatim/pipeline/record"
)

// AnyLanguage, as Options.Lang, turns the language gate off.
const AnyLanguage = "any"

// Options of a reading. The zero value reads English articles of any date and
// outlet.
type Options struct {
	Lang    string    // language gate: ISO 639 or BCP 47, "en" if empty; AnyLanguage turns it off
	Since   time.Time // articles dated before this day are left out, undated ones are not; zero: none
	Until   time.Time // articles dated after this day are left out, undated ones are not; zero: none
	Outlets []string  // only these, whatever the case; empty: all

	Map Map // where JSON and tables hold the fields of an article; the zero value: under their own names

	MinWords int // a text of fewer is rejected; 0: none is

	Limits

	Log *slog.Logger // for Warner: dates that nobody can read; nil: slog.Default()

	// What Read passes over in silence, where not nil: Skipped is told of every
	// file that is no input, Records of how many records of an archive hold no
	// article, with Unit.File of those that may. Both, and Progress, are called
	// from the goroutine that called Read.
	Skipped func(source string)
	Records func(file int, source string, n int)

	// Progress, where not nil, is told the bytes read so far and the bytes there
	// are, as they lie on disk; 0 there are where standard input is among them.
	Progress func(read, total int64)
}

// An Item is one article read.
type Item struct {
	Article text.Article
	Source  string   // file as the user named it, with forward slashes, or "-"
	Place   string   // "line 41", or ""
	Repairs []string // what was mended, in this order: "utf16", "utf8", "bom", "nul", "entities"; empty: text as it was
	SHA256  string   // hex, of Article.Body

	// Extracted says that the body was taken out of a page, so that nobody who
	// has the file alone has the text that offsets count in.
	Extracted bool
}

// Counts says what became of the inputs, as far as Read can tell: what becomes
// of a unit only Make knows, and what of an article whoever settles the ids.
type Counts struct {
	Files    int   // opened, standard input included
	Units    int   // emitted
	Rejected int   // rows given to reject
	Skipped  int   // files in folders that are no input: ending not known, links, devices
	Records  int   // of web archives that hold no article: requests, pictures, redirects, errors, revisits
	Bytes    int64 // of the files, as they lie on disk, read or refused
}

// Read cuts the inputs into units and calls emit for each, in an order that
// depends on the names of the files and not on that of the inputs. What cannot
// be read goes to reject, and reading goes on.
//
// An input is a file, a folder or "-", standard input. Everything is read once,
// front to back. Of two articles of one id both are emitted: a Ledger tells, and
// Standing settles, which is kept.
//
// The error is set-up at fault (an input that does not exist, an option that
// means nothing), that of ctx, or emit's own. What was emitted until then
// stands.
func Read(ctx context.Context, inputs []string, stdin io.Reader, opts Options, emit func(*Unit) error, reject func(record.Rejection)) (Counts, error) {
	gate, err := newGate(opts)
	if err != nil {
		return Counts{}, err
	}
	plan, err := newPlan(inputs)
	if err != nil {
		return Counts{}, err
	}
	if plan.stdin && stdin == nil {
		return Counts{}, errors.New("reading -: there is no standard input")
	}
	plan.sort()
	w := walk{ctx: ctx, opts: &opts, gate: &gate, input: stdin, emit: emit, reject: reject}
	err = w.read(plan)
	return w.counts, err
}

// newGate checks the options that can mean nothing.
func newGate(opts Options) (gate, error) {
	g := gate{since: dayOf(opts.Since), until: dayOf(opts.Until), minWords: max(0, opts.MinWords), fields: opts.Map, Limits: opts.Limits.filled()}
	for _, o := range opts.Outlets {
		if g.outlets == nil {
			g.outlets = map[string]bool{}
		}
		g.outlets[strings.ToLower(o)] = true
	}
	switch opts.Lang {
	case AnyLanguage:
	case "":
		g.lang = language.English.String()
	default:
		if g.lang = languageOf(opts.Lang); g.lang == "" {
			return g, fmt.Errorf("language %q is not known", opts.Lang)
		}
	}
	g.key = g.digest()
	return g, nil
}

var errNoInput = errors.New("no input named")
