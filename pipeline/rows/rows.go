// Package rows keeps what a run finds in each article, outside memory and from
// one run to the next: a binary form of it, files of such rows in the order of
// their ids, and the merging of files.
//
// A file is written once, from front to back, and is whole when its last block
// is there. It is cut into blocks, each a frame of zstd behind a frame that
// decoders pass over (RFC 8878, 3.1.2) with its kind, number, sizes and checksum:
// any tool for zstd can unpack the file, and a reader can step over blocks that
// it does not want.
//
// Package encoding/gob was passed over, for it allocates for every field; so was
// a store with an index (bbolt, sqlite): rows are only ever wanted in one order.
package rows

import (
	"bytes"
	"cmp"

	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/syndicate"
)

// A Digest stands for bytes: two in a billion billion would have to meet.
type Digest [16]byte

// An Extract is what is kept of one article. Its quotes are the article's, in
// their order: Article, Outlet and Date are those of the article, and no Cluster
// is known yet; nor are the article's CopyOf and VersionOf.
type Extract struct {
	Article  record.Article
	Quotes   []record.Quote
	Contexts []record.Context // index is the quote's
	Flags    []record.Flag
	Sketch   *syndicate.Sketch // of the words outside quotation marks; nil where they are too few
}

// A Failure is why a stage gave nothing for an article.
type Failure struct{ Stage, Reason string }

// An Origin is a place that an article was read from.
type Origin struct {
	Source, Place string
	Rank          Digest // of the imprint that it had there: the lowest is the article's
	Key           Digest // of the bytes and options that it was made from
}

// A Row is an article under its id.
type Row struct {
	ID      string
	SHA256  string   // hex, of the article's text
	Origins []Origin // the one that Body was made from first
	Body    string   // what AppendExtract or AppendFailure made; "" where another row of this text has it
}

// Compare puts rows in the order of a file: by id, then text, then those that
// have a body, the best imprint first.
func (r *Row) Compare(o *Row) int {
	return cmp.Or(cmp.Compare(r.ID, o.ID), cmp.Compare(r.SHA256, o.SHA256), r.compareWithin(o))
}

func (r *Row) compareWithin(o *Row) int {
	if (r.Body == "") != (o.Body == "") {
		if r.Body == "" {
			return 1
		}
		return -1
	}
	if len(r.Origins) == 0 || len(o.Origins) == 0 {
		return cmp.Or(cmp.Compare(len(r.Origins), len(o.Origins)), cmp.Compare(r.Body, o.Body))
	}
	a, b := &r.Origins[0], &o.Origins[0]
	return cmp.Or(bytes.Compare(a.Rank[:], b.Rank[:]), cmp.Compare(a.Source, b.Source), cmp.Compare(a.Place, b.Place),
		cmp.Compare(len(r.Origins), len(o.Origins)), cmp.Compare(r.Body, o.Body))
}
