package pipeline

import (
	"strings"

	"github.com/verbatim-news/verbatim/attribution/lexicon"
	"github.com/verbatim-news/verbatim/attribution/speaker"
	"github.com/verbatim-news/verbatim/pipeline/record"
)

// separate gives people of one name ids of their own where the articles give
// them titles of two genders: “Ms. Blake” here, “Mr. Blake” there, both Jordan
// Blake, become jordan-blake~f and jordan-blake~m. Articles that tell nothing, or
// both, keep the id. Only titles count: a pronoun resolved wrongly would split one
// person in two. The directory's people need none of this; a title that is not
// theirs never names them.
func separate(quotes []record.Quote) {
	seen := map[string]map[string]lexicon.Gender{} // speaker -> article -> gender
	for i := range quotes {
		q := &quotes[i]
		g := titled(q)
		if g == lexicon.UnknownGender {
			continue
		}
		articles := seen[q.Speaker.ID]
		if articles == nil {
			articles = map[string]lexicon.Gender{}
			seen[q.Speaker.ID] = articles
		}
		if old, ok := articles[q.Article]; ok && old != g {
			g = lexicon.UnknownGender
		}
		articles[q.Article] = g
	}
	for id, articles := range seen {
		if !differ(articles) {
			delete(seen, id)
		}
	}
	if len(seen) == 0 {
		return
	}
	for i := range quotes {
		rename(&quotes[i], func(id string) string {
			switch seen[id][quotes[i].Article] {
			case lexicon.Female:
				return id + "~f"
			case lexicon.Male:
				return id + "~m"
			}
			return id
		})
	}
}

// titled returns the gender that the title in a quote's mention gives its
// speaker: “Ms. Blake”.
func titled(q *record.Quote) lexicon.Gender {
	if q.Speaker == nil || q.Mention == nil || q.Speaker.Type != record.TypePerson {
		return lexicon.UnknownGender
	}
	title, _, several := strings.Cut(q.Mention.Text, " ")
	g, ok := lexicon.Default().Title(speaker.Fold(title))
	if !ok || !several || g != lexicon.Female && g != lexicon.Male {
		return lexicon.UnknownGender
	}
	return g
}

func differ(articles map[string]lexicon.Gender) bool {
	female, male := false, false
	for _, g := range articles {
		female, male = female || g == lexicon.Female, male || g == lexicon.Male
	}
	return female && male
}

// rename applies a new name to every speaker's id of a row.
func rename(q *record.Quote, to func(id string) string) {
	if q.Speaker != nil {
		q.Speaker.ID = to(q.Speaker.ID)
	}
	for i := range q.Via {
		q.Via[i] = to(q.Via[i])
	}
	for i := range q.Alternatives {
		q.Alternatives[i].Speaker.ID = to(q.Alternatives[i].Speaker.ID)
	}
}
