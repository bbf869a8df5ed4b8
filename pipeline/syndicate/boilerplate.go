package syndicate

import (
	"cmp"
	"slices"
)

const (
	// recurring is in how many articles of one outlet words are the outlet's
	// own: “follow us on”, the names of a weekly panel, a list of videos. A wire
	// story stands in one outlet once, or twice where it was brought up to date.
	recurring = 3
	// telling is how many hashes of the story itself two sketches must have to
	// be held against each other.
	telling = 16
	// nowhere is the outlet of articles of which nobody says where they were
	// published: what recurs there may be a wire story.
	nowhere = "unknown"
)

// A seen is one hash in one bin of one article.
type seen struct {
	value, outlet uint32
	item          int32
}

// cleaned returns the sketches in order without what recurs within one outlet,
// nil where too little is left. On the dump of 2016, 30 of the 33 articles
// that were taken for copies without this resembled another in nothing else.
func cleaned(items []Item, order []int) []*Sketch {
	out, outlets := make([]*Sketch, len(order)), make([]uint32, len(order))
	number := map[string]uint32{}
	for n, i := range order {
		if s := items[i].Sketch; s != nil && len(s.Bins) == bins {
			out[n] = &Sketch{s.Shingles, slices.Clone(s.Bins)}
		}
		o := items[i].Article.Outlet
		if _, ok := number[o]; !ok {
			number[o] = uint32(len(number))
		}
		outlets[n] = number[o]
	}
	list := make([]seen, 0, len(order))
	for bin := range bins {
		list = list[:0]
		for n, s := range out {
			if s != nil && s.Bins[bin] != empty && items[order[n]].Article.Outlet != nowhere {
				list = append(list, seen{s.Bins[bin], outlets[n], int32(n)})
			}
		}
		slices.SortFunc(list, func(a, b seen) int {
			return cmp.Or(cmp.Compare(a.value, b.value), cmp.Compare(a.outlet, b.outlet), cmp.Compare(a.item, b.item))
		})
		for from := 0; from < len(list); {
			to, most, run := from, 0, 0
			for ; to < len(list) && list[to].value == list[from].value; to++ {
				if run++; to == from || list[to].outlet != list[to-1].outlet {
					run = 1
				}
				most = max(most, run)
			}
			if most >= recurring {
				for _, e := range list[from:to] {
					out[e.item].Bins[bin] = common
				}
			}
			from = to
		}
	}
	for n, s := range out {
		if s != nil {
			out[n] = s.weighed()
		}
	}
	return out
}

// weighed takes the share of s that recurs out of its size; nil where too
// little is left to tell.
func (s *Sketch) weighed() *Sketch {
	own, all := 0, 0
	for _, v := range s.Bins {
		if v != empty {
			all++
		}
		if v < common {
			own++
		}
	}
	if own < telling {
		return nil
	}
	s.Shingles = s.Shingles * own / all
	return s
}
