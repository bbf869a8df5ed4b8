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

// What the library would copy for every word is refused; tags that times are
// written in, and those that are closed, are as many as there are words.
func TestBoundCaptions(t *testing.T) {
	const head = "WEBVTT\n\n00:01.000 --> 00:02.000\n"
	for body, want := range map[string]string{
		strings.Repeat("<b>a", 16):                         "",
		strings.Repeat("<b>a", 17):                         "captions with more than 16 tags that are not closed",
		strings.Repeat("<00:01.000><c>a</c>", 100):         "",
		strings.Repeat("<v Lee>a\n\n", 100):                "",
		strings.Repeat("<i>x</b>", 100):                    "",
		strings.Repeat("<b>", 17) + strings.Repeat(">", 9): "captions with more than 16 tags that are not closed",
		strings.Repeat("a\n", maxCaptions/2):               "captions longer than 4 MB: split them by events",
	} {
		_, err := parse(vtt, []byte(head+body))
		got := ""
		if err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%.30q: %q, want %q", body, got, want)
		}
	}
}
