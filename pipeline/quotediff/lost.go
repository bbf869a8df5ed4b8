package quotediff

import (
	"slices"
	"strings"

	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/variant"
)

// lost reports a run of words that one side alone has, inside the rendering.
func (c *comparison) lost(s *side, u run, r *region) {
	if u.len() == 0 {
		return
	}
	ra, rb := c.opposite(s, u, r)
	if c.hidden(s, u, r, ra, rb) {
		return
	}
	kind, severity, note := c.ranged(s, u, ra, rb)
	if kind == "" {
		kind, severity, note = c.lostType(s, u, s.words[u.i:u.j], r)
	}
	if kind == "" {
		kind = "omission"
		if s == &c.b {
			kind = "insertion"
		}
		if c.spliced(s, u, r) {
			kind, severity, note = "splice", 3, ""
		}
	}
	c.add(kind, severity, note, ra, rb)
}

// spliced reports whether a run is so long, and of whole sentences, that the
// rendering without it joins two utterances in one pair of marks.
func (c *comparison) spliced(s *side, u run, r *region) bool {
	const fewest = 15 // a sentence dropped is an omission still
	return u.len() >= fewest && !r.first && !r.last && crosses(s, u.i, u.j)
}

// crosses reports whether a sentence ends inside words[i:j] or at either end.
func crosses(s *side, i, j int) bool {
	for k := i; k <= j; k++ {
		if sentenceEnds(s, k) {
			return true
		}
	}
	return false
}

// opposite is the run's range and the empty one on the side without it.
func (c *comparison) opposite(s *side, u run, r *region) (a, b record.Span) {
	if s == &c.a {
		return c.whole(s.span(u.i, u.j), c.b.span(r.b0, r.b0))
	}
	return c.whole(c.a.span(r.a0, r.a0), s.span(u.i, u.j))
}

// hidden reports a run that stands opposite an ellipsis. The ellipsis is honest
// unless it hides what turns the sentence it stands in.
func (c *comparison) hidden(s *side, u run, r *region, ra, rb record.Span) bool {
	o, from, to := &c.b, r.b0, r.b1
	if s == &c.b {
		o, from, to = &c.a, r.a0, r.a1
	}
	if !ellipsis(o.gap(from)) && !ellipsis(o.gap(to)) {
		return false
	}
	severity, note := 1, ""
	said := u.i // “no longer do, no longer suffice”: what is begun again is not hidden
	for said < u.j && u.j+said-u.i < len(s.words) && s.words[said].ID == s.words[u.j+said-u.i].ID {
		said++
	}
	if !sentenceEnds(s, u.i) && !sentenceEnds(s, u.j) && c.turns(s.words[said:u.j]) {
		severity, note = 4, "hides a condition or negation"
	}
	c.add("ellipsis", severity, note, ra, rb)
	return true
}

func ellipsis(gap string) bool {
	return strings.Contains(gap, "…") || strings.Contains(gap, "..") || strings.Contains(gap, ". .")
}

// sentenceEnds reports whether a sentence of the side ends before word i.
func sentenceEnds(s *side, i int) bool {
	return i == 0 || i >= len(s.words) || strings.ContainsAny(s.gap(i), ".?!") && !ellipsis(s.gap(i))
}

// turns reports whether words hold a negator or condition.
func (c *comparison) turns(words []variant.Word) bool {
	for i := 0; i < len(words); {
		k, n := c.lex.at(words[i:])
		if k&affirming == 0 && (k&condition != 0 || words[i].Has(variant.Negator)) {
			return true
		}
		i += n
	}
	return false
}

