package score

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// notable is the severity from which a difference's type has to be right.
const notable = 2

// A GroupResult says how right the rows of clusters.jsonl are about stories.
type GroupResult struct {
	Pairs       PRF   `json:"pairs"` // of renderings in different articles that are one utterance
	GoldPairs   int   `json:"gold_pairs"`
	SystemPairs int   `json:"system_pairs"`
	KeptApart   Share `json:"kept_apart"` // of the look-alikes that were found
	// Of the groups that stand in two articles or more:
	Verdicts      Share `json:"verdicts"`
	NotConsistent Share `json:"not_consistent"` // where something differs: that is said
	Speakers      Share `json:"speakers"`
	// Types are those of severity 2 and above, as a set by group. Omission and
	// insertion are one type here: they swap when the base does.
	Types     PRF          `json:"types"`
	GoldTypes int          `json:"gold_types"`
	Errors    []GroupError `json:"errors"` // in the order of the stories
}

// A GroupError is one thing that is not right about a story's groups.
type GroupError struct {
	Kind  string `json:"kind"` // "not found", "split", "verdict", "speaker", "types", "joined" or "extra"
	Story string `json:"story"`
	Line  int    `json:"line"` // of the group; 0 where it is about none
	Got   string `json:"got"`
	Want  string `json:"want"`
}

// String is the error as the golden file prints it.
func (e GroupError) String() string {
	at := e.Story
	if e.Line > 0 {
		at += fmt.Sprintf(" line %d", e.Line)
	}
	return fmt.Sprintf("%s: %s: got %s, want %s", at, e.Kind, none(e.Got), none(e.Want))
}

// groupTally holds a run's rows while stories are compared with them.
type groupTally struct {
	rows       map[string][]*record.Quote // by article
	quotes     map[string]*record.Quote   // by id
	cluster    map[string]*record.Cluster // by quote
	home       map[string]string          // quote -> story and group that it belongs to
	told       map[string]string          // article -> its story
	right, hit int                        // pairs, seen from the run and from the gold
	types      struct{ right, system int }
	GroupResult
}

// Groups scores clusters against stories. An article of the run is a story's if
// its id is the member's “OUTLET/NAME”, or that with the story's name and a
// slash before it; a rendering is the quote whose text is the member's, or else
// the first that begins with it. Every pair in one cluster that stands in
// articles of the stories and is in no group of theirs counts as wrong.
func Groups(stories []Story, rows []record.Quote, clusters []record.Cluster) *GroupResult {
	t := &groupTally{
		rows: map[string][]*record.Quote{}, quotes: map[string]*record.Quote{}, cluster: map[string]*record.Cluster{},
		home: map[string]string{}, told: map[string]string{}, GroupResult: GroupResult{Errors: []GroupError{}},
	}
	for i := range rows {
		t.rows[rows[i].Article] = append(t.rows[rows[i].Article], &rows[i])
		t.quotes[rows[i].ID] = &rows[i]
	}
	for i := range clusters {
		for _, m := range clusters[i].Members {
			t.cluster[m.Quote] = &clusters[i]
		}
	}
	for _, s := range stories {
		t.claim(s)
		for _, g := range s.Groups {
			t.group(s, g)
		}
		t.apart(s)
	}
	for i := range clusters {
		t.pairs(&clusters[i])
	}
	t.Pairs = newPRF(t.right, t.SystemPairs, t.hit, t.GoldPairs)
	t.Types = newPRF(t.types.right, t.types.system, t.types.right, t.GoldTypes)
	return &t.GroupResult
}

// claim notes which articles are the story's.
func (t *groupTally) claim(s Story) {
	for id := range t.rows {
		if strings.HasPrefix(id, s.Name+"/") {
			t.told[id] = s.Name
		}
	}
	for _, g := range s.Groups {
		for _, m := range g.Members {
			t.told[t.articleID(s, m)] = s.Name
		}
	}
	for _, pair := range s.Apart {
		for _, m := range pair {
			t.told[t.articleID(s, m)] = s.Name
		}
	}
}

func (t *groupTally) articleID(s Story, m Rendering) string {
	if id := s.Name + "/" + m.Article; t.rows[id] != nil {
		return id
	}
	return m.Article
}

// find is the row that a rendering is, or nil.
func (t *groupTally) find(s Story, m Rendering) *record.Quote {
	var begins *record.Quote
	for _, r := range t.rows[t.articleID(s, m)] {
		switch {
		case r.Class != record.ClassQuote:
		case r.Text == m.Text:
			return r
		case begins == nil && strings.HasPrefix(r.Text, m.Text):
			begins = r
		}
	}
	return begins
}

func (t *groupTally) fail(kind string, s Story, line int, got, want string) {
	t.Errors = append(t.Errors, GroupError{kind, s.Name, line, got, want})
}

