package corpus

import (
	"bufio"
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const jsonFeedSample = `{"version":"https://jsonfeed.org/version/1.1","title":"Post","home_page_url":"https://www.post.example/news/","language":"en","items":[
{"id":"q1","url":"../quay","title":"Quay <i>& crane","content_html":"<p>The north quay will close on Monday for six weeks of repairs, the board decided.</p><p>“No,” he said.</p>","content_text":"Not this.","date_published":"2026-03-02T23:15:00-05:00","authors":[{"name":"Ada Ott"},{"url":"x"}]},
{"id":2,"external_url":"http://other.example/","content_text":"One < two.\n\n“Three.”","date_modified":"2026-03-05","author":{"name":"Ben"},"language":"en-GB"},
{"id":"three","summary":"Caf\u00e9.","title":7},
{"id":"four"},
{"content_text":"Nameless."},
"five"]}`

func TestJSON(t *testing.T) {
	holdCases(t, map[string]readingCase{
		"one article may go by its file's name": {
			files: map[string]string{"x/a.json": "{\n\"text\": \"One.\",\n\"outlet\":\"post\"\n}\n", "x/b.json": bom + `{"id":"b1","text":"Two."}`, "x/c.JSON": "[]"},
			want:  []string{"x/a|post|||One.", "b1|x|||Two.", "x/c.JSON: file holds no article"},
		},
		"a list, and articles one after another": {
			files: map[string]string{
				"a.json": `[{"id":"1","text":"One."}, {"id":"2"}, 7 , {"id":"3","text":"]}\"Three."}]`,
				"b.json": "{\"id\":\"4\",\n\"text\":\"Four.\"}\n{\"text\":\"x\"}\n{\"id\":\"5\",\"text\":\"Five.\"}",
			},
			want: []string{"1|in|item 1||One.", `3|in|item 4||]}"Three.`, "4|in|item 1||Four.", "5|in|item 3||Five.",
				"a.json: item 2: article has no text", "a.json: item 3: not a JSON object", "b.json: item 2: article has no id"},
		},
		"what is no article": {
			files: map[string]string{
				"a.json": `{"name":"package","version":"1.0"}`, "b.json": `"words"`, "c.json": "", "d.json": `[{"id":"1","text":"One."},{"id":"2","te`,
				"e.json": `[{"id":"e1","text":"Two."} {"id":"2"}]`, "f.json": "%PDF-1.4 xxxxxxxxxxxx", "g.json": `{"id":"x"`, "h.json": `{"id" "x"}`,
			},
			want: []string{"1|in|item 1||One.", "e1|in|item 1||Two.",
				"a.json: article has no text; its fields are name, version: --map text=NAME says where they are",
				"b.json: bad JSON: neither an object nor a list", "c.json: file holds no article", "d.json: item 2: bad JSON: it breaks off",
				"e.json: item 1: " + errComma.reason, "f.json: binary: PDF", "g.json: bad JSON: it breaks off", "h.json: " + errComma.reason},
		},
		"an article too long": {
			files: map[string]string{"a.json": `[{"id":"1","text":"` + strings.Repeat("x", 300) + `"},{"id":"2","text":"Two."}]`, "b.json": `{"id":"3","text":"` + strings.Repeat("x", 300) + `"}`},
			opts:  Options{Limits: Limits{MaxLine: 200}},
			want:  []string{"2|in|item 2||Two.", "a.json: item 1: article longer than 200 bytes", "b.json: object longer than 200 bytes"},
		},
		"other names": {
			files: map[string]string{"a.json": `[{"guid":7,"body":["One.","Two."]}]`},
			opts:  Options{Map: mapOf(t, "id=guid,text=body")},
			want:  []string{"7|in|item 1||One.\n\nTwo."},
		},
		"a JSON Feed": {
			files: map[string]string{"x/f.json": jsonFeedSample},
			want: []string{
				"x/f#q1|post.example|item 1, q1||The north quay will close on Monday for six weeks of repairs, the board decided.\n\n“No,” he said.",
				"x/f#2|other.example|item 2, 2||One < two.\n\n“Three.”", "x/f#three|x|item 3, three||Café.",
				"x/f.json: item 4, four: item has no text", "x/f.json: item 5: item has neither id nor link", "x/f.json: item 6: not a JSON object",
			},
		},
		"a JSON Feed that breaks off keeps what came before": {
			files: map[string]string{"f.json": jsonFeedSample[:strings.Index(jsonFeedSample, `"summary"`)]},
			want: []string{"f#q1|post.example|item 1, q1||The north quay will close on Monday for six weeks of repairs, the board decided.\n\n“No,” he said.",
				"f#2|other.example|item 2, 2||One < two.\n\n“Three.”", "f.json: item 3: bad JSON: it breaks off"},
		},
		"a JSON Feed that says so at its end": {
			files: map[string]string{"f.json": `{"items":[{"id":"1","content_text":"One."}],"version":"https://jsonfeed.org/version/1"}`, "g.json": `{"items":7,"version":"https://jsonfeed.org/version/1"}`},
			want:  []string{"f#1|in|item 1, 1||One.", "g.json: feed holds no item"},
		},
	})
}

func TestJSONFeedFields(t *testing.T) {
	r := read(t, Options{}, lay(t, map[string]string{"f.json": jsonFeedSample})+"/f.json")
	var got []string
	for _, it := range r.items {
		im := it.Article.Imprint
		got = append(got, strings.Join([]string{im.Title, im.Author, im.URL, im.Lang, im.Date.Format("2006-01-02")}, "|"))
	}
	want := []string{"Quay <i>& crane|Ada Ott|https://www.post.example/quay|en|2026-03-02", "|Ben|http://other.example/|en|2026-03-05", "|||en|0001-01-01"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestStandardInputIsJSON(t *testing.T) {
	for stdin, want := range map[string]string{
		jsonFeedSample:                         "stdin#q1",
		"[ {\"id\":\"a\",\"text\":\"x\"}]":     "a",
		"{\n\"id\":\"a\",\"text\":\"x\"}":      "a",
		`{"id":"a","text":"x"}` + "\n{\"id\":": "a",
		"[Reuters] Words.":                     "stdin",
	} {
		r := readFrom(strings.NewReader(stdin), Options{}, "-")
		if r.err != nil || len(r.items) == 0 || r.items[0].Article.ID != want {
			t.Errorf("%.20q: %+v", stdin, r)
		}
	}
}

// FuzzJSON gives arbitrary bytes as a file of JSON: something is said of every one,
// and of a list that encoding/json reads each element is accounted for.
func FuzzJSON(f *testing.F) {
	f.Add([]byte(jsonFeedSample))
	f.Add([]byte(`[{"id":"a","text":"One.","x":[1,{"y":"\\\""}]}, null ,-1.5e3,"",{"id":"b","text":"\ud800"}]`))
	f.Add([]byte(bom + "{\"id\":\"a\"}\n{\"text\":\"x\"}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		opts := fuzzOptions
		opts.MaxLine = 4000
		r := read(t, opts, lay(t, map[string]string{"a.json": string(data)}))
		holdItems(t, r)
		said := len(r.items) + len(r.rejected) + r.counts.LeftOut + r.counts.Repeated
		if said == 0 {
			t.Errorf("nothing is said of %q", data)
		}
		var list []json.RawMessage
		if len(data) < 4000 && json.Unmarshal(data, &list) == nil && len(list) > 0 && said != len(list) {
			t.Errorf("%d elements, and %d are accounted for", len(list), said)
		}
	})
}

// FuzzValues holds valueReader to encoding/json: of a valid list it gives the same
// elements.
func FuzzValues(f *testing.F) {
	f.Add([]byte(`[1, "a\"]" ,{"b":[{}, "}"]},null ]`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var want []json.RawMessage
		if json.Unmarshal(data, &want) != nil || want == nil {
			return
		}
		var got []json.RawMessage
		r := &valueReader{in: bufio.NewReader(bytes.NewReader(data)), max: 1 << 20}
		err := r.list('[', ']', func() error {
			v, err := r.next()
			got = append(got, v)
			return err
		})
		if err != nil || !slices.EqualFunc(got, want, slices.Equal[json.RawMessage]) {
			t.Errorf("%q: %q, %v", data, got, err)
		}
	})
}
