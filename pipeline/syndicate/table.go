package syndicate

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strings"

	"github.com/zeebo/xxh3"

	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/spill"
)

// A table is what Mark holds of the articles: some hundred bytes of each. Their
// ids and sketches go to temporary files where they are many: the sketches
// twice, whole and bin by bin.
type table struct {
	disk     *spill.Disk
	articles []article
	urls     []xxh3.Uint128 // digests of their addresses; zero for none
	ids      *spill.Spool   // of each, length and bytes
	sketches *spill.Spool
	columns  *spill.Spread // of each bin, value and article
	outlets  numbers
	credits  numbers
	dates    numbers
	order    []int32 // the articles by day, the undated last, then by id
	rank     []int32 // the place of each in order
	buf      []byte
}

// An article is one as a table holds it.
type article struct {
	text                 xxh3.Uint128 // digest of its SHA-256; zero where it has none
	date, outlet, credit int32        // numbers; of dates once all are known in their order
	shingles             int32
	sketch               int32     // number of its sketch, -1 for none
	common               [2]uint64 // a bit for each bin whose hash recurs in its outlet
	bins                 uint8     // that are not empty
}

// numbers numbers strings as they come.
type numbers struct {
	of    map[string]int32
	names []string
}

func (n *numbers) number(s string) int32 {
	k, ok := n.of[s]
	if !ok {
		if n.of == nil {
			n.of = map[string]int32{}
		}
		k, s = int32(len(n.names)), strings.Clone(s)
		n.of[s] = k
		n.names = append(n.names, s)
	}
	return k
}

func newTable(n int, opts Options) *table {
	d := spill.New("copies of articles", cmp.Or(opts.Memory, 64<<20), opts.TempDir)
	return &table{
		disk: d, articles: make([]article, n), urls: make([]xxh3.Uint128, n),
		ids: spill.NewSpool(d), sketches: spill.NewSpool(d), columns: spill.NewSpread(d, bins, columnBytes),
	}
}

// The lengths of a sketch's hashes, and of a hash with its article.
const sketchBytes, columnBytes = 4 * bins, 8

// digest stands for a string; zero for none.
func digest(s string) xxh3.Uint128 {
	if s == "" {
		return xxh3.Uint128{}
	}
	return xxh3.HashString128(s)
}

// add takes an article in.
func (t *table) add(i int, a *record.Article, s *Sketch) {
	t.buf = append(binary.AppendUvarint(t.buf[:0], uint64(len(a.ID))), a.ID...)
	t.ids.Write(t.buf)
	t.urls[i] = digest(Address(string(a.URL)))
	x := article{
		text: digest(a.SHA256), date: t.dates.number(string(a.Date)),
		outlet: t.outlets.number(a.Outlet), credit: t.credits.number(string(a.Credit)), sketch: -1,
	}
	if s != nil && len(s.Bins) == bins {
		x.sketch, x.shingles = int32(t.sketches.Len()/sketchBytes), int32(s.Shingles)
		t.buf = t.buf[:0]
		for bin, v := range s.Bins {
			t.buf = binary.LittleEndian.AppendUint32(t.buf, v)
			if v != empty {
				x.bins++
				var r [columnBytes]byte
				binary.LittleEndian.PutUint32(r[:], v)
				binary.LittleEndian.PutUint32(r[4:], uint32(i))
				t.columns.Put(bin, r[:])
			}
		}
		t.sketches.Write(t.buf)
	}
	t.articles[i] = x
}

// column calls visit with the hash of every article that has one in a bin, in
// the order of the articles.
func (t *table) column(bin int, visit func(value uint32, i int32)) {
	t.columns.Each(bin, func(r []byte) {
		visit(binary.LittleEndian.Uint32(r), int32(binary.LittleEndian.Uint32(r[4:])))
	})
}

// sort finds the order of the articles, which have come by id.
func (t *table) sort() {
	byDay := slices.Sorted(slices.Values(t.dates.names))
	for i := range t.articles {
		a := &t.articles[i]
		switch day := t.dates.names[a.date]; day {
		case "":
			a.date = int32(len(byDay))
		default:
			n, _ := slices.BinarySearch(byDay, day)
			a.date = int32(n)
		}
	}
	t.order, t.rank = make([]int32, len(t.articles)), make([]int32, len(t.articles))
	for i := range t.order {
		t.order[i] = int32(i)
	}
	slices.SortFunc(t.order, func(i, j int32) int {
		return cmp.Or(cmp.Compare(t.articles[i].date, t.articles[j].date), cmp.Compare(i, j))
	})
	for k, i := range t.order {
		t.rank[i] = int32(k)
	}
}

// eachID reads the ids of the articles.
func (t *table) eachID(visit func(i int, id string)) {
	const ahead = 1 << 16
	at, have := int64(0), []byte(nil)
	var buf []byte
	for i := range t.articles {
		n, used := binary.Uvarint(have)
		if used <= 0 || int(n)+used > len(have) { // read on
			have = t.ids.View(at, ahead, &buf)
			if n, used = binary.Uvarint(have); used > 0 && int(n)+used > len(have) {
				have = t.ids.View(at, int(n)+used, &buf)
			}
			if used <= 0 || int(n)+used > len(have) {
				return // the disk has failed
			}
		}
		visit(i, string(have[used:used+int(n)]))
		have, at = have[used+int(n):], at+int64(used)+int64(n)
	}
}
