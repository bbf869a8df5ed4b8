package score

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/tools/txtar" // and not rogpeppe/go-internal/txtar, which panics on the line “-- --”

	"github.com/verbatim-news/verbatim/attribution/text"
	"github.com/verbatim-news/verbatim/pipeline/record"
)

// A FixtureArticle is an article written for this project, one point of English
// each, with the marked spans that are to be found in it.
type FixtureArticle struct {
	text.Article
	File  string // its name in the folder, "clause-told.txtar"
	Point string // the sentence that says what English it is about
	Want  []FixtureQuote
}

// A FixtureQuote is one line of quotes.txt: what is to be found of one marked
// span. Empty strings stand for none.
type FixtureQuote struct {
	Line     int // in the txtar file, from 1
	Class    string
	Kind     string
	Type     string // of the speaker; "" where there is none
	Via      []string
	Depth    int // 0 outermost, 1 nested in a quote, ...
	Segments []text.Span
	Speaker  string
	Mention  string
	Cue      string
}

// Fixtures reads every *.txtar of a folder, in the order of their names. The
// comment is the point; article.txt is the body; meta.json, which may be
// missing, gives id, title, date, author, url, outlet and lang; quotes.txt has a
// line for each marked span, by start, the outer before the nested:
//
//	CLASS [KIND] [TYPE] [via NAME]... | TEXT | SPEAKER | MENTION | CUE
//	quote direct | We won’t, // stop. | Ana Díaz | Díaz | said
//	quote direct via Ana Díaz | > Never, | Tom Reyes | He | said
//	scare | temporary
//
// A “ // ” joins segments, a “> ” leads for every level of nesting, “-” or a
// field left out is none, and the type of a speaker is person unless said.
// An error names file and line.
func Fixtures(dir string) ([]FixtureArticle, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.txtar"))
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("%s: no fixtures (*.txtar)", dir)
	}
	arts := make([]FixtureArticle, 0, len(files))
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		art, err := parseFixture(filepath.Base(file), data)
		if err != nil {
			return nil, err
		}
		arts = append(arts, art)
	}
	return arts, nil
}

func parseFixture(name string, data []byte) (FixtureArticle, error) {
	ar := txtar.Parse(data)
	art := FixtureArticle{File: name, Point: strings.TrimSpace(string(ar.Comment))}
	art.ID = strings.TrimSuffix(name, ".txtar")
	art.Lang = "en"
	var want []byte
	line, first := 1+bytes.Count(ar.Comment, []byte("\n")), 0
	for _, f := range ar.Files {
		line++ // past the marker
		switch f.Name {
		case "article.txt":
			art.Body = string(f.Data)
		case "meta.json":
			if err := art.readMeta(f.Data); err != nil {
				return art, fmt.Errorf("%s: line %d: meta.json: %w", name, line, err)
			}
		case "quotes.txt":
			want, first = f.Data, line
		default:
			return art, fmt.Errorf("%s: line %d: what is %s?", name, line-1, f.Name)
		}
		line += bytes.Count(f.Data, []byte("\n"))
	}
	switch {
	case art.Body == "":
		return art, fmt.Errorf("%s: no article.txt", name)
	case first == 0:
		return art, fmt.Errorf("%s: no quotes.txt", name)
	}
	for i, l := range strings.Split(string(want), "\n") {
		if blank(l) {
			continue
		}
		q, err := art.readQuote(l)
		if err != nil {
			return art, fmt.Errorf("%s: line %d: %w", name, first+i, err)
		}
		q.Line = first + i
		art.Want = append(art.Want, q)
	}
	return art, nil
}

func (art *FixtureArticle) readMeta(data []byte) error {
	var meta struct{ ID, Title, Date, Author, URL, Outlet, Lang string }
	if err := json.Unmarshal(data, &meta); err != nil {
		return err
	}
	set := func(to *string, s string) {
		if s != "" {
			*to = s
		}
	}
	set(&art.ID, meta.ID)
	set(&art.Lang, meta.Lang)
	art.Title, art.Author, art.URL, art.Outlet = meta.Title, meta.Author, meta.URL, meta.Outlet
	if meta.Date == "" {
		return nil
	}
	var err error
	art.Date, err = time.Parse(time.DateOnly, meta.Date)
	return err
}