func (t *groupTally) group(s Story, g StoryGroup) {
	found := make([]*record.Quote, len(g.Members))
	for i, m := range g.Members {
		if found[i] = t.find(s, m); found[i] == nil {
			t.fail("not found", s, g.Line, "", m.Article+" "+m.Text)
			continue
		}
		t.home[found[i].ID] = s.Name + "/" + g.Name
	}
	for i, a := range found {
		for j, b := range found[:i] {
			if g.Members[i].Article == g.Members[j].Article {
				continue
			}
			t.GoldPairs++
			if a == nil || b == nil {
				continue
			}
			if c := t.cluster[a.ID]; c != nil && c == t.cluster[b.ID] {
				t.hit++
			} else {
				t.fail("split", s, g.Line, "", "one group of "+b.ID+" and "+a.ID)
			}
		}
	}
	if outlets(g) > 1 {
		t.judge(s, g, t.mostOf(found))
	}
}

// outlets counts the articles that a group stands in.
func outlets(g StoryGroup) int {
	articles := map[string]bool{}
	for _, m := range g.Members {
		articles[m.Article] = true
	}
	return len(articles)
}

// mostOf is the cluster that holds most of the quotes, of equals that of the
// earliest; nil if none is in any.
func (t *groupTally) mostOf(found []*record.Quote) *record.Cluster {
	count := map[*record.Cluster]int{}
	var best *record.Cluster
	for _, q := range found {
		if q != nil && t.cluster[q.ID] != nil {
			count[t.cluster[q.ID]]++
		}
	}
	for _, q := range found {
		if q == nil {
			continue
		}
		if c := t.cluster[q.ID]; c != nil && (best == nil || count[c] > count[best]) {
			best = c
		}
	}
	return best
}

// judge compares the verdict, the speaker and the types of a group; c is nil
// where no cluster holds any of it.
func (t *groupTally) judge(s Story, g StoryGroup, c *record.Cluster) {
	verdict, speaker := "", ""
	got := map[string]bool{}
	if c != nil {
		verdict = c.Verdict
		if c.Speaker != nil {
			speaker = c.Speaker.Name
		}
		for _, d := range c.Differences {
			addType(got, d.Type, d.Severity)
		}
	}
	want := map[string]bool{}
	for _, m := range g.Members {
		for _, d := range m.Differences {
			addType(want, d.Type, d.Severity)
		}
	}
	t.Verdicts.count(verdict == g.Verdict)
	if verdict != g.Verdict {
		t.fail("verdict", s, g.Line, verdict, g.Verdict)
	}
	if g.Verdict != record.VerdictConsistent {
		t.NotConsistent.count(verdict != "" && verdict != record.VerdictConsistent)
	}
	t.Speakers.count(speaker == g.Speaker)
	if speaker != g.Speaker {
		t.fail("speaker", s, g.Line, speaker, g.Speaker)
	}
	t.GoldTypes += len(want)
	t.types.system += len(got)
	for d := range got {
		t.types.right += one(want[d])
	}
	if !maps.Equal(got, want) {
		t.fail("types", s, g.Line, joinSorted(got), joinSorted(want))
	}
}

func addType(to map[string]bool, name string, severity int) {
	if severity < notable {
		return
	}
	if name == "insertion" {
		name = "omission"
	}
	to[name] = true
}

func joinSorted(m map[string]bool) string {
	return strings.Join(slices.Sorted(maps.Keys(m)), ", ")
}

func (t *groupTally) apart(s Story) {
	for _, pair := range s.Apart {
		a, b := t.find(s, pair[0]), t.find(s, pair[1])
		if a == nil || b == nil || a == b {
			continue
		}
		joined := t.cluster[a.ID] != nil && t.cluster[a.ID] == t.cluster[b.ID]
		t.KeptApart.count(!joined)
		if joined {
			t.fail("joined", s, 0, t.cluster[a.ID].ID, a.ID+" and "+b.ID+" apart")
		}
	}
}

// pairs counts the pairs of one cluster that stand in different articles.
func (t *groupTally) pairs(c *record.Cluster) {
	for i, m := range c.Members {
		for _, n := range c.Members[:i] {
			a, b := t.quotes[m.Quote], t.quotes[n.Quote]
			if a == nil || b == nil || a.Article == b.Article || t.told[a.Article] == "" || t.told[b.Article] == "" {
				continue
			}
			t.SystemPairs++
			if t.home[a.ID] != "" && t.home[a.ID] == t.home[b.ID] {
				t.right++
				continue
			}
			t.fail("extra", Story{Name: t.told[a.Article]}, 0, "one cluster of "+b.ID+" and "+a.ID, "")
		}
	}
}

// write is the result as the golden file shows it, a count a line.
func (r *GroupResult) write(b *strings.Builder) {
	t := tabwriter.NewWriter(b, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "pairs P/R/F1\t%s of %d\n", r.Pairs, r.GoldPairs)
	for _, l := range []struct {
		name string
		s    Share
	}{{"verdicts", r.Verdicts}, {"not consistent", r.NotConsistent}, {"group speakers", r.Speakers}, {"kept apart", r.KeptApart}} {
		fmt.Fprintf(t, "%s\t%d of %d\n", l.name, l.s.Right, l.s.Of)
	}
	fmt.Fprintf(t, "types P/R/F1\t%s of %d\n\n", r.Types, r.GoldTypes)
	t.Flush()
}
