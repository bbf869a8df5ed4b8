package variant

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// generate makes n renderings in the shape of real ones. Half of the words are
// grammar. Utterances have Zipf reach, and are printed whole, cut or edited,
// within three days, by outlets whose articles hold some eight quotes of one
// event; one speaker in ten is not found, one in thirty a mere “official”; some
// renderings are set phrases, and one utterance in fifty is a stump line that is
// said again on other days. Speakers' shares are Zipf, too.
func generate(r *rand.Rand, n int) []record.Quote {
	m := &maker{Rand: r, quotes: make([]record.Quote, 0, n)}
	m.learn()
	reach := rand.NewZipf(r, 1.3, 2, 400)
	speakers := rand.NewZipf(r, 1.2, 20, uint64(10+n/20))
	for u := 0; len(m.quotes) < n; u++ {
		words := m.words(3 + r.IntN(40))
		speaker := fmt.Sprintf("Person %s", word(speakers.Uint64()))
		days := []int{r.IntN(1000)}
		if r.IntN(50) == 0 {
			for range 1 + r.IntN(5) {
				days = append(days, r.IntN(1000))
			}
		}
		for _, day := range days {
			for k := reach.Uint64() + 1; k > 0 && len(m.quotes) < n; k-- {
				m.print(words, speaker, day, fmt.Sprintf("outlet%d/%d", r.IntN(200), u/8))
			}
		}
	}
	return m.quotes
}

// A maker makes renderings.
type maker struct {
	*rand.Rand
	vocabulary, common *rand.Zipf
	grammar            []string
	quotes             []record.Quote
}

func newMaker(seed uint64) *maker {
	m := &maker{Rand: rand.New(rand.NewPCG(seed, 0))}
	m.learn()
	return m
}

func (m *maker) learn() {
	m.vocabulary = rand.NewZipf(m.Rand, 1.1, 8, 20_000)
	m.grammar = strings.Fields("the to i we and of a that is it in you have this they not for are do be on with what was so but will my our he at if can as all just who")
	m.common = rand.NewZipf(m.Rand, 1.2, 4, uint64(len(m.grammar)-1))
}

func (m *maker) words(n int) []string {
	words := make([]string, n)
	for i := range words {
		words[i] = word(m.vocabulary.Uint64())
		if m.IntN(2) == 0 {
			words[i] = m.grammar[m.common.Uint64()]
		}
	}
	return words
}

var formulae = []string{"Thank you very much.", "At the end of the day,", "God bless America."}

// print makes one rendering of words.
func (m *maker) print(words []string, speaker string, day int, article string) {
	text := strings.Join(words, " ")
	switch m.IntN(10) {
	case 0, 1, 2, 3: // a fragment
		from := m.IntN(len(words))
		text = strings.Join(words[from:min(len(words), from+2+m.IntN(12))], " ")
	case 4, 5: // an edit
		edited := slices.Clone(words)
		edited[m.IntN(len(edited))] = word(m.vocabulary.Uint64())
		text = strings.Join(edited, " ")
	case 6:
		if m.IntN(5) == 0 {
			text = formulae[m.IntN(len(formulae))]
		}
	}
	switch who := m.IntN(30); {
	case who < 3:
		speaker = ""
	case who == 3:
		speaker = "an official"
	}
	q := row(article, speaker, text)
	q.ID = fmt.Sprintf("%s#%d", article, len(m.quotes))
	if speaker == "an official" {
		q.Speaker.Type = record.TypeAnonymous
	}
	q.Date = record.Null(time.Unix(int64(day+m.IntN(3))*24*60*60, 0).UTC().Format(time.DateOnly))
	m.quotes = append(m.quotes, q)
}

// word spells a number in letters.
func word(n uint64) string {
	b := []byte{}
	for n += 26; n > 0; n /= 26 {
		b = append(b, 'a'+byte(n%26))
	}
	return string(b)
}
