package corpus

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
)

func day(s string) time.Time {
	d, _ := time.Parse(time.DateOnly, s)
	return d
}

func TestParseMap(t *testing.T) {
	for s, want := range map[string]string{
		"":                                       "",
		"date=day , text=a.b.0 ,":                "text=a.b.0,date=day",
		"id = #,html=x y":                        "id=#,html=x y",
		"text":                                   `"text" is not FIELD=NAME, as in text=body`,
		"text=":                                  `"text=" is not FIELD=NAME, as in text=body`,
		"body=text":                              `an article has no field "body"; there are id, text, html, outlet, title, date, author, url, lang`,
		"text=a,text=b":                          "text is mapped twice",
		"text=" + strings.Repeat("a.", 16) + "a": "the path of text is longer than 16 names",
	} {
		m, err := ParseMap(s)
		got := m.String()
		if err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%q: got %s, want %s", s, got, want)
		}
	}
}

func TestMappedLines(t *testing.T) {
	const post = `{"guid":17,"title":{"rendered":"Quay &amp; crane"},"content":{"rendered":"<p>One.</p><p>“Two,” he said.</p>","plain":"One."},` +
		`"authors":[{"name":"Ada"},{"name":"Ben"}],"paras":["One.",null,"Two."],"when":{"$date":1457000000000},"dc.date":"2016-01-02","tags":[[["x"]]]}`
	for s, want := range map[string]string{
		"id=guid,text=content.plain":                                "17|One.||0001-01-01|",
		"id=guid,text=paras,author=authors.name,date=when.$date":    "17|One.\n\nTwo.|Ada, Ben|2016-03-03|",
		"id=guid,text=paras.2,author=authors.1.name,date=dc.date":   "17|Two.|Ben|2016-01-02|",
		"id=guid,html=content.rendered,title=title.rendered":        "17|One.\n\n“Two,” he said.||0001-01-01|Quay & crane",
		"id=guid,text=tags,title=nowhere.to.be":                     "17|x||0001-01-01|",
		"id=authors.1.name,text=content.plain,html=content.missing": "Ben|One.||0001-01-01|",
		"id=guid,text=content":                                      "text is not a string",
		"id=guid,text=paras.7":                                      "article has no text; its fields are guid, title, content, authors, paras, when, dc.date, tags: --map text=NAME says where they are",
		"id=nowhere,text=paras":                                     "article has no id; its fields are guid, title, content, authors, paras, when, dc.date, tags: --map id=NAME says where they are",
	} {
		d, err := parseLine([]byte(post), mapOf(t, s), "")
		got := strings.Join([]string{d.id, d.text, d.meta.author, d.meta.date, d.meta.title}, "|")
		if date, ok := parseDate(d.meta.date); ok {
			got = strings.Join([]string{d.id, d.text, d.meta.author, date.Format(time.DateOnly), d.meta.title}, "|")
		}
		if err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", s, got, want)
		}
	}
}

func TestUnixDates(t *testing.T) {
	for s, want := range map[string]string{
		"1457000000": "2016-03-03", "1457000000.25": "2016-03-03", "1457000000000": "2016-03-03", "20160303": "2016-03-03",
		"145700000": "", "-1457000000": "", "1457000000.2.5": "", "14570000000": "",
	} {
		got, ok := parseDate(s)
		if ok != (want != "") || ok && got.Format(time.DateOnly) != want {
			t.Errorf("%s: %v, %v", s, got, ok)
		}
	}
}

// A number whose length a hostile list gives counts as no more than its bytes.
func TestMapBounds(t *testing.T) {
	deep := `{"a":` + strings.Repeat("[", 5000) + strings.Repeat("]", 5000) + `,"b":[` + strings.Repeat(`"x",`, 50000) + `"x"]}`
	m := mapOf(t, "id=a.b.c,text=b,title=b")
	d, err := m.draft([]byte(deep), "id")
	if err != nil || len(d.text) > 3*maxValues || len(d.meta.title) > maxField {
		t.Errorf("%v: %d and %d bytes", err, len(d.text), len(d.meta.title))
	}
}

// FuzzMap looks up any path in any object: what is found is JSON that stands in the
// object, and a draft says the same twice.
func FuzzMap(f *testing.F) {
	f.Add(`{"a":{"b":[{"c":"x"},{"c":1}]},"a.b":null}`, "a.b.0.c")
	f.Add(`{"guid":7,"b":["x",["y"]]}`, "b.1")
	f.Add(`{"":{"":"x"}}`, ".")
	f.Fuzz(func(t *testing.T, object, path string) {
		if _, err := parseObject([]byte(object)); err != nil || len(path) > 200 {
			return
		}
		for _, v := range lookUp(nil, []byte(object), path, 0) {
			if !json.Valid(v) || !strings.Contains(object, string(v)) {
				t.Errorf("found %q", v)
			}
		}
		m, err := ParseMap("text=" + path + ",id=" + path)
		if err != nil {
			return
		}
		a, errA := m.draft([]byte(object), "")
		b, errB := m.draft([]byte(object), "")
		if a.text != b.text || a.id != b.id || (errA == nil) != (errB == nil) {
			t.Errorf("%q and %q", a.text, b.text)
		}
	})
}
