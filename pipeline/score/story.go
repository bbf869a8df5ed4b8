package score

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// A Story is what several outlets print of one event: which renderings are one
// utterance, how they differ, and which look alike and are not.
type Story struct {
	Name   string // its file's, "troops"
	Groups []StoryGroup
	Apart  [][2]Rendering // pairs that must not be joined
}

// A StoryGroup is one utterance. Its first member is the base.
type StoryGroup struct {
	Name    string
	Speaker string
	Verdict string
	Line    int // in the story's file, from 1
	Members []Rendering
}

// A Rendering is one outlet's printing of an utterance.
type Rendering struct {
	Article     string // as the file names it: "OUTLET/NAME"
	Text        string // the beginning of the quote, or all of it
	Differences []Typed
}

// Typed is a difference from the base without its place.
type Typed struct {
	Type     string
	Severity int
}

// ReadStories reads every *.txt of a folder, in the order of their names:
//
//	group NAME | SPEAKER | VERDICT
//	  OUTLET/NAME | beginning of the quote | -
//	  OUTLET/NAME | beginning of the quote | omission 3, case 0
//	apart | OUTLET/NAME | text | OUTLET/NAME | text
//	# a comment
//
// Members are indented, the base first; “-” means no speaker or no differences. An error
// names file and line.
func ReadStories(dir string) ([]Story, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("%s: no stories (*.txt)", dir)
	}
	stories := make([]Story, 0, len(files))
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		s, err := parseStory(string(data))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", filepath.Base(file), err)
		}
		s.Name = strings.TrimSuffix(filepath.Base(file), ".txt")
		stories = append(stories, s)
	}
	return stories, nil
}

var verdicts = []string{record.VerdictConsistent, record.VerdictVariant, record.VerdictDivergent, record.VerdictConflicting}

func parseStory(data string) (Story, error) {
	var s Story
	n := 0
	for line := range strings.Lines(data) {
		n++
		if blank(line) || strings.HasPrefix(strings.TrimSpace(line), "#") {
			continue
		}
		if err := s.line(line, n); err != nil {
			return s, fmt.Errorf("line %d: %w", n, err)
		}
	}
	for _, g := range s.Groups {
		if len(g.Members) < 2 {
			return s, fmt.Errorf("line %d: group %s has %d members", g.Line, g.Name, len(g.Members))
		}
	}
	return s, nil
}

func (s *Story) line(line string, n int) error {
	fields := strings.Split(strings.TrimSpace(line), " | ")
	for i := range fields {
		fields[i] = strings.TrimSpace(fields[i])
	}
	group, isGroup := strings.CutPrefix(fields[0], "group ")
	switch indented := line[0] == ' ' || line[0] == '\t'; {
	case indented && len(fields) == 3 && len(s.Groups) > 0:
		diffs, err := readTyped(fields[2])
		g := &s.Groups[len(s.Groups)-1]
		g.Members = append(g.Members, Rendering{fields[0], fields[1], diffs})
		return err
	case !indented && isGroup && len(fields) == 3:
		if !slices.Contains(verdicts, fields[2]) {
			return fmt.Errorf("%q is no verdict", fields[2])
		}
		if fields[1] == "-" {
			fields[1] = ""
		}
		s.Groups = append(s.Groups, StoryGroup{Name: group, Speaker: fields[1], Verdict: fields[2], Line: n})
		return nil
	case !indented && fields[0] == "apart" && len(fields) == 5:
		s.Apart = append(s.Apart, [2]Rendering{{Article: fields[1], Text: fields[2]}, {Article: fields[3], Text: fields[4]}})
		return nil
	}
	return fmt.Errorf("neither group, member nor apart: %q", strings.TrimSpace(line))
}

// readTyped reads “omission 3, case 0” or “-”.
func readTyped(s string) ([]Typed, error) {
	if s == "-" {
		return nil, nil
	}
	var diffs []Typed
	for _, d := range strings.Split(s, ",") {
		name, level, ok := strings.Cut(strings.TrimSpace(d), " ")
		severity, err := strconv.Atoi(level)
		if !ok || err != nil || severity < 0 || severity > 4 {
			return nil, fmt.Errorf("%q is no difference: want a type and a severity from 0 to 4", strings.TrimSpace(d))
		}
		diffs = append(diffs, Typed{name, severity})
	}
	return diffs, nil
}
