package page

import (
	"cmp"
	"net"
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/publicsuffix"
)

// head is what a page says of itself outside its text.
type head struct {
	meta      map[string]string // the first of each name, property or itemprop, in lower case
	canonical string
	title     string // of the browser's tab
	lang      string
	published string // of the first <time> that says so
	time      string // of the first <time> with a date
	h1        string // the first that is not empty
	linked    linked // what stands in JSON-LD
}

// readHead gathers what the elements of a page say of it, in one walk.
func readHead(doc *html.Node) *head {
	h := &head{meta: map[string]string{}}
	spent := 0
	each(doc, func(n *html.Node) bool {
		switch n.DataAtom {
		case atom.Html:
			h.lang = line(attr(n, "lang"))
		case atom.Meta:
			h.note(n)
		case atom.Link:
			if h.canonical == "" && strings.EqualFold(attr(n, "rel"), "canonical") {
				h.canonical = strings.TrimSpace(attr(n, "href"))
			}
		case atom.Title:
			if h.title == "" && n.Parent.DataAtom == atom.Head {
				h.title = textOf(n)
			}
		case atom.Script:
			if strings.EqualFold(strings.TrimSpace(attr(n, "type")), "application/ld+json") && n.FirstChild != nil {
				if spent += len(n.FirstChild.Data); spent <= maxLinked {
					h.linked.read(n.FirstChild.Data)
				}
			}
			return false
		case atom.Time:
			h.noteTime(n)
		case atom.H1:
			if h.h1 == "" {
				h.h1 = textOf(n)
			}
		case atom.Svg, atom.Noscript, atom.Template:
			return false
		}
		return true
	})
	return h
}

func (h *head) note(n *html.Node) {
	value := attr(n, "content")
	if value == "" || len(value) > 16*maxField {
		return
	}
	for _, key := range []string{"property", "name", "itemprop", "http-equiv"} {
		name := strings.ToLower(attr(n, key))
		if _, known := h.meta[name]; name != "" && !known {
			h.meta[name] = line(value)
		}
	}
}

// noteTime takes the first time of a page, and the first that is said to be
// that of publication: a live page gives one for every post.
func (h *head) noteTime(n *html.Node) {
	value := cmp.Or(attr(n, "datetime"), attr(n, "content"))
	if value == "" {
		return
	}
	h.time = cmp.Or(h.time, line(value))
	if strings.Contains(strings.ToLower(attr(n, "itemprop")), "datepublished") || has(n, "pubdate") {
		h.published = cmp.Or(h.published, line(value))
	}
}

// of gives the first meta tag of a list that says anything.
func (h *head) of(names ...string) string {
	for _, name := range names {
		if v := h.meta[name]; v != "" {
			return v
		}
	}
	return ""
}

// headline gives the article's headline: JSON-LD, OpenGraph, the first h1, and
// last the title of the tab, which has the outlet's name behind it.
func (h *head) headline() string {
	return cmp.Or(h.linked.headline, h.untailed(h.of("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title")), h.h1, h.untailed(h.title))
}

// untailed cuts the outlet's name off a title: “Mayor resigns | The Post”, but
// not “Spider-Man - a review” nor what has no more words before the mark.
func (h *head) untailed(title string) string {
	site := fold(h.of("og:site_name"))
	for _, mark := range []string{" | ", " - ", " – ", " — ", " · "} {
		i := strings.LastIndex(title, mark)
		if i < 0 {
			continue
		}
		tail := fold(title[i+len(mark):])
		if tail == "" || tail == site || mark == " | " && strings.Count(title[:i], " ") > 1 {
			return h.untailed(strings.TrimSpace(title[:i]))
		}
	}
	return title
}

// author gives the names of who wrote it; “By ” goes, and what is an address.
func (h *head) author() string {
	name := cmp.Or(h.linked.author, h.of("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl", "authors"))
	if strings.Contains(name, "://") || strings.HasPrefix(name, "@") {
		name = h.of("author", "parsely-author", "sailthru.author", "dc.creator", "byl")
	}
	if strings.Contains(name, "://") {
		return ""
	}
	if len(name) > 3 && strings.EqualFold(name[:3], "by ") {
		name = name[3:]
	}
	return strings.TrimSpace(name)
}

// date gives the day of publication as the page writes it; a page that says
// nothing but when it was last changed gives none.
func (h *head) date() string {
	for _, s := range []string{
		h.linked.published,
		h.of("article:published_time", "og:article:published_time", "article:published", "datepublished", "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date",
			"dc.date.issued", "dcterms.created", "dc.date", "dcterms.date", "article.published", "published_time", "ptime", "cxenseparse:recs:publishtime", "date"),
		h.published, h.time,
	} {
		if day := dayOf(s); day != "" {
			return day
		}
	}
	return ""
}

// dayOf gives the day that a point in time begins with or names: “2019-03-05”,
// “March 5, 2019, 07:47 PM EST”, “5 Mar 2019 07:09 GMT”; "" for all else, 5/3/2019
// included, which is a day in May or in March.
func dayOf(s string) string {
	if len(s) > 80 {
		return ""
	}
	for _, form := range dayForms {
		if day := form.FindStringSubmatch(s); day != nil && day[1][:2] != "00" {
			return day[1]
		}
	}
	return ""
}

const month = `(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*`

var dayForms = []*regexp.Regexp{
	regexp.MustCompile(`^(\d{4}-\d\d-\d\d)(?:\D|$)`),
	regexp.MustCompile(`\b(` + month + `\.? \d\d?, \d{4})\b`),
	regexp.MustCompile(`\b(\d\d? ` + month + ` \d{4})\b`),
	regexp.MustCompile(`^(\d{4}/\d\d/\d\d)(?:\D|$)`),
}

func (h *head) language() string {
	lang := cmp.Or(h.lang, h.of("content-language", "language", "dc.language", "og:locale", "inlanguage"), h.linked.lang)
	lang, _, _ = strings.Cut(lang, ",")
	return strings.ReplaceAll(strings.TrimSpace(lang), "_", "-")
}

// address gives the page's own address: the canonical link, OpenGraph, JSON-LD,
// or where it was fetched from. A canonical link to a site's front page, as
// careless templates print it, is none.
func (h *head) address(fetched string) string {
	from, err := url.Parse(fetched)
	if err != nil || !web(from) {
		from = &url.URL{}
	}
	for _, s := range []string{h.canonical, h.of("og:url", "al:web:url", "twitter:url"), h.linked.url} {
		u, err := url.Parse(s)
		if s == "" || err != nil || len(s) > maxField {
			continue
		}
		if u = from.ResolveReference(u); web(u) && (strings.Trim(u.Path, "/") != "" || u.RawQuery != "") {
			u.Fragment, u.RawFragment = "", ""
			return line(u.String())
		}
	}
	if web(from) {
		return line(from.String())
	}
	return ""
}

func web(u *url.URL) bool {
	return (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() != "" && u.User == nil
}

// Outlet gives the registered domain of an address by the public suffix list:
// bbc.co.uk for https://www.bbc.co.uk/news; "" where it has none.
func Outlet(address string) string {
	u, err := url.Parse(address)
	if err != nil || !web(u) || net.ParseIP(u.Hostname()) != nil {
		return ""
	}
	domain, err := publicsuffix.EffectiveTLDPlusOne(strings.TrimSuffix(strings.ToLower(u.Hostname()), "."))
	if err != nil {
		return ""
	}
	return domain
}
