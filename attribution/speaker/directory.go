package speaker

import (
	"bufio"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"time"
)

//go:embed directory.jsonl
var embedded string

// Version names the state of the embedded directory; it is printed in run.json.
const Version = "2026-11-20"

// A Directory knows people and bodies by their names, surnames and offices. It
// is read-only once loaded and may be shared.
type Directory struct {
	entries []Entry
	byName  map[string]int      // folded name or alias -> entry
	byLast  map[string][]int    // folded surname -> people, in the order of the directory
	byFirst map[string][]int    // folded given name -> people
	bearers map[string][]int    // folded full name or alias -> the people who bear it
	offices map[string][]holder // title -> who held it
	tables  func() tables       // see tablesOf
}

// A holder of an office, with its days.
type holder struct {
	entry int
	of    []string // folded
	from  string
	until string
}

var base = sync.OnceValues(func() (*Directory, error) {
	return parseEntries(nil, "directory.jsonl", strings.NewReader(embedded))
})

// Load returns the embedded directory, extended by the users' files. An entry
// of a user's file replaces the embedded one of the same id. Errors name file
// and line.
func Load(extra ...NamedReader) (*Directory, error) {
	d, err := base()
	if err != nil {
		return nil, err
	}
	for _, x := range extra {
		if d, err = parseEntries(d, x.Name, x.Reader); err != nil {
			return nil, err
		}
	}
	return d, nil
}

// A NamedReader is a file of entries with its name, for errors.
type NamedReader struct {
	Name   string
	Reader io.Reader
}

// parseEntries reads entries, one JSON object a line, on top of an older directory.
func parseEntries(old *Directory, name string, r io.Reader) (*Directory, error) {
	var entries []Entry
	place := map[string]int{}
	if old != nil {
		entries = append(entries, old.entries...)
		for i := range entries {
			place[entries[i].ID] = i
		}
	}
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, 1<<20)
	for n := 1; sc.Scan(); n++ {
		line := strings.TrimSpace(sc.Text())
		if line == "" || line[0] == '#' {
			continue
		}
		e, err := parseEntry(line)
		if err != nil {
			return nil, fmt.Errorf("%s: line %d: %w", name, n, err)
		}
		if i, ok := place[e.ID]; ok {
			entries[i] = e
		} else {
			place[e.ID] = len(entries)
			entries = append(entries, e)
		}
	}
	if err := sc.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return newDirectory(entries), nil
}

func parseEntry(line string) (Entry, error) {
	var e Entry
	if err := json.Unmarshal([]byte(line), &e); err != nil {
		return e, fmt.Errorf("an entry is a JSON object such as {\"id\":\"ana-diaz\",\"name\":\"Ana Díaz\"}: %w", err)
	}
	switch {
	case e.Name == "":
		return e, fmt.Errorf("entry has no name")
	case e.Gender != "" && e.Gender != "f" && e.Gender != "m":
		return e, fmt.Errorf("gender %q is not f or m", e.Gender)
	case e.Type != "" && e.Type != "person" && e.Type != "organisation":
		return e, fmt.Errorf("type %q is not person or organisation", e.Type)
	}
	if e.ID == "" {
		e.ID = Slug(e.Name)
	}
	for _, o := range e.Offices {
		for _, day := range []string{o.From, o.Until} {
			if _, err := time.Parse(time.DateOnly, day); day != "" && err != nil {
				return e, fmt.Errorf("office %q: %q is not a day such as 2024-10-01", o.Title, day)
			}
		}
	}
	return e, nil
}

