package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"

	"github.com/verbatim-news/verbatim/attribution"
	"github.com/verbatim-news/verbatim/attribution/quote"
	"github.com/verbatim-news/verbatim/attribution/speaker"
	"github.com/verbatim-news/verbatim/attribution/text"
	"github.com/verbatim-news/verbatim/pipeline/quotediff"
	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/variant"
)

// Stages are the steps of a run, in the order the data takes them. A stage is
// safe for concurrent use, leaves its input alone and depends on nothing else:
// the same input gives the same output. Replace a field to try another method.
// Each takes a context and may fail, because a stage may be remote; the pure
// functions of Default look at neither.
type Stages struct {
	Parse     func(context.Context, text.Article) (*text.Document, error)
	Detect    func(context.Context, *text.Document) ([]quote.Quote, []quote.Stray, error)
	Attribute func(context.Context, *text.Document, []quote.Quote) ([]attribution.Attribution, error) // index is the quote's
	// Report does what Attribute does and finds speech without marks too: the
	// stretches of it, and the clause of each quote by index. Options.Indirect asks.
	Report  func(context.Context, *text.Document, []quote.Quote) ([]attribution.Attribution, []attribution.Reported, []text.Span, error)
	Group   func(context.Context, variant.Quotes, variant.Options) ([]variant.Cluster, error)
	Compare func(context.Context, []record.Quote, variant.Cluster, quotediff.Options) (record.Cluster, error)

	Models   string // the trained models that Attribute and Report decide by, with their versions; "" for rules alone
	Speakers string // SHA-256 of what users added to the directory, in hexadecimal; "" for nothing
}

// maxQuotes bounds the quotations of an article, each of which costs two to three
// kilobytes until it is written: four megabytes of 'a' 'a' 'a' hold a million. A
// long book holds ten thousand.
const maxQuotes = 1 << 16

// Default are the stages of this project. Extra are more people and offices, a
// speaker.Entry a line; where they and the directory name one id, they win.
func Default(extra ...speaker.NamedReader) (Stages, error) { return With(nil, extra...) }

// With is Default with another attributor: other models, or answers that give
// their reasons (attribution.Explained), which extracts then carry.
func With(options []attribution.Option, extra ...speaker.NamedReader) (Stages, error) {
	extra, added := hashed(extra)
	directory, err := speaker.Load(extra...)
	if err != nil {
		return Stages{}, fmt.Errorf("loading speakers: %w", err)
	}
	parser, err := text.NewParser(text.Options{})
	if err != nil {
		return Stages{}, fmt.Errorf("loading models: %w", err)
	}
	attributor := attribution.New(directory, options...)
	return Stages{
		Parse: func(_ context.Context, art text.Article) (*text.Document, error) { return parser.Parse(art) },
		Detect: func(_ context.Context, doc *text.Document) ([]quote.Quote, []quote.Stray, error) {
			quotes, strays := quote.Detect(doc)
			if len(quotes) > maxQuotes {
				return nil, nil, fmt.Errorf("article of more than %d quotations", maxQuotes)
			}
			return quotes, strays, nil
		},
		Attribute: func(_ context.Context, doc *text.Document, quotes []quote.Quote) ([]attribution.Attribution, error) {
			return attributor.Attribute(doc, quotes), nil
		},
		Report: func(_ context.Context, doc *text.Document, quotes []quote.Quote) ([]attribution.Attribution, []attribution.Reported, []text.Span, error) {
			answers, reported, clauses := attributor.AttributeAll(doc, quotes)
			return answers, reported, clauses, nil
		},
		Group: variant.Group,
		Compare: func(_ context.Context, quotes []record.Quote, c variant.Cluster, o quotediff.Options) (record.Cluster, error) {
			return quotediff.Cluster(quotes, c, o), nil
		},
		Models:   attributor.Models(),
		Speakers: added(),
	}, nil
}

// hashed gives readers of the same files that hash what is read, and what gives
// the hash when all have been.
func hashed(extra []speaker.NamedReader) (same []speaker.NamedReader, sum func() string) {
	h := sha256.New()
	for _, x := range extra {
		x.Reader = io.TeeReader(x.Reader, h)
		same = append(same, x)
	}
	return same, func() string {
		if len(extra) == 0 {
			return ""
		}
		return hex.EncodeToString(h.Sum(nil))
	}
}
