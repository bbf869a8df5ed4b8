package warc

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/gzip"
)

// list reads an archive to its end: a line for each record, with the length of
// its body, and for each damage.
func list(t testing.TB, in io.Reader, opts Options) []string {
	t.Helper()
	opts.Name = "x"
	r := NewReader(in, opts)
	var rows []string
	for {
		rec, err := r.Next()
		var d *Damage
		switch {
		case err == io.EOF:
			return rows
		case errors.As(err, &d):
			rows = append(rows, d.Error())
			continue
		case err != nil:
			t.Fatal(err)
		}
		row := rec.Type + " " + rec.ID + " " + rec.Media()
		if rec.HTTP != nil {
			row += fmt.Sprintf(" %d", rec.HTTP.Status)
		}
		body, err := rec.Body()
		if err != nil {
			row += " " + err.Error()
		}
		rows = append(rows, fmt.Sprintf("%s %d", row, len(body)))
	}
}

func listed(t *testing.T, in string, opts Options, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, list(t, strings.NewReader(in), opts)); diff != "" {
		t.Error(diff)
	}
}

// of writes a record of a type, with fields and their values by turns.
func of(id, kind, block string, fields ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "WARC/1.1\r\nWARC-Record-ID: <%s>\r\nWARC-Type: %s\r\nWARC-Date: 2026-03-02T09:15:00Z\r\n", id, kind)
	for i := 0; i < len(fields); i += 2 {
		fmt.Fprintf(&b, "%s: %s\r\n", fields[i], fields[i+1])
	}
	fmt.Fprintf(&b, "Content-Length: %d\r\n\r\n%s\r\n\r\n", len(block), block)
	return b.String()
}

// response writes a response with an HTTP header of these lines.
func response(id, body string, lines ...string) string {
	head := strings.Join(append([]string{"HTTP/1.1 200 OK", "Content-Type: text/html"}, lines...), "\r\n")
	return of(id, "response", head+"\r\n\r\n"+body, "Content-Type", "application/http; msgtype=response")
}

func text(id string) string {
	return of(id, "conversion", "The words of "+id+".", "Content-Type", "text/plain")
}

func textRow(id string) string { return fmt.Sprintf("conversion %s text/plain %d", id, 14+len(id)) }

func packed(s string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write([]byte(s))
	z.Close()
	return b.String()
}

func fixture(t testing.TB, name string) string {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// wget -r -l 2 --warc-file, of a folder of our own pages: 1.21.3 on Debian.
func TestWget(t *testing.T) {
	in := fixture(t, "wget.warc.gz")
	want := []string{
		"warcinfo application/warc-fields", "request application/http", "response text/html 200", "request application/http", "response text/html 404",
	}
	var got []string
	uris := map[string]int{}
	r := NewReader(strings.NewReader(in), Options{})
	for {
		rec, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		row := rec.Type + " " + rec.Media()
		if rec.HTTP != nil {
			row += fmt.Sprintf(" %d", rec.HTTP.Status)
			body, err := rec.Body()
			if err != nil {
				t.Error(err)
			}
			uris[rec.URI] = len(body)
		}
		got = append(got, row)
		if rec.Date.Year() != 2026 || !strings.HasPrefix(rec.ID, "urn:uuid:") {
			t.Errorf("record %q of %v", rec.ID, rec.Date)
		}
	}
	if diff := cmp.Diff(want, got[:len(want)]); diff != "" {
		t.Error(diff)
	}
	if n := uris["http://127.0.0.1:8765/news/quay.html"]; n != 1138 {
		t.Errorf("page of %d bytes, among %v", n, uris)
	}
	if len(got) != 18 {
		t.Errorf("%d records: %q", len(got), got)
	}
}

// wget -r --warc-dedup, of a site crawled before: revisits, whose digest wget
// takes of the response that it leaves out, a page in chunks and one of
// windows-1252.
func TestWgetAgain(t *testing.T) {
	kinds := map[string]int{}
	for _, row := range list(t, strings.NewReader(fixture(t, "wget-again.warc.gz")), Options{}) {
		kind, _, _ := strings.Cut(row, " ")
		kinds[kind]++
	}
	want := map[string]int{"warcinfo": 1, "request": 13, "response": 2, "revisit": 11, "metadata": 1, "resource": 2}
	if diff := cmp.Diff(want, kinds); diff != "" {
		t.Error(diff)
	}
}

// As warcio 1.7 writes them, with every coding; the page is that of TestWget.
func TestCodings(t *testing.T) {
	rows := list(t, strings.NewReader(fixture(t, "warcio.warc.gz")), Options{})
	id := func(n int) string { return fmt.Sprintf("urn:uuid:00000000-0000-4000-8000-%012d", n) }
	want := []string{"warcinfo " + id(0) + " application/warc-fields 52"}
	for n := 1; n <= 10; n++ {
		want = append(want, "response "+id(n)+" text/html 200 1138")
	}
	want = append(want, "revisit "+id(11)+" text/html 200 0", "conversion "+id(12)+" text/plain 101")
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Error(diff)
	}
}

