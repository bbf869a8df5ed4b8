package main

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"

	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/report"
)

// A page is text laid out for a terminal. It is written in one piece at the
// end.
type page struct {
	bytes.Buffer
	width  int
	colour bool
}

// maxWidth is as wide as lines are made on a very wide terminal, in columns:
// longer ones are hard to read.
const maxWidth = 100

func newPage(out io.Writer) *page {
	return &page{width: min(cmp.Or(terminalWidth(out), defaultWidth), maxWidth), colour: colours(out)}
}

// severities says the severity of a difference in a word.
var severities = [...]struct {
	name   string
	colour text.Color
}{
	{"same", text.FgGreen},
	{"style", text.FgGreen},
	{"notable", text.FgYellow},
	{"material", text.FgRed},
	{"critical", text.FgHiRed},
}

// paint colours s, if this page has colours. s holds no control character.
func (p *page) paint(s string, colour text.Color) string {
	if !p.colour || s == "" {
		return s
	}
	return text.Escape(s, colour.EscapeSeq())
}

// paintWords colours s word by word: where the library's wrapping breaks a line
// inside a colour, the colour runs on to the end of what follows.
func (p *page) paintWords(s string, colour text.Color) string {
	words := strings.Split(s, " ")
	for i, word := range words {
		words[i] = p.paint(word, colour)
	}
	return strings.Join(words, " ")
}

// cluster prints one utterance: verdict and speaker, each rendering with what
// differs in it coloured, and the differences by severity.
func (p *page) cluster(k record.Cluster, quotes map[string]*record.Quote) {
	head := p.paint(k.Verdict, severities[min(worst(k), 4)].colour)
	if k.Speaker != nil {
		head += "  " + printable(k.Speaker.Name)
	}
	fmt.Fprintln(p, head)
	for _, m := range k.Members {
		if q := quotes[m.Quote]; q != nil {
			p.rendering(q, m.Quote == k.Base, k.Differences)
		}
	}
	fmt.Fprintln(p)
	differences := slices.Clone(k.Differences)
	slices.SortStableFunc(differences, func(a, b record.Difference) int { return cmp.Compare(b.Severity, a.Severity) })
	for _, d := range differences {
		whose := ""
		if q := quotes[d.Other.Quote]; q != nil && len(k.Members) > 2 {
			whose = " (" + printable(q.Article) + ")"
		}
		p.difference("  ", d, whose)
	}
	if len(differences) > 0 {
		fmt.Fprintln(p)
	}
}

// rendering prints the words of a quote under the name of its article.
func (p *page) rendering(q *record.Quote, base bool, differences []record.Difference) {
	name := printable(q.Article)
	if base {
		name += " (base)"
	}
	fmt.Fprintf(p, "  %s\n", name)
	p.block("    ", p.marked(q, differences))
}

// marked returns the words of a quote with those coloured that a difference
// names. Its segments' ranges count in the article, its text in itself.
func (p *page) marked(q *record.Quote, differences []record.Difference) string {
	severity := make([]int, len(q.Text)) // of each byte, 0 for none
	for _, d := range differences {
		for _, side := range []record.Side{d.Base, d.Other} {
			if side.Quote != q.ID {
				continue
			}
			at := 0
			for _, seg := range q.Segments {
				for i := max(side.Start, seg.Start); i < min(side.End, seg.End); i++ {
					severity[at+i-seg.Start] = max(severity[at+i-seg.Start], d.Severity)
				}
				at += seg.End - seg.Start + len(" ")
			}
		}
	}
	var b strings.Builder
	for i := 0; i < len(q.Text); {
		j := i + 1
		for j < len(q.Text) && severity[j] == severity[i] {
			j++
		}
		run := printable(q.Text[i:j])
		if severity[i] > 0 {
			run = p.paintWords(run, severities[min(severity[i], 4)].colour)
		}
		b.WriteString(run)
		i = j
	}
	return b.String()
}

// difference prints a line such as "critical  negation  drops “not” (B)",
// indented; whose names the rendering that differs, where there are several.
func (p *page) difference(indent string, d record.Difference, whose string) {
	const nameWidth, typeWidth = 10, 16
	s := severities[min(max(d.Severity, 0), 4)]
	lead := indent + p.paint(s.name, s.colour) + strings.Repeat(" ", nameWidth-len(s.name)) + fmt.Sprintf("%-*s", typeWidth, d.Type)
	indent += strings.Repeat(" ", nameWidth+typeWidth)
	if len(d.Type) >= typeWidth {
		fmt.Fprintln(p, lead)
		lead = indent
	}
	for line := range strings.SplitSeq(text.WrapSoft(told(d)+whose, p.width-len(indent)), "\n") {
		fmt.Fprintln(p, lead+strings.TrimRight(line, " "))
		lead = indent
	}
}

// told says a difference in words: “U.S. Army” → “the military”, base is narrower.
func told(d record.Difference) string {
	base, other := "“"+printable(d.Base.Text)+"”", "“"+printable(d.Other.Text)+"”"
	words := base + " → " + other
	switch {
	case d.Other.Text == "":
		words = "drops " + base
	case d.Base.Text == "":
		words = "adds " + other
	case d.Base.Text == d.Other.Text:
		words = base
	}
	if d.Note != "" {
		words += ", " + report.Note(string(d.Note))
	}
	return words
}

// block prints s wrapped and indented.
func (p *page) block(indent, s string) {
	for line := range strings.SplitSeq(text.WrapSoft(s, p.width-len(indent)), "\n") {
		fmt.Fprintln(p, indent+strings.TrimRight(line, " "))
	}
}
