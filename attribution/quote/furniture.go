package quote

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/verbatim-news/verbatim/attribution/text"
)

// headings open a list of other stories, a share bar or an advert.
var headings = []string{
	"read next", "read more", "read also", "also read", "related", "related stories", "related articles", "related content", "related:", "more from",
	"more in", "more on", "more stories", "most popular", "most read", "most viewed", "recommended", "recommended for you", "you may also like",
	"you might also like", "you may like", "trending", "trending now", "up next", "don't miss", "don’t miss", "editors' picks", "editors’ picks",
	"editor's picks", "editor’s picks", "top stories", "latest news", "latest stories", "popular now", "from our partners", "sponsored",
	"sponsored content", "promoted", "promoted stories", "around the web", "from around the web", "share this", "share this article", "advertisement",
	"sign up", "subscribe", "newsletter", "what to read next", "must reads", "see also", "keep reading", "comments", "what others are reading",
}

// leads begin a single line that points to another story.
var leads = []string{
	"related:", "read more:", "read next:", "see also:", "also read:", "read also:", "watch:", "more:", "read:", "click here", "don't miss:",
	"don’t miss:", "must read:", "listen:", "advertisement:", "sponsored:", "recommended:", "up next:", "share:", "tweet this", "more from",
	"related article", "related story", "sign up for", "sign up to", "subscribe to", "share this", "share on", "follow us", "get our", "shop now", "buy now", "you may also like", "also on",
}

// furniture marks the paragraphs that belong to the page and not to the story:
// a heading such as “READ NEXT” and the lines below it that look like
// headlines, or a single line such as “RELATED: …”. The article's own headline
// and its captions are not furniture.
func furniture(doc *text.Document) []bool {
	out := make([]bool, len(doc.Paragraphs))
	zone := false
	for i, p := range doc.Paragraphs {
		s := strings.Trim(doc.Text(p.Span), " \t•*-–—»>›▶|:")
		switch {
		case isHeading(s):
			zone, out[i] = true, true
		case p.Len() < 300 && hasLead(s):
			out[i] = true
		case zone && looksLikeHeadline(doc.Text(p.Span)), zone && sells(s):
			out[i] = true
		default:
			zone = false
		}
	}
	return out
}

// sells reports whether a short paragraph offers something for sale.
func sells(s string) bool {
	if len(s) > 250 {
		return false
	}
	s = strings.ToLower(s)
	for _, w := range []string{"shop now", "buy now", "order now", "order today", "verified buyer", "learn more", "click here", "% off", "free trial", "limited time"} {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// byFirst files phrases by their first byte.
func byFirst(phrases []string) (out [256][]string) {
	for _, p := range phrases {
		out[p[0]] = append(out[p[0]], p)
	}
	return out
}

var headingsBy, leadsBy = byFirst(headings), byFirst(leads)

// begins reports whether s begins with a phrase of lower case, in any case.
func begins(s, phrase string) bool {
	return len(s) >= len(phrase) && strings.EqualFold(s[:len(phrase)], phrase)
}

// isHeading reports whether s is one of the headings, with three words more at most.
func isHeading(s string) bool {
	if s == "" || len(s) > 60 {
		return false
	}
	for _, h := range headingsBy[s[0]|0x20] {
		if begins(s, h) && (len(s) == len(h) || s[len(h)] == ' ' && len(strings.Fields(s[len(h):])) <= 3) {
			return true
		}
	}
	return false
}

func hasLead(s string) bool {
	if s == "" {
		return false
	}
	for _, l := range leadsBy[s[0]|0x20] {
		if begins(s, l) {
			return true
		}
	}
	return false
}

// looksLikeHeadline reports whether a paragraph could be another story's
// headline: short, no stop at its end, or set as an item of a list.
func looksLikeHeadline(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	if strings.ContainsRune("•*-–—▪◦·", r) {
		return true
	}
	words := strings.Fields(s)
	return len(words) <= 25 && (!strings.HasSuffix(s, ".") || capitals(words) >= 0.7)
}

// capitals is the share of words of four letters and more that begin with a capital.
func capitals(words []string) float64 {
	long, high := 0, 0
	for _, w := range words {
		w = strings.TrimFunc(w, func(r rune) bool { return !isWord(r) })
		if utf8.RuneCountInString(w) < 4 {
			continue
		}
		long++
		if r, _ := utf8.DecodeRuneInString(w); unicode.IsUpper(r) || unicode.IsDigit(r) {
			high++
		}
	}
	if long == 0 {
		return 0
	}
	return float64(high) / float64(long)
}
