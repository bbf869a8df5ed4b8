package syndicate

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/verbatim-news/verbatim/attribution/text"
	"github.com/verbatim-news/verbatim/pipeline/record"
)

// prose is n words that no other seed has in that order.
func prose(seed uint64, n int) string {
	rnd := rand.New(rand.NewPCG(seed, 1))
	var b strings.Builder
	for range n {
		fmt.Fprintf(&b, "word%d ", rnd.IntN(3000))
	}
	return b.String()
}

// An Item is one article of a run.
type Item struct {
	Article *record.Article
	Sketch  *Sketch
}

// item is an article OUTLET/NAME of the given day and text.
func item(id, date, body string, set ...func(*record.Article)) Item {
	outlet, _, _ := strings.Cut(id, "/")
	a := &record.Article{ID: id, Outlet: outlet, Date: record.Null(date), SHA256: fmt.Sprintf("%x", body)}
	for _, f := range set {
		f(a)
	}
	return Item{a, New(body, nil)}
}

func credit(s string) func(*record.Article) {
	return func(a *record.Article) { a.Credit = record.Null(s) }
}
func at(u string) func(*record.Article) { return func(a *record.Article) { a.URL = record.Null(u) } }

// markAll enters in the articles of items what Mark finds.
func markAll(t testing.TB, items []Item) Sources {
	t.Helper()
	var sources Sources
	for _, memory := range []int64{1, 0} { // on disk, and in memory
		sources = markWith(t, items, memory)
	}
	return sources
}

