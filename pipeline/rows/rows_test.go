package rows

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/klauspost/compress/zstd"
	"pgregory.net/rapid"

	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/syndicate"
)

// anyExtract draws an article: ranges of a text, and what a run says of them.
func anyExtract(t *rapid.T) *Extract {
	body := rapid.StringN(1, 300, 600).Draw(t, "body")
	words := rapid.SampledFrom([]string{"", "a", "Ana Ruiz", "ana-ruiz", "cue-said", "é", strings.Repeat("x", 200)})
	word := func() string { return words.Draw(t, "word") }
	span := func() record.Span {
		a, b := rapid.IntRange(0, len(body)).Draw(t, "from"), rapid.IntRange(0, len(body)).Draw(t, "to")
		return record.Span{Start: min(a, b), End: max(a, b)}
	}
	maybe := rapid.Bool()
	where := func() *record.Range {
		if maybe.Draw(t, "there") {
			return nil
		}
		s := span()
		return &record.Range{Start: s.Start, End: s.End, Text: body[s.Start:s.End]}
	}
	share := func() float64 {
		if maybe.Draw(t, "round") {
			return float64(rapid.IntRange(0, 1000).Draw(t, "thousandths")) / 1000
		}
		return rapid.Float64Range(0, 1).Draw(t, "share")
	}
	speaker := func() record.Speaker {
		return record.Speaker{ID: word(), Name: word(), Type: rapid.SampledFrom(speakerTypes).Draw(t, "type"), Confidence: share()}
	}
	sum := sha256.Sum256([]byte(body))
	e := &Extract{Article: record.Article{ID: "one/" + word() + "a", Outlet: word(), Title: record.Null(word()), Date: record.Null(word()),
		Author: record.Null(word()), URL: record.Null(word()), Lang: record.Null(word()), Credit: record.Null(word()),
		Words: rapid.IntRange(0, 1<<20).Draw(t, "words"), SHA256: hex.EncodeToString(sum[:])}}
	if maybe.Draw(t, "whole") {
		e.Article.Text = &body
		e.Article.Repairs = []string{"utf8", word()}
	}
	if maybe.Draw(t, "sketch") {
		e.Sketch = &syndicate.Sketch{Shingles: 7, Bins: syndicate.ParseBins(strings.Repeat(string(sum[:]), syndicate.BinBytes/len(sum)))}
	}
	for n := range rapid.IntRange(0, 6).Draw(t, "quotes") {
		q := record.Quote{ID: e.Article.ID + "#" + strconv.Itoa(n+1), Article: e.Article.ID, Outlet: e.Article.Outlet, Date: e.Article.Date,
			Class: rapid.SampledFrom(classes).Draw(t, "class"), Kind: record.Null(rapid.SampledFrom(kinds).Draw(t, "kind")),
			Rule: record.Null(word()), Mention: where(), Cue: where()}
		s := span()
		q.Segments = []record.Span{s}
		q.Text = body[s.Start:s.End]
		if maybe.Draw(t, "two") {
			q.Segments = append(q.Segments, record.Span{Start: len(body), End: len(body)})
			q.Text += " "
		}
		q.Start, q.End = s.Start, q.Segments[len(q.Segments)-1].End
		if n > 0 && maybe.Draw(t, "nested") {
			q.Within = record.Null(e.Quotes[rapid.IntRange(0, n-1).Draw(t, "outer")].ID)
		}
		if maybe.Draw(t, "said") {
			who := speaker()
			q.Speaker = &who
			q.Clause = &s
		}
		for range rapid.IntRange(0, 2).Draw(t, "others") {
			q.Via = append(q.Via, word())
			q.Alternatives = append(q.Alternatives, record.Alternative{Speaker: speaker(), Mention: where(), Rule: word(), Confidence: share()})
		}
		c := span()
		e.Quotes = append(e.Quotes, q)
		e.Contexts = append(e.Contexts, record.Context{Start: c.Start, Text: body[c.Start:c.End]})
		e.Flags = append(e.Flags, record.Flag{Article: e.Article.ID, Start: s.Start, End: s.End, Kind: rapid.SampledFrom(flagKinds).Draw(t, "kind")})
	}
	e.Article.Quotes = len(e.Quotes)
	return e
}

func rowOf(t interface{ Fatal(...any) }, e *Extract) Row {
	body, err := AppendExtract(nil, e)
	if err != nil {
		t.Fatal(err)
	}
	return Row{ID: e.Article.ID, SHA256: e.Article.SHA256, Origins: []Origin{{Source: "a.jsonl", Place: "line 1", Rank: Digest{1}, Key: Digest{2}}}, Body: string(body)}
}

