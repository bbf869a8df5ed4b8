package variant

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// A line said at twenty rallies, each covered by two papers, is twenty clusters,
// and each knows the nineteen others; so is a set phrase at two of them, which
// is linked with itself alone.
func TestRallyLineSaidOnTwentyDays(t *testing.T) {
	const days = 20
	var quotes []record.Quote
	add := func(article, date, text string) {
		q := on(date, row(article, "Ana Díaz", text))
		q.ID = fmt.Sprintf("%s#%d", article, len(quotes))
		quotes = append(quotes, q)
	}
	for d := range days {
		date := time.Date(2024, 1, 1+15*d, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
		for _, outlet := range []string{"courier", "ledger"} {
			line := "We will build the harbour back, stone by stone."
			if outlet == "ledger" && d%4 == 0 {
				line = "We’ll build the harbour back stone by stone" // printed otherwise, and said again all the same
			}
			add(outlet+"/"+date, date, line)
			add(outlet+"/"+date, date, strings.Join(newMaker(uint64(d)).words(10), " ")) // what else was said that day
			if d < 2 {
				add(outlet+"/"+date, date, "Thank you very much.")
			}
		}
	}
	cs, err := Group(context.Background(), Slice(quotes), Options{})
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for i, c := range cs {
		text := quotes[c.Base].Text
		want := 0
		switch text[:8] {
		case "We will ", "We’ll b"[:8]:
			want = days - 1
		case "Thank yo":
			want = 1
		}
		count[text[:8]]++
		if len(c.Members) != 2 || len(c.Repeats) != want {
			t.Errorf("%q on %s: %d members, repeated in %v, not %d others", text, quotes[c.Base].Date, len(c.Members), c.Repeats, want)
		}
		for _, r := range c.Repeats {
			if r == i {
				t.Errorf("%q repeats itself", text)
			}
		}
	}
	if count["We will "] != days || count["Thank yo"] != 2 {
		t.Errorf("clusters by their beginnings: %v", count)
	}
}

func TestWhatIsNoRepeat(t *testing.T) {
	line := "We will build the harbour back, stone by stone."
	pair := func(date, speaker, text string) []record.Quote {
		return []record.Quote{on(date, row("courier/"+date+speaker, speaker, text)), on(date, row("ledger/"+date+speaker, speaker, text))}
	}
	for name, quotes := range map[string][]record.Quote{
		"another speaker":      append(pair("2024-01-01", "Ana Díaz", line), pair("2024-03-01", "Karl Brandt", line)...),
		"other words":          append(pair("2024-01-01", "Ana Díaz", line), pair("2024-03-01", "Ana Díaz", "We will build the harbour back when the banks have been paid in full.")...),
		"a few words of it":    append(pair("2024-01-01", "Ana Díaz", line), pair("2024-03-01", "Ana Díaz", "build the harbour")...),
		"nobody’s words":       append(pair("2024-01-01", "", line), pair("2024-03-01", "", line)...),
		"no day to tell it by": append(pair("", "Ana Díaz", "Thank you very much."), pair("", "Ana Díaz", line)...),
		"a longer one, merged": append(pair("2024-01-01", "Ana Díaz", line+" And nobody but us will say when."), pair("2024-03-01", "Ana Díaz", line+" And nobody but us will say when.")...),
	} {
		cs, err := Group(context.Background(), Slice(quotes), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if len(cs) == 0 {
			t.Errorf("%s: no clusters, so nothing is shown", name)
		}
		for _, c := range cs {
			if len(c.Repeats) > 0 {
				t.Errorf("%s: %q repeats %v", name, quotes[c.Base].Text, c.Repeats)
			}
		}
	}
}
