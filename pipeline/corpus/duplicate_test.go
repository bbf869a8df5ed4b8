package corpus

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func standing(text, rank byte) Standing { return Standing{Text: Digest{text}, Rank: Digest{rank}} }

func TestLedger(t *testing.T) {
	var l Ledger
	for i, c := range []struct {
		s    Standing
		want Claim
	}{
		{standing(5, 5), Won},
		{standing(5, 5), Repeated},
		{standing(5, 7), Repeated},
		{standing(6, 0), Lost},
		{standing(5, 3), Fuller},
		{standing(5, 5), Repeated},
		{standing(2, 9), Superseded},
		{standing(5, 3), Lost},
		{Standing{ID: Digest{1}}, Won},
		{Standing{ID: Digest{1}}, Repeated}, // all zero is an article like any other
		{standing(2, 8), Fuller},
	} {
		if got := l.Enter(c.s); got != c.want || got.Holds() != slices.Contains([]Claim{Won, Superseded, Fuller}, got) {
			t.Errorf("entry %d: %d, want %d", i, got, c.want)
		}
	}
}

// In whatever order articles are entered, the last that holds its id is the
// lowest of them, each that holds it is lower than the one before, and only
// articles of another text lose.
func TestLedgerOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		digits := rapid.SliceOfN(rapid.ByteRange(0, 3), 2, 2)
		var l Ledger
		var holder *Standing
		for _, d := range rapid.SliceOfN(digits, 1, 12).Draw(t, "articles") {
			s := standing(d[0], d[1])
			claim := l.Enter(s)
			switch {
			case claim.Holds() != (holder == nil || s.Compare(*holder) < 0):
				t.Fatalf("%v against %v: %v", s, holder, claim)
			case !claim.Holds() && (claim == Repeated) != (s.Text == holder.Text):
				t.Fatalf("%v against %v: %v", s, holder, claim)
			case claim.Holds():
				holder = &s
			}
		}
	})
}

// Of one text under one imprint that which stood in a file as it is holds the id,
// and not that which was taken out of a page: their rows differ.
func TestRankOfPages(t *testing.T) {
	plain := &Item{SHA256: "00"}
	page := &Item{SHA256: "00", Extracted: true}
	if plain.Standing().Compare(page.Standing()) >= 0 {
		t.Errorf("a page is no lower than a text: %v, %v", page.Standing(), plain.Standing())
	}
}
