package score

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// nicknames lists given names that stand for one another, a group a line; a
// name may be in several groups, and groups that share one are not merged: Ted
// and Ed are both Edward, and not each other.
const nicknames = `joe joseph
bill billy will william
bob bobby rob robert
mike mick michael
jim jimmy james
dick rick richard
tim timothy
tom thomas
ted edward theodore
ed edward
jeff jeffrey
steve stephen steven
chris christopher
ben benjamin
dan daniel
dave david
don donald
doug douglas
greg gregory
ken kenneth
larry lawrence
matt matthew
nick nicholas
pat patrick patricia
pete peter
phil philip
ray raymond
ron ronald
sam samuel samantha
tony anthony
liz beth elizabeth
kate kathy katherine
meg maggie margaret
sue susan
jen jennifer
deb debbie deborah
andy andrew
alex alexander alexandra
al albert alan
bernie bernard
chuck charlie charles
mitt willard
newt newton
rudy rudolph
marty martin
harry harold
hank henry
jack john
jeb john`

var (
	generations = []string{"jr", "sr", "ii", "iii", "iv"}
	titles      = strings.Fields("the a an of and for in at mr mrs ms dr sen rep gov president")
	possessive  = regexp.MustCompile(`[\s\pZ]*['’]s([^\pL\pN_]|$)`)
	// A name goes on after a comma only into a generation: “Al Díaz, Jr.” but
	// “Al Díaz, a judge”.
	postscript = regexp.MustCompile(`(?i)^\s*(?:jr|sr)(?:[^\pL\pN_]|$)`)
)

// nameWords are the words of a name in lower case, titles and all, up to the
// apposition.
func nameWords(name string) []string {
	name = possessive.ReplaceAllString(name, "$1")
	for i, r := range name {
		if (r == ',' || r == '(') && !postscript.MatchString(name[i+1:]) {
			name = name[:i]
			break
		}
	}
	return strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !isWord(r) })
}

// coreWords are nameWords without titles and generations.
func coreWords(name string) []string {
	return slices.DeleteFunc(nameWords(name), func(w string) bool {
		return slices.Contains(generations, w) || slices.Contains(titles, w)
	})
}

func junior(name string) bool { return slices.Contains(nameWords(name), "jr") }

// names is what the gold's own speakers say about names: which surnames have
// two bearers, and which names belong to a father and a son.
type names struct {
	nick   map[string][]int       // given name -> numbers of its groups
	given  map[string][]string    // surname -> given names, sorted
	junior map[[2]string]struct{} // given and surname that occur with and without Jr.
}

func newNames(speakers []string) *names {
	n := &names{nick: map[string][]int{}, given: map[string][]string{}, junior: map[[2]string]struct{}{}}
	for i, line := range strings.Split(nicknames, "\n") {
		for _, w := range strings.Fields(line) {
			n.nick[w] = append(n.nick[w], i)
		}
	}
	plain := map[[2]string]bool{}
	for _, s := range speakers {
		if t := coreWords(s); len(t) > 1 && !junior(s) {
			plain[fullName(t)] = true
		}
	}
	for _, s := range speakers {
		t := coreWords(s)
		if len(t) < 2 {
			continue
		}
		key := fullName(t)
		if junior(s) && plain[key] {
			n.junior[key] = struct{}{}
		}
		at, known := slices.BinarySearch(n.given[key[1]], key[0])
		if !known {
			n.given[key[1]] = slices.Insert(n.given[key[1]], at, key[0])
		}
	}
	return n
}

func fullName(t []string) [2]string { return [2]string{t[0], t[len(t)-1]} }

// givenAgree: Joe and Joseph, J and Joseph, Jos and Joseph.
func (n *names) givenAgree(x, y string) bool {
	if strings.HasPrefix(x, y) || strings.HasPrefix(y, x) {
		return true
	}
	for _, g := range n.nick[x] {
		if slices.Contains(n.nick[y], g) {
			return true
		}
	}
	return false
}

// shared reports whether two people known to the gold bear the surname.
func (n *names) shared(surname string) bool {
	given := n.given[surname]
	return slices.ContainsFunc(given, func(g string) bool { return !n.givenAgree(given[0], g) })
}

// acronym reports whether x alone stands for the several words of y: DNC.
func acronym(x, y []string) bool {
	if len(x) != 1 || len(y) < 3 {
		return false
	}
	var b strings.Builder
	for _, w := range y {
		r, _ := utf8.DecodeRuneInString(w)
		b.WriteRune(r)
	}
	return x[0] == b.String()
}

func subset(x, y []string) bool {
	return !slices.ContainsFunc(x, func(w string) bool { return !slices.Contains(y, w) })
}

// same reports whether the name that a system gives is the gold's person.
// Nicknames, initials and acronyms are allowed; a bare surname is enough only
// where nobody else bears it, and Jr. counts only where father and son occur.
func (n *names) same(system, gold string) bool {
	x, y := coreWords(system), coreWords(gold)
	if len(x) == 0 || len(y) == 0 {
		raw := nameWords(system)
		return len(raw) > 0 && slices.Equal(raw, nameWords(gold))
	}
	_, twoGenerations := n.junior[fullName(y)]
	otherGeneration := twoGenerations && junior(system) != junior(gold)
	switch {
	case slices.Equal(x, y):
		return !otherGeneration
	case acronym(x, y) || acronym(y, x):
		return true
	case x[len(x)-1] != y[len(y)-1]:
		return len(x) > 1 && len(y) > 1 && (subset(x, y) || subset(y, x))
	case len(x) == 1 || len(y) == 1:
		return !n.shared(y[len(y)-1])
	case otherGeneration:
		return false
	}
	return n.givenAgree(x[0], y[0]) || slices.Contains(y, x[0]) || slices.Contains(x, y[0])
}
