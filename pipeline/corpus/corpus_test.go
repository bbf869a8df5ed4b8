package corpus

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// lay writes files, by their path, to a new folder.
func lay(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, body := range files {
		p := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// rows writes a result in lines, with names below dir: an article as
// "id|outlet|place|repairs|body", a rejection as "source: place: reason".
func (r result) rows(dir string) []string {
	var rows []string
	for _, it := range r.items {
		rows = append(rows, strings.Join([]string{it.Article.ID, it.Article.Outlet, it.Place, strings.Join(it.Repairs, "+"), it.Article.Body}, "|"))
	}
	for _, j := range r.rejected {
		where := strings.TrimPrefix(j.Source, filepath.ToSlash(dir)+"/")
		if j.Place != "" {
			where += ": " + j.Place
		}
		rows = append(rows, where+": "+j.Reason)
	}
	return rows
}

const spanish = "El presidente dijo que no habrá acuerdo con los sindicatos y que las negociaciones del lunes se han aplazado para el verano, como ya había dicho su ministro."

// Every case lies in a folder "in", which is the input.
func TestReadCases(t *testing.T) {
	cases := []struct {
		name  string
		files map[string]string
		opts  Options
		want  []string
	}{
		{
			name:  "text without a sidecar, CRLF kept",
			files: map[string]string{"herald/metro/a.b.txt": "One.\r\nTwo.\r\n"},
			want:  []string{"herald/metro/a.b|metro|||One.\r\nTwo.\r\n"},
		},
		{
			name: "a sidecar wins over the path",
			files: map[string]string{
				"x/a.TXT": "Words.", "x/a.meta.json": `{"id":"story-1","outlet":"The Herald","more":[1]}`,
				"x/b.txt": "More.", "x/b.meta.json": bom + `{"title":"B"}`,
			},
			want: []string{"story-1|The Herald|||Words.", "x/b|x|||More."},
		},
		{
			name:  "a sidecar that is broken costs itself alone",
			files: map[string]string{"a.txt": "Words.", "a.meta.json": `{"id":`, "b.txt": "More.", "b.meta.json": `[]`, "c.txt": "Third.", "c.meta.json": `{"id":7,"outlet":"post"}`},
			want: []string{"a|in|||Words.", "b|in|||More.", "c|post|||Third.",
				"a.meta.json: bad JSON: unexpected end of JSON input", "b.meta.json: not a JSON object", "c.meta.json: id is not a string"},
		},
		{
			name:  "a sidecar beside nothing is no input",
			files: map[string]string{"a.txt": "Words.", "z.meta.json": `{}`},
			want:  []string{"a|in|||Words."},
		},
		{
			name: "lines of JSON",
			files: map[string]string{"wire.jsonl": `{"id":"a","text":"One.","outlet":"post","gold":{"deep":[[]]}}` + "\r\n \n" +
				`{"id":"b","text":"Two \u201cquoted\u201d.","Text":"no","author":["A","B"],"title":null}`},
			want: []string{"a|post|line 1||One.", "b|in|line 3||Two “quoted”."},
		},
		{
			name: "lines that are no articles",
			files: map[string]string{"wire.ndjson": `{"text":"no id"}
{"id":"a"}
{"id":"a","text":null}
{"id":"a","text":" \u200b\n"}
{"id":7,"text":"x"}
{"id":"a","text":["x"]}
{"id":"a","text":"x"
["a","x"]
{"id":"\u001b[2J","text":"x"}
{"id":" ","text":"x"}
{}
`},
			want: []string{
				"wire.ndjson: line 1: article has no id",
				"wire.ndjson: line 2: article has no text",
				"wire.ndjson: line 3: article has no text",
				"wire.ndjson: line 4: text is empty",
				"wire.ndjson: line 5: id is not a string",
				"wire.ndjson: line 6: text is not a string",
				"wire.ndjson: line 7: bad JSON: unexpected end of JSON input",
				"wire.ndjson: line 8: not a JSON object",
				"wire.ndjson: line 9: id holds a control character",
				"wire.ndjson: line 10: article has no id",
				"wire.ndjson: line 11: article has no id and no text",
			},
		},
		{
			name: "repairs in text",
			files: map[string]string{
				"bom.txt":      bom + "Words.",
				"nul.txt":      "He said \x00“no”.",
				"entities.txt": "&ldquo;I won&#8217;t,&rdquo; AT&T and Q&amp;amp;A said; a=1&copy=2 &notit; &nosuch; &#0; &",
				"cp1252.txt":   "\x93We won\x92t,\x94 D\xedaz said.",
				"mixed.txt":    "“Yes,” said Díaz; \x93no, and we shall not be moved by that at all\x94, said Ana \xe2\x80.",
				"all.txt":      bom + "It\x92s &amp; \x00that, as nobody would dare to deny.",
				"utf16.txt":    "\xff\xfeN\x00o\x00\x19\x20",
				"sound.txt":    "A \ufeff replacement \uFFFD, \u00a0 and \x1b stay; so do & ; &; &#; and &#x;.",
			},
			want: []string{
				"all|in||utf8+bom+nul+entities|It’s & that, as nobody would dare to deny.",
				"bom|in||bom|Words.",
				"cp1252|in||utf8|“We won’t,” Díaz said.",
				"entities|in||entities|“I won’t,” AT&T and Q&A said; a=1&copy=2 &notit; &nosuch; &#0; &",
				"mixed|in||utf8|“Yes,” said Díaz; “no, and we shall not be moved by that at all”, said Ana \uFFFD.",
				"nul|in||nul|He said “no”.",
				"sound|in|||A \ufeff replacement \uFFFD, \u00a0 and \x1b stay; so do & ; &; &#; and &#x;.",
				"utf16|in||utf16|No’",
			},
		},
		{
			name: "repairs in lines",
			files: map[string]string{
				"a.jsonl": bom + `{"id":"a1","text":"One\u0000 more."}` + "\n" +
					bom + `{"id":"a2","text":"Half \ud83d of a pair, and \ud83d\ude00 a whole one, and \\ud83d none."}` + "\n" +
					`{"id":"a3","text":"It` + "\x92" + `s."}` + "\n" +
					`{"id":"a4","text":"Bare` + "\x00" + `."}` + "\n" +
					`{"id":"a5","text":"\ufeff&quot;No&quot;"}` + "\n",
				"b.jsonl": "\xfe\xff\x00{\x00\"\x00i\x00d\x00\"\x00:\x00\"\x00b\x00\"\x00,\x00\"\x00t\x00e\x00x\x00t\x00\"\x00:\x00\"\x20\x1c\x00\"\x00}",
			},
			want: []string{
				"a1|in|line 1|bom+nul|One more.",
				"a2|in|line 2|utf8+bom|Half \uFFFD of a pair, and 😀 a whole one, and \\ud83d none.",
				"a3|in|line 3|utf8|It’s.",
				"a4|in|line 4|nul|Bare.",
				"a5|in|line 5|bom+entities|\"No\"",
				"b|in|line 1|utf16|“",
			},
		},
		{
			name: "what is no text",
			files: map[string]string{
				"empty.txt": "", "blank.txt": bom + " \r\n\t\u00a0", "picture.txt": "\x89PNG\r\n\x1a\n", "page.txt": "%PDF-1.4 and so on",
				"noise.txt": "\x00\x01\x02\x03 and", "koi8.txt": "\xf0\xf2\xe1\xf7\xe4\xe1 \xf0\xf2\xe1\xf7\xe4\xe1",
				"bmw.txt": "BMW said no.", "lines.jsonl": "PK\x03\x04\n\n\n", "none.jsonl": "", "spaces.jsonl": "\n \n",
			},
			want: []string{
				"bmw|in|||BMW said no.",
				"blank.txt: text is empty",
				"empty.txt: text is empty",
				"koi8.txt: text is of no known encoding",
				"lines.jsonl: binary: ZIP",
				"noise.txt: binary: control characters",
				"none.jsonl: file holds no article",
				"page.txt: binary: PDF",
				"picture.txt: binary: PNG",
				"spaces.jsonl: file holds no article",
			},
		},
		{
			name:  "bounds",
			opts:  Options{Limits: Limits{MaxArticle: 10, MaxLine: 30}},
			files: map[string]string{"a.txt": "0123456789", "b.txt": "0123456789.", "c.jsonl": `{"id":"c","text":"0123456789"}` + "\n" + `{"id":"d","text":"0123456789" }` + "\n" + `{"id":"e","text":"01234567890"}` + "\n" + `{"id":"f","text":"!"}`},
			want: []string{
				"a|in|||0123456789", "c|in|line 1||0123456789", "f|in|line 4||!",
				"b.txt: text longer than 10 bytes", "c.jsonl: line 2: line longer than 30 bytes", "c.jsonl: line 3: line longer than 30 bytes",
			},
		},
		{
			name:  "too long, and no text at all",
			opts:  Options{Limits: Limits{MaxArticle: 10}},
			files: map[string]string{"film.txt": strings.Repeat("\x00\x01film\x02", 20), "page.txt": "%PDF-1.4 and so on", "speech.txt": "We will not leave."},
			want:  []string{"film.txt: binary: control characters", "page.txt: binary: PDF", "speech.txt: text longer than 10 bytes"},
		},
		{
			name:  "a text too long in a line that is not",
			opts:  Options{Limits: Limits{MaxArticle: 10}},
			files: map[string]string{"c.jsonl": `{"id":"c","text":"01234567890"}`},
			want:  []string{"c.jsonl: line 1: text longer than 10 bytes"},
		},
		{
			name: "language, said and guessed",
			files: map[string]string{"a.jsonl": `{"id":"1","text":"Short.","lang":"en-GB"}
{"id":"2","text":"Corto.","lang":"es"}
{"id":"3","text":"Corto."}
{"id":"4","text":"` + spanish + `"}
{"id":"5","text":"` + spanish + `","lang":"en"}
{"id":"6","text":"Short.","lang":"no such tongue"}
`},
			want: []string{
				"1|in|line 1||Short.", "3|in|line 3||Corto.", "6|in|line 6||Short.",
				`a.jsonl: line 2: language "es", not "en"`, `a.jsonl: line 4: language "es", not "en"`, `a.jsonl: line 5: language "es", not "en"`,
			},
		},
		{
			name:  "the gate open",
			opts:  Options{Lang: AnyLanguage},
			files: map[string]string{"a.txt": spanish},
			want:  []string{"a|in|||" + spanish},
		},
		{
			name:  "another language asked for",
			opts:  Options{Lang: "es-MX"},
			files: map[string]string{"a.txt": spanish, "b.txt": "Short.", "b.meta.json": `{"lang":"eng"}`},
			want:  []string{"a|in|||" + spanish, `b.txt: language "en", not "es"`},
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			files := map[string]string{}
			for name, body := range c.files {
				files["in/"+name] = body
			}
			in := filepath.Join(lay(t, files), "in")
			r := read(t, c.opts, in)
			if d := cmp.Diff(c.want, r.rows(in)); d != "" {
				t.Error(d)
			}
			for _, j := range r.rejected {
				if j.Stage != "read" {
					t.Errorf("stage of %v", j)
				}
			}
			for _, it := range r.items {
				if sum := sha256.Sum256([]byte(it.Article.Body)); it.SHA256 != hex.EncodeToString(sum[:]) {
					t.Errorf("%s: sha256 %s is not that of its body", it.Article.ID, it.SHA256)
				}
			}
			if r.counts.Articles != len(r.items) || r.counts.Rejected != len(r.rejected) {
				t.Errorf("counts %+v for %d articles and %d rejected", r.counts, len(r.items), len(r.rejected))
			}
		})
	}
}

func TestImprint(t *testing.T) {
	in := lay(t, map[string]string{"a.jsonl": `{"id":"a","text":"Words.","outlet":" The\nPost ","title":"Q&amp;A \u001b[2J","author":["Ann","Ben"],"date":"2016-09-12T23:30:00-05:00","url":"https://example.org/a?b=1&amp;c","lang":"EN_us"}`})
	got := read(t, Options{}, in).items[0].Article.Imprint
	if got.Outlet != "The Post" || got.Title != "Q&A [2J" || got.Author != "Ann, Ben" || got.URL != "https://example.org/a?b=1&c" || got.Lang != "en" {
		t.Errorf("got %+v", got)
	}
	if want := time.Date(2016, 9, 12, 0, 0, 0, 0, time.UTC); !got.Date.Equal(want) {
		t.Errorf("date %v, want the day as it is written, %v", got.Date, want)
	}
}

func TestFilters(t *testing.T) {
	in := lay(t, map[string]string{"a.jsonl": `{"id":"1","text":"A.","outlet":"Post","date":"2020-01-02"}
{"id":"2","text":"B.","outlet":"post","date":"2020-01-01"}
{"id":"3","text":"C.","outlet":"herald","date":"2020-01-02"}
{"id":"4","text":"D.","outlet":"post"}
{"id":"4","text":"Of another outlet: it cannot take the id.","outlet":"herald"}
`})
	// Late in the day: since means the day, not the hour.
	r := read(t, Options{Since: time.Date(2020, 1, 2, 18, 0, 0, 0, time.UTC), Outlets: []string{"POST"}}, in)
	if d := cmp.Diff([]string{"1|Post|line 1||A.", "4|post|line 4||D."}, r.rows(in)); d != "" {
		t.Error(d)
	}
	if r.counts.LeftOut != 3 {
		t.Errorf("counts %+v", r.counts)
	}
}

func TestBadDates(t *testing.T) {
	var log bytes.Buffer
	lines := strings.Builder{}
	for i := range 2 * maxWarnings {
		fmt.Fprintf(&lines, `{"id":"%d","text":"A.","date":"some day"}`+"\n", i)
	}
	in := lay(t, map[string]string{"a.jsonl": lines.String()})
	r := read(t, Options{Log: slog.New(slog.NewTextHandler(&log, nil))}, in)
	if r.counts.BadDates != 2*maxWarnings || !r.items[0].Article.Date.IsZero() {
		t.Errorf("counts %+v, date %v", r.counts, r.items[0].Article.Date)
	}
	if n := strings.Count(log.String(), "some day"); n != maxWarnings || !strings.Contains(log.String(), `place="line 1"`) {
		t.Errorf("%d lines of log:\n%s", n, log.String())
	}
}

func TestFolders(t *testing.T) {
	in := lay(t, map[string]string{
		"a.txt": "A.", "a.meta.json": `{"outlet":"post"}`, ".hidden.txt": "no", ".git/b.txt": "no", "sub/c.txt": "C.", "notes.pdf": "%PDF", "README": "no",
		"elsewhere/d.txt": "D.", "barren/x.pdf": "%PDF", "dir.txt/e.txt": "E.",
	})
	for link, to := range map[string]string{"sub/link.txt": "../a.txt", "sub/loop": ".."} {
		if err := os.Symlink(to, filepath.Join(in, link)); err != nil {
			t.Skip("no symbolic links here:", err)
		}
	}
	r := read(t, Options{}, in+"/", filepath.Join(in, "barren"), filepath.Join(in, "sub", "loop"), filepath.Join(in, "notes.pdf"))
	// Named by the user, a link is followed: sub/loop is the whole folder again.
	want := []string{
		"a|post|||A.", "dir.txt/e|dir.txt|||E.", "elsewhere/d|elsewhere|||D.", "sub/c|sub|||C.",
		"barren: folder holds no article", `notes.pdf: ending ".pdf" not known`,
	}
	if d := cmp.Diff(want, r.rows(in)); d != "" {
		t.Error(d)
	}
	if c := r.counts; c.Files != 8 || c.Repeated != 4 || c.Skipped != 11 {
		t.Errorf("counts %+v", c)
	}
	for _, it := range r.items {
		if !strings.HasPrefix(it.Source, filepath.ToSlash(in)+"/") || strings.Contains(it.Source, "//") {
			t.Errorf("source %q", it.Source)
		}
	}
}

func TestFileNames(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("needs file names of arbitrary bytes")
	}
	dir := lay(t, map[string]string{"a\xff.txt": "A.", "a\xff.meta.json": `{"outlet":"post"}`, "b\n.txt": "B.", "c#1 ü.txt": "C."})
	want := []string{"a\uFFFD|post|||A.", "c#1 ü|" + filepath.Base(dir) + "|||C.", "b\n.txt: id holds a control character"}
	if d := cmp.Diff(want, read(t, Options{}, dir).rows(dir)); d != "" {
		t.Error(d)
	}
}

