package quotediff

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/variant"
)

// A setting is what the sentences of one quote say of where, when and to whom
// its words were spoken.
type setting struct {
	to, at []record.Side
	kinds  []string // of the places named: interview, rally
	day    string   // of the week: monday; "" if none is said of the speaking itself
	dayAt  record.Side
}

// readOccasions reads occasions.txt.
func (l *lexicon) readOccasions() {
	section := ""
	variant.Lines(files, "tables/occasions.txt", func(line string) {
		words := strings.Fields(line)
		switch {
		case line[0] == '[':
			section = strings.Trim(line, "[]")
		case section == "place":
			for _, w := range words[1:] {
				l.places[w] = words[0]
			}
		case section == "not":
			for _, w := range words[1:] {
				l.apart[[2]string{words[0], w}] = true
				l.apart[[2]string{w, words[0]}] = true
			}
		default:
			for _, w := range words {
				l.media[w] = section
			}
		}
	})
}

// setting reads “told Fox News”, “in an interview with Reuters”, “at a rally in
// Ohio”, “tweeted on Monday” in the sentences of the quote.
func (f *frame) setting() setting {
	var s setting
	terms, l := f.near(), tables()
	own := -1 // the index of the cue
	if c := f.ownCue(); c != nil {
		own = slices.IndexFunc(terms, func(t term) bool { return f.start+t.start >= c.Start && f.start+t.end <= c.End })
	}
	for i := range terms {
		t := &terms[i]
		switch {
		case i == own && t.key == "told":
			s.addressee(f, l, terms, i+1)
		case i == own && strings.HasPrefix(t.key, "tweet"):
			s.place(f, "post", terms[i:i+1])
		case preposition(t.key):
			s.phrase(f, l, terms, i)
		}
	}
	s.when(f, terms, own)
	return s
}

func preposition(key string) bool {
	switch key {
	case "in", "at", "during", "on":
		return true
	}
	return false
}

// addressee reads whom a cue “told” has for its object: “Fox News”, “CNN’s Jake
// Tapper”, “reporters”, “a rally in Ohio”.
func (s *setting) addressee(f *frame, l *lexicon, terms []term, i int) {
	n := nameEnd(terms, i)
	if n == i {
		n = nounEnd(terms, i)
	}
	if n == i {
		return
	}
	s.to = append(s.to, f.side(terms[i:n]))
	switch head := terms[n-1].key; {
	case l.places[head] == "rally", head == "crowd", head == "supporters":
		s.kinds = append(s.kinds, "rally")
	case slices.ContainsFunc(terms[i:n], func(t term) bool { return t.capital && l.media[t.key] == "outlet" }):
		s.kinds = append(s.kinds, "told")
	case terms[n-1].capital:
		s.kinds = append(s.kinds, "talk") // with somebody, wherever that was
	}
}

// nameEnd is the end of the name that begins at term i: “The New York Times”,
// “Fox News’ Chris Wallace”.
func nameEnd(terms []term, i int) int {
	j := i
	if j < len(terms) && terms[j].key == "the" && terms[j].gap == " " {
		j++
	}
	from := j
	for j < len(terms) && (terms[j].gap == " " || j > from && (terms[j].gap == "’ " || terms[j].gap == "' ")) && terms[j].capital && !terms[j].opens && !weekday(terms[j].key) {
		j++
	}
	if j == from {
		return i
	}
	return j
}

// nounEnd is the end of a short description at term i: “reporters”, “a crowd”,
// “the audience”.
func nounEnd(terms []term, i int) int {
	j := i
	if j < len(terms) && terms[j].gap == " " && (terms[j].key == "a" || terms[j].key == "the" || terms[j].key == "his" || terms[j].key == "her") {
		j++
	}
	if j < len(terms) && terms[j].gap == " " {
		switch terms[j].key {
		case "reporters", "journalists", "supporters", "crowd", "audience", "lawmakers", "donors", "voters", "students", "rally", "congress", "parliament", "delegates":
			return j + 1
		}
	}
	return i
}

// phrase reads the preposition at term i with the place that it governs: “in an
// interview with Reuters”, “during a rally in Ohio”, “on the Senate floor”.
func (s *setting) phrase(f *frame, l *lexicon, terms []term, i int) {
	const furthest = 4 // words of the noun phrase: “at a packed campaign rally”
	for j := i + 1; j < len(terms) && j <= i+furthest; j++ {
		t := &terms[j]
		if t.gap != " " || preposition(t.key) {
			return
		}
		kind := l.places[t.key]
		if kind == "" {
			continue
		}
		if j == i+1 && t.key != "testimony" {
			return // “in interviews”, “at debates”: no single event
		}
		if !ofEvent(&terms[i+1]) || kind == "floor" && !terms[j-1].capital || j+1 < len(terms) && terms[j+1].gap == " " && l.places[terms[j+1].key] != "" {
			return
		}
		end := j + 1
		if end < len(terms) && terms[end].gap == " " && (terms[end].key == "with" || terms[end].key == "to" || terms[end].key == "in" || terms[end].key == "at" || terms[end].key == "on") {
			if n := nameEnd(terms, end+1); n > end+1 {
				if k := terms[end].key; k == "with" || k == "to" {
					s.to = append(s.to, f.side(terms[end+1:n]))
				}
				end = n
			}
		}
		s.place(f, kind, terms[i:end])
		return
	}
	if terms[i].key == "on" && i+1 < len(terms) && terms[i+1].gap == " " {
		switch terms[i+1].key {
		case "twitter", "facebook", "instagram":
			s.place(f, "post", terms[i:i+2])
		}
	}
}

