package corpus

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// warcOf writes a record, with fields and their values by turns.
func warcOf(id, kind, block string, fields ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "WARC/1.0\r\nWARC-Record-ID: <urn:%s>\r\nWARC-Type: %s\r\nWARC-Date: 2026-03-02T09:15:00Z\r\n", id, kind)
	for i := 0; i < len(fields); i += 2 {
		fmt.Fprintf(&b, "%s: %s\r\n", fields[i], fields[i+1])
	}
	fmt.Fprintf(&b, "Content-Length: %d\r\n\r\n%s\r\n\r\n", len(block), block)
	return b.String()
}

// wet is a record of the kind that Common Crawl makes of pages.
func wet(id, text string, fields ...string) string {
	return warcOf(id, "conversion", text, append(fields, "WARC-Target-URI", "http://news.herald.example/"+id, "Content-Type", "text/plain")...)
}

// answer is a response with a status and a content type.
func answer(id, status, contentType, body string, fields ...string) string {
	http := "HTTP/1.1 " + status + "\r\nContent-Type: " + contentType + "\r\n\r\n"
	return warcOf(id, "response", http+body, append(fields, "WARC-Target-URI", "http://www.post.example/"+id, "Content-Type", "application/http; msgtype=response")...)
}

const quayPage = `<!doctype html><html lang="en"><head><title>North quay to close</title><link rel="canonical" href="http://www.post.example/quay"></head><body><article><h1>North quay to close</h1>
<p>The north quay will close on Monday for six weeks of repairs, the harbour board decided at its meeting on Friday evening, after divers found rot below the crane.</p>
<p>“We would rather lose six weeks than a crane,” said Ingrid Vale, the harbour master. “The piles are older than anyone on this board.”</p></article></body></html>`

