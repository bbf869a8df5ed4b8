package page

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// unseen reports whether a browser does not show an element, or only a machine
// reads it out: hidden, display:none, “Skip to content” for screen readers. AMP
// pages have elements of their own for adverts and share bars.
func unseen(n *html.Node) bool {
	switch n.Data {
	case "amp-ad", "amp-embed", "amp-sidebar", "amp-social-share", "amp-consent", "amp-sticky-ad", "amp-lightbox", "amp-user-notification", "amp-iframe", "gu-island":
		return true
	}
	for i := range n.Attr {
		switch a := &n.Attr[i]; a.Key {
		case "hidden":
			return a.Val != "until-found"
		case "style":
			if strings.Contains(a.Val, "none") || strings.Contains(a.Val, "hidden") {
				s := strings.Map(dropSpace, strings.ToLower(a.Val))
				if strings.Contains(s, "display:none") || strings.Contains(s, "visibility:hidden") {
					return true
				}
			}
		case "class":
			for name := range strings.FieldsSeq(a.Val) {
				switch name {
				case "sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader-only", "hidden-accessible", "element-invisible", "sr-text", "print-only", "off-screen", "offscreen":
					return true
				}
			}
		}
	}
	return false
}

func dropSpace(r rune) rune {
	if unicode.IsSpace(r) {
		return -1
	}
	return r
}

// A weight says how much text an element may hold and still be taken for
// furniture by its name alone.
type weight int

const (
	none weight = iota
	weak        // a few lines: “media”, “header” are also names of what holds the article
	firm        // less than half of the page's prose: “related”, “share”, “newsletter”
	sure        // any: comments of readers may be longer than the article
)

// named gives how surely an element is furniture by its class, id and role,
// read word by word: “article-related_links” has related.
func named(n *html.Node) weight {
	best := none
	switch attr(n, "role") {
	case "navigation", "complementary", "contentinfo", "search", "dialog", "banner", "toolbar", "menu", "menubar", "alert", "alertdialog":
		best = firm
	}
	switch n.DataAtom {
	case atom.Aside:
		best = firm
	case atom.Figure, atom.Form, atom.Header, atom.Address:
		best = max(best, weak)
	}
	for _, key := range []string{"class", "id", "data-component", "data-testid", "itemprop", "data-type"} {
		for name := range strings.FieldsSeq(attr(n, key)) {
			best = max(best, weigh(name))
		}
	}
	return best
}

// weigh weighs one name of a class.
func weigh(name string) weight {
	if len(name) > 200 || strings.HasPrefix(name, "tag-") || strings.HasPrefix(name, "category-") || strings.HasPrefix(name, "elementor") ||
		strings.HasPrefix(name, "has-") || strings.HasPrefix(name, "no-") || strings.HasPrefix(name, "with-") || strings.HasPrefix(name, "is-") || strings.HasPrefix(name, "js-") {
		return none
	}
	best, last, social, shown := none, "", false, false
	for word := range words(name) {
		switch word {
		case "social": // a share bar, unless it shows a post: social-embed
			social = true
		case "embed", "embedded", "post", "tweet":
			shown = true
		}
		best = max(best, byWord[word], byPair[last+" "+word])
		last = word
	}
	if social && !shown {
		best = max(best, firm)
	}
	return best
}

// words gives the words of a name: share-bar, share_bar, shareBar, ShareBar.
func words(name string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		start := 0
		for i := 0; i <= len(name); i++ {
			apart := i == len(name) || !isLetter(name[i])
			hump := !apart && i > start && isUpper(name[i]) && !isUpper(name[i-1])
			if !apart && !hump {
				continue
			}
			if i > start && !yield(strings.ToLower(name[start:i])) {
				return
			}
			if start = i; apart {
				start = i + 1
			}
		}
	}
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func isUpper(c byte) bool  { return c >= 'A' && c <= 'Z' }

// byWord and byPair list the words that newsrooms name furniture by.
var byWord = table(map[weight]string{
	sure: `comments disqus outbrain taboola cookie cookies consent gdpr`,
	firm: `ad ads advert adverts advertisement advertising adsense dfp sponsored sponsor promo promos promotion promoted promobox
		related recirc recirculation recommended recommendations recommendation share sharing sharebar sharetools socialshare addthis
		newsletter newsletters subscribe subscription signup optin nav navigation navbar menu submenu breadcrumb breadcrumbs footer
		sidebar comment respond replies trending popular mostpopular mostread popup modal
		overlay lightbox pullquote caption captions imagecaption wp-caption-text byline bylines copyright
		toolbar teaser teasers authorbox authorbio jp-relatedposts relatedposts relatedlinks relatedcontent readmore readnext
		skip pagination pager login disclaimer disclosure playlist donate donation webform ticker affiliate shopping masthead reprint reprints
		richlink interstitial correlati crosslink crosslinks seealso survey poll quiz toc`,
	weak: `header head media image images photo photos picture credit credits figure gallery slideshow carousel video player audio author authors bio meta
		date time timestamp dateline published updated tags tag topics topic keywords category categories kicker eyebrow
		widget toolbox buttons follow rail banner icon thumbnail thumb legend email hide hidden app download login error loading alert`,
})

var byPair = table(map[weight]string{
	firm: `most-read most-popular read-more read-next more-from more-on more-stories more-news also-read see-also pull-quote
		you-may up-next next-up next-article rich-link sign-up mail-list mailing-list around-the recommended-for author-bio author-info about-author
		author-box author-card article-tags post-tags entry-tags tag-list tags-list top-stories latest-news latest-stories in-this story-links
		post-navigation post-meta entry-meta article-meta entry-footer post-footer article-footer key-points photo-credit image-credit image-caption
		media-caption inline-promo article-promo ad-container back-to editors-picks editor-picks whats-hot what-next story-package social-bar terms-of
		call-to cta-box call-out free-trial`,
})

func table(lists map[weight]string) map[string]weight {
	m := map[string]weight{}
	for w, list := range lists {
		for name := range strings.FieldsSeq(list) {
			m[strings.ReplaceAll(name, "-", " ")] = w
		}
	}
	return m
}
