// Package syndicate finds the articles that are one witness: near-duplicates,
// stories that credit an agency, and versions of one article. One wire story
// in forty papers is one source, however many pages print it.
//
// Near-duplicates meet through a Sketch of the words outside quotation marks:
// outlets that cover one speech share its words, and not the reporter's. A
// sketch is made while the article's body is at hand; Mark then compares the
// sketches that fall into one band of an LSH index (MinHash: Broder 1997; bands:
// Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, chapter 3), and
// never all against all.
//
// What it does not see: a story rewritten sentence by sentence, and an agency's
// story that is printed without its credit and only once in a run.
package syndicate

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// An Item is one article of a run.
type Item struct {
	Article *record.Article
	Sketch  *Sketch // nil where the text is too short to tell
}

// Options say how much Mark may hold. The zero value of a field stands for its
// default.
type Options struct {
	Memory  int64  // bytes of sketches held in memory at once, about; the rest goes to temporary files. Default: 64 MiB, some 50,000 articles
	TempDir string // folder for temporary files; "" for the system's (TMPDIR)
}

// Marks are what Mark found.
type Marks struct {
	Sources Sources

	copies, versions []int32          // of each article, the index of the one that it copies, or is a later version of; -1 for none
	ids              map[int32]string // of those
}

// Enter fills in CopyOf and VersionOf of the article with the given index, and
// leaves the rest alone. It may be called by several goroutines.
func (m *Marks) Enter(i int, a *record.Article) {
	a.CopyOf, a.VersionOf = record.Null(m.ids[m.copies[i]]), record.Null(m.ids[m.versions[i]])
}

// Sources says who the witness of an article is: by the article's id, the
// agency or outlet that its words go back to, where that is not its own outlet.
// A nil map says that everybody is his own witness.
type Sources map[string]string

// Of is the source of an article of the given outlet.
func (s Sources) Of(article, outlet string) string { return cmp.Or(s[article], outlet) }

// Mark finds for every article the one that it copies and the one that it is a
// later version of, and the sources. Both point to the earliest of their family,
// by date and then by id, so that there are no chains. A later version is told
// as such and not as a copy, unless not a byte of it differs. each yields n
// articles in the order of their ids, with their indexes from 0 on; it is called
// once, and what it yields may be used again. The only errors are the context's,
// each's and the disk's.
func Mark(ctx context.Context, n int, each func(yield func(i int, a *record.Article, s *Sketch) error) error, opts Options) (*Marks, error) {
	items := make([]Item, n)
	err := each(func(i int, a *record.Article, s *Sketch) error {
		a2 := *a
		items[i] = Item{&a2, s}
		return ctx.Err()
	})
	if err != nil {
		return nil, err
	}
	m := &Marks{Sources: mark(items), copies: make([]int32, n), versions: make([]int32, n), ids: map[int32]string{}}
	at := map[record.Null]int32{"": -1}
	for i := range items {
		at[record.Null(items[i].Article.ID)] = int32(i)
	}
	for i := range items {
		a := items[i].Article
		m.copies[i], m.versions[i] = at[a.CopyOf], at[a.VersionOf]
		m.ids[at[a.CopyOf]], m.ids[at[a.VersionOf]] = string(a.CopyOf), string(a.VersionOf)
	}
	return m, nil
}

func mark(items []Item) Sources {
	for _, it := range items { // of an earlier run, perhaps
		it.Article.CopyOf, it.Article.VersionOf = "", ""
	}
	order := byDate(items)
	copies, witnesses := newFamilies(len(items)), newFamilies(len(items))
	urls := versions(items, order, witnesses)
	for _, pair := range duplicates(items, order, urls) {
		copies.join(pair[0], pair[1])
		witnesses.join(pair[0], pair[1])
	}
	for n, i := range order {
		a := items[i].Article
		original := items[order[copies.root(n)]].Article
		if original != a && (a.VersionOf == "" || original.SHA256 == a.SHA256 || urls[copies.root(n)] != urls[n]) {
			a.CopyOf = record.Null(original.ID)
		}
	}
	return sources(items, order, witnesses)
}

// byDate lists the items by day, the undated last, then by id.
func byDate(items []Item) []int {
	order := make([]int, len(items))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int {
		a, b := items[i].Article, items[j].Article
		if (a.Date == "") != (b.Date == "") {
			return cmp.Compare(b.Date, a.Date)
		}
		return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.ID, b.ID))
	})
	return order
}

// sources names the witness of each family: the agency that its earliest
// crediting member names, else the outlet of its earliest member. The whole
// family is one text, and so one witness, whoever left out the credit line.
func sources(items []Item, order []int, witnesses families) Sources {
	outlets := map[string]string{} // by folded name, so that “Northwire” is the outlet northwire
	for _, it := range items {
		o := it.Article.Outlet
		if k := fold(o); k != "" && (outlets[k] == "" || o < outlets[k]) {
			outlets[k] = o
		}
	}
	credit := map[int]string{}
	for n, i := range order {
		if r := witnesses.root(n); credit[r] == "" {
			credit[r] = string(items[i].Article.Credit)
		}
	}
	s := Sources{}
	for n, i := range order {
		a, r := items[i].Article, witnesses.root(n)
		outlet := items[order[r]].Article.Outlet
		name := cmp.Or(credit[r], Agency(outlet), outlet)
		if own := outlets[fold(name)]; own != "" && Agency(own) == "" {
			name = own
		}
		if name != a.Outlet {
			s[a.ID] = name
		}
	}
	return s
}

// fold keeps the letters and digits of a name, in lower case.
func fold(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
}

// families is a union-find whose root is always the lowest number: the earliest.
type families []int32

func newFamilies(n int) families {
	f := make(families, n)
	for i := range f {
		f[i] = int32(i)
	}
	return f
}

func (f families) root(i int) int {
	for int(f[i]) != i {
		f[i] = f[f[i]]
		i = int(f[i])
	}
	return i
}

func (f families) join(i, j int) {
	i, j = f.root(i), f.root(j)
	f[max(i, j)] = int32(min(i, j))
}
