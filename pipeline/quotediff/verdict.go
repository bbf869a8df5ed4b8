package quotediff

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/variant"
)

// Options is what Cluster must know beside the quotes.
type Options struct {
	// MinConfidence is what two speakers' confidences must reach before their
	// disagreement is asserted; 0 stands for variant.DefaultOptions' value.
	MinConfidence float64
	// Sources gives, for an article whose words are not its outlet's own, whose
	// they are: an agency or another outlet. Nil: everybody is a witness.
	Sources map[string]string
	// Versions gives, for a later version of an article, the earliest.
	Versions map[string]string
	// Contexts are the sentences around each quote, by its index; without them
	// nothing is said of what stands beside the words.
	Contexts []record.Context
	// Foreign are the articles, by id, of another language than English.
	Foreign map[string]bool
}

// Verdict is the verdict by the worst of the differences; conflicting if one
// says that the words are another person's.
func Verdict(differences []record.Difference) string {
	worst := 0
	for _, d := range differences {
		if d.Type == "attribution" && d.Severity == 4 {
			return record.VerdictConflicting
		}
		worst = max(worst, d.Severity)
	}
	switch worst {
	case 0, 1:
		return record.VerdictConsistent
	case 2:
		return record.VerdictVariant
	}
	return record.VerdictDivergent
}

// Cluster writes the row of a cluster that variant.Group found among quotes.
func Cluster(quotes []record.Quote, c variant.Cluster, opts Options) record.Cluster {
	opts.MinConfidence = cmp.Or(opts.MinConfidence, variant.DefaultOptions().MinConfidence)
	base := &quotes[c.Base]
	out := record.Cluster{
		ID:   variant.ID(base.ID, variant.Loose(base.Text)),
		Base: base.ID, Differences: []record.Difference{},
	}
	members(&out, quotes, c, &opts)
	out.Speaker = speaker(quotes, c, opts)
	beside := gather(quotes, c, opts)
	k := newWitnesses(out.Members, quotes, c, opts.Versions)
	var ends bool
	k.from, ends = differAll(quotes, c, beside, opts)
	k.sides()
	out.Wordings = k.wordings()
	out.Differences = append(slices.Concat(k.from...), k.edited()...)
	out.Differences = append(out.Differences, k.unsupported(&out)...)
	out.Verdict = Verdict(out.Differences)
	out.Occasion = occasionOf(quotes, c.Members, beside.settings)
	out.Folds = folds(out.Differences, ends)
	return out
}

// speaker is whom most independent sources name; of several the one whom the
// base names, then the lower id. Nil if nobody is named.
func speaker(quotes []record.Quote, c variant.Cluster, opts Options) *record.ClusterSpeaker {
	named := map[string]*record.Speaker{}
	sources := map[string]map[string]bool{}
	for _, m := range c.Members {
		q := &quotes[m]
		if q.Speaker == nil {
			continue
		}
		id := q.Speaker.ID
		if named[id] == nil {
			named[id], sources[id] = q.Speaker, map[string]bool{}
		}
		sources[id][opts.source(q)] = true
	}
	ids := make([]string, 0, len(named))
	for id := range named {
		ids = append(ids, id)
	}
	if len(ids) == 0 {
		return nil
	}
	ofBase := func(id string) int {
		if b := quotes[c.Base].Speaker; b != nil && b.ID == id {
			return 0
		}
		return 1
	}
	best := slices.MinFunc(ids, func(a, b string) int {
		return cmp.Or(cmp.Compare(len(sources[b]), len(sources[a])), cmp.Compare(ofBase(a), ofBase(b)), cmp.Compare(a, b))
	})
	return &record.ClusterSpeaker{ID: best, Name: named[best].Name}
}

