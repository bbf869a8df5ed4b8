package main

import (
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
	"github.com/urfave/cli/v2"
)

// arrange moves flags to where urfave/cli expects them: those of the
// application before the verb, those of the verb before its arguments, which
// then follow "--". The library stops at the first argument and would take
// every flag behind it for a file. It also knows a flag that nobody has, and
// one whose value is missing, and says so in the words of this command.
func arrange(app *cli.App, args []string) ([]string, error) {
	var verb *cli.Command
	var global, local, rest []string
	words := args[1:]
	given := map[string]bool{}
	for i := 0; i < len(words); i++ {
		word := words[i]
		if word == "--" && verb != nil {
			rest = append(rest, words[i+1:]...)
			break
		}
		if word == "-" || !strings.HasPrefix(word, "-") {
			if verb == nil && word == "help" { // "help run" is "run --help"
				words = append(slices.Clip(words), "--help")
				continue
			}
			if verb == nil {
				if verb = app.Command(word); verb == nil {
					return nil, unknownVerb(app, word)
				}
				continue
			}
			rest = append(rest, word)
			continue
		}
		name, _, hasValue := strings.Cut(strings.TrimLeft(word, "-"), "=")
		flag, isLocal := lookUp(app, verb, name)
		if flag == nil {
			return nil, unknownFlag(app, verb, name)
		}
		if given[flag.Names()[0]] && once(flag) {
			return nil, givenTwice(name)
		}
		given[flag.Names()[0]] = true
		taken := []string{word}
		if takesValue(flag) && !hasValue {
			if i++; i == len(words) {
				return nil, usagef("flag --%s needs a value", name)
			}
			taken = append(taken, words[i])
		}
		if isLocal {
			local = append(local, taken...)
		} else {
			global = append(global, taken...)
		}
	}
	out := append([]string{args[0]}, global...)
	if verb != nil {
		out = append(append(append(out, verb.Name), local...), "--")
	}
	return append(out, rest...), nil
}

// lookUp finds a flag by name; local says whether it is the verb's own.
func lookUp(app *cli.App, verb *cli.Command, name string) (flag cli.Flag, local bool) {
	is := func(f cli.Flag) bool { return slices.Contains(f.Names(), name) }
	if verb != nil {
		if i := slices.IndexFunc(verb.Flags, is); i >= 0 {
			return verb.Flags[i], true
		}
		if slices.Contains(cli.HelpFlag.Names(), name) {
			return cli.HelpFlag, true
		}
	}
	if i := slices.IndexFunc(app.Flags, is); i >= 0 {
		return app.Flags[i], false
	}
	for _, f := range []cli.Flag{cli.HelpFlag, cli.VersionFlag} {
		if is(f) {
			return f, false
		}
	}
	return nil, false
}

func takesValue(f cli.Flag) bool {
	d, ok := f.(cli.DocGenerationFlag)
	return ok && d.TakesValue()
}

// once reports whether f holds a single value. The library would take the last
// one and say nothing: of two folders of transcripts, half the record.
func once(f cli.Flag) bool {
	d, ok := f.(cli.DocGenerationSliceFlag)
	return takesValue(f) && !(ok && d.IsSliceFlag())
}

func givenTwice(name string) error {
	cure := ""
	if name == "against" {
		cure = "; put all transcripts into one folder"
	}
	return usagef("flag --%s may be given only once%s", name, cure)
}

func unknownFlag(app *cli.App, verb *cli.Command, name string) error {
	flags, where := app.Flags, app.Name
	if verb != nil {
		flags, where = slices.Concat(verb.Flags, app.Flags), app.Name+" "+verb.Name
	}
	var known []string
	for _, f := range flags {
		for _, n := range f.Names() {
			known = append(known, "--"+n)
		}
	}
	return usagef("%s has no flag --%s%s", where, name, didYouMean("--"+name, known))
}

func unknownVerb(app *cli.App, name string) error {
	var known []string
	for _, c := range app.Commands {
		known = append(known, c.Name)
	}
	return usagef("no verb is called %q%s", name, didYouMean(name, known))
}

// didYouMean offers the known word that is nearest to the one typed, if it is
// near at all. cli.SuggestFlag always offers something, and prefers a long
// common beginning to one missing letter.
func didYouMean(typed string, known []string) string {
	best, least := "", len(typed)/3+2
	for _, k := range known {
		if d := levenshtein.ComputeDistance(typed, k); d < least {
			best, least = k, d
		}
	}
	if best == "" {
		return ""
	}
	return "; did you mean " + best + "?"
}