func TestInputIsFile(t *testing.T) {
	dir := lay(t, map[string]string{"post/deep/a.txt.gz": pack(t, packedGzip, "A."), "post/deep/a.meta.json": `{"title":"T"}`})
	r := read(t, Options{}, filepath.Join(dir, "post", "deep", "a.txt.gz"))
	if d := cmp.Diff([]string{"a|deep|||A."}, r.rows(dir)); d != "" {
		t.Error(d)
	}
	if r.items[0].Article.Title != "T" {
		t.Error("the sidecar of a packed text was not read")
	}
}

func TestOutletOfWorkingFolder(t *testing.T) {
	t.Chdir(lay(t, map[string]string{"a.txt": "A."}))
	for _, in := range []string{"a.txt", ".", "./a.txt"} {
		if r := read(t, Options{}, in); r.items[0].Article.Outlet != unknownOutlet {
			t.Errorf("%s: outlet %q hangs on where the folder lies", in, r.items[0].Article.Outlet)
		}
	}
}

func TestSetUpAtFault(t *testing.T) {
	dir := lay(t, map[string]string{"a.txt": "A."})
	missing := filepath.Join(dir, "none.jsonl")
	for name, c := range map[string]struct {
		inputs []string
		opts   Options
		want   string
	}{
		"missing":     {[]string{dir, missing}, Options{}, missing},
		"no input":    {nil, Options{}, "no input"},
		"language":    {[]string{dir}, Options{Lang: "klingonish!"}, "klingonish!"},
		"no standard": {[]string{"-"}, Options{}, "standard input"},
	} {
		r := readFrom(nil, c.opts, c.inputs...)
		if r.err == nil || !strings.Contains(r.err.Error(), c.want) || len(r.items)+len(r.rejected) > 0 {
			t.Errorf("%s: error %v, %d items, %d rejected", name, r.err, len(r.items), len(r.rejected))
		}
	}
	if r := readFrom(nil, Options{}, missing); !errors.Is(r.err, fs.ErrNotExist) {
		t.Errorf("%v is not fs.ErrNotExist", r.err)
	}
}

