package quotediff

import (
	"slices"
	"strings"

	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/variant"
)

// readRetractions reads retractions.txt.
func (l *lexicon) readRetractions() {
	section := ""
	variant.Lines(files, "tables/retractions.txt", func(line string) {
		switch {
		case line[0] == '[':
			section = strings.Trim(line, "[]")
		case section == "retraction":
			l.retracts[variant.Loose(line)] = true
		default:
			for w := range strings.FieldsSeq(line) {
				l.jest[w] = true
			}
		}
	})
}

// A neighbourhood is what an article has beside a quote that may turn its sense:
// what the speaker says next to take it back, whether the reporter heard a joke,
// and the question that it answers.
type neighbourhood struct {
	retraction *record.Quote
	joke       *record.Side // a cue “joked”
	frame      *frame
	question   *record.Quote
}

// near is how far apart two quotes may stand, in bytes, that follow each other
// with nothing but a reporting clause between them.
const nextTo = 150

// neighbours looks at the rows before and after quotes[i], which are in the
// order of their article.
func neighbours(quotes []record.Quote, i int, f *frame) neighbourhood {
	n := neighbourhood{frame: f}
	q, l := &quotes[i], tables()
	if after := follows(quotes, i, 1); after != nil && after.Start-q.End <= nextTo && q.Speaker != nil && after.Speaker != nil && after.Speaker.ID == q.Speaker.ID && l.takesBack(after.Text) {
		n.retraction = after
	}
	if before := follows(quotes, i, -1); before != nil && q.Start-before.End <= nextTo && strings.HasSuffix(before.Text, "?") &&
		(before.Speaker == nil || q.Speaker == nil || before.Speaker.ID != q.Speaker.ID) {
		n.question = before
	}
	if s, at := f.stand(); s == joking {
		n.joke = &at
	}
	return n
}

// jest reports any sign of a joke: who prints one has not left it out.
func (n *neighbourhood) jest() bool {
	return n.retraction != nil || slices.ContainsFunc(n.frame.read(), func(t term) bool { return tables().jest[t.key] })
}

// follows is the whole utterance before or after quotes[i] in its article; nil
// if there is none, or another kind of row.
func follows(quotes []record.Quote, i, step int) *record.Quote {
	k := i + step
	if k < 0 || k >= len(quotes) || quotes[k].Article != quotes[i].Article {
		return nil
	}
	if o := &quotes[k]; o.Class == record.ClassQuote && o.Kind == record.KindDirect && o.Within == "" && (o.Start >= quotes[i].End || o.End <= quotes[i].Start) {
		return o
	}
	return nil
}

// takesBack reports a text that is, but for a word before it, a phrase of the
// table and no more: “I was joking.” “No, I was joking, folks.”
func (l *lexicon) takesBack(text string) bool {
	const extra, longest = 2, 8 // words
	if variant.Words(text) > longest {
		return false
	}
	words := variant.Read(text)
	for i := range min(len(words), extra+1) {
		for j := len(words); j > i && j >= len(words)-extra; j-- {
			if l.retracts[keys(words[i:j])] {
				return true
			}
		}
	}
	return false
}

// neighbouring flags what one article tells beside the words and the other does
// not: never more than notable, for whoever left it out may tell it elsewhere.
func neighbouring(x, y *neighbourhood, base, other *record.Quote) []record.Difference {
	empty := func(q *record.Quote) record.Side {
		return record.Side{Quote: q.ID, Start: q.End, End: q.End}
	}
	whole := func(q, of *record.Quote) record.Side { return inArticle(q, of.ID) }
	flag := func(note string, a, b record.Side) []record.Difference {
		return []record.Difference{{Type: "context", Severity: 2, Note: record.Null(note), Base: a, Other: b}}
	}
	const fewest = 3 // words: of “the yoga”, who knows what was the joke
	told := x.joke != nil || y.joke != nil
	told = told && min(variant.Words(base.Text), variant.Words(other.Text)) >= fewest
	switch {
	case x.retraction != nil && !y.jest():
		return flag("taken back after", whole(x.retraction, base), empty(other))
	case y.retraction != nil && !x.jest():
		return flag("taken back after", empty(base), whole(y.retraction, other))
	case x.joke != nil && !y.jest() && told:
		return flag("told as a joke", *x.joke, empty(other))
	case y.joke != nil && !x.jest() && told:
		return flag("told as a joke", empty(base), *y.joke)
	case x.question != nil && y.question != nil && otherQuestion(x.question.Text, y.question.Text, base.Text, other.Text):
		return flag("another question", whole(x.question, base), whole(y.question, other))
	}
	return nil
}

// inArticle is the first segment of a quote, given as a side of another quote of
// its article.
func inArticle(q *record.Quote, id string) record.Side {
	s := q.Segments[0]
	return record.Side{Quote: id, Start: s.Start, End: s.End, Text: q.Text[:min(len(q.Text), s.End-s.Start)]}
}

// otherQuestion reports two questions, both printed in full, that share no word
// of content, before an answer so short that it says nothing without them.
func otherQuestion(x, y, answer, again string) bool {
	const longest, fewest = 6, 3
	if variant.Words(answer) > longest || variant.Words(again) > longest {
		return false
	}
	content := func(text string) (stems []string) {
		for _, w := range variant.Read(text) {
			if !w.Has(variant.Function | variant.Negator) {
				stems = append(stems, tables().stem(w.Key))
			}
		}
		return stems
	}
	a, b := content(x), content(y)
	return len(a) >= fewest && len(b) >= fewest && !slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}
