package report

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"math"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// A dom is what a page holds, as a browser's parser would see it.
type dom struct {
	text     string // outside script and style
	tags     map[string]int
	ids      map[string]bool
	attrs    []html.Attribute
	raw      map[string][]string // contents of script and style by tag, and by type for scripts
	misnests []string
	repeats  []string
}

var void = []string{"meta", "input", "br", "rect", "path", "link", "hr", "img"}

// parseHTML reads tag by tag and, unlike a browser, forgives nothing.
func parseHTML(page []byte) *dom {
	d := &dom{tags: map[string]int{}, ids: map[string]bool{}, raw: map[string][]string{}}
	var open []string
	var text strings.Builder
	key := ""
	z := html.NewTokenizer(bytes.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			d.text = text.String()
			d.misnests = append(d.misnests, open...)
			return d
		case html.TextToken:
			if n := len(open); n > 0 && (open[n-1] == "script" || open[n-1] == "style") {
				d.raw[key] = append(d.raw[key], string(z.Raw()))
			} else {
				text.Write(z.Text())
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			d.tags[t.Data]++
			key = t.Data
			for _, a := range t.Attr {
				d.attrs = append(d.attrs, html.Attribute{Namespace: t.Data, Key: a.Key, Val: a.Val})
				if a.Key == "id" {
					if d.ids[a.Val] || strings.ContainsAny(a.Val, " \t\n") || a.Val == "" {
						d.repeats = append(d.repeats, a.Val)
					}
					d.ids[a.Val] = true
				}
				if a.Key == "type" && t.Data == "script" {
					key += " " + a.Val
				}
			}
			if t.Type == html.StartTagToken && !slices.Contains(void, t.Data) {
				open = append(open, t.Data)
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			if n := len(open); n == 0 || open[n-1] != string(name) {
				d.misnests = append(d.misnests, "</"+string(name)+">")
			} else {
				open = open[:n-1]
			}
		}
	}
}

func render(t *testing.T, r *Report) (*dom, []byte) {
	t.Helper()
	r.Sort()
	var b bytes.Buffer
	if err := indexOf(t, r).writeHTML(&b); err != nil {
		t.Fatal(err)
	}
	return parseHTML(b.Bytes()), b.Bytes()
}

// TestGoldenHTML holds what the page says, without its style, script and data.
func TestGoldenHTML(t *testing.T) {
	_, page := render(t, sample())
	from, to := bytes.Index(page, []byte("<main")), bytes.Index(page, []byte("</main>"))
	golden(t, "main.html", append(page[from:to:to], "</main>\n"...))
}

func TestHTMLSound(t *testing.T) {
	d, page := render(t, sample())
	if len(d.misnests) > 0 {
		t.Errorf("tags open or closed out of turn: %q", d.misnests)
	}
	if len(d.repeats) > 0 {
		t.Errorf("ids empty, with a space, or twice: %q", d.repeats)
	}
	if _, err := html.Parse(bytes.NewReader(page)); err != nil {
		t.Error(err)
	}
	for _, tag := range []string{"main", "header", "nav", "footer", "h1", "noscript", "dialog", "form"} {
		if d.tags[tag] == 0 {
			t.Errorf("no <%s>", tag)
		}
	}
	if d.tags["h1"] != 1 || d.tags["main"] != 1 {
		t.Errorf("%d h1 and %d main, want one of each", d.tags["h1"], d.tags["main"])
	}
	rows := dataRows(t, d)
	for _, a := range d.attrs {
		switch {
		case a.Key == "href" && strings.HasPrefix(a.Val, "#"):
			target, err := url.PathUnescape(a.Val[1:])
			if err != nil || !d.ids[target] && !rows[target] {
				t.Errorf("%s leads nowhere", a.Val)
			}
		case slices.Contains([]string{"aria-labelledby", "aria-describedby", "for"}, a.Key):
			for _, id := range strings.Fields(a.Val) {
				if !d.ids[id] {
					t.Errorf("%s names %q, which is not there", a.Key, id)
				}
			}
		}
	}
}

// dataRows returns the anchors that the script makes of the data block.
func dataRows(t *testing.T, d *dom) map[string]bool {
	t.Helper()
	var data struct {
		Articles []struct{ ID string }
		Rows     []struct {
			N string
			A int
		}
	}
	if err := json.Unmarshal([]byte(d.raw["script application/json"][0]), &data); err != nil {
		t.Fatal(err)
	}
	rows := map[string]bool{}
	for _, row := range data.Rows {
		rows[anchor("q", data.Articles[row.A].ID+"#"+row.N)] = true
	}
	return rows
}

// TestHTMLAlone holds the page to loading nothing and running only its own
// script, which the policy must name by the hash of its bytes.
func TestHTMLAlone(t *testing.T) {
	d, _ := render(t, sample())
	csp := ""
	for _, a := range d.attrs {
		switch {
		case a.Key == "src" || a.Key == "srcset" || a.Key == "data" || a.Key == "action" || a.Key == "style" || strings.HasPrefix(a.Key, "on"):
			t.Errorf("<%s %s=%q>", a.Namespace, a.Key, a.Val)
		case a.Key == "href" && a.Namespace != "a":
			t.Errorf("<%s> loads %q", a.Namespace, a.Val)
		case a.Key == "content" && strings.Contains(a.Val, "default-src"):
			csp = a.Val
		}
	}
	if !strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") || strings.Contains(csp, "http") {
		t.Errorf("policy %q", csp)
	}
	if len(d.raw["script"]) != 1 || len(d.raw["style"]) != 1 {
		t.Fatalf("%d scripts and %d styles, want one of each", len(d.raw["script"]), len(d.raw["style"]))
	}
	for kind, content := range map[string]string{"script": d.raw["script"][0], "style": d.raw["style"][0]} {
		sum := sha256.Sum256([]byte(content))
		if want := kind + "-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"; !strings.Contains(csp, want) {
			t.Errorf("the policy does not allow the page's own %s: no %s in %q", kind, want, csp)
		}
	}
	if m := regexp.MustCompile(`@import|url\(`).FindString(css); m != "" {
		t.Errorf("the style holds %s", m)
	}
	if m := regexp.MustCompile(`\b(fetch|XMLHttpRequest|WebSocket|eval|innerHTML|outerHTML|insertAdjacentHTML|document\.write|import)\b`).FindString(js); m != "" {
		t.Errorf("the script uses %s", m)
	}
}

