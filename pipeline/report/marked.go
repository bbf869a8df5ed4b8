package report

import (
	"html/template"
	"strconv"
	"strings"
)

// The words of quotes and of what stands around them are marked up here and not in
// templates: they are nine tenths of the evaluations that a page asked for, and
// each costs a microsecond of reflection. Markup is written in this file alone,
// with nothing in it but constants and numbers; all else goes through words, which
// escapes as html/template does (FuzzWordsEscaped).

// A markup is HTML in the making.
type markup struct{ strings.Builder }

// escapes is what html/template escapes between tags.
var escapes = strings.NewReplacer("\x00", "\uFFFD", `"`, "&#34;", "&", "&amp;", "'", "&#39;", "+", "&#43;", "<", "&lt;", ">", "&gt;")

// words writes text between tags.
func (m *markup) words(s string) { escapes.WriteString(m, s) }

// number writes a number, in an attribute or between tags.
func (m *markup) number(n int) { m.WriteString(strconv.Itoa(n)) }

func (m *markup) html() template.HTML { return template.HTML(m.String()) }

// markClasses are the classes of the marks that Cut finds; a kind with several
// letters has several.
var markClasses = map[string]string{"q": "q", "m": "m", "c": "c", "qm": "qm", "qc": "qc", "mc": "mc", "qmc": "qmc"}

// markedRuns marks quote, mention and cue in their context.
func markedRuns(runs []Stretch) template.HTML {
	var m markup
	for _, r := range runs {
		class := markClasses[r.Kind]
		if class == "" {
			m.words(r.Text)
			continue
		}
		m.WriteString(`<mark class="` + class + `">`)
		if label := runLabel(r.Kind); label != "" {
			m.WriteString(`<span class="vh">` + label + `: </span>`)
		}
		m.words(r.Text)
		m.WriteString("</mark>")
	}
	return m.html()
}

// markedBase marks in the base what the other wordings change.
func markedBase(pieces []piecePage) template.HTML {
	var m markup
	for _, p := range pieces {
		if p.Letters == "" {
			m.words(clip(p.Text, 2000))
			continue
		}
		m.WriteString(`<span class="u s`)
		m.number(p.Severity)
		m.WriteString(`">`)
		m.words(clip(p.Text, 2000))
		m.WriteString(`<sup><span class="vh">differs in </span>`)
		m.words(p.Letters)
		m.WriteString("</sup></span>")
	}
	return m.html()
}

// markedPieces marks in a rendering what sets it off from the base.
func markedPieces(pieces []piecePage) template.HTML {
	var m markup
	for i := range pieces {
		if p := &pieces[i]; len(p.Tags) > 0 {
			m.change(p)
		} else {
			m.words(clip(p.Text, 2000))
		}
	}
	return m.html()
}

// change writes what is printed, what the base has there, and what the difference
// is called.
func (m *markup) change(p *piecePage) {
	m.WriteString(`<span class="d s`)
	m.number(p.Severity)
	if p.Short {
		m.WriteString(" k")
	}
	m.WriteString(`">`)
	instead := "missing: "
	if p.Text != "" {
		instead = "for "
		m.WriteString("<ins>")
		m.words(clip(p.Text, 2000))
		m.WriteString("</ins>")
	}
	if p.Was != "" {
		m.WriteString(` <del><span class="vh">` + instead + `</span>`)
		m.words(elide(p.Was, 90))
		m.WriteString("</del>")
	}
	m.WriteString(` <span class="tag">`)
	for i, t := range p.Tags {
		if i > 0 {
			m.WriteString(" + ")
		}
		m.words(t.Name())
	}
	m.WriteString("&nbsp;")
	m.number(p.Severity)
	m.WriteString("</span></span>")
	if p.Text == "" {
		m.WriteString(" ")
	}
}

// markedCells are the cells of a row of a table of words.
func markedCells(cells []tableCell) template.HTML {
	var m markup
	for i := range cells {
		c := &cells[i]
		m.WriteString("<td")
		if c.Width > 1 {
			m.WriteString(` colspan="`)
			m.number(c.Width)
			m.WriteString(`"`)
		}
		if c.Severity > 0 || !c.Quiet {
			m.WriteString(` class="s`)
			m.number(c.Severity)
			if c.Missing {
				m.WriteString(" gap")
			}
			m.WriteString(`"`)
		}
		m.WriteString(">")
		switch {
		case c.Text != "":
			m.words(clip(c.Text, 600))
		case c.Missing:
			m.WriteString(`<span class="vh">left out</span>–`)
		}
		m.WriteString("</td>")
	}
	return m.html()
}
