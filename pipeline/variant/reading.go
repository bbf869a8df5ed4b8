package variant

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"github.com/zeebo/xxh3"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// A reading is a quote that takes part, its words read.
type reading struct {
	row             *record.Quote
	index           int32
	key             xxh3.Uint128 // equal where wordings are, but for the occasion
	words           []byte       // as texts keep them
	n, own, content uint16       // words: all that were read, not another's, and of these no grammar
	size            int32        // words as a reader counts them, but for another's
	spaced          int32        // words as a reader counts them
	flags           uint8
}

// read reads the quotes of one article of a batch, which are rows[at.Start:at.End],
// and adds them to its readings by start and id.
func (o *Options) read(r *reader, lex *lexicon, b *batch, at record.Span) {
	rows, from := b.rows[at.Start:at.End], len(b.readings)
	inner := nestedIn(rows)
	for i := range rows {
		row := &rows[i]
		if row.Kind == record.KindIndirect || len(row.Segments) == 0 {
			continue
		}
		x := reading{row: row, index: b.index[at.Start+i]}
		if o.readRow(&x, r, lex, inner[row.ID]) {
			n := len(b.words)
			b.words = r.seq.encode(b.words)
			x.words = b.words[n:]
			b.readings = append(b.readings, x)
		}
	}
	slices.SortFunc(b.readings[from:], func(a, b reading) int {
		if a.row.Start != b.row.Start {
			return cmp.Compare(a.row.Start, b.row.Start)
		}
		return cmp.Compare(a.row.ID, b.row.ID)
	})
}

// readRow fills in a reading, whose words it leaves in the reader's seq, and
// reports whether it takes part.
func (o *Options) readRow(x *reading, r *reader, lex *lexicon, inner []*record.Quote) bool {
	row, s := x.row, &r.seq
	words := r.read(row.Text)
	words = words[:min(len(words), maxWords)]
	s.set(words, lex)
	own := maskNested(s, words, row, inner)
	if own < 2 || !strings.ContainsFunc(row.Text, unicode.IsSpace) {
		return false // a single word proves nothing, nor does a compound: shoulder-to-shoulder
	}
	x.flags = o.flags(lex, s, words, row, own)
	article := ""
	if x.flags&(formula|titled|vague) != 0 || row.Speaker == nil && own < o.ConflictWords {
		article = row.Article // the words alone do not make it one utterance
	}
	if sp := row.Speaker; sp != nil && sp.Confidence >= o.MinConfidence {
		x.flags |= sure
	}
	x.key = r.hash(speakerKey(row.Speaker), article)
	x.n, x.own, x.content = uint16(len(words)), uint16(own), uint16(s.content())
	x.spaced = int32(Words(row.Text))
	x.size = x.spaced - int32(len(words)-own)
	return true
}

// flags are a rendering's, of which own words are its speaker's.
func (o *Options) flags(lex *lexicon, s *seq, words []Word, row *record.Quote, own int) (f uint8) {
	if lex.formula(words, s.kind) {
		f |= formula
	}
	if own <= shortWords && inCapitals(row.Text, words) {
		f |= titled
	}
	if own < o.ConflictWords && nobody(row.Speaker) {
		f |= vague
	}
	if hasEllipsis(row.Text) {
		f |= elided
	}
	return f
}

// nestedIn lists, for the id of each quote of an article around others, the
// nested rows.
func nestedIn(rows []record.Quote) map[string][]*record.Quote {
	var out map[string][]*record.Quote
	for i := range rows {
		if q := &rows[i]; q.Within != "" {
			if out == nil {
				out = map[string][]*record.Quote{}
			}
			out[string(q.Within)] = append(out[string(q.Within)], q)
		}
	}
	return out
}

// maskNested blanks the words of the nested rows that another speaker says and
// gives the number of words that remain. What a speaker repeats of himself (“And
// I said, ‘No’”) stays his. It takes one pass over words, segments and rows.
func maskNested(s *seq, words []Word, row *record.Quote, inner []*record.Quote) (own int) {
	inner = slices.DeleteFunc(inner, func(q *record.Quote) bool { return SameSpeaker(q.Speaker, row.Speaker) })
	if len(inner) == 0 {
		return len(words)
	}
	slices.SortFunc(inner, func(a, b *record.Quote) int { return cmp.Compare(a.Start, b.Start) })
	place := placer{q: row}
	end := 0
	for i := range words {
		at := place.of(words[i].Start)
		for len(inner) > 0 && inner[0].Start <= at {
			end, inner = max(end, inner[0].End), inner[1:]
		}
		if at < end {
			s.id[i], s.kind[i], s.head[i] = notOwn, Function, 0
		} else {
			own++
		}
	}
	return own
}

// A placer maps bytes of a quote's text to bytes of its article; they come in
// order.
type placer struct {
	q       *record.Quote
	segment int
	passed  int // bytes of the text before the segment
}

func (p *placer) of(at int) int {
	for ; p.segment < len(p.q.Segments); p.segment++ {
		s := p.q.Segments[p.segment]
		if at-p.passed <= s.End-s.Start {
			return s.Start + at - p.passed
		}
		p.passed += s.End - s.Start + 1 // the space that joins two segments
	}
	return p.q.End
}