// lostType types a run of words dropped or added without a mark; kind is "" for
// an omission or insertion.
func (c *comparison) lostType(s *side, u run, words []variant.Word, r *region) (kind string, severity int, note string) {
	sum := c.sum(words)
	switch {
	case c.stammer(s, u):
		return "disfluency", 1, ""
	case again(s, u):
		return "function-word", 1, "said again"
	case bracketed(s, u):
		return "bracket", 2, ""
	case c.hinge(s, u):
		return "negation", 4, ""
	case len(words) == 1 && words[0].Key == "all" && u.j < len(s.words) && spread(s.words[u.j].Key):
		return "function-word", 1, "" // all across the country
	case len(words) == 1 && (words[0].Key == "well" || words[0].Key == "right"):
		return "", 2, ""
	case len(words) == 1 && words[0].Key == "but" && u.i > 0 && c.lex.classes[s.words[u.i-1].Key]&(quantifier|anyWord) != 0:
		return "modality", 3, "exception" // all but three
	case len(words) >= 3 && len(words) <= 4 && (words[0].Key == "and" || words[0].Key == "but") && c.lex.persons[words[1].Key] != "" && sum.content+sum.negators == 0:
		return "", 3, "" // and we will: a clause
	case len(words) == 1 && words[0].Key == "non":
		return "negation", 4, "" // non-violent
	case len(words) == 1 && words[0].Key == "most" && u.i > 0 && s.words[u.i-1].Key == "the":
		return "", 2, "intensifier" // of a superlative
	case c.affirms(s, u, r):
		return "", 2, "intensifier"
	case c.subordinates(s, u, r):
		return "substitution", 2, "joins two sentences"
	case len(words) == 1 && bounds(words[0].Key):
		return "modality", 3, "condition"
	case (words[0].Key == "if" || words[0].Key == "unless") && sum.asides == 0:
		return "", 3, "condition"
	case sum.negators%2 == 1 && sum.content < 2 || sum.implicit == 1 && sum.content+sum.negators == 0:
		return "negation", 4, ""
	case fewer(s, u):
		return "negation", 4, "few, a few"
	case sum.stances > 0 && sum.content == 0:
		return "modality", 2, "stance"
	case sum.asides > 0 && sum.content == 0 && sum.scopes == 0:
		return "", 2, "aside"
	case len(words) <= 2 && s.words[u.i].Has(variant.Opening) && c.leadIn(words): // So, And, Well,
		return "function-word", 1, ""
	case sum.scopes > 0 && sum.content == 0:
		return "modality", 3, ""
	case sum.content == 0 && sum.titles > 0 && (beside(s, u.j) || beside(s, u.i-1)):
		return "alias", 1, "title"
	case sum.content == 0 && sum.intensifiers > 0:
		return "", 2, "intensifier"
	case sum.content == 0 && sum.titles == 0:
		return "function-word", 1, ""
	case sum.content+sum.titles == 1:
		return "", 2, ""
	}
	return "", 3, ""
}

// affirms reports the “no” of “no doubt” whose other word is gone too: what is
// lost is no negation, as it is where “There is no doubt” becomes “There is doubt”.
func (c *comparison) affirms(s *side, u run, r *region) bool {
	last := r.a1
	if s == &c.b {
		last = r.b1
	}
	k, n := c.lex.at(s.words[u.i:])
	return u.len() == 1 && k&affirming != 0 && n > 1 && u.i+n <= last
}

// subordinates reports a word that makes one sentence a part of the other, where
// the side without it has two: “it must not happen. He comes here”, “it must not
// happen that he comes here”.
func (c *comparison) subordinates(s *side, u run, r *region) bool {
	if u.len() != 1 || r.first || r.last || sentenceEnds(s, u.i) || sentenceEnds(s, u.j) {
		return false
	}
	o, at := &c.b, r.b1
	if s == &c.b {
		o, at = &c.a, r.a1
	}
	switch s.words[u.i].Key {
	case "that", "because", "if", "when", "while", "although", "unless", "which", "who", "since":
		return sentenceEnds(o, at)
	}
	return false
}

// bounds reports a word that makes what follows a condition of the rest.
func bounds(key string) bool {
	switch key {
	case "if", "unless", "except", "lest", "provided":
		return true
	}
	return false
}

// beside reports whether the word is a name, which a title goes with.
func beside(s *side, i int) bool {
	return i >= 0 && i < len(s.words) && s.words[i].Has(variant.Name|variant.Opening)
}

// A summary counts the words of a run by what they do. A phrase counts once.
type summary struct {
	fillers, stances, asides, scopes, intensifiers, negators, implicit, titles, content int
}

func (c *comparison) sum(words []variant.Word) summary {
	var t summary
	for i := 0; i < len(words); {
		k, n := c.lex.at(words[i:])
		w := &words[i]
		switch {
		case k&affirming != 0:
			t.intensifiers++
		case k&implicit != 0:
			t.implicit++
		case w.Has(variant.Negator) && k&aside == 0:
			t.negators++
			n = 1
		case k&stance != 0 && k&filler == 0:
			t.stances++
		case k&filler != 0:
			t.fillers += n
		case k&aside != 0:
			t.asides++
		case k&quantifier != 0 && degree(words, i):
			t.intensifiers++
		case k&(modal|quantifier|hedge) != 0:
			t.scopes++
		case k&intensifier != 0:
			t.intensifiers++
		case w.Has(variant.Title):
			t.titles++
			n = 1
		case !w.Has(variant.Function):
			t.content++
			n = 1
		}
		i += n
	}
	return t
}

