package variant

import "testing"

func TestLooseFoldsForm(t *testing.T) {
	for _, same := range [][]string{
		{"We won’t go.", "we will not go", "WE WON'T GO!"},
		{"the U.S. Army", "the United States army", "the US Army", "the U.S.A. army"},
		{"the colour of labour", "the color of labor"},
		{"thirty percent", "30 %", "30%", "30 per cent", "30 percent"},
		{"$1.5bn", "$1,500 million", "1.5 billion dollars", "US$1.5 billion"[2:]},
		{"one hundred and five thousand", "105,000"},
		{"one in four of them", "25 percent of them", "1-in-4 of them", "one out of four of them"},
		{"nine out of ten", "90%"},
		{"10 to 15 percent", "10 percent to 15 percent", "ten to 15 per cent"},
		{"5 to 10 million dollars", "$5 million to $10 million", "5 million to 10 million dollars"},
		{"one and a half million", "1.5 million"},
		{"half a million", "500,000"},
		{"the twenty-first of them", "the 21st of them"},
		{"5 percentage points", "five percentage points"},
		{"a million people", "1,000,000 people", "1m people"},
		{"twenty-five years", "25 years"},
		{"I will see you on May 5, 2024", "I will see you on 5 May 2024", "I will see you on May 5th, 2024", "I will see you on 5th of May 2024", "I will see you on May fifth 2024"},
		{"on Sept. 11", "on 9/11", "on Sep 11", "on September 11", "on 11 September"},
		{"the 27th district", "the 27th District,"},
		{"President Peña", "President Pena", "President Pen\u0303a"},
		{"We are gonna win", "We’re going to win"},
		{"Sen. Reid & others", "Senator Reid and others"},
	} {
		for _, s := range same[1:] {
			if a, b := Loose(same[0]), Loose(s); a != b {
				t.Errorf("%q and %q should fold alike: %q, %q", same[0], s, a, b)
			}
		}
	}
}

func TestLooseKeepsMeaning(t *testing.T) {
	for _, pair := range [][2]string{
		{"1.5 percent", "15 percent"},
		{"on May 5", "on May 6"},
		{"on May 5", "on March 5"},
		{"on March 5 miles of it", "we march 5 miles of it"},
		{"in May 1945", "in 1945"},
		{"They came in May. 5 went.", "They came on May 5. Went."},
		{"you may 5", "you will 5"},
		{"in May 40 came", "40 May came in"},
		{"25 percent", "30 percent"},
		{"five million", "five billion"},
		{"25 percent", "25 dollars"},
		{"5 percent", "5 percentage points"},
		{"two in ten minutes", "20 percent minutes"},
		{"one in 2016", "0 percent"},
		{"five in a boat", "5 percent in a boat"},
		{"5 to 10 million", "5 to 10"},
		{"500 to 10 million", "500 million to 10 million"},
		{"We sold 5 to 15 percent owners", "We sold 5 for 15 percent owners"},
		{"one and a half", "one and a quarter"},
		{"the twentieth first", "the 21st"},
		{"it is permitted", "it is not permitted"},
		{"I can", "I can’t"},
		{"give us help", "give US help"},
		{"few people", "a few people"},
		{"on Monday", "on Tuesday"},
		{"lawful", "unlawful"},
		{"two three", "five"},
		{"third", "three"},
	} {
		if a, b := Loose(pair[0]), Loose(pair[1]); a == b {
			t.Errorf("%q and %q fold alike: %q", pair[0], pair[1], a)
		}
	}
}
