package pipeline

import (
	"slices"
	"strings"

	"github.com/verbatim-news/verbatim/attribution/lexicon"
	"github.com/verbatim-news/verbatim/attribution/speaker"
	"github.com/verbatim-news/verbatim/pipeline/record"
)

// namesakes give people of one name ids of their own where the articles give
// them titles of two genders: “Ms. Blake” here, “Mr. Blake” there, both Jordan
// Blake, become jordan-blake~f and jordan-blake~m. Articles that tell nothing, or
// both, keep the id. Only titles count: a pronoun resolved wrongly would split one
// person in two. The directory's people need none of this; a title that is not
// theirs never names them.
//
// It takes two passes over the quotes: note every one, article by article, then
// settle, then rename each. In between it holds eight bytes for each article and
// speaker with a title.
type namesakes struct {
	speakers map[string]int // number by id
	genders  []uint8        // of each speaker, those that articles give: female, male
	told     []titledIn     // by speaker and article once settled
	article  int            // that quotes are noted of, and what its titles said so far
	here     map[int]lexicon.Gender
}

// A titledIn is the gender that one article gives one speaker.
type titledIn struct {
	speaker, article uint32
	gender           lexicon.Gender
}

const female, male = 1, 2

func bit(g lexicon.Gender) uint8 {
	if g == lexicon.Female {
		return female
	}
	return male
}

func newNamesakes() *namesakes {
	return &namesakes{speakers: map[string]int{}, here: map[int]lexicon.Gender{}}
}

// note reads a quote of the article with the given index; articles come one
// after the other.
func (n *namesakes) note(article int, q *record.Quote) {
	if article != n.article {
		n.finish()
		n.article = article
	}
	g := titled(q)
	if g == lexicon.UnknownGender {
		return
	}
	s, ok := n.speakers[q.Speaker.ID]
	if !ok {
		s = len(n.speakers)
		n.speakers[strings.Clone(q.Speaker.ID)] = s
		n.genders = append(n.genders, 0)
	}
	if old, ok := n.here[s]; ok && old != g {
		g = lexicon.UnknownGender
	}
	n.here[s] = g
}

// finish keeps what the article noted last says.
func (n *namesakes) finish() {
	for s, g := range n.here {
		if g != lexicon.UnknownGender {
			n.genders[s] |= bit(g)
			n.told = append(n.told, titledIn{uint32(s), uint32(n.article), g})
		}
	}
	clear(n.here)
}

// settle lets go of all whose titles agree. From then on rename may be called,
// by several goroutines too.
func (n *namesakes) settle() {
	n.finish()
	agree := func(s int) bool { return n.genders[s] != female|male }
	for id, s := range n.speakers {
		if agree(s) {
			delete(n.speakers, id)
		}
	}
	n.told = slices.Clip(slices.DeleteFunc(n.told, func(t titledIn) bool { return agree(int(t.speaker)) }))
	slices.SortFunc(n.told, titledIn.compare)
}

func (t titledIn) compare(o titledIn) int {
	if t.speaker != o.speaker {
		return int(t.speaker) - int(o.speaker)
	}
	return int(t.article) - int(o.article)
}

// rename enters the new ids in a quote of the article with the given index.
func (n *namesakes) rename(article int, q *record.Quote) {
	if len(n.speakers) == 0 {
		return
	}
	rename(q, func(id string) string {
		s, ok := n.speakers[id]
		if !ok {
			return id
		}
		at, found := slices.BinarySearchFunc(n.told, titledIn{uint32(s), uint32(article), 0}, titledIn.compare)
		switch {
		case !found:
			return id
		case n.told[at].gender == lexicon.Female:
			return id + "~f"
		}
		return id + "~m"
	})
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
