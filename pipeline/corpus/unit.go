package corpus

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"hash"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// A Unit is a piece of an input that holds at most one article, as it came: a
// line of JSON, a text with its sidecar, a page, an item of a feed, a record of
// an archive. Read cuts inputs into units, in order and at little cost; what is
// dear (decoding, extracting, mending, hashing, the gates) is Make's, which the
// caller spreads over its workers.
type Unit struct {
	Source string // file as the user named it, with forward slashes, or "-"
	Place  string // "line 41", or ""
	File   int    // counts the readings of files, from 0: a file may be named twice
	Size   int    // bytes that the unit holds on to

	from    raw
	gate    *gate
	outlet  string   // of an article that says none
	repairs []string // made in the file as a whole
}

// A raw is what a unit holds. Each format has its own.
type raw interface {
	// read gives the article as it is written, or why there is none; errNone
	// where there was never to be one. It is pure, may be called on any
	// goroutine, and looks at nothing that key leaves out.
	read() (draft, error)
	// key enters the name of the format and all that read looks at.
	key(*keyer)
}

// errNone is what read gives where nothing is lost: a picture that a server
// labelled as nothing.
var errNone = errors.New("holds no article")

// Made is what became of a unit: an article, a rejection, an article that a
// filter leaves out, or nothing at all, a record of an archive that holds none.
type Made struct {
	Item     *Item             // the article, or nil
	Rejected *record.Rejection // why there is none, or nil
	LeftOut  bool              // by Since or Outlets
	BadDate  string            // the date of Item that nobody can read
}

// Make gives what a unit holds. It is pure: units may be made on any goroutine,
// in any order, and again.
func (u *Unit) Make() Made {
	d, err := u.from.read()
	switch {
	case err == errNone:
		return Made{}
	case err != nil:
		return u.refused(err.Error())
	}
	if d.meta.outlet == "" {
		d.meta.outlet = u.outlet
	}
	d.repairs = union(u.repairs, d.repairs)
	it, v := u.gate.admit(d)
	it.Source, it.Place = u.Source, u.Place
	switch {
	case v.reason != "":
		return u.refused(v.reason)
	case v.leftOut:
		return Made{LeftOut: true}
	case v.badDate:
		return Made{Item: &it, BadDate: d.meta.date}
	}
	return Made{Item: &it}
}

func (u *Unit) refused(reason string) Made {
	return Made{Rejected: &record.Rejection{Source: u.Source, Place: u.Place, Stage: stage, Reason: reason}}
}

// Key is a digest of all that decides what Make gives but for Source and Place:
// the bytes, the id and outlet that the path says, the sidecar, the options. Of
// units under one key one need be made. It says nothing of the program: what
// another version made may be another thing.
//
// It is half a SHA-256, though a tenth of the time would do for a digest that
// chance cannot fool: whoever can make two articles of one key makes one of
// them vanish from a run that is taken up again.
func (u *Unit) Key() Digest {
	k := keyer{sha256.New()}
	k.add(u.gate.key, u.outlet)
	k.add(u.repairs...)
	k.add("") // the list ends
	u.from.key(&k)
	return Digest(k.sum.Sum(nil)[:len(Digest{})])
}

// A Digest is the first half of a SHA-256: two articles in a billion billion
// would have to meet, and what is kept of each is half the size.
type Digest [16]byte

// A keyer takes strings and keeps them apart.
type keyer struct{ sum hash.Hash }

func (k *keyer) add(fields ...string) {
	for _, f := range fields {
		k.bytes([]byte(f))
	}
}

func (k *keyer) bytes(b []byte) {
	var length [8]byte
	binary.LittleEndian.PutUint64(length[:], uint64(len(b)))
	k.sum.Write(length[:])
	k.sum.Write(b)
}

// A draft is an article as its file gives it, before repairs and gates.
type draft struct {
	id      string
	text    string
	meta    meta
	repairs []string // what was mended to get at the text at all

	extracted bool // the text is part of what the file holds
}

// A draft that costs nothing to make is its own raw.

func (d draft) read() (draft, error) { return d, nil }

func (d draft) key(k *keyer) {
	k.add("draft", d.id, d.text)
	d.meta.key(k)
	k.add(d.repairs...)
	if d.extracted {
		k.add("extracted")
	}
}

func (m meta) key(k *keyer) { k.add(m.outlet, m.title, m.author, m.url, m.lang, m.date) }