func TestStops(t *testing.T) {
	dir := lay(t, map[string]string{"a.jsonl": `{"id":"1","text":"A."}` + "\n" + `{"id":"2","text":"B."}`})
	full := errors.New("disk full")
	n := 0
	_, err := Read(context.Background(), []string{dir}, nil, Options{}, func(*Unit) error { n++; return full }, func(record.Rejection) {})
	if err != full || n != 1 {
		t.Errorf("error %v after %d articles", err, n)
	}
	ctx, cancel := context.WithCancel(context.Background())
	n = 0
	_, err = Read(ctx, []string{dir}, nil, Options{}, func(*Unit) error { n++; cancel(); return nil }, func(record.Rejection) {})
	if err != context.Canceled || n != 1 {
		t.Errorf("error %v after %d articles", err, n)
	}
	t.Setenv("TMPDIR", t.TempDir())
	if _, err = Read(ctx, []string{"-"}, strings.NewReader("A."), Options{}, func(*Unit) error { return nil }, func(record.Rejection) {}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	noSpool(t)
}

// noSpool fails where a temporary file was left.
func noSpool(t *testing.T) {
	t.Helper()
	left, err := os.ReadDir(os.TempDir())
	if err != nil || len(left) > 0 {
		t.Errorf("left in the temporary folder: %v, %v", left, err)
	}
}

func TestStdin(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	for _, c := range []struct {
		in   string
		want []string
	}{
		{"Words & more.", []string{"stdin|unknown|||Words & more."}},
		{" \n{\"id\":\"a\",\"text\":\"A.\"}\n\n{\"id\":\"b\"}\n", []string{"a|unknown|line 2||A.", "-: line 4: article has no text"}},
		{bom + `{"id":"a","text":"A."}`, []string{"a|unknown|line 1|bom|A."}},
		{"", []string{"-: text is empty"}},
		{"\x1f\x8b\x08 packed", []string{"-: binary: gzip"}},
	} {
		r := readFrom(strings.NewReader(c.in), Options{}, "-")
		if d := cmp.Diff(c.want, r.rows("")); d != "" || r.err != nil {
			t.Errorf("%q: %v\n%s", c.in, r.err, d)
		}
		if r.counts.Bytes != int64(len(c.in)) || r.counts.Files != 1 {
			t.Errorf("%q: counts %+v", c.in, r.counts)
		}
	}
	noSpool(t)
}

func TestReadError(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a.txt", "b.jsonl", "c.txt.gz"} {
		// A regular file, as far as its mode tells, whose first byte cannot be read.
		if os.Symlink("/proc/self/mem", filepath.Join(dir, name)) != nil || runtime.GOOS != "linux" {
			t.Skip("needs /proc")
		}
	}
	r := read(t, Options{}, filepath.Join(dir, "a.txt"), filepath.Join(dir, "b.jsonl"), filepath.Join(dir, "c.txt.gz"))
	want := []string{
		"a.txt: byte 0: cannot be read: input/output error", "b.jsonl: line 1: cannot be read: input/output error", "c.txt.gz: cannot be read: input/output error",
	}
	if d := cmp.Diff(want, r.rows(dir)); d != "" {
		t.Error(d)
	}
}

