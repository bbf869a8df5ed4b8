package report

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

//go:embed assets/held.tmpl
var heldTemplate string

var heldHTML = parse("held", heldTemplate)

// What the record takes of a page, in bytes, and how much of one quote it shows.
const (
	maxHeld       = 5_000_000
	maxAlso       = 9
	maxNeighbours = 400
)

// A recordPage is the part of the page about the record.
type recordPage struct {
	Counts  []heldCount
	Flagged int
	Entries template.HTML
	More    int // found, and left out for want of room
}

// A heldPage is what held.tmpl shows: a quote and the record, aligned.
type heldPage struct {
	*Held
	Anchor, Shade, Headline string
	Row                     *record.Quote
	Printed, Said           []piecePage
	Flagged                 []string
	Changes                 []heldChange
	Place                   record.Place
	Also                    []alsoPage
	MoreAlso, MoreChanges   int
	Day                     record.Null
	Neighbours              [2]string
}

type heldChange struct {
	tag
	Record, Print string
}

type alsoPage struct {
	record.Place
	Day record.Null
}

// renderRecord shows the quotes that were found in the record, the worst first,
// as many as fit in budget; nil where there was no record.
func renderRecord(ix *index, budget int) (*recordPage, error) {
	if !ix.r.holds() {
		return nil, nil
	}
	p := &recordPage{Counts: ix.held.counts(), Flagged: ix.held.flagged, More: ix.held.found - len(ix.held.worst)}
	var all, one bytes.Buffer
	for n, h := range ix.held.worst {
		row := ix.quote(h.Quote)
		if row == nil {
			continue
		}
		one.Reset()
		if err := heldHTML.Execute(&one, newHeldPage(h, row)); err != nil {
			return nil, fmt.Errorf("quote %s: %w", h.Quote, err)
		}
		if all.Len()+one.Len() > budget {
			p.More = ix.held.found - n
			break
		}
		all.Write(one.Bytes())
	}
	p.Entries = template.HTML(all.String())
	return p, nil
}

func newHeldPage(h *Held, row *record.Quote) *heldPage {
	ds := h.differences()
	p := &heldPage{Held: h, Row: row, Anchor: anchor("v", h.Quote), Shade: shade(h.Verdict), Headline: opening(row.Text, 110),
		Place: h.Places[0], Day: record.Null(h.Dates[0]), Neighbours: [2]string{tailOf(h.Before), spaced(clip(h.After, maxNeighbours))}}
	for _, x := range align(&h.Passage, row, ds) {
		p.Printed = append(p.Printed, piecePage{x, stacks(x)})
	}
	plain := make([]record.Difference, len(ds))
	for i, d := range ds {
		plain[i] = *d
		c := heldChange{tag{d.Type, string(d.Note), severity(d)}, d.Base.Text, d.Other.Text}
		if c.Severity > 0 {
			p.Changes = append(p.Changes, c)
		}
	}
	p.Changes, p.MoreChanges = first(p.Changes, maxChanges)
	for _, x := range underline(&h.Passage, plain, map[string]string{h.Quote: "A"}) {
		p.Said = append(p.Said, piecePage{piece: x})
	}
	for _, f := range h.Flags {
		p.Flagged = append(p.Flagged, f+": "+flagMeanings[f])
	}
	for k := 1; k < len(h.Places) && k <= maxAlso; k++ {
		p.Also = append(p.Also, alsoPage{h.Places[k], record.Null(h.Dates[k])})
	}
	p.MoreAlso = len(h.Places) - 1 - len(p.Also)
	return p
}

// tailOf clips a sentence from its beginning.
func tailOf(s string) string {
	if len(s) <= maxNeighbours {
		return s
	}
	return "…" + strings.ToValidUTF8(s[len(s)-maxNeighbours:], "")
}

// spaced puts a space before words that follow, and none before a mark.
func spaced(s string) string {
	if r, _ := utf8.DecodeRuneInString(s); s == "" || unicode.IsPunct(r) && !strings.ContainsRune(`"“‘([—–`, r) {
		return s
	}
	return " " + s
}
