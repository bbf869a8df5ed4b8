package corpus

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const rss = `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Post</title><link>https://www.post.example/</link><language>en-gb</language>
<item><title>Quay &amp; crane</title><link>https://www.post.example/quay?a=1&b=2</link><guid isPermaLink="false">q1</guid><pubDate>Mon, 02 Mar 2026 23:15:00 -0500</pubDate>
<dc:creator>Ada Ott</dc:creator><media:title>A picture</media:title><description>The short of it.</description>
<content:encoded><![CDATA[<p>The north quay will close on Monday for six weeks of repairs, the harbour board decided.</p><p>“We would rather lose six weeks than a crane,” said Ingrid Vale, the harbour master.</p>]]></content:encoded></item>
<item><link>https://www.post.example/two</link><author>desk@post.example (Ben Eck)</author><description>It costs&nbsp;“a lot”, he said. &lt;a href="/two"&gt;Read more&lt;/a&gt;</description></item>
<item><guid>three</guid><title>Nothing said</title></item>
<item><title>Nowhere</title><description>Words.</description></item>
<item><guid>https://www.post.example/five</guid><content:encoded>&lt;img src="x.png"&gt;</content:encoded><description>Plain words of five &amp;amp; six.</description></item>
</channel></rss>`

const atomFeed = `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Herald</title>
<entry><id>tag:herald.example,2026:1</id><title type="html">Quay &lt;i&gt;closes&lt;/i&gt;</title><link rel="self" href="https://feed.example/1"/><link href="http://news.herald.example/quay"/>
<author><name>Cy Dow</name><email>cy@herald.example</email></author><author><name>Di Eve</name></author><published>2026-03-02T09:15:00Z</published><updated>2026-03-05T00:00:00Z</updated>
<summary>Short.</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The north quay will close on Monday<br/>for six weeks &lt; seven.</p><p>“We would rather lose six weeks than a crane,” said Ingrid Vale.</p></div></content></entry>
<entry><id>2</id><summary>Not this.</summary><updated>2026-03-05T00:00:00Z</updated><content type="text">Is 3 &lt;b&gt; 2?</content></entry>
<entry><id>3</id><content type="image/png">iVBORw0KGgo=</content><summary>A picture.</summary></entry>
</feed>`

