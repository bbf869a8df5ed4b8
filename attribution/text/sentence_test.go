package text

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSentences(t *testing.T) {
	p := newParser(t, Options{})
	for _, want := range []string{ // a bar where one sentence ends
		"He left.|She stayed.",
		"“Gov. Ferris knew,” she said.|Nobody asked “Rep. Olu Bright” or Del. Mia Kent.",
		"The U.N. Ambassador spoke.|He left the U.S. Army in May.|He left the U.S.|The army did not.",
		"They fled the U.S.|“Never again,” he wrote.",
		"John B. Sykes and William J. “Bill” Moore signed plan B.|The rest was easy.",
		"“Why are we getting this?” he asked.|“Really?”|The room fell silent.",
		"“Why not?” Díaz asked.|“Go!” Mr. Al Sykes shouted, then left.|“Go!”|Sykes shouted for an hour.",
		"“Stop!”|He said nothing else.",
		"She said, ‘We will not go.’”|Then she went.",
		"He said, ''We will go.''|Nobody else did.",
		"It was late. ”|She went home.",
		"“I just …” Sykes began.|“We had three of them…”|It was over.",
		"He bought an iPhone.|iPads came later.",
		"It began at 10 a.m. Sunday in Eau Claire, Wis.|And then it rained.",
		"See here.Next to it, Lund v. The State and no. 5.",
		"Yahoo! executives declined.",
		"(He never came.)|She did.",
		". . . And then?",
		"“ He left. ”",
	} {
		doc, err := p.Parse(Article{Body: strings.ReplaceAll(want, "|", " ")})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, s := range doc.Sentences {
			got = append(got, doc.Text(s.Span))
		}
		if diff := cmp.Diff(strings.Split(want, "|"), got); diff != "" {
			t.Errorf("%s", diff)
		}
	}
}

func TestParagraphs(t *testing.T) {
	want := []string{"One.", "Two. Still two.", "Three.", "Four.", "Five."}
	doc, err := newParser(t, Options{}).Parse(Article{Body: " One.\t\n\n \u200b\r\nTwo. Still two.\rThree.\u2028Four.\u2029\ufeffFive."})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range doc.Paragraphs {
		got = append(got, doc.Text(p.Span))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
