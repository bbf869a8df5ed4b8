package quote_test

import (
	"strings"
	"testing"

	"github.com/verbatim-news/verbatim/attribution/quote"
)

// TestNextParagraphIsBounded: every mark of a line may ask with which marks the next
// one begins, and there are as many.
func TestNextParagraphIsBounded(t *testing.T) {
	const n = 5_000
	work := quote.Work(document(strings.Repeat("‘a ", n) + "\n" + strings.Repeat("“", n) + "a"))
	if most := 800 * n * 3; work > most {
		t.Errorf("%d marks looked at, at most %d are allowed", work, most)
	}
}

// TestWorkIsLinear counts the marks that pairing looks at: twice the marks may cost
// twice as much and little more, and each no more than a few times lookahead.
func TestWorkIsLinear(t *testing.T) {
	const n, each = 5_000, 800
	for _, s := range []string{
		`"`, "'", "“", "”", "‘a ", "'a ", "«", "“«", "“a «b ", "‘a’ ", "“‘a ", "a’ ", "s’ ", "\"a ", "a\" ", "“a\n", "“a‘b\n", "‘a\n", "\n\"", "''' ", "“a” ", "“a,” he said, ",
	} {
		var work [2]int
		for i := range work {
			work[i] = quote.Work(document("“" + strings.Repeat(s, (i+1)*n)))
			if most := each * (i + 1) * n * 3; work[i] > most {
				t.Errorf("%q: %d marks looked at, at most %d are allowed", s, work[i], most)
			}
		}
		if most := work[0]*9/4 + n; work[1] > most {
			t.Errorf("%q: %d marks looked at for twice what takes %d, at most %d are allowed", s, work[1], work[0], most)
		}
	}
}
