package page_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/verbatim-news/verbatim/pipeline/page"
)

var pageless page.Hint

var update = flag.Bool("update", false, "rewrite the golden texts of fixtures/pages")

const pages = "../../fixtures/pages"

// TestPages holds every page of fixtures/pages to the golden text beside it.
func TestPages(t *testing.T) {
	files, err := filepath.Glob(pages + "/*.html")
	if err != nil || len(files) < 10 {
		t.Fatalf("%d pages, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			html, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			p, err := page.Read(html, page.Hint{})
			got := golden(p, err)
			want := strings.TrimSuffix(file, ".html") + ".golden"
			if *update {
				if err := os.WriteFile(want, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			b, err := os.ReadFile(want)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(b) {
				t.Errorf("got\n%s\nwant\n%s", got, b)
			}
		})
	}
}

func golden(p page.Page, err error) string {
	var b strings.Builder
	for _, f := range [][2]string{{"title", p.Title}, {"author", p.Author}, {"url", p.URL}, {"outlet", p.Outlet}, {"lang", p.Lang}, {"date", p.Date}} {
		if f[1] != "" {
			fmt.Fprintf(&b, "%s: %s\n", f[0], f[1])
		}
	}
	if err != nil {
		fmt.Fprintf(&b, "error: %v\n", err)
		return b.String()
	}
	return b.String() + "\n" + p.Text + "\n"
}

const (
	one = "The last steam crane in Porthaven harbour will not be scrapped, the council decided on Thursday."
	two = "“It is ours, and it works,” said the mayor, Ines Fallow, who had voted against it twice before."
)

func read(t *testing.T, html string, hint page.Hint) page.Page {
	t.Helper()
	p, err := page.Read([]byte(html), hint)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestText(t *testing.T) {
	both := "<p>" + one + "</p><p>" + two + "</p>"
	want := one + "\n\n" + two
	for name, body := range map[string]string{
		"paragraphs":                   both,
		"bare text between breaks":     "<div>" + one + "<br><br>" + two + "</div>",
		"a break after each paragraph": "<div>" + one + "<br>\n" + two + "</div>",
		"a form around the page":       "<form action=x><div>" + both + "</div></form>",
		"a table that lays it out":     "<table><tr><td>Menu</td><td>" + both + "</td></tr></table>",
		"hidden things":                both + `<p hidden>` + one + `</p><p style="color:red; display : none">` + two + " Not seen.</p>",
		"screen readers":               `<p><span class="sr-only">Skip this.</span>` + one + `</p><p>` + two + `</p>`,
		"the page called a sidebar":    `<div class="page sidebar-left"><div id="main">` + both + `</div></div>`,
		"comments longer than it":      both + `<div class="comments"><p>` + strings.Repeat("I have read none of it, and I say so here. ", 9) + `</p></div>`,
		"cookies":                      both + `<div id="cookie-notice"><p>` + strings.Repeat("This may be in your interest, and it is in ours. ", 5) + `</p></div>`,
		"a body cut in two by an ad":   `<div class="article-body-1"><p>` + one + `</p></div><div class="ad"><p>Buy this!</p></div><div class="article-body-2"><p>` + two + `</p></div>`,
		"printed twice":                both + both,
		"soft hyphens":                 "<p>" + strings.Replace(one, "harbour", "har\u00adbour", 1) + "</p><p>" + two + "</p>",
	} {
		t.Run(name, func(t *testing.T) {
			if got := read(t, "<title>Crane to stay</title><h1>Crane to stay</h1>"+body, page.Hint{}).Text; got != want {
				t.Errorf("got %q", got)
			}
		})
	}
}

// Names of classes are a template's, and not always true of what they hold.
func TestNames(t *testing.T) {
	for html, kept := range map[string]bool{
		`<p class="media-text">“No,” he said.</p>`:                                                       true,
		`<p class="media-credit">Jo Venn for the Courier</p>`:                                            false,
		`<div class="social-embed"><blockquote><p>We are closed today.</p>— Pier 9</blockquote></div>`:   true,
		`<div class="social-bar"><p>We are closed today.</p></div>`:                                      false,
		`<article class="post tag-related category-newsletter"><p>“No,” he said.</p></article>`:          true,
		`<div class="c-relatedLinks"><p>` + strings.Repeat("They met in May. ", 5) + `</p></div>`:        false,
		`<div data-component="newsletter-form"><p>` + strings.Repeat("News at noon. ", 5) + `</p></div>`: false,
		`<div class="addition shadow gradient"><p>“No,” he said.</p></div>`:                              true,
	} {
		text := html[strings.Index(html, "<p")+2:]
		text = text[strings.Index(text, ">")+1 : strings.Index(text, "</p>")]
		if got := read(t, "<h1>Crane</h1><p>"+one+"</p>"+html+"<p>"+two+"</p>", page.Hint{}).Text; strings.Contains(got, strings.TrimSpace(text)) != kept {
			t.Errorf("%s kept %v: %q", html, !kept, got)
		}
	}
}

// Browsers print the marks of <q>, and so must the text: they are what a quote is
// known by.
func TestMarksOfQ(t *testing.T) {
	for html, want := range map[string]string{
		`The mayor said <q>it is ours</q>, and left.`:                       "The mayor said “it is ours”, and left.",
		`The mayor said <q cite="/x">they said <q>no</q> to us </q> there.`: "The mayor said “they said ‘no’ to us” there.",
		`The mayor said <q>“it is ours”</q>, and left.`:                     "The mayor said “it is ours”, and left.",
	} {
		if got := read(t, "<h1>Crane</h1><p>"+one+"</p><p>"+html+"</p><p>"+two+"</p>", page.Hint{}).Text; !strings.Contains(got, want) {
			t.Errorf("%s: %q", html, got)
		}
	}
}

// A quotation that begins as a prompt does is somebody's words.
func TestPromptsAndQuotes(t *testing.T) {
	for text, kept := range map[string]bool{
		"“Follow us on Twitter,” the minister told the farmers, “and we will follow you.”": true,
		"“Share this with your children,” she said.":                                       true,
		"Copyright law was no help to the painter, who had signed nothing.":                true,
		"Follow us on Twitter.": false,
		"Sign up for our newsletter and have the harbour in your inbox each morning.":           false,
		"Photo: Lise Aber / Associated Press":                                                   false,
		"© 2021 Porthaven Courier. All rights reserved.":                                        false,
		"To read the full story, become a member.":                                              false,
		"Subscribers of the old paper were not asked, and some of them have now gone to court.": true,
	} {
		got := read(t, "<h1>Crane</h1><p>"+one+"</p><p>"+text+"</p><p>"+two+"</p>", page.Hint{}).Text
		if strings.Contains(got, text) != kept {
			t.Errorf("%q kept: %v", text, !kept)
		}
	}
}

func TestMeta(t *testing.T) {
	for _, c := range []struct{ name, head, url, want string }{
		{"nothing", "", "", "title: Crane to stay\n"},
		{"fetched from", "", "https://news.porthaven.co.uk/a?b=1", "title: Crane to stay\nurl: https://news.porthaven.co.uk/a?b=1\noutlet: porthaven.co.uk\n"},
		{"canonical, relative", `<link rel="canonical" href="/crane">`, "https://news.porthaven.co.uk/a?b=1", "title: Crane to stay\nurl: https://news.porthaven.co.uk/crane\noutlet: porthaven.co.uk\n"},
		{"canonical is the front page", `<link rel="canonical" href="https://porthaven.co.uk/">`, "https://news.porthaven.co.uk/a", "title: Crane to stay\nurl: https://news.porthaven.co.uk/a\noutlet: porthaven.co.uk\n"},
		{"no web address", `<link rel="canonical" href="javascript:alert(1)"><meta property="og:url" content="file:///etc/passwd">`, "", "title: Crane to stay\n"},
		{"an address in numbers", "", "http://127.0.0.1:8080/crane", "title: Crane to stay\nurl: http://127.0.0.1:8080/crane\n"},
		{"tail of the title", `<meta property="og:site_name" content="The Post"><meta property="og:title" content="Spider-Man - a review - The Post">`, "", "title: Spider-Man - a review\n"},
		{"Facebook page for an author", `<meta property="article:author" content="https://facebook.com/x"><meta name="author" content="By Ann Ott">`, "", "title: Crane to stay\nauthor: Ann Ott\n"},
		{"dates that mean two days", `<meta name="date" content="05/03/2019">`, "", "title: Crane to stay\n"},
		{"dates of no year", `<meta name="date" content="0001-01-01T00:00:00Z">`, "", "title: Crane to stay\n"},
		{"dates in words", `<meta name="date" content="5 Mar 2019 07:09 GMT">`, "", "title: Crane to stay\ndate: 5 Mar 2019\n"},
		{"JSON that breaks its lines", `<script type="application/ld+json">{"@type":"NewsArticle","headline":"Crane
to stay","author":"Ann Ott","url":{"@id":"https://porthaven.co.uk/c"}}</script>`, "", "title: Crane to stay\nauthor: Ann Ott\nurl: https://porthaven.co.uk/c\noutlet: porthaven.co.uk\n"},
		{"JSON that is none", `<script type="application/ld+json">{"@type":"NewsArticle",</script>`, "", "title: Crane to stay\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := read(t, "<head>"+c.head+"</head><body><h1>Crane to stay</h1><p>"+one+"</p><p>"+two+"</p>", page.Hint{URL: c.url})
			if got, _, _ := strings.Cut(golden(p, nil), "\n\n"); got+"\n" != c.want {
				t.Errorf("got\n%s", got)
			}
		})
	}
}

func TestEncodings(t *testing.T) {
	const body = "<p>" + one + "</p><p>He paid \x80300 at the Caf\xe9 Azur, and said it was \x93worth it\x94.</p>"
	const want = "He paid €300 at the Café Azur, and said it was “worth it”."
	for name, c := range map[string]struct {
		html string
		hint page.Hint
		want string
	}{
		"header":                       {body, page.Hint{ContentType: "text/html; charset=windows-1252"}, want},
		"meta":                         {`<meta charset="latin1">` + body, page.Hint{}, want},
		"no label":                     {body, page.Hint{}, want},
		"labelled UTF-8":               {`<meta charset="utf-8">` + body, page.Hint{ContentType: "text/html; charset=utf-8"}, want},
		"labelled UTF-16":              {`<meta charset="utf-16">` + body, page.Hint{}, want},
		"UTF-8 with one broken byte":   {`<p>` + one + `</p><p>“It’s naïve,” said René Dalén of the Caf` + "\xe9" + ` Azur, “and it’s mine.”</p>`, page.Hint{}, "“It’s naïve,” said René Dalén of the Caf\uFFFD Azur, “and it’s mine.”"},
		"header against a mark":        {"\xef\xbb\xbf<p>" + one + "</p><p>" + two + "</p>", page.Hint{ContentType: "text/html; charset=windows-1252"}, two},
		"a header in another language": {"<p>" + one + "</p><p>\xcf\xf0\xe8\xe2\xe5\xf2, said the captain of the ship to the mayor, and went.</p>", page.Hint{ContentType: "text/html; charset=windows-1251"}, "Привет, said the captain of the ship to the mayor, and went."},
	} {
		t.Run(name, func(t *testing.T) {
			if got := read(t, c.html, c.hint).Text; !strings.HasSuffix(got, c.want) {
				t.Errorf("got %q", got)
			}
		})
	}
}

// What is made to cost is refused, or read in bounded time and memory.
func TestHostile(t *testing.T) {
	text := "<p>" + one + "</p><p>" + two + "</p>"
	for name, c := range map[string]struct {
		html string
		err  error
	}{
		"longer than any page":        {strings.Repeat(" ", page.MaxInput+1), page.ErrLong},
		"a million tags inside":       {strings.Repeat("<div>", 1e6) + text, page.ErrTangled},
		"a million left open":         {strings.Repeat("<b>", 1e6) + text, page.ErrTangled},
		"300 left open, 10^5 times":   {strings.Repeat("<b>", 300) + strings.Repeat("<p>x", 1e5), page.ErrTangled},
		"many attributes left open":   {strings.Repeat(`<font color=a><p>`, 2e3) + text, page.ErrTangled},
		"10^5 empty paragraphs":       {strings.Repeat("<p>", 1e5) + text, nil},
		"10^5 quotation marks":        {"<p>" + strings.Repeat("“", 1e5) + "</p>" + text, nil},
		"10^5 list items":             {strings.Repeat("<li>x", 1e5) + text, nil},
		"5 MB in quotation marks":     {text + "<p>" + strings.Repeat("“", 5<<20/3) + "</p>", page.ErrLongText},
		"nothing":                     {"", page.ErrNoArticle},
		"no page at all":              {"\x00\x01\x02", page.ErrNoArticle},
		"JSON nested without an end":  {`<script type="application/ld+json">` + strings.Repeat("[", 1e5) + `</script>` + text, nil},
		"one class of 10^5 words":     {`<div class="` + strings.Repeat("ad ", 1e5) + `">x</div>` + text, nil},
		"a line of 10^6 letters":      {"<p>" + strings.Repeat("a", 1e6) + "</p>" + text, nil},
		"tags that open nothing":      {strings.Repeat("</p>", 1e4) + text, nil},
		"10^4 quotes set apart":       {strings.Repeat("<blockquote>"+two[:60]+"</blockquote><p>"+one, 1e4) + text, nil},
		"a report of our own":         {`<meta name="generator" content="verbatim">` + text, page.ErrReport},
		"a frame set":                 {"<frameset><frame src=x></frameset>", page.ErrNoArticle},
		"a comment that never closes": {text + "<!-- " + strings.Repeat("x", 1e5), nil},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := page.Read([]byte(c.html), page.Hint{})
			if !errors.Is(err, c.err) || c.err == nil && !strings.Contains(p.Text, two) {
				t.Errorf("%v, %.80q", err, p.Text)
			}
		})
	}
}

