package syndicate

import (
	"strings"
	"testing"

	"github.com/verbatim-news/verbatim/attribution/text"
)

const story = "The gates of the dam were opened on Sunday, and nobody was told before breakfast."

func TestCredit(t *testing.T) {
	for _, c := range []struct{ about, author, outlet, body, want string }{
		{"dateline", "", "", "WASHINGTON (Reuters) - " + story, "Reuters"},
		{"dateline after a headline and a date", "", "", "Dam opened\n\n11 May 2024\n\nAUSTIN, Texas (AP) — " + story, "AP"},
		{"two words of place, two hyphens", "", "", "LE BOURGET, France (AP) -- " + story, "AP"},
		{"place in small letters", "", "", "Paris (AFP) - " + story, "AFP"},
		{"no place", "", "", "(Reuters) – " + story, "Reuters"},
		{"an agency no table knows", "", "post", "GANNET SOUND (Northwire) — " + story, "Northwire"},
		{"byline", "", "", "Dam opened\nBy JANE DOE, Associated Press\n" + story, "AP"},
		{"byline with a job", "", "", "By Jane Doe, Associated Press writer\n" + story, "AP"},
		{"byline with a bar", "", "", "By Jane Doe | AP\n" + story, "AP"},
		{"byline of the agency", "", "", "By The Associated Press\n" + story, "AP"},
		{"the agency on a line of its own", "", "", "Dam opened\n\nAssociated Press\n\n" + story, "AP"},
		{"author", "The Associated Press", "", story, "AP"},
		{"author with a name", "Jane Doe, Associated Press", "", story, "AP"},
		{"author, staff", "Reuters Staff", "", story, "Reuters"},
		{"signed with a dash", "", "", story + "\n\n— AFP", "AFP"},
		{"signed after the last sentence", "", "", story + " —AFP", "AFP"},
		{"signed in brackets", "", "", story + " (AP)", "AP"},
		{"rights", "", "", story + "\n\nCopyright 2016 The Associated Press. All rights reserved. This material may not be published.", "AP"},
		{"rights with a sign", "", "", story + "\n\n© 2016 AFP", "AFP"},

		{"contributed", "", "", story + "\n\nThe Associated Press contributed to this report.", ""},
		{"material", "", "", story + "\n\nThis report contains material from Reuters and the Associated Press.", ""},
		{"the writers contributed", "", "", story + "\n\nAssociated Press writers Jane Doe and Karl Brandt contributed to this report.", ""},
		{"told", "", "", "He told the AP so. " + story, ""},
		{"according to, at the end", "", "", story + " That is what a minister told Reuters.", ""},
		{"a picture's", "", "", "The dam on Sunday. | AP Photo\n\n" + story, ""},
		{"a picture's, with a name", "", "", "Jane Doe/AP Jane Doe/AP\n\n" + story, ""},
		{"a picture's, in brackets", "", "", "The dam on Sunday (Jane Doe/Reuters)\n\n" + story, ""},
		{"a party", "", "", "PAUL RYAN (R-Wis.) — " + story, ""},
		{"the outlet's own name", "", "CNN (Web News)", "WASHINGTON (CNN) — " + story, ""},
		{"the outlet's own desk", "", "CNN (Web News)", "NEW YORK (CNN Business) — " + story, ""},
		{"an aside in a sentence", "", "", "The Board (Harbour) — that is what they call it — met.\n" + story, ""},
		{"initials", "P.A.", "", story, ""},
		{"one of many authors", "Jane Doe, Readers Forum, Associated Press, Karl Brandt", "", story, ""},
		{"a column of an agency's opinion pages", "Jane Doe, Bloomberg View", "", story, ""},
		{"another word that begins so", "", "", "(Apple) — " + story, ""},
		{"nothing at all", "", "", "", ""},
	} {
		art := &text.Article{Imprint: text.Imprint{Author: c.author, Outlet: c.outlet}, Body: c.body}
		if got := Credit(art); got != c.want {
			t.Errorf("%s: %q, want %q", c.about, got, c.want)
		}
	}
}

func TestAgency(t *testing.T) {
	for name, want := range map[string]string{"The Associated Press": "AP", "apnews.com": "AP", "AP": "AP", "reuters": "Reuters", "post": "", "": ""} {
		if got := Agency(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

// A credit is short, comes from the article or the table, and does not change
// with what stands in the middle of a long text.
func FuzzCredit(f *testing.F) {
	for _, s := range []string{"WASHINGTON (Reuters) - x", "By JANE DOE, Associated Press\nx", "x — AFP", "© 2016 AFP", "(\xff) —", "A (B C D) — \n\n\n(AP)", strings.Repeat("(", 500)} {
		f.Add(s, "")
	}
	f.Fuzz(func(t *testing.T, body, author string) {
		art := &text.Article{Imprint: text.Imprint{Author: author}, Body: body}
		got := Credit(art)
		if len(got) > 60 || got != strings.TrimSpace(got) {
			t.Errorf("credit %q", got)
		}
		if got != "" && Agency(got) == "" && !strings.Contains(body, "("+got) {
			t.Errorf("credit %q stands nowhere", got)
		}
	})
}