func TestNoPermission(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may read everything")
	}
	dir := lay(t, map[string]string{"a.txt": "A.", "shut/b.txt": "B."})
	if err := errors.Join(os.Chmod(filepath.Join(dir, "a.txt"), 0), os.Chmod(filepath.Join(dir, "shut"), 0)); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(filepath.Join(dir, "shut"), 0o755)
	if d := cmp.Diff([]string{"shut: cannot be read: permission denied", "a.txt: cannot be read: permission denied"}, read(t, Options{}, dir).rows(dir)); d != "" {
		t.Error(d)
	}
}

func TestDuplicates(t *testing.T) {
	low, high := "one text", "another text"
	if s, u := sha256.Sum256([]byte(low)), sha256.Sum256([]byte(high)); bytes.Compare(s[:], u[:]) > 0 {
		low, high = high, low
	}
	line := func(text, more string) string { return fmt.Sprintf(`{"id":"x","text":%q%s}`+"\n", text, more) }
	dir := lay(t, map[string]string{
		"a.jsonl": line(high, "") + line(low, ""),
		"b.jsonl": line(low, `,"title":"T","date":"2020-01-01"`) + line(high, `,"title":"T"`),
		"c.jsonl": line(low, `,"title":"T"`),
	})
	r := read(t, Options{}, dir)
	want := []string{"x|" + filepath.Base(dir) + "|line 1||" + low, "a.jsonl: line 1: duplicate id", "b.jsonl: line 2: duplicate id"}
	if d := cmp.Diff(want, r.rows(dir)); d != "" {
		t.Error(d)
	}
	if r.counts.Repeated != 2 || r.items[0].Article.Title != "T" || r.items[0].Article.Date.IsZero() {
		t.Errorf("counts %+v, kept %+v; want the fullest imprint", r.counts, r.items[0].Article.Imprint)
	}
}

// The lines of a file, and the inputs, in any order: the same articles, and
// the same rejections but for their places.
func TestOrderPlaysNoPart(t *testing.T) {
	var lines []string
	for i := range 40 {
		lines = append(lines, fmt.Sprintf(`{"id":"%d","text":"Text %d.","title":"%d"}`, i%9, i%4, i%3), fmt.Sprintf(`{"id":"%d"}`, i%3))
	}
	var want []string
	for try := range 8 {
		rng := rand.New(rand.NewPCG(7, uint64(try)))
		rng.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
		dir := lay(t, map[string]string{
			"in/a.jsonl": strings.Join(lines[:20], "\n"), "in/b.jsonl": strings.Join(lines[20:60], "\n"), "in/c.jsonl": strings.Join(lines[60:], "\n"),
			"in/0.txt": "Text.", "in/1.txt": "Text.", "in/2.txt": "",
		})
		in := filepath.Join(dir, "in")
		inputs := []string{in, filepath.Join(in, "0.txt"), filepath.Join(in, "1.txt")}
		rng.Shuffle(len(inputs), func(i, j int) { inputs[i], inputs[j] = inputs[j], inputs[i] })
		r := read(t, Options{}, inputs...)
		var got []string
		for _, it := range r.items {
			got = append(got, fmt.Sprint(it.Article.Imprint, it.SHA256, it.Repairs))
		}
		for _, j := range r.rejected {
			got = append(got, j.Reason)
		}
		slices.Sort(got)
		if want == nil {
			want = got
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Fatalf("try %d:\n%s", try, d)
		}
	}
}