func TestBodies(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"chunks cut short", response("a", "5\r\nwords\r\n", "Transfer-Encoding: chunked"), "chunked body is cut short"},
		{"chunk cut short", response("a", "5\r\nwor", "Transfer-Encoding: chunked"), "chunked body is cut short"},
		{"chunks broken", response("a", "5\r\nwords\r\nzz\r\n", "Transfer-Encoding: chunked"), "chunked body is broken at byte 10"},
		{"gzip cut short", response("a", packed("<p>words</p>")[:20], "Content-Encoding: gzip"), "body is no whole gzip: unexpected EOF"},
		{"coding not known", response("a", "\x00words", "Content-Encoding: sdch"), "body is no whole sdch: coding not known"},
		{"codings without end", response("a", "words", "Content-Encoding: br,br,br,br"), "body in more than 3 codings"},
	} {
		rows := list(t, strings.NewReader(c.in+text("b")), Options{})
		if want := []string{"response a text/html 200 x: byte 0: record a: " + c.want + " 0", textRow("b")}; !cmp.Equal(rows, want) {
			t.Errorf("%s: %s", c.name, cmp.Diff(want, rows))
		}
	}
	listed(t, response("a", packed("<p>One")+packed(" two</p>")+"\x00\x00", "content-encoding: X-Gzip"), Options{}, "response a text/html 200 14")
	listed(t, response("a", "5;name=x\r\nwords\r\n0\r\nTrailer: x\r\n\r\n", "Transfer-Encoding: chunked"), Options{}, "response a text/html 200 5")
	listed(t, response("a", "words", "no field at all", "Content-Encoding:"), Options{}, "response a text/html 200 5")
}

func TestResponses(t *testing.T) {
	http := []string{"Content-Type", "application/http;msgtype=response"}
	interim := "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
	listed(t, of("a", "response", interim+"HTTP/2 404 \r\nContent-Type: text/html\r\n\r\nno", http...), Options{}, "response a text/html 404 2")
	listed(t, of("a", "response", "HTTP/1.0 200 OK\nContent-Type: Text/HTML; x\n\nwords", http...), Options{}, "response a text/html 200 5")
	listed(t, of("a", "response", "HTTP/1.1 304 Not Modified\r\nDate: x", http...), Options{}, "response a  304 0")
	listed(t, of("a", "response", "words", http...)+text("b"), Options{}, "x: byte 0: record a: holds no HTTP response", textRow("b"))
	listed(t, of("a", "response", strings.Repeat(interim, 6), http...), Options{}, "x: byte 0: record a: holds no final HTTP response")
	listed(t, of("a", "response", "93.184.216.34", "Content-Type", "text/dns"), Options{}, "response a text/dns 13")
}

func TestDigest(t *testing.T) {
	for digest, sound := range map[string]bool{
		"sha1:FDNNJV6KZ3T73FHBVBL5WGYRVBJSO3H4":                                    false,
		"sha1:" + strings.Repeat("0", 40):                                          false,
		"md5:5d41402abc4b2a76b9719d911017c592":                                     true,
		"SHA-256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824": true,
		"sha1:VL2MMHO4YXUKFWV63YHTWSBM3GXKSQ2N":                                    true,
		"sha1:short":                                                               true, // says nothing
		"blake3:0123456789a":                                                       true,
	} {
		rows := list(t, strings.NewReader(of("a", "resource", "hello", "WARC-Block-Digest", digest)+text("b")), Options{})
		want := []string{"resource a  5", textRow("b")}
		if !sound {
			want[0] = "x: byte 0: record a: its block is not the one of its digest"
		}
		if diff := cmp.Diff(want, rows); diff != "" {
			t.Errorf("%s: %s", digest, diff)
		}
	}
}

// A reader that fails is the end, and not damage.
func TestDiskFails(t *testing.T) {
	disk := errors.New("disk on fire")
	for _, in := range []string{text("a"), packed(text("a"))} {
		r := NewReader(io.MultiReader(strings.NewReader(in), strings.NewReader(in[:60]), failing{disk}), Options{})
		rec, err := r.Next()
		if err != nil || rec.ID != "a" {
			t.Fatalf("%v, %v", rec, err)
		}
		if _, err = r.Next(); err != disk {
			t.Errorf("%v", err)
		}
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }
