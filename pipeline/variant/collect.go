package variant

import (
	"cmp"
	"context"
	"slices"

	"github.com/verbatim-news/verbatim/pipeline/pump"
	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/spill"
)

// collect reads the quotes once, in order, and makes the wordings, sorted by
// speaker, day and size.
//
//  1. the rows are copied, some articles at a time (batches);
//  2. their words are read, on all workers (read);
//  3. each is numbered by the order of ids, in which the first of some equal
//     ones is looked for, and noted in a partition by its words (collector);
//  4. the partitions are gathered into wordings (gather).
func (g *grouper) collect(ctx context.Context, quotes Quotes) error {
	parts := min(1+quotes.Len()/partWordings, maxParts)
	c := &collector{g: g, printed: spill.NewSpread(g.disk, parts, printedBytes), people: newCensus(), sources: map[string]int32{}, dates: map[record.Null]int32{}}
	defer c.printed.Drop()
	lex := tables()
	readers, used := newPool[reader](), newPool[batch]()
	err := pump.Each(ctx, g.opts.Workers,
		func(emit func(*batch) error) error { return batches(quotes, used, emit) },
		func(b *batch) *batch {
			r := readers.get()
			defer readers.put(r)
			for from := range b.articles() {
				g.opts.read(r, lex, b, from)
			}
			return b
		},
		func(b *batch) error {
			c.add(b.readings)
			b.reset()
			used.put(b)
			return g.disk.Err()
		})
	if err != nil {
		return err
	}
	c.number("")
	g.people = c.people.sorted()
	g.orderDates(c.dates)
	c.people, c.sources, c.dates = nil, nil, nil // their room is needed now
	c.printed.Seal()
	g.texts.spool.Seal()
	return g.gather(ctx, c.printed)
}

// A printing is what the quotes of one article have in common.
type printing struct {
	article int32 // number, in the order of ids
	date    int32 // number; once all are known in their order, unknown ones last
	source  int32 // number of the witness: Options.Sources or the outlet
}

// A collector notes readings in the order in which quotes come.
type collector struct {
	g       *grouper
	printed *spill.Spread
	pending pending
	people  *census
	sources map[string]int32
	dates   map[record.Null]int32
	last    record.Quote // of the printing noted last: its article, date and outlet
	article int32
	n, seq  int32 // quotes that take part: numbered by id, and noted
	buf     [printedBytes]byte
}

// add notes quotes that take part, which are in the order of articles, start and
// id.
func (c *collector) add(quotes []reading) {
	for i := range quotes {
		x := &quotes[i]
		if i == 0 || x.row.Article != quotes[i-1].row.Article {
			c.number(x.row.Article)
		}
		p := printed{
			key: x.key, text: c.g.texts.write(x.words), day: day(x.row.Date), seq: c.seq, index: x.index,
			printing: c.printing(x.row), speaker: c.people.number(x.row.Speaker),
			size: x.size, spaced: x.spaced, words: x.n, own: x.own, content: x.content, flags: x.flags,
		}
		c.seq++
		c.pending.push(x.row.ID, &p)
	}
}

// number numbers and puts away what is pending and comes before all articles
// from the given one on; "" for all.
//
// Ids are not in the order of their articles: “a b#1” comes before “a#1”, and
// “a#7#1” between “a#1” and “a#8”. But no id of a later article comes before the
// article's own.
func (c *collector) number(before string) {
	for len(c.pending) > 0 && (before == "" || c.pending[0].id < before) {
		p := c.pending.pop()
		p.number = c.n
		c.n++
		c.printed.Put(part(p.key, c.printed.Parts()), p.encode(&c.buf))
	}
}

// printing gives the number of a row's printing.
func (c *collector) printing(q *record.Quote) int32 {
	l, g := &c.last, c.g
	n := int32(len(g.printings))
	if n > 0 && l.Article == q.Article && l.Date == q.Date && l.Outlet == q.Outlet {
		return n - 1
	}
	if n > 0 && l.Article != q.Article {
		c.article++
	}
	l.Article, l.Date, l.Outlet = q.Article, q.Date, q.Outlet
	source := cmp.Or(g.opts.Sources[q.Article], q.Outlet)
	g.printings = append(g.printings, printing{c.article, numberOf(c.dates, q.Date), numberOf(c.sources, source)})
	return n
}

// numberOf numbers keys as they come.
func numberOf[K comparable](numbers map[K]int32, k K) int32 {
	n, ok := numbers[k]
	if !ok {
		n = int32(len(numbers))
		numbers[k] = n
	}
	return n
}

// orderDates makes the numbers of dates their order.
func (g *grouper) orderDates(dates map[record.Null]int32) {
	sorted := make([]record.Null, 0, len(dates))
	for d := range dates {
		sorted = append(sorted, d)
	}
	slices.SortFunc(sorted, compareDates)
	rank := make([]int32, len(sorted))
	for r, d := range sorted {
		rank[dates[d]] = int32(r)
	}
	for i := range g.printings {
		g.printings[i].date = rank[g.printings[i].date]
	}
}
