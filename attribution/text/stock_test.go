package text

import (
	"bufio"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/jdkato/prose/v2"
)

// stockModel is prose's own model, for prose's own pipeline.
var stockModel = sync.OnceValue(func() *prose.Model { return prose.ModelFromData("en") })

var stockWhole = regexp.MustCompile(`^(?:[A-Za-z]\.){2,}$|^[A-Z][a-z]{1,2}\.$`)

// stockSafe is a form that prose's tokeniser neither splits nor loses: the
// price of asking prose itself. It spoils the tags beside quotation marks,
// as the tagger knows “ and ” but not ", so it is no road for Parse.
func stockSafe(f form) form {
	switch {
	case f.kind == smileForm:
		return f
	case f.text == "''", f.text == "``":
		f.text = `"`
	case f.text == "...":
		f.text = "--"
	case len(f.text) > 1 && strings.HasSuffix(f.text, ".") && !stockWhole.MatchString(f.text):
		f.text = strings.TrimRight(f.text, ".")
	}
	if len(f.text) > 3 {
		f.text = strings.ReplaceAll(f.text, "'", "")
	}
	return f
}

// safeForms parses body and returns its sentences as forms made safe.
func safeForms(p *Parser, body string) [][]form {
	var sentences [][]form
	mem := newMemory(p.tagger)
	doc, _ := p.Parse(Article{Body: body})
	for _, sent := range doc.Sentences {
		var forms []form
		text := doc.Text(sent.Span)
		line, _ := scan(nil, text, 0)
		stop := stopAt(text, line)
		for i, s := range line {
			stretch := text[s.Start:s.End]
			mem.cut(stretch, i == stop)
			for _, t := range mem.raw {
				forms = append(forms, stockSafe(t.form(stretch)))
			}
		}
		sentences = append(sentences, forms)
	}
	return sentences
}

// tagsOf tags a sentence of forms.
func tagsOf(p *Parser, forms []form) []uint8 {
	d := desk{Parser: p, doc: &Document{}, mem: newMemory(p.tagger)}
	for _, f := range forms {
		d.put(0, f.text, rawToken{}, d.mem.lexeme(f))
	}
	d.tag()
	tags := d.doc.guesses.tags
	for i := range tags {
		tags[i]--
	}
	return tags
}

// stock asks prose for the tags and labels of one sentence.
func stock(forms []form, labels bool) []prose.Token {
	joined := make([]string, len(forms))
	for i, f := range forms {
		joined[i] = f.text
	}
	doc, err := prose.NewDocument(strings.Join(joined, " "), prose.UsingModel(stockModel()),
		prose.WithSegmentation(false), prose.WithExtraction(labels))
	if err != nil {
		panic(err) // prose never returns one
	}
	return doc.Tokens()
}

// compare fails wherever our inference and prose's differ on a sentence. prose
// keeps one token for all occurrences of a word but one that ends the text, so
// the last of them overwrites the tags and labels of the others; the same is
// done to ours before they are compared.
func compare(t *testing.T, p *Parser, forms []form) {
	t.Helper()
	want := stock(forms, true)
	if len(want) != len(forms) {
		t.Fatalf("prose made %d tokens of the %d in %q: %v", len(want), len(forms), forms, want)
	}
	tags, shared := tagsOf(p, forms), make([]int, len(forms))
	last := map[string]int{}
	for i, f := range forms[:len(forms)-1] {
		last[f.text] = i
	}
	for i, f := range forms {
		if shared[i] = i; i < len(forms)-1 {
			shared[i] = last[f.text]
		}
	}
	names := make([]string, len(forms))
	for i := range forms {
		names[i] = tagNames[tags[shared[i]]]
	}
	labels := p.labeller.label(forms, &labelScratch{tags: names})
	for i, w := range want {
		if label := p.labeller.names[labels[shared[i]]]; w.Text != forms[i].text || w.Tag != names[i] || w.Label != label {
			t.Errorf("%q: %s %s, prose says %s %s of %q in %q", forms[i].text, names[i], label, w.Tag, w.Label, w.Text, forms)
		}
	}
}

// TestStock holds our inference to prose's, token for token.
func TestStock(t *testing.T) {
	p := newParser(t, Options{Labels: Entities})
	body, err := os.ReadFile("testdata/sentences.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, forms := range safeForms(p, string(body)) {
		compare(t, p, forms)
	}
}

// TestStockPolNeAR does so on 200 sentences of published news, which are not
// part of this repository.
func TestStockPolNeAR(t *testing.T) {
	f, err := os.Open("../../../shared/gold/polnear-dev.jsonl")
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("no ../shared beside this checkout")
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	p := newParser(t, Options{Labels: Entities})
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<24)
	for n := 0; n < 200; {
		var art struct{ Text string }
		if !lines.Scan() || json.Unmarshal(lines.Bytes(), &art) != nil {
			t.Fatalf("the articles ended after %d sentences", n)
		}
		for _, forms := range safeForms(p, art.Text) {
			compare(t, p, forms)
			n++
		}
	}
}