// What is kept of an article comes back whole.
func TestExtractsComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := anyExtract(t)
		r := rowOf(t, e)
		back, err := r.Extract()
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(e, back, cmpopts.EquateEmpty()); d != "" {
			t.Fatal(d)
		}
		if outline, err := r.Outline(); err != nil || outline.Article.Title != e.Article.Title || (outline.Sketch == nil) != (e.Sketch == nil) {
			t.Fatal(outline, err)
		}
	})
}

// Contexts that overlap take the room of one.
func TestTextIsKeptOnce(t *testing.T) {
	body := strings.Repeat("She said that the valley would be safe. ", 20)
	size := func(contexts int) int {
		e := &Extract{Article: record.Article{ID: "a", SHA256: strings.Repeat("0", hexSHA256)}}
		for n := range contexts {
			q := record.Quote{ID: fmt.Sprintf("a#%d", n+1), Article: "a", Class: record.ClassQuote, Start: n, End: n + 300,
				Segments: []record.Span{{Start: n, End: n + 300}}, Text: body[n : n+300]}
			e.Quotes = append(e.Quotes, q)
			e.Contexts = append(e.Contexts, record.Context{Start: n, Text: body[n:]})
		}
		return len(rowOf(t, e).Body)
	}
	if one, ten := size(1), size(10); ten-one > 9*32 {
		t.Errorf("one quote takes %d bytes, ten %d", one, ten)
	}
}

// Two contexts that contradict each other both come back: rows are not the place
// to settle that.
func TestContradictingContexts(t *testing.T) {
	e := &Extract{Article: record.Article{ID: "a", SHA256: strings.Repeat("0", hexSHA256)}}
	for n, text := range []string{"abcdef", "cdXYZ", "ghi"} {
		q := record.Quote{ID: fmt.Sprintf("a#%d", n+1), Article: "a", Class: record.ClassQuote, Start: 2, End: 4, Segments: []record.Span{{Start: 2, End: 4}}, Text: "cd"}
		e.Quotes, e.Contexts = append(e.Quotes, q), append(e.Contexts, record.Context{Start: 2 * n, Text: text})
	}
	r := rowOf(t, e)
	back, err := r.Extract()
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(e, back, cmpopts.EquateEmpty()); d != "" {
		t.Error(d)
	}
}

