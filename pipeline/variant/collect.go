package variant

import (
	"cmp"
	"context"
	"strings"
	"unicode"

	"github.com/zeebo/xxh3"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// collect makes the wordings, sorted by speaker, day and size.
func (g *grouper) collect(ctx context.Context) error {
	order := g.takingPart()
	in := make([]int32, len(order)) // the wording of each, -1 for none
	c := &collector{g: g, lex: tables(), nested: g.nestedIn(), last: map[xxh3.Uint128]int32{}, people: newCensus()}
	for i, q := range order {
		if i%1024 == 0 && cmp.Or(ctx.Err(), g.disk.err) != nil {
			return cmp.Or(ctx.Err(), g.disk.err)
		}
		in[i] = c.add(q)
	}
	g.people = c.people.sorted()
	g.wordings = c.made.joined()
	c = nil
	g.sort(order, in)
	return cmp.Or(ctx.Err(), g.disk.err)
}

// A collector reads the quotes, one by one in the order of takingPart.
type collector struct {
	g      *grouper
	lex    *lexicon
	nested map[string][]int32
	made   pieces
	last   map[xxh3.Uint128]int32 // of the same words under the same speaker, the last wording
	people *census
	reader reader
	seq    seq
}

// add counts a quote in and returns its wording, -1 if it takes no part.
func (c *collector) add(q int32) int32 {
	g, s, row := c.g, &c.seq, &c.g.quotes[q]
	words := c.reader.read(row.Text)
	words = words[:min(len(words), maxWords)]
	s.set(words, c.lex)
	own := g.maskNested(s, words, row, c.nested[row.ID])
	if own < 2 || !strings.ContainsFunc(row.Text, unicode.IsSpace) {
		return -1 // a single word proves nothing, nor does a compound: shoulder-to-shoulder
	}
	flags, article := g.flags(c.lex, s, words, row, own), ""
	if flags&(formula|titled|vague) != 0 || row.Speaker == nil && own < g.opts.ConflictWords {
		article = row.Article // the words alone do not make it one utterance
	}
	k, d := s.hash(speakerKey(row.Speaker), article), day(row.Date)
	w, ok := c.last[k]
	if !ok || !g.sameOccasion(c.made.at(w), d, len(words)) {
		w = c.made.add(wording{
			text: g.texts.add(s), speaker: c.people.number(row.Speaker), lo: d, hi: d,
			words: uint16(len(words)), own: uint16(own), content: uint16(s.content()), flags: flags,
		})
		c.last[k] = w
	}
	if sp := row.Speaker; sp != nil && sp.Confidence >= g.opts.MinConfidence {
		c.made.at(w).flags |= sure
	}
	c.made.at(w).add(d, Words(row.Text)-(len(words)-own))
	return w
}

// pieces are wordings while their number is not known: a slice that grows is
// held twice, and one for as many wordings as quotes is half empty.
type pieces struct {
	of [][]wording
	n  int32
}

const pieceWordings = 1 << 12

// add returns the number of w.
func (p *pieces) add(w wording) int32 {
	if p.n%pieceWordings == 0 {
		p.of = append(p.of, make([]wording, 0, pieceWordings))
	}
	last := &p.of[len(p.of)-1]
	*last = append(*last, w)
	p.n++
	return p.n - 1
}

func (p *pieces) at(i int32) *wording { return &p.of[i/pieceWordings][i%pieceWordings] }

// joined gives the wordings in one slice, and p up.
func (p *pieces) joined() []wording {
	out := make([]wording, 0, p.n)
	for i, piece := range p.of {
		out = append(out, piece...)
		p.of[i] = nil
	}
	return out
}

// flags are a rendering's, of which own words are its speaker's.
func (g *grouper) flags(lex *lexicon, s *seq, words []Word, row *record.Quote, own int) (f uint8) {
	if lex.formula(words, s.kind) {
		f |= formula
	}
	if own <= shortWords && inCapitals(row.Text, words) {
		f |= titled
	}
	if own < g.opts.ConflictWords && nobody(row.Speaker) {
		f |= vague
	}
	if hasEllipsis(row.Text) {
		f |= elided
	}
	return f
}
