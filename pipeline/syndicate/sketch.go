package syndicate

import (
	"encoding/binary"
	"math"
	"unicode"
	"unicode/utf8"

	"github.com/verbatim-news/verbatim/attribution/text"
)

const (
	// bins of a sketch: the error of an estimated resemblance of one half is
	// 0.04, at 512 bytes an article. 64 would save half and err by 0.06.
	bins = 128
	// shingle is how many words in a row are one feature: four occur by chance
	// in two reports of one event (“at a news conference”), six are broken by
	// every change of a copy editor.
	shingle = 5
	// least is how many shingles a text must have outside its quotes: a brief
	// of two sentences resembles every other brief of the same news.
	least = 40

	empty  = math.MaxUint32     // a bin that no shingle fell into
	common = math.MaxUint32 - 1 // one whose shingle recurs in its outlet
)

// A Sketch stands for the words of an article outside its quotation marks: of
// their 5-word shingles, the least hash in each of 128 bins (one-permutation
// MinHash, Li, Owen and Zhang 2012). Its size does not hang on the article's.
type Sketch struct {
	Shingles int // how many there are, repeated ones too
	Bins     Bins
}

// Bins are the least hashes.
type Bins []uint32

// BinBytes is the size of Bins as Append writes them.
const BinBytes = 4 * bins

// Append appends the bins of b, four bytes each, the lowest first.
func (b Bins) Append(dst []byte) []byte {
	for _, v := range b {
		dst = binary.LittleEndian.AppendUint32(dst, v)
	}
	return dst
}

// ParseBins reads what Append writes; nil if data has another size.
func ParseBins(data string) Bins {
	if len(data) != BinBytes {
		return nil
	}
	b := make(Bins, bins)
	for i := range b {
		v := data[4*i : 4*i+4]
		b[i] = uint32(v[0]) | uint32(v[1])<<8 | uint32(v[2])<<16 | uint32(v[3])<<24
	}
	return b
}

// New sketches body without the spans in quotes, which are sorted by start and
// may overlap; nil where fewer than 40 shingles are left.
func New(body string, quotes []text.Span) *Sketch {
	s := &Sketch{Bins: make(Bins, bins)}
	for i := range s.Bins {
		s.Bins[i] = empty
	}
	var last [shingle]uint64
	words, from := 0, 0
	add := func(part string) {
		eachWord(part, func(word uint64) {
			copy(last[:], last[1:])
			last[shingle-1] = word
			if words++; words >= shingle {
				s.add(&last)
			}
		})
	}
	for _, q := range quotes {
		if q.Start > from {
			add(body[from:q.Start])
		}
		from = max(from, q.End)
	}
	add(body[from:])
	if s.Shingles < least {
		return nil
	}
	return s
}

func (s *Sketch) add(words *[shingle]uint64) {
	var h uint64
	for _, w := range words {
		h = h*0x9E3779B97F4A7C15 + w
	}
	h ^= h >> 31 // the finaliser of splitmix64: sums of products leave their low bits alike
	h *= 0xBF58476D1CE4E5B9
	h ^= h >> 27
	h *= 0x94D049BB133111EB
	h ^= h >> 31
	bin, v := h%bins, min(uint32(h>>32), common-1)
	s.Bins[bin] = min(s.Bins[bin], v)
	s.Shingles++
}

// eachWord calls f with the hash (FNV-1a, folded to lower case) of every run of
// letters and digits. An apostrophe inside a word is passed over, curly or not.
func eachWord(s string, f func(uint64)) {
	const basis, prime = 0xCBF29CE484222325, 0x100000001B3
	h, in := uint64(basis), false
	flush := func() {
		if in {
			f(h)
			h, in = basis, false
		}
	}
	for i := 0; i < len(s); {
		c, n := rune(s[i]), 1
		if c >= utf8.RuneSelf {
			c, n = utf8.DecodeRuneInString(s[i:])
		}
		i += n
		switch {
		case 'a' <= c && c <= 'z' || '0' <= c && c <= '9':
		case 'A' <= c && c <= 'Z':
			c += 'a' - 'A'
		case c == '\'' || c == '’':
			continue
		case c < utf8.RuneSelf || !unicode.IsLetter(c) && !unicode.IsDigit(c) && !unicode.IsMark(c):
			flush()
			continue
		default:
			c = unicode.ToLower(c)
		}
		h, in = (h^uint64(c))*prime, true
	}
	flush()
}

// likeness estimates what two texts have in common: the share of all their
// shingles (Jaccard), and of the shorter one's (containment).
func likeness(a, b *Sketch) (jaccard, contained float64) {
	same, used := 0, 0
	for i, v := range a.Bins {
		w := b.Bins[i]
		if v != common && w != common && min(v, w) != empty {
			used++
			if v == w {
				same++
			}
		}
	}
	if same == 0 || used < telling {
		return 0, 0
	}
	jaccard = float64(same) / float64(used)
	common := jaccard / (1 + jaccard) * float64(a.Shingles+b.Shingles)
	return jaccard, min(1, common/float64(min(a.Shingles, b.Shingles)))
}
