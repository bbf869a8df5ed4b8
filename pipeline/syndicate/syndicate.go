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
	"strings"
	"unicode"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

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
	t := newTable(n, opts)
	defer t.disk.Close()
	err := each(func(i int, a *record.Article, s *Sketch) error {
		t.add(i, a, s)
		return cmp.Or(ctx.Err(), t.disk.Err())
	})
	if err != nil {
		return nil, err
	}
	t.sort()
	copies, witnesses := newFamilies(n), newFamilies(n)
	versions := t.versions(witnesses)
	t.identical(copies, witnesses)
	if err := t.duplicates(ctx, versions, copies, witnesses); err != nil {
		return nil, err
	}
	m := &Marks{copies: make([]int32, n), versions: make([]int32, n)}
	for i := range m.copies {
		m.copies[i], m.versions[i] = -1, -1
	}
	for k, i := range t.order {
		if versions.of[k] {
			m.versions[i] = t.order[versions.first[k]]
		}
		root := copies.root(k)
		original := t.order[root]
		if original != i && (!versions.of[k] || t.articles[original].text == t.articles[i].text || versions.first[root] != versions.first[k]) {
			m.copies[i] = original
		}
	}
	t.name(m, witnesses)
	return m, cmp.Or(ctx.Err(), t.disk.Err())
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