// TestBlockQuotes holds what names the source of a block quotation to stand behind
// it, on its line, and what repeats the story to be left out all the same.
func TestBlockQuotes(t *testing.T) {
	const said = "We would rather lose six weeks than a crane, and so would every ship that calls here."
	for name, c := range map[string]struct{ html, want string }{
		"cite":                {"<blockquote><p>" + said + "</p><cite>Ingrid Vale, harbour master</cite></blockquote>", "“" + said + "” — Ingrid Vale, harbour master"},
		"cite in its line":    {"<blockquote>“" + said + "” <cite>– Ingrid Vale</cite></blockquote>", "“" + said + "” — Ingrid Vale"},
		"footer":              {"<blockquote cite='/x'><p>" + said + "</p><footer>— <cite>Ingrid Vale</cite></footer></blockquote>", "“" + said + "” — Ingrid Vale"},
		"line of its own":     {"<blockquote><p>" + said + "</p><p>— <cite>Ingrid Vale</cite></p></blockquote>", "“" + said + "” — Ingrid Vale"},
		"caption":             {"<figure><blockquote><p>" + said + "</p></blockquote><figcaption>Ingrid Vale</figcaption></figure>", "“" + said + "” — Ingrid Vale"},
		"paragraphs":          {"<blockquote><p>" + said + "</p><p>That is all.</p><cite>Ingrid Vale</cite></blockquote>", "“" + said + "\n\n“That is all.” — Ingrid Vale"},
		"nobody":              {"<blockquote cite='https://a.example/'><p>" + said + "</p></blockquote>", said},
		"a photographer":      {"<figure><blockquote>" + said + "</blockquote><figcaption>Photo: A. Ott</figcaption></figure>", said},
		"a work in its midst": {"<blockquote>In <cite>The Crane</cite> it says: " + said + "</blockquote>", "In The Crane it says: " + said},
	} {
		page := "<article><p>" + one + "</p>" + c.html + "<p>" + two + "</p></article>"
		if got, want := read(t, page, pageless).Text, one+"\n\n"+c.want+"\n\n"+two; got != want {
			t.Errorf("%s: got\n%s\nwant\n%s", name, got, want)
		}
	}
	for name, html := range map[string]string{
		"blockquote": "<blockquote>%s <cite>Ines Fallow</cite></blockquote>",
		"aside":      "<aside><p>%s</p></aside>",
		"figure":     "<figure><div>%s</div></figure>",
	} {
		page := "<article><p>" + one + "</p>" + fmt.Sprintf(html, "will not be scrapped, the council decided") + "<p>" + two + "</p></article>"
		if got, want := read(t, page, pageless).Text, one+"\n\n"+two; got != want {
			t.Errorf("pull quote in %s: got\n%s", name, got)
		}
	}
}
