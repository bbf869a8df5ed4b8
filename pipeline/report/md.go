package report

import (
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// maxMarkdown keeps report.md within what a pull request takes: GitHub cuts a
// comment off at 65,536 characters.
const maxMarkdown = 60_000

// writeMarkdown writes report.md, which says what report.html does, for a
// terminal or a pull request: groups by severity and reach, each wording with
// ~~the base's words~~ struck and **its own** strong.
func (ix *index) writeMarkdown(w io.Writer) error {
	c := ix.counts
	title, standfirst := ix.headline()
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s\n", title, standfirst)
	if c.Clusters > 0 {
		b.WriteString("\n| Verdict | Groups | |\n|---|---:|---|\n")
		for _, v := range verdicts {
			fmt.Fprintf(&b, "| %s | %s | %s |\n", v, count(c.Verdicts[v]), meanings[v])
		}
	}
	var tail strings.Builder
	mdRevisions(&tail, ix)
	mdSpeakers(&tail, ix)
	ix.r.mdLeftOut(&tail)
	ix.r.mdRejected(&tail)
	if c.Withheld > 0 {
		fmt.Fprintf(&tail, "\n%s: somebody was weighed, and is not named.\n", ix.unnamedWords())
	}
	if c.Flags > 0 {
		fmt.Fprintf(&tail, "\n%s without a partner: see run.json.\n", plural(c.Flags, "quotation mark"))
	}
	b.WriteString(mdRecord(ix, (maxMarkdown-b.Len()-tail.Len())/3))
	b.WriteString(mdGroups(ix, maxMarkdown-b.Len()-tail.Len()-200))
	b.WriteString(tail.String())
	_, err := io.WriteString(w, b.String())
	return err
}

func mdGroups(ix *index, budget int) string {
	var b strings.Builder
	if ix.counts.Clusters == 0 {
		return ""
	}
	b.WriteString("\n## Groups\n")
	for n, c := range ix.top {
		one := mdGroup(newGroup(ix, c), n+1) + mdAgain(ix, c)
		if b.Len()+len(one) > budget {
			left := ix.counts.Clusters - n
			fmt.Fprintf(&b, "\n%s of lesser severity or reach left out to keep this page short; clusters.jsonl has them all.\n", plural(left, "more group"))
			break
		}
		b.WriteString(one)
	}
	return b.String()
}

// mdAgain names the other days on which the words of c were said.
func mdAgain(ix *index, c *record.Cluster) string {
	list, more := ix.again(c, nil)
	if len(list) == 0 {
		return ""
	}
	var days []string
	for _, a := range list {
		days = append(days, fmt.Sprintf("%s (%s)", md(a.Dates), md(a.ID)))
	}
	if more > 0 {
		days = append(days, count(more)+" more in clusters.jsonl")
	}
	return "\nSaid again on: " + strings.Join(days, "; ") + ".\n"
}

func mdGroup(g *group, n int) string {
	var b strings.Builder
	speaker := "nobody named"
	var names []string
	for _, s := range g.Speakers {
		names = append(names, md(s.Speaker.Name))
	}
	if len(names) > 0 {
		speaker = strings.Join(names, " / ")
	}
	fmt.Fprintf(&b, "\n### %d. %s: %s\n\n%s, %s, %s", n, capital(g.Verdict), speaker, md(g.ID),
		plural(g.Outlets, "outlet"), plural(g.IndependentSources, "independent source"))
	for _, s := range g.Shared {
		fmt.Fprintf(&b, ", %s outlets print the words of %s", count(s.Outlets), md(clip(s.Source, 60)))
	}
	if g.Dates != "" {
		b.WriteString(", " + g.Dates)
	}
	b.WriteString("\n")
	for _, c := range g.Leads {
		b.WriteString(mdLead(&c))
	}
	if len(g.Speakers) > 1 {
		var given []string
		for _, s := range g.Speakers {
			given = append(given, md(s.Speaker.Name)+" by "+mdSide(s.Side))
		}
		fmt.Fprintf(&b, "\n**Given to different speakers:** %s.\n", strings.Join(given, "; "))
	}
	for _, e := range g.Edits[:min(len(g.Edits), 5)] {
		fmt.Fprintf(&b, "\n**Edited after publication, %s.** %s: %s, then %s.\n", md(e.What), md(e.Later.Outlet), mdExcerpt(e.Was), mdExcerpt(e.Is))
	}
	b.WriteString("\n")
	wordings, more := first(g.Wordings, 8)
	for _, w := range wordings {
		fmt.Fprintf(&b, "- **%s** %s: %s\n", w.Letter, mdSide(w.Side), mdPieces(w))
	}
	if more > 0 {
		fmt.Fprintf(&b, "- %s in clusters.jsonl\n", plural(more, "more wording"))
	}
	if g.Tree != nil && len(g.Tree.Children) > 0 {
		b.WriteString("\nLikely descent:\n\n" + g.Tree.lines(0))
	}
	for _, line := range []string{g.Folded(), g.Where()} {
		if line != "" {
			b.WriteString("\n" + md(line) + "\n")
		}
	}
	return b.String()
}

// mdLead tells one of the worst differences: what the minority prints, and what
// the others. Where one of them has nothing, it says in whose place.
func mdLead(c *change) string {
	which := "Minority wording"
	if c.Even() {
		which = "Instead"
	}
	if c.MinorityText().Words == "" {
		which += ", nothing in the place of " + mdWords(c.MajorityText())
	}
	s := fmt.Sprintf("\n**%d %s, %s, %s.** %s: %s, %s", c.Severity, c.Level(), md(c.Name()), md(c.Against()), which, mdExcerpt(c.MinorityText()), mdSide(c.Minority()))
	if m := c.Majority(); len(m.Outlets) > 0 {
		without := ""
		if c.MajorityText().Words == "" {
			without = "without " + mdWords(c.MinorityText()) + " "
		}
		s += fmt.Sprintf("; %s%s by %s", without, mdExcerpt(c.MajorityText()), mdSide(m))
	}
	return s + ".\n"
}

func mdWords(e excerpt) string { return "“" + md(clip(e.Words, 300)) + "”" }

// mdPieces prints a wording in a line, the differences in it named.
func mdPieces(w wording) string {
	var b strings.Builder
	b.WriteString("“")
	tagged := false // the piece before ends in a name, which must not touch a word
	for _, p := range w.Pieces {
		if len(p.Tags) == 0 {
			text := strings.TrimLeft(p.Text, " ")
			if letter, _ := utf8.DecodeRuneInString(text); text != p.Text && b.Len() > len("“") || tagged && unicode.IsLetter(letter) || tagged && unicode.IsDigit(letter) {
				text = " " + text
			}
			b.WriteString(md(clip(text, 600)))
			tagged = false
			continue
		}
		tagged = true
		var parts []string
		if p.Was != "" {
			parts = append(parts, mdAround("~~", elide(p.Was, 120)))
		}
		if p.Text != "" {
			parts = append(parts, mdAround("**", clip(p.Text, 300)))
		}
		var names []string
		for _, t := range p.Tags {
			names = append(names, fmt.Sprintf("%s: %d", t.Name(), t.Severity))
		}
		// The base's “, but” and the like bring their own space along; one is enough.
		if s := b.String(); !strings.HasSuffix(s, " ") && !strings.HasSuffix(s, "“") {
			b.WriteString(" ")
		}
		fmt.Fprintf(&b, "%s _(%s)_", strings.Join(parts, " "), md(strings.Join(names, ", ")))
	}
	return strings.ReplaceAll(strings.TrimSpace(b.String()), "  ", " ") + "”"
}

// mdAround puts marks round words. The marks must touch them: GitHub takes
// “** not**” for four asterisks.
func mdAround(mark, s string) string {
	if s = strings.TrimSpace(md(s)); s == "" {
		return ""
	}
	return mark + s + mark
}

func mdExcerpt(e excerpt) string {
	if e.Words != "" {
		return "“" + md(e.Before) + mdAround("**", clip(e.Words, 300)) + md(e.After) + "”"
	}
	before, after := strings.TrimSpace(md(e.Before)), strings.TrimSpace(md(e.After))
	if after != "" && !strings.ContainsAny(after[:1], ",.;:!?") {
		after = " " + after
	}
	return "“" + strings.TrimSpace(before+after) + "”"
}

func mdSide(s side) string {
	if len(s.Outlets) == 0 {
		return "nobody else"
	}
	text := md(outletNames(s)) + " (" + md(sources(s))
	if d := since(s); d != "" {
		text += ", " + md(d)
	}
	return text + ")"
}

func mdRevisions(b *strings.Builder, ix *index) {
	list, _ := first(ix.revisions, 20)
	if len(list) == 0 {
		return
	}
	b.WriteString("\n## Edited after publication\n\n")
	for _, r := range list {
		fmt.Fprintf(b, "- %s, %s, then %s", md(r.Later.Outlet), md(clip(r.First.ID, 150)), md(clip(r.Later.ID, 150)))
		for _, q := range r.Withdrawn[:min(len(r.Withdrawn), 3)] {
			fmt.Fprintf(b, "; withdrawn: “%s”", md(opening(q.Text, 160)))
		}
		if n := len(r.Withdrawn) + r.More - 3; n > 0 {
			fmt.Fprintf(b, "; %s more withdrawn", count(n))
		}
		if r.Added > 0 {
			fmt.Fprintf(b, "; %s added", plural(r.Added, "quote"))
		}
		b.WriteString("\n")
	}
	if more := ix.revised - len(list); more > 0 {
		fmt.Fprintf(b, "- %s more in articles.jsonl\n", count(more))
	}
}

func mdSpeakers(b *strings.Builder, ix *index) {
	list, _ := first(ix.people, 20)
	if len(list) == 0 {
		return
	}
	b.WriteString("\n## Speakers\n\n| Speaker | Type | Quotes | Articles | Groups | Outlets |\n|---|---|---:|---:|---:|---|\n")
	for _, p := range list {
		var outlets []string
		for _, o := range p.Outlets[:min(len(p.Outlets), 5)] {
			outlets = append(outlets, md(clip(o.Name, 60))+" "+count(o.Count))
		}
		fmt.Fprintf(b, "| %s | %s | %s | %s | %s | %s |\n", md(clip(p.Name, 80)), md(p.Type), p.quotes(), count(p.Articles), count(p.Groups), strings.Join(outlets, ", "))
	}
	if more := ix.counts.Speakers - len(list); more > 0 {
		fmt.Fprintf(b, "\n%s in quotes.jsonl.\n", plural(more, "more speaker"))
	}
}

func (r *Report) mdRejected(b *strings.Builder) {
	if len(r.Rejected) == 0 {
		return
	}
	b.WriteString("\n## Not read\n\n| Input | Place | Stage | Why |\n|---|---|---|---|\n")
	list, more := first(r.Rejected, 30)
	for _, j := range list {
		fmt.Fprintf(b, "| %s | %s | %s | %s |\n", md(clip(j.Source, 150)), md(clip(j.Place, 40)), md(j.Stage), md(clip(j.Reason, 200)))
	}
	if more > 0 {
		fmt.Fprintf(b, "\n%s more in rejected.jsonl.\n", count(more))
	}
}

func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// mdEscapes is what Markdown or the HTML in it would read as more than a letter.
// An @ gets a word joiner behind it: in a pull request “@name” rings somebody up.
var mdEscapes = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`,
	"<", "&lt;", ">", "&gt;", "&", "&amp;", "|", `\|`, "~", `\~`, "@", "@\u2060")

// md escapes words for the middle of a line of Markdown.
func md(s string) string { return mdEscapes.Replace(Plain(s)) }
