package corpus

import (
	"context"
	"fmt"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// unitsOf gives the units of inputs, unmade.
func unitsOf(t testing.TB, opts Options, inputs ...string) []*Unit {
	t.Helper()
	var units []*Unit
	_, err := Read(context.Background(), inputs, nil, opts, func(u *Unit) error { units = append(units, u); return nil }, func(record.Rejection) {})
	if err != nil {
		t.Fatal(err)
	}
	return units
}

// everyFormat are files of every format, with what each must be made into.
func everyFormat(t testing.TB) map[string]string {
	return map[string]string{
		"a.txt": "Words &amp; words.", "b.txt": "Words.", "b.meta.json": `{"title":"B"}`,
		"c.jsonl": `{"id":"c1","text":"One."}` + "\n" + `{"id":"c2"}` + "\n" + `{"id":"c3","text":"Old.","date":"1999-01-01"}`,
		"d.html":  webPage(""), "e.xml": rss,
		"f.warc.gz": pack(t, packedGzip, wet("one", "The words of one.")) + pack(t, packedGzip, answer("two", "200 OK", "text/html\r\nContent-Encoding: gzip", pack(t, packedGzip, quayPage))) +
			pack(t, packedGzip, answer("nameless", "200 OK", "", "\x89PNG\r\n\x1a\n")),
	}
}

// Units are made after the whole input was read, on several goroutines and
// twice, and give the same: they share nothing with the reader or each other.
func TestUnitsStandAlone(t *testing.T) {
	dir := lay(t, everyFormat(t))
	var want []Made
	_, err := Read(context.Background(), []string{dir}, nil, Options{}, func(u *Unit) error { want = append(want, u.Make()); return nil }, func(record.Rejection) {})
	if err != nil || len(want) < 9 {
		t.Fatal(len(want), err)
	}
	units := unitsOf(t, Options{}, dir)
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			for i, u := range units {
				if got := u.Make(); !reflect.DeepEqual(got, want[i]) {
					t.Errorf("%s %s: %+v, want %+v", u.Source, u.Place, got, want[i])
				}
			}
		})
	}
	wg.Wait()
}

// Equal keys, equal articles, and the other way round for whatever decides what
// is made.
func TestKeys(t *testing.T) {
	keys := map[Digest]string{}
	enter := func(name string, opts Options, files map[string]string, in string) {
		for _, u := range unitsOf(t, opts, filepath.Join(lay(t, files), in)) {
			what := name + " " + u.Place
			if other, ok := keys[u.Key()]; ok {
				t.Errorf("%s and %s have one key", what, other)
			}
			keys[u.Key()] = what
		}
	}
	enter("every format", Options{}, everyFormat(t), "")
	line := map[string]string{"x/c.jsonl": `{"id":"c1","text":"One."}`}
	enter("other outlet", Options{}, line, "x")
	enter("other language", Options{Lang: AnyLanguage}, line, "x")
	enter("other limit", Options{Limits: Limits{MaxArticle: 99}}, line, "x")
	enter("outlets", Options{Outlets: []string{"x"}}, line, "x")
	enter("two outlets", Options{Outlets: []string{"x", "y"}}, line, "x")
	enter("other id", Options{}, map[string]string{"x/A.txt": "Words &amp; words."}, "x")
	enter("other sidecar", Options{}, map[string]string{"x/b.txt": "Words.", "x/b.meta.json": `{"title":"C"}`}, "x")
	enter("UTF-16", Options{}, map[string]string{"x/b.txt": "\xff\xfeW\x00o\x00"}, "x")
	enter("decoded", Options{}, map[string]string{"x/b.txt": "Wo"}, "x")
	enter("other status of a field", Options{}, map[string]string{"x/f.warc": wet("one", "The words of one.", "WARC-Identified-Content-Language", "eng")}, "x")
}

// A key hangs on neither the file's name, nor the place, nor what else is read.
func TestKeysOfOneLine(t *testing.T) {
	line := `{"id":"c1","text":"One."}` + "\n"
	dir := lay(t, map[string]string{"x/a.jsonl": "{}\n" + line, "x/b.jsonl.gz": pack(t, packedGzip, line)})
	found := map[Digest]int{}
	for _, u := range unitsOf(t, Options{Lang: "EN-gb", Outlets: []string{"B", "a"}}, filepath.Join(dir, "x", "a.jsonl")) {
		found[u.Key()]++
	}
	for _, u := range unitsOf(t, Options{Outlets: []string{"A", "b"}}, filepath.Join(dir, "x")) {
		found[u.Key()]++
	}
	if len(found) != 2 {
		t.Errorf("%v", found)
	}
}

func TestPassedOver(t *testing.T) {
	dir := lay(t, map[string]string{
		"a.pdf": "", "b.warc": warcOf("ask", "request", "GET / HTTP/1.1\r\n\r\n") + wet("one", "One."), "c.warc": warcOf("ask", "request", "GET / HTTP/1.1\r\n\r\n"), "d.txt": "Words.",
	})
	var told []string
	opts := Options{
		Skipped: func(source string) { told = append(told, filepath.Base(source)) },
		Records: func(file int, source string, n int) {
			told = append(told, fmt.Sprintf("%d %s %d", file, filepath.Base(source), n))
		},
	}
	r := read(t, opts, dir)
	if got := strings.Join(told, ", "); got != "a.pdf, 0 b.warc 1, 1 c.warc 1" || r.counts.Records != 2 || r.counts.Skipped != 1 {
		t.Errorf("%s; %+v", got, r.counts)
	}
}
