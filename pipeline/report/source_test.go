package report

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// fleeting gives the rows of slices through one row of each kind, which it spoils
// after every yield, as a reader of a file may.
type fleeting struct{ slicesOf }

func (f fleeting) Articles(yield func(*record.Article) error) error {
	return f.slicesOf.Articles(func(a *record.Article) error {
		row := *a
		defer func() { row = record.Article{} }()
		return yield(&row)
	})
}

func (f fleeting) Quotes(yield func(*record.Quote, *record.Context) error) error {
	var segments []record.Span
	var speaker record.Speaker
	return f.slicesOf.Quotes(func(q *record.Quote, c *record.Context) error {
		row, context := *q, *c
		segments = append(segments[:0], q.Segments...)
		if row.Segments = segments; q.Speaker != nil {
			speaker = *q.Speaker
			row.Speaker = &speaker
		}
		defer func() {
			row, context, speaker = record.Quote{}, record.Context{}, record.Speaker{}
			clear(segments)
		}()
		return yield(&row, &context)
	})
}

func (f fleeting) Clusters(yield func(*record.Cluster) error) error {
	var members []record.Member
	var differences []record.Difference
	return f.slicesOf.Clusters(func(c *record.Cluster) error {
		row := *c
		members, differences = append(members[:0], c.Members...), append(differences[:0], c.Differences...)
		row.Members, row.Differences = members, differences
		defer func() {
			row = record.Cluster{}
			clear(members)
			clear(differences)
		}()
		return yield(&row)
	})
}

// A heldSlice gives copies, of which each is the yield's to keep.
type heldSlice []Held

func (s heldSlice) Held(yield func(*Held) error) error {
	for _, h := range s {
		if err := yield(&h); err != nil {
			return err
		}
	}
	return nil
}

// TestRows: rows that come one by one make the same files as slices of them.
func TestRows(t *testing.T) {
	for name, r := range map[string]*Report{"sample": sample(), "rally": rally(), "big": bigReport(40_000), "held": heldSample(t), "empty": {}} {
		want, got := t.TempDir(), t.TempDir()
		if err := Write(want, r); err != nil {
			t.Fatal(err)
		}
		flowing := &Report{Rows: fleeting{slicesOf{r}}, Rejected: r.Rejected, Flags: r.Flags, Run: r.Run}
		if r.Held != nil {
			flowing.HeldRows = heldSlice(r.Held)
		}
		if err := Write(got, flowing); err != nil {
			t.Fatal(err)
		}
		files := names
		if r.Run.Verify {
			files = append([]string{"verified.jsonl"}, names...)
		}
		for _, file := range files {
			if !bytes.Equal(read(t, want, file), read(t, got, file)) {
				t.Errorf("%s: %s differs", name, file)
			}
		}
		var a, b bytes.Buffer
		if err := errors.Join(Summary(&a, r, 80), Summary(&b, flowing, 80)); err != nil || a.String() != b.String() {
			t.Errorf("%s: the summaries are\n%s\n%s %v", name, &a, &b, err)
		}
	}
}

// TestRowsFail: an error of the rows is the error of Write, wherever it occurs.
func TestRowsFail(t *testing.T) {
	failure := errors.New("disk gone")
	for n := range 12 {
		r := sample()
		r.Sort()
		if err := Write(t.TempDir(), &Report{Rows: &failing{slicesOf{r}, n, failure}}); !errors.Is(err, failure) {
			t.Errorf("pass %d fails, and Write says %v", n, err)
		}
	}
}

// failing fails in the middle of a pass, the left-th.
type failing struct {
	slicesOf
	left int
	err  error
}

func (f *failing) Articles(yield func(*record.Article) error) error {
	return f.end(f.slicesOf.Articles(yield))
}

func (f *failing) Quotes(yield func(*record.Quote, *record.Context) error) error {
	return f.end(f.slicesOf.Quotes(yield))
}

func (f *failing) Clusters(yield func(*record.Cluster) error) error {
	return f.end(f.slicesOf.Clusters(yield))
}

func (f *failing) end(err error) error {
	if f.left--; f.left < 0 {
		return f.err
	}
	return err
}

// A torrent makes up rows as they are asked for: quotes in articles of ten, and
// groups of four in four articles that follow each other.
type torrent struct{ quotes int }