// degree reports the “most” of a superlative: “the most beautiful”.
func degree(words []variant.Word, i int) bool {
	return words[i].Key == "most" && i > 0 && words[i-1].Key == "the"
}

// stammer reports a run of fillers, of words said again, or of both: “Uh, we
// need, we need to go”. “like” is a filler between pauses alone: not in “it
// looks like rain”.
func (c *comparison) stammer(s *side, u run) bool {
	for u.len() > 0 {
		k, n := c.lex.at(s.words[u.i:u.j])
		if k&filler == 0 || ordinary(s.words[u.i].Key) && !s.words[u.i].Has(variant.Opening) && !strings.ContainsAny(s.gap(u.i)+s.gap(u.i+1), ",—–-.…") {
			return repeated(s, u) || restarted(s, u)
		}
		u.i += n
	}
	return true
}

// ordinary reports a filler that is a word like others without a pause beside it:
// “it looks like rain”, “it may well be so”.
func ordinary(key string) bool { return key == "like" || key == "well" || key == "right" }

// hinge reports the word that a negator beside it hangs on, lost alone: the
// “only” of “not only a road”, the “but” of “cannot but mend it”, the “yet” of
// “is yet to come”.
func (c *comparison) hinge(s *side, u run) bool {
	if u.len() != 1 {
		return false
	}
	before := u.i > 0 && s.words[u.i-1].Key == "not"
	switch s.words[u.i].Key {
	case "only":
		return before && u.i > 0
	case "but":
		return before && s.gap(u.i) == " " && u.i > 1 && s.words[u.i-2].Key == "can"
	case "yet":
		return u.i > 0 && auxiliaryBe(s.words[u.i-1].Key) && u.j < len(s.words) && s.words[u.j].Key == "to"
	}
	return false
}

func auxiliaryBe(key string) bool {
	switch key {
	case "is", "are", "am", "was", "were", "have", "has", "'s":
		return true
	}
	return false
}

func spread(key string) bool {
	return key == "across" || key == "around" || key == "over" || key == "along" || key == "through"
}

// bracketed reports an editor's words in brackets, titles among them, or what
// stands by itself between parentheses: “(former minister Anna) Ruiz”.
func bracketed(s *side, u run) bool {
	if strings.HasSuffix(s.gap(u.i), "(") && strings.HasPrefix(s.gap(u.j), ")") {
		return true
	}
	words, n := s.words[u.i:u.j], 0
	for i := range words {
		if words[i].Has(variant.Bracketed) {
			n++
		} else if !words[i].Has(variant.Title) {
			return false
		}
	}
	return n > 0
}

// repeated reports whether a run says again what stands just before or after
// it: “we need, we need to go”.
func repeated(s *side, u run) bool {
	n := u.j - u.i
	same := func(at int) bool {
		if at < 0 || at+n > len(s.words) {
			return false
		}
		for k := range n {
			if s.words[at+k].ID != s.words[u.i+k].ID {
				return false
			}
		}
		return true
	}
	if same(u.i-n) || same(u.j) {
		return true
	}
	const fewest, breath = 2, 6 // words: “It’s not even, believe it or not, it’s not even hard”
	for at := u.j + 1; n >= fewest && at <= u.j+breath; at++ {
		if same(at) && strings.ContainsAny(s.gap(u.j), ",—–-") && strings.ContainsAny(s.gap(at), ",—–-") {
			return true
		}
	}
	return false
}

// restarted reports a run that breaks off at a dash and is said again with
// another small word before it: “He wants to be -- he wants to be a guest”.
func restarted(s *side, u run) bool {
	for k := u.i + 1; k < u.j; k++ {
		if gap := s.gap(k); strings.Contains(gap, "--") || strings.ContainsAny(gap, "—–.") {
			n := k - u.i
			small := !slices.ContainsFunc(s.words[k:u.j], func(w variant.Word) bool { return !w.Has(variant.Function) && w.Key != "just" })
			return small && u.j+n <= len(s.words) && slices.EqualFunc(s.words[u.i:k], s.words[u.j:u.j+n], func(a, b variant.Word) bool { return a.ID == b.ID })
		}
	}
	return false
}

// fewer reports whether the run is the “a” of “a few” or “a little”.
func fewer(s *side, u run) bool {
	if u.j-u.i != 1 || s.words[u.i].Key != "a" || u.j >= len(s.words) {
		return false
	}
	next := s.words[u.j].Key
	return next == "few" || next == "little"
}
