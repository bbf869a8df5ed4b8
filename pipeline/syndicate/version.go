package syndicate

import (
	"net/url"
	"slices"
	"strings"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// versions enters VersionOf, joins the versions of one article as witnesses,
// and returns for each number in order the first number of its URL; -1 where an
// article has none.
func versions(items []Item, order []int, witnesses families) []int32 {
	urls := make([]int32, len(order))
	first := make(map[string]int32, len(order))
	for n, i := range order {
		a := items[i].Article
		urls[n] = -1
		key := Address(string(a.URL))
		if key == "" {
			continue
		}
		f, ok := first[key]
		if !ok {
			f, first[key] = int32(n), int32(n)
		}
		urls[n] = f
		original := items[order[f]].Article
		if ok && (original.SHA256 != a.SHA256 || original.Date != a.Date) {
			a.VersionOf = record.Null(original.ID)
		}
		witnesses.join(int(f), n)
	}
	return urls
}

// Address is what two URLs of one article have in common: the host without
// www., the path without its last slash, and the query without what only says
// where a reader came from (utm_source and its like). "" where that names no
// article: a front page, or what is no URL of the web.
func Address(raw string) string {
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	host := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	path := strings.TrimRight(u.EscapedPath(), "/")
	query := slices.DeleteFunc(strings.Split(u.RawQuery, "&"), func(p string) bool {
		return p == "" || strings.HasPrefix(strings.ToLower(p), "utm_")
	})
	slices.Sort(query)
	if path == "" && len(query) == 0 {
		return ""
	}
	return host + path + "?" + strings.Join(query, "&")
}