func (f torrent) article(i int) string { return fmt.Sprintf("outlet/%09d", i) }

func (f torrent) Articles(yield func(*record.Article) error) error {
	for i := range f.quotes / 10 {
		text := strings.Repeat("text ", 100)
		if err := yield(&record.Article{ID: f.article(i), Outlet: fmt.Sprintf("outlet-%d", i%40), Date: "2025-03-11", Quotes: 10, Text: &text}); err != nil {
			return err
		}
	}
	return nil
}

func (f torrent) quote(i int) string { return fmt.Sprintf("%s#%d", f.article(i/10), i%10+1) }

// group is the group of a quote, by number: quotes of one number in articles of
// one quartet.
func (f torrent) group(i int) int { return i/40*10 + i%10 }

func (f torrent) Quotes(yield func(*record.Quote, *record.Context) error) error {
	for i := range f.quotes {
		// all of an article is one string, as where it was read from a file
		whole := fmt.Sprintf("%s outlet-%d In ward %d we counted the votes twice. %s", f.quote(i), i/10%40, f.group(i), strings.Repeat("Nobody knew. ", 80))
		said := strings.Index(whole, "In ward")
		text := whole[said : strings.Index(whole, "twice.")+6]
		id, rest, _ := strings.Cut(whole, " ")
		outlet, _, _ := strings.Cut(rest, " ")
		q := record.Quote{ID: id, Article: id[:strings.IndexByte(id, '#')], Outlet: outlet, Date: "2025-03-11", End: len(text), Text: text,
			Segments: []record.Span{{End: len(text)}}, Class: record.ClassQuote, Kind: record.KindDirect, Cluster: record.Null(fmt.Sprintf("c-%016x", f.group(i))),
			Speaker: &record.Speaker{ID: fmt.Sprintf("speaker-%d", i%5000), Name: "Speaker", Type: record.TypePerson, Confidence: 0.9}}
		if err := yield(&q, &record.Context{Text: whole[said:]}); err != nil {
			return err
		}
	}
	return nil
}

func (f torrent) Clusters(yield func(*record.Cluster) error) error {
	for g := range f.quotes / 4 {
		c := record.Cluster{ID: fmt.Sprintf("c-%016x", g), Verdict: record.VerdictConsistent, Outlets: 4, IndependentSources: 4}
		for k := range 4 {
			i := g/10*40 + k*10 + g%10
			c.Members = append(c.Members, record.Member{Quote: f.quote(i), Outlet: fmt.Sprintf("outlet-%d", i/10%40), Date: "2025-03-11"})
		}
		c.Base = c.Members[0].Quote
		if err := yield(&c); err != nil {
			return err
		}
	}
	return nil
}

// TestBounded: what a report keeps of its rows does not grow with them, but for
// some bytes a group.
func TestBounded(t *testing.T) {
	if testing.Short() {
		t.Skip("goes over 180,000 quotes five times")
	}
	live := func() int {
		runtime.GC()
		runtime.GC() // the first leaves what a pool held
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return int(m.HeapAlloc)
	}
	heap := func(n int) (*index, int) {
		before := live()
		ix := indexOf(t, &Report{Rows: torrent{n}})
		return ix, live() - before
	}
	small, some := heap(60_000)
	large, more := heap(120_000)
	if small.counts.Quotes != 60_000 || large.counts.Clusters != 30_000 {
		t.Fatalf("%d quotes, %d groups", small.counts.Quotes, large.counts.Clusters)
	}
	if len(small.quotes) != len(large.quotes) || len(small.top) != len(large.top) || len(large.quotes) > 50_000 {
		t.Errorf("of 60,000 quotes %d are kept, in %d groups; of 120,000, %d in %d", len(small.quotes), len(small.top), len(large.quotes), len(large.top))
	}
	if grown, most := more-some, 60*(large.counts.Clusters-small.counts.Clusters); grown > most {
		t.Errorf("60,000 quotes more take %d bytes more, want at most %d", grown, most)
	}
	var page bytes.Buffer
	if err := large.writeHTML(&page); err != nil || page.Len() > maxPage || page.Len() < maxPage/2 {
		t.Errorf("report.html has %d bytes, %v", page.Len(), err)
	}
}

