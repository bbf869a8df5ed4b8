package report

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// TestLeftOut: what was left out is told by reason, without what is true of one
// input alone.
func TestLeftOut(t *testing.T) {
	read := func(reason string) record.Rejection {
		return record.Rejection{Source: "a.jsonl", Place: "line 3", Stage: "read", Reason: reason}
	}
	r := &Report{Run: Run{Counts: Counts{Filtered: 26, Duplicates: 1, Skipped: 4}}, Rejected: []record.Rejection{
		read("text is empty"), read(`language "de", not "en"`), read(`language "de", not "en"`), read(`language "fr", not "en"`),
		read("text of 12 words, fewer than --min-words 50"), read("text of 7 words, fewer than --min-words 50"), read("text of 9 words, fewer than --min-words 50"),
		read(`its length is no number: "a\"b"`), read("bad JSON: invalid character 'x' after 17 bytes"),
		{Source: "b.warc", Stage: "quotes", Reason: "post/one: panic: index 7"}, {Source: "b.warc", Stage: "quotes", Reason: "post/two: panic: index 9"},
	}}
	want := []leftOut{
		{"text of … words, fewer than --min-words …", 3, "a.jsonl, line 3"},
		{"failed in the stage quotes", 2, "b.warc"},
		{`language "de", not "en"`, 2, "a.jsonl, line 3"},
		{"bad JSON: invalid character … after … bytes", 1, "a.jsonl, line 3"},
		{"its length is no number: …", 1, "a.jsonl, line 3"},
		{`language "fr", not "en"`, 1, "a.jsonl, line 3"},
		{"text is empty", 1, "a.jsonl, line 3"},
		{"left out by date or outlet", 26, ""},
		{"met again: the same text under the same id", 1, ""},
		{"files of no known kind, and records of web archives that hold no article", 4, ""},
	}
	if d := cmp.Diff(want, r.whatWasLeftOut()); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
	line := `Left out: text of … words, fewer than --min-words … (3); failed in the stage quotes (2); language "de", not "en" (2); bad JSON: invalid character … after … bytes (1); its length is no number: … (1); 5 other reasons.`
	if got := r.leftOutLine(); got != line {
		t.Errorf("%s, want\n%s", got, line)
	}
	if got := (&Report{}).leftOutLine(); got != "" {
		t.Errorf("of nothing it is said %q", got)
	}
}

// TestManyReasons: reasons that nobody foresaw stay few, and none is lost.
func TestManyReasons(t *testing.T) {
	r := &Report{}
	for i := range 100 {
		r.Rejected = append(r.Rejected, record.Rejection{Stage: "read", Reason: "unheard of: " + strings.Repeat("x", i)})
	}
	n := 0
	list := r.whatWasLeftOut()
	for _, x := range list {
		n += x.Count
	}
	if len(list) != maxReasons || n != 100 {
		t.Errorf("%d reasons for %d inputs", len(list), n)
	}
}

// TestLeftOutPages: both pages tell it, and nothing of it is markup.
func TestLeftOutPages(t *testing.T) {
	r := sample()
	r.Run.Counts.Filtered, r.Run.Counts.Duplicates = 1200, 3
	r.Rejected = append(r.Rejected, record.Rejection{Source: "<b>", Stage: "read", Reason: `<i>language</i> | "de"`})
	d, page := render(t, r)
	for _, want := range []string{"1,200", "left out by date or outlet", "<i>language</i> | …"} {
		if !strings.Contains(d.text, want) {
			t.Errorf("report.html does not say %q", want)
		}
	}
	if len(d.misnests) > 0 || bytes.Contains(page, []byte("<i>language")) {
		t.Errorf("markup got through: %q", d.misnests)
	}
	var b bytes.Buffer
	if err := indexOf(t, r).writeMarkdown(&b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"## Left out", "| left out by date or outlet | 1,200 |  |", `&lt;i&gt;language&lt;/i&gt; \| …`} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("report.md does not say %q:\n%s", want, &b)
		}
	}
}