func TestArchives(t *testing.T) {
	quay := "The north quay will close on Monday for six weeks of repairs, the harbour board decided at its meeting on Friday evening, after divers found rot below the crane.\n\n“We would rather lose six weeks than a crane,” said Ingrid Vale, the harbour master. “The piles are older than anyone on this board.”"
	records := warcOf("info", "warcinfo", "software: ours\r\n") + answer("quay", "200 OK", "text/html; charset=utf-8", quayPage) +
		wet("one", "The words of one.") + answer("plain", "200 OK", "text/plain; charset=iso-8859-15", "It costs 5\xa4, he said.") +
		answer("gone", "404 Not Found", "text/html", quayPage) + answer("moved", "301 Moved", "text/html", "") + answer("crest", "200 OK", "image/png", "\x89PNG") +
		warcOf("robots", "response", "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nUser-agent: *", "Content-Type", "application/http", "WARC-Target-URI", "http://www.post.example/robots.txt") +
		warcOf("log", "resource", "wget's own words", "Content-Type", "text/plain", "WARC-Target-URI", "metadata://gnu.org/software/wget/warc/wget.log") +
		warcOf("ask", "request", "GET / HTTP/1.1\r\n\r\n", "Content-Type", "application/http") + warcOf("seen", "revisit", "", "Content-Type", "application/http") +
		answer("empty", "200 OK", "text/html", "<p>Menu</p>") + answer("half", "200 OK", "text/html", quayPage[:300], "WARC-Truncated", "length") +
		answer("part", "200 OK", "text/html", quayPage[:300], "WARC-Segment-Number", "1") +
		wet("espejo", spanish, "WARC-Identified-Content-Language", "spa,eng") + answer("nameless", "200 OK", "", quayPage)
	arc := "filedesc://x.arc 0.0.0.0 19960923142103 text/plain 75\n1 0 Alexa Internet\nURL IP-address Archive-date Content-type Archive-length\n\n" +
		fmt.Sprintf("http://www.post.example/quay 127.0.0.1 19961104142103 text/html %d\nHTTP/1.0 200 OK\nContent-Type: text/html\n\n%s\n", 41+len(quayPage), quayPage)
	dir := lay(t, map[string]string{
		"a.warc": records, "b.WARC.gz": pack(t, packedGzip, wet("one", "The words of one.")) + pack(t, packedGzip, wet("two", "The words of two.")),
		"c.warc.zst": pack(t, packedZstd, wet("one", "The words of one.")), "d.arc": arc, "e.arc.gz": pack(t, packedGzip, arc), "f.warc": "", "g.warc.gz": "no archive",
	})
	r := read(t, Options{}, dir)
	var got []string
	for _, it := range r.items {
		if !it.Extracted || it.Place == "" {
			t.Errorf("%s at %q, extracted: %v", it.Article.ID, it.Place, it.Extracted)
		}
		got = append(got, it.Article.ID+"|"+it.Article.Outlet+"|"+it.Article.URL+"|"+it.Article.Body)
	}
	want := []string{
		"a#urn:quay|post.example|http://www.post.example/quay|" + quay,
		"a#urn:one|herald.example|http://news.herald.example/one|The words of one.",
		"a#urn:plain|post.example|http://www.post.example/plain|It costs 5€, he said.",
		"a#urn:nameless|post.example|http://www.post.example/quay|" + quay,
		"b#urn:one|herald.example|http://news.herald.example/one|The words of one.",
		"b#urn:two|herald.example|http://news.herald.example/two|The words of two.",
		"c#urn:one|herald.example|http://news.herald.example/one|The words of one.",
		"d#19961104142103/http://www.post.example/quay|post.example|http://www.post.example/quay|" + quay,
		"e#19961104142103/http://www.post.example/quay|post.example|http://www.post.example/quay|" + quay,
	}
	slices.Sort(got)
	slices.Sort(want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	at := func(id string) string {
		return fmt.Sprintf("a.warc: byte %d, record urn:%s: ", strings.Index(records, "WARC/1.0\r\nWARC-Record-ID: <urn:"+id+">"), id)
	}
	wantRejected := []string{
		at("empty") + "page holds no article", at("half") + "cut short by its writer: length", at("part") + "one segment of several",
		at("espejo") + `language "es", not "en"`, "f.warc: file holds no record", "g.warc.gz: byte 0: no record begins here",
	}
	if diff := cmp.Diff(wantRejected, (result{rejected: r.rejected}).rows(dir)); diff != "" {
		t.Error(diff)
	}
	if r.counts.Records != 10 || r.counts.Files != 7 {
		t.Errorf("%+v", r.counts)
	}
}

// What is damaged is rejected at its place, and the rest is read.
func TestArchiveDamaged(t *testing.T) {
	one, two, three := wet("one", "The words of one."), answer("two", "200 OK", "text/html\r\nContent-Encoding: gzip", pack(t, packedGzip, quayPage)[:80]), wet("three", "The words of three.")
	zipped := pack(t, packedGzip, one)
	torn := pack(t, packedGzip, two)
	dir := lay(t, map[string]string{
		"a.warc":     one + two + strings.Replace(three, "Length: 19", "Length: 12", 1) + three,
		"b.warc.gz":  zipped + torn[:len(torn)-30] + pack(t, packedGzip, three),
		"c.warc.zst": pack(t, packedZstd, one)[:100],
	})
	r := read(t, Options{}, dir)
	want := []string{
		"a#urn:one", "a#urn:three", "b#urn:one", "b#urn:three",
		fmt.Sprintf("a.warc: byte %d, record urn:two: body is no whole gzip: unexpected EOF", len(one)),
		fmt.Sprintf("a.warc: byte %d, record urn:three: its length is wrong: no record follows", len(one+two)),
		fmt.Sprintf("b.warc.gz: byte %d, record urn:two: gzip member is cut short", len(zipped)),
		"c.warc.zst: archive is truncated",
	}
	got := (result{rejected: r.rejected}).rows(dir)
	for i, it := range r.items {
		got = slices.Insert(got, i, it.Article.ID)
	}
	for i := range got { // a decoder that runs on past the end of a member finds one of two things
		if strings.HasPrefix(got[i], "b.warc.gz") {
			got[i], _, _ = strings.Cut(got[i], ": gzip member is")
			want[i], _, _ = strings.Cut(want[i], ": gzip member is")
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Pages of archives are extracted once, as those of files are, and the id that
// two ask for is settled by their texts, whatever the order.
func TestArchiveIDs(t *testing.T) {
	other := strings.Replace(quayPage, "six weeks of", "two weeks of", 1)
	alone, same := answer("alone", "200 OK", "text/html", quayPage), answer("same", "200 OK", "text/html", quayPage)
	differs := answer("same", "200 OK", "text/html", other)
	var first []string
	for _, body := range []string{alone + same + differs + same, differs + alone + same + same} {
		dir := lay(t, map[string]string{"a.warc": body, "b.jsonl": `{"id":"a#urn:alone","text":"Not that page."}`})
		r := read(t, Options{}, dir)
		var got []string
		for _, it := range r.items {
			got = append(got, it.Article.ID+" "+it.SHA256)
		}
		slices.Sort(got)
		if len(got) != 2 || len(r.rejected)+r.counts.Repeated != 3 || !strings.Contains(fmt.Sprint(r.rejected), DuplicateID) {
			t.Errorf("%q, %v, %+v", got, r.rejected, r.counts)
		}
		if first == nil {
			first = got
		}
		if diff := cmp.Diff(first, got); diff != "" {
			t.Error(diff)
		}
	}
}

// What wget and warcio wrote, which package warc has among its fixtures.
func TestArchivesOfOthers(t *testing.T) {
	for name, want := range map[string][3]int{"wget": {2, 2, 14}, "warcio": {11, 0, 2}, "wget-again": {2, 0, 28}} {
		in := "../warc/testdata/" + name + ".warc.gz"
		if _, err := os.Stat(in); err != nil {
			t.Fatal(err)
		}
		c := read(t, Options{}, in).counts
		if got := [3]int{c.Articles, c.Rejected, c.Records}; got != want {
			t.Errorf("%s: articles, rejected and records %v, want %v", name, got, want)
		}
	}
}

func TestArchiveFromStdin(t *testing.T) {
	r := readFrom(strings.NewReader(wet("one", "The words of one.")), Options{}, "-")
	if len(r.items) != 1 || r.items[0].Article.ID != "stdin#urn:one" {
		t.Errorf("%+v", r)
	}
}
