package corpus

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// allocated gives the bytes that f allocates, freed or not.
func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// endless gives n bytes of a pattern, over and over, without holding them.
func endless(pattern string, n int64) io.Reader {
	return io.LimitReader(repeater(strings.Repeat(pattern, 10_000)), n)
}

type repeater string

func (r repeater) Read(p []byte) (int, error) { return copy(p, r), nil }

// A line of a gigabyte is passed over, and the next is read. Nothing of it is
// held, however it is read.
func TestGigabyteLine(t *testing.T) {
	const gigabyte = 1 << 30
	for name, in := range map[string]io.Reader{
		"line":         io.MultiReader(strings.NewReader(`{"id":"a","text":"`), endless("word ", gigabyte), strings.NewReader("\"}\n"+`{"id":"b","text":"Two."}`)),
		"never closed": io.MultiReader(strings.NewReader(`{"id":"b","text":"Two."}`+"\n{"), endless("[", gigabyte)),
		"blanks":       io.MultiReader(strings.NewReader("{}\n"+`{"id":"b","text":"Two."}`+"\n"), endless(" ", gigabyte)),
	} {
		var r result
		if spent := allocated(func() { r = readFrom(in, Options{Limits: Limits{MaxLine: 1 << 20}}, "-") }); spent > 16<<20 {
			t.Errorf("%s: %d bytes allocated", name, spent)
		}
		if len(r.items) != 1 || r.items[0].Article.ID != "b" || len(r.rejected) == 0 || r.counts.Bytes < gigabyte {
			t.Errorf("%s: %v, %+v", name, r.rows(""), r.counts)
		}
	}
}

// What is one article as a whole is not read beyond what one may have.
func TestEndlessInputs(t *testing.T) {
	for name, head := range map[string]string{
		"text": "It is said that ", "page": "<!doctype html><p>", "feed": "<rss><channel><item><title>",
		"archive": "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Record-ID: <urn:a>\r\nContent-Type: text/plain\r\nContent-Length: 9999999999\r\n\r\n",
		"header":  "WARC/1.0\r\nWARC-Type: ",
	} {
		var r result
		in := io.MultiReader(strings.NewReader(head), endless("word ", 1<<28))
		spent := allocated(func() {
			r = readFrom(in, Options{Limits: Limits{MaxLine: 1 << 20, MaxArticle: 1 << 20, MaxPage: 1 << 20, MaxRecord: 1 << 20}}, "-")
		})
		if spent > 32<<20 || len(r.items) > 0 || len(r.rejected) == 0 || r.err != nil {
			t.Errorf("%s: %d bytes allocated; %v", name, spent, r.rows(""))
		}
	}
}

// growing gives what reading a file of JSON Lines gives when change is made to
// it once its first article was given.
func growing(t *testing.T, change func(path string)) (rows []string) {
	t.Helper()
	dir := lay(t, map[string]string{"a.jsonl": strings.Repeat(`{"id":"x","text":"One."}`+"\n", 20_000), "b.txt": "Two."})
	path := filepath.Join(dir, "a.jsonl")
	n := 0
	c, err := Read(context.Background(), []string{dir}, nil, Options{}, func(u *Unit) error {
		if n++; n == 1 {
			change(path)
		}
		return nil
	}, func(j record.Rejection) { rows = append(rows, filepath.Base(j.Source)+": "+j.Place+": "+j.Reason) })
	if err != nil {
		t.Fatal(err)
	}
	return append(rows, fmt.Sprint(c.Units, " units of ", c.Files, " files"))
}

func TestFileGrows(t *testing.T) {
	for name, more := range map[string]string{"by a line": `{"id":"y","text":"Late."}` + "\n", "by a byte": " "} {
		got := growing(t, func(path string) {
			f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
			if err == nil {
				_, err = f.WriteString(more)
			}
			if err != nil || f.Close() != nil {
				t.Fatal(err)
			}
		})
		if d := cmp.Diff([]string{"a.jsonl: line 20001: file grew while it was read", "20001 units of 2 files"}, got); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

func TestFileShrinks(t *testing.T) {
	got := growing(t, func(path string) {
		if err := os.Truncate(path, 25*10_000+10); err != nil { // beyond what is read ahead
			t.Fatal(err)
		}
	})
	if d := cmp.Diff([]string{"a.jsonl: line 10001: file was cut short while it was read", "10001 units of 2 files"}, got); d != "" {
		t.Error(d)
	}
	if got := growing(t, func(path string) { os.Remove(path) }); got[0] != "20001 units of 2 files" {
		t.Errorf("a file that is removed while it is open: %q", got)
	}
}

// Links that lead nowhere, or round in circles, cost themselves.
func TestLinksInCircles(t *testing.T) {
	dir := lay(t, map[string]string{"in/a.txt": "One."})
	for link, to := range map[string]string{"in/self.txt": "self.txt", "in/up": "..", "round": "trip", "trip": "round", "dead.txt": "nobody.txt", "in/null.txt": os.DevNull} {
		if err := os.Symlink(to, filepath.Join(dir, link)); err != nil {
			t.Skip("no symbolic links here:", err)
		}
	}
	r := read(t, Options{}, filepath.Join(dir, "in"), filepath.Join(dir, "round"), filepath.Join(dir, "in", "self.txt"), filepath.Join(dir, "in", "null.txt"))
	want := []string{"a|in|||One.", "in/null.txt: not a regular file", "in/self.txt: cannot be read: too many levels of symbolic links", "round: cannot be read: too many levels of symbolic links"}
	if d := cmp.Diff(want, r.rows(dir)); d != "" || r.counts.Skipped != 3 {
		t.Errorf("%+v\n%s", r.counts, d)
	}
}

// Invalid UTF-8 and NUL wherever a string can stand: all that is given is valid
// and printable, and what cannot be told apart is not one article.
func TestDirtEverywhere(t *testing.T) {
	const dirt = "\xff\xc3(\xed\xa0\x80\x00\x1b[2J\u202e"
	object := `{"id":"` + dirt + `","text":"` + strings.Repeat("Words of it. ", 20) + dirt + `","outlet":"` + dirt + `","title":"` + dirt + `","author":["` + dirt + `"],"url":"http://` + dirt + `","lang":"` + dirt + `","date":"` + dirt + `","` + dirt + `":1}`
	head := `<link rel="canonical" href="http://a.example/` + dirt + `"><meta name="author" content="` + dirt + `"><meta name="date" content="` + dirt + `">`
	for i := range 3 { // of which one is cleaner than the other
		body := strings.ReplaceAll(object, "\x00", strings.Repeat("\x00", i/2))
		body = strings.ReplaceAll(body, "\x1b", strings.Repeat(" ", i))
		dir := lay(t, map[string]string{
			"a.jsonl": body, "b.txt": strings.Repeat("Words of it. ", 20) + dirt, "b.meta.json": body, "c.html": webPage(head),
			"d.xml": "<rss><item><guid>" + dirt + "</guid><title>" + dirt + "</title><pubDate>" + dirt + "</pubDate><link>http://b.example/" + dirt + "</link><description>Words of it." + dirt + "</description></item>" +
				"<item><guid>" + dirt + "x</guid><author>" + dirt + "</author></item></rss>",
			"e.warc": wet(dirt, "Words of it."+dirt, "WARC-Identified-Content-Language", dirt) + answer("two"+dirt, "200 "+dirt, "text/html; charset="+dirt, webPage(head)) +
				answer("three"+dirt, "200 OK", "text/html", "no", "WARC-Truncated", dirt) + wet("four", "Words.", dirt, dirt) + "filedesc://a.arc 0.0.0.0 19960923142103 text/plain 3\n1 0\nhttp://a.example\xb2\xa0/ 127.0.0.1 19961104142103 text/plain 6\nWords.\n",
		})
		r := read(t, Options{}, dir)
		if len(r.items)+len(r.rejected) < 8 {
			t.Errorf("%d articles, %d rejected", len(r.items), len(r.rejected))
		}
		holdItems(t, r)
		for _, it := range r.items {
			im := it.Article.Imprint
			if strings.ContainsRune(im.Outlet+im.Title+im.Author+im.URL+im.Lang, '\u202e') {
				t.Errorf("a mark of direction in %+v", im)
			}
		}
	}
}

// holdStrings holds what stands in every output to valid UTF-8 in one line.
func holdStrings(t *testing.T, what any, fields ...string) {
	t.Helper()
	for _, f := range fields {
		if !utf8.ValidString(f) || strings.ContainsAny(f, "\x00\x1b\n") {
			t.Errorf("%q of %+v", f, what)
		}
	}
}

// Brackets in brackets end the line, not the program.
func TestDeepJSON(t *testing.T) {
	deep := strings.Repeat("[", 1_000_000)
	dir := lay(t, map[string]string{"a.jsonl": `{"id":"a","text":"One.","gold":` + deep + strings.Repeat("]", 1_000_000) + "}\n" + `{"a":` + deep + "\n" + `{"id":"b","text":"Two."}`})
	want := []string{"b|" + filepath.Base(dir) + "|line 3||Two.", "a.jsonl: line 1: bad JSON: invalid character '[' exceeded max depth", "a.jsonl: line 2: bad JSON: invalid character '[' exceeded max depth"}
	if d := cmp.Diff(want, read(t, Options{}, dir).rows(dir)); d != "" {
		t.Error(d)
	}
}

// A small archive that would fill the report with what it does not hold.
func TestTooManyRejected(t *testing.T) {
	limits := Limits{MaxRejected: 3, MaxLine: 20}
	dir := lay(t, map[string]string{"a.jsonl": strings.Repeat("{}\n", 10) + strings.Repeat(strings.Repeat("x", 30)+"\n", 5), "b.jsonl": "{}\n{}\n{}\n"})
	faults := NewFaults(limits)
	var made, read []string
	c, err := Read(context.Background(), []string{dir}, nil, Options{Limits: limits}, func(u *Unit) error {
		if m := u.Make(); m.Rejected != nil && faults.Enter(u.File, u.Source) {
			made = append(made, m.Rejected.Place)
		}
		return nil
	}, func(j record.Rejection) { read = append(read, j.Place+": "+j.Reason) })
	if err != nil || c.Rejected != 4 {
		t.Error(c, err)
	}
	for _, j := range faults.Rest() {
		made = append(made, filepath.Base(j.Source)+": "+j.Reason)
	}
	if d := cmp.Diff([]string{"line 1", "line 2", "line 3", "line 1", "line 2", "line 3", "a.jsonl: and 7 more places that hold no article"}, made); d != "" {
		t.Error(d)
	}
	long := ": line longer than 20 bytes"
	if d := cmp.Diff([]string{"line 11" + long, "line 12" + long, "line 13" + long, ": and 2 more places that cannot be read"}, read); d != "" {
		t.Error(d)
	}
}

// Bombs of every kind that a page may lie in: each is a row, and little of it
// was held.
func TestBombsOfPages(t *testing.T) {
	blank := strings.Repeat(" ", 1<<20)
	var zeros bytes.Buffer
	for range 64 {
		zeros.WriteString(blank)
	}
	inner := pack(t, packedGzip, zeros.String())
	limits := Limits{MaxPage: 1 << 20, MaxRecord: 1 << 20}
	dir := lay(t, map[string]string{
		"a.html.gz": inner, "b.txt.gz": inner, "c.xml.gz": pack(t, packedGzip, "<rss><item><title>"+zeros.String()), "z.txt": "Words.",
		"d.warc.gz":  pack(t, packedGzip, answer("one", "200 OK", "text/html\r\nContent-Encoding: gzip", inner)) + pack(t, packedGzip, answer("two", "200 OK", "text/html", zeros.String())) + pack(t, packedGzip, wet("three", "Words.")),
		"e.warc.zst": pack(t, packedZstd, answer("one", "200 OK", "text/html\r\nContent-Encoding: gzip, gzip", pack(t, packedGzip, inner))),
	})
	var r result
	if spent := allocated(func() { r = read(t, Options{Limits: limits}, dir) }); spent > 160<<20 {
		t.Errorf("%d bytes allocated", spent)
	}
	var reasons []string
	for _, j := range r.rejected {
		reasons = append(reasons, filepath.Base(j.Source)+": "+j.Reason)
	}
	want := []string{
		"a.html.gz: page longer than 1048576 bytes", "b.txt.gz: text longer than 4194304 bytes", "c.xml.gz: item longer than 16777216 bytes",
		"d.warc.gz: body longer than 1048576 bytes",
		"d.warc.gz: block longer than 1048576 bytes", "d.warc.gz: gzip member unpacks to more than 1000 times its size", "e.warc.zst: body longer than 1048576 bytes",
	}
	if d := cmp.Diff(want, reasons); d != "" || len(r.items) != 2 {
		t.Errorf("%d articles\n%s", len(r.items), d)
	}
}

// What is put together of many pieces costs their sum, and not its square: a
// comment parts a text, and the name of an author may hold a million.
func TestPartedTexts(t *testing.T) {
	parted := strings.Repeat("a<!---->", 20_000)
	feed := "<rss><channel><item><guid>1</guid><author>" + parted + "</author><title>" + parted + "</title><description>" + parted + " words of it.</description></item></channel></rss>"
	dir := lay(t, map[string]string{"a.xml": feed})
	if spent := allocated(func() { read(t, Options{}, dir) }); spent > 40<<20 {
		t.Errorf("%d bytes allocated for %d", spent, len(feed))
	}
}

// Columns that are named at length are not gone over again for every row.
func TestWideTable(t *testing.T) {
	names := strings.Repeat(","+strings.Repeat("x", 2000), 1000)
	table := "id,text" + names + "\n" + strings.Repeat("a,One."+strings.Repeat(",", 1000)+"\n", 50)
	dir := lay(t, map[string]string{"a.csv": table})
	spent := allocated(func() {
		Read(context.Background(), []string{dir}, nil, Options{}, func(u *Unit) error { u.Key(); return nil }, func(record.Rejection) {})
	})
	if spent > 40<<20 {
		t.Errorf("%d bytes allocated for %d", spent, len(table))
	}
}

// The directory of a zip may name one sidecar a million times, and what is too
// long to be held must not be unpacked for each.
func TestSidecarsThatAreOne(t *testing.T) {
	var list entries
	for i := range maxSidecars/maxSidecar + 20 {
		list = append(list, [2]string{fmt.Sprintf("%03d.meta.json", i), strings.Repeat(" ", maxSidecar+1)})
	}
	list = append(list, [2]string{"000.txt", "Words."}, [2]string{"083.txt", "Words."})
	r := read(t, Options{}, filepath.Join(lay(t, map[string]string{"a.zip": zipOf(t, list)}), "a.zip"))
	var reasons []string
	for _, j := range r.rejected {
		reasons = append(reasons, j.Reason)
	}
	want := []string{longerThan("sidecar", maxSidecar), "sidecars of one archive " + longerThan("together", maxSidecars)}
	if d := cmp.Diff(want, reasons); d != "" || len(r.items) != 2 {
		t.Errorf("%d articles\n%s", len(r.items), d)
	}
}

// Files whose names are not UTF-8 may read alike, and folders are named with
// what a terminal obeys. Neither the order of the inputs nor what is printed
// may hang on it.
func TestNamesOfFiles(t *testing.T) {
	dir := t.TempDir()
	var inputs []string
	for _, name := range []string{"\x1b[2J\nPost/a\xff.txt", "\x1b[2J\nPost/a\xfe.txt"} {
		at := filepath.Join(dir, name)
		if os.MkdirAll(filepath.Dir(at), 0o777) != nil || os.WriteFile(at, []byte(fmt.Sprintf("Words of %q.", name)), 0o666) != nil {
			t.Skip("no such names here")
		}
		inputs = append(inputs, at)
	}
	a, b := read(t, Options{}, inputs...), read(t, Options{}, inputs[1], inputs[0])
	if d := cmp.Diff(a.items, b.items); d != "" || len(a.items) == 0 {
		t.Errorf("%d articles\n%s", len(a.items), d)
	}
	for _, it := range a.items {
		if it.Article.Imprint.Outlet != "[2J Post" {
			t.Errorf("outlet %q", it.Article.Imprint.Outlet)
		}
	}
}
