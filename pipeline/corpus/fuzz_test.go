package corpus

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

var fuzzOptions = Options{Limits: Limits{MaxLine: 600, MaxArticle: 500}, Since: time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)}

// FuzzRead gives arbitrary bytes as a text and as JSON Lines. What is emitted
// is a text as the contract promises it, and every line is accounted for:
// emitted, rejected, repeated, left out or blank.
func FuzzRead(f *testing.F) {
	f.Add([]byte("The mayor said “no” &amp; left.\r\n"))
	f.Add([]byte(bom + "It\x92s \x00 here"))
	f.Add([]byte(lines + "\n \r\n{}\n" + `{"id":"c","text":"\ud800\u0000","date":"1999-01-01"}`))
	f.Add([]byte(`{"id":"a","text":"One."}` + "\n" + `{"id":"a","text":"Two."}` + "\n" + `{"id":"a","text":"Two."}`))
	f.Add([]byte("\xff\xfeN\x00o\x00\n\x00"))
	f.Add([]byte(strings.Repeat("x", 700) + "\n" + lines))
	f.Fuzz(func(t *testing.T, data []byte) {
		s := string(data)
		dir := lay(t, map[string]string{"a.txt": s, "a.jsonl": s})
		text := read(t, fuzzOptions, dir+"/a.txt")
		holdItems(t, text)
		if text.counts.Articles+text.counts.Rejected != 1 {
			t.Errorf("one text gave %+v", text.counts)
		}
		if len(text.items) == 1 {
			if it := text.items[0]; (it.Article.Body == s) != (len(it.Repairs) == 0) {
				t.Errorf("repairs %v made %q of %q", it.Repairs, it.Article.Body, s)
			}
		} else if plainEnglish(s) {
			t.Errorf("%q was rejected: %v", s, text.rejected)
		}
		jsonl := read(t, fuzzOptions, dir+"/a.jsonl")
		holdItems(t, jsonl)
		holdLines(t, data, jsonl.counts)
	})
}

