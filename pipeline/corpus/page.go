package corpus

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"

	"github.com/verbatim-news/verbatim/pipeline/page"
)

// readPage reads a file that is a web page. Its text is extracted once: the
// first pass is told the id alone (see pages).
func readPage(in *bufio.Reader, s *session) error {
	d := s.begin()
	if s.later != nil && s.later(d.id) {
		return nil
	}
	b, err := io.ReadAll(io.LimitReader(in, page.MaxInput+1))
	switch {
	case err != nil:
		s.refuse(fmt.Sprintf("byte %d", len(b)), unreadable(err))
		return nil
	case magicOf(b[:min(len(b), len(magicHead{}))]) != "":
		s.refuse("", binaryReason(magicOf(b[:len(magicHead{})])))
		return nil
	}
	p, err := page.Read(b, page.Hint{URL: d.meta.url})
	if err != nil {
		s.refuse("", err.Error())
		return nil
	}
	d.take(p)
	return s.admit(d)
}

// take fills in what a page holds. What the sidecar says stays, and its language
// is that of the article; what a page says there is a template's word.
func (d *draft) take(p page.Page) {
	d.text, d.extracted = p.Text, true
	m := &d.meta
	d.doubtful = m.lang == ""
	m.outlet = cmp.Or(m.outlet, tidy(p.Outlet))
	m.title = cmp.Or(m.title, tidy(p.Title))
	m.author = cmp.Or(m.author, tidy(p.Author))
	m.url = cmp.Or(m.url, tidy(p.URL))
	m.lang = cmp.Or(m.lang, tidy(p.Lang))
	m.date = cmp.Or(m.date, tidy(p.Date))
}

// pages are the ids that pages ask for, by the places of their files in the
// plan, kept instead of the hashes of their texts: extracting is the dearest
// part of reading, and only an id that two ask for needs the text of either.
type pages map[digest][]int32

// settle enters the pages in a ledger that knows all other articles, and gives
// the files that must be read for it, in their order: those whose id something
// else asks for. The others have their id, whatever their text. The road not
// taken is the hash of the file's bytes: the contract settles by the text's,
// and two pages of one text seldom share their adverts.
func (p pages) settle(l ledger, files []file) []file {
	var again []int32
	for id, at := range p {
		if _, held := l[id]; held || len(at) > 1 {
			again = append(again, at...)
		} else {
			l[id] = holder{open: true}
		}
	}
	slices.Sort(again)
	again = slices.Compact(again) // archives hold many pages
	list := make([]file, len(again))
	for i, at := range again {
		list[i] = files[at]
	}
	return list
}
