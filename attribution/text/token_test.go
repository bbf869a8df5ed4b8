package text

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTokens(t *testing.T) {
	p := newParser(t, Options{})
	for _, test := range [][2]string{ // a body of one sentence, and its tokens
		{"I won't, can’t; she'd've", "I wo n't , ca n’t ; she 'd 've"},
		{"Trump’s JAMES'S workers’ ‘She (she's)", "Trump ’s JAMES 'S workers ’ ‘ She ( she 's )"},
		{"O’Malley, D'Souza, O'Neill's o’clock", "O’Malley , D'Souza , O'Neill 's o’clock"},
		{"“Star”’s U.S.’s ’90s 's", "“ Star ” ’s U.S. ’s ’ 90s 's"},
		{"the U.S. and U.S.-Mexico a.m. p.m. Ph.D. e.g. us", "the U.S. and U.S.-Mexico a.m. p.m. Ph.D. e.g. us"},
		{"Mr. J. R. Sykes Jr. of Eau Claire, Wis.", "Mr. J. R. Sykes Jr. of Eau Claire , Wis."},
		{"left the U.S.", "left the U.S."},
		{"It was plan B.", "It was plan B ."},
		{"the Sun.”", "the Sun . ”"},
		{"$3.5 million, 1,200 or 10.25% of US$5", "$ 3.5 million , 1,200 or 10.25 % of US $ 5"},
		{"10:30 on 9/11 and/or 2016–17", "10:30 on 9/11 and / or 2016 – 17"},
		{"long-time mother‐in‐law F-16 Al-", "long-time mother‐in‐law F-16 Al -"},
		{"deals—including ; trade—“quote”—end--no - x", "deals — including ; trade — “ quote ” — end -- no - x"},
		{"''Yes'' and ``no'' «Bonjour» „Guten“ 'x'", "'' Yes '' and `` no '' « Bonjour » „ Guten “ ' x '"},
		{"well...and … so…", "well ... and … so …"},
		{"TRUMP:We AT&T Q&A x&y", "TRUMP : We AT&T Q&A x & y"},
		{"see https://a.example/b?c=(1),d). (www.a.example/x)", "see https://a.example/b?c=(1),d ) . ( www.a.example/x )"},
		{"mail <ann.lee+c@news.example>. @pat_x, #tag! a@b", "mail < ann.lee+c@news.example > . @pat_x , #tag ! a @b"},
		{"harbour.example/tips, word.Next", "harbour.example/tips , word.Next"},
		{"ok :-) =( 👍🏽🇲🇽!", "ok :-) =( 👍🏽 🇲🇽 !"},
		{"the \u200bnew\u00a0plan\ufeff.", "the new plan ."},
		{"[sic] {x} <b>", "[ sic ] { x } < b >"},
		{"José Muñoz Nicola\u0301s", "José Muñoz Nicola\u0301s"},
	} {
		doc, err := p.Parse(Article{Body: test[0]})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, tok := range doc.Tokens {
			got = append(got, doc.Text(tok.Span))
		}
		if diff := cmp.Diff(strings.Fields(test[1]), got); diff != "" {
			t.Errorf("%s: %s", test[0], diff)
		}
	}
}