func TestFeeds(t *testing.T) {
	dir := lay(t, map[string]string{
		"in/w/post.rss": rss, "in/w/herald.atom": atomFeed, "in/w/site.xml": `<urlset><url><loc>x</loc></url></urlset>`, "in/w/none.xml": "", "in/w/bare.xml": "<rss><channel/></rss>",
		"in/w/pic.xml":    "\x89PNG\r\n\x1a\nxxxxxxxx",
		"in/w/latin.xml":  `<?xml version="1.0" encoding="ISO-8859-1"?><rss><item><guid>1</guid><description>` + "\x93Caf\xe9\x94 \x01he said.</description></item></rss>",
		"in/w/wrong.xml":  `<?xml version="1.0" encoding="ISO-8859-1"?><rss><item><guid>1</guid><description>“Café” he said.</description></item></rss>`,
		"in/w/bytes.xml":  `<?xml version="1.0" encoding="UTF-8"?><rss><item><guid>1</guid><description>` + "Caf\xe9 \x00he said.</description></item></rss>",
		"in/w/rdf.xml":    `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><channel><title>x</title><items/></channel><item><link>http://a.post.example/1</link><description>Words.</description></item></rdf:RDF>`,
		"in/w/bomb.xml":   `<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><rss><item><guid>1</guid><description>Words &b; here.</description></item></rss>`,
		"in/w/utf16.xml":  "\xff\xfe" + wideOf(`<?xml version="1.0" encoding="utf-16"?><rss><item><guid>1</guid><description>“Wide.”</description></item></rss>`),
		"in/w/espejo.xml": "<rss><item><guid>1</guid><description>" + spanish + "</description></item></rss>",
	})
	if err := os.WriteFile(filepath.Join(dir, "in/w/packed.rss.gz"), []byte(pack(t, packedGzip, "<rss><item><guid>1</guid><description>Packed.</description></item></rss>")), 0o644); err != nil {
		t.Fatal(err)
	}
	r := read(t, Options{}, filepath.Join(dir, "in"))
	var got []string
	for _, it := range r.items {
		im := it.Article.Imprint
		if !it.Extracted {
			t.Errorf("%s is not said to be extracted", im.ID)
		}
		date := ""
		if !im.Date.IsZero() {
			date = im.Date.Format("2006-01-02")
		}
		got = append(got, strings.Join([]string{im.ID, it.Place, im.Outlet, im.Title, im.Author, im.URL, im.Lang, date, it.Article.Body}, "|"))
	}
	got = append(got, result{rejected: r.rejected}.rows(dir)...)
	const said = "“We would rather lose six weeks than a crane,” said Ingrid Vale"
	want := []string{
		"w/bomb#1|item 1, 1|w||||||Words &b; here.",
		"w/bytes#1|item 1, 1|w||||||Café  he said.",
		"w/herald#tag:herald.example,2026:1|item 1, tag:herald.example,2026:1|herald.example|Quay closes|Cy Dow, Di Eve|http://news.herald.example/quay|en|2026-03-02|The north quay will close on Monday for six weeks < seven.\n\n" + said + ".",
		"w/herald#2|item 2, 2|w||||en|2026-03-05|Is 3 <b> 2?",
		"w/herald#3|item 3, 3|w||||en||A picture.",
		"w/latin#1|item 1, 1|w||||||“Café”  he said.",
		"w/packed#1|item 1, 1|w||||||Packed.",
		"w/post#q1|item 1, q1|post.example|Quay & crane|Ada Ott|https://www.post.example/quay?a=1&b=2|en|2026-03-02|The north quay will close on Monday for six weeks of repairs, the harbour board decided.\n\n" + said + ", the harbour master.",
		"w/post#https://www.post.example/two|item 2, https://www.post.example/two|post.example||Ben Eck|https://www.post.example/two|en||It costs “a lot”, he said.",
		"w/post#https://www.post.example/five|item 5, https://www.post.example/five|post.example|||https://www.post.example/five|en||Plain words of five & six.",
		"w/rdf#http://a.post.example/1|item 1, http://a.post.example/1|post.example|||http://a.post.example/1|||Words.",
		"w/utf16#1|item 1, 1|w||||||“Wide.”",
		"w/wrong#1|item 1, 1|w||||||“Café” he said.",
		"in/w/bare.xml: feed holds no item", `in/w/espejo.xml: item 1, 1: language "es", not "en"`, "in/w/none.xml: no feed", "in/w/pic.xml: binary: PNG",
		"in/w/post.rss: item 3, three: item has no text", "in/w/post.rss: item 4: item has neither id nor link", "in/w/site.xml: no feed",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// wideOf writes a text as little-endian UTF-16.
func wideOf(s string) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteByte(byte(r))
		b.WriteByte(byte(r >> 8))
	}
	return b.String()
}

// What stands before a fault is kept, and the fault is rejected at its line.
func TestFeedsBroken(t *testing.T) {
	item := func(id, said string) string {
		return "<item><guid>" + id + "</guid><description>" + said + "</description></item>\n"
	}
	one := "<rss>\n" + item("1", "Words of one.")
	for name, c := range map[string]struct{ body, want string }{
		"cut":      {one + "<item><guid>2", "line 3: broken XML: unexpected EOF"},
		"tag":      {one + "<item><1></item></rss>", "line 3: broken XML: invalid XML name: 1"},
		"open":     {one + "<item><guid>2</guid><description>Half</description>\n" + item("3", "Words of three.") + "</item></rss>", "item 2, 2: item is not closed"},
		"long":     {one + item("2", strings.Repeat("x", 700)) + "</rss>", "line 3: item longer than 600 bytes"},
		"deep":     {one + strings.Repeat("<a>", 150) + "\n" + strings.Repeat("<a>", 600), "line 4: item longer than 600 bytes"},
		"end":      {one + "</rss></rss>", "line 3: broken XML: unexpected end element </rss>"},
		"archived": {one + "</rss><urlset>", "line 3: broken XML: unexpected EOF"},
	} {
		dir := lay(t, map[string]string{"a.xml": c.body})
		r := read(t, Options{Limits: Limits{MaxLine: 600}}, dir)
		if d := cmp.Diff([]string{"a.xml: " + c.want}, result{rejected: r.rejected}.rows(dir)); d != "" {
			t.Error(name, d)
		}
		if len(r.items) == 0 || r.items[0].Article.ID != "a#1" || name == "open" && len(r.items) != 2 {
			t.Errorf("%s: %v", name, r.rows(dir))
		}
	}
	for body, want := range map[string]string{
		one + strings.Repeat("<a>", 1e6):                                          "line 3: XML nested more than 512 deep",
		one + "<a" + strings.Repeat(` b=""`, 100000):                              "line 3: tag longer than 262144 bytes",
		one + "<item><![CDATA[" + strings.Repeat("<b ", 1e5) + "]]></item></rss>": "item 2: item has neither id nor link",
	} {
		dir := lay(t, map[string]string{"a.xml": body})
		r := read(t, Options{}, dir)
		if d := cmp.Diff([]string{"a.xml: " + want}, result{rejected: r.rejected}.rows(dir)); d != "" || len(r.items) != 1 {
			t.Error(d, len(r.items))
		}
	}
}

