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
// other wording descends from the one of the same or an earlier day that shares
// an innovation with it and from which the fewest readings have to change, if
// those are no more than from the root; a cut counts half, as two editors cut
// at one full stop without having seen each other. The story that an article
// copies, or the agency's that it credits, or its own first version, is its
// model though one more reading had to change.
//
// Likely is not proven. Dates are days; of two papers that make one slip
// neither need have read the other; a paper that took from two others, or that
// corrected itself, has one parent here; and a lost model stays unseen. A
// fragment that does not print the place of a change is counted with the base's
// wording, though it may come from any.
func (k *witnesses) wordings() []record.Wording {
	list := k.distinct()
	root := slices.MinFunc(list, func(a, b *wording) int {
		return cmp.Or(cmp.Compare(b.sources, a.sources), cmp.Compare(a.members[0], b.members[0]))
	})
	order := []*wording{root}
	for _, w := range list { // the earliest first; of one day those that departed least, as a model has
		if w != root {
			order = append(order, w)
		}
	}
	slices.SortStableFunc(order[1:], func(a, b *wording) int {
		x, y := &k.rows[a.members[0]], &k.rows[b.members[0]]
		if x.Date != y.Date {
			return cmp.Compare(a.members[0], b.members[0])
		}
		return cmp.Compare(steps(root, a), steps(root, b))
	})
	out := make([]record.Wording, len(order))
	t := descent{k: k, order: order, having: map[reading][]int{}, printing: map[string][]model{}}
	for i, w := range order {
		out[i] = record.Wording{Sources: w.sources, First: k.rows[w.members[0]].Quote}
		for _, m := range w.members {
			out[i].Members = append(out[i].Members, k.rows[m].Quote)
		}
		if i > 0 {
			parent := t.parent(w)
			out[i].From = &parent
		}
		t.add(i)
	}
	return out
}

// A descent is a tree in the making.
type descent struct {
	k        *witnesses
	order    []*wording
	having   map[reading][]int  // wordings so far, by innovation
	printing map[string][]model // and by source and article
}

// A model is a wording as an article printed it.
type model struct {
	article string
	wording int
}

func (t *descent) add(i int) {
	w := t.order[i]
	for r := range w.innovations(t.order[0]) {
		if l := t.having[r]; len(l) < maxSharers {
			t.having[r] = append(l, i)
		}
	}
	for _, m := range w.members {
		a := t.k.quotes[m].Article
		for _, of := range []string{"source " + t.k.rows[m].Source, "article " + t.k.version(a)} {
			if l := t.printing[of]; len(l) < maxSharers {
				t.printing[of] = append(l, model{a, i})
			}
		}
	}
}

// A wording is members that print the same, with what sets them off from the
// base.
type wording struct {
	members  []int
	readings map[reading]bool
	sources  int
}

// weight is one for a cut and two for a change.
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
func (k *witnesses) distinct() []*wording {
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

// innovations are where w departs from the root: readings that it has and the
// root has not, and the other way round, as the root need not be the base.
func (w *wording) innovations(root *wording) map[reading]bool {
	out := map[reading]bool{}
	for r := range w.readings {
		if !root.readings[r] {
			out[r] = true
		}
	}
	for r := range root.readings {
		if !w.readings[r] {
			out[r] = true
		}
	}
	return out
}

// parent is the index, among the wordings so far, of the likeliest that w
// descends from; 0, the root, where none that shares an innovation is as near.
func (t *descent) parent(w *wording) int {
	var sharers []int
	for r := range w.innovations(t.order[0]) {
		sharers = append(sharers, t.having[r]...)
	}
	far := steps(t.order[0], w)
	if best, ok := t.nearest(w, t.models(w.members[0]), far+reading{}.weight()); ok {
		return best
	}
	best, _ := t.nearest(w, sharers, far)
	return best
}

// models lists the wordings of the texts that a member's article goes back to.
func (t *descent) models(m int) []int {
	row, a := &t.k.rows[m], t.k.quotes[m].Article
	var list []int
	for _, of := range []string{"source " + row.Source, "article " + t.k.version(a)} {
		if of == "source "+row.Outlet { // an outlet's other article is no model of this one
			continue
		}
		for _, p := range t.printing[of] {
			if p.article != a {
				list = append(list, p.wording)
			}
		}
	}
	return list
}

// nearest is the one of the list from which the fewest readings have to change,
// at most so many, the earlier of two; undated ones come last and are no model
// of what has a date.
func (t *descent) nearest(w *wording, list []int, most int) (int, bool) {
	slices.Sort(list)
	day := t.k.rows[w.members[0]].Date
	best, found := 0, false
	for _, i := range slices.Compact(list) {
		if born := t.k.rows[t.order[i].members[0]].Date; born > day && day != "" || born == "" && day != "" {
			continue
		}
		if n := steps(t.order[i], w); n < most || n == most && !found {
			best, most, found = i, n, true
		}
	}
	return best, found
}

// steps is the weight of what one wording has and the other has not.
func steps(a, b *wording) int {
	n := 0
	for r := range a.innovations(b) {
		n += r.weight()
	}
	return n
}
