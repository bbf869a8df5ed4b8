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
func headline(r *Report, c Counts) (title, standfirst string) {
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
	if d := dates(r.Articles); d != "" {
		standfirst += ", " + d
	}
	return title, standfirst + ". " + attributedTo(r) + "."
}

// attributedTo tells the quotes with a speaker. What is reported without marks
// is counted beside them: it is nobody’s own words.
func attributedTo(r *Report) string {
	var marked, without int
	speakers, others := map[string]bool{}, map[string]bool{}
	for i := range r.Quotes {
		switch q := &r.Quotes[i]; {
		case q.Speaker == nil:
		case indirect(q):
			without++
			others[q.Speaker.ID] = true
		default:
			marked++
			speakers[q.Speaker.ID] = true
		}
	}
	said := plural(marked, "quote") + " attributed to " + plural(len(speakers), "speaker")
	if without > 0 {
		said += ". Besides, " + plural(without, "passage") + " " + reported + ", of " + plural(len(others), "speaker")
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

func dates(articles []record.Article) string {
	var first, last string
	for _, a := range articles {
		if d := string(a.Date); d != "" {
			if first == "" || d < first {
				first = d
			}
			last = max(last, d)
		}
	}
	return days(first, last)
}

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

// typeCounts lists the types met, the worst first, up to twelve.
func typeCounts(clusters []record.Cluster) []typeCount {
	at := map[string]int{}
	var list []typeCount
	for i := range clusters {
		seen := map[string]bool{}
		for j := range clusters[i].Differences {
			d := &clusters[i].Differences[j]
			if d.Type == "identical" {
				continue
			}
			k, ok := at[d.Type]
			if !ok {
				k, at[d.Type] = len(list), len(list)
				list = append(list, typeCount{Type: d.Type})
			}
			list[k].Severity = max(list[k].Severity, severity(d))
			if !seen[d.Type] {
				seen[d.Type] = true
				list[k].Groups++
			}
		}
	}
	slices.SortFunc(list, func(a, b typeCount) int {
		return cmp.Or(cmp.Compare(b.Severity, a.Severity), cmp.Compare(b.Groups, a.Groups), cmp.Compare(a.Type, b.Type))
	})
	list, _ = first(list, 12)
	return list
}
