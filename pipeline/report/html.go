package report

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"html/template"
	"io"
	"strings"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// What report.html may weigh, in bytes. Groups take what they need of the
// whole, the worst and widest first; the rows to search get what is left.
const (
	maxPage     = 20_000_000
	maxGroups   = 14_000_000 // with the rows that their evidence is copied from
	maxSpeakers = 1_500_000
	maxListed   = 400       // rows of each list at the end
	headroom    = 3_000_000 // the frame, the lists and the picture
)

var (
	//go:embed assets/page.css
	css string
	//go:embed assets/page.js
	js string
	//go:embed assets/page.tmpl
	pageTemplate string
	//go:embed assets/group.tmpl
	groupTemplate string
	//go:embed assets/speaker.tmpl
	speakerTemplate string

	pageHTML    = parse("page", pageTemplate)
	groupHTML   = parse("group", groupTemplate)
	speakerHTML = parse("speaker", speakerTemplate)
)

func parse(name, text string) *template.Template {
	return template.Must(template.New(name).Funcs(template.FuncMap{
		"anchor": anchor, "href": href, "clip": clip, "elide": elide, "opening": opening, "count": count, "plural": plural, "percent": percent,
		"day": func(d record.Null) string { return unbroken(day(string(d))) }, "outlets": outletNames, "sources": sources, "since": since,
		"indirect": indirect, "described": described,
		"runs": markedRuns, "base": markedBase, "pieces": markedPieces, "cells": markedCells,
		"join": func(s []string) string { return strings.Join(s, ", ") },
	}).Parse(text))
}

// A page is what page.tmpl shows.
type page struct {
	CSP                      string
	CSS                      template.CSS
	JS, Data                 template.JS
	Title, Standfirst        string
	Version, Lexicon, Model  string
	Operating                string // the confidence below which nobody is named, "35 %"; "" if unknown
	Format, CapMB, RowsShown int
	Counts                   Counts
	Bars                     []bar
	BarTitle                 string
	Types                    []typeCount
	Groups, Speakers         template.HTML
	MoreGroups, MoreSpeakers int
	Agreement                *agreement
	Record                   *recordPage // nil where no record was given
	Picture                  *picture    // nil with fewer than two outlets in groups
	Pairs                    *pairs      // nil where no two outlets share two groups
	Revisions                []revision
	MoreRevisions            int
	Withheld                 []weighed
	LeftOut                  []leftOut
	SumLeftOut               int
	Rejected                 []record.Rejection
	Flags                    []flagged
	MoreWithheld             int
	MoreRejected, MoreFlags  int
}

// writeHTML writes report.html: one file that loads nothing. The policy in its
// head allows the page's own style and script by their hash and nothing else,
// so that markup that some day got past the escaping would still not run.
func (ix *index) writeHTML(w io.Writer) error { return ix.writePage(w, maxPage, maxGroups) }

func (ix *index) writePage(w io.Writer, capAll, capGroups int) error {
	r := ix.r
	p := &page{
		CSP: Policy(css, js), CSS: template.CSS(css), JS: template.JS(js), CapMB: capAll / 1_000_000,
		Version: r.Run.Version, Lexicon: string(r.Run.Lexicon), Model: string(r.Run.Model), Operating: r.Run.operating(), Format: r.Run.Format, Counts: ix.counts,
	}
	p.Title, p.Standfirst = ix.headline()
	p.Bars, p.BarTitle = bars(p.Counts)
	p.Types = ix.types.counts()
	if p.Agreement = ix.agreement; len(p.Agreement.Outlets) > 1 {
		picture := p.Agreement.Picture()
		p.Picture, p.Pairs = &picture, p.Agreement.pairs()
	}
	p.lists(ix)
	held, err := renderRecord(ix, min(maxHeld, capGroups/3))
	if err != nil {
		return err
	}
	if p.Record = held; held != nil {
		capGroups -= len(held.Entries)
		capAll -= len(held.Entries)
	}
	groups, shown, err := renderGroups(ix, p.Bars, capGroups)
	if err != nil {
		return err
	}
	p.Groups, p.MoreGroups = template.HTML(groups), p.Counts.Clusters-len(shown)
	speakers, more, err := renderSpeakers(ix)
	if err != nil {
		return err
	}
	p.Speakers, p.MoreSpeakers = template.HTML(speakers), more
	t, err := newBlock(ix, shown, capAll-len(groups)-len(speakers)-headroom)
	if err != nil {
		return err
	}
	data, err := t.json()
	if err != nil {
		return err
	}
	p.Data, p.RowsShown = template.JS(data), len(t.Rows)
	return pageHTML.Execute(w, p)
}

// Policy is the content of a page's Content-Security-Policy: it allows the style
// and the script given, by the hash of their very bytes, and nothing else.
func Policy(css, js string) string {
	hash := func(s string) string {
		sum := sha256.Sum256([]byte(s))
		return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	return "default-src 'none'; style-src " + hash(css) + "; script-src " + hash(js) +
		"; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
}

// Stylesheet is the style of report.html, for other pages of this project.
func Stylesheet() string { return css }
