package score

import (
	"cmp"
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strings"

	"github.com/verbatim-news/verbatim/pipeline/report"
)

var (
	//go:embed assets/errors.css
	errorsCSS string
	//go:embed assets/errors.js
	errorsJS string
	//go:embed assets/errors.tmpl
	errorsTemplate string

	errorsHTML = template.Must(template.New("errors").Funcs(template.FuncMap{"percent": percent}).Parse(errorsTemplate))
)

// maxShown bounds the errors on a page: about 20 MB of them.
const maxShown = 8000

// An errorsPage is what errors.tmpl shows.
type errorsPage struct {
	CSP         string
	CSS         template.CSS
	JS          template.JS
	Name        string // of the gold
	Version     string // of the program
	All         Figures
	Wrong       int // gold quotes that are not right
	Kinds       []kindCount
	Calibration Calibration
	Errors      []errorView
	More        int
}

type kindCount struct {
	Label, Means string
	Count        int
}

// errorKinds say each kind of error in a reader's words.
var errorKinds = []struct{ kind, label, means string }{
	{Missed, "missed", "a quote that no row covers"},
	{Declined, "nobody named", "there is a source, and none was sure enough"},
	{WrongMention, "wrong mention", "other words than the source, or a source where there is none"},
	{WrongName, "wrong name", "the right words, taken for somebody else"},
	{Extra, "extra", "a row that is nobody’s words in the gold"},
}

// WriteHTML writes every error with its context to one page that loads nothing.
// Name says what the gold is, version which program erred.
func (r *Result) WriteHTML(w io.Writer, name, version string) error {
	css := report.Stylesheet() + errorsCSS
	p := errorsPage{
		CSP: report.Policy(css, errorsJS), CSS: template.CSS(css), JS: template.JS(errorsJS),
		Name: name, Version: version, Calibration: r.Calibration,
	}
	if len(r.Figures) > 0 {
		p.All = r.Figures[0]
	}
	count := map[string]int{}
	for i := range r.Errors {
		count[r.Errors[i].Kind]++
		if i < maxShown {
			p.Errors = append(p.Errors, newErrorView(&r.Errors[i]))
		}
	}
	for _, k := range errorKinds {
		p.Kinds = append(p.Kinds, kindCount{k.label, k.means, count[k.kind]})
		if k.kind != Extra {
			p.Wrong += count[k.kind]
		}
	}
	p.More = len(r.Errors) - len(p.Errors)
	return errorsHTML.Execute(w, &p)
}

// An errorView is an error as the page shows it.
type errorView struct {
	*Error
	ID, Label  string
	Want, Got  string // “the minister”: Ana Ruiz
	Others     string
	Rule, Sure string
	Stretches  []stretch // the context
}

// A stretch is a piece of the context: the classes of its marks, and what a
// screen reader says before it.
type stretch struct{ Classes, Label, Text string }

func newErrorView(e *Error) errorView {
	v := errorView{Error: e, ID: fmt.Sprintf("e:%s:%d:%s", e.Article, e.Start, e.Kind), Rule: cmp.Or(e.Rule, noRule)}
	v.Want, v.Got = e.Want.words("no source"), e.Got.words("nobody named")
	switch e.Kind {
	case Extra:
		v.Want = "no quote"
	case Missed:
		v.Got = "no quote"
	}
	v.Others = strings.Join(e.Weighed, "; ")
	if e.Got.Name != "" {
		v.Sure = fmt.Sprintf("confidence %.2f", e.Confidence)
	}
	for _, k := range errorKinds {
		if k.kind == e.Kind {
			v.Label = k.label
		}
	}
	for _, s := range report.Cut(e.Context, e.marks()) {
		v.Stretches = append(v.Stretches, newStretch(s))
	}
	return v
}

// marks are the gold's quote (q) and source (m), and the row's segments (s) and
// mention (x).
func (e *Error) marks() []report.Mark {
	var marks []report.Mark
	add := func(kind string, start, end int) {
		marks = append(marks, report.Mark{Start: start, End: end, Kind: kind})
	}
	if e.Kind != Extra {
		add("q", e.Start, e.End)
	}
	for _, s := range e.Segments {
		add("s", s.Start, s.End)
	}
	if r := e.Want.Mention; r != nil {
		add("m", r.Start, r.End)
	}
	if r := e.Got.Mention; r != nil {
		add("x", r.Start, r.End)
	}
	return marks
}

func newStretch(s report.Stretch) stretch {
	labels := map[rune]string{'q': "quote in the gold", 's': "quote found", 'm': "source in the gold", 'x': "source found"}
	var classes, spoken []string
	for _, kind := range s.Kind {
		classes, spoken = append(classes, string(kind)), append(spoken, labels[kind])
	}
	return stretch{strings.Join(classes, " "), strings.Join(spoken, ", "), s.Text}
}

// maxWords bounds the words of a mention on the page, in bytes.
const maxWords = 300

func (a *Answer) words(nobody string) string {
	switch {
	case a.Mention == nil:
		return cmp.Or(a.Name, nobody)
	case a.Name == "" || a.Name == a.Mention.Text:
		return "“" + shorten(a.Mention.Text) + "”"
	}
	return "“" + shorten(a.Mention.Text) + "”: " + a.Name
}

func shorten(s string) string {
	if len(s) > maxWords {
		return strings.ToValidUTF8(s[:maxWords], "") + " …"
	}
	return s
}
