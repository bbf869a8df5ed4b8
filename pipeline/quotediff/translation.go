package quotediff

import (
	"slices"
	"strings"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// translated reports whether an article says of a quote that it is a
// translation: “said in Spanish”, “through an interpreter”, “translated from”.
func (f *frame) translated() bool {
	terms := f.near()
	for i := range terms {
		t := &terms[i]
		next := func(k int) string {
			if i+k < len(terms) && terms[i+k].gap == " " {
				return terms[i+k].key
			}
			return ""
		}
		switch t.key {
		case "in":
			if tables().languages[next(1)] && i+1 < len(terms) && terms[i+1].capital && i > 0 && speaks(terms, i) {
				return true
			}
		case "through", "via":
			for k := 1; k <= 3; k++ { // “through his Spanish interpreter”
				if w := next(k); w == "interpreter" || w == "translator" {
					return true
				}
			}
		case "translated":
			if w := next(1); w == "from" || w == "by" {
				return true
			}
		}
	}
	return false
}

// speaks reports whether one of the few words before term i says that somebody
// spoke or wrote: “told reporters in Spanish”, and not “a book in Spanish”.
func speaks(terms []term, i int) bool {
	const near = 3
	for k := i - 1; k >= max(0, i-near); k-- {
		if tables().stands[terms[k].key] != unheard || strings.HasPrefix(terms[k].key, "spea") || terms[k].key == "spoke" {
			return true
		}
	}
	return false
}

// oneTranslation makes of all that another translator may put otherwise one
// difference: words changed, lost, gained or moved. Numbers, negations and names
// are no matter of translation and stay; so does what is merely cut off, and
// what is style.
func (c *comparison) oneTranslation() {
	loose := func(f finding) bool {
		switch f.kind {
		case "substitution", "omission", "insertion", "order", "modality", "person-tense":
			return f.severity >= 2
		}
		return false
	}
	var one finding
	n := 0
	for _, f := range c.found {
		if !loose(f) {
			continue
		}
		if n++; n == 1 {
			one = f
		}
		one.a, one.b = around(one.a, f.a), around(one.b, f.b)
	}
	if n == 0 {
		return
	}
	c.found = slices.DeleteFunc(c.found, loose)
	one.kind, one.severity, one.note = "translation", 2, ""
	c.found = append(c.found, one)
}

// around spans two ranges, empty ones too.
func around(x, y record.Span) record.Span {
	return record.Span{Start: min(x.Start, y.Start), End: max(x.End, y.End)}
}
