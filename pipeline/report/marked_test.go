package report

import (
	"html/template"
	"strings"
	"testing"
)

// escapedByTemplate is what html/template makes of words between tags.
func escapedByTemplate(t *testing.T, s string) string {
	t.Helper()
	var b strings.Builder
	if err := template.Must(template.New("").Parse("<b>{{.}}</b>")).Execute(&b, s); err != nil {
		t.Fatal(err)
	}
	return strings.TrimSuffix(strings.TrimPrefix(b.String(), "<b>"), "</b>")
}

func FuzzWordsEscaped(f *testing.F) {
	for _, s := range []string{evil, "a+b", "\x00", "“curly” 'straight'", "\xff\xfe<", "&amp;", "\u2028"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var m markup
		m.words(s)
		if want := escapedByTemplate(t, s); m.String() != want {
			t.Errorf("%q is escaped as %q, by html/template as %q", s, m.String(), want)
		}
	})
}

// TestMarkedHostile: whatever words say, they are words, in each place where they
// are marked up.
func TestMarkedHostile(t *testing.T) {
	p := piecePage{piece: piece{Text: evil, Was: evil, Tags: []tag{{Type: evil, Note: evil}}, Letters: evil}}
	for name, html := range map[string]template.HTML{
		"runs":   markedRuns([]Stretch{{Text: evil}, {"q", evil}, {"qm", evil}, {evil, evil}}),
		"base":   markedBase([]piecePage{p, {piece: piece{Text: evil}}}),
		"pieces": markedPieces([]piecePage{p, {piece: piece{Text: evil}}}),
		"cells":  markedCells([]tableCell{{Text: evil}, {Missing: true}}),
	} {
		d := parseHTML([]byte(html))
		if d.tags["script"] > 0 || d.tags["img"] > 0 || len(d.misnests) > 0 || !strings.Contains(d.text, "<script>") {
			t.Errorf("%s: %v %q", name, d.tags, d.misnests)
		}
	}
}
