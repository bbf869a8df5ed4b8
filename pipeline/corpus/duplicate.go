package corpus

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"time"
)

// A digest is the first half of a SHA-256: two articles in a billion billion
// would have to meet, and the map is half the size.
type digest [16]byte

// A ledger knows which article holds each id: that whose text has the lower
// SHA-256. Of one text, under imprints that differ, it is the fullest imprint,
// so that the order of the inputs plays no part there either.
type ledger map[digest]holder

type holder struct {
	text    digest
	imprint digest
	emitted bool
	open    bool // nothing else asks for the id: whatever text comes holds it
}

// A claim is what became of an article that asked for its id.
type claim int

const (
	claimWon      claim = iota
	claimRepeated       // the same text was or will be emitted
	claimLost           // another text holds the id
	claimUnknown        // the first pass has not seen the id
)

// note enters an article.
func (l ledger) note(it Item) error {
	id, h := entry(it)
	held, ok := l[id]
	c := bytes.Compare(h.text[:], held.text[:])
	if !ok || c < 0 || c == 0 && bytes.Compare(h.imprint[:], held.imprint[:]) < 0 {
		l[id] = h
	}
	return nil
}

// hold enters an article that was emitted before this reading.
func (l ledger) hold(a Held) {
	h := holder{emitted: true}
	hex.Decode(h.text[:], []byte(a.SHA256[:min(len(a.SHA256), 2*len(h.text))]))
	hex.Decode(h.imprint[:], []byte(a.Rank[:min(len(a.Rank), 2*len(h.imprint))]))
	l[idDigest(a.ID)] = h
}

// claim says what becomes of an article, after all have been noted.
func (l ledger) claim(it Item) claim {
	id, h := entry(it)
	held, ok := l[id]
	switch {
	case !ok:
		return claimUnknown
	case held.open:
		held = h
	case h.text != held.text:
		return claimLost
	case h.imprint != held.imprint || held.emitted:
		return claimRepeated
	}
	held.emitted = true
	l[id] = held
	return claimWon
}

func entry(it Item) (digest, holder) {
	h := holder{imprint: rank(it)}
	hex.Decode(h.text[:], []byte(it.SHA256[:2*len(h.text)]))
	return idDigest(it.Article.ID), h
}

func idDigest(id string) digest {
	sum := sha256.Sum256([]byte(id))
	return digest(sum[:16])
}

// rank orders the imprints of one text: the fewer fields empty the lower, then
// the fewer repairs, then by chance, but always the same.
func rank(it Item) digest {
	im := it.Article.Imprint
	h := sha256.New()
	var empty, repairs byte
	for _, f := range []string{im.Outlet, im.Title, im.Author, im.URL, im.Lang, im.Date.Format(time.DateOnly)} {
		if f == "" || f == unknownOutlet {
			empty++
		}
		h.Write([]byte(f))
		h.Write([]byte{0})
	}
	if im.Date.IsZero() {
		empty++
	}
	for _, r := range it.Repairs {
		repairs++
		h.Write([]byte(r))
		h.Write([]byte{0})
	}
	d := digest(h.Sum(nil)[:16])
	d[0], d[1] = empty, repairs
	return d
}