var (
	classes = []string{record.ClassQuote, record.ClassScare, record.ClassTitle, record.ClassName, record.ClassFurniture}
	kinds   = []string{record.KindDirect, record.KindMixed}
	types   = []string{record.TypePerson, record.TypePersons, record.TypeOrganisation, record.TypeDocument, record.TypeAnonymous}
)

func (art *FixtureArticle) readQuote(line string) (FixtureQuote, error) {
	fields := strings.Split(line, " | ")
	if len(fields) < 2 || len(fields) > 5 {
		return FixtureQuote{}, fmt.Errorf("%d fields, want CLASS | TEXT | SPEAKER | MENTION | CUE", len(fields))
	}
	for len(fields) < 5 {
		fields = append(fields, "-")
	}
	for i, f := range fields {
		fields[i] = strings.TrimSpace(f)
		if fields[i] == "-" {
			fields[i] = ""
		}
	}
	q := FixtureQuote{Speaker: fields[2], Mention: fields[3], Cue: fields[4]}
	if err := q.readHead(fields[0]); err != nil {
		return q, err
	}
	body := fields[1]
	for strings.HasPrefix(body, "> ") {
		q.Depth++
		body = body[2:]
	}
	var err error
	q.Segments, err = art.locate(body, q.Depth)
	return q, err
}

// readHead reads “quote direct anonymous via Ana Díaz via Tom Reyes”.
func (q *FixtureQuote) readHead(head string) error {
	names := strings.Split(head, " via ")
	words := strings.Fields(names[0])
	q.Via = names[1:]
	take := func(from []string) string {
		if len(words) == 0 || !slices.Contains(from, words[0]) {
			return ""
		}
		w := words[0]
		words = words[1:]
		return w
	}
	q.Class, q.Kind, q.Type = take(classes), take(kinds), take(types)
	switch {
	case q.Class == "":
		return fmt.Errorf("%q: no class", head)
	case len(words) > 0:
		return fmt.Errorf("%q: what is %s?", head, words[0])
	case (q.Class == record.ClassQuote) != (q.Kind != ""):
		return fmt.Errorf("%q: a quote, and nothing else, has a kind", head)
	case q.Speaker == "" && q.Type != "":
		return fmt.Errorf("%q: a type, but no speaker", head)
	}
	if q.Speaker != "" && q.Type == "" {
		q.Type = record.TypePerson
	}
	return nil
}

// locate finds the segments of a span in the body, behind those of the lines
// before. Only places behind an opening mark count: “Never say ‘Never’” holds
// the word twice, and one of them is a quote.
func (art *FixtureArticle) locate(body string, depth int) ([]text.Span, error) {
	from := 0
	if n := len(art.Want); n > 0 {
		last := art.Want[n-1]
		switch {
		case depth > last.Depth+1:
			return nil, fmt.Errorf("nested %d deep behind a span %d deep", depth, last.Depth)
		case depth > last.Depth:
			from = last.Segments[0].Start
		default:
			from = last.Segments[0].End
		}
	} else if depth > 0 {
		return nil, fmt.Errorf("nested, but in nothing")
	}
	var segments []text.Span
	for _, part := range strings.Split(body, " // ") {
		if part == "" {
			return nil, fmt.Errorf("a span without text")
		}
		at := art.behindMark(part, from)
		if at < 0 {
			return nil, fmt.Errorf("not in the article behind a quotation mark from byte %d on: %q", from, part)
		}
		from = at + len(part)
		segments = append(segments, text.Span{Start: at, End: from})
	}
	return segments, nil
}

// behindMark is the first place of s at or after from that a quotation mark
// stands before; -1 if there is none.
func (art *FixtureArticle) behindMark(s string, from int) int {
	for {
		i := strings.Index(art.Body[from:], s)
		if i < 0 {
			return -1
		}
		from += i
		before := art.Body[:from]
		if spaced := strings.TrimRightFunc(before, unicode.IsSpace); strings.HasSuffix(spaced, "«") {
			before = spaced // « Non », as the French set it
		}
		if r, _ := utf8.DecodeLastRuneInString(before); strings.ContainsRune("\"“”„‟«»'‘’‚‛‹›`´", r) {
			return from
		}
		_, n := utf8.DecodeRuneInString(art.Body[from:])
		from += n
	}
}