// FuzzUnpack gives arbitrary bytes as archives, and as the sidecar of one.
func FuzzUnpack(f *testing.F) {
	f.Add([]byte(pack(f, packedGzip, lines)))
	f.Add([]byte(pack(f, packedZstd, lines)))
	f.Add([]byte(unbase64(f, packedLines)))
	f.Add([]byte(`{"id":"x","outlet":["a","b"],"date":2016}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		s := string(data)
		r := read(t, fuzzOptions, lay(t, map[string]string{
			"a.jsonl.gz": s, "b.jsonl.zst": s, "c.txt.bz2": s, "d.txt": "Text.", "d.meta.json": s,
		}))
		holdItems(t, r)
		if r.counts.Articles+r.counts.Rejected+r.counts.Repeated+r.counts.LeftOut < 4 {
			t.Errorf("four files gave %+v", r.counts)
		}
	})
}

// FuzzArchive gives arbitrary bytes as web archives: something is said of every
// one, and each record that is rejected at a place has a place of its own.
func FuzzArchive(f *testing.F) {
	f.Add([]byte(wet("a", "Words.") + answer("b", "200 OK", "text/html", quayPage) + warcOf("c", "request", "")))
	f.Add([]byte(pack(f, packedGzip, wet("a", "Words.")) + pack(f, packedGzip, wet("a", "Other words."))))
	f.Add([]byte("filedesc://x.arc 0.0.0.0 19960923142103 text/plain 3\n1 0\nhttp://a.example/ 127.0.0.1 19961104142103 text/plain 6\nWords.\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		r := read(t, fuzzOptions, lay(t, map[string]string{"a.warc": string(data)}))
		holdItems(t, r)
		if c := r.counts; c.Articles+c.Rejected+c.Repeated+c.LeftOut+c.Records == 0 && strings.Trim(string(data), "\r\n") != "" && magicOf(data) == "" {
			t.Errorf("nothing is said of %q", data)
		}
		places := map[string]bool{}
		for _, j := range r.rejected {
			if places[j.Place] {
				t.Errorf("%q is rejected twice", j.Place)
			}
			places[j.Place] = true
		}
	})
}

// FuzzFeed gives arbitrary bytes as feeds: something is said of every one, and
// each article has a place and an id below its file's.
func FuzzFeed(f *testing.F) {
	f.Add([]byte(rss))
	f.Add([]byte(atomFeed))
	f.Add([]byte("<rss><item><guid>1</guid><description>Half<item>\xe9\x00<![CDATA[<p>x]]></item><a b='"))
	f.Add([]byte(`<?xml version="1.0" encoding="koi8-r"?><rdf:RDF><item><link>http://a.example/1</link><description><p>` + "\xc1\xc2</p>"))
	f.Fuzz(func(t *testing.T, data []byte) {
		opts := fuzzOptions
		opts.MaxLine = 4000
		r := read(t, opts, lay(t, map[string]string{"a.xml": string(data)}))
		holdItems(t, r)
		if c := r.counts; c.Articles+c.Rejected+c.Repeated+c.LeftOut == 0 {
			t.Errorf("nothing is said of %q", data)
		}
		for _, it := range r.items {
			if !it.Extracted || !strings.HasPrefix(it.Article.ID, "a#") || !strings.HasPrefix(it.Place, "item ") {
				t.Errorf("%+v", it)
			}
		}
	})
}

// FuzzObject holds parseObject to what encoding/json finds.
func FuzzObject(f *testing.F) {
	f.Add([]byte(` {"id" : "a", "gold":[{"text":"}\"]"},-1.5e3, true],"n":{} , "text":"\\\"" , "title":null,"date":12}` + "\r"))
	f.Add([]byte(`{"i\u0064":1,"id":"b","Text":"c","":"\\","lang":false}`))
	f.Add([]byte(`{"id":1}{}`))
	f.Add([]byte(`{}`))
	f.Fuzz(func(t *testing.T, line []byte) {
		var all map[string]json.RawMessage
		if rest := bytes.TrimLeft(line, " \t\r\n"); len(rest) > 0 && rest[0] != '{' {
			return
		}
		want := json.Unmarshal(line, &all)
		got, err := parseObject(line)
		if (err == nil) != (want == nil) {
			t.Fatalf("%q: %v, want %v", line, err, want)
		}
		maps.DeleteFunc(all, func(key string, _ json.RawMessage) bool { return !asked[key] })
		if err == nil && !maps.EqualFunc(got, all, slices.Equal[json.RawMessage]) {
			t.Errorf("%q: %q, want %q", line, got, all)
		}
	})
}

// FuzzDecode holds what is decoded fast to what encoding/json decodes.
func FuzzDecode(f *testing.F) {
	f.Add([]byte(`{"a":1e5,"a":["\ud83d\ude00\/",null,true]}`))
	f.Add([]byte(`"Two \u201cquoted\u201d\n, half \ud83d of a pair, \x, "`))
	f.Add([]byte("\"\xff\xc3(\""))
	f.Add([]byte(" \"space around\"\n"))
	f.Add([]byte(strings.Repeat("[", 10_001)))
	f.Fuzz(func(t *testing.T, b []byte) {
		if got, want := validJSON(b), json.Valid(b); got != want {
			t.Errorf("%q: valid is %v, want %v", b, got, want)
		}
		var want string
		err := json.Unmarshal(b, &want)
		if got, gotErr := unquoteJSON(b); got != want || (err == nil) != (gotErr == nil) {
			t.Errorf("%q: %q, %v; want %q, %v", b, got, gotErr, want, err)
		}
	})
}

// plainEnglish reports whether a text gives nobody a reason to reject it.
func plainEnglish(s string) bool {
	return len(s) <= fuzzOptions.MaxArticle && magicOf([]byte(s)) == "" && guessLanguage(s, "en") == "" &&
		strings.ContainsFunc(s, isPrint) && !strings.ContainsFunc(s, notPrint)
}

func isPrint(r rune) bool  { return r > ' ' && r < 0x7f }
func notPrint(r rune) bool { return !isPrint(r) && r != ' ' && r != '\n' }

// holdItems holds articles to what every later stage relies on.
func holdItems(t *testing.T, r result) {
	t.Helper()
	ids := map[string]bool{}
	for _, it := range r.items {
		body := it.Article.Body
		if !utf8.ValidString(body) || strings.ContainsRune(body, 0) || strings.HasPrefix(body, bom) || strings.TrimSpace(body) == "" {
			t.Errorf("body %q", body)
		}
		if sum := sha256.Sum256([]byte(body)); it.SHA256 != hex.EncodeToString(sum[:]) {
			t.Errorf("sha256 of %q is %s", body, it.SHA256)
		}
		if it.Article.ID == "" || it.Article.Outlet == "" || ids[it.Article.ID] {
			t.Errorf("id %q, outlet %q", it.Article.ID, it.Article.Outlet)
		}
		if !it.Article.Date.IsZero() && it.Article.Date.Before(fuzzOptions.Since) {
			t.Errorf("dated %v", it.Article.Date)
		}
		ids[it.Article.ID] = true
		im := it.Article.Imprint
		holdStrings(t, im, im.ID, im.Outlet, im.Title, im.Author, im.URL, im.Lang, it.Source, it.Place)
	}
	for _, j := range r.rejected {
		if j.Source == "" || j.Stage != stage || j.Reason == "" {
			t.Errorf("rejection %+v", j)
		}
		holdStrings(t, j, j.Source, j.Place, j.Reason)
	}
	if r.counts.Articles != len(r.items) || r.counts.Rejected != len(r.rejected) {
		t.Errorf("counts %+v for %d articles and %d rejected", r.counts, len(r.items), len(r.rejected))
	}
}

// holdLines counts the lines of a file by itself. UTF-16 has other lines.
func holdLines(t *testing.T, data []byte, c tally) {
	t.Helper()
	if bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) {
		return
	}
	want := 0
	for line := range bytes.SplitSeq(data, []byte("\n")) {
		if len(line) > fuzzOptions.MaxLine || strings.Trim(string(line), bom+"\x00 \t\r") != "" {
			want++
		}
	}
	if want == 0 || magicOf(data) != "" {
		want = 1 // for the file as a whole
	}
	if got := c.Articles + c.Rejected + c.Repeated + c.LeftOut; got != want {
		t.Errorf("%d lines gave %+v", want, c)
	}
}
