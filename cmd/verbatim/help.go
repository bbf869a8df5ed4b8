package main

import (
	"bytes"
	"io"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"
	"github.com/urfave/cli/v2"
)

// The library can be told how help looks by these variables alone.
func init() {
	cli.FlagStringer = flagLine
	whole := cli.HelpPrinterCustom
	cli.HelpPrinterCustom = func(out io.Writer, templ string, data any, funcs map[string]any) {
		width := terminalWidth(out)
		if width == 0 || width >= defaultWidth {
			whole(out, templ, data, funcs)
			return
		}
		var help bytes.Buffer
		whole(&help, templ, data, funcs)
		io.WriteString(out, narrow(help.String(), width))
	}
}

// narrow breaks the lines of help that are wider than a terminal, between words
// as long as words fit. Prose, which stands at the margin, is filled anew; what
// is broken off another line stands further in than that.
func narrow(help string, width int) string {
	var b strings.Builder
	var prose []string
	flush := func() {
		if len(prose) > 0 {
			b.WriteString(hanging(strings.Join(prose, " "), "", "", width))
			prose = nil
		}
	}
	for line := range strings.Lines(help) {
		line = strings.TrimRight(line, " \n")
		words := strings.TrimLeft(line, " ")
		if line != "" && words == line {
			prose = append(prose, line)
			continue
		}
		flush()
		indent := line[:len(line)-len(words)]
		b.WriteString(hanging(words, indent, indent+"    ", width))
	}
	flush()
	return b.String()
}

// hanging breaks words into lines of at most width columns, the first after one
// indent and the others after another. Of two columns the second goes below.
func hanging(words, first, others string, width int) string {
	if text.StringWidth(first+words) <= width {
		return first + words + "\n"
	}
	var b strings.Builder
	indent := first
	if name, meaning, ok := strings.Cut(words, "  "); ok {
		b.WriteString(first + name + "\n")
		words, indent = strings.TrimLeft(meaning, " "), others
	}
	for part := range strings.SplitSeq(text.WrapSoft(words, max(width-len(others), 16)), "\n") {
		b.WriteString(indent + strings.TrimRight(part, " ") + "\n")
		indent = others
	}
	return b.String()
}

// flagLine is "--workers N", a tab, and what it means. The library's own form
// names a repeatable flag twice, and does not fit 80 columns.
func flagLine(f cli.Flag) string {
	d, ok := f.(cli.DocGenerationFlag)
	if !ok {
		return f.String()
	}
	line := "--" + f.Names()[0]
	usage := d.GetUsage()
	if parts := strings.SplitN(usage, "`", 3); len(parts) == 3 {
		line += " " + parts[1]
		usage = strings.Join(parts, "")
	}
	if text := strings.Trim(d.GetDefaultText(), `"`); d.TakesValue() && text != "" {
		usage += " (" + text + ")"
	}
	return line + "\t" + usage
}

// The templates are the library's, less what this command has no use for; they
// fit 80 columns as long as the texts put into them do.
const (
	appHelp = `{{.Name}} - {{.Usage}}

USAGE
   {{.Name}} VERB [flags] [arguments]     flags may also follow the arguments

VERBS
{{range .VisibleCommands}}   {{.Name}}{{"\t"}}{{.Usage}}
{{end}}
   {{.Name}} VERB --help{{"\t"}}shows the flags of a verb, and examples

FLAGS OF EVERY VERB
{{range .VisibleFlags}}   {{.}}
{{end}}
EXIT CODES
   0 done; 1 with --check, something is divergent or conflicting; 2 usage or
   set-up at fault, nothing written; 3 done, but some inputs were rejected;
   130 interrupted
`
	verbHelp = `{{.HelpName}} - {{.Usage}}

USAGE
   {{.HelpName}} [flags] {{.ArgsUsage}}

{{if .VisibleFlags}}FLAGS
{{range .VisibleFlags}}{{if not .GetCategory}}   {{.}}
{{end}}{{end}}
{{end}}{{range .VisibleFlagCategories}}{{if .Name}}{{.Name}}
{{range .Flags}}   {{.}}
{{end}}
{{end}}{{end}}{{.Description}}
`
)
