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

// versions has a place for the quotes of either version of the revisions listed.
func (ix *index) versions() map[string][]*record.Quote {
	quotes := map[string][]*record.Quote{}
	for i := range ix.revisions {
		a := ix.revisions[i].Later
		quotes[a.ID], quotes[string(a.VersionOf)] = nil, nil
	}
	return quotes
}

// settleRevisions says what became of the quotes, given by article.
func (ix *index) settleRevisions(quotes map[string][]*record.Quote) error {
	if len(quotes) == 0 {
		return nil
	}
	err := ix.rows.Articles(func(a *record.Article) error {
		if _, ok := quotes[a.ID]; ok {
			ix.keepArticle(a)
		}
		return nil
	})
	for i := range ix.revisions {
		r := &ix.revisions[i]
		r.First = ix.article(string(r.Later.VersionOf))
		earlier, later := quotes[r.First.ID], quotes[r.Later.ID]
		r.Withdrawn, r.More = first(missing(earlier, later), maxWithdrawn)
		r.Added = len(missing(later, earlier))
	}
	return err
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
