package main

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/pprof/profile"
)

// sample is a stack, the innermost function first, and how long it was seen.
func sample(nanos int64, stack ...string) *profile.Sample {
	s := &profile.Sample{Value: []int64{1, nanos}}
	for _, name := range stack {
		s.Location = append(s.Location, &profile.Location{Line: []profile.Line{{Function: &profile.Function{Name: name}}}})
	}
	return s
}

func TestGraph(t *testing.T) {
	const module = "github.com/verbatim-news/verbatim/"
	p := &profile.Profile{Sample: []*profile.Sample{
		sample(60, module+"attribution/text.(*Parser).Parse", module+"pipeline.Run", "main.main"),
		sample(30, module+"attribution/text.cut[go.shape.string]", module+"pipeline.Run", "main.main"),
		sample(10, "runtime.mallocgc", "main.main"),
	}}
	root := grow(p)
	if root.value != 100 || len(root.calls) != 1 || root.calls[0].calls[0].value != 90 {
		t.Errorf("%+v", root)
	}
	var out bytes.Buffer
	draw(&out, root)
	for _, want := range []string{
		"<title>all: 100.0 %</title>", "<title>pipeline.Run: 90.0 %</title>", "<title>attribution/text.(*Parser).Parse: 60.0 %</title>",
		`width="720.0"`, "<title>runtime.mallocgc: 10.0 %</title>", colour("attribution/text.x"), colour("runtime.x"),
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the picture has no %s", want)
		}
	}
	for d := xml.NewDecoder(&out); ; {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

func TestNothingSampled(t *testing.T) {
	var out bytes.Buffer
	draw(&out, grow(&profile.Profile{}))
	if !strings.HasSuffix(out.String(), "</svg>\n") {
		t.Error(out.String())
	}
}
