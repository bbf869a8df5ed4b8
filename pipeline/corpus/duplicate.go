package corpus

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"sync"
	"time"
)

// DuplicateID is why an article is rejected whose id another text holds.
const DuplicateID = "duplicate id"

// A Standing is what decides which of several articles holds an id: that whose
// text has the lower SHA-256; of one text under imprints that differ, that of
// the lower rank, which is the fullest. Neither the order of reading nor that
// of the inputs plays a part.
type Standing struct {
	ID   Digest // of the article's id
	Text Digest // of its text
	Rank Digest // of its imprint and repairs
}

// Standing gives that of an article.
func (it *Item) Standing() Standing {
	s := Standing{ID: idDigest(it.Article.ID), Rank: rank(it)}
	hex.Decode(s.Text[:], []byte(it.SHA256[:min(len(it.SHA256), 2*len(s.Text))]))
	return s
}

// Compare orders articles of one id: below zero if s holds it against t, zero
// if they are one text under one imprint.
func (s Standing) Compare(t Standing) int {
	if c := bytes.Compare(s.Text[:], t.Text[:]); c != 0 {
		return c
	}
	return bytes.Compare(s.Rank[:], t.Rank[:])
}

// A Ledger knows which of the articles entered so far holds each id, so that
// those that cannot hold theirs need not be worked on. Whoever holds it in the
// end is settled by Standing among all that were entered, since a later
// article may take an id from an earlier one. It keeps about a hundred bytes
// an article. The zero value is empty; a Ledger is safe for concurrent use.
type Ledger struct {
	mu   sync.Mutex
	held map[Digest]holder
}

type holder struct{ text, rank Digest }

// A Claim is what a Ledger says of an article that is entered.
type Claim int

const (
	// Won: nobody held the id.
	Won Claim = iota
	// Superseded: the id was another text's, which is rejected now, and so is
	// that text wherever else it stands under the id.
	Superseded
	// Fuller: the same text held the id under an imprint that says less, or says
	// it after more repairs. What was made of that is dropped; where it stood,
	// the article stands as well.
	Fuller
	// Repeated: the same text holds the id, under an imprint as full.
	Repeated
	// Lost: another text holds the id, and the article is rejected.
	Lost
)

// Holds reports whether the article holds its id for now.
func (c Claim) Holds() bool { return c <= Fuller }

// Enter enters an article.
func (l *Ledger) Enter(s Standing) Claim {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.held == nil {
		l.held = map[Digest]holder{}
	}
	h, ok := l.held[s.ID]
	c := s.Compare(Standing{Text: h.text, Rank: h.rank})
	same := s.Text == h.text
	switch {
	case ok && same && c >= 0:
		return Repeated
	case ok && c > 0:
		return Lost
	}
	l.held[s.ID] = holder{s.Text, s.Rank}
	switch {
	case !ok:
		return Won
	case same:
		return Fuller
	}
	return Superseded
}

// Holder gives the standing of who holds the id of s now, and whether anybody does.
func (l *Ledger) Holder(s Standing) (Standing, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	h, ok := l.held[s.ID]
	return Standing{s.ID, h.text, h.rank}, ok
}

func idDigest(id string) Digest {
	sum := sha256.Sum256([]byte(id))
	return Digest(sum[:len(Digest{})])
}

// rank orders the imprints of one text: the fewer fields empty the lower, then
// the fewer repairs, to which a page's text being taken out of it counts, then by
// chance, but always the same. Items of one text and rank give the very same rows,
// or which of them was met first would show.
func rank(it *Item) Digest {
	im := &it.Article.Imprint
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
	mended := it.Repairs
	if it.Extracted {
		mended = append([]string{"page"}, mended...)
	}
	for _, r := range mended {
		repairs++
		h.Write([]byte(r))
		h.Write([]byte{0})
	}
	d := Digest(h.Sum(nil)[:16])
	d[0], d[1] = empty, repairs
	return d
}
