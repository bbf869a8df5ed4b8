package transcript

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// said shows turns as "SPEAKER: words", a turn a line.
func said(text string, turns []Turn) string {
	var b strings.Builder
	for _, u := range turns {
		b.WriteString(u.Speaker + ": " + strings.Join(strings.Fields(text[u.Start:u.End]), " ") + "\n")
	}
	return b.String()
}

func TestParsePlain(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"capitals", "ANN LEE: Good evening.\n\nOTIS:\tHello.\n", "ANN LEE: Good evening.\nOTIS: Hello.\n"},
		{"a turn goes on over paragraphs", "LEE: One.\n\nTwo.\r\n\r\nThree.\n", "LEE: One. Two. Three.\n"},
		{"what stands before is nobody's", "Hearing of May 2\n\nLEE: One.", ": Hearing of May 2\nLEE: One.\n"},
		{"no turns at all", "My friends, it is late.\n\nGo home.", ": My friends, it is late. Go home.\n"},
		{"nobody in particular", "UNIDENTIFIED MALE: Sit down.\nQUESTION: Why?\nMODERATOR: Order.\nQ: Again?", ": Sit down.\n: Why?\n: Order.\n: Again?\n"},
		{"beside the name", "LEE (VOICE-OVER): One.\nSOTO [through translator]: Two.\n>> OTIS: Three.", "LEE: One.\nSOTO: Two.\nOTIS: Three.\n"},
		{"small letters, twice", "On May 2\nAnn Lee: One.\nOtis: Two.\nAnn Lee: Three.\nOtis: Four.", ": On May 2\nAnn Lee: One.\nOtis: Two.\nAnn Lee: Three.\nOtis: Four.\n"},
		{"prose is no label", "LEE: One.\nHere is my plan: we wait.\nAnd I quote: no.\nThe Plan: it waits.", "LEE: One. Here is my plan: we wait. And I quote: no. The Plan: it waits.\n"},
		{"a time is no label", "LEE: We met at\n10:30 and\nleft.", "LEE: We met at 10:30 and left.\n"},
		{"inside a line", "LEE: One. OTIS: Two. LEE: Three, at the USA: no. OTIS: Four.", "LEE: One.\nOTIS: Two.\nLEE: Three, at the USA: no.\nOTIS: Four.\n"},
		{"accents", "\ufeffPEÑA: Uno.\nÁLVAREZ-O’NEIL: Dos.", "PEÑA: Uno.\nÁLVAREZ-O’NEIL: Dos.\n"},
		{"all in capitals", "OTIS: I SAID IT BEFORE AND I WILL SAY IT AGAIN.\nHERE IS MY PLAN: WE WAIT.\nLEE: WHY?\n" + strings.Repeat("OTIS: WE WAIT FOR THE WATER TO GO DOWN AND FOR THE MEN TO COME HOME FROM IT.\nLEE: I SEE.\n", 2),
			"OTIS: I SAID IT BEFORE AND I WILL SAY IT AGAIN. HERE IS MY PLAN: WE WAIT.\nLEE: WHY?\n" + strings.Repeat("OTIS: WE WAIT FOR THE WATER TO GO DOWN AND FOR THE MEN TO COME HOME FROM IT.\nLEE: I SEE.\n", 2)},
		{"an empty turn is none", "LEE:\nOTIS: Two.", "OTIS: Two.\n"},
	} {
		if diff := cmp.Diff(c.want, said(c.text, parsePlain(c.text))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestCaptions(t *testing.T) {
	one := "1\n00:00:01,000 --> 00:00:02,000\n>> LEE: Good evening,\n<i>all</i> of you.\n\n2\n00:00:03,500 --> 00:00:05,000\n>> Thank you.\n\n3\n00:00:05,000 --> 00:00:06,000\nThank you.\n"
	two := "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann Lee>Good evening,\n\n00:02.000 --> 00:03.000\n<v Ann Lee>all of you.\n\n00:03.500 --> 00:04.000\n<v Otis>Thank you.\n"
	for _, c := range []struct {
		kind       kind
		text, want string
	}{
		{srt, one, "LEE: Good evening, all of you.\n: Thank you.\n"},
		{vtt, two, "Ann Lee: Good evening, all of you.\nOtis: Thank you.\n"},
	} {
		got, err := parse(c.kind, []byte(c.text))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c.want, said(got.Text, got.Turns)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		at, ok := got.Time(strings.Index(got.Text, "Thank"))
		if !ok || at != 3500*time.Millisecond {
			t.Errorf("“Thank you” at %v, %v", at, ok)
		}
		if n := got.Turn(strings.Index(got.Text, "Thank")); n != 1 {
			t.Errorf("“Thank you” in turn %d", n)
		}
	}
}

// In captions set in capitals only “>>” makes a label.
func TestShoutedCaptions(t *testing.T) {
	got, err := parse(srt, []byte("1\n00:00:01,000 --> 00:00:02,000\n>> LEE: I SAID THIS ONCE.\n\n2\n00:00:02,000 --> 00:00:03,000\nHERE IS MY PLAN: WE WAIT.\n"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff("LEE: I SAID THIS ONCE. HERE IS MY PLAN: WE WAIT.\n", said(got.Text, got.Turns)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestParseRow(t *testing.T) {
	got, err := parseRow([]byte(`{"id":"a/b","date":"2024-05-02","event":"Hearing","turns":[{"speaker":"Ann Lee","text":"One.","time":62.5},{"speaker":"Host","text":"Two.","time":"0:01:05,250"},{"text":"Three."}],"more":[1]}`))
	if err != nil {
		t.Fatal(err)
	}
	want := Transcript{ID: "a/b", Date: "2024-05-02", Title: "Hearing", Text: "One.\n\nTwo.\n\nThree.",
		Turns: []Turn{{0, 4, "Ann Lee"}, {6, 10, ""}, {12, 18, ""}}, Times: []Time{{0, 62500 * time.Millisecond}, {6, 65250 * time.Millisecond}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	one, err := parseRow([]byte(`{"id":"s","text":"My friends, it is late.","speaker":"Ann Lee"}`))
	if err != nil || one.Turns[0].Speaker != "Ann Lee" {
		t.Errorf("the one speaker of a speech: %+v, %v", one.Turns, err)
	}
	for line, reason := range map[string]string{
		`{"text":"x"}`:        "no id",
		`{"id":"x"}`:          "no text",
		`{"id":`:              "bad JSON",
		"{\"id\":\"\xff\"}":   "UTF-8",
		`{"id":"x","text":7}`: "bad JSON",
	} {
		if _, err := parseRow([]byte(line)); err == nil || !strings.Contains(err.Error(), reason) {
			t.Errorf("%s: %v, want %s", line, err, reason)
		}
	}
}

func TestDateIn(t *testing.T) {
	for name, want := range map[string]string{
		"2016-09-26-debate": "2016-09-26", "2016_09_26": "2016-09-26", "10-19-2016-debate": "2016-10-19",
		"13-04-2016": "", "2016-13-01": "", "undated-speech": "", "2016-09-261": "", "02-30-2016": "",
	} {
		if got := dateIn(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

// write puts files into a folder of the test's own.
func write(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		p := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(p), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func packed(s string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write([]byte(s))
	z.Close()
	return b.String()
}

func TestFindAndRead(t *testing.T) {
	long := packed(strings.Repeat("LEE: One.\n", 1000))
	dir := write(t, map[string]string{
		"2016-01-02-a.txt":      "LEE: One.",
		"sub/b.txt.gz":          packed("OTIS: Two."),
		"sub/b.meta.json":       `{"date":"2016-03-04","title":"B"}`,
		"c.jsonl":               "{\"id\":\"c1\",\"text\":\"Three.\"}\n\n{\"id\":\"\"}\n",
		"list.tsv":              "no transcript",
		".hidden.txt":           "LEE: No.",
		"bad/latin.txt":         "caf\xe9",
		"bad/empty.srt":         " \n",
		"bad/time.srt":          "1\n00:00:01,000 -->\nOne.\n",
		"bad/cut.txt.gz":        long[:len(long)/2],
		"bad/pdf.txt":           "%PDF-1.4 ...",
		"bad/sidecar.txt":       "LEE: Four.",
		"bad/sidecar.meta.json": "{",
		"bad/line.srt":          "1\n00:00:01,000 --> 00:00:02,000\nOne.\n\n2\n00:00:03,000 --> 00:00:04,000\n" + strings.Repeat("Two. ", 20000) + "\n",
		"d.jsonl":               "{\"id\":\"\\u001b[31md\",\"text\":\"Five.\"}\n{\"id\":\"" + strings.Repeat("d", 2000) + "\",\"text\":\"Six.\"}\n",
	})
	files, err := Find(dir)
	if err != nil {
		t.Fatal(err)
	}
	got, why := map[string]string{}, map[string]string{}
	for _, f := range files {
		ts, rejected := Read(f)
		for _, x := range ts {
			got[x.ID] = x.Date + " " + x.Title + " " + said(x.Text, x.Turns)
		}
		for _, r := range rejected {
			rel, _ := filepath.Rel(dir, r.Source)
			why[filepath.ToSlash(rel)+" "+r.Place] = r.Reason
			if r.Stage != Stage {
				t.Errorf("%s is of stage %s", r.Source, r.Stage)
			}
		}
	}
	want := map[string]string{
		"2016-01-02-a": "2016-01-02  LEE: One.\n", "sub/b": "2016-03-04 B OTIS: Two.\n", "c1": "  : Three.\n", "bad/sidecar": "  LEE: Four.\n",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for place, reason := range map[string]string{
		"bad/latin.txt ": "iconv", "bad/empty.srt ": "empty", "bad/time.srt ": "no sense", "bad/cut.txt.gz ": "truncated",
		"bad/pdf.txt ": "PDF", "bad/sidecar.txt ": "sidecar", "c.jsonl line 3": "no id",
		"bad/line.srt ": "60 kB", "d.jsonl line 1": "control", "d.jsonl line 2": "1024 bytes",
	} {
		if !strings.Contains(why[place], reason) {
			t.Errorf("%s: %q, want %q", place, why[place], reason)
		}
		delete(why, place)
	}
	if len(why) > 0 {
		t.Errorf("rejected too: %v", why)
	}
	one, err := Find(filepath.Join(dir, "2016-01-02-a.txt"))
	if err != nil || len(one) != 1 || one[0].ID != "2016-01-02-a" {
		t.Errorf("a file by itself: %v, %v", one, err)
	}
	if _, err := Find(write(t, map[string]string{"notes.tsv": "x"})); err == nil || !strings.Contains(err.Error(), "holds no transcript") {
		t.Errorf("a folder without transcripts: %v", err)
	}
	if _, err := Find(filepath.Join(dir, "nowhere")); !os.IsNotExist(err) && err == nil {
		t.Error("a folder that is not there is found")
	}
}

// A link that the user names is followed; one below it is not.
func TestFindBehindALink(t *testing.T) {
	dir := write(t, map[string]string{"real/a.txt": "LEE: One."})
	link := filepath.Join(dir, "link")
	if err := os.Symlink(filepath.Join(dir, "real"), link); err != nil {
		t.Skip(err)
	}
	if err := os.Symlink(dir, filepath.Join(dir, "real", "round")); err != nil {
		t.Fatal(err)
	}
	files, err := Find(link)
	if err != nil || len(files) != 1 || files[0].ID != "a" || files[0].Name != filepath.ToSlash(filepath.Join(link, "a.txt")) {
		t.Errorf("%+v, %v", files, err)
	}
}

// A title is a line, however long a file makes it: its words are compared with
// those around every quote.
func TestLongTitle(t *testing.T) {
	row, err := parseRow([]byte(`{"id":"x","text":"One.","title":"` + strings.Repeat("é", 3000) + `"}`))
	if err != nil || len(row.Title) > maxTitle || !utf8.ValidString(row.Title) || row.Title == "" {
		t.Errorf("%d bytes, %v", len(row.Title), err)
	}
}

// A name of a kilobyte is no name: it would stand in every row.
func TestSpeakerOfALongLabel(t *testing.T) {
	row, err := parseRow([]byte(`{"id":"x","turns":[{"speaker":"` + strings.Repeat("Lee ", 300) + `","text":"One."}]}`))
	if err != nil || row.Turns[0].Speaker != "" {
		t.Errorf("%q, %v", row.Turns[0].Speaker, err)
	}
}