// Shuffled inputs give the same rows in the same order, places and all.
func TestShuffledInputs(t *testing.T) {
	dir := lay(t, map[string]string{
		"p/a.jsonl": `{"id":"x","text":"One."}` + "\n{}\n", "q/a.jsonl": `{"id":"x","text":"Two."}` + "\n" + `{"id":"y","text":"Three."}`,
		"q/c.txt": "Four.", "r.txt": "Five.", "s.txt": "",
	})
	inputs := []string{dir, filepath.Join(dir, "p"), filepath.Join(dir, "q"), filepath.Join(dir, "r.txt"), filepath.Join(dir, "s.txt"), filepath.Join(dir, "q", "c.txt"), "-"}
	stdin := `{"id":"y","text":"Six."}`
	want := readFrom(strings.NewReader(stdin), Options{}, inputs...)
	if len(want.items) == 0 || len(want.rejected) == 0 || want.counts.Repeated == 0 {
		t.Fatalf("nothing to compare: %+v", want.counts)
	}
	for try := range uint64(8) {
		rand.New(rand.NewPCG(3, try)).Shuffle(len(inputs), func(i, j int) { inputs[i], inputs[j] = inputs[j], inputs[i] })
		got := readFrom(strings.NewReader(stdin), Options{}, inputs...)
		if d := cmp.Diff(want.rows(dir), got.rows(dir)); d != "" || got.counts != want.counts {
			t.Fatalf("%v: %+v\n%s", inputs, got.counts, d)
		}
	}
}

func TestProgress(t *testing.T) {
	dir := lay(t, map[string]string{"a.jsonl": strings.Repeat(`{"id":"x","text":"One."}`+"\n", 20_000), "b.txt": "Two.", "c.txt": strings.Repeat("long ", 40_000)})
	size := int64(25*20_000 + 4 + 200_000)
	var seen []int64
	opts := Options{Limits: Limits{MaxArticle: 1000}, Progress: func(read, total int64) {
		if total != size {
			t.Fatalf("total %d, want %d", total, size)
		}
		seen = append(seen, read)
	}}
	r := read(t, opts, dir)
	if !slices.IsSorted(seen) || len(seen) < 5 || seen[len(seen)-1] != size || r.counts.Bytes != size {
		t.Errorf("%v; counts %+v", seen, r.counts)
	}
}
