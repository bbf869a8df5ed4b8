package quotediff

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/variant"
)

// joint finds where the base runs into one sentence what another article prints
// as two, with somebody else's words between them: “I signed it, and I would
// sign it again”. It is the range of the base's text between the pieces, false
// if there is none. What is merely printed far apart is not enough: reporters
// come back to a speech, at the end of one sentence of it and the beginning of
// another.
func joint(quotes []record.Quote, c variant.Cluster, mates map[int][]record.Span) (record.Span, bool) {
	base := &quotes[c.Base]
	pieces := slices.DeleteFunc(slices.Clone(c.Members), func(m int) bool {
		return len(mates[m]) == 0 || quotes[m].Article == base.Article || slices.Contains(c.Bridged, m) || quotes[m].Kind != record.KindDirect
	})
	slices.Sort(pieces) // by article and place, as the quotes are
	for i := 1; i < len(pieces); i++ {
		m, n := pieces[i-1], pieces[i]
		if quotes[m].Article != quotes[n].Article || quotes[m].End > quotes[n].Start || !interrupted(quotes, m, n) {
			continue
		}
		at := record.Span{Start: mates[m][len(mates[m])-1].End, End: mates[n][0].Start}
		first, _ := utf8.DecodeRuneInString(quotes[n].Text)
		if at.Start < at.End && unicode.IsUpper(first) && links(base.Text[at.Start:at.End]) {
			return at, true
		}
	}
	return record.Span{}, false
}

// links reports whether all that stands between two pieces is a conjunction.
func links(between string) bool {
	switch variant.Loose(between) {
	case "and", "but", "so", "and so", "and then":
		return !strings.ContainsAny(between, ".?!…[")
	}
	return false
}

// interrupted reports whether somebody else speaks between quotes m and n of one
// article. Quotes are in the order of their articles; rows of another order show
// nothing, and nothing is charged.
func interrupted(quotes []record.Quote, m, n int) bool {
	for i := m + 1; i < n; i++ {
		q := &quotes[i]
		if q.Article == quotes[m].Article && q.Class == record.ClassQuote && q.Within == "" && q.Speaker != nil && quotes[m].Speaker != nil &&
			q.Kind == record.KindDirect && !variant.SameSpeaker(q.Speaker, quotes[m].Speaker) {
			return true
		}
	}
	return false
}

// splice retypes what a rendering lacks from the joint on, or up to it: there it
// is the base that went on.
func (c *comparison) splice(at record.Span) {
	within := func(i int) bool { return at.Start <= i && i <= at.End }
	for i := range c.found {
		f := &c.found[i]
		if (f.kind == "truncation" || f.kind == "split") && !c.b.partial && (within(f.a.Start) || within(f.a.End)) {
			f.kind, f.severity, f.note = "splice", 3, "printed apart elsewhere"
		}
	}
}
