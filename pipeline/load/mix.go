package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"time"
)

// A Mixer makes articles of a dump's paragraphs.
//
// It makes the dump over and over, each time as another world. In a world the
// stretches of all articles, some paragraphs each, are dealt out anew, so that an
// article goes on in another's words; and rare words and names change places with
// others of their kind. So every world has the quotes of the dump, as many
// speakers, and as many quotes that several outlets print; but what is said in one
// world is not said in the next, two months later, but for what consists of common
// words alone. Were the dump written out twice instead, every quote of a million
// articles would stand in hundreds of them, and grouping would be measured on what
// no day's news looks like.
//
// The first world keeps its words: up to the size of the dump, what is measured
// is the dump's own language.
type Mixer struct {
	seed      uint64
	articles  []source
	stretches []stretch
	vocab     *vocabulary
}

// A source is an article of the dump.
type source struct {
	Outlet string `json:"outlet"`
	Title  string `json:"title"`
	Date   string `json:"date"`
	Text   string `json:"text"`
}

// A stretch is some paragraphs in a row of one article.
type stretch struct {
	article int
	text    string
}

// A mixed article is a line of what is written.
type mixed struct {
	ID     string `json:"id"`
	Outlet string `json:"outlet"`
	Date   string `json:"date,omitempty"`
	Title  string `json:"title"`
	Text   string `json:"text"`
}

const (
	stretchBytes = 2000 // of a stretch at least, where its article has them: pronouns find whom they mean
	perArticle   = 3    // stretches of a mixed article, on average those of the dump
	nearby       = 100  // stretches, of three days in a dump of ten articles a day
	worldDays    = 60   // from one world to the next: what is said in both was not said on one occasion
)

// NewMixer reads a dump of articles, one a line as JSON with text, outlet, title
// and date.
func NewMixer(dump io.Reader, seed uint64) (*Mixer, error) {
	m := &Mixer{seed: seed}
	counts := counter{}
	dec := json.NewDecoder(dump)
	for {
		var a source
		if err := dec.Decode(&a); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, fmt.Errorf("article %d: %w", len(m.articles)+1, err)
		}
		for _, text := range stretchesOf(a.Text) {
			m.stretches = append(m.stretches, stretch{len(m.articles), text})
		}
		counts.add(a.Text)
		a.Text = ""
		m.articles = append(m.articles, a)
	}
	if len(m.stretches) == 0 {
		return nil, errors.New("there is no article in it")
	}
	slices.SortStableFunc(m.stretches, func(a, b stretch) int { // by day
		return strings.Compare(m.articles[a.article].Date, m.articles[b.article].Date)
	})
	m.vocab = counts.vocabulary()
	return m, nil
}

// stretchesOf cuts a text between paragraphs.
func stretchesOf(text string) []string {
	var out []string
	var b strings.Builder
	for paragraph := range strings.SplitSeq(text, "\n\n") {
		if b.Len() > 0 {
			b.WriteString("\n\n")
		}
		b.WriteString(paragraph)
		if b.Len() >= stretchBytes {
			out = append(out, b.String())
			b.Reset()
		}
	}
	if strings.TrimSpace(b.String()) != "" {
		out = append(out, b.String())
	}
	return out
}

// Write writes n articles, one a line.
func (m *Mixer) Write(w io.Writer, n int) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for world := 0; n > 0; world++ {
		written, err := m.writeWorld(enc, world, n)
		if err != nil {
			return err
		}
		n -= written
	}
	return nil
}

// writeWorld writes the articles of a world, at most so many, and says how many.
func (m *Mixer) writeWorld(enc *json.Encoder, world, most int) (int, error) {
	r := rand.New(rand.NewPCG(m.seed, uint64(world)))
	order := m.deal(r)
	var swap swaps
	if world > 0 {
		swap = m.vocab.shuffle(r)
	}
	n := 0
	for ; len(order) > 0 && n < most; n++ {
		// One stretch less or one more: articles differ in length.
		take := min(perArticle-1+r.IntN(3), len(order))
		if err := enc.Encode(m.article(world, n, order[:take], swap)); err != nil {
			return n, err
		}
		order = order[take:]
	}
	return n, nil
}

// deal gives all stretches in a new order, in which those of some days stay
// together: what several outlets print, they print within days, and an article
// has the date of its first stretch.
func (m *Mixer) deal(r *rand.Rand) []int {
	order, at := make([]int, len(m.stretches)), make([]int, len(m.stretches))
	for i := range order {
		order[i], at[i] = i, i+r.IntN(nearby)
	}
	slices.SortStableFunc(order, func(a, b int) int { return at[a] - at[b] })
	return order
}

// article makes one of stretches. Outlet, title and date are those of the article
// that the first is from.
func (m *Mixer) article(world, n int, stretches []int, swap swaps) mixed {
	texts := make([]string, len(stretches))
	for i, s := range stretches {
		texts[i] = swap.apply(m.stretches[s].text)
	}
	like := m.articles[m.stretches[stretches[0]].article]
	return mixed{
		ID:     fmt.Sprintf("w%04d-%05d", world, n),
		Outlet: like.Outlet,
		Date:   later(like.Date, world*worldDays),
		Title:  swap.apply(like.Title),
		Text:   strings.Join(texts, "\n\n"),
	}
}

// later is a date some days on; "" where there is none.
func later(date string, days int) string {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return ""
	}
	return t.AddDate(0, 0, days).Format(time.DateOnly)
}

// sortedKeys gives the words that were counted, the most frequent first.
func sortedKeys(counts map[string]int) []string {
	words := make([]string, 0, len(counts))
	for w := range counts {
		words = append(words, w)
	}
	slices.SortFunc(words, func(a, b string) int {
		if d := counts[b] - counts[a]; d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
	return words
}
