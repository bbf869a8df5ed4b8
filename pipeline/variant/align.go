package variant

import "slices"

// A Pair is one step of an alignment: a word of each side, or of one, the
// other index being -1. Paired words need not be equal.
type Pair struct{ A, B int }

// Costs of an alignment. What matters is their order: a word kept is a gain,
// content more than grammar; one long gap is cheaper than two short ones, so
// that a fragment stays in one piece; a swap of like for like is cheaper than
// dropping one and adding the other; a negator, a number or a name is never
// swapped for something else, so that its loss is seen as a loss.
const (
	gainFunction = -1
	gainContent  = -3
	gainHard     = -5 // a number, name or negator kept
	costRelated  = 1  // another name: the alliance, NATO
	costLike     = 4  // is, are; secure, security; thirty, forty
	costSwap     = 9
	costMixed    = 14 // a content word for a function word
	costHard     = 40
	costEdited   = 18 // an editor's [word] is no form of what it stands for
	gapOpen      = 6
	gapOpenEnd   = 2 // at either end of the text: a cut there is the common case
	gapExtend    = 2
)

// maxCells bounds the table of an alignment: beyond it the texts are first cut
// at runs that both share once, so that no quote is quadratic in its length.
const maxCells = 1 << 21

// Align aligns two renderings word by word (Gotoh 1982: global, affine gaps),
// in order, each word of both in exactly one pair. Ties go to pairing first,
// then to words that only a has.
func Align(a, b []Word) []Pair { return AlignWithin(a, b, maxCells) }

// AlignWithin is Align for one pair of many: what would take more than so many
// cells, the product of two lengths in words, is first cut at runs of five words
// that both share once, and where there are none nothing is paired. Align allows
// two million, and no call more.
func AlignWithin(a, b []Word, cells int) []Pair {
	t := table{cells: min(cells, maxCells)}
	return t.align(newSeq(a), newSeq(b))
}

// A seq is what the alignment looks at, a word's parts side by side: they are
// read a million times, and keys, which are seldom asked for, would else be as
// many small strings.
type seq struct {
	id   []uint64
	kind []Kind
	head []uint32 // first four bytes of the key, 0 if shorter
	keys []byte   // all keys, one after the other
	at   []uint32 // where each begins, and one more: where the last ends
	buf  []byte   // scratch, where they are read from disk
}

func newSeq(words []Word) seq {
	n := len(words)
	s := seq{id: make([]uint64, 0, n), kind: make([]Kind, 0, n), head: make([]uint32, 0, n), keys: make([]byte, 0, 6*n), at: make([]uint32, 1, n+1)}
	for i := range words {
		s.add(words[i].Kind, words[i].ID, words[i].Key)
	}
	return s
}

func (s *seq) add(k Kind, id uint64, key string) {
	s.id, s.kind, s.head = append(s.id, id), append(s.kind, k), append(s.head, headOf(key))
	s.keys = append(s.keys, key...)
	s.at = append(s.at, uint32(len(s.keys)))
}

func headOf[T string | []byte](k T) uint32 {
	if len(k) < 4 {
		return 0
	}
	return uint32(k[0]) | uint32(k[1])<<8 | uint32(k[2])<<16 | uint32(k[3])<<24
}

func (s seq) len() int { return len(s.id) }

func (s seq) key(i int) string { return string(s.keys[s.at[i]:s.at[i+1]]) }

func (s seq) slice(i, j int) seq {
	return seq{id: s.id[i:j], kind: s.kind[i:j], head: s.head[i:j], keys: s.keys, at: s.at[i : j+1]}
}

// A table is the scratch memory of alignments, used again and again by one
// goroutine.
type table struct {
	best, drop []int32 // costs of the row above: of any step; of ending in a drop
	back       []uint8
	lex        *lexicon
	cells      int // that one piece may take; 0 for maxCells
}

// How a cell was reached; the two flags say how its gaps began.
const (
	byPair   = iota
	byDrop   // a word of a alone
	byAdd    // a word of b alone
	stepMask = 3
	dropOn   = 4 // the drop that ends here goes on from another
	addOn    = 8
)