func markWith(t testing.TB, items []Item, memory int64) Sources {
	t.Helper()
	slices.SortFunc(items, func(a, b Item) int { return strings.Compare(a.Article.ID, b.Article.ID) })
	marks, err := Mark(context.Background(), len(items), func(yield func(int, *record.Article, *Sketch) error) error {
		for i, it := range items {
			if err := yield(i, it.Article, it.Sketch); err != nil {
				return err
			}
		}
		return nil
	}, Options{Memory: memory, TempDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	for i, it := range items {
		marks.Enter(i, it.Article)
	}
	return marks.Sources
}

// marked says of every item what Mark found: id<copy ^version =source.
func marked(t testing.TB, items []Item) []string {
	sources := markAll(t, items)
	var out []string
	for _, it := range items {
		a := it.Article
		s := a.ID
		if a.CopyOf != "" {
			s += " <" + string(a.CopyOf)
		}
		if a.VersionOf != "" {
			s += " ^" + string(a.VersionOf)
		}
		if of := sources.Of(a.ID, a.Outlet); of != a.Outlet {
			s += " =" + of
		}
		out = append(out, s)
	}
	slices.Sort(out)
	return out
}

func TestMark(t *testing.T) {
	wire := prose(1, 400)
	head, changed := wire[:len(wire)/2], strings.Replace(wire, " word", " other word", 6)
	page := prose(9, 120) // what every article of one outlet ends with
	for _, c := range []struct {
		about string
		items []Item
		want  []string
	}{
		{"the same text, cut and edited", []Item{item("a/1", "2024-05-02", wire), item("b/1", "2024-05-01", head), item("c/1", "2024-05-03", changed), item("d/1", "2024-05-03", prose(2, 400))},
			[]string{"a/1 <b/1 =b", "b/1", "c/1 <b/1 =b", "d/1"}},
		{"an undated one is nobody's original", []Item{item("a/1", "", wire), item("b/1", "2024-05-01", wire)}, []string{"a/1 <b/1 =b", "b/1"}},
		{"one member's credit is the family's", []Item{item("a/1", "2024-05-01", wire), item("b/1", "2024-05-02", changed, credit("AP"))}, []string{"a/1 =AP", "b/1 <a/1 =AP"}},
		{"the agency itself", []Item{item("Associated Press/1", "2024-05-01", wire), item("b/1", "2024-05-02", prose(3, 300), credit("AP"))}, []string{"Associated Press/1 =AP", "b/1 =AP"}},
		{"an agency that is an outlet of the run", []Item{item("northwire/1", "2024-05-01", wire), item("b/1", "2024-05-02", prose(3, 300), credit("Northwire"))}, []string{"b/1 =northwire", "northwire/1"}},
		{"too short to tell", []Item{item("a/1", "2024-05-01", prose(4, 40)), item("b/1", "2024-05-01", prose(4, 41))}, []string{"a/1", "b/1"}},
		{"short, and the same", []Item{item("a/1", "2024-05-01", "Rain."), item("b/1", "2024-05-01", "Rain.")}, []string{"a/1", "b/1 <a/1 =a"}},
		{"a brief inside a long story", []Item{item("a/1", "2024-05-01", wire+prose(5, 3000)), item("b/1", "2024-05-01", wire)}, []string{"a/1", "b/1"}},
		{"versions", []Item{item("a/1", "2024-05-01", wire, at("https://www.a.example/x/")), item("a/2", "2024-05-02", prose(6, 200), at("http://a.example/x?utm_source=mail#top")), item("a/3", "2024-05-02", prose(7, 200), at("http://a.example/y"))},
			[]string{"a/1", "a/2 ^a/1", "a/3"}},
		{"a version is no copy", []Item{item("a/1", "2024-05-01", wire, at("https://a.example/x")), item("a/2", "2024-05-02", changed, at("https://a.example/x"))}, []string{"a/1", "a/2 ^a/1"}},
		{"a version of a copy", []Item{item("b/1", "2024-05-01", wire), item("a/1", "2024-05-02", wire, at("https://a.example/x")), item("a/2", "2024-05-03", changed, at("https://a.example/x"))},
			[]string{"a/1 <b/1 =b", "a/2 <b/1 ^a/1 =b", "b/1"}},
		{"one article, read twice", []Item{item("a/1", "2024-05-01", wire, at("https://a.example/x")), item("a/2", "2024-05-01", wire, at("https://a.example/x"))}, []string{"a/1", "a/2 <a/1"}},
		{"the outlet's own furniture", []Item{item("a/1", "2024-05-01", prose(10, 100)+page), item("a/2", "2024-05-02", prose(11, 100)+page), item("a/3", "2024-05-03", prose(12, 100)+page)}, []string{"a/1", "a/2", "a/3"}},
	} {
		t.Run(c.about, func(t *testing.T) {
			if d := cmp.Diff(c.want, marked(t, c.items)); d != "" {
				t.Errorf("-want +got:\n%s", d)
			}
		})
	}
}

// Quotes are what outlets that were in one room have in common.
func TestQuotesProveNothing(t *testing.T) {
	speech := prose(1, 300)
	body := func(seed uint64) (string, []text.Span) {
		report := prose(seed, 60)
		return report + "“" + speech + "” " + prose(seed+50, 60), []text.Span{{Start: len(report) + 3, End: len(report) + 3 + len(speech)}}
	}
	a, quotesA := body(2)
	b, quotesB := body(3)
	if repeats(New(a, quotesA), New(b, quotesB)) {
		t.Error("two reports of one speech are taken for one text")
	}
	if !repeats(New(a, nil), New(b, nil)) {
		t.Error("with the quotes left in they should be: this test tests nothing")
	}
}

// Whatever the order of the items, the same is found, and nothing points to
// what points on.
func TestMarkOrder(t *testing.T) {
	var items []Item
	for i := range 60 {
		family := uint64(i % 7)
		words := strings.Fields(prose(family, 300))
		cut := strings.Join(words[:300-(i*5)%140], " ")
		items = append(items, item(fmt.Sprintf("o%d/%d", i%11, i), fmt.Sprintf("2024-05-%02d", 1+(i*7)%9), cut))
	}
	want := marked(t, items)
	if len(slices.DeleteFunc(slices.Clone(want), func(s string) bool { return !strings.Contains(s, "<") })) < 40 {
		t.Fatalf("hardly a copy found: %q", want)
	}
	for seed := range uint64(10) {
		rand.New(rand.NewPCG(seed, 2)).Shuffle(len(items), func(i, j int) { items[i], items[j] = items[j], items[i] })
		if d := cmp.Diff(want, marked(t, items)); d != "" {
			t.Fatalf("seed %d (-want +got):\n%s", seed, d)
		}
	}
	copies := map[string]string{}
	for _, it := range items {
		copies[it.Article.ID] = string(it.Article.CopyOf)
	}
	for id, of := range copies {
		if of != "" && copies[of] != "" {
			t.Errorf("%s copies %s, which copies %s", id, of, copies[of])
		}
	}
}

func TestBinsComeBack(t *testing.T) {
	s := New(prose(1, 300), nil)
	data := string(s.Bins.Append(nil))
	if d := cmp.Diff(s.Bins, ParseBins(data)); d != "" {
		t.Error(d)
	}
	if b := ParseBins(data[1:]); b != nil {
		t.Errorf("bins of a byte too few: %v", b)
	}
}

func TestAddress(t *testing.T) {
	for raw, want := range map[string]string{
		"https://www.a.example/x/":                     "a.example/x?",
		"http://A.example:80/x#top":                    "a.example/x?",
		"http://a.example/x?id=7&UTM_medium=m":         "a.example/x?id=7",
		"http://a.example/x?b=2&a=1":                   "a.example/x?a=1&b=2",
		"https://a.example/":                           "",
		"https://a.example/?utm_source=x":              "",
		"a.example/x":                                  "",
		"mailto:x@a.example":                           "",
		"http://a.example/\x7f":                        "",
		"https://a.example/?id=7":                      "a.example?id=7",
		" https://a.example/caf%C3%A9/?utm_campaign=1": "a.example/caf%C3%A9?",
	} {
		if got := Address(raw); got != want {
			t.Errorf("%q: %q, want %q", raw, got, want)
		}
	}
}

// Two names without a letter or digit are not one name.
func TestOutletsWithoutLetters(t *testing.T) {
	if got := markAll(t, []Item{item("***/1", "2024-05-01", prose(1, 80)), item("---/1", "2024-05-01", prose(2, 80))}); len(got) > 0 {
		t.Errorf("%v are no witnesses of their own", got)
	}
}

func FuzzSketch(f *testing.F) {
	f.Add(prose(1, 80), 10, 40)
	f.Add("it's the cat’s\xff — é", 0, 3)
	f.Add(strings.Repeat("0", 41)+strings.Repeat(" 0", 42), 40, 40) // a quote without words parts one
	f.Fuzz(func(t *testing.T, body string, from, to int) {
		from, to = min(max(from, 0), len(body)), min(max(to, 0), len(body))
		s := New(body, []text.Span{{Start: min(from, to), End: max(from, to)}})
		if s == nil {
			return
		}
		if j, c := likeness(s, s); j != 1 && j != 0 || c != j {
			t.Errorf("a text is like itself to %v, %v", j, c)
		}
		if New(body, nil) != nil && New(strings.ToUpper(strings.ToLower(body)), nil) == nil {
			t.Error("case decides whether there is a sketch")
		}
	})
}

func BenchmarkSketch(b *testing.B) {
	body := prose(1, 1000)
	b.SetBytes(int64(len(body)))
	for b.Loop() {
		New(body, nil)
	}
}

func BenchmarkMark(b *testing.B) {
	const n = 10_000
	items := make([]Item, n)
	for i := range items {
		items[i] = item(fmt.Sprintf("o%d/%d", i%97, i), fmt.Sprintf("2024-05-%02d", 1+i%28), prose(uint64(i/2), 150))
	}
	for b.Loop() {
		markAll(b, items)
	}
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "articles/s")
}

func TestMarkSaysThatItHasNoDisk(t *testing.T) {
	none := t.TempDir() + "/none"
	t.Setenv("TMPDIR", none)
	it := item("a/1", "2024-05-01", prose(1, 80))
	_, err := Mark(context.Background(), 1, func(yield func(int, *record.Article, *Sketch) error) error {
		return yield(0, it.Article, it.Sketch)
	}, Options{Memory: 1})
	if err == nil || !strings.Contains(err.Error(), none) || !strings.Contains(err.Error(), "TMPDIR") {
		t.Errorf("error %v names neither the folder nor the cure", err)
	}
}
