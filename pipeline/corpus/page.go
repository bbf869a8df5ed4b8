package corpus

import (
	"bufio"
	"cmp"
	"fmt"
	"io"

	"github.com/verbatim-news/verbatim/pipeline/page"
)

// readPage reads a file that is a web page.
func readPage(in *bufio.Reader, s *session) error {
	d := s.begin()
	b, err := io.ReadAll(io.LimitReader(in, int64(s.gate.MaxPage)+1))
	switch {
	case err != nil:
		s.refuse(fmt.Sprintf("byte %d", len(b)), unreadable(err))
		return nil
	case magicOf(b[:min(len(b), len(magicHead{}))]) != "":
		s.refuse("", binaryReason(magicOf(b[:len(magicHead{})])))
		return nil
	case len(b) > s.gate.MaxPage:
		s.refuse("", longerThan("page", s.gate.MaxPage))
		return nil
	}
	return s.give("", len(b), rawPage{d, b})
}

// A rawPage is a page, and what its sidecar says.
type rawPage struct {
	said draft
	html []byte
}

func (r rawPage) read() (draft, error) {
	d := r.said
	p, err := page.Read(r.html, page.Hint{URL: d.meta.url})
	if err != nil {
		return d, err
	}
	d.take(p)
	return d, nil
}

func (r rawPage) key(k *keyer) {
	k.add("page")
	k.bytes(r.html)
	r.said.key(k)
}

// take fills in what a page holds. What the sidecar says stays.
func (d *draft) take(p page.Page) {
	d.text, d.extracted = p.Text, true
	m := &d.meta
	m.outlet = cmp.Or(m.outlet, tidy(p.Outlet))
	m.title = cmp.Or(m.title, tidy(p.Title))
	m.author = cmp.Or(m.author, tidy(p.Author))
	m.url = cmp.Or(m.url, tidy(p.URL))
	m.lang = cmp.Or(m.lang, tidy(p.Lang))
	m.date = cmp.Or(m.date, tidy(p.Date))
}
