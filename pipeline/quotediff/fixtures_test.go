package quotediff

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

var update = flag.Bool("update", false, "rewrite the differences that fixtures/differences/*.txt expect")

// A pair is one case of fixtures/differences/NN-type.txt: what it is about, the
// two wordings and the differences expected, as show writes them.
type pair struct{ about, base, other, want string }

// mixed begins the wording of a piece of the reporter's own sentence.
const mixed = "~ "

func (p pair) compare() (a, b string, ds []record.Difference) {
	quote := func(id, text string) record.Quote {
		kind := record.KindDirect
		if rest, ok := strings.CutPrefix(text, mixed); ok {
			text, kind = rest, record.KindMixed
		}
		return record.Quote{ID: id, Article: id, Text: text, End: len(text), Segments: []record.Span{{End: len(text)}},
			Class: record.ClassQuote, Kind: record.Null(kind)}
	}
	x, y := quote("a#1", p.base), quote("b#1", p.other)
	return x.Text, y.Text, Compare(&x, &y)
}

// readPairs parses a file: a comment, then blocks parted by empty lines, each of
// four lines, the last three indented.
func readPairs(data []byte) (head string, pairs []pair, err error) {
	blocks := strings.Split(strings.TrimSpace(string(data)), "\n\n")
	for n, block := range blocks[1:] {
		lines := strings.Split(block, "\n")
		if len(lines) == 3 {
			lines = append(lines, "  ?") // for -update to fill in
		}
		if len(lines) != 4 {
			return "", nil, fmt.Errorf("block %d, %q: %d lines, not an about, two wordings and what differs", n+1, lines[0], len(lines))
		}
		pairs = append(pairs, pair{lines[0], strings.TrimPrefix(lines[1], "  "), strings.TrimPrefix(lines[2], "  "), strings.TrimPrefix(lines[3], "  ")})
	}
	return blocks[0], pairs, nil
}

// Each type has pairs that are of the type, and pairs that look like it and are
// of another, or of none.
func TestFixtures(t *testing.T) {
	files, err := filepath.Glob("../../fixtures/differences/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	for _, file := range files {
		kind := strings.TrimSuffix(filepath.Base(file), ".txt")[len("00-"):]
		t.Run(kind, func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			head, pairs, err := readPairs(data)
			if err != nil {
				t.Fatal(err)
			}
			var b bytes.Buffer
			b.WriteString(head + "\n")
			is, looks := 0, 0
			for _, p := range pairs {
				got := checkPair(t, p)
				if strings.Contains("; "+got, "; "+kind+" ") || kind == "identical" && got == "-" {
					is++
				} else {
					looks++
				}
				fmt.Fprintf(&b, "\n%s\n  %s\n  %s\n  %s\n", p.about, p.base, p.other, got)
			}
			if is == 0 || looks == 0 {
				t.Errorf("%d pairs are of the type and %d only look so: one of each is needed", is, looks)
			}
			if *update {
				if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// checkPair compares a pair and returns what differs.
func checkPair(t *testing.T, p pair) string {
	t.Helper()
	a, b, ds := p.compare()
	got := show(ds)
	if got == "" {
		got = "-"
	}
	if d := cmp.Diff(p.want, got); d != "" && !*update {
		t.Errorf("%s: %q, %q (-want +got):\n%s", p.about, a, b, d)
	}
	for _, d := range ds {
		if a[d.Base.Start:d.Base.End] != d.Base.Text || b[d.Other.Start:d.Other.End] != d.Other.Text {
			t.Errorf("%s: %s: the ranges do not hold the texts", p.about, d.Type)
		}
	}
	return got
}
