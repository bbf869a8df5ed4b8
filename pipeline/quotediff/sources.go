package quotediff

import (
	"cmp"
	"slices"

	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/variant"
)

// source is the witness of a quote: whose words its article prints.
func (o *Options) source(q *record.Quote) string { return cmp.Or(o.Sources[q.Article], q.Outlet) }

// members writes a row for each member and counts outlets and sources.
func members(out *record.Cluster, quotes []record.Quote, c variant.Cluster, opts *Options) {
	outlets, sources := map[string]bool{}, map[string]bool{}
	for _, m := range c.Members {
		q := &quotes[m]
		s := opts.source(q)
		out.Members = append(out.Members, record.Member{Quote: q.ID, Outlet: q.Outlet, Date: q.Date, Independent: !sources[s], Source: s})
		outlets[q.Outlet], sources[s] = true, true
	}
	out.Outlets, out.IndependentSources = len(outlets), len(sources)
}

// witnesses are a cluster's members beside their differences from the base;
// all lists share the index of Cluster.Members, the earliest first.
type witnesses struct {
	rows     []record.Member
	quotes   []*record.Quote
	base     int
	from     [][]record.Difference // of each member, in the order of the base; empty for the base
	blank    []bool                // shares no words with the base: prints none of its places
	number   []int                 // of each member's source, from 0
	versions map[string]string     // the earliest version of an article that is a later one

	seen []int // scratch: when each source was counted last
	turn int
}

// newWitnesses is for the rows that members wrote; from is left to fill in.
func newWitnesses(rows []record.Member, quotes []record.Quote, c variant.Cluster, versions map[string]string) witnesses {
	k := witnesses{rows: rows, versions: versions}
	for i, m := range c.Members {
		k.quotes, k.blank = append(k.quotes, &quotes[m]), append(k.blank, slices.Contains(c.Bridged, m))
		if m == c.Base {
			k.base = i
		}
	}
	numbers := map[string]int{}
	for _, r := range rows {
		n, ok := numbers[r.Source]
		if !ok {
			n = len(numbers)
			numbers[r.Source] = n
		}
		k.number = append(k.number, n)
	}
	k.seen = make([]int, len(numbers))
	return k
}

// version is what all versions of an article have in common.
func (k *witnesses) version(article string) string { return cmp.Or(k.versions[article], article) }

// A place is where a difference stands in the base. Whether an article prints
// the base's words there is asked more strictly for a matter of style.
type place struct {
	kind       string // for style only
	start, end int
	style      bool
}

func placeOf(d *record.Difference) place {
	p := place{start: d.Base.Start, end: d.Base.End, style: d.Severity < 2}
	if p.style || d.Type == "attribution" {
		p.kind = d.Type
	}
	return p
}

// A reading is what another rendering has at a place of the base.
type reading struct {
	kind       string
	start, end int
	other      string // folded words, or the speaker
}

func (k *witnesses) reading(m int, d *record.Difference) reading {
	r := reading{d.Type, d.Base.Start, d.Base.End, ""}
	if s := k.quotes[m].Speaker; d.Type == "attribution" && s != nil {
		r.other = s.ID
	} else {
		r.other = variant.Loose(d.Other.Text)
	}
	return r
}

// maxLooks is how many differences of members a group may look at to find who
// has the base's words at each place. A thousand renderings of a hundred
// differences each need no more; where five thousand differ from each other in
// everything, the square of them is not worth knowing.
const maxLooks = 1 << 27

// sides enters into every difference who stands on either side of it and, where
// one side is the smaller, who was the first to print its words. Who prints
// that place in neither way, or not at all, stands on no side. A source that
// stands on both, an agency whose figure one paper changed, counts on both.
// Places beyond maxLooks, in the order of members, are not looked at: there all
// who do not have the other's words count as having the base's.
func (k *witnesses) sides() {
	having := map[reading][]int{}
	looks := len(k.from) // that one place costs
	for m, ds := range k.from {
		looks += len(ds)
		for i := range ds {
			r := k.reading(m, &ds[i])
			if l := having[r]; len(l) == 0 || l[len(l)-1] != m {
				having[r] = append(l, m)
			}
		}
	}
	type key struct {
		place
		reading
	}
	left := maxLooks / looks
	keeping := map[place]*kept{}
	done := map[key]standing{}
	for m, ds := range k.from {
		for i := range ds {
			d := &ds[i]
			p, r := placeOf(d), k.reading(m, d)
			s, ok := done[key{p, r}]
			if !ok {
				b := keeping[p]
				if b == nil && left > 0 {
					b = &kept{list: k.keep(p, d)}
					b.sources = k.sources(b.list)
					keeping[p] = b
					left--
				}
				s = k.stand(b, having[r])
				done[key{p, r}] = s
			}
			d.BaseSources, d.OtherSources, d.First = s.base, s.other, s.first
			if d.Type == "insertion" && d.Severity >= 3 && d.OtherSources == 1 {
				d.Note = joinNote(d.Note, "one source alone has it")
			}
		}
	}
}

