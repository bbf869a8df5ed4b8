package main

import (
	"strings"
	"testing"

	"github.com/verbatim-news/verbatim/attribution/model"
	"github.com/verbatim-news/verbatim/pipeline/record"
)

func TestCertificate(t *testing.T) {
	body := "“I told him, ‘Never,’ and left,” Ana Ruiz said.\n\nNobody answered."
	at := func(s string) *record.Range {
		i := strings.Index(body, s)
		return &record.Range{Start: i, End: i + len(s), Text: s}
	}
	never := at("Never,")
	context := record.Context{Text: body}
	speaker := record.Speaker{ID: "ana-ruiz", Name: "Ana Ruiz", Type: record.TypePerson, Confidence: 0.9}
	quote := record.Quote{ID: "a#2", Article: "a", Class: record.ClassQuote, Kind: record.KindDirect, Text: never.Text,
		Start: never.Start, End: never.End, Segments: []record.Span{{Start: never.Start, End: never.End}}}
	named := quote
	named.Speaker, named.Mention, named.Cue, named.Rule, named.Via = &speaker, at("I"), at("told"), "source-cue-quote", []string{"tom-reyes"}
	withheld := quote
	withheld.Alternatives = []record.Alternative{{Speaker: speaker, Mention: at("Ana Ruiz"), Rule: "nearby", Confidence: 0.2}, {Speaker: record.Speaker{Name: "Tom Reyes"}, Rule: "subject", Confidence: 0.1}}
	scare := quote
	scare.Class, scare.Kind = record.ClassScare, ""
	silent := quote
	reasons := []model.Reason{{Feature: "its verb is said", Value: 1, Weight: 2.13}, {Feature: "same sentence", Value: 0, Weight: -0.42}, {Feature: "they", Value: 0, Weight: 0.01}}

	tests := []struct {
		name string
		c    certificate
		want []string
	}{
		{"named", certificate{&named, context, reasons, 0.5}, []string{
			"direct quote\n", "Speaker      Ana Ruiz, a person (ana-ruiz)", "Mention      [I]", "Cue          {told}", "Via          tom-reyes",
			"Because       +2.1  its verb is said\n                −0.4  not same sentence\n", "In context   “[I] {told} him, ‘Never,’ and left,” Ana Ruiz said. Nobody",
		}},
		{"withheld", certificate{&withheld, context, nil, 0.5}, []string{
			"nobody named: no confidence reaches 0.5", "Likeliest    0.200  Ana Ruiz, rule nearby", "Runners-up   0.100  Tom Reyes, rule subject", "left,” [Ana Ruiz] said",
		}},
		{"scare", certificate{&scare, context, nil, 0.5}, []string{"  scare\n", "Speaker      none: these words are the writer’s own"}},
		{"silent", certificate{&silent, context, nil, 0.5}, []string{"Speaker      nobody named, and nobody weighed"}},
	}
	for _, tt := range tests {
		p := &page{width: 80}
		p.certificate(tt.c)
		for _, want := range tt.want {
			if !strings.Contains(p.String(), want) {
				t.Errorf("%s: no %q in\n%s", tt.name, want, p)
			}
		}
		if strings.Contains(p.String(), "\x1b") || strings.Contains(p.String(), "they") {
			t.Errorf("%s: a colour, or a feature that hardly weighed, in\n%s", tt.name, p)
		}
	}
	p := &page{width: 80, colour: true}
	p.certificate(tests[0].c)
	if out := p.String(); strings.ContainsAny(out, "{}") || !strings.Contains(out, cueColour.EscapeSeq()+"told") {
		t.Errorf("with colours:\n%q", out)
	}
}
