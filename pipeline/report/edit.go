package report

import (
	"slices"
	"strings"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// An edit is one change between two versions of an article.
type edit struct {
	What           string // "number value"
	Severity       int
	Earlier, Later *record.Quote
	Was, Is        excerpt
}

// Level is the word for the severity.
func (e edit) Level() string { return severities[e.Severity] }

// edits lists what was edited after publication.
func (g *group) edits(ix *index) []edit {
	var list []edit
	for i := range g.Differences {
		d := &g.Differences[i]
		was, is := ix.quote(d.Base.Quote), ix.quote(d.Other.Quote)
		if d.Type != "edited" || was == nil || is == nil {
			continue
		}
		list = append(list, edit{What: tag{Type: string(d.Note)}.Name(), Severity: severity(d), Earlier: was, Later: is,
			Was: newExcerpt(was, d.Base), Is: newExcerpt(is, d.Other)})
	}
	return list
}

// A revision is an article that was published more than once under one URL,
// with the quotes of the first version that the later one prints no more.
type revision struct {
	First, Later *record.Article
	Withdrawn    []*record.Quote
	More, Added  int // quotes withdrawn that are not listed; quotes that only the later one has
}

// maxWithdrawn is how many quotes of one article are shown as withdrawn.
const maxWithdrawn = 20

// revisions lists the articles that changed, by the id of the later version.
func revisions(ix *index) []revision {
	var list []revision
	quotes := map[string][]*record.Quote{} // of the articles that have versions
	for i := range ix.r.Articles {
		if a := &ix.r.Articles[i]; a.VersionOf != "" {
			quotes[a.ID], quotes[string(a.VersionOf)] = nil, nil
			list = append(list, revision{First: ix.article(string(a.VersionOf)), Later: a})
		}
	}
	for i := range ix.r.Quotes {
		q := &ix.r.Quotes[i]
		if _, ok := quotes[q.Article]; ok && q.Class == record.ClassQuote && q.Within == "" && !indirect(q) {
			quotes[q.Article] = append(quotes[q.Article], q)
		}
	}
	for i := range list {
		r := &list[i]
		earlier, later := quotes[r.First.ID], quotes[r.Later.ID]
		r.Withdrawn, r.More = first(missing(earlier, later), maxWithdrawn)
		r.Added = len(missing(later, earlier))
	}
	return list
}

// missing lists the quotes of one version of which another has neither the
// words nor a rendering in the same group.
func missing(quotes, other []*record.Quote) []*record.Quote {
	var words strings.Builder
	for _, q := range other {
		words.WriteString(" " + fold(q.Text) + " \n")
	}
	return slices.DeleteFunc(slices.Clone(quotes), func(q *record.Quote) bool {
		if strings.Contains(words.String(), " "+fold(q.Text)+" ") {
			return true
		}
		return q.Cluster != "" && slices.ContainsFunc(other, func(o *record.Quote) bool { return o.Cluster == q.Cluster })
	})
}
