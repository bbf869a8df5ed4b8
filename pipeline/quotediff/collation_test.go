package quotediff

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/variant"
)

func rendering(n int, outlet, text string) *record.Quote {
	return &record.Quote{ID: fmt.Sprintf("%s#%d", outlet, n), Outlet: outlet, Date: "2026-05-04", Text: text,
		End: len(text), Segments: []record.Span{{End: len(text)}}, Class: record.ClassQuote}
}

// table writes a collation, a cell as ".word" kept, "+word" put in, "~word" put
// in place of another, "-" left out, "." where base and row have nothing; its
// width follows where it is not 1.
func table(c Collation) []string {
	var rows []string
	for _, r := range c.Rows {
		var cells []string
		for _, x := range r.Cells {
			s := map[Op]string{Keep: ".", Drop: "-", Add: "+", Swap: "~"}[x.Op] + r.Quote.Text[x.Range.Start:x.Range.End]
			if x.Width != 1 {
				s += fmt.Sprintf("*%d", x.Width)
			}
			cells = append(cells, s)
		}
		rows = append(rows, strings.Join(cells, " | "))
	}
	return rows
}

func TestCollate(t *testing.T) {
	for _, c := range []struct {
		name   string
		base   string
		others []string
		want   []string
	}{
		{"marks stay with their words, and make no column", "We will go, “now” — all of us!", []string{"We will go “now”, all of us"}, []string{
			".We | .will | .go, | .“now” — | .all | .of | .us!",
			".We | .will | .go | .“now”, | .all | .of | .us",
		}},
		{"left out, put in, put in place", "We do not want a war.", []string{"We want a war.", "We really do not want a fight."}, []string{
			".We | . | .do | .not | .want | .a | .war.",
			".We | . | - | - | .want | .a | .war.",
			".We | +really | .do | .not | .want | .a | ~fight.",
		}},
		{"what two put in alike shares columns", "The mayor will go.", []string{"The old mayor will surely go.", "The wise old mayor will go.", "The mayor will quite surely go."}, []string{
			".The | . | . | .mayor | .will | . | . | .go.",
			".The | . | +old | .mayor | .will | . | +surely | .go.",
			".The | +wise | +old | .mayor | .will | . | . | .go.",
			".The | . | . | .mayor | .will | +quite | +surely | .go.",
		}},
		{"two printed words and one", "We can not really go.", []string{"We can’t go.", "We can surely not go."}, []string{
			".We | .can | . | .not | .really | .go.",
			".We | .can’t*3 | - | .go.",
			".We | .can | +surely | .not | - | .go.",
		}},
		{"words in place of others", "The offer is still on the table.", []string{"The offer remains on the table.", "The offer is on the big table."}, []string{
			".The | .offer | .is | .still | .on | .the | . | .table.",
			".The | .offer | ~remains*2 | .on | .the | . | .table.",
			".The | .offer | .is | - | .on | .the | +big | .table.",
		}},
		{"a piece of it", "We will go, and you will stay.", []string{"you will stay"}, []string{
			".We | .will | .go, | .and | .you | .will | .stay.",
			"- | - | - | - | .you | .will | .stay",
		}},
	} {
		var others []*record.Quote
		for i, text := range c.others {
			others = append(others, rendering(i, fmt.Sprintf("outlet%d", i), text))
		}
		if d := cmp.Diff(c.want, table(Collate(rendering(0, "base", c.base), others))); d != "" {
			t.Errorf("%s:\n%s", c.name, d)
		}
	}
}

// checkCollation holds a table to what it promises.
func checkCollation(t interface{ Errorf(string, ...any) }, c Collation) {
	for n, r := range c.Rows {
		width, end := 0, 0
		var across, left strings.Builder
		for _, x := range r.Cells {
			width += x.Width
			if x.Range.Start < end && x.Range.Start != x.Range.End || x.Range.End > len(r.Quote.Text) || x.Range.Start > x.Range.End || x.Width < 1 {
				t.Errorf("%q: cell %+v after %d", r.Quote.Text, x, end)
				return
			}
			if n == 0 && x.Op != Keep {
				t.Errorf("the base has a cell %+v", x)
			}
			if x.Range.End > x.Range.Start {
				left.WriteString(r.Quote.Text[end:x.Range.Start])
				across.WriteString(r.Quote.Text[x.Range.Start:x.Range.End] + " ")
				end = x.Range.End
			}
		}
		if width != c.Columns {
			t.Errorf("%q: %d columns of %d", r.Quote.Text, width, c.Columns)
		}
		left.WriteString(r.Quote.Text[end:])
		if words := variant.Read(r.Quote.Text); len(words) > 0 && c.Columns > 0 && strings.TrimSpace(left.String()) != "" {
			t.Errorf("%q: no cell holds %q", r.Quote.Text, left.String())
		}
	}
}

// Reading a row across gives the words of its rendering, and the order in which
// the renderings are given does not show.
func TestCollationHolds(t *testing.T) {
	words := []string{"we", "We’re", "can't", "not", "the", "U.S.", "army", "1,500", "million", "—", "“go”", "[the mayor]", "...", "war,", "$1.5bn", "New York."}
	text := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 14).Draw(t, "words"), rapid.SampledFrom([]string{" ", " ", "  ", "\n"}).Draw(t, "space"))
	})
	rapid.Check(t, func(t *rapid.T) {
		base := rendering(0, "base", text.Draw(t, "base"))
		var others []*record.Quote
		for i, s := range rapid.SliceOfN(text, 0, 6).Draw(t, "others") {
			others = append(others, rendering(i, []string{"post", "times"}[i%2], s))
		}
		c := Collate(base, others)
		checkCollation(t, c)
		want := table(c)
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		given := slices.Clone(others)
		r.Shuffle(len(given), func(i, j int) { given[i], given[j] = given[j], given[i] })
		if d := cmp.Diff(want, table(Collate(base, given))); d != "" {
			t.Errorf("in another order:\n%s", d)
		}
	})
}

func FuzzCollate(f *testing.F) {
	f.Add("We do not want a war.", "We want a war.", "We really do not want it.")
	f.Add("can't", "can not—never", "‘can’t’ [he] said...")
	f.Fuzz(func(t *testing.T, base, one, other string) {
		if len(base)+len(one)+len(other) > 4000 {
			return
		}
		checkCollation(t, Collate(rendering(0, "base", base), []*record.Quote{rendering(1, "post", one), rendering(2, "times", other)}))
	})
}