func (t *table) align(a, b seq) []Pair {
	pairs := make([]Pair, 0, max(a.len(), b.len()))
	t.lex = tables()
	if t.cells == 0 {
		t.cells = maxCells
	}
	t.cut(a, b, Pair{0, 0}, maxCuts, &pairs)
	return pairs
}

// cut aligns a and b, whose first words are those numbered at in the whole,
// with at most cuts cuts above each other.
func (t *table) cut(a, b seq, at Pair, cuts int, pairs *[]Pair) {
	if a.len()*b.len() <= t.cells {
		t.fill(a, b)
		t.trace(a.len(), b.len(), at, pairs)
		return
	}
	p, q, n := 0, 0, 0
	if cuts > 0 {
		p, q, n = anchor(a, b)
	}
	if n == 0 {
		for k := range a.len() {
			*pairs = append(*pairs, Pair{at.A + k, -1})
		}
		for k := range b.len() {
			*pairs = append(*pairs, Pair{-1, at.B + k})
		}
		return
	}
	t.cut(a.slice(0, p), b.slice(0, q), at, cuts-1, pairs)
	for k := range n {
		*pairs = append(*pairs, Pair{at.A + p + k, at.B + q + k})
	}
	t.cut(a.slice(p+n, a.len()), b.slice(q+n, b.len()), Pair{at.A + p + n, at.B + q + n}, cuts-1, pairs)
}

// anchorWords is the length of the runs that long texts are cut at, maxCuts how
// deep the cuts may nest: a text made to have its anchors all at one end would
// otherwise cost a pass for each.
const (
	anchorWords = 5
	maxCuts     = 24
)

// anchor finds the run of words, unique in both texts, that is nearest to the
// middle of a, and extends it both ways; n is 0 if there is none.
func anchor(a, b seq) (p, q, n int) {
	at := map[[anchorWords]uint64]int{}
	for i := 0; i+anchorWords <= b.len(); i++ {
		k := [anchorWords]uint64(b.id[i:])
		if _, twice := at[k]; twice {
			at[k] = -1
		} else {
			at[k] = i
		}
	}
	seen := map[[anchorWords]uint64]int{}
	for i := 0; i+anchorWords <= a.len(); i++ {
		seen[[anchorWords]uint64(a.id[i:])]++
	}
	mid, best := a.len()/2, -1
	for i := 0; i+anchorWords <= a.len(); i++ {
		k := [anchorWords]uint64(a.id[i:])
		if j, ok := at[k]; ok && j >= 0 && seen[k] == 1 && (best < 0 || abs(i-mid) < abs(best-mid)) {
			best = i
		}
	}
	if best < 0 {
		return 0, 0, 0
	}
	p, q = best, at[[anchorWords]uint64(a.id[best:])]
	for p > 0 && q > 0 && a.id[p-1] == b.id[q-1] {
		p, q = p-1, q-1
	}
	for p+n < a.len() && q+n < b.len() && a.id[p+n] == b.id[q+n] {
		n++
	}
	return p, q, n
}

func abs(x int) int { return max(x, -x) }

const far = 1 << 28

// fill computes the cheapest way to every cell and how it was reached.
func (t *table) fill(a, b seq) {
	n, m := a.len(), b.len()
	t.reset(n, m)
	for i := 1; i <= n; i++ {
		t.row(a, b, i)
	}
}

// reset makes room for n by m words and fills the row and the column that stand
// for nothing of one side.
func (t *table) reset(n, m int) {
	t.back = slices.Grow(t.back[:0], (n+1)*(m+1))[:(n+1)*(m+1)]
	t.best = slices.Grow(t.best[:0], m+1)[:m+1]
	t.drop = slices.Grow(t.drop[:0], m+1)[:m+1]
	t.best[0], t.drop[0], t.back[0] = 0, far, byPair
	for j := 1; j <= m; j++ {
		t.best[j], t.drop[j], t.back[j] = gapOpenEnd+int32(j)*gapExtend, far, byAdd|addOn
	}
	for i := 1; i <= n; i++ {
		t.back[i*(m+1)] = byDrop | dropOn
	}
	if m > 0 {
		t.back[1] = byAdd // the first of a gap goes on from no other
	}
	if n > 0 {
		t.back[m+1] = byDrop
	}
}

