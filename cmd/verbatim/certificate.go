package main

import (
	"fmt"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"

	"github.com/verbatim-news/verbatim/attribution/model"
	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/report"
)

// A certificate says who is given as the speaker of a quote, and why: all that
// somebody needs to check the answer by eye.
type certificate struct {
	quote   *record.Quote
	context record.Context
	reasons []model.Reason // of the answer, or of the likeliest where it was withheld
	least   float64        // the confidence below which it is
}

const (
	labelWidth = 13
	maxReasons = 6
	maxShown   = 1200 // bytes of a quote
	faint      = 0.05 // log-odds that are not worth a line
)

var (
	mentionColour = text.FgCyan
	cueColour     = text.FgMagenta
	quoteColour   = text.FgYellow
)

// certificate prints one quote.
func (p *page) certificate(c certificate) {
	q := c.quote
	fmt.Fprintln(p, p.paint(printable(q.ID), text.Bold)) // never wrapped: it is there to be copied
	kind := q.Class
	if q.Kind != "" {
		kind = string(q.Kind) + " " + kind
	}
	about := []string{kind}
	for _, s := range []string{q.Outlet, string(q.Date)} {
		if s != "" {
			about = append(about, printable(s))
		}
	}
	p.block("  ", strings.Join(about, ", "))
	words := q.Text
	if len(words) > maxShown {
		words = strings.ToValidUTF8(words[:maxShown], "") + " …"
	}
	words = printable(words)
	if q.Kind != record.KindIndirect {
		words = "“" + words + "”"
	}
	p.block("  ", p.paint(words, quoteColour))
	fmt.Fprintln(p)
	if q.Class != record.ClassQuote {
		p.field("Speaker", "", "none: these words are "+classMeans[q.Class])
	} else {
		p.answer(c)
	}
	p.field("In context", "", p.inContext(c))
	fmt.Fprintln(p)
}

// classMeans say what marked words are that are no quote.
var classMeans = map[string]string{
	record.ClassScare: "the writer’s own, at a distance", record.ClassTitle: "a title", record.ClassName: "a name",
	record.ClassFurniture: "no part of the article itself",
}

// answer prints who speaks, and on what evidence.
func (p *page) answer(c certificate) {
	q := c.quote
	others := q.Alternatives
	switch {
	case q.Speaker != nil:
		p.field("Speaker", "", p.paint(printable(q.Speaker.Name), text.Bold)+", "+speakerTypes[q.Speaker.Type]+" ("+printable(q.Speaker.ID)+")")
		p.field("Confidence", "", fmt.Sprintf("%.3f", q.Speaker.Confidence))
	case len(others) > 0:
		p.field("Speaker", "", fmt.Sprintf("nobody named: no confidence reaches %g (--min-confidence)", c.least))
		p.field("Likeliest", fmt.Sprintf("%.3f  ", others[0].Confidence), other(others[0]))
		others = others[1:]
	default:
		p.field("Speaker", "", "nobody named, and nobody weighed")
	}
	if r := likeliest(q); r != nil {
		p.field("Mention", "", p.mark(r.Text, "[", "]", mentionColour))
	}
	if q.Cue != nil {
		p.field("Cue", "", p.mark(q.Cue.Text, "{", "}", cueColour))
	}
	if len(q.Via) > 0 {
		p.field("Via", "", printable(strings.Join(q.Via, ", ")))
	}
	if rule := ruleOf(q); rule != "" {
		p.field("Rule", "", ruleWords(rule))
	}
	p.because(c)
	for i, a := range others {
		p.field([]string{"Runners-up", ""}[min(i, 1)], fmt.Sprintf("%.3f  ", a.Confidence), other(a))
	}
}

// because prints the features that weighed most, a line each.
func (p *page) because(c certificate) {
	if c.quote.Within != "" && ruleOf(c.quote) != "" {
		p.field("Because", "", "the rule says so: quotes inside quotes are weighed by no model")
	}
	for i, r := range c.reasons {
		if i == maxReasons || r.Weight < faint && r.Weight > -faint {
			return
		}
		colour := text.FgGreen
		if r.Weight < 0 {
			colour = text.FgRed
		}
		weight := strings.Replace(fmt.Sprintf("%+5.1f  ", r.Weight), "-", "−", 1)
		p.field([]string{"Because", ""}[min(i, 1)], p.paint(weight, colour), because(r))
	}
}

// likeliest is the mention of the answer, or of the likeliest where it was withheld.
func likeliest(q *record.Quote) *record.Range {
	if q.Speaker == nil && len(q.Alternatives) > 0 {
		return q.Alternatives[0].Mention
	}
	return q.Mention
}

func ruleOf(q *record.Quote) string {
	if q.Speaker == nil && len(q.Alternatives) > 0 {
		return q.Alternatives[0].Rule
	}
	return string(q.Rule)
}

// other says a speaker who was weighed.
func other(a record.Alternative) string {
	words := printable(a.Speaker.Name)
	if a.Mention != nil && a.Mention.Text != a.Speaker.Name {
		words += " (“" + printable(a.Mention.Text) + "”)"
	}
	return words + ", rule " + a.Rule
}

// inContext is the sentences around the quote with mention and cue marked.
func (p *page) inContext(c certificate) string {
	q := *c.quote
	q.Mention = likeliest(&q)
	var b strings.Builder
	for _, s := range report.Cut(c.context, report.Marks(&q)) {
		words := strings.Join(strings.Fields(s.Text), " ")
		if words == "" {
			b.WriteByte(' ')
			continue
		}
		before, after := s.Text[:1] != words[:1], s.Text[len(s.Text)-1:] != words[len(words)-1:]
		if before {
			b.WriteByte(' ')
		}
		switch {
		case strings.Contains(s.Kind, "m"):
			b.WriteString(p.mark(words, "[", "]", mentionColour))
		case strings.Contains(s.Kind, "c"):
			b.WriteString(p.mark(words, "{", "}", cueColour))
		case s.Kind == "q":
			b.WriteString(p.paint(printable(words), quoteColour))
		default:
			b.WriteString(printable(words))
		}
		if after {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// mark colours words, or sets them in brackets where there are no colours.
func (p *page) mark(words, open, shut string, colour text.Color) string {
	if p.colour {
		return p.paint(printable(words), colour)
	}
	return open + printable(words) + shut
}

// field prints a label, a figure if any, and text that is wrapped behind them.
func (p *page) field(label, figure, s string) {
	lead := "  " + p.paint(label, text.Faint) + strings.Repeat(" ", labelWidth-len(label)) + figure
	indent := strings.Repeat(" ", 2+labelWidth+text.StringWidthWithoutEscSequences(figure))
	for line := range strings.SplitSeq(text.WrapSoft(s, p.width-len(indent)), "\n") {
		fmt.Fprintln(p, strings.TrimRight(lead+strings.TrimRight(line, " "), " "))
		lead = indent
	}
}