const evil = `</script><script>alert(1)</script><!--<img src=x onerror=alert(2)>"'` + "`{{.}}" + `]]>&lt;\u003c`

// hostile puts markup wherever an article, a file name or a rule can.
func hostile() *Report {
	d := newDraft()
	one, two := "a"+evil+" b/x", "z"+evil+" b/y"
	for _, id := range []string{one, two} {
		d.article(id, "2025-03-11", "t"+evil, "Before "+evil+" said: “We "+evil+" go”.")
		a := &d.Articles[len(d.Articles)-1]
		a.Outlet, a.URL = "o"+evil+id[:1], record.Null("javascript:alert(3)//"+evil)
	}
	speak := func(q *record.Quote) {
		m := d.find(q.Article, evil, 0)
		q.Speaker = &record.Speaker{ID: "s" + evil, Name: "n" + evil, Type: record.TypePerson, Confidence: 1}
		q.Mention, q.Cue, q.Rule, q.Via = &m, &m, record.Null("r"+evil), []string{evil}
	}
	base := d.quote(one, "We "+evil+" go", speak)
	other := d.quote(two, "We "+evil+" go", speak)
	d.quote(two, evil, func(q *record.Quote) {
		q.Alternatives = []record.Alternative{{Speaker: record.Speaker{ID: evil, Name: evil, Type: record.TypePerson}}}
	})
	d.cluster("c-"+evil, "n"+evil, record.VerdictDivergent, base, []record.Difference{
		d.diff("substitution", 3, evil, base, evil, other, evil)}, other)
	d.Rejected = []record.Rejection{{Source: evil, Place: evil, Stage: evil, Reason: evil}}
	d.Flags = []record.Flag{{Article: one, Start: 1, End: 2, Kind: evil}}
	return &d.Report
}

