package syndicate

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/verbatim-news/verbatim/attribution/text"
)

// agencies are the names under which wire services are credited; the first is
// the one that Credit gives. What stands after the bar is too short or too
// common a word to mean the agency outside brackets.
var agencies = [][]string{
	{"AP", "Associated Press", "apnews.com", "ap.org"},
	{"Reuters", "Thomson Reuters", "reuters.com"},
	{"AFP", "Agence France-Presse", "Agence France Presse", "afp.com"},
	{"UPI", "United Press International", "upi.com"},
	{"Bloomberg", "Bloomberg News", "bloomberg.com"},
	{"dpa", "Deutsche Presse-Agentur"},
	{"PA", "Press Association", "PA Media"},
	{"CP", "Canadian Press"},
	{"AAP", "Australian Associated Press"},
	{"EFE", "Agencia EFE"},
	{"ANSA"},
	{"Xinhua", "Xinhua News Agency"},
	{"TASS", "Itar-Tass"},
	{"Interfax"},
	{"Kyodo", "Kyodo News"},
	{"Yonhap", "Yonhap News Agency"},
	{"Anadolu", "Anadolu Agency"},
	{"PTI", "Press Trust of India"},
	{"IANS", "Indo-Asian News Service"},
	{"TNS", "Tribune News Service"},
	{"RNS", "Religion News Service"},
}

var byName = func() map[string]string {
	m := map[string]string{}
	for _, names := range agencies {
		for _, n := range names {
			m[fold(n)] = names[0]
		}
	}
	return m
}()

// Agency is the agency that goes by a name, “The Associated Press”, “apnews.com”
// or “AP”; "" for anybody else.
func Agency(name string) string {
	k := fold(name)
	if a, ok := byName[strings.TrimPrefix(k, "the")]; ok {
		return a
	}
	return ""
}

const (
	opening = 8   // paragraphs at the start in which a credit may stand: headline, byline, date, photograph
	closing = 3   // and at the end
	short   = 120 // bytes of a paragraph that is a credit and nothing else
)

var (
	// “WASHINGTON (Reuters) -”, “AUSTIN, Texas (AP) —”, “(AFP) –”
	dateline = regexp.MustCompile(`^((?:[\p{Lu}][\p{L}.’'-]*,? ){0,6})\(([\p{L}][\p{L}. -]{1,40})\) ?(?:-|–|—|_)`)
	// “By JANE DOE, Associated Press”, “By Jane Doe | AP”, “By The Associated Press”
	byline = regexp.MustCompile(`^(?i:by )?(?:\p{Lu}[\p{L}.’' -]{1,60}(?:,| \|| of| /|  ) ?)??((?:The )?\p{L}[\p{L}. -]{1,30}?)(?: [Ww]riters?| [Rr]eporters?| [Cc]orrespondents?)?$`)
	// “— AFP”, “– Reuters”, “(AP)” after the last sentence or on a line of its own
	signed = regexp.MustCompile(`(?:^|[.!?”"’'] ?)(?:[—–] ?|-{1,2} ?|\()(\p{L}[\p{L}. -]{1,30}?)\)?\.?$`)
	// “Copyright 2016 The Associated Press. All rights reserved.”, “© 2016 AFP”
	rights = regexp.MustCompile(`(?:Copyright|©|\(c\))\s*(?:Copyright |©|\(c\) ?)?(?:\d{4})?,?\s*(?:by )?((?:The )?\p{Lu}[\p{L} -]{1,30}?)(?:\.|,|$| All )`)
)

// Credit is the agency whose story an article is, by its credit line: the byline
// or author, the dateline, or the words at the end. "" where there is none. Of
// these the dateline may name an agency that no table knows, “GANNET SOUND
// (Northwire) —”, as long as it is not the outlet itself.
//
// No credit: “The Associated Press contributed to this report”, “contains
// material from Reuters”, which is the paper's own story; “AP Photo/Jane Doe”,
// “Jane Doe/AP”, which is a picture's; “told the AP”.
func Credit(art *text.Article) string {
	if a := author(art.Author); a != "" {
		return a
	}
	head, tail := edges(art.Body)
	for _, p := range head {
		if a := opens(p, art.Outlet); a != "" {
			return a
		}
	}
	for _, p := range tail {
		if a := closes(p); a != "" {
			return a
		}
	}
	return ""
}

// opens is the credit that a paragraph at the start gives. The patterns are asked
// only of those that the scans of scan.go let pass.
func opens(p, outlet string) string {
	if mayDate(p) {
		if m := dateline.FindStringSubmatch(p); m != nil {
			if a := wire(m[1], m[2], outlet); a != "" {
				return a
			}
		}
	}
	return signature(p)
}

// signature is the agency of a byline.
func signature(p string) string {
	if len(p) > short || !endsInAgency(p) {
		return ""
	}
	if m := byline.FindStringSubmatch(p); m != nil {
		return named(m[1])
	}
	return ""
}

// closes is the credit that a paragraph at the end gives.
func closes(p string) string {
	if endsInAgency(p) {
		if m := signed.FindStringSubmatch(p); m != nil && Agency(m[1]) != "" {
			return Agency(m[1])
		}
	}
	if mayClaim(p) {
		if m := rights.FindStringSubmatch(p); m != nil {
			return named(m[1])
		}
	}
	return ""
}

// named is Agency for a name that no brackets set apart: “PA” and “CP” may be
// anything there, a state or a person's initials.
func named(name string) string {
	a := Agency(name)
	if len(fold(name)) == 2 && a != "AP" {
		return ""
	}
	return a
}

// author reads the field: “Associated Press”, “Jane Doe, Associated Press”,
// “Reuters Staff”. In a longer list the agency is one of many, and who wrote
// what cannot be told.
func author(field string) string {
	return signature(strings.TrimSuffix(strings.TrimSpace(field), " Staff"))
}

// wire is the agency that a dateline names. A name that no table has must stand
// behind a place in capitals, and be neither the outlet nor a politician's
// party: “PAUL RYAN (R-Wis.) —”.
func wire(place, name, outlet string) string {
	if a := Agency(name); a != "" {
		return a
	}
	if city, _, _ := strings.Cut(strings.TrimSpace(place), ","); len(city) < 4 || city != strings.ToUpper(city) {
		return ""
	}
	letter, own := []rune(name), fold(outlet)
	begins, _, _ := strings.Cut(name, " ")
	if len(letter) < 3 || !unicode.IsUpper(letter[0]) || strings.Contains(name, "-") || strings.Contains(name, ".") ||
		strings.Count(name, " ") > 2 || strings.Contains(own, fold(begins)) {
		return ""
	}
	return strings.TrimSpace(strings.Clone(name))
}

// edges are the paragraphs in which a credit may stand, cut to what one needs.
func edges(body string) (head, tail []string) {
	const most = 400 // bytes
	for rest := body; rest != "" && len(head) < opening; {
		var p string
		p, rest, _ = strings.Cut(rest, "\n")
		if p = strings.TrimSpace(p); p != "" {
			head = append(head, p[:min(len(p), most)])
		}
	}
	for rest := body; rest != "" && len(tail) < closing; {
		at := strings.LastIndexByte(rest, '\n')
		p := strings.TrimSpace(rest[at+1:])
		rest = rest[:max(at, 0)]
		if p != "" {
			tail = append(tail, p[max(0, len(p)-most):])
		}
	}
	return head, tail
}