// ofEvent reports a word that one event's name may begin with: “a rally”, “the
// debate”, “Monday’s hearing”, and not “any interview”, “other speeches”.
func ofEvent(t *term) bool {
	switch t.key {
	case "a", "an", "the", "his", "her", "their", "this":
		return true
	}
	return t.possessive || weekday(t.key)
}

func (s *setting) place(f *frame, kind string, terms []term) {
	s.at = append(s.at, f.side(terms))
	s.kinds = append(s.kinds, kind)
}

// when finds the day of the week that the cue stands beside: “said on Monday”,
// “told reporters Monday”. A day further off may be of what is spoken about.
func (s *setting) when(f *frame, terms []term, own int) {
	if own < 0 {
		return
	}
	i := own + 1
	if len(s.to) > 0 {
		for i < len(terms) && f.start+terms[i].start < s.to[0].End && s.to[0].Start >= f.start+terms[own].end {
			i++
		}
	}
	for n := 0; i < len(terms) && n < 2; i, n = i+1, n+1 {
		if t := &terms[i]; t.gap != " " {
			return
		} else if weekday(t.key) && !t.possessive {
			s.day, s.dayAt = t.key, f.side(terms[i:i+1])
			return
		} else if t.key != "on" {
			return
		}
	}
}

func weekday(key string) bool { return dayNumber(key) > 0 }

func dayNumber(key string) int {
	return 1 + slices.Index([]string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}, key)
}

// occasion reports two articles that say of the same words that they were spoken
// at places, or on days, that cannot be one event. One that says less agrees
// with any: “in an interview”, “told CNN”.
func occasion(x, y *setting, base, other *frame) []record.Difference {
	if x.day != "" && y.day != "" {
		// A day more or less is a late evening, or another time zone.
		if n := (dayNumber(x.day) - dayNumber(y.day) + 7) % 7; n >= 2 && n <= 5 && closeBy(base.quote.Date, other.quote.Date) {
			return []record.Difference{{Type: "occasion", Severity: 3, Note: "another day", Base: x.dayAt, Other: y.dayAt}}
		}
	}
	person := func(q *record.Quote) bool { return q.Speaker != nil && q.Speaker.Type == record.TypePerson }
	if len(x.kinds) == 0 || len(y.kinds) == 0 || !person(base.quote) || !person(other.quote) {
		return nil // what a body issues “during the debate” is not said in it
	}
	for _, k := range x.kinds {
		for _, l := range y.kinds {
			if !tables().apart[[2]string{k, l}] {
				return nil
			}
		}
	}
	return []record.Difference{{Type: "occasion", Severity: 2, Note: "another place", Base: x.first(), Other: y.first()}}
}

// closeBy reports whether two days of publication are so near each other that a
// day of the week is the same week's in both.
func closeBy(a, b record.Null) bool {
	x, errX := time.Parse(time.DateOnly, string(a))
	y, errY := time.Parse(time.DateOnly, string(b))
	const near = 4 * 24 * time.Hour
	return errX == nil && errY == nil && x.Sub(y).Abs() <= near
}

// first is what stands first of what a setting names.
func (s *setting) first() record.Side {
	all := slices.Concat(s.at, s.to)
	return slices.MinFunc(all, func(a, b record.Side) int { return cmp.Compare(a.Start, b.Start) })
}

// occasionOf is what the members' articles say together, in their order; the
// same words are given once.
func occasionOf(quotes []record.Quote, members []int, settings map[int]*setting) record.Occasion {
	var o record.Occasion
	for _, m := range members {
		if d := quotes[m].Date; d != "" {
			if o.From == "" || d < o.From {
				o.From = d
			}
			o.Until = max(o.Until, d)
		}
		if s := settings[m]; s != nil {
			o.To, o.At = addSides(o.To, s.to), addSides(o.At, s.at)
		}
	}
	return o
}

// maxSides bounds what is listed of an occasion, on either count.
const maxSides = 12

func addSides(sides, more []record.Side) []record.Side {
	for _, s := range more {
		if len(sides) < maxSides && !slices.ContainsFunc(sides, func(o record.Side) bool { return strings.EqualFold(o.Text, s.Text) }) {
			sides = append(sides, s)
		}
	}
	return sides
}
