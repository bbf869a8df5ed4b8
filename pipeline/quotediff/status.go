package quotediff

import (
	"strings"

	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/variant"
)

// status reports, of what is cut from one side's start or end, the words that
// its article prints all the same, outside the marks: She said that they would
// “never sell the harbour”, whatever it cost. Where that is all of it, nothing
// is cut, and the truncation goes.
func (c *comparison) status(base, other *frame) {
	var out []finding
	for _, f := range c.found {
		cut, full, fr := &c.b, &c.a, other
		lost := f.a
		if f.b.Start < f.b.End {
			cut, full, fr, lost = &c.a, &c.b, base, f.b
		}
		if f.kind != "truncation" || f.a.Start < f.a.End && f.b.Start < f.b.End || fr.text == "" {
			out = append(out, f)
			continue
		}
		start := c.at(cut, f).Start == 0
		u := within(full, lost)
		n := c.outside(full, u, fr, start)
		if n > 0 { // the piece goes on the reporter's own sentence, whatever it begins with
			f.severity, f.note = 1, "partial"
		}
		if n < u.len() {
			out = append(out, f)
		}
		if n > 0 {
			seen := finding{kind: "quotation-status", severity: 1, note: "outside the marks", a: f.a, b: f.b}
			if start && !full.partial && c.paraphrases(full, run{u.j - n, u.j}, fr) {
				seen.severity, seen.note = 2, "a paraphrase inside the marks"
			}
			r := full.span(u.i, u.i+n)
			if start {
				r = full.span(u.j-n, u.j)
			}
			if full == &c.a {
				seen.a = r
			} else {
				seen.b = r
			}
			out = append(out, seen)
		}
	}
	c.found = out
}

// paraphrases reports words inside one article's marks that are another
// reporter's own: of Ruiz said that she would “never sell the harbour”, “She
// would never sell the harbour”. Nobody says “she would” of herself.
func (c *comparison) paraphrases(s *side, u run, fr *frame) bool {
	around := fr.beside(true)
	if u.len() != 2 || u.i > 0 && !sentenceEnds(s, u.i) || len(around) <= u.len() {
		return false
	}
	who, verb := &s.words[u.i], &s.words[u.i+1]
	before := around[len(around)-3:]
	if before[1].ID != who.ID || before[2].ID != verb.ID || before[0].Key != "that" && c.lex.stands[before[0].Key] == unheard {
		return false
	}
	subject := who.Key == "he" || who.Key == "she"
	return subject && (verb.Key == "would" || verb.Key == "had" || verb.Key == "was")
}

// at is the range of a finding on the side s.
func (c *comparison) at(s *side, f finding) record.Span {
	if s == &c.a {
		return f.a
	}
	return f.b
}

// within is the run of a side's words that stand in a range of its text.
func within(s *side, r record.Span) run {
	u := run{}
	for u.i < len(s.words) && s.words[u.i].Start < r.Start {
		u.i++
	}
	for u.j = u.i; u.j < len(s.words) && s.words[u.j].End <= r.End; {
		u.j++
	}
	return u
}

// outside counts the words of full[u], from the marks outwards, that stand in
// the reporter's own sentence beside the marks, in the form that he gives them:
// “I will”, she would. A word of grammar may be more or less on either side.
func (c *comparison) outside(full *side, u run, fr *frame, start bool) int {
	around := fr.beside(start)
	lost := func(k int) *variant.Word {
		if start {
			return &full.words[u.j-1-k]
		}
		return &full.words[u.i+k]
	}
	printed := func(k int) *variant.Word {
		if start {
			return &around[len(around)-1-k]
		}
		return &around[k]
	}
	const slack = 2 // words of grammar that are passed over
	best, same, content, skipped := 0, 0, 0, 0
	for i, j := 0, 0; i < u.len() && j < len(around); {
		x, y := lost(i), printed(j)
		if same == 0 && i == 0 && j == 0 && c.lex.stands[y.Key] != unheard {
			break // the cue comes first: what it reports is inside the marks
		}
		switch {
		case x.ID == y.ID, c.shifts(x.Key, y.Key), c.lex.sameStem(x.Key, y.Key):
			same++
			if c.isContent(x) || c.lex.persons[x.Key] != "" && c.lex.persons[x.Key] != "it" {
				content++
			}
			i, j = i+1, j+1
			if same >= 2 && content > 0 || u.len() == 1 && content > 0 {
				best = i
			}
			continue
		case skipped == slack:
			return best
		case x.Has(variant.Function) && y.Has(variant.Function) && (x.Kind|y.Kind)&variant.Negator == 0: // these, the
			i, j = i+1, j+1
		case y.Has(variant.Function) && !y.Has(variant.Negator):
			j++
		case x.Has(variant.Function) && !x.Has(variant.Negator):
			i++
		default:
			return best
		}
		skipped++
	}
	return best
}

// shifts reports a word and the form that reported speech gives it.
func (c *comparison) shifts(spoken, printed string) bool {
	pair := [2]string{spoken, printed}
	return c.lex.person[pair] || c.lex.tense[pair]
}

// beside reads the words of the quote's sentence that stand right before it, or
// right after it.
func (f *frame) beside(before bool) []variant.Word {
	const most = 160 // bytes: about thirty words
	from, to := f.quote.Start-f.start, f.quote.End-f.start
	if from < 0 || to > len(f.text) {
		return nil
	}
	if before {
		text := f.text[max(0, from-most):from]
		if i := strings.LastIndexAny(text, ".?!:;\n\x00"); i >= 0 {
			text = text[i+1:]
		}
		return variant.Read(strings.ToValidUTF8(text, ""))
	}
	if strings.ContainsAny(f.quote.Text[max(0, len(f.quote.Text)-1):], ".?!") {
		return nil // the sentence ends inside the marks
	}
	text := f.text[to:min(len(f.text), to+most)]
	if i := strings.IndexAny(text, ".?!:;\n\x00"); i >= 0 {
		text = text[:i]
	}
	return variant.Read(strings.ToValidUTF8(text, ""))
}