// What could not be read again is not written.
func TestNoExtract(t *testing.T) {
	quote := record.Quote{ID: "a#1", Article: "a", Class: record.ClassQuote, Start: 0, End: 1, Segments: []record.Span{{Start: 0, End: 1}}, Text: "x"}
	for name, edit := range map[string]func(*Extract){
		"class":    func(e *Extract) { e.Quotes[0].Class = "shout" },
		"article":  func(e *Extract) { e.Quotes[0].Article = "b" },
		"id":       func(e *Extract) { e.Quotes[0].ID = "b#1" },
		"cluster":  func(e *Extract) { e.Quotes[0].Cluster = "c-1" },
		"within":   func(e *Extract) { e.Quotes[0].Within = "a#9" },
		"segments": func(e *Extract) { e.Quotes[0].Segments = nil },
		"bounds":   func(e *Extract) { e.Quotes[0].End = 2 },
		"mention":  func(e *Extract) { e.Quotes[0].Mention = &record.Range{Start: 1, End: 3, Text: "x"} },
		"contexts": func(e *Extract) { e.Contexts = nil },
		"flag":     func(e *Extract) { e.Flags = []record.Flag{{Article: "b", Kind: "stray"}} },
		"offset":   func(e *Extract) { e.Contexts[0].Start = -1 },
	} {
		e := &Extract{Article: record.Article{ID: "a"}, Quotes: []record.Quote{quote}, Contexts: []record.Context{{}}}
		edit(e)
		if _, err := AppendExtract(nil, e); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// file writes rows and asides.
func file(t testing.TB, rows []Row, asides ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := NewWriter(&b, []byte("head"))
	if err != nil {
		t.Fatal(err)
	}
	for i := range rows {
		if err := w.Add(&rows[i]); err != nil {
			t.Fatal(err)
		}
	}
	for _, a := range asides {
		if err := w.Aside([]byte(a)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// some are n rows of a body of so many bytes.
func some(n, size int) []Row {
	var list []Row
	for i := range n {
		list = append(list, Row{ID: fmt.Sprintf("id-%04d", i), SHA256: strings.Repeat("0", hexSHA256),
			Origins: []Origin{{Source: "a", Place: strconv.Itoa(i), Key: Digest{byte(i)}}}, Body: string(AppendFailure(nil, Failure{"text", strings.Repeat(strconv.Itoa(i), size)}))})
	}
	return list
}

func readAll(in io.Reader) (rows []Row, asides []string, err error) {
	r, err := NewReader(in)
	if err != nil {
		return nil, nil, err
	}
	for {
		row, ok, err := r.Next()
		if err != nil {
			return rows, nil, err
		}
		if !ok {
			break
		}
		rows = append(rows, row)
	}
	for {
		a, ok, err := r.Aside()
		if err != nil || !ok {
			return rows, asides, err
		}
		asides = append(asides, a)
	}
}

func TestFilesComeBack(t *testing.T) {
	for _, n := range []int{0, 1, 700} {
		rows := some(n, 400)
		b := file(t, rows, "one", "", "three")
		back, asides, err := readAll(bytes.NewReader(b))
		if err != nil || !slices.Equal(asides, []string{"one", "", "three"}) {
			t.Fatal(asides, err)
		}
		if d := cmp.Diff(rows, back, cmpopts.EquateEmpty()); d != "" {
			t.Error(d)
		}
		if !bytes.Equal(b, file(t, rows, "one", "", "three")) {
			t.Error("the same rows make another file")
		}
		var keys []Key
		if err := Scan(bytes.NewReader(b), func(head []byte) error {
			if string(head) != "head" {
				t.Errorf("head %q", head)
			}
			return nil
		}, func(k Key) { keys = append(keys, k) }); err != nil || len(keys) != n {
			t.Errorf("%d keys of %d rows: %v", len(keys), n, err)
		}
		for i, k := range keys {
			if k != rows[i].key() {
				t.Errorf("key %d is %v", i, k)
			}
		}
	}
}

// Other tools for zstd can unpack a file.
func TestFileIsZstd(t *testing.T) {
	z, err := zstd.NewReader(bytes.NewReader(file(t, some(3, 10))))
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	if all, err := io.ReadAll(z); err != nil || !bytes.Contains(all, []byte("id-0002")) {
		t.Errorf("%q, %v", all, err)
	}
}

// However a file is cut or changed, that is seen: by whoever scans it, and by
// whoever reads it.
func TestDamageIsSeen(t *testing.T) {
	whole := file(t, some(300, 900), "aside")
	scan := func(b []byte) error {
		return Scan(bytes.NewReader(b), func([]byte) error { return nil }, func(Key) {})
	}
	for n := 0; n < len(whole); n += 1 + len(whole)/500 {
		if _, _, err := readAll(bytes.NewReader(whole[:n])); !errors.Is(err, errTruncated) {
			t.Errorf("read %d bytes: %v", n, err)
		}
		if err := scan(whole[:n]); !errors.Is(err, errTruncated) {
			t.Errorf("scanned %d bytes: %v", n, err)
		}
		changed := slices.Clone(whole)
		changed[n] ^= 0x40
		if _, _, err := readAll(bytes.NewReader(changed)); err == nil {
			t.Errorf("byte %d changed, and is read", n)
		}
		if scan(changed) == nil {
			t.Errorf("byte %d changed, and is scanned", n)
		}
	}
}

func TestRowsMustBeInOrder(t *testing.T) {
	w, err := NewWriter(io.Discard, nil)
	if err != nil {
		t.Fatal(err)
	}
	rows := some(2, 1)
	if err := w.Add(&rows[1]); err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if err := w.Add(&r); err == nil {
			t.Errorf("%s may follow %s", r.ID, rows[1].ID)
		}
	}
}

// Merging gives every row once, by id, however they are spread over files.
func TestMerge(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := make([][]Row, rapid.IntRange(1, 5).Draw(t, "files"))
		var all []Row
		for i := range rapid.IntRange(0, 40).Draw(t, "rows") {
			r := Row{ID: strconv.Itoa(rapid.IntRange(0, 9).Draw(t, "id")), SHA256: strconv.Itoa(rapid.IntRange(0, 2).Draw(t, "text")),
				Origins: []Origin{{Source: "a", Place: strconv.Itoa(i)}}}
			if rapid.Bool().Draw(t, "body") {
				r.Body = "x"
			}
			k := rapid.IntRange(0, len(parts)-1).Draw(t, "file")
			parts[k], all = append(parts[k], r), append(all, r)
		}
		byOrder := func(a, b Row) int { return a.Compare(&b) }
		var sources []Source
		for _, p := range parts {
			slices.SortFunc(p, byOrder)
			sources = append(sources, Slice(p))
		}
		slices.SortFunc(all, byOrder)
		var got []Row
		if err := Merge(sources, func(id []Row) error {
			if len(got) > 0 && got[len(got)-1].ID == id[0].ID {
				t.Errorf("id %s comes twice", id[0].ID)
			}
			got = append(got, id...)
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(all, got, cmpopts.EquateEmpty()); d != "" {
			t.Error(d)
		}
	})
}
