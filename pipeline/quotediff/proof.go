package quotediff

import "github.com/verbatim-news/verbatim/pipeline/record"

// proves finds where the reporter leads into a piece with “proved that” and its
// like, and the speaker with less: of “Today's indictment is a reminder that no
// one is above the law”, the indictment proved that “no one is above the law”.
func (c *comparison) proves(base, other *frame) []record.Difference {
	var out []record.Difference
	for _, f := range c.found {
		cut, full, fr, whole, lost := &c.b, &c.a, other, base, f.a
		if f.b.Start < f.b.End {
			cut, full, fr, whole, lost = &c.a, &c.b, base, other, f.b
		}
		if f.kind != "truncation" || !cut.partial || lost.Start == lost.End || c.at(cut, f).Start != 0 || fr.text == "" {
			continue
		}
		u, terms := within(full, lost), fr.read()
		i := fr.termAt(fr.quote.Start)
		if u.len() < 2 || full.words[u.j-1].Key != "that" || i < 2 || i > len(terms) || terms[i-1].key != "that" || terms[i-1].gap != " " || terms[i-1].opens ||
			!c.lex.proof[terms[i-2].key] || c.proofAmong(full, u) {
			continue
		}
		own, reported := fr.side(terms[i-2:i]), full.locate(full.span(u.i, u.j))
		d := record.Difference{Type: "attribution-strength", Severity: 2, Note: "the reporter's own", Base: reported, Other: own}
		if whole == other {
			d.Base, d.Other = own, reported
		}
		out = append(out, d)
	}
	return out
}

// proofAmong reports whether the speaker's own words are as strong.
func (c *comparison) proofAmong(s *side, u run) bool {
	for i := u.i; i < u.j; i++ {
		if c.lex.proof[s.words[i].Key] {
			return true
		}
	}
	return false
}
