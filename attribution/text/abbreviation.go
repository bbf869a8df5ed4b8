package text

import (
	"maps"
	"strings"
)

// The abbreviations that keep their full stop, without it. The lists were
// written for this project; those that are plain words as well (Miss, Ill,
// Wash, no) are left out.
var (
	// titles stand before a name or number, and so never end a sentence.
	titles = set(`Mr Mrs Ms Mx Dr Messrs Sen Sens Gov Govs Rep Reps Gen Lt Col Maj Capt Cmdr Cpl Sgt Adm Brig
		Prof Rev Fr Hon Pres Supt Insp Del Det Amb Atty Asst Msgr Pvt Mt Ft Nos v vs`)

	abbreviations = union(titles, set(`Jr Sr Inc Co Corp Ltd Bros Assn Dept Univ St Ave Blvd Ph.D etc
		Jan Feb Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Thu Thurs Fri
		Ala Ariz Ark Calif Colo Conn Fla Ga Ky Md Mich Minn Mont Neb Nev Okla Tenn Tex Va Vt Wis`))

	// mayEndSentence lose it at the end of a sentence: “…facing the Sun.”
	mayEndSentence = set(`Sun Sat Mar No`)
)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

func union(a, b map[string]bool) map[string]bool {
	m := maps.Clone(a)
	maps.Copy(m, b)
	return m
}

// starters begin sentences and are no part of names: after U.S. or an initial
// one of them tells that the sentence was over.
var starters = set(`A An The This That These Those He She It They We I You His Her Its Their Our My There Here
	But And Or So Yet If When While After Before Since As Because Although Though Until Unless Once
	In On At By For From With To Of Under Over During Among Instead However Meanwhile Still Then Now
	What Who Why How Where Which Not No Some Many Most Both Each Every All Asked Also Even Only Just`)

// reporting are the verbs of speech that may stand alone after a name.
var reporting = set(`said says asked asks told added wrote writes replied answered demanded wondered shouted
	yelled cried exclaimed tweeted continued concluded declared insisted explained joked quipped warned`)
