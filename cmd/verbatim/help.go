package main

import (
	"strings"

	"github.com/urfave/cli/v2"
)

// The library can be told how a flag looks in help by this variable alone.
func init() { cli.FlagStringer = flagLine }

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
{{range .VisibleFlags}}   {{.}}
{{end}}
{{end}}{{.Description}}
`
)
