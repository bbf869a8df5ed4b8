package quotediff

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/verbatim-news/verbatim/pipeline/record"
)

// show writes differences as “type severity base|other (note)”.
func show(ds []record.Difference) string {
	var out []string
	for _, d := range ds {
		s := fmt.Sprintf("%s %d %s|%s", d.Type, d.Severity, d.Base.Text, d.Other.Text)
		if d.Note != "" {
			s += " (" + string(d.Note) + ")"
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

// Each type has a pair that is of the type, and one that looks like it and is
// of another, or of none.
func TestTypes(t *testing.T) {
	for _, c := range []struct{ about, a, b, want string }{
		{"identical", "We will not stop.", "We will not stop.", ""},
		{"identical but for where the sentence goes on", "We will not stop.", "We will not stop,", ""},
		{"typography", "the road – the only road – is shut", "the road -- the only road -- is shut", "typography 0 –|--; typography 0 –|--"},
		{"no typography: a dash is no hyphen", "the road – shut", "the road, shut", "punctuation 1 –|,"},
		{"case", "the Army is here to stay", "the army is here to stay", "case 0 Army|army"},
		{"no case: set in capitals", "the army is here to stay", "the ARMY is here to stay", "emphasis 1 army|ARMY (capitals)"},
		{"punctuation", "Bread, milk and salt are gone.", "Bread milk and salt are gone.", "punctuation 1 ,|"},
		{"a question is more than punctuation", "You will pay for this.", "You will pay for this?", "punctuation 2 .|?"},
		{"spelling", "the colour of the harbour", "the color of the harbor", "spelling 0 colour|color; spelling 0 harbour|harbor"},
		{"spelling, compound", "a worldview that fits", "a world view that fits", "spelling 0 worldview|world view (compound)"},
		{"spelling, hyphen", "a tax-filing office", "a tax filing office", "spelling 0 -| (hyphen)"},
		{"spelling, a slip", "We must seperate the two roads", "We must separate the two roads", "spelling 1 seperate|separate (slip)"},
		{"no spelling: a word with its own sense", "We must practice patience", "We must preach patience", "substitution 3 practice|preach"},
		{"contraction", "They are gonna pay for it", "They are going to pay for it", "contraction 1 gonna|going to"},
		{"contraction, he’s", "Today he’s gone home", "Today he is gone home", "contraction 1 he’s|he is"},
		{"no contraction: the negator is gone", "I can’t see the harbour.", "I can see the harbour.", "negation 4 can’t|can"},
		{"alias, abbreviated", "Sen. Ruiz must decide now", "Senator Ruiz must decide now", "alias 0 Sen.|Senator (abbreviation)"},
		{"alias, another name", "Today NATO must decide", "Today the alliance must decide", "function-word 1 |the; alias 1 NATO|alliance (another name)"},
		{"alias, initials", "I will veto House Bill 757", "I will veto HB 757", "alias 0 House Bill|HB (abbreviation)"},
		{"no alias: other initials", "I will veto House Bill 757", "I will veto SB 757", "omission 2 House|; entity 4 Bill|SB"},
		{"alias, title", "President Ruiz must decide now", "Ruiz must decide now", "alias 1 President| (title)"},
		{"alias, broader", "I propose that the United States military come in and help you.", "I propose that the U.S. Army come in to help you.", "alias 2 United States military|U.S. Army (broader); function-word 1 and|to"},
		{"no alias: two bodies", "ask the Army to leave", "ask the Church to leave", "entity 4 Army|Church"},
		{"number form", "about thirty percent of them", "about 30% of them", "number-form 0 thirty percent|30%"},
		{"number form, money", "it cost $1.5bn in all", "it cost $1,500 million in all", "number-form 0 $1.5bn|$1,500 million"},
		{"number value", "Prices rose by 25 percent.", "Prices rose by 30 percent.", "number-value 4 25 percent|30 percent"},
		{"number value, scale", "five million went", "five billion went", "number-value 4 five million|five billion"},
		{"number value, point", "it cost $1.5bn in all", "it cost $15bn in all", "number-value 4 $1.5bn|$15bn"},
		{"number value, unit", "it fell by 5 percent then", "it fell by 5 dollars then", "number-value 4 5 percent|5 dollars"},
		{"number value, day", "on Monday we leave", "on Tuesday we leave", "number-value 4 Monday|Tuesday"},
		{"number form, a date", "I meet you on May 5 there", "I meet you on 5 May there", "number-form 0 May 5|5 May"},
		{"number value, a date", "I meet you on May 5 there", "I meet you on May 6 there", "number-value 4 May 5|May 6"},
		{"number value, month", "I meet you on March 5 there", "I meet you on 5 May there", "number-value 4 March 5|5 May"},
		{"number value, rank", "the third of them", "the fourth of them", "number-value 4 third|fourth"},
		{"negation lost", "It is not permitted to sell it.", "It is permitted to sell it.", "negation 4 not|"},
		{"negation by prefix", "That was lawful conduct", "That was unlawful conduct", "negation 4 lawful|unlawful"},
		{"negation, a few", "There are few people", "There are a few people", "negation 4 |a (few, a few)"},
		{"no negation: in short form", "We will not go there again.", "We won’t go there again.", "contraction 1 will not|won’t"},
		{"no negation: the other negator", "They never came here", "They not came here", "substitution 2 never|not (synonym)"},
		{"no negation: it stands elsewhere", "He never gets anyplace close to it", "He gets nowhere near it", "substitution 2 never gets anyplace close to|gets nowhere near (synonym)"},
		{"no negation: not any, no", "We do not have any plans for it", "We have no plans for it", "substitution 2 do not have any|have no (synonym)"},
		{"no negation: not anything, nothing", "I do not know anything about it", "I know nothing about it", "substitution 2 do not know anything|know nothing (synonym)"},
		{"no negation, but more is reworded", "He never gets anyplace warm there", "He gets nowhere quiet there", "substitution 3 never gets anyplace warm|gets nowhere quiet"},
		{"negation, in another clause", "I did not say he knew anything then", "I did say he knew nothing then", "negation 4 not|; negation 4 |nothing; omission 2 anything|"},
		{"negation, of the main verb", "They do not try to sell anything there", "They try to sell nothing there", "negation 4 do not|; negation 4 |nothing; omission 2 anything|"},
		{"negation, one lost", "He never gets anyplace close to it", "He gets anyplace near it", "negation 4 never|; substitution 2 close|near (synonym); function-word 1 to|"},
		{"negation, with a number", "They never had any of 30 boats there", "They had none of 40 boats there", "substitution 2 never had any|had none (synonym); number-value 4 30|40"},
		{"modality, quantifier", "some people will pay", "all people will pay", "modality 3 some|all"},
		{"modality, modal", "we may leave the pact", "we will leave the pact", "modality 3 may|will"},
		{"modality, hedge", "Then perhaps we leave", "Then we leave", "modality 3 perhaps|"},
		{"modality, stance", "Then I think we leave", "Then we leave", "modality 2 I think| (stance)"},
		{"no modality: they say the same", "every people will pay", "all people will pay", "function-word 1 every|all"},
		{"truncation at a sentence", "We go home. It rains.", "We go home.", "truncation 1 It rains| (at a sentence)"},
		{"truncation marked", "We go home, and then we sleep.", "We go home ...", "truncation 1 and then we sleep| (partial)"},
		{"truncation unmarked", "This is big, very big, and it is ours.", "This is big, very big.", "truncation 2 and it is ours| (unmarked)"},
		{"truncation, lead-in", "Number one, we go home.", "We go home.", "truncation 1 Number one| (lead-in); case 0 we|We"},
		{"truncation, condition before", "If it rains, we go home.", "We go home.", "truncation 3 If it rains| (unmarked; a condition, exception or negation is lost); case 0 we|We"},
		{"truncation, exception after", "We go home, but only if it rains.", "We go home.", "truncation 3 but only if it rains| (unmarked; a condition, exception or negation is lost)"},
		{"truncation to a statement", "Do we go home? Who knows.", "Do we go home.", "punctuation 2 ?|. (question); truncation 1 Who knows| (at a sentence)"},
		{"no truncation: a filler", "Uh, we go home.", "We go home.", "disfluency 1 Uh|; case 0 we|We"},
		{"ellipsis", "We go home with all our friends and then we sleep.", "We go home ... and then we sleep.", "ellipsis 1 with all our friends|"},
		{"ellipsis that hides", "We do not, unless attacked, go to war with them.", "We do ... go to war with them.", "ellipsis 4 not, unless attacked| (hides a condition or negation)"},
		{"no ellipsis: nothing stands for the words", "We go home with all our old friends and then we sleep.", "We go home and then we sleep.", "omission 3 with all our old friends|"},
		{"omission, intensifier", "we sleep very well there", "we sleep well there", "omission 2 very| (intensifier)"},
		{"no omission: a function word", "the plan that we made", "the plan we made", "function-word 1 that|"},
		{"bracket for a pronoun", "He must resign today.", "[The minister] must resign today.", "bracket 1 He|The minister (pronoun)"},
		{"bracket for more", "The minister must resign today.", "[Ruiz] must resign today.", "bracket 2 The minister|Ruiz"},
		{"bracket, aside", "He must resign today.", "He must [sic] resign today.", "bracket 1 |sic"},
		{"no bracket: the words themselves", "The minister must resign", "The banker must resign", "substitution 3 minister|banker"},
		{"insertion", "The bridge is closed for good.", "The old stone bridge is closed for good.", "insertion 3 |old stone"},
		{"no insertion: said twice", "We need to go now.", "We need, we need to go now.", "disfluency 1 |We need; case 0 We|we"},
		{"person", "so I will sell my house", "so he will sell his house", "person-tense 2 I|he; person-tense 2 my|his"},
		{"no person: a name", "so I will sell it", "so Ruiz will sell it", "substitution 2 I|Ruiz"},
		{"another person", "Then he told it all", "Then she told it all", "substitution 3 he|she (person)"},
		{"no other person: an aside beside content", "She left us, that I can tell you.", "She left us, believe me.", "insertion 2 |believe me (aside); truncation 2 that I can tell you| (unmarked)"},
		{"another person, object", "They told him so then", "They told her so then", "substitution 3 him|her (person)"},
		{"another person, the hearer", "They told me so then", "They told you so then", "substitution 3 me|you (person)"},
		{"another person, not only reported", "They came for us then", "They came for them then", "substitution 3 us|them (person)"},
		{"perhaps another person", "Then he told it all", "Then they told it all", "substitution 2 he|they (person)"},
		{"no other person: a phrase that stands for nobody", "It was, you know, a great storm", "It was to us a great storm", "function-word 1 |to us; disfluency 1 you know|"},
		{"tense", "They are here with a plan", "They were here with a plan", "person-tense 2 are|were"},
		{"tense, had", "He had two boats there", "He has two boats there", "person-tense 2 had|has"},
		{"tense, ’s", "Today he’s gone home", "Today he was gone home", "person-tense 2 he’s|he was"},
		{"tense, said", "He says it is so", "He said it is so", "person-tense 2 says|said"},
		{"inflection", "The plan is here with us", "The plans are here with us", "inflection 1 plan|plans; inflection 1 is|are"},
		{"opposite, up", "We are moving up today", "We are moving down today", "substitution 3 up|down (opposite)"},
		{"opposite, before", "We met before the vote", "We met after the vote", "substitution 3 before|after (opposite)"},
		{"opposite, from", "We walked from the camp", "We walked to the camp", "substitution 3 from|to (opposite)"},
		{"opposite, from beside an article lost", "We walked from the camp", "We walked to camp", "substitution 3 from|to (opposite); function-word 1 the|"},
		{"opposite, over", "It is over the limit now", "It is under the limit now", "substitution 3 over|under (opposite)"},
		{"opposite, in", "We locked them in today", "We locked them out today", "substitution 3 in|out (opposite)"},
		{"opposite, on", "We switched it on today", "We switched it off today", "substitution 3 on|off (opposite)"},
		{"opposite, inside", "They stood inside the gate", "They stood outside the gate", "substitution 3 inside|outside (opposite)"},
		{"opposite, above", "It is above the line now", "It is below the line now", "substitution 3 above|below (opposite)"},
		{"opposite, more", "We want more roads now", "We want fewer roads now", "substitution 3 more|fewer (opposite)"},
		{"opposite, of two words", "They went into the mine today", "They went out of the mine today", "substitution 3 into|out of (opposite)"},
		{"opposites, two at an end", "Today we fight for us", "Today we fight against them", "substitution 3 for|against (opposite); substitution 3 us|them (person)"},
		{"no opposite: with, without is a negation", "We go with them today", "We go without them today", "negation 4 |without; function-word 1 with|"},
		{"and for or", "bread and milk for all", "bread or milk for all", "substitution 3 and|or (and, or)"},
		{"and for or, and neither", "They do not sell bread or milk now", "They do not sell bread and milk now", "function-word 1 or|and"},
		{"no opposite: a date", "We begin in March there", "We begin on March there", "function-word 1 in|on"},
		{"no opposite: upon", "It rests on the piers", "It rests upon the piers", "function-word 1 on|upon"},
		{"no opposite: which", "the plan that we made", "the plan which we made", "function-word 1 that|which"},
		{"no inflection", "They buy plants", "They buy planes", "substitution 2 plants|planes (one letter)"},
		{"function word", "the end of the road", "the end to the road", "function-word 1 of|to"},
		{"substitution, synonym", "That was a stupid thing to do.", "That was a foolish thing to do.", "substitution 2 stupid|foolish (synonym)"},
		{"substitution", "That was a stupid thing to do.", "That was a German thing to do.", "substitution 3 stupid|German"},
		{"substitution as a whole", "they left in a great hurry for home", "they left without any shoes for home", "negation 4 in a great hurry|without any shoes; substitution 3 in a great hurry|without any shoes"},
		{"entity", "We sold it to Mexico last week.", "We sold it to Canada last week.", "entity 4 Mexico|Canada"},
		{"entity, no adjective", "We sold Niger oil", "We sold Nigeria oil", "entity 4 Niger|Nigeria"},
		{"no entity: the name's own form", "We sold Mexico oil", "We sold Mexican oil", "inflection 1 Mexico|Mexican"},
		{"order", "bread, peace and land for all", "peace, bread and land for all", "order 2 bread, peace|peace, bread"},
		{"splice", "We will mend the dam. Nobody asked the farmers in the valley, who lost two harvests and most of their sheep. The work begins in May.", "We will mend the dam. The work begins in May.",
			"splice 3 Nobody asked the farmers in the valley, who lost two harvests and most of their sheep|"},
		{"no splice: an ellipsis", "We will mend the dam. Nobody asked the farmers in the valley, who lost two harvests and most of their sheep. The work begins in May.", "We will mend the dam. ... The work begins in May.",
			"ellipsis 1 Nobody asked the farmers in the valley, who lost two harvests and most of their sheep|"},
		{"no splice: one sentence", "We will mend the dam. Nobody asked the farmers. The work begins in May.", "We will mend the dam. The work begins in May.", "omission 3 Nobody asked the farmers|"},
		{"disfluency", "We need, you know, a road now.", "We need a road now.", "disfluency 1 you know|"},
		{"no disfluency: somebody knows", "We hope you know a road.", "We hope you see a road.", "substitution 3 know|see"},
		{"repair, mask", "That is f---ing stupid of them", "That is fucking stupid of them", "repair 1 f---ing|fucking (mask)"},
		{"repair, grammar", "It ain’t over yet", "It isn’t over yet", "repair 1 ain’t|isn’t (grammar)"},
		{"no repair: another word", "That is f---ing stupid of them", "That is clearly stupid of them", "substitution 3 f---ing|clearly"},
		{"emphasis, marks inside", "They called it ‘a plan’ and left.", "They called it a plan and left.", "emphasis 1 ‘|  (marks); emphasis 1 ’|  (marks)"},
		{"nothing in common", "alpha beta gamma", "delta epsilon", "substitution 3 alpha beta gamma|delta epsilon (no word in common)"},
	} {
		t.Run(c.about, func(t *testing.T) {
			got := show(CompareText(c.a, c.b))
			if d := cmp.Diff(strings.ReplaceAll(c.want, "|  (", "| ("), got); d != "" {
				t.Errorf("%q, %q (-want +got):\n%s", c.a, c.b, d)
			}
			for _, d := range CompareText(c.a, c.b) {
				if c.a[d.Base.Start:d.Base.End] != d.Base.Text || c.b[d.Other.Start:d.Other.End] != d.Other.Text {
					t.Errorf("%q, %q: %s: the ranges do not hold the texts", c.a, c.b, d.Type)
				}
			}
		})
	}
}
