package main

import (
	"embed"
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"
)

// completeVerb asks for completions: the words typed so far follow it, the one
// being typed last. urfave/cli has a mechanism of its own, but it reads os.Args,
// its scripts eval the command line, and a half-typed flag can make it panic.
const completeVerb = "__complete"

//go:embed completion/verbatim.*
var scripts embed.FS

var shells = []string{"bash", "zsh", "fish"}

func (s *session) completionVerb() *cli.Command {
	return &cli.Command{
		Name:               "completion",
		Usage:              "print the completion script of a shell",
		ArgsUsage:          "bash|zsh|fish",
		HideHelpCommand:    true,
		CustomHelpTemplate: verbHelp,
		Description: `EXAMPLES
   source <(verbatim completion bash)                this bash session
   verbatim completion zsh > "${fpath[1]}/_verbatim"
   verbatim completion fish > ~/.config/fish/completions/verbatim.fish`,
		Action: func(c *cli.Context) error {
			shell := c.Args().First()
			if c.NArg() != 1 || !slices.Contains(shells, shell) {
				return usagef("completion takes one of %s", strings.Join(shells, ", "))
			}
			script, err := scripts.ReadFile("completion/verbatim." + shell)
			if err != nil {
				return err
			}
			_, err = s.out.Write(script)
			return err
		},
	}
}

// complete prints a line for each word that could stand in place of the last:
// the word, a tab, and what it means. It prints nothing where a file is wanted.
func (s *session) complete(app *cli.App, words []string) {
	if len(words) == 0 {
		return
	}
	before, typed := words[:len(words)-1], words[len(words)-1]
	offer := func(word, meaning string) {
		if strings.HasPrefix(word, typed) {
			fmt.Fprintf(s.out, "%s\t%s\n", word, meaning)
		}
	}
	verb, flag := reached(app, before)
	switch {
	case flag != nil:
		if slices.Contains(flag.Names(), "log-format") {
			offer(formatText, "lines for people")
			offer(formatJSON, "one JSON object a line")
		}
	case strings.HasPrefix(typed, "-"):
		flags := append(slices.Clip(app.Flags), cli.HelpFlag)
		if verb != nil {
			flags = slices.Concat(verb.Flags, flags)
		}
		for _, f := range flags {
			usage := f.(cli.DocGenerationFlag).GetUsage()
			offer("--"+f.Names()[0], strings.ReplaceAll(usage, "`", ""))
		}
	case verb == nil:
		for _, c := range app.Commands {
			offer(c.Name, c.Usage)
		}
	case verb.Name == "completion":
		for _, shell := range shells {
			offer(shell, "the script of "+shell)
		}
	}
}

// reached walks the words before the one being typed: the verb they name, and
// the flag, if any, whose value comes next.
func reached(app *cli.App, before []string) (verb *cli.Command, flag cli.Flag) {
	for _, word := range before {
		switch {
		case flag != nil:
			flag = nil
		case strings.HasPrefix(word, "-") && word != "-":
			name, _, hasValue := strings.Cut(strings.TrimLeft(word, "-"), "=")
			if f, _ := lookUp(app, verb, name); f != nil && takesValue(f) && !hasValue {
				flag = f
			}
		case verb == nil:
			verb = app.Command(word)
		}
	}
	return verb, flag
}
