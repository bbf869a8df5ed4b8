// Package corpus reads news articles: plain text with sidecars, JSON Lines, web
// pages, feeds and web archives, packed or not, from files, folders and standard
// input.
//
// All that is read is hostile until shown otherwise. Every size is bounded, a
// bad input costs itself and nothing else, and whatever is not emitted is
// rejected with its place and reason, or counted.
package corpus

import (
	"context"
	"encoding/hex"
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

// Defaults of Options.
const (
	// DefaultMaxArticle bounds an article's text, in bytes: a hundred times
	// the longest feature that a newspaper prints.
	DefaultMaxArticle = 4 << 20
	// DefaultMaxLine bounds a line of JSON, in bytes: an article of the
	// greatest length with every letter escaped, or with annotations beside it.
	DefaultMaxLine = 16 << 20
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

	MaxArticle int // bytes of an article's text; 0: DefaultMaxArticle
	MaxLine    int // bytes of a line of JSON; 0: DefaultMaxLine

	// Held are the articles of an earlier reading, which this one goes on from: it
	// emits none that repeats or loses to one of them. An article emitted under an
	// id of Held takes its place.
	Held []Held
	// Repeated, where not nil, is told of every article whose id and text another
	// has, emitted or held; Passed of what was passed over in silence: of a source
	// the number of articles that a filter left out and of records that hold none,
	// both 0 for a file skipped. They are called from the goroutine that called Read.
	Repeated func(Item)
	Passed   func(source string, articles, records int)

	Log *slog.Logger // for dates that nobody can read; nil: slog.Default()

	// Scanning and Progress, where not nil, are told the bytes read so far
	// and the bytes there are, both as they lie on disk: Scanning in the
	// first pass, which looks for duplicates, Progress in the second, which
	// emits. They are called from the goroutine that called Read.
	Scanning, Progress func(read, total int64)
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

// Rank orders articles of one id and one text by their imprints, in hexadecimal:
// the lowest, which is the fullest, holds the id.
func (it Item) Rank() string {
	r := rank(it)
	return hex.EncodeToString(r[:])
}

// Held is what a later reading must know of an article to settle who holds its
// id: SHA256 and Rank are its Item's.
type Held struct{ ID, SHA256, Rank string }

// DuplicateID is why an article is rejected whose id another text holds.
const DuplicateID = "duplicate id"

// Counts says what became of every input.
type Counts struct {
	Files     int   // opened, standard input included
	Articles  int   // emitted
	Rejected  int   // rows given to reject
	LeftOut   int   // articles left out by Since or Outlets
	Skipped   int   // files in folders that are no input: ending not known, links, devices
	Records   int   // of web archives that hold no article: requests, pictures, redirects, errors, revisits
	Repeated  int   // articles whose id and text had been emitted already
	Repaired  int   // articles emitted with repairs
	BadDates  int   // articles without the date that they give, since nobody can read it
	Bytes     int64 // of the files, as they lie on disk, read or refused
	TextBytes int64 // of the articles emitted
}

// Read reads every article of the inputs and calls emit for each, in an order
// that depends on the names of the files and not on that of the inputs. What
// cannot be read goes to reject, and reading goes on.
//
// An input is a file, a folder or "-", standard input, which is copied to a
// temporary file first. Everything is read twice: which of two articles of one
// id is kept must not depend on which comes first, so that all are hashed
// before any is emitted. The first pass keeps about a hundred bytes an article.
// Web pages alone are read once, but for those whose id another article has.
//
// The error is set-up at fault (an input that does not exist, an option that
// means nothing), that of ctx, or emit's own. What was emitted until then
// stands.
func Read(ctx context.Context, inputs []string, stdin io.Reader, opts Options, emit func(Item) error, reject func(record.Rejection)) (Counts, error) {
	gate, err := newGate(opts)
	if err != nil {
		return Counts{}, err
	}
	plan, err := newPlan(inputs)
	if err != nil {
		return Counts{}, err
	}
	if plan.stdin > 0 {
		spooled, err := spool(ctx, stdin)
		if err != nil {
			return Counts{}, fmt.Errorf("reading -: %w", err)
		}
		defer spooled.remove()
		for range plan.stdin {
			plan.add(spooled.file)
		}
	}
	plan.sort()

	ids := ledger{}
	for _, h := range opts.Held {
		ids.hold(h)
	}
	first := pass{
		gate: gate, take: ids.note, progress: opts.Scanning,
		reject: func(record.Rejection) {}, warn: func(string, string, string) {}, // the second pass meets them again
	}
	if err := first.enter(ctx, plan, ids); err != nil {
		return Counts{}, err
	}
	second := pass{gate: gate, reject: reject, progress: opts.Progress, warn: newWarner(opts.Log), repeated: opts.Repeated, passed: opts.Passed}
	second.take = func(it Item) error { return second.settle(ids.claim(it), it, emit) }
	err = second.read(ctx, plan)
	return second.counts, err
}

// settle emits an article, or says what became of it instead.
func (p *pass) settle(c claim, it Item, emit func(Item) error) error {
	switch c {
	case claimRepeated:
		p.counts.Repeated++
		if p.repeated != nil {
			p.repeated(it)
		}
		return nil
	case claimLost:
		p.refuse(it.Source, it.Place, DuplicateID)
		return nil
	case claimUnknown:
		p.refuse(it.Source, it.Place, "changed while it was being read")
		return nil
	}
	p.counts.Articles++
	p.counts.TextBytes += int64(len(it.Article.Body))
	if len(it.Repairs) > 0 {
		p.counts.Repaired++
	}
	return emit(it)
}

// newGate checks the options that can mean nothing.
func newGate(opts Options) (gate, error) {
	g := gate{since: dayOf(opts.Since), until: dayOf(opts.Until), minWords: opts.MinWords, fields: opts.Map, maxArticle: opts.MaxArticle, maxLine: opts.MaxLine}
	if g.maxArticle <= 0 {
		g.maxArticle = DefaultMaxArticle
	}
	if g.maxLine <= 0 {
		g.maxLine = DefaultMaxLine
	}
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
	return g, nil
}

var errNoInput = errors.New("no input named")