func newDirectory(entries []Entry) *Directory {
	d := &Directory{entries: entries, byName: map[string]int{}, byLast: map[string][]int{}, byFirst: map[string][]int{}, bearers: map[string][]int{}, offices: map[string][]holder{}}
	for i := range entries {
		e := &entries[i]
		for _, n := range append([]string{e.Name}, e.Aliases...) {
			if _, ok := d.byName[Fold(n)]; !ok {
				d.byName[Fold(n)] = i
			}
			if same := d.bearers[Fold(n)]; e.person() && !slices.Contains(same, i) {
				d.bearers[Fold(n)] = append(same, i)
			}
		}
		if e.person() {
			w := nameWords(e.Name)
			if len(w) > 1 {
				last := w[len(w)-1]
				d.byLast[last] = append(d.byLast[last], i)
				d.byFirst[w[0]] = append(d.byFirst[w[0]], i)
			}
		}
		for _, o := range e.Offices {
			h := holder{entry: i, from: o.From, until: o.Until}
			for _, of := range o.Of {
				h.of = append(h.of, Fold(of))
			}
			title := strings.ToLower(o.Title)
			d.offices[title] = append(d.offices[title], h)
		}
	}
	d.tables = sync.OnceValue(func() tables { return tablesOf(d.byLast) })
	return d
}

func (e *Entry) person() bool { return e.Type == "" || e.Type == "person" }

// Lookup finds an entry by a full name, alias or acronym.
func (d *Directory) Lookup(name string) *Entry {
	return d.folded(Fold(name))
}

// folded is Lookup for a name that is folded already.
func (d *Directory) folded(name string) *Entry {
	if i, ok := d.byName[name]; ok {
		return &d.entries[i]
	}
	return nil
}

// surname finds whom a bare surname means on a day: the one bearer, or among
// several the one in office then. It declines between two who are.
func (d *Directory) surname(last, day string) *Entry {
	ids := d.byLast[last]
	if len(ids) == 1 {
		return &d.entries[ids[0]]
	}
	best, score, tie := -1, -1, false
	for _, i := range ids {
		s := len(d.entries[i].Offices)
		for _, o := range d.entries[i].Offices {
			if during(day, o.From, o.Until) {
				s += 10 + weight(o.Title)
			}
		}
		if s > score {
			best, score, tie = i, s, false
		} else if s == score {
			tie = true
		}
	}
	if best < 0 || tie {
		return nil
	}
	return &d.entries[best]
}

// weight orders offices by how often the press means their holder.
func weight(title string) int {
	switch title {
	case "president", "prime minister", "chancellor", "pope", "president-elect":
		return 20
	case "republican nominee", "democratic nominee", "presidential candidate", "secretary of state", "vice president", "speaker of the house":
		return 10
	}
	return 0
}

// Office finds who held an office on a day: title in lower case, and of, where
// the article says it, as noun or adjective ("Mexico", "Mexican"). It declines
// where several held it.
func (d *Directory) Office(title, of string, day time.Time) *Entry {
	return d.office(title, of, dayOf(day))
}

func (d *Directory) office(title, of, on string) *Entry {
	found := -1
	for _, h := range d.offices[title] {
		if !during(on, h.from, h.until) || of != "" && !contains(h.of, Fold(of)) {
			continue
		}
		if found >= 0 && found != h.entry {
			return nil
		}
		found = h.entry
	}
	if found < 0 {
		return nil
	}
	return &d.entries[found]
}

// inHighOffice reports whether the press means this bearer of a surname by it on
// a day: a president, a nominee.
func (e *Entry) inHighOffice(day string) bool {
	for _, o := range e.Offices {
		if weight(o.Title) > 0 && during(day, o.From, o.Until) {
			return true
		}
	}
	return false
}

// inOffice reports whether an entry holds any office on a day.
func (e *Entry) inOffice(day string) bool {
	for _, o := range e.Offices {
		if during(day, o.From, o.Until) {
			return true
		}
	}
	return false
}

// holds reports whether an entry ever held an office of this title.
func (e *Entry) holds(title string) bool {
	if full, ok := abbreviated[title]; ok {
		title = full
	}
	for _, o := range e.Offices {
		if n := len(o.Title) - len(title); n == 0 && o.Title == title || n > 0 && o.Title[n-1] == ' ' && o.Title[n:] == title {
			return true
		}
	}
	return false
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// dayOf is a day as the directory writes it, "" if it is not known.
func dayOf(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

// during reports whether a day falls into an office's days. Without a day, offices
// still held count: the press of today is the likelier reading.
func during(day, from, until string) bool {
	if day == "" {
		return until == ""
	}
	return (from == "" || from <= day) && (until == "" || day <= until)
}
