package main

import (
	"cmp"
	"fmt"
	"html"
	"io"
	"slices"
	"strings"

	"github.com/google/pprof/profile"
)

// A frame is a function in the place where it was called.
type frame struct {
	name  string
	value int64 // nanoseconds, of it and all that it called
	calls []*frame
}

// grow makes one tree of all stacks of a CPU profile.
func grow(p *profile.Profile) *frame {
	root := &frame{name: "all"}
	for _, s := range p.Sample {
		value := s.Value[len(s.Value)-1]
		root.value += value
		at := root
		for i := len(s.Location) - 1; i >= 0; i-- {
			lines := s.Location[i].Line
			for j := len(lines) - 1; j >= 0; j-- { // what is inlined stands behind its caller
				at = at.call(short(lines[j].Function.Name))
				at.value += value
			}
		}
	}
	return root
}

// call is the frame of a function that f calls.
func (f *frame) call(name string) *frame {
	for _, c := range f.calls {
		if c.name == name {
			return c
		}
	}
	c := &frame{name: name}
	f.calls = append(f.calls, c)
	return c
}

// short is a function's name without the module's.
func short(name string) string {
	return strings.TrimPrefix(name, "github.com/verbatim-news/verbatim/")
}

// Measures of the picture, in points.
const (
	width  = 1200
	row    = 16
	letter = 6.3 // of the font below, on average
	least  = 1.5 // narrower frames are left out
)

// kinds colour what is called; the first that a name begins with counts.
var kinds = []struct{ begins, name, colour string }{
	{"attribution/text", "text: sentences, tokens, tags", "#8fb8de"},
	{"attribution", "attribution: quotes and who said them", "#f2a65a"},
	{"pipeline/corpus", "reading", "#9ccf8a"},
	{"pipeline/page", "reading", "#9ccf8a"},
	{"pipeline/warc", "reading", "#9ccf8a"},
	{"pipeline/variant", "grouping and comparing", "#d99ac5"},
	{"pipeline/quotediff", "grouping and comparing", "#d99ac5"},
	{"pipeline/syndicate", "grouping and comparing", "#d99ac5"},
	{"pipeline/report", "report and rows", "#e8d174"},
	{"pipeline/record", "report and rows", "#e8d174"},
	{"pipeline/rows", "report and rows", "#e8d174"},
	{"runtime", "Go's runtime: memory", "#c9c9c9"},
	{"", "libraries and the rest", "#e6e1d6"},
}

func colour(name string) string {
	for _, k := range kinds {
		if strings.HasPrefix(name, k.begins) {
			return k.colour
		}
	}
	return ""
}

// depth is how many frames stand on each other, of those wide enough to draw.
func (f *frame) depth(scale float64) int {
	deepest := 0
	for _, c := range f.calls {
		if float64(c.value)*scale >= least {
			deepest = max(deepest, c.depth(scale))
		}
	}
	return deepest + 1
}

// draw writes the picture: callers above what they call, wide as long as it took.
func draw(w io.Writer, root *frame) {
	scale := width / float64(max(root.value, 1))
	height := (root.depth(scale)+3)*row + 8
	fmt.Fprintf(w, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="Helvetica, Arial, sans-serif" font-size="11">`+"\n", width, height)
	fmt.Fprintf(w, `<rect width="%d" height="%d" fill="#ffffff"/>`+"\n", width, height)
	legend(w)
	root.draw(w, root.value, 0, 2*row, scale)
	fmt.Fprintln(w, "</svg>")
}

func legend(w io.Writer) {
	x, drawn := 4.0, ""
	for _, k := range kinds {
		if k.name == drawn {
			continue
		}
		drawn = k.name
		fmt.Fprintf(w, `<rect x="%.1f" y="8" width="10" height="10" fill="%s"/><text x="%.1f" y="17">%s</text>`+"\n", x, k.colour, x+14, html.EscapeString(k.name))
		x += 30 + letter*float64(len(k.name))*0.85
	}
}

// draw writes f and what it calls, from x rightwards and y downwards.
func (f *frame) draw(w io.Writer, all int64, x float64, y int, scale float64) {
	wide := float64(f.value) * scale
	share := 100 * float64(f.value) / float64(max(all, 1))
	fmt.Fprintf(w, `<g><title>%s: %.1f %%</title><rect x="%.1f" y="%d" width="%.1f" height="%d" fill="%s" stroke="#ffffff" stroke-width="0.5"/>`,
		html.EscapeString(f.name), share, x, y, wide, row-1, colour(f.name))
	if fits := int(wide/letter) - 1; fits >= 4 {
		fmt.Fprintf(w, `<text x="%.1f" y="%d">%s</text>`, x+3, y+11, html.EscapeString(cut(f.name, fits)))
	}
	fmt.Fprintln(w, "</g>")
	slices.SortFunc(f.calls, func(a, b *frame) int { // the widest on the left
		return cmp.Or(cmp.Compare(b.value, a.value), strings.Compare(a.name, b.name))
	})
	for _, c := range f.calls {
		if float64(c.value)*scale >= least {
			c.draw(w, all, x, y+row, scale)
		}
		x += float64(c.value) * scale
	}
}

// cut shortens a name to so many letters; the function itself stands at its end.
func cut(name string, most int) string {
	if len(name) <= most {
		return name
	}
	if name = name[strings.LastIndexByte(name, '.')+1:]; len(name) <= most {
		return name
	}
	return name[:most-1] + "…"
}
