package pipeline

import (
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// check holds a row against what later stages take for granted: whoever reads a
// range must find it in its text, or the file would break a run far from here.
func (r row) check() error {
	kinds := 0
	for _, there := range []bool{r.Passed != nil, r.Rejected != nil, r.Article != nil} {
		if there {
			kinds++
		}
	}
	switch {
	case kinds != 1:
		return errors.New("a row is passed, rejected or article")
	case r.Passed != nil && min(r.Passed.Articles, r.Passed.Records) < 0:
		return errors.New("fewer than no articles passed over")
	case r.Article != nil:
		if err := r.Article.check(); err != nil {
			return fmt.Errorf("article %.100q: %w", r.Article.ID, err)
		}
	}
	return nil
}

const maxID = 1024 // bytes, as package corpus has it

func (a *kept) check() error {
	switch {
	case a.ID == "" || len(a.ID) > maxID || strings.ContainsFunc(a.ID, unicode.IsControl):
		return errors.New("bad id")
	case !isHex(a.SHA256, 32):
		return errors.New("bad sha256")
	case len(a.Origins) == 0:
		return errors.New("stood nowhere")
	case (a.Extract == nil) == (a.Failure == nil):
		return errors.New("has to have either an extract or a failure")
	}
	for _, o := range a.Origins {
		if !isHex(o.Rank, 16) {
			return errors.New("bad rank")
		}
	}
	if a.Extract == nil {
		return nil
	}
	return a.Extract.check(a.ID, a.SHA256)
}

func isHex(s string, bytes int) bool {
	b, err := hex.DecodeString(s)
	return err == nil && len(b) == bytes
}

func (e *Extract) check(id, sha256 string) error {
	if e.Article.ID != id || e.Article.SHA256 != sha256 || e.Article.Quotes > len(e.Quotes) || len(e.Contexts) != len(e.Quotes) {
		return errors.New("its parts do not belong together")
	}
	for i := range e.Quotes {
		if err := checkQuote(&e.Quotes[i], id); err != nil {
			return fmt.Errorf("quote %d: %w", i+1, err)
		}
		if e.Contexts[i].Start < 0 {
			return fmt.Errorf("quote %d: bad context", i+1)
		}
	}
	for _, f := range e.Flags {
		if f.Article != id || f.Start < 0 || f.End < f.Start {
			return errors.New("bad flag")
		}
	}
	return nil
}

func checkQuote(q *record.Quote, article string) error {
	number, ok := strings.CutPrefix(q.ID, article+"#")
	if !ok || number == "" || len(number) > 20 || q.Article != article || q.Cluster != "" || !slices.Contains(classes[:], q.Class) {
		return errors.New("bad id or class")
	}
	size, at := -1, 0
	for _, s := range q.Segments {
		if s.Start < at || s.End < s.Start {
			return errors.New("bad segments")
		}
		size, at = size+1+s.End-s.Start, s.End
	}
	if len(q.Segments) == 0 || size != len(q.Text) || q.Start != q.Segments[0].Start || q.End != at {
		return errors.New("its segments are not its text")
	}
	for _, r := range []*record.Range{q.Mention, q.Cue} {
		if r != nil && (r.Start < 0 || r.End-r.Start != len(r.Text)) {
			return errors.New("bad mention or cue")
		}
	}
	if s := q.Speaker; s != nil && (!slices.Contains(speakerTypes[:], s.Type) || !(s.Confidence >= 0 && s.Confidence <= 1)) {
		return errors.New("bad speaker")
	}
	return nil
}
