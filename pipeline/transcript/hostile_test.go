package transcript

import (
	"io"
	"strings"
	"testing"

	"github.com/verbatim-news/verbatim/pipeline/corpus"
)

// A file of lines that are no transcripts, as a small archive may hold, gives so
// many rows and a last one that counts the rest.
func TestManyBadLines(t *testing.T) {
	const more = 5
	in := io.MultiReader(strings.NewReader(strings.Repeat("x\n", corpus.DefaultMaxRejected+more)), strings.NewReader(`{"id":"a","text":"LEE: One."}`))
	got, rejected := readLines(File{Name: "a.jsonl"}, in, maxRows)
	if last := rejected[len(rejected)-1]; len(got) != 1 || len(rejected) != corpus.DefaultMaxRejected+1 || last.Place != "" || last.Reason != "and 5 more lines that are no transcript" {
		t.Errorf("%d transcripts, %d rejected, %+v", len(got), len(rejected), last)
	}
}

// So does one of more transcripts than anybody has.
func TestManyTranscripts(t *testing.T) {
	three := strings.Repeat(`{"id":"a","text":"b"}`+"\n", 3)
	for most, want := range map[int]string{2: "more than 2 transcripts: the rest was not read; split the file", 3: ""} {
		got, rejected := readLines(File{}, strings.NewReader(three), most)
		reason := ""
		for _, r := range rejected {
			reason += r.Reason
		}
		if len(got) != most || reason != want {
			t.Errorf("%d: %d transcripts, %q", most, len(got), reason)
		}
	}
}
