package rows

import (
	"cmp"
	"slices"
	"sort"
)

// A stretch is a piece of an article that is kept. Those of one article are in
// order, and do not touch.
type stretch struct {
	start int
	text  string
}

func (s *stretch) end() int { return s.start + len(s.text) }

// at gives the n bytes of the article from start on, if they are kept.
func at(stretches []stretch, start, n int) (string, bool) {
	if n == 0 {
		return "", true
	}
	i := sort.Search(len(stretches), func(i int) bool { return stretches[i].end() > start })
	if i == len(stretches) || start < stretches[i].start || n > stretches[i].end()-start {
		return "", false
	}
	from := start - stretches[i].start
	return stretches[i].text[from : from+n], true
}

// stands reports whether text is kept, from start on.
func stands(stretches []stretch, start int, text string) bool {
	kept, ok := at(stretches, start, len(text))
	return ok && kept == text
}

// text writes what is kept of the article: all of it where the report needs it,
// or else the contexts, joined where they overlap.
func (e *encoder) text() {
	if t := e.e.Article.Text; t != nil {
		e.stretches = []stretch{{0, *t}}
		e.dst = append(e.dst, 1)
		e.string(*t)
		return
	}
	e.dst = append(e.dst, 0)
	e.join()
	e.int(len(e.stretches))
	for i := range e.stretches {
		e.int(e.stretches[i].start)
		e.string(e.stretches[i].text)
	}
}

// join makes stretches of the contexts. One that contradicts another is left
// out, and its quote has it written down once more.
func (e *encoder) join() {
	order := make([]stretch, 0, len(e.e.Contexts))
	for _, c := range e.e.Contexts {
		if c.Text != "" {
			order = append(order, stretch{c.Start, c.Text})
		}
	}
	slices.SortStableFunc(order, func(a, b stretch) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(len(b.text), len(a.text)))
	})
	for i := 0; i < len(order); {
		whole := order[i]
		var joined []byte // more than the first, if anything joins it
		for i++; i < len(order) && order[i].start <= whole.start+max(len(joined), len(whole.text)); i++ {
			from := order[i].start - whole.start
			if joined == nil {
				joined = []byte(whole.text)
			}
			shared := min(len(joined)-from, len(order[i].text))
			if string(joined[from:from+shared]) == order[i].text[:shared] {
				joined = append(joined, order[i].text[shared:]...)
			}
		}
		if joined != nil {
			whole.text = string(joined)
		}
		e.stretches = append(e.stretches, whole)
	}
}
