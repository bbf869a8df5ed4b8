package corpus

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/verbatim-news/verbatim/attribution/text"
)

// A gate says which drafts are articles, and which articles are wanted.
type gate struct {
	lang     string          // ISO 639; "" lets all through
	since    time.Time       // zero: any
	until    time.Time       // zero: any
	outlets  map[string]bool // in lower case; nil: all
	minWords int
	fields   Map // where JSON and tables hold what
	Limits
	key string // of all that decides what becomes of a draft
}

// digest gives the key of a gate.
func (g *gate) digest() string {
	return fmt.Sprintf("%q %d %d %q %d %q %d %d %d", g.lang, g.since.Unix(), g.until.Unix(), slices.Sorted(maps.Keys(g.outlets)), g.minWords, g.fields, g.MaxArticle, g.MaxPage, g.MaxRecord)
}

// A verdict says what became of a draft: rejected with a reason, left out by a
// filter, or else taken.
type verdict struct {
	reason  string
	leftOut bool
	badDate bool // taken, but nobody can read its date
}

const maxID = 1024 // bytes

// admit mends a draft and makes an item of it, without its source and place.
func (g *gate) admit(d draft) (Item, verdict) {
	d.id = strings.ToValidUTF8(d.id, "\uFFFD") // of an archive's record it may be any bytes
	if reason := badID(d.id); reason != "" {
		return Item{}, verdict{reason: reason}
	}
	if len(d.text) > g.MaxArticle {
		return Item{}, verdict{reason: longerThan("text", g.MaxArticle)}
	}
	body, repairs, reason := mend(d.text)
	if reason != "" {
		return Item{}, verdict{reason: reason}
	}
	said := languageOf(d.meta.lang)
	lang := g.spoken(said, body)
	if reason := g.foreign(lang); reason != "" {
		return Item{}, verdict{reason: reason}
	}
	if said == "" && !d.extracted {
		lang = "" // of a text as it was given, what is said of it is told, and no guess
	}
	if n := wordCount(body, g.minWords); n < g.minWords {
		return Item{}, verdict{reason: fmt.Sprintf("text of %d words, fewer than --min-words %d", n, g.minWords)}
	}
	date, ok := parseDate(d.meta.date)
	imprint := text.Imprint{
		ID: d.id, Outlet: d.meta.outlet, Title: d.meta.title, Author: d.meta.author,
		URL: d.meta.url, Lang: lang, Date: date,
	}
	if g.leavesOut(imprint) {
		return Item{}, verdict{leftOut: true}
	}
	sum := sha256.Sum256([]byte(body))
	return Item{
		Article: text.Article{Imprint: imprint, Body: body},
		Repairs: union(d.repairs, repairs),
		SHA256:  hex.EncodeToString(sum[:]),

		Extracted: d.extracted,
	}, verdict{badDate: !ok}
}

// badID gives the reason why an id cannot stand in every output. Control
// characters would write to the terminal of whoever reads a summary.
func badID(id string) string {
	switch {
	case strings.TrimSpace(id) == "":
		return "article has no id"
	case len(id) > maxID:
		return longerThan("id", maxID)
	case strings.ContainsFunc(id, unicode.IsControl):
		return "id holds a control character"
	}
	return ""
}

func longerThan(what string, limit int) string {
	return fmt.Sprintf("%s longer than %d bytes", what, limit)
}

// leavesOut reports whether a filter leaves an article out.
func (g *gate) leavesOut(im text.Imprint) bool {
	if g.outlets != nil && !g.outlets[strings.ToLower(im.Outlet)] {
		return true
	}
	if im.Date.IsZero() {
		return false
	}
	return im.Date.Before(g.since) || !g.until.IsZero() && im.Date.After(g.until)
}

// wordCount counts the words of a text, up to most: what stands between spaces and
// holds a letter or a digit.
func wordCount(body string, most int) int {
	n := 0
	for rest := body; n < most; {
		rest = strings.TrimLeftFunc(rest, notWord)
		if rest == "" {
			break
		}
		n++
		end := strings.IndexFunc(rest, unicode.IsSpace)
		if end < 0 {
			break
		}
		rest = rest[end:]
	}
	return n
}

func notWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

// maxWarnings bounds the lines about dates that nobody can read: a dump that
// writes all its dates in one odd way should not bury the log. The rest is
// counted.
const maxWarnings = 20

// Warner gives a function that warns of the dates that nobody can read; log as
// Options.Log.
func Warner(log *slog.Logger) func(Made) {
	if log == nil {
		log = slog.Default()
	}
	warned := 0
	return func(m Made) {
		if m.BadDate == "" || warned == maxWarnings {
			return
		}
		warned++
		log.Warn("date cannot be read", "source", m.Item.Source, "place", m.Item.Place, "date", clip(m.BadDate, 80))
	}
}