func TestHostileMarkup(t *testing.T) {
	d, _ := render(t, hostile())
	clean, _ := render(t, sample())
	if len(d.misnests) > 0 || len(d.repeats) > 0 {
		t.Errorf("broken by an article: %q %q", d.misnests, d.repeats)
	}
	if d.tags["script"] != clean.tags["script"] || d.tags["img"] > 0 {
		t.Errorf("%d scripts and %d images, want %d and none", d.tags["script"], d.tags["img"], clean.tags["script"])
	}
	for _, a := range d.attrs {
		if strings.HasPrefix(a.Key, "on") || a.Key == "href" && strings.Contains(a.Val, "javascript:") {
			t.Errorf("<%s %s=%q>", a.Namespace, a.Key, a.Val)
		}
	}
	if !strings.Contains(d.text, "We ") || strings.Count(d.text, evil) < 10 {
		t.Errorf("the words of the article show %d times as text", strings.Count(d.text, evil))
	}
	var data struct{ Rows []struct{ T string } }
	if err := json.Unmarshal([]byte(d.raw["script application/json"][0]), &data); err != nil {
		t.Fatal(err)
	}
	if want := "We " + evil + " go"; len(data.Rows) != 3 || data.Rows[0].T != want {
		t.Errorf("the data block holds %+v, want %q first of three", data.Rows, want)
	}
}

// TestContrast holds both palettes to WCAG 2 AA: 4.5 to 1 for text.
func TestContrast(t *testing.T) {
	pairs := [][2]string{{"ink", "paper"}, {"soft", "paper"}, {"link", "paper"}, {"ink", "sheet"}, {"soft", "sheet"}, {"link", "sheet"}, {"ink", "quote"},
		{"ink", "h0"}, {"ink", "h1"}, {"ink", "h2"}, {"ink", "h3"}, {"on4", "h4"}, {"paper", "ink"}}
	for s := range 6 {
		n := strconv.Itoa(s)
		pairs = append(pairs, [2]string{"s" + n, "paper"}, [2]string{"s" + n, "b" + n})
	}
	light, rest, _ := strings.Cut(css, "@media screen and (prefers-color-scheme: dark)")
	dark, _, _ := strings.Cut(rest, "}\n}")
	for name, block := range map[string]string{"light": light, "dark": dark} {
		colours := map[string]float64{}
		for _, m := range regexp.MustCompile(`--(\w+): #([0-9a-f]{6})`).FindAllStringSubmatch(block, -1) {
			colours[m[1]] = luminance(m[2])
		}
		for _, p := range pairs {
			a, b := colours[p[0]], colours[p[1]]
			if ratio := (max(a, b) + 0.05) / (min(a, b) + 0.05); ratio < 4.5 {
				t.Errorf("%s: %s on %s has %.2f to 1", name, p[0], p[1], ratio)
			}
		}
	}
}

// luminance is the relative luminance of a colour, as WCAG 2 defines it.
func luminance(hex string) float64 {
	n, _ := strconv.ParseUint(hex, 16, 32)
	part := func(shift int) float64 {
		c := float64(n>>shift&255) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*part(16) + 0.7152*part(8) + 0.0722*part(0)
}

// TestAnchors: no two ids share an anchor, and none needs escaping in a link.
func TestAnchors(t *testing.T) {
	seen := map[string]string{}
	for _, id := range []string{"a#1", "a:1", "a~231", "a~23", "a 1", "a%201", "á#1", "a/b#i1", "a/b#1", "", "#", `"><b>`} {
		a := anchor("q", id)
		if other, ok := seen[a]; ok {
			t.Errorf("%q and %q share %q", id, other, a)
		}
		seen[a] = id
		if !regexp.MustCompile(`^q:[A-Za-z0-9/._:~-]*$`).MatchString(a) {
			t.Errorf("%q has anchor %q", id, a)
		}
	}
}
