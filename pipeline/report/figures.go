package report

import (
	"cmp"
	"slices"
	"strings"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// meanings say what each verdict means, in a reader's words.
var meanings = map[string]string{
	record.VerdictConflicting: "the same words, different speakers",
	record.VerdictDivergent:   "the sense may differ",
	record.VerdictVariant:     "a notable difference of wording",
	record.VerdictConsistent:  "the same, or a matter of style",
}

// headline says in a sentence what a desk asks first, and under it from what.
func (ix *index) headline() (title, standfirst string) {
	c := ix.counts
	bad := c.Verdicts[record.VerdictConflicting] + c.Verdicts[record.VerdictDivergent]
	notable := c.Verdicts[record.VerdictVariant]
	of := " of " + plural(c.Clusters, "shared utterance")
	switch {
	case c.Articles == 0:
		return unread(c)
	case c.Quotes == 0:
		title = "No quote was found"
	case c.Clusters == 0:
		title = split{c.Marked(), c.Indirect}.String() + ", none printed twice"
	case c.Clusters == 1 && bad == 1:
		title = "The one shared utterance differs in substance"
	case c.Clusters == 1 && notable == 0:
		title = "The one shared utterance is printed alike"
	case bad > 0:
		title = count(bad) + of + " " + verb(bad, "differs", "differ") + " in substance"
	case notable > 0:
		title = count(notable) + of + " " + verb(notable, "shows", "show") + " notable differences"
	default:
		title = "All " + plural(c.Clusters, "shared utterance") + " are printed alike"
	}
	standfirst = plural(c.Marked(), "quote") + " and other marked passages in " + plural(c.Articles, "article") + " of " +
		plural(c.Outlets, "outlet")
	if d := ix.dates.String(); d != "" {
		standfirst += ", " + d
	}
	return title, standfirst + ". " + ix.attributedTo() + "."
}

// Figures are those of the articles and quotes that are not in Counts.
type figures struct {
	dates      dates
	attributed split // rows with a speaker
	speakers   split // how many of either
	unnamed    split // rows of which no speaker was sure enough
}

// attributedTo tells the quotes with a speaker. What is reported without marks
// is counted beside them: it is nobody’s own words.
func (f *figures) attributedTo() string {
	said := plural(f.attributed.Marked, "quote") + " attributed to " + plural(f.speakers.Marked, "speaker")
	if without := f.attributed.Indirect; without > 0 {
		said += ". Besides, " + plural(without, "passage") + " " + reported + ", of " + plural(f.speakers.Indirect, "speaker")
	}
	return said
}

// unread says why a run read no article.
func unread(c Counts) (title, standfirst string) {
	switch {
	case c.Rejected > 0:
		return "Nothing could be read", capital(plural(c.Rejected, "input")) + " " + verb(c.Rejected, "was", "were") +
			" rejected; the reasons stand in rejected.jsonl."
	case c.Filtered > 0:
		return "No article is left", plural(c.Filtered, "article") + " " + verb(c.Filtered, "was", "were") + " left out by date or outlet."
	}
	return "There was nothing to read", "The input holds no article."
}

func verb(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// Dates are the first and the last day of several, "" where none is known.
type dates struct{ first, last string }

// add takes in a day, if it is known.
func (d *dates) add(day string) {
	if day == "" {
		return
	}
	if d.first == "" || day < d.first {
		d.first = strings.Clone(day)
	}
	if day > d.last {
		d.last = strings.Clone(day)
	}
}

func (d dates) String() string { return days(d.first, d.last) }

// A bar is one part of the strip of verdicts, in thousandths.
type bar struct {
	Verdict, Means string
	Count, X, Wide int
}

func bars(c Counts) ([]bar, string) {
	if c.Clusters == 0 {
		return nil, ""
	}
	var list []bar
	var said []string
	sum := 0
	for _, v := range verdicts {
		n := c.Verdicts[v]
		x := 1000 * sum / c.Clusters
		sum += n
		list = append(list, bar{v, meanings[v], n, x, 1000*sum/c.Clusters - x})
		said = append(said, count(n)+" "+v)
	}
	return list, "Of " + plural(c.Clusters, "group") + ": " + strings.Join(said, ", ")
}

// A typeCount says in how many groups a type of difference occurs.
type typeCount struct {
	Type     string
	Severity int // the worst it reaches
	Groups   int
}

// Name is the type in words.
func (t typeCount) Name() string { return capital(tag{Type: t.Type}.Name()) }

// Level is the word for the severity.
func (t typeCount) Level() string { return severities[t.Severity] }

// Types counts the types of difference met.
type types struct {
	at   map[string]int // index of list
	list []typeCount
	last []int // the group, counted from 1, in which each was met last
	seen int   // groups
}

func (t *types) add(c *record.Cluster) {
	if t.at == nil {
		t.at = map[string]int{}
	}
	t.seen++
	for i := range c.Differences {
		d := &c.Differences[i]
		if d.Type == "identical" {
			continue
		}
		k, ok := t.at[d.Type]
		if !ok {
			name := strings.Clone(d.Type)
			k, t.at[name] = len(t.list), len(t.list)
			t.list, t.last = append(t.list, typeCount{Type: name}), append(t.last, 0)
		}
		t.list[k].Severity = max(t.list[k].Severity, severity(d))
		if t.last[k] != t.seen {
			t.last[k] = t.seen
			t.list[k].Groups++
		}
	}
}

// counts lists the types, the worst first, up to twelve.
func (t *types) counts() []typeCount {
	list := slices.SortedFunc(slices.Values(t.list), func(a, b typeCount) int {
		return cmp.Or(cmp.Compare(b.Severity, a.Severity), cmp.Compare(b.Groups, a.Groups), cmp.Compare(a.Type, b.Type))
	})
	list, _ = first(list, 12)
	return list
}