// row computes the cells of word i of a, counted from 1, from those above.
func (t *table) row(a, b seq, i int) {
	m := b.len()
	best, drop, back := t.best, t.drop, t.back[i*(m+1):(i+1)*(m+1)]
	idA, kindA, headA := a.id[i-1], a.kind[i-1], a.head[i-1]
	diag, add, addOpen := best[0], int32(far), int32(gapOpen)
	if i == a.len() {
		addOpen = gapOpenEnd
	}
	best[0] = gapOpenEnd + int32(i)*gapExtend
	for j := 1; j <= m; j++ {
		dropOpen := int32(gapOpen)
		if j == m {
			dropOpen = gapOpenEnd
		}
		step := uint8(byPair)
		if on, fresh := drop[j]+gapExtend, best[j]+dropOpen+gapExtend; on < fresh {
			drop[j], step = on, step|dropOn
		} else {
			drop[j] = fresh
		}
		if on, fresh := add+gapExtend, best[j-1]+addOpen+gapExtend; on < fresh {
			add, step = on, step|addOn
		} else {
			add = fresh
		}
		c := diag
		switch {
		case idA == b.id[j-1]:
			c += gain(kindA)
		case (kindA|b.kind[j-1])&rare != 0 || headA != 0 && headA == b.head[j-1]:
			c += t.pair(&a, &b, i-1, j-1)
		case (kindA^b.kind[j-1])&Function == 0: // nearly all cells come here or to the next
			c += costSwap
		default:
			c += costMixed
		}
		if drop[j] < c {
			c, step = drop[j], step|byDrop
		}
		if add < c {
			c, step = add, step&^stepMask|byAdd
		}
		diag, best[j], back[j] = best[j], c, step
	}
}

// gain is the cost, below 0, of keeping a word.
func gain(k Kind) int32 {
	switch {
	case k&(Negator|Number|Name) != 0:
		return gainHard
	case k&(Function|Title) != 0:
		return gainFunction
	}
	return gainContent
}

// rare are the kinds whose swaps pair looks at more closely.
const rare = Bracketed | InAliasBook | Negator | Number | Name | Masked

// pair is the cost of swapping word i of a for word j of b, another word.
func (t *table) pair(a, b *seq, i, j int) int32 {
	ka, kb := a.kind[i], b.kind[j]
	switch {
	case ka&Bracketed != kb&Bracketed:
		return costEdited
	case ka&kb&InAliasBook != 0 && t.lex.related[[2]uint64{a.id[i], b.id[j]}] != Unrelated:
		return costRelated
	case ka&kb&(Negator|Number) != 0:
		return costLike // never, not; thirty, forty
	case (ka|kb)&(Negator|Number) != 0:
		return costHard
	case (ka|kb)&Masked != 0 && Unmasks(a.key(i), b.key(j)), a.head[i] != 0 && a.head[i] == b.head[j] && like(a.key(i), b.key(j)):
		return costLike
	case ka&Function != kb&Function, ka&Name != kb&Name && (ka|kb)&Opening == 0:
		return costMixed
	}
	return costSwap
}

// like reports whether two keys with the same first four bytes look like forms
// of one word: what follows their common beginning is short on both sides.
func like(a, b string) bool {
	n := 4
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return len(a)-n <= 3 && len(b)-n <= 3
}

// trace reads the way back and appends its pairs in order.
func (t *table) trace(n, m int, at Pair, pairs *[]Pair) {
	from := len(*pairs)
	for i, j := n, m; i > 0 || j > 0; {
		cell := t.back[i*(m+1)+j]
		switch cell & stepMask {
		case byPair:
			i, j = i-1, j-1
			*pairs = append(*pairs, Pair{at.A + i, at.B + j})
		case byDrop:
			for on := true; on; {
				on = t.back[i*(m+1)+j]&dropOn != 0
				i--
				*pairs = append(*pairs, Pair{at.A + i, -1})
			}
		default:
			for on := true; on; {
				on = t.back[i*(m+1)+j]&addOn != 0
				j--
				*pairs = append(*pairs, Pair{-1, at.B + j})
			}
		}
	}
	for l, r := from, len(*pairs)-1; l < r; l, r = l+1, r-1 {
		(*pairs)[l], (*pairs)[r] = (*pairs)[r], (*pairs)[l]
	}
}
