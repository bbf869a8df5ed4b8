package quotediff

import (
	"slices"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// maxVersions is how many earlier renderings of one article a later one is held
// against.
const maxVersions = 4

// edited compares the renderings of one article's versions: what differs in
// substance was edited after it was published. The base of such a difference is
// the earlier version's rendering, whichever is the base of the cluster; the
// note says what kind of change it is.
func (k *witnesses) edited() []record.Difference {
	if len(k.versions) == 0 {
		return nil
	}
	earlier := map[string][]int{} // by the first version's article
	var out []record.Difference
	for m, q := range k.quotes {
		root := k.version(q.Article)
		var best []record.Difference
		found := false
		for _, e := range earlier[root] {
			if k.quotes[e].Article == q.Article {
				continue
			}
			ds := grave(k.quotes[e], q)
			if !found || len(ds) < len(best) {
				best, found = ds, true
			}
		}
		for _, d := range best {
			d.Type, d.Severity, d.Note = "edited", 3, record.Null(d.Type)
			d.BaseSources, d.OtherSources = 1, 1
			out = append(out, d)
		}
		if l := earlier[root]; len(l) < maxVersions {
			earlier[root] = append(l, m)
		}
	}
	return out
}

// grave lists the differences of severity 2 and above in the words of two
// renderings.
func grave(a, b *record.Quote) []record.Difference {
	c := newComparison(sideOf(a), sideOf(b))
	c.words(nil)
	return slices.DeleteFunc(c.differences(), func(d record.Difference) bool { return d.Severity < 2 })
}
