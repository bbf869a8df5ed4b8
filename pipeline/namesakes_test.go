package pipeline

import (
	"testing"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// TestSeparate: titles of two genders make two people of one name; nothing less
// does.
func TestSeparate(t *testing.T) {
	type row struct{ article, mention, want string }
	for _, c := range []struct {
		name string
		rows []row
	}{
		{"two people", []row{{"a", "Ms. Blake", "blake~f"}, {"a", "she", "blake~f"}, {"b", "Mr. Blake", "blake~m"}, {"c", "Blake", "blake"}}},
		{"one person", []row{{"a", "Ms. Blake", "blake"}, {"b", "Mrs. Blake", "blake"}, {"c", "Dr. Blake", "blake"}}},
		{"a pronoun tells nothing", []row{{"a", "Ms. Blake", "blake"}, {"b", "he", "blake"}}},
		{"one article of both", []row{{"a", "Ms. Blake", "blake"}, {"a", "Mr. Blake", "blake"}, {"b", "Mr. Blake", "blake"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var quotes []record.Quote
			for _, r := range c.rows {
				quotes = append(quotes, record.Quote{
					Article: r.article, Speaker: &record.Speaker{ID: "blake", Name: "Jordan Blake", Type: "person"},
					Mention: &record.Range{Text: r.mention}, Via: []string{"blake"},
					Alternatives: []record.Alternative{{Speaker: record.Speaker{ID: "blake"}}, {Speaker: record.Speaker{ID: "ada-orlova"}}},
				})
			}
			separate(quotes)
			for i, r := range c.rows {
				q := quotes[i]
				if q.Speaker.ID != r.want || q.Via[0] != r.want || q.Alternatives[0].Speaker.ID != r.want || q.Alternatives[1].Speaker.ID != "ada-orlova" {
					t.Errorf("%s in %s: %s, via %s, not %s; want %s", r.mention, r.article, q.Speaker.ID, q.Via[0], q.Alternatives[0].Speaker.ID, r.want)
				}
			}
		})
	}
}

// separate tells the namesakes of quotes apart, which stand article by article.
func separate(quotes []record.Quote) {
	n := newNamesakes()
	each := func(visit func(article int, q *record.Quote)) {
		article := 0
		for i := range quotes {
			if i > 0 && quotes[i].Article != quotes[i-1].Article {
				article++
			}
			visit(article, &quotes[i])
		}
	}
	each(n.note)
	n.settle()
	each(n.rename)
}
