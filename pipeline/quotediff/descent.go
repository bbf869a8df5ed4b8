package quotediff

import (
	"cmp"
	"slices"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// maxSharers is how many earlier wordings with a reading are weighed as parents
// of a later one that has it too. It bounds the work where hundreds of wordings
// share one reading; the earliest are kept.
const maxSharers = 32

// wordings sorts the members by what they print and draws the likely tree of
// descent, the root first.
//
// The method is that of textual critics, who do not count agreement but shared
// innovation: two copies that both have an error had a common model with it
// (P. Maas, Textkritik, 1927). Members that differ in nothing of severity 2 or
// above are one wording, and what sets it off from the base is its readings. The
// root is the wording of most independent sources, then the earliest. Every
// other wording descends from the one of the same or an earlier day from which
// the fewest readings would have to change, if those are fewer than from the
// root; a cut counts half, as two editors cut at one full stop without having
// seen each other.
//
// Likely is not proven. Dates are days; of two papers that make one slip
// neither need have read the other; a paper that took from two others, or that
// corrected itself, has one parent here; and a lost model stays unseen. A
// fragment that does not print the place of a change is counted with the base's
// wording, though it may come from any.
func (k *collation) wordings() []record.Wording {
	list := k.distinct()
	root := slices.MinFunc(list, func(a, b *wording) int {
		return cmp.Or(cmp.Compare(b.sources, a.sources), cmp.Compare(a.members[0], b.members[0]))
	})
	order := []*wording{root}
	for _, w := range list { // the earliest first; of one day those with fewer readings, as a model has
		if w != root {
			order = append(order, w)
		}
	}
	slices.SortStableFunc(order[1:], func(a, b *wording) int {
		x, y := &k.rows[a.members[0]], &k.rows[b.members[0]]
		if x.Date != y.Date {
			return cmp.Compare(a.members[0], b.members[0])
		}
		return cmp.Compare(a.weight(), b.weight())
	})
	out := make([]record.Wording, len(order))
	having := map[reading][]int{}
	for i, w := range order {
		out[i] = record.Wording{Sources: w.sources, First: k.rows[w.members[0]].Quote}
		for _, m := range w.members {
			out[i].Members = append(out[i].Members, k.rows[m].Quote)
		}
		if i > 0 {
			parent := k.parent(order[:i], w, having)
			out[i].From = &parent
		}
		for r := range w.readings {
			if l := having[r]; i > 0 && len(l) < maxSharers {
				having[r] = append(l, i)
			}
		}
	}
	return out
}

// A wording is members that print the same, with what sets them off from the
// base.
type wording struct {
	members  []int
	readings map[reading]bool
	sources  int
}

// weight counts readings, a cut as one and a change as two.
func (w *wording) weight() int {
	n := 0
	for r := range w.readings {
		n += r.weight()
	}
	return n
}

func (r reading) weight() int {
	if r.kind == "truncation" || r.kind == "ellipsis" {
		return 1
	}
	return 2
}

// beyondWords are the types that concern who said it, and where, and how it is
// told: they make no other wording.
var beyondWords = map[string]bool{
	"attribution": true, "attribution-strength": true, "occasion": true, "context": true, "repeat": true,
	"translation": true, "quotation-status": true, "edited": true, "unsupported": true,
}

// distinct lists the wordings by their earliest member.
func (k *collation) distinct() []*wording {
	var list []*wording
	at := map[string]*wording{}
	for m := range k.quotes {
		readings := map[reading]bool{}
		for i := range k.from[m] {
			if d := &k.from[m][i]; d.Severity >= 2 && !beyondWords[d.Type] {
				readings[k.reading(m, d)] = true
			}
		}
		key := signature(readings)
		w := at[key]
		if w == nil {
			w = &wording{readings: readings}
			at[key] = w
			list = append(list, w)
		}
		w.members = append(w.members, m)
	}
	for _, w := range list {
		w.sources = k.sources(w.members)
	}
	return list
}

func signature(readings map[reading]bool) string {
	list := make([]reading, 0, len(readings))
	for r := range readings {
		list = append(list, r)
	}
	slices.SortFunc(list, func(a, b reading) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end), cmp.Compare(a.kind, b.kind), cmp.Compare(a.other, b.other))
	})
	var key []byte
	for _, r := range list {
		key = append(key, r.kind...)
		key = append(key, 0)
		for _, n := range []int{r.start, r.end, len(r.other)} {
			key = append(key, byte(n), byte(n>>8), byte(n>>16), byte(n>>24))
		}
		key = append(key, r.other...)
	}
	return string(key)
}

// parent is the index, in the wordings before w, of the likeliest that w
// descends from; 0, the root, where none is nearer.
func (k *collation) parent(before []*wording, w *wording, having map[reading][]int) int {
	tried := map[int]bool{}
	for r := range w.readings {
		for _, i := range having[r] {
			tried[i] = true
		}
	}
	for i, b := range before {
		if len(b.readings) == 0 {
			tried[i] = true // the base's wording, which shares what the root has changed
		}
	}
	day := k.rows[w.members[0]].Date
	best, least := 0, steps(before[0], w)
	for i := 1; i < len(before); i++ {
		if born := k.rows[before[i].members[0]].Date; !tried[i] || born != "" && day != "" && born > day {
			continue
		}
		if n := steps(before[i], w); n < least {
			best, least = i, n
		}
	}
	return best
}

// steps is the weight of the readings that one wording has and the other has not.
func steps(a, b *wording) int {
	n := 0
	for r := range a.readings {
		if !b.readings[r] {
			n += r.weight()
		}
	}
	for r := range b.readings {
		if !a.readings[r] {
			n += r.weight()
		}
	}
	return n
}