// A kept is who has the base's words at a place.
type kept struct {
	list    []int // members
	sources int
}

// A standing is who stands on either side of a difference: the same for all
// that have it.
type standing struct {
	base, other int // sources
	first       record.Null
}

// stand is for the members that have the other's words; of nil base it is not
// known who has the base's.
func (k *witnesses) stand(base *kept, other []int) standing {
	n := k.sources(other)
	if base != nil {
		return standing{base.sources, n, k.first(base, other, n)}
	}
	s := standing{len(k.seen) - n, n, ""}
	if s.base > s.other {
		s.first = k.earliest(other)
	}
	return s
}

func joinNote(a, b record.Null) record.Null {
	if a == "" {
		return b
	}
	return a + "; " + b
}

// keep lists the members that have the base's words, or speaker, at a place.
func (k *witnesses) keep(p place, d *record.Difference) []int {
	var list []int
	for m, q := range k.quotes {
		switch {
		case m == k.base:
		case d.Type == "attribution":
			if s, b := q.Speaker, k.quotes[k.base].Speaker; s == nil || b == nil || s.ID != b.ID {
				continue
			}
		case k.blank[m] || slices.ContainsFunc(k.from[m], func(e record.Difference) bool { return p.changedBy(&e) }):
			continue
		}
		list = append(list, m)
	}
	return list
}

// changedBy reports whether a rendering with difference e does not have the
// base's words at p.
func (p place) changedBy(e *record.Difference) bool {
	if e.Type == "attribution" {
		return false
	}
	if p.start == p.end || e.Base.Start == e.Base.End {
		if p.start > e.Base.End || e.Base.Start > p.end {
			return false
		}
	} else if p.start >= e.Base.End || e.Base.Start >= p.end {
		return false
	}
	return e.Severity >= 2 || leavesOut(e) || p.style && (e.Severity == 1 || e.Type == p.kind)
}

// leavesOut reports whether the other does not print the base's words there,
// however lawful the cut.
func leavesOut(d *record.Difference) bool {
	switch d.Type {
	case "truncation", "ellipsis", "split":
		return variant.Words(d.Base.Text) > 0 && variant.Words(d.Other.Text) == 0
	}
	return false
}

// sources counts those of some members.
func (k *witnesses) sources(list []int) int {
	k.turn++
	n := 0
	for _, m := range list {
		if s := k.number[m]; k.seen[s] != k.turn {
			k.seen[s] = k.turn
			n++
		}
	}
	return n
}

// first is the quote that printed the words of the smaller side first; "" where
// neither side is the smaller or the dates do not tell. sources are the other's.
func (k *witnesses) first(base *kept, other []int, sources int) record.Null {
	switch n := k.balance(base, other, sources); {
	case n == 0:
		return ""
	case n < 0:
		return k.earliest(base.list)
	}
	return k.earliest(other)
}

// earliest is the first of some members' quotes; "" where the dates do not tell:
// of two sources that print a wording on one day, or one of them on a day that is
// not known, nobody knows which was before.
func (k *witnesses) earliest(list []int) record.Null {
	first := &k.rows[list[0]]
	for _, m := range list[1:] {
		if r := &k.rows[m]; r.Source != first.Source && (r.Date == first.Date || r.Date == "") {
			return ""
		}
	}
	return record.Null(first.Quote)
}

// balance is above 0 where the base's side is the greater, below where the
// other's is. Between as many sources, one that stands on both sides decides by
// its articles: the paper that departs from the story it prints is the smaller.
func (k *witnesses) balance(base *kept, other []int, sources int) int {
	if n := cmp.Compare(base.sources, sources); n != 0 {
		return n
	}
	shared := map[int]int{} // by source: articles on the base's side
	for _, m := range base.list {
		shared[k.number[m]]++
	}
	n, both := 0, map[int]bool{}
	for _, m := range other {
		if s := k.number[m]; shared[s] > 0 {
			n--
			if !both[s] {
				both[s] = true
				n += shared[s]
			}
		}
	}
	return n
}

// unsupported says that all who print an utterance have it from one source, of
// which the words are then as good as that source is.
func (k *witnesses) unsupported(out *record.Cluster) []record.Difference {
	if out.IndependentSources > 1 {
		return nil
	}
	base := k.quotes[k.base]
	for _, q := range k.quotes {
		if q.Article != base.Article {
			return []record.Difference{{Type: "unsupported", Note: record.Null("all from " + k.rows[0].Source),
				Base: wholeOf(base), Other: wholeOf(q), BaseSources: 1, OtherSources: 1}}
		}
	}
	return nil
}

// wholeOf is a quote's own place; of several segments the longest.
func wholeOf(q *record.Quote) record.Side {
	s := sideOf(q)
	return s.locate(record.Span{End: len(q.Text)})
}
