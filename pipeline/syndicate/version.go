package syndicate

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"github.com/zeebo/xxh3"
)

// versions are the articles that were published under the URL of an earlier one;
// all by their numbers in the order of dates.
type versions struct {
	first []int32 // the earliest of the same URL; -1 where an article has none
	of    []bool  // whether it is another text than that, or of another day
}

// versions finds them, and joins the versions of one article as witnesses.
func (t *table) versions(witnesses families) versions {
	v := versions{make([]int32, len(t.order)), make([]bool, len(t.order))}
	for k := range v.first {
		v.first[k] = -1
	}
	t.same(func(i int32) xxh3.Uint128 { return t.urls[i] }, func(first, k int32) {
		v.first[k] = first
		a, b := &t.articles[t.order[first]], &t.articles[t.order[k]]
		v.of[k] = first != k && (a.text != b.text || a.date != b.date)
		witnesses.join(int(first), int(k))
	})
	t.urls = nil
	return v
}

// identical joins every text with its first printing.
func (t *table) identical(copies, witnesses families) {
	t.same(func(i int32) xxh3.Uint128 { return t.articles[i].text }, func(first, k int32) {
		copies.join(int(first), int(k))
		witnesses.join(int(first), int(k))
	})
}

// same visits the articles that have one key, by their numbers in the order of
// dates, each with the first of its key.
func (t *table) same(key func(i int32) xxh3.Uint128, visit func(first, k int32)) {
	type keyed struct {
		key xxh3.Uint128
		k   int32
	}
	all := make([]keyed, 0, len(t.order))
	for k, i := range t.order {
		if x := key(i); x != (xxh3.Uint128{}) {
			all = append(all, keyed{x, int32(k)})
		}
	}
	slices.SortFunc(all, func(a, b keyed) int {
		return cmp.Or(cmp.Compare(a.key.Hi, b.key.Hi), cmp.Compare(a.key.Lo, b.key.Lo), cmp.Compare(a.k, b.k))
	})
	first := 0
	for n := range all {
		if all[n].key != all[first].key {
			first = n
		}
		visit(all[first].k, all[n].k)
	}
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
