package syndicate

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/verbatim-news/verbatim/attribution/text"
)

// byPatterns is Credit as its patterns alone give it, asked of every paragraph.
func byPatterns(art *text.Article) string {
	if a := signatureByPattern(strings.TrimSuffix(strings.TrimSpace(art.Author), " Staff")); a != "" {
		return a
	}
	head, tail := edges(art.Body)
	for _, p := range head {
		if m := dateline.FindStringSubmatch(p); m != nil {
			if a := wire(m[1], m[2], art.Outlet); a != "" {
				return a
			}
		}
		if a := signatureByPattern(p); a != "" {
			return a
		}
	}
	for _, p := range tail {
		if m := signed.FindStringSubmatch(p); m != nil && Agency(m[1]) != "" {
			return Agency(m[1])
		}
		if m := rights.FindStringSubmatch(p); m != nil && named(m[1]) != "" {
			return named(m[1])
		}
	}
	return ""
}

func signatureByPattern(p string) string {
	if m := byline.FindStringSubmatch(p); m != nil && len(p) <= short {
		return named(m[1])
	}
	return ""
}

// FuzzScan: no scan turns away what a pattern would have taken.
func FuzzScan(f *testing.F) {
	for _, s := range []string{
		"WASHINGTON (Reuters) - x", "Élan, Texas (AP) _x", "A’B (agencia efe)–", "By JANE DOE, Associated Press writers\nx", "A P", "As. so-ciated press",
		"The Press Trust of İndia Correspondents", "ReuterS", "\u212ayodo News\n\n(c) 2016 AFP", "x — AFP.", "x “(AP).", "By Jane Doe | AP reporter", "Copyright ©2016 by The Associated Press, x",
		"(\xff) —", "A (B C D) — \n\n\n(AP)", "(" + strings.Repeat("A ", 30) + "P)", "— Yonhap. News. Agency. . ) .",
	} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, body, author string) {
		for _, author := range []string{author, ""} {
			art := &text.Article{Imprint: text.Imprint{Author: author, Outlet: "post"}, Body: body}
			if got, want := Credit(art), byPatterns(art); got != want {
				t.Errorf("author %q, body %q: %q, by the patterns %q", author, body, got, want)
			}
		}
	})
}

// TestEndsInAgency goes through all names, with all that may stand behind them.
func TestEndsInAgency(t *testing.T) {
	for name := range byName {
		if strings.ContainsFunc(name, func(r rune) bool { return r >= utf8.RuneSelf }) || len(name) > 25 {
			t.Errorf("%q does not fit the scan", name)
		}
		for _, job := range append(slices.Clone(jobs), "") {
			if p := "Jane Doe, " + name + " " + job + ")."; !endsInAgency(p) {
				t.Errorf("%q is turned away", p)
			}
		}
	}
	for _, p := range []string{"", ".", "é", "told the AP so.", "the Associated Press contributed to this report.", "Associated Press editors"} {
		if endsInAgency(p) {
			t.Errorf("%q passes", p)
		}
	}
}