// Who keeps the id of two items hangs on their texts, and not on their order.
func TestFeedIDs(t *testing.T) {
	a, b := "<item><guid>1</guid><description>One.</description></item>", "<item><guid>1</guid><description>Other.</description></item>"
	kept := map[string]bool{}
	for _, items := range []string{a + b + a, b + a + a} {
		r := read(t, Options{}, lay(t, map[string]string{"a.xml": "<rss>" + items + "</rss>"}))
		if len(r.items) != 1 || len(r.rejected)+r.counts.Repeated != 2 {
			t.Fatalf("%v, %+v", r.rejected, r.counts)
		}
		kept[r.items[0].Article.Body] = true
	}
	if len(kept) != 1 {
		t.Errorf("kept %v", kept)
	}
}

func TestFeedFromStdin(t *testing.T) {
	for _, head := range []string{"", bom, "<?xml version=\"1.0\"?>\n<!-- made -->\n"} {
		r := readFrom(strings.NewReader(head+"<rss><item><guid>1</guid><description><![CDATA[<html>Words.]]></description></item></rss>"), Options{}, "-")
		if d := cmp.Diff([]string{"stdin#1|unknown|item 1, 1||Words."}, r.rows("")); d != "" || r.err != nil {
			t.Errorf("%v %s", r.err, d)
		}
	}
	r := readFrom(strings.NewReader(`<!DOCTYPE html><html><p>`+pageOne+`<p>The <rss> tag.`), Options{}, "-")
	if len(r.items) != 1 || r.items[0].Article.ID != "stdin" {
		t.Errorf("a page was taken for a feed: %v", r.rows(""))
	}
}

func TestFeedLong(t *testing.T) {
	var b strings.Builder
	b.WriteString("<rss>")
	const n = 100_000
	for i := range n {
		fmt.Fprintf(&b, "<item><guid>%d</guid><description>Words of %[1]d.</description></item>\n", i)
	}
	b.WriteString("</rss>")
	if r := read(t, Options{}, lay(t, map[string]string{"a.xml": b.String()})); len(r.items) != n || len(r.rejected) != 0 {
		t.Errorf("%d items, %v", len(r.items), r.rejected)
	}
}

// Relative links are relative to what xml:base says, or else to the site.
func TestRelativeLinks(t *testing.T) {
	for feed, want := range map[string]string{
		`<rss><channel><atom:link rel="self" href="https://feeds.example/x"/><link>https://www.post.example/news/</link><item><link>../a?b=1&c</link><description>x</description></item></channel></rss>`: "https://www.post.example/a?b=1&c",
		`<rss><channel><atom:link rel="self" href="https://feeds.example/x"/><item><link>/a</link><description>x</description></item></channel></rss>`:                                                    "https://feeds.example/a",
		`<feed xml:base="https://www.post.example/news/"><link rel="hub" href="https://hub.example/"/><entry xml:base="2026/"><id>1</id><link href="a"/><content>x</content></entry></feed>`:              "https://www.post.example/news/2026/a",
		`<feed><link href="https://www.post.example/"/><entry><id>1</id><link href="https://other.example/a"/><content>x</content></entry></feed>`:                                                        "https://other.example/a",
		`<feed><link href="::"/><entry><id>1</id><link href="/a"/><content>x</content></entry></feed>`:                                                                                                    "/a",
	} {
		r := read(t, Options{}, lay(t, map[string]string{"f.xml": feed})+"/f.xml")
		if len(r.items) != 1 || r.items[0].Article.URL != want {
			t.Errorf("%s: %+v %v", feed, r.items, r.rejected)
		}
	}
}