// attribution compares whom two quotes are ascribed to. Nothing is said where
// either names nobody or is not sure enough.
func attribution(base, other *record.Quote, minConfidence float64) []record.Difference {
	x, y := base.Speaker, other.Speaker
	if x == nil || y == nil || x.ID == y.ID {
		return nil
	}
	d := record.Difference{Type: "attribution", Severity: 4, Note: "another person", Base: mention(base), Other: mention(other)}
	sure := min(x.Confidence, y.Confidence) >= minConfidence && reported(base) && reported(other)
	switch person := record.TypePerson; {
	case sure && variant.SameSpeaker(x, y):
		d.Severity, d.Note = 1, "another name"
	case unnamed(base, other, minConfidence) || unnamed(other, base, minConfidence):
		d.Severity, d.Note = 2, "less specific"
	case issued(base, y) || issued(other, x) || itself(base, y, minConfidence) || itself(other, x, minConfidence) || sure && (x.Type != person || y.Type != person) && x.Type != record.TypeDocument && y.Type != record.TypeDocument:
		d.Severity, d.Note = 2, "another kind of source"
	case !sure || x.Type != person || y.Type != person || !named(base, y) || !named(other, x):
		return nil
	}
	return []record.Difference{d}
}

// likely is how sure an answer must be that is no person's name: a document or
// an unnamed source is harder to be sure of, and the charge is a light one.
const likely = 0.7

// unnamed reports a quote of somebody who is only described, “a spokeswoman for
// the ministry”, whom the other names. It must be one who speaks for others:
// “the man” may be anybody, and of “officials” the other may be none.
func unnamed(q, other *record.Quote, minConfidence float64) bool {
	x, y := q.Speaker, other.Speaker
	if x.Type != record.TypeAnonymous || x.Confidence < likely || y.Type != record.TypePerson || y.Confidence < minConfidence ||
		q.Mention == nil || !named(other, x) || named(&record.Quote{Speaker: y, Mention: q.Mention}, &record.Speaker{}) {
		return false
	}
	return slices.ContainsFunc(variant.Read(q.Mention.Text), func(w variant.Word) bool {
		switch w.Key {
		case "spokesman", "spokeswoman", "spokesperson", "aide", "adviser", "advisor", "official", "lawyer", "attorney", "doctor", "source":
			return true
		}
		return false
	})
}

// issued reports a quote from a document that somebody else put out: “a
// statement from the mayor's office” against the mayor. “The statement” alone
// is whoever's it is.
func issued(q *record.Quote, other *record.Speaker) bool {
	return q.Speaker.Type == record.TypeDocument && q.Speaker.Confidence >= likely && named(q, other) &&
		q.Mention != nil && strings.ContainsFunc(strings.TrimLeftFunc(q.Mention.Text, unicode.IsUpper), unicode.IsUpper)
}

// itself reports a quote from a document of its own kind, “the indictment”, which
// somebody else is given for. What people and offices put out to be quoted, such
// as a statement or a letter, is not told from them.
func itself(q *record.Quote, other *record.Speaker, minConfidence float64) bool {
	if q.Speaker.Type != record.TypeDocument || q.Speaker.Confidence < likely || q.Mention == nil ||
		other.Type == record.TypeDocument || other.Type == record.TypeAnonymous || other.Confidence < minConfidence || named(&record.Quote{Speaker: other, Mention: q.Mention}, &record.Speaker{}) {
		return false
	}
	words := variant.Read(q.Mention.Text)
	if len(words) == 0 {
		return false
	}
	switch words[len(words)-1].Key {
	case "indictment", "complaint", "lawsuit", "affidavit", "ruling", "verdict", "transcript":
		return true
	}
	return false
}

// reported reports whether a quote's cue, where it has one, is a verb of saying:
// who “cited” a message, or “made” one of a remark, need not have written it.
func reported(q *record.Quote) bool {
	return q.Cue == nil || tables().stands[strings.ToLower(q.Cue.Text)] != unheard
}

// named reports whether the words that name a quote's speaker set him apart from
// the other: “Jeb Bush” from George W. Bush, where “Bush” and “he” do not. A
// charge against two newsrooms must not rest on how a pronoun was resolved.
func named(q *record.Quote, other *record.Speaker) bool {
	if q.Mention == nil {
		return false
	}
	own, theirs, said := " "+variant.Loose(q.Speaker.Name)+" ", " "+variant.Loose(other.Name)+" ", variant.Read(q.Mention.Text)
	for i := range said {
		if k := " " + said[i].Key + " "; strings.Contains(own, k) && !strings.Contains(theirs, k) {
			return true
		}
	}
	return false
}

func mention(q *record.Quote) record.Side {
	if m := q.Mention; m != nil {
		return record.Side{Quote: q.ID, Start: m.Start, End: m.End, Text: m.Text}
	}
	return record.Side{Quote: q.ID, Start: q.Start, End: q.Start}
}
