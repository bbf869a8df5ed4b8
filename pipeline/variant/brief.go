package variant

import (
	"cmp"
	"slices"
	"strings"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// A brief is what Join needs of a quote: numbers in place of strings, which hold
// the order that the strings have.
type brief struct {
	article, date, id int32
	speaker           int32 // 0 for none
	start, words      int32
	passed            bool // over, where it is in no cluster: it is in one, or is a set phrase
}

// briefs are those of the quotes that are in a cluster or have a passage.
type briefs struct {
	at      []int32 // by quote: the number of its brief, from 1 on; before it is read, grouped or alone
	list    []brief
	people  []person
	pending pending
	ids     int32
}

// Quotes of which no brief is made yet.
const (
	grouped = -1
	alone   = -2
)

// newBriefs goes over the quotes.
func newBriefs(quotes Quotes, clusters []Cluster, passages []Passage) (*briefs, error) {
	b := &briefs{at: make([]int32, quotes.Len())}
	b.want(clusters, passages)
	people, dates := newCensus(), map[record.Null]int32{}
	article, name := int32(0), ""
	err := quotes.Each(func(i int, q *record.Quote) error {
		if b.at[i] == 0 {
			return nil
		}
		if q.Article != name {
			article, name = article+1, q.Article
			b.number(name)
		}
		date, known := dates[q.Date]
		if !known {
			date = int32(len(dates))
			dates[record.Null(strings.Clone(string(q.Date)))] = date
		}
		b.list = append(b.list, brief{article: article, date: date, speaker: people.number(q.Speaker), start: int32(q.Start),
			words: int32(Words(q.Text)), passed: b.at[i] == grouped || setPhrase(q.Text)})
		b.at[i] = int32(len(b.list))
		b.pending.push(q.ID, &printed{index: b.at[i], seq: b.at[i]})
		return nil
	})
	b.number("")
	b.people = people.people
	b.orderDates(dates)
	return b, err
}

// want marks the quotes of which briefs are to be made.
func (b *briefs) want(clusters []Cluster, passages []Passage) {
	n := 0
	want := func(quote int, as int32) {
		if b.at[quote] == 0 {
			b.at[quote] = as
			n++
		}
	}
	for i := range clusters {
		for _, m := range clusters[i].Members {
			want(m, grouped)
		}
	}
	for i := range passages {
		want(passages[i].Quote, alone)
	}
	b.list = make([]brief, 0, n)
}

// number gives the ids before all those of an article on their numbers, as
// collector.number does; "" for all.
func (b *briefs) number(before string) {
	for len(b.pending) > 0 && (before == "" || b.pending[0].id < before) {
		p := b.pending.pop()
		b.list[p.index-1].id = b.ids
		b.ids++
	}
}

// orderDates makes the numbers of dates their order, unknown ones last.
func (b *briefs) orderDates(dates map[record.Null]int32) {
	sorted := make([]record.Null, 0, len(dates))
	for d := range dates {
		sorted = append(sorted, d)
	}
	slices.SortFunc(sorted, compareDates)
	rank := make([]int32, len(sorted))
	for r, d := range sorted {
		rank[dates[d]] = int32(r)
	}
	for i := range b.list {
		b.list[i].date = rank[b.list[i].date]
	}
}

func (b *briefs) of(quote int) *brief { return &b.list[b.at[quote]-1] }

// sameSpeaker reports whether nothing speaks against one speaker of two quotes.
func (b *briefs) sameSpeaker(p, q int) bool {
	s, t := b.of(p).speaker, b.of(q).speaker
	return s == 0 || t == 0 || b.people[s].same(&b.people[t])
}

// byDate orders as the members of a cluster are: the undated last.
func (b *briefs) byDate(i, j int) int {
	p, q := b.of(i), b.of(j)
	return cmp.Or(cmp.Compare(p.date, q.date), cmp.Compare(p.article, q.article), cmp.Compare(p.start, q.start), cmp.Compare(p.id, q.id))
}

// setPhrase reports a formula, which people use everywhere.
func setPhrase(text string) bool {
	words := Read(text)
	return tables().formula(words, newSeq(words).kind)
}