// TestLeast: nothing that a page shows is smaller than what it is reckoned with
// when it is chosen.
func TestLeast(t *testing.T) {
	r := &Report{Clusters: []record.Cluster{{ID: "c", Verdict: record.VerdictVariant}}}
	for _, id := range []string{"a", "b"} {
		r.Articles = append(r.Articles, record.Article{ID: id})
		r.Quotes = append(r.Quotes, record.Quote{ID: id + "#1", Article: id, Text: "x", Class: record.ClassQuote, Speaker: &record.Speaker{}})
		r.Clusters[0].Members = append(r.Clusters[0].Members, record.Member{Quote: id + "#1", Outlet: "o", Source: "o"})
	}
	r.Held = []Held{{Verified: record.Verified{Quote: "a#1", Verdict: record.VerdictMinor, Places: []record.Place{{}}}, Dates: []string{""}}}
	ix := indexOf(t, r)
	group, _, errGroup := renderGroups(ix, nil, maxGroups)
	speaker, _, errSpeaker := renderSpeakers(ix)
	held, errHeld := renderRecord(ix, maxHeld)
	if err := errors.Join(errGroup, errSpeaker, errHeld); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		what       string
		got, least int
	}{
		{"group", len(group) + ix.rowsCost(&r.Clusters[0]), leastGroup + 2*leastMember}, {"speaker", len(speaker), leastSpeaker},
		{"quote held", len(held.Entries), leastHeld}, {"group of report.md", len(mdGroup(newGroup(ix, &r.Clusters[0]), 1)), leastInMD},
	} {
		if c.got < c.least {
			t.Errorf("a %s takes %d bytes, fewer than %d", c.what, c.got, c.least)
		}
	}
}

// TestShortlist: it is the longest beginning of the sorted list that is within
// the budget, in whatever order the items come.
func TestShortlist(t *testing.T) {
	rnd := rand.New(rand.NewPCG(7, 7))
	for range 300 {
		l := shortlist[[2]int]{order: func(a, b [2]int) int { return slices.Compare(a[:], b[:]) }, cost: func(x [2]int) int { return x[1] },
			budget: rnd.IntN(200), least: rnd.IntN(5)}
		var all [][2]int
		for i := range rnd.IntN(100) {
			x := [2]int{rnd.IntN(40)*100 + i, 1 + rnd.IntN(60)}
			all = append(all, x)
			if l.wants(x) {
				l.add(x)
			}
		}
		slices.SortFunc(all, l.order)
		n, spent := 0, 0
		for n < len(all) && (n < l.least || spent+all[n][1] <= l.budget) {
			spent += all[n][1]
			n++
		}
		if got := l.list(); !slices.Equal(got, all[:n]) {
			t.Fatalf("budget %d, at least %d: %v, want %v", l.budget, l.least, got, all[:n])
		}
	}
}

// TestComparedInPasses: what outlets print alike does not hang on how many groups
// fit in memory.
func TestComparedInPasses(t *testing.T) {
	r := bigReport(6_000)
	for i := range r.Quotes {
		if i%5 == 0 {
			r.Quotes[i].Text = strings.Replace(r.Quotes[i].Text, "twice", "once", 1)
		}
	}
	want := indexOf(t, r)
	outlets := tallies{}
	for i := range want.agreement.Outlets {
		n := want.agreement.Groups[i]
		outlets[want.agreement.Outlets[i]] = &n
	}
	for _, most := range []int{1, 5_000, 40_000} {
		got, passes := newAgreement(outlets), 1
		c := newComparing(got, &want.groups, most)
		see := func(q *record.Quote, _ *record.Context) error { c.see(q); return nil }
		for err := want.rows.Quotes(see); c.settle(); err = want.rows.Quotes(see) {
			if passes++; err != nil {
				t.Fatal(err)
			}
		}
		if passes < 2 {
			t.Errorf("%d bytes do in one pass", most)
		}
		for i := range got.Same {
			if slices.Compare(got.Same[i], want.agreement.Same[i]) != 0 || slices.Compare(got.Common[i], want.agreement.Common[i]) != 0 {
				t.Errorf("%d bytes: %v, want %v", most, got.Same[i], want.agreement.Same[i])
			}
		}
	}
}
